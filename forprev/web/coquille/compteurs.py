"""What the counters of the menus count: each is asked of the database for the profiles that carry it, no other."""

from collections.abc import Callable
from datetime import date

from forprev.aide import queries as aide
from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil
from forprev.demandes.queries.reseau import nombre_a_instruire
from forprev.demandes.queries.tableau import nombre_a_traiter
from forprev.personnes.queries import rectifications
from forprev.profils.queries import compte_a_traiter
from forprev.web.coquille.menus import CONTACTS, DEMANDES, INSTRUCTION, MENUS, RECTIFICATIONS, SESSIONS

# A counter of the menu, by its name, and how it is counted for the active profile on a day. Add one here when its page
# lands; one that a menu names and that is not here yet shows 0.
COMPTEURS: dict[str, Callable[[Acteur, date], int]] = {
    SESSIONS: compte_a_traiter,
    DEMANDES: lambda acteur, le: nombre_a_traiter(acteur),
    INSTRUCTION: lambda acteur, le: nombre_a_instruire(acteur),
    RECTIFICATIONS: lambda acteur, le: rectifications.nombre_a_traiter(),
    CONTACTS: lambda acteur, le: aide.nombre_a_traiter(),
}


def compteurs_de(acteur: Acteur, le: date) -> dict[str, int]:
    """The counters that the menu of the profile carries, each computed once."""
    return {nom: COMPTEURS[nom](acteur, le) for nom in noms_des_compteurs(acteur.profil) if nom in COMPTEURS}


def total_a_traiter(acteur: Acteur, le: date) -> int:
    """All that waits for the person under that profile, as the switch of profiles shows it [ACC-09]."""
    return sum(compteurs_de(acteur, le).values())


def noms_des_compteurs(profil: Profil) -> list[str]:
    """The names of the counters of that menu, in its order."""
    entrees = (entree for rubrique in MENUS[profil] for entree in rubrique.entrees)
    return [entree.compte for entree in entrees if entree.compte]
