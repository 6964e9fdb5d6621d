"""What each letter says: facts in, an object and paragraphs out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from forprev.socle.dates import longue

RECOURS = (
    "Vous pouvez demander à la commission de réexaminer cette décision dans les deux mois qui suivent la réception de "
    "ce courrier, en exposant vos raisons par écrit, ou la contester dans le même délai devant le tribunal compétent. "
    "Vous pouvez aussi déposer une nouvelle demande à tout moment."
)
SESSIONS_FERMEES = (
    "Les sessions de certification dont la date de fin tombe un jour où l’habilitation n’est pas valable ne peuvent "
    "être ni soumises, ni suivies de certificats."
)


@dataclass(frozen=True, slots=True)
class Texte:
    """The object of a letter and its body."""

    objet: str
    paragraphes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sujet:
    """What a letter is about: the course, and the request or the right when there is one."""

    dispositif: str
    niveau: int
    demande: int = 0
    habilitation: str = ""
    renouvellement: bool = False

    @property
    def cours(self) -> str:
        return f"{self.dispositif}, niveau\u00a0{self.niveau}"

    @property
    def rappel(self) -> str:
        objet = "le renouvellement de votre habilitation" if self.renouvellement else "une habilitation"
        return f"Vous avez demandé {objet} pour délivrer la formation {self.cours} (demande n°\u00a0{self.demande})."


def favorable(sujet: Sujet, *, seance: date, debut: date, fin: date, plateformes: Sequence[str]) -> Texte:
    """A decision that grants or renews [DEM-12]."""
    valable = (
        f"L’habilitation n°\u00a0{sujet.habilitation} est valable du {longue(debut)} au {longue(fin)} inclus, sur "
        "l’ensemble du territoire."
    )
    if debut < seance:
        valable += f" Les jours qui précèdent la séance, du {longue(debut)} à la veille, ne comptent pas."
    retenues = [f"Plateformes pédagogiques retenues\u00a0: {', '.join(plateformes)}."] if plateformes else []
    return Texte(
        "Décision favorable de la commission nationale d’habilitation",
        (sujet.rappel, _seance(seance, "favorable") + ".", valable, *retenues),
    )


def defavorable(sujet: Sujet, *, seance: date, motif: str) -> Texte:
    """A decision that refuses, with its reasons and the ways of appeal [DEM-12]."""
    return Texte(
        "Décision défavorable de la commission nationale d’habilitation",
        (sujet.rappel, _seance(seance, "défavorable") + ", pour les raisons suivantes\u00a0:", motif, RECOURS),
    )


def _seance(jour: date, mot: str) -> str:
    return f"Dans sa séance du {longue(jour)}, la commission nationale d’habilitation a rendu une décision {mot}"


def plateforme(sujet: Sujet, *, plateformes: Sequence[str]) -> Texte:
    """Plateformes added to a right that is held [DEM-08]."""
    return Texte(
        "Ajout de plateforme pédagogique",
        (
            f"Vous avez demandé l’ajout de plateforme à votre habilitation n°\u00a0{sujet.habilitation} pour la "
            f"formation {sujet.cours} (demande n°\u00a0{sujet.demande}).",
            f"Cet ajout est accepté. Plateformes retenues\u00a0: {', '.join(plateformes)}.",
        ),
    )


def suspension(sujet: Sujet, *, du: date, au: date | None, motif: str) -> Texte:
    """A suspension, first and last day included [HAB-05]."""
    jusque = f"jusqu’au {longue(au)} inclus" if au else "jusqu’à nouvel ordre"
    return Texte(
        f"Suspension de l’habilitation n°\u00a0{sujet.habilitation}",
        (
            f"Votre habilitation pour la formation {sujet.cours} est suspendue à partir du {longue(du)}, {jusque}, "
            "pour les raisons suivantes\u00a0:",
            motif,
            SESSIONS_FERMEES,
        ),
    )


def levee(sujet: Sujet, *, le: date, motif: str) -> Texte:
    """The end of a suspension [HAB-05]."""
    return Texte(
        f"Levée de la suspension de l’habilitation n°\u00a0{sujet.habilitation}",
        (
            f"La suspension de votre habilitation pour la formation {sujet.cours} est levée. Elle est de nouveau "
            f"valable à partir du {longue(le)}.",
            *([motif] if motif.strip() else []),
        ),
    )


def retrait(sujet: Sujet, *, a_partir_du: date, motif: str) -> Texte:
    """A withdrawal [HAB-05]."""
    return Texte(
        f"Retrait de l’habilitation n°\u00a0{sujet.habilitation}",
        (
            f"Votre habilitation pour la formation {sujet.cours} est retirée à partir du {longue(a_partir_du)}, pour "
            "les raisons suivantes\u00a0:",
            motif,
            SESSIONS_FERMEES,
            RECOURS,
        ),
    )


def prolongation(sujet: Sujet, *, fin: date, motif: str) -> Texte:
    """A later end [HAB-09]."""
    return Texte(
        f"Prolongation de l’habilitation n°\u00a0{sujet.habilitation}",
        (f"Votre habilitation pour la formation {sujet.cours} est prolongée jusqu’au {longue(fin)} inclus.", motif),
    )
