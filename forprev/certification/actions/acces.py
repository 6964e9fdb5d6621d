"""The first-password mail of a new trainer that could not be delivered [SES-37]."""

from datetime import datetime

from django.db.models import Exists, OuterRef

from forprev.certification.models import CertificatPrepare
from forprev.certification.notifications import annoncer_acces_non_remis
from forprev.communication.notifications import CompteCree
from forprev.courriels.models import Courriel
from forprev.courriels.states import EtatCourriel


def signaler_non_remis(*, le: datetime) -> int:
    """Tell the entity and the assistance of each account whose first mail failed for good, once; return how many.

    A mail fails for good within 48 hours, and the session that opened the account is kept 15 days.
    """
    refuses = Courriel.objects.filter(
        personne=OuterRef("personne"), etat=EtatCourriel.ECHEC, cle__startswith=f"{CompteCree.code}:"
    )
    prepares = CertificatPrepare.objects.filter(Exists(refuses), compte_a_ouvrir=True).select_related(
        "generation__session__habilitation__dispositif_niveau__dispositif", "generation__session__entite"
    )
    return sum(annoncer_acces_non_remis(prepare, le=le) for prepare in prepares.order_by("pk"))
