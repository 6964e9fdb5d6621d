"""A session put into words for its trainer: its place, its history, what comes next."""

from dataclasses import dataclass

from forprev.certification.models import Etape, SessionCertification
from forprev.certification.states import LIBELLES_LIEU, Action, Etat, TypeLieu
from forprev.socle.dates import longue
from forprev.web.formateur.formulaires import ENVOYER, RETOURNER

_COTE_ENTITE = frozenset({Action.SOUMETTRE, Action.LANCER_GENERATION, Action.CLOTURER})


@dataclass(frozen=True, slots=True)
class EtapeDite:
    """A line of the history; `des_deux_cotes` when the trainer acted for the entity [SES-26]."""

    etape: Etape
    des_deux_cotes: bool


def dire_etape(etape: Etape, session: SessionCertification) -> EtapeDite:
    """The step, and whether the trainer made it for the entity [SES-20, SES-26]."""
    du_formateur = etape.par_id is not None and etape.par_id == session.formateur_id
    return EtapeDite(etape, etape.action in _COTE_ENTITE and du_formateur)


def libelle_du_lieu(session: SessionCertification) -> str:
    """« Lieu de formation en France », or the name of the plateforme."""
    if session.type_lieu == TypeLieu.PLATEFORME and session.plateforme:
        return f"Plateforme pédagogique {session.plateforme.nom}"
    return LIBELLES_LIEU[TypeLieu(session.type_lieu)] if session.type_lieu else ""


def adresse_du_lieu(session: SessionCertification) -> list[str]:
    """*Adresse*, line by line: of the plateforme, of the commune, or abroad [SES-04]."""
    if session.type_lieu == TypeLieu.PLATEFORME and session.plateforme:
        plateforme = session.plateforme
        return [plateforme.adresse, f"{plateforme.code_postal} {plateforme.commune.nom}"]
    if session.type_lieu == TypeLieu.ETRANGER:
        return [session.ville_etranger, session.pays]
    return [f"{session.code_postal} {session.commune.nom}"] if session.commune else []


def suite(session: SessionCertification, *, a_venir: bool) -> str:
    """The next step, whoever makes it."""
    if a_venir and session.date_fin:
        return (
            f"Les résultats s’envoient à partir du {longue(session.date_fin)}, date de fin de session. D’ici là, vous "
            "pouvez les préparer, ou retourner la session avec un commentaire."
        )
    dernier_jour = f"La session est conservée jusqu’au {longue(session.supprimee_apres)} inclus."
    return {
        Etat.EN_VALIDATION_FORMATEUR: "Vérifiez ce qui est déclaré, puis indiquez le résultat de chaque stagiaire.",
        Etat.EN_VALIDATION_ENTITE: "Vos résultats sont envoyés\u00a0: l’entité peut générer les certificats.",
        Etat.GENERATION_EN_COURS: "Les certificats sont en cours de génération.",
        Etat.CERTIFICATS_GENERES: f"L’entité remet les certificats aux stagiaires. {dernier_jour}",
        Etat.CLOTUREE: f"Aucun candidat n’a validé la certification. {dernier_jour}",
    }.get(Etat(session.etat), "")


def aides(session: SessionCertification, *, envoi_ouvert: bool) -> dict[str, str]:
    """What each answer does, under its name."""
    ouverture = f"À partir du {longue(session.date_fin)}." if session.date_fin and not envoi_ouvert else ""
    return {
        ENVOYER: ouverture or "Un résultat pour chaque stagiaire\u00a0: l’entité pourra générer les certificats.",
        RETOURNER: "La session revient à l’entité, qui la corrige\u202f; les résultats indiqués sont effacés.",
    }
