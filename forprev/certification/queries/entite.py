"""What the entity's screens read."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from forprev.certification.actions.saisie import version_du_modele
from forprev.certification.deadlines import fenetre_des_fins
from forprev.certification.models import Etape, SessionCertification
from forprev.certification.models.faits import fait_formateur, faits_session, qualifiants
from forprev.certification.rules.changements import Consequence, consequences
from forprev.certification.rules.formateur import Controle, controles
from forprev.certification.rules.session import raisons_fenetre, raisons_habilitation
from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil
from forprev.habilitations.models import Delegation, Habilitation
from forprev.habilitations.rules import valide_au_moins_un_jour
from forprev.socle.dates import longue
from forprev.socle.raisons import Raison

_LISTE = ("habilitation__dispositif_niveau__dispositif", "modele", "dernier_intervenant", "formateur", "entite")


def sessions_en_cours(acteur: Acteur, le: date) -> QuerySet[SessionCertification]:
    """Every session not yet deleted that the profile may see, ready for a list [SES-28]."""
    return SessionCertification.objects.visibles_par(acteur, le).select_related(*_LISTE)


def sessions_a_traiter(acteur: Acteur, le: date) -> QuerySet[SessionCertification]:
    """The lines of *À traiter* [SES-28]."""
    return SessionCertification.objects.a_traiter(acteur, le).select_related(*_LISTE)


def session_complete(acteur: Acteur, le: date) -> QuerySet[SessionCertification]:
    """Visible sessions with what their page shows."""
    return sessions_en_cours(acteur, le).select_related(
        *_LISTE, "commune", "plateforme__commune", "declaree_par", "generation"
    )


def habilitations_proposees(acteur: Acteur, le: date) -> list[Habilitation]:
    """The rights under which a session can be declared on `le` [SES-03].

    Valid at least one day from 3 months before to 3 months after; for a délégataire, delegated, or delegated until a
    day of that stretch.
    """
    du, au = fenetre_des_fins(le)
    habilitations = Habilitation.objects.visibles_par(acteur).avec_faits()
    if acteur.profil == Profil.DELEGATAIRE:
        finies = Delegation.objects.filter(membre=acteur.membre_id, terminee_le__lt=du).values("pk")
        siennes = Delegation.objects.filter(membre=acteur.membre_id).exclude(pk__in=finies)
        habilitations = habilitations.filter(pk__in=siennes.values("habilitation"))
    return [h for h in habilitations if valide_au_moins_un_jour(h.faits, du=du, au=au)]


@dataclass(frozen=True, slots=True)
class Eligibilite:
    """What is said at once while the date and the trainer are typed [SES-25]."""

    favorables: tuple[str, ...]
    raisons: tuple[Raison, ...]


def eligibilite(session: SessionCertification, par: Acteur, le: date) -> Eligibilite:
    """Whether the date agrees with the window, the right and the trainer; why not, and which dates would [SES-25]."""
    faits = faits_session(session, par)
    if faits.date_fin is None:
        return Eligibilite((), ())
    raisons = raisons_fenetre(faits.date_fin, le=le)
    bonnes = []
    if faits.habilitation and session.habilitation:
        refus = raisons_habilitation(faits.habilitation, faits.date_fin)
        raisons += refus
        if not refus:
            jusque = longue(session.habilitation.fin_de_validite(faits.date_fin))
            bonnes.append(f"Habilitation valable au {longue(faits.date_fin)} (jusqu’au {jusque}).")
    if session.formateur and faits.habilitation:
        ligne, manque = _du_formateur(session)
        bonnes += ligne
        raisons += manque
    return Eligibilite(tuple(bonnes), tuple(raisons))


def effacements(session: SessionCertification, par: Acteur) -> list[Consequence]:
    """What saving the tab *Session* as typed would clear in it [SES-40]."""
    session.modele = version_du_modele(session.modele, session.date_fin)
    return consequences(faits_session(session, par))


def _du_formateur(session: SessionCertification) -> tuple[list[str], list[Raison]]:
    resultat = controles_de(session)
    dernier = resultat[-1]
    if all(controle.reussi for controle in resultat):
        return [f"Formateur éligible {dernier.texte[:1].lower()}{dernier.texte[1:]}"], []
    echec = next(controle for controle in resultat if not controle.reussi)
    return [], [Raison("formateur_refuse", f"Formateur non éligible. {echec.texte}", "formateur")]


def controles_de(session: SessionCertification) -> tuple[Controle, ...]:
    """The four checks of the trainer named in the session, as it stands [SES-06]."""
    return controles(
        fait_formateur(session.formateur),
        qualifiants=qualifiants(session.dispositif_niveau),
        date_fin=session.date_fin,
    )


def historique(session: SessionCertification) -> Sequence[Etape]:
    """The steps, latest first, with their authors."""
    return list(session.etapes.select_related("par").order_by("-le", "-id"))
