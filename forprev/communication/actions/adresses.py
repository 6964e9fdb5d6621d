"""Write to an address that belongs to no account."""

from datetime import datetime

from forprev.communication.courrier import rediger
from forprev.communication.notifications import Evenement
from forprev.communication.states import Categorie
from forprev.courriels.actions import mettre_en_file
from forprev.courriels.models import Courriel


def ecrire_a_une_adresse(evenement: Evenement, adresse: str, *, le: datetime) -> Courriel:
    """Mail one occurrence of an event to whoever gave this address; told twice, it is one mail [NOT-02].

    Nobody has preferences there: the event itself says why it came, and is of the category that is always sent.
    """
    courrier = rediger(evenement, "")
    return mettre_en_file(
        a=adresse,
        sujet=courrier.sujet,
        texte=courrier.texte,
        html=courrier.html,
        cle=f"{evenement.cle_complete()}:adresse",
        le=le,
        prioritaire=evenement.categorie == Categorie.COMPTE,
    )
