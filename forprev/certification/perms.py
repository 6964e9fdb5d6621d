"""Who may do what to a session they see; what they see is `visibles_par`."""

from forprev.certification.models import SessionCertification
from forprev.certification.states import SAISISSABLES, SANS_CERTIFICAT, TABLE, Action, Etat, Partie
from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil


def partie(acteur: Acteur) -> Partie | None:
    """The side of the session that the active profile stands on; None for whoever only reads."""
    if acteur.est_de_l_entite:
        return Partie.ENTITE
    return Partie.FORMATEUR if acteur.profil == Profil.FORMATEUR else None


def peut_declarer(acteur: Acteur) -> bool:
    """[SES-01]"""
    return acteur.est_de_l_entite


def peut_agir(acteur: Acteur, session: SessionCertification, action: Action) -> bool:
    """The state allows `action` to the acteur's side."""
    cote = partie(acteur)
    return cote is not None and action in TABLE.actions(session.etat, cote)


def peut_saisir(acteur: Acteur, session: SessionCertification) -> bool:
    """The entity writes while it holds the session for entry."""
    return acteur.est_de_l_entite and session.etat in SAISISSABLES


def peut_supprimer(acteur: Acteur, session: SessionCertification) -> bool:
    """While it is in the entity's hands, without certificates [SES-19]."""
    dans_ses_mains = session.etat in SANS_CERTIFICAT - {Etat.EN_VALIDATION_FORMATEUR}
    return acteur.est_de_l_entite and dans_ses_mains


def peut_telecharger(acteur: Acteur, session: SessionCertification) -> bool:
    """Whoever of the entity may see it, once generated [SES-16]; the day is `visibles_par`'s business."""
    return acteur.est_de_l_entite and session.etat == Etat.CERTIFICATS_GENERES


def peut_voir_stagiaires(acteur: Acteur) -> bool:
    """The réseau never sees a stagiaire [SES-30]."""
    return partie(acteur) is not None
