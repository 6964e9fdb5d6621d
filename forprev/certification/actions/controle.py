"""The checks of a whole session: at submission, and again at generation [SES-11, SES-14]."""

from datetime import date

from django.db.models.functions import Lower

from forprev.certification.models import SessionCertification
from forprev.certification.models.faits import (
    fait_formateur,
    fait_formateur_present,
    fait_groupe,
    fait_modele,
    fait_stagiaire,
    faits_session,
    qualifiants,
)
from forprev.certification.rules.formateur import controles, raisons_formateur
from forprev.certification.rules.session import raisons_session, raisons_validite
from forprev.certification.rules.stagiaires import raison_email_d_autrui, raisons_groupe
from forprev.comptes.models import Acteur, Personne
from forprev.socle.raisons import Raison


def raisons_completude(session: SessionCertification, *, par: Acteur | None, le: date) -> list[Raison]:
    """Why the session cannot be submitted on `le`, warnings included, tab by tab [SES-11]."""
    return [
        *raisons_session(faits_session(session, par), le=le),
        *raisons_du_formateur(session),
        *raisons_du_groupe(session, le=le),
    ]


def raisons_de_generation(session: SessionCertification, *, le: date) -> list[Raison]:
    """The same checks at generation, but for the window of entry, which bounds submission only [SES-05, SES-14]."""
    return [
        *raisons_validite(faits_session(session, None)),
        *raisons_du_formateur(session),
        *raisons_du_groupe(session, le=le),
    ]


def raisons_du_formateur(session: SessionCertification) -> list[Raison]:
    """[SES-06] An absent trainer, or one whose checks fail on the end date."""
    if session.formateur is None:
        texte = "Le formateur doit être renseigné et vérifié."
        return [Raison("formateur_absent", texte, "formateur")]
    resultat = controles(
        fait_formateur(session.formateur),
        qualifiants=qualifiants(session.dispositif_niveau),
        date_fin=session.date_fin,
    )
    return raisons_formateur(resultat)


def raisons_du_groupe(session: SessionCertification, *, le: date) -> list[Raison]:
    """[SES-07, SES-08, SES-09, SES-38] with the reference data in force on the end date; [ACC-25] as things are now."""
    return raisons_des_emails(session) + raisons_groupe(
        [fait_stagiaire(stagiaire) for stagiaire in session.stagiaires.all()],
        groupe=fait_groupe(session.dispositif_niveau, le=session.date_fin or le),
        niveau=session.niveau or 1,
        modele=fait_modele(session.modele),
        formateur=fait_formateur_present(session),
        date_fin=session.date_fin,
        le=le,
    )


def raisons_des_emails(session: SessionCertification) -> list[Raison]:
    """[ACC-25, SES-36] The e-mails that the account of somebody else took since they were typed."""
    if not session.forme_des_formateurs:
        return []
    sans_compte = session.stagiaires.filter(personne=None).exclude(email="")
    lignes = {stagiaire.email.lower(): stagiaire for stagiaire in sans_compte}
    comptes = Personne.objects.annotate(adresse=Lower("email")).filter(adresse__in=lignes)
    return [
        raison_email_d_autrui(f"stagiaire-{lignes[compte.adresse].pk}")
        for compte in comptes.order_by("pk")
        if compte.triplet.cles != lignes[compte.adresse].triplet.cles
    ]
