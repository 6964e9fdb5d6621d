"""All that is held about one person, as the registry of relations tells it [RGP-04].

One query a declaration, whatever the number of rows. What the registry keeps silent is listed with its reason: other
people's data, secrets.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, cast

from django.db.models import Field, JSONField, Model

from forprev.comptes.models import Personne
from forprev.comptes.states import libelle_de_code
from forprev.personnes.actes import libelle_d_acte
from forprev.personnes.relations import COMPTE, COMPTE_TAIT, DECLARATIONS, Declaration

# The fields of the account that only machines name.
TECHNIQUES = {"id": "clé du compte", "nom_cle": "clé du nom", "prenom_cle": "clé du prénom", "nom_tri": "tri du nom"}

Valeur = str | int | bool | date | datetime | None


@dataclass(frozen=True, slots=True)
class Rubrique:
    """The rows of one declaration: what they are, the labels, the values; the latest first when they bear a date."""

    titre: str
    colonnes: tuple[str, ...]
    lignes: list[tuple[Valeur, ...]]


@dataclass(frozen=True, slots=True)
class Donnees:
    """The whole: the account, every kind of rows (empty ones too), what is not shown and why."""

    numero: str
    etablies_le: datetime
    compte: list[tuple[str, Valeur]]
    rubriques: list[Rubrique]
    tues: list[tuple[str, str]]


def donnees_de(personne: Personne, *, le: datetime) -> Donnees:
    """Read everything about `personne`, and nothing about anybody else."""
    montrees = [declaration for declaration in DECLARATIONS if declaration.montre]
    return Donnees(
        numero=personne.numero,
        etablies_le=le,
        compte=_compte(personne),
        rubriques=[_rubrique(declaration, personne) for declaration in montrees],
        tues=list(_tues()),
    )


def resume_de(personne: Personne) -> list[tuple[str, int]]:
    """What is held, in plain words, with how many of each; kinds of which nothing is held are left out."""
    comptes = [(d.titre, d.lignes(personne).order_by().count()) for d in DECLARATIONS if d.montre]
    return [(titre, nombre) for titre, nombre in comptes if nombre]


def _compte(personne: Personne) -> list[tuple[str, Valeur]]:
    chemins = [chemin for _, chemin in COMPTE]
    valeurs = Personne.objects.filter(pk=personne.pk).values_list(*chemins).get()
    lecteurs = [_lecteur(Personne, chemin) for chemin in chemins]
    return [(libelle, lire(v)) for (libelle, _), lire, v in zip(COMPTE, lecteurs, valeurs, strict=True)]


def _rubrique(declaration: Declaration, personne: Personne) -> Rubrique:
    chemins = [chemin for _, chemin in declaration.montre]
    lecteurs = [_lecteur(declaration.classe, chemin) for chemin in chemins]
    brutes = declaration.lignes(personne).values_list(*chemins)
    lignes = [tuple(lire(v) for lire, v in zip(lecteurs, ligne, strict=True)) for ligne in brutes]
    return Rubrique(declaration.titre, tuple(libelle for libelle, _ in declaration.montre), _par_date(lignes))


def _par_date(lignes: list[tuple[Valeur, ...]]) -> list[tuple[Valeur, ...]]:
    """Latest first, by the first column that holds dates; as read when none does."""
    if not lignes:
        return lignes
    rang = next((i for i, _ in enumerate(lignes[0]) if any(isinstance(ligne[i], date) for ligne in lignes)), None)
    if rang is None:
        return lignes
    return sorted(lignes, key=lambda ligne: (ligne[rang] is not None, str(ligne[rang])), reverse=True)


def _tues() -> Iterator[tuple[str, str]]:
    """Each thing once, with why it is not shown."""
    champs = {champ.name: str(champ.verbose_name) for champ in Personne._meta.concrete_fields} | TECHNIQUES
    for nom, raison in COMPTE_TAIT.items():
        yield champs[nom].capitalize(), raison
    yield from dict.fromkeys((d.titre, d.tait) for d in DECLARATIONS if d.tait)


def _lecteur(modele: type[Model], chemin: str) -> Callable[[Any], Valeur]:
    """How a value at the end of a path is said: a code in its French label, anything else as it is."""
    champ = _champ(modele, chemin)
    if champ.name in ("profil", "profil_retenu"):
        return lambda code: libelle_de_code(code) or cast("str", code)
    if champ.name == "verbe":
        return lambda verbe: libelle_d_acte(verbe)
    libelles: Mapping[Any, Any] = dict(champ.flatchoices)
    if libelles:
        return lambda code: str(libelles.get(code, code))
    return lambda valeur: valeur if isinstance(valeur, str | int | bool | date | None) else str(valeur)


def _champ(modele: type[Model], chemin: str) -> Field:
    """The field that a path of the ORM ends at."""
    tete, _, suite = chemin.partition("__")
    champ = modele._meta.pk if tete == "pk" else cast("Field", modele._meta.get_field(tete))
    assert champ is not None
    # Inside a fact frozen as JSON there is no field any more: its values are texts.
    if not suite or isinstance(champ, JSONField):
        return champ
    return _champ(cast("type[Model]", champ.related_model), suite)
