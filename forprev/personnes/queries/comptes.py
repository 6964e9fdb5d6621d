"""Finding people for the assistance, whatever they say of themselves [ACC-13]."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import IntEnum
from functools import reduce
from operator import or_
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Case, Exists, IntegerField, OuterRef, Q, QuerySet, Value, When
from django.db.models.functions import Reverse

from forprev.certificats.models import CertificatFormateur
from forprev.comptes.models import AutreNumero, Personne, PersonneQuerySet, RoleReseau
from forprev.comptes.rules import Proximite, Triplet, jour_mois_inverses, proximite
from forprev.comptes.states import LIBELLES_PROFILS, Profil
from forprev.entites.models import Membre
from forprev.personnes.rules.recherche import Recherche
from forprev.profils.queries import sessions_qui_retiennent

TROUVEES_AU_PLUS = 500


class Rang(IntEnum):
    """Why someone is in the list: the order of the answers. Nom and prénom are looked for in both orders, so that a
    person whose names are swapped is an exact answer."""

    EXACTE = 0
    DEBUT = 1
    UNE_LETTRE = 2
    JOUR_MOIS_INVERSES = 3


_RANGS = {
    Proximite.EXACTE: Rang.EXACTE,
    Proximite.UNE_LETTRE: Rang.UNE_LETTRE,
    Proximite.NOM_PRENOM_INVERSES: Rang.EXACTE,
    Proximite.JOUR_MOIS_INVERSES: Rang.JOUR_MOIS_INVERSES,
}


@dataclass(frozen=True, slots=True)
class Trouvailles:
    """Keys of people with their rank; `tronquees` when there were more than are kept."""

    rangs: dict[int, Rang]
    tronquees: bool = False


def trouver_des_comptes(recherche: Recherche) -> Trouvailles:
    """Whom the search may mean: exact, then beginnings, then near triplets; 500 people at most, in two queries."""
    if recherche.est_vide or recherche.impossible:
        return Trouvailles({})
    lues = list(candidats(recherche).values_list("pk", "rang")[: TROUVEES_AU_PLUS + 1])  # type: ignore[misc]
    rangs = {pk: Rang(rang) for pk, rang in lues[:TROUVEES_AU_PLUS]}
    if recherche.est_un_triplet:
        for pk, rang in _proches(recherche):
            rangs.setdefault(pk, rang)
    return Trouvailles(rangs, tronquees=len(lues) > TROUVEES_AU_PLUS)


def toutes(personnes: QuerySet[Personne]) -> Trouvailles:
    """These people as a search would give them: all exact, 500 at most."""
    pks = list(personnes.order_by("nom_tri", "prenom_cle", "pk").values_list("pk", flat=True)[: TROUVEES_AU_PLUS + 1])
    return Trouvailles(dict.fromkeys(pks[:TROUVEES_AU_PLUS], Rang.EXACTE), tronquees=len(pks) > TROUVEES_AU_PLUS)


def comptes_trouves(trouvailles: Trouvailles, le: date) -> QuerySet[Personne]:
    """The people found, with `rang` and what a list shows of each, `profils_en_bref` and the numbers of
    merges (`reunis_`) included, in one query."""
    par_rang: dict[Rang, list[int]] = defaultdict(list)
    for pk, rang in trouvailles.rangs.items():
        par_rang[rang].append(pk)
    cas = [When(pk__in=pks, then=Value(rang.value)) for rang, pks in par_rang.items()]
    siens = {"personne": OuterRef("pk")}
    return Personne.objects.filter(pk__in=trouvailles.rangs).annotate(
        rang=Case(*cas, default=Value(Rang.JOUR_MOIS_INVERSES.value), output_field=IntegerField()),
        certifie=Exists(CertificatFormateur.objects.filter(**siens).valides(le)),
        attendu=Exists(sessions_qui_retiennent(le)),
        membres_=ArraySubquery(Membre.objects.tenus(le).filter(**siens).order_by("pk").values("role")),
        roles_=ArraySubquery(RoleReseau.objects.filter(**siens).order_by("pk").values("nature")),
        reunis_=ArraySubquery(AutreNumero.objects.filter(**siens).order_by("depuis", "numero").values("numero")),
    )


def profils_en_bref(personne: Any) -> list[str]:
    """The names of the profiles held, each once, of someone read by `comptes_trouves`."""
    formateur = [Profil.FORMATEUR.value] if personne.certifie or personne.attendu else []
    tenus = {*personne.membres_, *personne.roles_, *formateur}
    return [libelle for profil, libelle in LIBELLES_PROFILS.items() if profil in tenus]


def candidats(recherche: Recherche) -> PersonneQuerySet:
    """Everyone whom each part of the search allows, with `rang`, exact answers first; every part uses an index."""
    trouvees: PersonneQuerySet = Personne.objects.all()
    for critere in _criteres(recherche):
        trouvees = trouvees.filter(critere)
    exacte = _exacte(recherche)
    rang = Case(When(exacte, then=Value(0)), default=Value(1), output_field=IntegerField()) if exacte else Value(0)
    return trouvees.annotate(rang=rang).order_by("rang", "nom_tri", "prenom_cle", "pk")


def _criteres(recherche: Recherche) -> Iterator[Q]:
    if recherche.numero:
        yield Q(pk__in=Personne.objects.de_numero(recherche.numero).order_by().values("pk"))
    if recherche.debut_numero:
        yield _parmi_les_numeros(Q(numero__startswith=recherche.debut_numero))
    if recherche.fin_numero:
        yield _derniers_chiffres(recherche)
    if recherche.email:
        yield Q(email__istartswith=recherche.email)
    if recherche.mots:
        yield _noms(recherche)
    if recherche.naissance:
        yield Q(date_naissance=recherche.naissance)


def _parmi_les_numeros(critere: Q) -> Q:
    """People by a part of their number, or of one that a merge gave them: two look-ups put together."""
    siens = Personne.objects.alias(fin=Reverse("numero")).filter(critere).order_by().values("pk")
    reunis = AutreNumero.objects.alias(fin=Reverse("numero")).filter(critere).order_by().values("personne")
    return Q(pk__in=siens.union(reunis))


def _derniers_chiffres(recherche: Recherche) -> Q:
    """Said alone, two look-ups put together; said with something else, a filter on the few people that it leaves."""
    critere = Q(fin__startswith=recherche.fin_numero[::-1])
    if recherche.criteres == ["fin_numero"]:
        return _parmi_les_numeros(critere)
    reunis = AutreNumero.objects.alias(fin=Reverse("numero")).filter(critere).order_by().values("personne")
    return Q(numero__endswith=recherche.fin_numero) | Q(pk__in=reunis)


def _noms(recherche: Recherche) -> Q:
    """Beginnings of names; a name of one letter is looked for whole."""
    entier = recherche.nom_entier
    seul = Q(nom_cle__startswith=entier) if len(entier) > 1 else Q(nom_cle=entier)
    return reduce(or_, [Q(nom_cle__startswith=nom, prenom_cle__startswith=p) for nom, p in recherche.couples], seul)


def _exacte(recherche: Recherche) -> Q:
    """What makes an answer exact; an empty Q when every answer is."""
    exacte = Q(email__iexact=recherche.email) if recherche.email else Q()
    if recherche.mots:
        couples = [Q(nom_cle=nom, prenom_cle=prenom) for nom, prenom in recherche.couples]
        exacte &= reduce(or_, couples, Q(nom_cle=recherche.nom_entier))
    return exacte


def _proches(recherche: Recherche) -> Iterator[tuple[int, Rang]]:
    """Near triplets, in either order of the names: those of the date, or of the one with day and month swapped."""
    assert recherche.naissance is not None
    cherches = [Triplet(nom, prenom, recherche.naissance) for nom, prenom in recherche.couples]
    jours = [jour for jour in (recherche.naissance, jour_mois_inverses(recherche.naissance)) if jour]
    memes_jours = Personne.objects.filter(date_naissance__in=jours).only("nom", "prenom", "date_naissance")
    for personne in memes_jours:
        trouves = [p for cherche in cherches if (p := proximite(cherche, personne.triplet)) is not None]
        if trouves:
            yield personne.pk, _RANGS[min(trouves)]
