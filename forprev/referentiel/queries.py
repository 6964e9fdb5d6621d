"""Reads that screens need: territory by postal code, models as seen from a session, values and their future."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

from django.db.models import Q

from forprev.referentiel.catalogue import DELAIS, TEXTES, Delai, Famille, Genre, Texte
from forprev.referentiel.models import (
    Caisse,
    Commune,
    DispositifNiveau,
    ModeleCertificat,
    Signataire,
    TexteReference,
    ValeurReference,
)
from forprev.referentiel.models.certificats import ModeleCertificatQuerySet
from forprev.socle.dates import longue
from forprev.socle.text import cle

LIMITE_NOMS = 20


def communes_du_code_postal(code: str) -> list[Commune]:
    """The communes a postal code serves, by name; empty when the list does not know it (CEDEX included).

    Paris, Lyon and Marseille are proposed once, never their arrondissements [ENT-03, ENT-14].
    """
    communes = Commune.objects.filter(codes_postaux__code=code.strip(), commune_mere=None)
    return list(communes.select_related("departement__caisse"))


def communes_par_nom(debut: str) -> list[Commune]:
    """The communes whose name starts so, for a place whose postal code is not in the list [ENT-14].

    Blind to case, accents, hyphens and spaces; the exact name first, then the shortest.
    """
    if not (debut_cle := cle(debut)):
        return []
    communes = Commune.objects.filter(nom_cle__startswith=debut_cle, commune_mere=None)
    trouvees = communes.select_related("departement__caisse").order_by("nom_cle", "code_insee")
    return list(trouvees[:LIMITE_NOMS])


def caisse_de(commune: Commune) -> Caisse | None:
    """The caisse of the commune's département; None where the INRS acts as the caisse [ENT-03]."""
    return commune.departement.caisse


def modeles_proposables(niveau: DispositifNiveau, le: date) -> list[ModeleCertificat]:
    """The models of a dispositif/niveau usable for a session ended on the day `le` [SES-03, SES-39]."""
    return list(niveau.modeles.en_vigueur(le).select_related("dispositif_niveau__dispositif"))


def version_en_vigueur(modele: ModeleCertificat, le: date) -> ModeleCertificat | None:
    """The version of this model in force on the day `le`, itself or one that precedes or follows it; None if none is.

    A change of a model makes a new version: a session that had chosen the former one finds the right one again.
    """
    return ModeleCertificat.objects.en_vigueur(le).versions_de(modele.racine).first()


def modeles_pour_liste(*, dispositif: str = "", etat: str = "", le: date) -> ModeleCertificatQuerySet:
    """Every version of every model, narrowed to a dispositif and to what is in force, to come or ended on a day."""
    modeles = ModeleCertificat.objects.select_related("dispositif_niveau__dispositif")
    if dispositif:
        modeles = modeles.filter(dispositif_niveau__dispositif_id=dispositif)
    filtres = {"vigueur": modeles.en_vigueur(le), "venir": modeles.filter(effet_du__gt=le)}
    return filtres.get(etat, modeles.filter(effet_au__lt=le) if etat == "termines" else modeles)


def dernieres_versions(niveau: DispositifNiveau) -> ModeleCertificatQuerySet:
    """The models of a dispositif/niveau as they now stand, one row a model: what may be named as predecessor."""
    return ModeleCertificat.objects.filter(dispositif_niveau=niveau, suite=None)


L = TypeVar("L", ValeurReference, TexteReference)
D = TypeVar("D", Delai, Texte)


@dataclass(frozen=True)
class Suivi(Generic[D, L]):
    """A delay or a text: what it is, and its dated rows, latest first, seen on the day `le`."""

    definition: D
    lignes: list[L]
    le: date

    @property
    def en_vigueur(self) -> L | None:
        return next((ligne for ligne in self.lignes if ligne.du <= self.le), None)

    @property
    def a_venir(self) -> list[L]:
        return [ligne for ligne in self.lignes if ligne.du > self.le]

    @property
    def dit(self) -> str:
        """« 30 jours »: the value in force, or the default."""
        return dire(self.definition, self.en_vigueur)

    @property
    def historique(self) -> list[tuple[L, str, bool]]:
        """Each row, how it is said, and whether it is still to come."""
        return [(ligne, dire(self.definition, ligne), ligne.du > self.le) for ligne in self.lignes]


def dire(definition: Delai | Texte, ligne: ValeurReference | TexteReference | None) -> str:
    """A value as a French reader expects it: « 12 mois », « 1er janvier 2023 »; the default without row."""
    if isinstance(definition, Delai):
        return definition.unite.dire(ligne.valeur if isinstance(ligne, ValeurReference) else definition.defaut)
    texte = ligne.texte if isinstance(ligne, TexteReference) else definition.defaut
    return longue(date.fromisoformat(texte)) if texte and definition.genre is Genre.DATE else texte


def suivi_delais(le: date) -> dict[Famille, list[Suivi[Delai, ValeurReference]]]:
    """Every delay by family, in the order of the catalogue, in one query."""
    lignes = _par_code(list(ValeurReference.objects.order_by("-du", "-id")))
    familles: dict[Famille, list[Suivi[Delai, ValeurReference]]] = {famille: [] for famille in Famille}
    for delai in DELAIS.values():
        familles[delai.famille].append(Suivi(delai, lignes[delai.code], le))
    return familles


def suivi_textes(le: date) -> list[Suivi[Texte, TexteReference]]:
    """Every short text, in the order of the catalogue, in one query."""
    lignes = _par_code(list(TexteReference.objects.order_by("-du", "-id")))
    return [Suivi(texte, lignes[texte.code], le) for texte in TEXTES.values()]


def suivi_delai(code: str, le: date) -> Suivi[Delai, ValeurReference]:
    """One delay; KeyError for an unknown code."""
    return Suivi(DELAIS[code], list(ValeurReference.objects.filter(code=code).order_by("-du", "-id")), le)


def suivi_texte(code: str, le: date) -> Suivi[Texte, TexteReference]:
    """One short text; KeyError for an unknown code."""
    return Suivi(TEXTES[code], list(TexteReference.objects.filter(code=code).order_by("-du", "-id")), le)


def _par_code(lignes: list[L]) -> Mapping[str, list[L]]:
    rangees: dict[str, list[L]] = defaultdict(list)
    for ligne in lignes:
        rangees[ligne.code].append(ligne)
    return rangees


@dataclass(frozen=True)
class Apercu:
    """What the first page of the reference data says at a glance."""

    modeles: int
    modeles_a_venir: int
    delais: int
    delais_a_confirmer: int
    signataire: Signataire | None


def apercu(le: date) -> Apercu:
    """Three queries, whatever the size of the tables."""
    modeles = ModeleCertificat.objects.filter(Q(effet_au=None) | Q(effet_au__gte=le)).values_list("effet_du", flat=True)
    a_venir = [effet_du for effet_du in modeles if effet_du > le]
    return Apercu(
        modeles=len(modeles) - len(a_venir),
        modeles_a_venir=len(a_venir),
        delais=len(DELAIS),
        delais_a_confirmer=sum(delai.a_confirmer for delai in DELAIS.values()),
        signataire=Signataire.objects.en_fonction(le).first(),
    )
