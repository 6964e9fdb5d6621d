"""Suspend, lift, withdraw, give up, prolong [HAB-05, HAB-09, HAB-10]."""

from datetime import date, datetime

from django.db import transaction

from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil
from forprev.habilitations.models import Habilitation, Periode, Suspension
from forprev.habilitations.perms import peut_renoncer
from forprev.habilitations.rules import raisons_fin, raisons_prolongation, raisons_suspension
from forprev.socle import clock
from forprev.socle.dates import longue
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus, exiger


@transaction.atomic
def suspendre(
    *, par: Acteur, le: datetime, habilitation: Habilitation, du: date, au: date | None, motif: str
) -> Suspension:
    """Days on which the right is not valid, first and last included; no last day: until lifted [HAB-05]."""
    verrou = _verrouiller_inrs(par, habilitation)
    exiger(raisons_suspension(verrou.faits, du=du, au=au) + _raisons_motif(motif))
    suspension = Suspension.objects.create(habilitation=verrou, du=du, au=au, motif=motif.strip())
    journaliser(par=par, verbe="habilitations.suspendre", objet=verrou, le=le, du=du.isoformat())
    return suspension


@transaction.atomic
def lever(*, par: Acteur, le: datetime, suspension: Suspension) -> Suspension:
    """End a suspension: yesterday is its last day; one that had not begun never was [HAB-05].

    Raises Refus when it is over already.
    """
    verrou = _verrouiller_inrs(par, suspension.habilitation)
    ligne = verrou.suspensions.get(pk=suspension.pk)
    jour = clock.jour(le)
    if ligne.au is not None and ligne.au < jour:
        raise Refus(Raison("deja_levee", f"Cette suspension a pris fin le {longue(ligne.au)}."))
    journaliser(par=par, verbe="habilitations.lever", objet=verrou, le=le, du=ligne.du.isoformat())
    if ligne.du >= jour:
        ligne.delete()
        return ligne
    ligne.au = date.fromordinal(jour.toordinal() - 1)
    ligne.save(update_fields=["au"])
    return ligne


@transaction.atomic
def retirer(*, par: Acteur, le: datetime, habilitation: Habilitation, date_retrait: date, motif: str) -> Habilitation:
    """Withdraw the right from that day on [HAB-05]."""
    verrou = _verrouiller_inrs(par, habilitation)
    exiger(raisons_fin(verrou.faits, jour=date_retrait, le=clock.jour(le)) + _raisons_motif(motif))
    verrou.retrait_le, verrou.retrait_motif = date_retrait, motif.strip()
    verrou.save(update_fields=["retrait_le", "retrait_motif"])
    journaliser(par=par, verbe="habilitations.retirer", objet=verrou, le=le, date_retrait=date_retrait.isoformat())
    return verrou


@transaction.atomic
def renoncer(*, par: Acteur, le: datetime, habilitation: Habilitation, jour: date) -> Habilitation:
    """A gestionnaire gives the right up from today or a later day: sessions ended before still give certificates
    [HAB-10]."""
    verrou = Habilitation.objects.select_for_update(of=("self",)).get(pk=habilitation.pk)
    if not peut_renoncer(par, verrou):
        raise Refus(Raison("profil", "Seul un gestionnaire de l’entité peut renoncer à une habilitation."))
    exiger(raisons_fin(verrou.faits, jour=jour, le=clock.jour(le)))
    verrou.renonciation_le = jour
    verrou.save(update_fields=["renonciation_le"])
    journaliser(par=par, verbe="habilitations.renoncer", objet=verrou, le=le, jour=jour.isoformat())
    return verrou


@transaction.atomic
def prolonger(*, par: Acteur, le: datetime, habilitation: Habilitation, fin: date, motif: str) -> Periode:
    """Move the end of the last period to a later day; alerts and renewal follow from it [HAB-09]."""
    verrou = _verrouiller_inrs(par, habilitation)
    exiger(raisons_prolongation(verrou.faits, fin=fin) + _raisons_motif(motif))
    periode = verrou.periodes.order_by("-fin")[0]
    journaliser(
        par=par, verbe="habilitations.prolonger", objet=verrou, le=le, de=periode.fin.isoformat(), a=fin.isoformat()
    )
    periode.fin = fin
    periode.save(update_fields=["fin"])
    return periode


def _verrouiller_inrs(par: Acteur, habilitation: Habilitation) -> Habilitation:
    if par.profil != Profil.INRS:
        raise Refus(Raison("profil", "Seul l’INRS suspend, retire ou prolonge une habilitation."))
    return Habilitation.objects.select_for_update(of=("self",)).get(pk=habilitation.pk)


def _raisons_motif(motif: str) -> list[Raison]:
    if motif.strip():
        return []
    return [Raison("motif_absent", "Donnez la raison\u00a0: elle figure sur le courrier.", "motif")]
