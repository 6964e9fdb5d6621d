"""When two numbers may become one person, and which of two roles stays [ACC-14]."""

from dataclasses import dataclass
from datetime import date

from forprev.comptes.states import Profil
from forprev.socle.dates import longue
from forprev.socle.raisons import Raison
from forprev.socle.text import enumerer

# The higher first. A former gestionnaire only reads, for a while: any role that acts stands above [ACC-19].
RANGS = (Profil.GESTIONNAIRE, Profil.DELEGATAIRE, Profil.DEMANDEUR)
ANCIEN = len(RANGS)


@dataclass(frozen=True, slots=True)
class FaitRole:
    """A role in an entity."""

    role: str
    lecture_jusqu_au: date | None = None

    @property
    def rang(self) -> tuple[int, int]:
        """Sorts the higher role first; of two former gestionnaires, the one who reads longer."""
        if self.lecture_jusqu_au is not None:
            return ANCIEN, -self.lecture_jusqu_au.toordinal()
        return RANGS.index(Profil(self.role)), 0


def plus_haut(gauche: FaitRole, droite: FaitRole) -> FaitRole:
    """The role that stays when one person has both in one entity; the left one when they are equal [ACC-14]."""
    return min(gauche, droite, key=lambda fait: fait.rang)


@dataclass(frozen=True, slots=True)
class FaitCompte:
    """One of the two accounts. `roles_reseau` are (nature, caisse)."""

    numero: str
    actif: bool = True
    conteste: bool = False
    rectification_ouverte: bool = False
    effacement_demande: bool = False
    roles_reseau: frozenset[tuple[str, str]] = frozenset()


@dataclass(frozen=True, slots=True)
class FaitSessionReunie:
    """A session where the two accounts meet once they are one person.

    `lignes` counts the stagiaires who are that person; `formateur` says that the person trains; `reference` names the
    session.
    """

    reference: str
    ouverte: bool
    en_generation: bool
    formateur: bool
    lignes: int
    conservee_jusqu_au: date


@dataclass(frozen=True, slots=True)
class FaitsFusion:
    """All that a merge is judged on. `inconnues`: the relations to a person that nobody declared."""

    gardee: FaitCompte
    absorbee: FaitCompte
    sessions: tuple[FaitSessionReunie, ...] = ()
    inconnues: tuple[str, ...] = ()
    auteur_inrs: bool = False


def raisons_meme_personne(gardee: str, absorbee: str) -> list[Raison]:
    """Refuse the same account twice, under one number or two [ACC-14]. Numbers are those typed."""
    if gardee == absorbee:
        return [Raison("meme_numero", "C’est deux fois le même numéro\u00a0: indiquez les deux à réunir.", "absorbee")]
    texte = f"Les numéros {gardee} et {absorbee} sont déjà ceux d’un même compte\u00a0: il n’y a rien à réunir."
    return [Raison("meme_personne", texte, "absorbee")]


def raisons_fusion(faits: FaitsFusion) -> list[Raison]:
    """Every reason that forbids the merge: the full list, so that all can be settled at once [ACC-14]."""
    return [
        *_raisons_inconnues(faits.inconnues),
        *_raisons_roles_reseau(faits),
        *_raisons_comptes(faits.gardee, faits.absorbee),
        *[raison for session in faits.sessions for raison in _raisons_session(session)],
    ]


def _raisons_inconnues(inconnues: tuple[str, ...]) -> list[Raison]:
    """[ACC-14] what nobody said how to merge is not merged."""
    if not inconnues:
        return []
    texte = (
        "Forprev ne sait pas encore réunir certaines données de ces comptes "
        f"({enumerer(list(inconnues))})\u00a0: prévenez l’équipe technique."
    )
    return [Raison("relation_inconnue", texte)]


def _raisons_roles_reseau(faits: FaitsFusion) -> list[Raison]:
    """A merge gives no role of the réseau, unless the INRS, who alone gives them, makes it."""
    if faits.auteur_inrs or faits.absorbee.roles_reseau <= faits.gardee.roles_reseau:
        return []
    texte = (
        f"Le compte {faits.absorbee.numero} tient un rôle du réseau, que le compte gardé recevrait\u00a0: seul un "
        "administrateur INRS peut les réunir."
    )
    return [Raison("role_reseau", texte)]


def _raisons_comptes(gardee: FaitCompte, absorbee: FaitCompte) -> list[Raison]:
    """The account kept is open; none is contested [ACC-20]; what its owner asked is answered first [ACC-07, RGP-04]."""
    raisons = []
    for compte in (gardee, absorbee):
        if compte.conteste:
            texte = f"Le compte {compte.numero} est contesté («\u202fCe n’est pas moi\u202f»)\u00a0: réglez-le d’abord."
            raisons.append(Raison("conteste", texte))
        if compte.effacement_demande:
            texte = f"L’effacement du compte {compte.numero} est demandé\u00a0: répondez d’abord à cette demande."
            raisons.append(Raison("effacement_demande", texte))
    if not gardee.actif and not gardee.conteste:
        texte = f"Le compte {gardee.numero} est fermé\u00a0: gardez l’autre, ou rouvrez d’abord celui-ci."
        raisons.append(Raison("garde_ferme", texte))
    if absorbee.rectification_ouverte:
        texte = f"Une rectification est demandée pour le compte {absorbee.numero}\u00a0: répondez-y d’abord."
        raisons.append(Raison("rectification_ouverte", texte))
    return raisons


def _raisons_session(session: FaitSessionReunie) -> list[Raison]:
    """[SES-07, SES-09, SES-15] once each in an open session, never a stagiaire of their own."""
    if session.en_generation:
        texte = "ses certificats sont en cours de génération\u00a0: attendez qu’elle se termine."
        return [Raison("generation", f"{session.reference}\u00a0: {texte}")]
    if session.formateur and session.lignes:
        suite = (
            "L’entité doit d’abord changer le formateur ou retirer le stagiaire."
            if session.ouverte
            else f"Elle sera supprimée après le {longue(session.conservee_jusqu_au)}\u00a0: réunissez-les ensuite."
        )
        texte = f"le formateur deviendrait son propre stagiaire. {suite}"
        return [Raison("formateur_stagiaire", f"{session.reference}\u00a0: {texte}")]
    if session.ouverte and session.lignes > 1:
        texte = "la personne y figurerait deux fois. L’entité doit d’abord retirer l’un des deux stagiaires."
        return [Raison("deux_fois", f"{session.reference}\u00a0: {texte}")]
    return []
