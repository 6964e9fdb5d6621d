"""What the INRS and the entity do to a right outside any request, with its letter [HAB-05, HAB-09, HAB-10]."""

from datetime import date, datetime

from django.db import transaction

from forprev.comptes.models import Acteur
from forprev.demandes import notifications
from forprev.demandes.actions.courriers import Nature, ecrire_mesure, sujet_du_droit
from forprev.demandes.documents import textes
from forprev.demandes.documents.textes import Texte
from forprev.demandes.models import Courrier
from forprev.habilitations.actions import vie
from forprev.habilitations.models import Habilitation, HabilitationQuerySet, Suspension
from forprev.referentiel.models import DispositifNiveau
from forprev.socle import clock
from forprev.socle.raisons import Refus


@transaction.atomic
def suspendre(
    *, par: Acteur, le: datetime, habilitation: Habilitation, du: date, au: date | None, motif: str
) -> Courrier:
    """Suspend the right, write and send the letter [HAB-05]."""
    vie.suspendre(par=par, le=le, habilitation=habilitation, du=du, au=au, motif=motif)
    texte = textes.suspension(sujet_du_droit(habilitation), du=du, au=au, motif=motif)
    courrier = _ecrire(Nature.SUSPENSION, habilitation, texte, le)
    notifications.mesure_prise(habilitation, courrier, le=le)
    return courrier


@transaction.atomic
def lever(*, par: Acteur, le: datetime, suspension: Suspension, motif: str = "") -> Courrier:
    """Lift a suspension, write and send the letter [HAB-05]."""
    vie.lever(par=par, le=le, suspension=suspension)
    habilitation = suspension.habilitation
    texte = textes.levee(sujet_du_droit(habilitation), le=clock.jour(le), motif=motif)
    courrier = _ecrire(Nature.LEVEE, habilitation, texte, le)
    notifications.mesure_prise(habilitation, courrier, le=le)
    return courrier


@transaction.atomic
def retirer(*, par: Acteur, le: datetime, habilitation: Habilitation, date_retrait: date, motif: str) -> Courrier:
    """Withdraw the right from that day on, write and send the letter [HAB-05]."""
    vie.retirer(par=par, le=le, habilitation=habilitation, date_retrait=date_retrait, motif=motif)
    texte = textes.retrait(sujet_du_droit(habilitation), a_partir_du=date_retrait, motif=motif)
    courrier = _ecrire(Nature.RETRAIT, habilitation, texte, le)
    notifications.mesure_prise(habilitation, courrier, le=le)
    return courrier


@transaction.atomic
def prolonger(*, par: Acteur, le: datetime, habilitation: Habilitation, fin: date, motif: str) -> Courrier:
    """Move the end of the right, write and send the letter [HAB-09]."""
    vie.prolonger(par=par, le=le, habilitation=habilitation, fin=fin, motif=motif)
    courrier = _ecrire(
        Nature.PROLONGATION, habilitation, textes.prolongation(sujet_du_droit(habilitation), fin=fin, motif=motif), le
    )
    notifications.mesure_prise(habilitation, courrier, le=le)
    return courrier


def prolongeables(niveau: DispositifNiveau, *, le: date, fin: date) -> HabilitationQuerySet:
    """The rights held on `le` that end before `fin`: those that a prolongation of all would move [HAB-09]."""
    actives = Habilitation.objects.actives(le).filter(
        dispositif_niveau=niveau, retrait_le__isnull=True, renonciation_le__isnull=True
    )
    return actives.exclude(periodes__fin__gte=fin).order_by("pk")


@transaction.atomic
def prolonger_tout(
    *, par: Acteur, le: datetime, niveau: DispositifNiveau, jour: date, fin: date, motif: str
) -> list[Courrier]:
    """Prolong every right that ends before `fin`; run again, nothing is left to move [HAB-09]."""
    courriers = []
    for habilitation in prolongeables(niveau, le=jour, fin=fin):
        try:
            courriers.append(prolonger(par=par, le=le, habilitation=habilitation, fin=fin, motif=motif))
        except Refus as refus:
            # Moved or closed by somebody else since the list was read: there is nothing left to move.
            if not {raison.code for raison in refus.raisons} <= {"fin_anterieure", "deja_close"}:
                raise
    return courriers


def _ecrire(nature: Nature, habilitation: Habilitation, texte: Texte, le: datetime) -> Courrier:
    return ecrire_mesure(nature, habilitation, le=le, texte=texte)
