"""What a load did, by file."""

from collections import Counter
from dataclasses import dataclass, field

from forprev.socle.text import accorder

CREEES, MODIFIEES, CONSERVEES, INCHANGEES = "créée", "modifiée", "conservée", "inchangée"


@dataclass
class Bilan:
    """Counts by file and outcome; « conservée »: edited on screen, so not touched."""

    fichiers: dict[str, Counter[str]] = field(default_factory=dict)

    def noter(self, fichier: str, issue: str, nombre: int = 1) -> None:
        self.fichiers.setdefault(fichier, Counter())[issue] += nombre

    @property
    def a_change(self) -> bool:
        return any(compte[CREEES] or compte[MODIFIEES] for compte in self.fichiers.values())

    def lignes(self) -> list[str]:
        """« modeles.csv : 41 créées », one line per file."""
        return [f"{fichier}\u00a0: {self._phrase(compte)}" for fichier, compte in self.fichiers.items()]

    def _phrase(self, compte: Counter[str]) -> str:
        issues = (CREEES, MODIFIEES, CONSERVEES, INCHANGEES)
        return ", ".join(accorder(compte[issue], issue) for issue in issues if compte[issue]) or "rien"
