"""What a decision gives: from when to when, under which number; and who may not take it."""

from dataclasses import dataclass
from datetime import date

from forprev.demandes.states import Decision
from forprev.habilitations.deadlines import fin_de_periode
from forprev.socle.dates import longue
from forprev.socle.raisons import Raison

SUITE = "00"
LETTRE = "H"
CHIFFRES = 5


@dataclass(frozen=True, slots=True)
class PeriodeAccordee:
    """Both ends included; valid from the later of `debut` and the day of the meeting [HAB-08]."""

    debut: date
    fin: date
    accordee_le: date


def premiere_periode(*, seance: date, annees: int, debut: date | None = None) -> PeriodeAccordee:
    """From the meeting, or from the later day written in the decision, for `annees` years [DEM-23, HAB-02]."""
    depart = debut or seance
    return PeriodeAccordee(depart, fin_de_periode(depart, annees), seance)


def periode_renouvelee(*, ancienne_fin: date, seance: date, annees: int) -> PeriodeAccordee:
    """From the day after the old end, for the full duration from the old end: the anniversary is kept [DEM-14].

    Granted late, the days before the meeting are in the period and valid for nothing [HAB-08].
    """
    return PeriodeAccordee(date.fromordinal(ancienne_fin.toordinal() + 1), fin_de_periode(ancienne_fin, annees), seance)


def raisons_debut(debut: date | None, *, seance: date) -> list[Raison]:
    """Refuse a first day before the meeting that grants the right [DEM-23]."""
    if debut is None or debut >= seance:
        return []
    texte = f"L’habilitation commence le jour de la séance ({longue(seance)}) ou plus tard."
    return [Raison("debut_avant_seance", texte, "debut")]


def raisons_motif(decision: Decision, motif: str) -> list[Raison]:
    """Refuse an unfavourable or adjourned decision without reasons [DEM-11]."""
    if decision == Decision.FAVORABLE or motif.strip():
        return []
    return [Raison("motif_absent", "Donnez les raisons de cette décision\u00a0: l’entité les lira.", "motif")]


def raisons_conflit(*, tient_un_profil: bool) -> list[Raison]:
    """Nobody of the réseau instructs or decides on an entity where they hold a profile [DEM-27]."""
    if not tient_un_profil:
        return []
    texte = "Vous tenez un profil dans cette entité\u00a0: un autre membre du réseau doit traiter ce dossier."
    return [Raison("conflit", texte)]


def numero_habilitation(*, rang: int, annee: int, code: str, niveau: int, type_entite: str) -> str:
    """« H30171/2020/SST-2/C/00 » [HAB-01]; raises ValueError when the national sequence no longer fits."""
    if not 0 < rang < 10**CHIFFRES:
        raise ValueError(f"rank {rang} does not fit in {CHIFFRES} digits")
    return f"{LETTRE}{rang:0{CHIFFRES}d}/{annee}/{code}-{niveau}/{type_entite}/{SUITE}"
