"""The daily mail of those who chose one [NOT-07]."""

from datetime import date, datetime

from django.db import transaction

from forprev.communication.courrier import rediger_quotidien
from forprev.communication.models import Notification
from forprev.communication.rules import Envoi
from forprev.comptes.models import Personne
from forprev.courriels.actions import mettre_en_file
from forprev.courriels.models import Courriel


def envoyer_quotidiens(*, jour: date, le: datetime) -> None:
    """Gather what waits for each person in one mail; run twice, or after nights missed, it sends one all the same."""
    attendent = Notification.objects.a_reunir().order_by("personne").values_list("personne", flat=True).distinct()
    for personne_id in list(attendent):
        reunir(personne_id=personne_id, jour=jour, le=le)


@transaction.atomic
def reunir(*, personne_id: int, jour: date, le: datetime) -> Courriel | None:
    """The mail of that person for that day; None when nothing waits, or when it was written already: what came since
    waits for the next one."""
    personne = Personne.objects.select_for_update(of=("self",)).get(pk=personne_id)
    cle = f"quotidien:{jour.isoformat()}:{personne_id}"
    lignes = list(Notification.objects.a_reunir().de(personne_id).order_by("cree_le", "id"))
    if not lignes or Courriel.objects.filter(cle=cle).exists():
        return None
    courrier = rediger_quotidien(lignes)
    Notification.objects.filter(pk__in=[ligne.pk for ligne in lignes]).update(envoi=Envoi.REUNI)
    return mettre_en_file(
        a=personne.email,
        sujet=courrier.sujet,
        texte=courrier.texte,
        html=courrier.html,
        cle=cle,
        le=le,
        personne_id=personne_id,
    )
