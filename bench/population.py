"""A million people who never were, and the searches made among them. Imported once Django is ready."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import accumulate
from typing import Any

from django.core.management import call_command
from django.db import connection

from bench.doublons import RECHERCHES, Duree, chronometrer
from forprev.comptes.models import AutreNumero, Personne
from forprev.comptes.rules import Triplet, jour_mois_inverses
from forprev.socle.text import cle, cle_de_tri

# fmt: off
COURANTS = [
    "Martin", "Bernard", "Thomas", "Petit", "Robert", "Richard", "Durand", "Dubois", "Moreau", "Laurent", "Simon",
    "Michel", "Lefebvre", "Leroy",
]
PRENOMS = [
    "Marie", "Jean", "Pierre", "Michel", "Anne", "Nathalie", "Isabelle", "Philippe", "Sylvie", "Catherine",
    "Nicolas", "Christophe", "Karim",
]
SYLLABES = [
    "ba", "be", "bou", "can", "cha", "co", "da", "dre", "du", "fé", "fon", "ga", "go", "gué", "jan", "la", "le",
    "lo", "ma", "mi", "mon", "na", "no", "pel", "qui", "ra", "ri", "rou", "sa",
]
FINS = [
    "ard", "eau", "el", "er", "et", "i", "in", "lin", "n", "nier", "on", "ot", "oux", "rd", "s", "t", "tier",
    "ville", "z",
]
# fmt: on
LETTRES = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DEBUT, JOURS = date(1945, 1, 1), 22_600
COLONNES = (
    "numero, email, nom, prenom, date_naissance, nom_cle, prenom_cle, nom_tri, password, is_active, creee_le, "
    "hors_caisse, profil_retenu, jeton_generation, generation_connexions"
)
EXPLICATION = {"analyze": True, "costs": False, "buffers": False}
INSTANT = datetime(2026, 1, 1, tzinfo=UTC)


def peupler(nombre: int) -> None:
    """Migrate, then fill the table of people: without its indexes, which are made afterwards."""
    call_command("migrate", verbosity=0)
    with connection.cursor() as curseur:
        curseur.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = 'comptes_personne' AND indexname NOT IN "
            "(SELECT conname FROM pg_constraint)"
        )
        index = curseur.fetchall()
        for nom, _ in index:
            curseur.execute(f'DROP INDEX "{nom}"')
        with curseur.copy(f"COPY comptes_personne ({COLONNES}) FROM STDIN") as copie:
            for ligne in _lignes(nombre):
                copie.write_row(ligne)
        for _, definition in index:
            curseur.execute(definition)
        curseur.execute(
            "INSERT INTO comptes_autrenumero (numero, personne_id, depuis) "
            "SELECT substr(numero, 1, 1) || 'ZZ' || substr(numero, 4), id, now() "
            "FROM comptes_personne WHERE id % 20 = 0"
        )
        curseur.execute("VACUUM ANALYZE")


def _lignes(nombre: int) -> Iterator[tuple[Any, ...]]:
    hasard = random.Random(20261120)
    noms, prenoms = _repertoire(hasard, COURANTS, 40_000), _repertoire(hasard, PRENOMS, 3_000)
    tirages = zip(_tirer(hasard, noms, nombre), _tirer(hasard, prenoms, nombre), strict=True)
    for rang, (nom, prenom) in enumerate(tirages):
        naissance = DEBUT + timedelta(days=hasard.randrange(JOURS))
        if hasard.random() < 0.01:
            naissance = naissance.replace(month=1, day=1)
        numero = f"{LETTRES[rang // 100_000 % 26]}{LETTRES[rang // 2_600_000]}A{rang % 100_000:05}"
        yield (
            *(numero, f"personne{rang}@example.org", nom[0], prenom[0], naissance, nom[1], prenom[1], nom[2]),
            *("!", True, INSTANT, False, "", 0, 0),
        )


def _repertoire(hasard: random.Random, courants: list[str], nombre: int) -> list[tuple[str, str, str]]:
    """Names with their keys; the first are the most frequent. Many differ by one letter, as real ones do."""
    formes = dict.fromkeys(courants)
    while len(formes) < nombre:
        syllabes = "".join(hasard.choices(SYLLABES, k=hasard.randint(1, 3)))
        formes[(syllabes + hasard.choice(FINS)).capitalize()] = None
    return [(forme, cle(forme), cle_de_tri(forme)) for forme in formes]


def _tirer(hasard: random.Random, repertoire: list[Any], nombre: int) -> list[Any]:
    """`nombre` draws, the n-th name n times rarer than the first, or nearly."""
    poids = list(accumulate(1 / (rang + 10) for rang in range(len(repertoire))))
    return hasard.choices(repertoire, cum_weights=poids, k=nombre)


def mesurer() -> list[tuple[str, Duree, str]]:
    """Each kind of search: its name, how long it takes, the plan of its query where it is worth reading."""
    gens = list(Personne.objects.filter(pk__in=_pris_au_hasard()))
    janvier = [p.triplet for p in Personne.objects.filter(date_naissance=date(1970, 1, 1))[:RECHERCHES]]
    faits = [("exacte", lambda t: t), ("une lettre", _une_lettre), ("nom et prénom inversés", _inverses)]
    faits.append(("jour et mois inversés", _jour_et_mois))
    resultats = []
    for nom, deformer in faits:
        triplets = [deformer(p.triplet) for p in gens]
        resultats.append((f"doublons, {nom}", chronometrer(_chercher, triplets), ""))
    resultats.append(("doublons, né un 1er janvier", chronometrer(_chercher, janvier), _plan_des_doublons(janvier[0])))
    return resultats + _identifiants(gens)


def _identifiants(gens: list[Personne]) -> list[tuple[str, Duree, str]]:
    reunis = list(AutreNumero.objects.values_list("numero", flat=True)[:RECHERCHES])
    cas = {
        "N° Forprev": [p.numero.lower() for p in gens],
        "N° Forprev réuni": reunis,
        "e-mail": [p.email.upper() for p in gens],
        "identifiant inconnu": [f"XXX{rang:05}" for rang in range(RECHERCHES)],
    }
    return [(nom, chronometrer(_entrer, valeurs), _plan_de(valeurs[0])) for nom, valeurs in cas.items()]


def _pris_au_hasard() -> list[int]:
    dernier = Personne.objects.order_by("-pk").values_list("pk", flat=True)[0]
    return random.Random(7).sample(range(1, dernier), RECHERCHES)


def _chercher(triplet: Any) -> object:
    trouves = Personne.objects.par_proximite(triplet)
    assert trouves, triplet
    return trouves


def _entrer(identifiant: Any) -> object:
    return Personne.objects.d_identifiant(identifiant).first()


def _une_lettre(triplet: Triplet) -> Triplet:
    return _avec(triplet, nom=triplet.nom[:-1])


def _inverses(triplet: Triplet) -> Triplet:
    return _avec(triplet, nom=triplet.prenom, prenom=triplet.nom)


def _jour_et_mois(triplet: Triplet) -> Triplet:
    inverse = jour_mois_inverses(triplet.date_naissance)
    return _avec(triplet, date_naissance=inverse or triplet.date_naissance)


def _avec(triplet: Triplet, **changes: Any) -> Triplet:
    valeurs = {"nom": triplet.nom, "prenom": triplet.prenom, "date_naissance": triplet.date_naissance}
    return Triplet(**(valeurs | changes))


def _plan_des_doublons(triplet: Triplet) -> str:
    jours = [triplet.date_naissance, jour_mois_inverses(triplet.date_naissance) or triplet.date_naissance]
    return str(Personne.objects.filter(date_naissance__in=jours).explain(**EXPLICATION))


def _plan_de(identifiant: str) -> str:
    return str(Personne.objects.d_identifiant(identifiant).order_by()[:1].explain(**EXPLICATION))
