"""What time does to requests by itself: reminders, drafts left untouched. Nothing else closes or ends [DEM-10]."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from forprev.demandes import notifications
from forprev.demandes.deadlines import dernier_jour_touche, rappel_du, suppression_brouillon
from forprev.demandes.models import Complement, Demande, DemandeQuerySet
from forprev.demandes.states import Etat
from forprev.referentiel.delais import valeurs
from forprev.socle import clock, files
from forprev.socle.journal import journaliser

LOT = 200
_RAPPELS = ("complements_rappel_1", "complements_rappel_2")


def rappeler(*, jour: date, le: datetime, lot: int = LOT) -> int:
    """Tell the entity that complements are still awaited: each reminder once, only the latest one due [DEM-10].

    Returns how many requests were told.
    """
    reglages = valeurs(jour)
    seuils = tuple(reglages[code] for code in _RAPPELS)
    attendus = Complement.objects.filter(
        recus_le=None,
        retires_le=None,
        demande__etat=Etat.COMPLEMENTS_DEMANDES,
        limite__range=(jour, jour + timedelta(days=max(seuils))),
    )
    return sum(_rappeler_lot(numeros, seuils, jour=jour, le=le) for numeros in _lots(attendus, lot))


@transaction.atomic
def _rappeler_lot(numeros: list[int], seuils: tuple[int, ...], *, jour: date, le: datetime) -> int:
    """Requests are locked first: whoever answers at this moment is not reminded afterwards."""
    demandes = Demande.objects.select_for_update(of=("self",)).filter(
        complements__in=numeros, etat=Etat.COMPLEMENTS_DEMANDES
    )
    dites = 0
    for demande in demandes.select_related("dispositif_niveau__dispositif").order_by("pk"):
        complement = demande.complements.filter(recus_le=None, retires_le=None).get()
        depuis = clock.jour(complement.demandes_le)
        rang = rappel_du(complement.limite, depuis=depuis, le=jour, seuils=seuils)
        if rang is not None:
            dites += notifications.complements_attendus(demande, complement, rang=rang, le=le)
    return dites


def avertir_brouillons(*, jour: date, le: datetime, lot: int = LOT) -> int:
    """Tell the entity of the drafts that will be deleted; once as long as nobody touches them. Returns how many."""
    reglages = valeurs(jour)
    mois = reglages["brouillon_abandonne"]
    premier = jour + timedelta(days=reglages["brouillon_avertissement"])
    proches = _brouillons(premier, mois).exclude(pk__in=_brouillons(jour, mois))
    return sum(_avertir_lot(numeros, mois, le=le) for numeros in _lots(proches, lot))


@transaction.atomic
def _avertir_lot(numeros: list[int], mois: int, *, le: datetime) -> int:
    brouillons = Demande.objects.filter(pk__in=numeros).select_related("dispositif_niveau__dispositif").order_by("pk")
    return sum(
        notifications.brouillon_a_supprimer(
            demande, suppression_brouillon(clock.jour(demande.modifiee_le), mois=mois), le=le
        )
        for demande in brouillons
    )


def supprimer_brouillons(*, jour: date, le: datetime, lot: int = LOT) -> int:
    """Delete the drafts left untouched for so many months, with their files. Returns how many."""
    dus = _brouillons(jour, valeurs(jour)["brouillon_abandonne"])
    return sum(_supprimer_lot(dus.filter(pk__in=numeros), le=le) for numeros in _lots(dus, lot))


@transaction.atomic
def _supprimer_lot(dus: DemandeQuerySet, *, le: datetime) -> int:
    """Locked and judged again: touched at this moment, a draft stays.

    Files go first; cut in between, the draft is still there and the next night finds it.
    """
    brouillons = list(dus.select_for_update(of=("self",)).order_by("pk"))
    for demande in brouillons:
        for chemin in demande.pieces.values_list("fichier", flat=True):
            files.supprimer(chemin)
        journaliser(par=None, verbe="demandes.supprimer_brouillon", objet=demande, le=le, type=demande.type)
        demande.delete()
    return len(brouillons)


def _brouillons(jour: date, mois: int) -> DemandeQuerySet:
    """Drafts whose day of deletion is `jour` or before."""
    fin = clock.fin_du(dernier_jour_touche(jour, mois=mois))
    return Demande.objects.filter(etat=Etat.BROUILLON, deposee_le=None, modifiee_le__lt=fin)


def _lots(lignes: QuerySet[Any], lot: int) -> Iterator[list[int]]:
    """The keys, so many at a time, read once: what changes afterwards is judged again under lock."""
    numeros = list(lignes.order_by("pk").values_list("pk", flat=True))
    return (numeros[debut : debut + lot] for debut in range(0, len(numeros), lot))
