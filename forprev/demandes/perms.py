"""Who may do what to a request they can see."""

from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil
from forprev.demandes.models import Demande
from forprev.demandes.models.demande import partie_de
from forprev.demandes.states import Action, Etat, Partie


def peut_demander(acteur: Acteur) -> bool:
    """Gestionnaires, and the demandeur of the entity being created; never a délégataire [DEM-26]."""
    return acteur.profil in (Profil.GESTIONNAIRE, Profil.DEMANDEUR) and not acteur.lecture_seule


def peut(acteur: Acteur, action: Action, demande: Demande) -> bool:
    """Whether the table of this life lets the side of `acteur` do `action` from where the request stands [DEM-24].

    The INRS acts as a caisse on any file, and for the commission [DEM-15]; a former gestionnaire only reads [ACC-19].
    """
    if acteur.lecture_seule:
        return False
    cotes = {partie_de(acteur)} | ({Partie.COMMISSION} if acteur.profil == Profil.INRS else set())
    return any(action in demande.table.actions(demande.etat, cote) for cote in cotes)


def peut_ecrire(acteur: Acteur, demande: Demande) -> bool:
    """Whether the side of `acteur` is the entity, and holds the file to write in it [DEM-01, DEM-10]."""
    return demande.est_saisissable and partie_de(acteur) == Partie.ENTITE and not acteur.lecture_seule


def peut_copier(acteur: Acteur, demande: Demande) -> bool:
    """A refused file can be copied into a new draft [DEM-24]."""
    return demande.etat == Etat.REFUSEE and peut_demander(acteur)


def peut_instruire(acteur: Acteur) -> bool:
    """Instructeurs, on the files of their caisse, and the INRS [DEM-15]."""
    return acteur.profil in (Profil.INSTRUCTEUR, Profil.INRS)


def peut_decider(acteur: Acteur) -> bool:
    """The commission, and the INRS for it."""
    return acteur.profil in (Profil.COMMISSION, Profil.INRS)
