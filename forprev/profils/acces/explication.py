"""What is said of one profile or right that a person lacks, and whom to turn to."""

from dataclasses import dataclass

from forprev.comptes.models import Acteur
from forprev.entites.models import Entite
from forprev.entites.queries import avec_territoire
from forprev.referentiel.models import Caisse


@dataclass(frozen=True, slots=True)
class Explication:
    """One profile or right that the person lacks: why, and what to do next. `lien` is the page where it is done."""

    titre: str
    cause: str
    suite: str
    lien: str = ""
    libelle_lien: str = ""


def entite_de(membre: Acteur) -> Entite:
    return avec_territoire(Entite.objects.all()).get(pk=membre.entite_id or 0)


def contact_de_la_caisse(entite: Entite) -> str:
    """The caisse of the entity, or the INRS where there is none [ENT-03]."""
    if entite.caisse is None:
        return "Adressez-vous à l’INRS, qui tient lieu de caisse pour votre entité."
    return f"Adressez-vous à votre caisse\u00a0: {coordonnees(entite.caisse)}."


def coordonnees(caisse: Caisse) -> str:
    """« Cramif, service prévention, 01 23 45 67 89, prevention@example.org »: what is known of it."""
    return ", ".join(filter(None, [caisse.nom, caisse.service, caisse.telephone, caisse.email]))
