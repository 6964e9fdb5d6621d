"""What the trainer's screens read: the sessions that name them, once submitted [SES-18]."""

from datetime import date

from django.db.models import QuerySet

from forprev.certification.models import Etape, SessionCertification
from forprev.certification.states import SAISISSABLES, Action, Etat
from forprev.certificats.models import CertificatFormateur, CertificatFormateurQuerySet
from forprev.comptes.models import Acteur

_LISTE = ("entite", "habilitation__dispositif_niveau__dispositif", "modele", "dernier_intervenant")
_FICHE = (*_LISTE, "commune", "plateforme__commune", "formateur")


def sessions_nommees(acteur: Acteur, le: date) -> QuerySet[SessionCertification]:
    """Every session that names the trainer, from submission to deletion, ready for a list [SES-18]."""
    return SessionCertification.objects.visibles_par(acteur, le).select_related(*_LISTE)


def sessions_a_controler(acteur: Acteur, le: date) -> QuerySet[SessionCertification]:
    """The lines of *À traiter*: from the end date on [SES-27, SES-28]."""
    return SessionCertification.objects.a_traiter(acteur, le).select_related(*_LISTE)


def sessions_a_venir(acteur: Acteur, le: date) -> QuerySet[SessionCertification]:
    """Those already in the trainer's hands that have not ended yet [SES-27]."""
    visibles = SessionCertification.objects.visibles_par(acteur, le)
    return visibles.filter(etat=Etat.EN_VALIDATION_FORMATEUR, date_fin__gt=le)


def session_a_lire(acteur: Acteur, le: date) -> QuerySet[SessionCertification]:
    """Visible sessions with what their page shows."""
    return SessionCertification.objects.visibles_par(acteur, le).select_related(*_FICHE)


def est_a_venir(session: SessionCertification, le: date) -> bool:
    """*À venir*: the session waits for its trainer and has not ended [SES-27]."""
    return session.etat == Etat.EN_VALIDATION_FORMATEUR and session.date_fin is not None and le < session.date_fin


def session_retiree(acteur: Acteur, numero: int, le: date) -> SessionCertification | None:
    """The session that was in this trainer's hands and is now back in the entity's, returned or taken back [SES-29].

    The trainer no longer sees it; they are told why. None for any other number.
    """
    retirees = SessionCertification.objects.vivantes(le).filter(
        formateur=acteur.personne_id, soumise_le__isnull=False, etat__in=SAISISSABLES
    )
    return retirees.filter(pk=numero).first()


def derniere_etape(session: SessionCertification) -> Etape | None:
    """The last move of the file."""
    return session.etapes.select_related("par").order_by("-le", "-id").first()


def est_inchangee(session: SessionCertification) -> bool:
    """True while nothing was modified since the file last moved: what the trainer saw is what the session holds."""
    return session.modifiee_le == session.etat_depuis


def message_de_l_entite(session: SessionCertification) -> str:
    """What the entity wrote when it last submitted, empty when it wrote nothing."""
    soumissions = session.etapes.filter(action=Action.SOUMETTRE).order_by("-le", "-id")
    return soumissions.values_list("commentaire", flat=True).first() or ""


def certificats_de(acteur: Acteur) -> CertificatFormateurQuerySet:
    """Every trainer certificate that the person was ever given, ready for a list [CER-03]."""
    siens = CertificatFormateur.objects.filter(personne=acteur.personne_id)
    return siens.select_related("certificat__modele", "dispositif_niveau__dispositif")
