"""Who decides a succession, who may be appointed, who may contest [ACC-19, DEM-27]."""

from dataclasses import dataclass
from datetime import date

from forprev.entites.states import TABLE_SUCCESSION, ActionSuccession, EtatSuccession
from forprev.socle.dates import longue
from forprev.socle.raisons import Raison


@dataclass(frozen=True, slots=True)
class FaitsDecision:
    """A request, and who is about to decide it.

    `competent`: the instructeur of the entity's caisse, or the INRS where there is none. `membre`: the decider holds a
    role in the entity. `designe`: they are the person to appoint.
    """

    etat: EtatSuccession
    competent: bool
    membre: bool
    designe: bool


def raisons_decision(faits: FaitsDecision, action: ActionSuccession) -> list[Raison]:
    """Refuse whoever is not the caisse of the entity, or is concerned themselves, and what is decided already
    [ACC-19, DEM-27]."""
    if not faits.competent:
        return [Raison("pas_sa_caisse", "C’est à la caisse de cette entité de décider.")]
    if faits.membre or faits.designe:
        texte = "Vous tenez ou tiendriez un profil de cette entité\u00a0: un autre instructeur doit décider."
        return [Raison("partie_prenante", texte)]
    if not TABLE_SUCCESSION.possible(action, faits.etat):
        return [Raison("deja_decidee", "Cette demande a déjà reçu une décision. La page est maintenant à jour.")]
    return []


@dataclass(frozen=True, slots=True)
class FaitsNomination:
    """The entity, and the account found for the person designated.

    `numero_donne`: a N° Forprev was typed. `trouve`: somebody has it, or has the exact triplet and the e-mail.
    `meme_triplet`: that person is the one of the letter. `email_donne`: an account can be opened. `homonymes`: how many
    people have the exact triplet.
    """

    entite_connue: bool
    fermee_le: date | None
    numero_donne: bool
    email_donne: bool
    trouve: bool
    meme_triplet: bool
    actif: bool
    deja_gestionnaire: bool
    homonymes: int = 0


def raisons_nomination(faits: FaitsNomination, *, le: date) -> list[Raison]:
    """Refuse to appoint in an entity unknown or closed, somebody who cannot be found, or who runs it already
    [ACC-19]."""
    if not faits.entite_connue:
        texte = "Aucune entité n’a ce SIRET ni ce N°\u00a0d’habilitation\u00a0: refusez la demande en le disant."
        return [Raison("entite_inconnue", texte)]
    if faits.fermee_le is not None and faits.fermee_le <= le:
        return [Raison("entite_fermee", f"Cette entité est fermée depuis le {longue(faits.fermee_le)}.")]
    return _raisons_personne(faits)


def _raisons_personne(faits: FaitsNomination) -> list[Raison]:
    if faits.numero_donne and not faits.trouve:
        return [Raison("numero_inconnu", "Personne n’a le N°\u00a0Forprev indiqué\u00a0: demandez le bon à l’entité.")]
    if not faits.trouve and faits.homonymes > 1:
        texte = "Plusieurs personnes portent ces nom, prénom et date de naissance\u00a0: demandez le N°\u00a0Forprev."
        return [Raison("plusieurs_homonymes", texte)]
    if not faits.trouve:
        return [] if faits.email_donne else [Raison("sans_email", "Sans e-mail, aucun compte ne peut être ouvert.")]
    if not faits.meme_triplet:
        texte = "Le N°\u00a0Forprev indiqué n’est pas celui d’une personne de ces nom, prénom et date de naissance."
        return [Raison("identite_differente", texte)]
    if not faits.actif:
        texte = "Le compte de cette personne est gelé ou fermé\u00a0: voyez avec l’assistance avant de la nommer."
        return [Raison("compte_ferme", texte)]
    if faits.deja_gestionnaire:
        return [Raison("deja_gestionnaire", "Cette personne est déjà gestionnaire de l’entité.")]
    return []


def raisons_motif(motif: str) -> list[Raison]:
    """A refusal says why: who asked reads it [ACC-19]."""
    if motif.strip():
        return []
    return [Raison("motif_vide", "Indiquez le motif\u00a0: la personne qui a fait la demande le lira.", "motif")]


def raisons_contester(*, lecture_jusqu_au: date | None, succession: bool, le: date) -> list[Raison]:
    """Only a former gestionnaire, while they still read, contests their succession [ACC-19]."""
    if lecture_jusqu_au is None or not succession:
        return [Raison("rien_a_contester", "Aucune succession n’a mis fin à votre rôle de gestionnaire.")]
    if lecture_jusqu_au < le:
        texte = f"Le délai pour contester a pris fin le {longue(lecture_jusqu_au)}. Écrivez à l’assistance."
        return [Raison("delai_passe", texte)]
    return []
