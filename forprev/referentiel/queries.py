"""Reads that screens need: territory by postal code, models as seen from a session."""

from datetime import date

from forprev.referentiel.models import Caisse, Commune, DispositifNiveau, ModeleCertificat
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
