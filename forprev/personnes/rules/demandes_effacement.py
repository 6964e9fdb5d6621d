"""When one may ask to be erased."""

from forprev.socle.raisons import Raison


def raisons_depot(*, deja_ouverte: bool) -> list[Raison]:
    """One open request at a time [RGP-04]."""
    if not deja_ouverte:
        return []
    return [Raison("effacement_ouvert", "Une demande d’effacement est déjà en cours.")]
