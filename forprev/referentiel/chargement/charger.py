"""The whole load, in one transaction."""

from pathlib import Path

from django.db import connection, transaction

from forprev.referentiel.chargement.bilan import Bilan
from forprev.referentiel.chargement.ecriture import Chargement
from forprev.referentiel.chargement.feuilles import FEUILLES, Feuille
from forprev.referentiel.chargement.territoire import charger_territoire

DONNEES = Path(__file__).resolve().parent.parent / "donnees"
VERROU = 0x7265_6665  # one load at a time, whoever asks


@transaction.atomic
def charger(*, dossier: Path = DONNEES, forcer: bool = False, exemples: bool = True, territoire: bool = True) -> Bilan:
    """Load every file of `dossier`; loading twice changes nothing. Raises FichiersFautifs, and then keeps nothing.

    `forcer` writes over what was edited on screen; `exemples` loads made-up signatories when there is none at all;
    `territoire=False` leaves the 35,000 communes out (tests that need none).
    """
    bilan = Bilan()
    with connection.cursor() as curseur:
        curseur.execute("SELECT pg_advisory_xact_lock(%s)", [VERROU])
    if territoire:
        charger_territoire(dossier, forcer=forcer, bilan=bilan)
    for feuille in FEUILLES:
        if _a_charger(feuille, exemples=exemples):
            Chargement(feuille, dossier, forcer=forcer, bilan=bilan).executer()
    return bilan


def _a_charger(feuille: Feuille, *, exemples: bool) -> bool:
    """Examples fill an empty table only, and only where examples are wanted."""
    return not feuille.exemple or (exemples and not feuille.modele._default_manager.exists())
