"""What tests of requests share: reading refusals, seeing that nothing moved, doing things at the same moment."""

from collections.abc import Callable
from threading import Barrier, Thread
from typing import Any

from django.db import connection

from forprev.communication.models import Notification
from forprev.courriels.models import Courriel
from forprev.demandes.models import (
    Complement,
    Courrier,
    Demande,
    LigneSuivi,
    Passage,
    Piece,
    PlateformeDemandee,
    Seance,
    Verification,
)
from forprev.entites.models import Entite, Membre
from forprev.habilitations.models import Habilitation, Periode, Plateforme, Suspension
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus

TABLES = (
    *(Demande, LigneSuivi, Passage, Complement, Verification, Piece, PlateformeDemandee, Seance, Courrier),
    *(Entite, Membre, Habilitation, Periode, Suspension, Plateforme, Notification, Courriel, EntreeJournal),
)


def codes(refus: Any) -> list[str]:
    return [raison.code for raison in refus.value.raisons]


def instantane() -> dict[str, list[tuple[Any, ...]]]:
    """Every row that an act may write: equal before and after, nothing has moved."""
    return {modele.__name__: list(modele.objects.order_by("pk").values_list()) for modele in TABLES}


def actions_du_suivi(demande: Demande, **filtre: Any) -> list[str]:
    return list(demande.suivi.filter(**filtre).order_by("le", "pk").values_list("action", flat=True))


def verbes_du_journal(demande: Demande) -> list[str]:
    entrees = EntreeJournal.objects.filter(objet_type="demandes.Demande", objet_id=str(demande.pk)).order_by("pk")
    return list(entrees.values_list("verbe", flat=True))


def prevenus(code: str, demande: Demande | None = None) -> set[int]:
    """Who was told this event, of that request."""
    lignes = Notification.objects.filter(code=code)
    if demande is not None:
        lignes = lignes.filter(cle__startswith=f"{code}:{demande.pk}:")
    return set(lignes.values_list("personne", flat=True))


def ensemble(*actes: Callable[[], object]) -> list[list[str]]:
    """Run them at the same moment, each with its own connection; the reasons of each refusal, in no order."""
    depart, refus, erreurs = Barrier(len(actes)), [], []

    def courir(acte: Callable[[], object]) -> None:
        depart.wait()
        try:
            acte()
        except Refus as refuse:
            refus.append([raison.code for raison in refuse.raisons])
        except BaseException as erreur:
            erreurs.append(erreur)
        finally:
            connection.close()

    fils = [Thread(target=courir, args=[acte]) for acte in actes]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()
    assert erreurs == []
    return refus
