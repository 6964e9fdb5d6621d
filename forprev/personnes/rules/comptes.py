"""What the réseau may do to someone's account."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from forprev.comptes.states import LIBELLES_PROFILS, Profil
from forprev.socle.raisons import Raison
from forprev.socle.text import accorder

FENETRE_DES_LIENS = timedelta(hours=1)
LIENS_PAR_FENETRE = 3
ENTRE_DEUX_LIENS = timedelta(minutes=1)


class EtatCompte(StrEnum):
    """What an account is, for whoever helps its owner."""

    GELE = "GELE"
    FERME = "FERME"
    JAMAIS_CONNECTE = "JAMAIS_CONNECTE"
    ACTIF = "ACTIF"


LIBELLES_COMPTE: dict[EtatCompte, str] = {
    EtatCompte.GELE: "Gelé",
    EtatCompte.FERME: "Fermé",
    EtatCompte.JAMAIS_CONNECTE: "Jamais connecté",
    EtatCompte.ACTIF: "Actif",
}


class MoyenDeVerification(StrEnum):
    """How the assistance made sure that it speaks to the owner of the account."""

    RAPPEL = "rappel"
    QUESTIONS = "questions"
    PIECE = "piece"


LIBELLES_MOYENS: dict[MoyenDeVerification, str] = {
    MoyenDeVerification.RAPPEL: "J’ai rappelé la personne à un numéro connu de son entité ou de sa caisse",
    MoyenDeVerification.QUESTIONS: "Elle a répondu juste à des questions sur son compte",
    MoyenDeVerification.PIECE: "J’ai vu sa pièce d’identité",
}


def etat_du_compte(*, actif: bool, conteste: bool, deja_entree: bool) -> EtatCompte:
    """Frozen by *Ce n’est pas moi*, closed, never entered, or in use [ACC-20, ACC-06]."""
    if conteste:
        return EtatCompte.GELE
    if not actif:
        return EtatCompte.FERME
    return EtatCompte.ACTIF if deja_entree else EtatCompte.JAMAIS_CONNECTE


def raisons_d_agir(*, autorise: bool, soi_meme: bool) -> list[Raison]:
    """Only the assistance and the INRS act on accounts, never on their own [SEC-01]."""
    if not autorise:
        return [Raison("compte_interdit", "Votre profil ne permet pas d’agir sur les comptes.")]
    if soi_meme:
        texte = "C’est votre propre compte\u00a0: une autre personne de l’assistance ou de l’INRS doit le faire."
        return [Raison("compte_le_sien", texte)]
    return []


def raisons_de_lien(etat: EtatCompte, envois: Sequence[datetime], *, le: datetime) -> list[Raison]:
    """A password link is sent to an open account, three times an hour at most [ACC-04, ACC-20].

    `envois`: when links were sent again for this person.
    """
    if etat == EtatCompte.GELE:
        texte = "Ce compte est gelé\u00a0: aucun lien ne part avant qu’il soit rétabli."
        return [Raison("compte_gele", texte)]
    if etat == EtatCompte.FERME:
        return [Raison("compte_ferme", "Ce compte est fermé\u00a0: aucun lien ne peut y mener.")]
    recents = [envoi for envoi in envois if le - FENETRE_DES_LIENS < envoi <= le]
    if any(le - envoi < ENTRE_DEUX_LIENS for envoi in recents):
        return [
            Raison("lien_a_l_instant", "Un lien vient de partir\u00a0: laissez une minute à l’e-mail pour arriver.")
        ]
    if len(recents) >= LIENS_PAR_FENETRE:
        texte = (
            f"{accorder(len(recents), 'lien')} sont déjà partis depuis une heure. Vérifiez l’adresse et les courriers "
            "indésirables avec la personne, puis réessayez plus tard."
        )
        return [Raison("liens_trop_nombreux", texte)]
    return []


def raisons_de_retablir(etat: EtatCompte) -> list[Raison]:
    """Only a frozen account is put back in use [ACC-20]."""
    return [] if etat == EtatCompte.GELE else [Raison("compte_pas_gele", "Ce compte n’est pas gelé.")]


def raisons_de_retirer_le_facteur(*, actif: bool) -> list[Raison]:
    """There is a second factor to take away [ACC-15]."""
    return [] if actif else [Raison("sans_facteur", "Aucune double authentification n’est active sur ce compte.")]


def raisons_de_corriger_l_email(*, jamais_utilise: bool, du_reseau: bool, par_l_inrs: bool) -> list[Raison]:
    """The e-mail of a known person is never changed by a third party: only that of an account never used [ACC-25].

    The e-mail of a réseau account opens its rights: the INRS alone corrects it.
    """
    if not jamais_utilise:
        texte = "Ce compte a déjà servi\u00a0: seule la personne change son e-mail, depuis son profil."
        return [Raison("email_d_autrui", texte)]
    if du_reseau and not par_l_inrs:
        texte = "Ce compte tient un rôle du réseau\u00a0: seul un administrateur INRS corrige son e-mail."
        return [Raison("email_du_reseau", texte)]
    return []


def raisons_d_administrer(*, autorise: bool, soi_meme: bool) -> list[Raison]:
    """The INRS alone gives and ends roles of the réseau, and nobody their own [SEC-01]."""
    if not autorise:
        texte = "Seul un administrateur INRS donne ou retire un rôle du réseau."
        return [Raison("role_interdit", texte)]
    return raisons_d_agir(autorise=True, soi_meme=soi_meme)


def raisons_de_role(profil: Profil, *, etat: EtatCompte, deja_tenu: bool, caisse: bool) -> list[Raison]:
    """A role is given once, to an open account; an instructeur works for a caisse, the others for none."""
    if etat in (EtatCompte.GELE, EtatCompte.FERME):
        texte = f"Ce compte est {LIBELLES_COMPTE[etat].lower()}\u00a0: aucun rôle ne peut lui être donné."
        return [Raison("role_compte_ferme", texte)]
    if profil == Profil.INSTRUCTEUR and not caisse:
        return [Raison("role_sans_caisse", "Choisissez la caisse de l’instructeur.", "caisse")]
    if profil != Profil.INSTRUCTEUR and caisse:
        return [Raison("role_avec_caisse", "Seul un instructeur travaille pour une caisse.", "caisse")]
    if deja_tenu:
        texte = f"Cette personne tient déjà le rôle {LIBELLES_PROFILS[profil]}."
        return [Raison("role_deja_tenu", texte, "nature")]
    return []


def raisons_de_fin_de_role(profil: Profil, *, autres_inrs: int) -> list[Raison]:
    """The last INRS administrateur who can act stays: nobody could give roles any more."""
    if profil != Profil.INRS or autres_inrs:
        return []
    texte = "C’est le dernier administrateur INRS\u00a0: donnez d’abord ce rôle à une autre personne."
    return [Raison("dernier_inrs", texte)]


def raisons_de_premier_administrateur(*, presents: int, encore: bool) -> list[Raison]:
    """The command line makes the first INRS administrateur; the next ones are made on the screens."""
    if not presents or encore:
        return []
    texte = (
        f"Il y a déjà {accorder(presents, 'administrateur')} INRS. Les suivants se créent dans «\u202fComptes\u202f»"
        "\u00a0; s’il n’y a pas d’autre moyen, ajoutez --encore."
    )
    return [Raison("deja_un_inrs", texte)]
