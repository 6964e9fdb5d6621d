"""Sessions put straight into a state, and every action of the table as one call."""

from collections.abc import Callable
from datetime import timedelta

from forprev.certification.actions import circuit, generation, resultats
from forprev.certification.actions.commun import avancer
from forprev.certification.models import Generation, SessionCertification
from forprev.certification.states import Action, Etat, Resultat
from forprev.comptes.models import Acteur
from forprev.socle.raisons import Raison, Refus
from tests.certification.conftest import Monde
from tests.fabriques import SessionFactory, StagiaireFactory
from tests.fabriques.certification import TRAITS_PAR_ETAT
from tests.fabriques.jour import INSTANT, JOUR

NOTES = {Etat.EN_VALIDATION_ENTITE, Etat.GENERATION_EN_COURS, Etat.CERTIFICATS_GENERES, Etat.CLOTUREE}


def dossier(monde: Monde, etat: Etat, *, reussis: int = 3, **champs) -> SessionCertification:
    """A complete session of that world in `etat`, with four stagiaires, marked once results are sent."""
    valeurs = {
        "habilitation": monde.habilitation,
        "modele": monde.modele,
        "commune": monde.commune,
        "formateur": monde.formateur.personne,
        "declaree_par": monde.gestionnaire.personne,
        "date_fin": JOUR - timedelta(days=5),
    }
    session = SessionFactory(**TRAITS_PAR_ETAT[etat] | valeurs | champs)
    for rang in range(4):
        resultat = (Resultat.REUSSITE if rang < reussis else Resultat.ECHEC) if etat in NOTES else ""
        email = f"dossier{session.pk}.{rang}@example.org" if session.forme_des_formateurs else ""
        StagiaireFactory(session=session, resultat=resultat, email=email)
    if etat in (Etat.GENERATION_EN_COURS, Etat.CERTIFICATS_GENERES):
        Generation.objects.create(session=session, demandee_le=INSTANT, total=reussis)
    return session


def _notes(session: SessionCertification) -> dict[int, str]:
    return dict.fromkeys(session.stagiaires.values_list("pk", flat=True), Resultat.REUSSITE)


def _produire(session: SessionCertification) -> None:
    generation.produire(generation_id=session.generation.pk, le=INSTANT)


def _interrompre(session: SessionCertification) -> None:
    refus = Refus(Raison("essai", "Rien ne va."))
    generation.interrompre(generation_id=session.generation.pk, le=INSTANT, refus=refus)


Appel = Callable[[SessionCertification, Acteur | None], object]

# With an acteur, what only Forprev does is asked of the mechanism itself: no action offers it to anybody.
APPELS: dict[Action, Appel] = {
    Action.SOUMETTRE: lambda s, par: circuit.soumettre(par=par, le=INSTANT, numero=s.pk, version=s.version),
    Action.REPRENDRE: lambda s, par: circuit.reprendre(par=par, le=INSTANT, numero=s.pk, motif="Une erreur."),
    Action.RETOURNER: lambda s, par: resultats.retourner(
        par=par, le=INSTANT, numero=s.pk, version=s.version, commentaire="Un nom est faux."
    ),
    Action.ENVOYER_RESULTATS: lambda s, par: resultats.envoyer_resultats(
        par=par, le=INSTANT, numero=s.pk, version=s.version, resultats=_notes(s)
    ),
    Action.MODIFIER: lambda s, par: circuit.modifier(par=par, le=INSTANT, numero=s.pk),
    Action.LANCER_GENERATION: lambda s, par: generation.lancer(par=par, le=INSTANT, numero=s.pk),
    Action.CLOTURER: lambda s, par: generation.cloturer(par=par, le=INSTANT, numero=s.pk),
    Action.TERMINER_GENERATION: lambda s, par: (
        avancer(s, Action.TERMINER_GENERATION, par=par, le=INSTANT) if par else _produire(s)
    ),
    Action.INTERROMPRE_GENERATION: lambda s, par: (
        avancer(s, Action.INTERROMPRE_GENERATION, par=par, le=INSTANT) if par else _interrompre(s)
    ),
}
