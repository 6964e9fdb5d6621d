"""Who acts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from forprev.comptes.models.personnes import Personne
from forprev.comptes.states import LIBELLES_PROFILS, PROFILS_ENTITE, Profil


@dataclass(frozen=True)
class Acteur:
    """Who acts, under which profile: what every permission is asked of [ACC-09].

    `entite_id` is set for gestionnaire, délégataire and demandeur; `membre_id` for gestionnaire and délégataire;
    `caisse_id` for an instructeur. `limite` marks a formateur whose certificate has ended and who only finishes the
    sessions that name them [ACC-17]. `lecture_jusqu_au` (day included) marks a former gestionnaire who only reads
    [ACC-19].
    """

    personne: Personne
    profil: Profil
    entite_id: int | None = None
    entite_nom: str = ""
    membre_id: int | None = None
    caisse_id: str | None = None
    limite: bool = False
    lecture_jusqu_au: date | None = None

    @property
    def personne_id(self) -> int:
        return int(self.personne.pk)

    @property
    def libelle(self) -> str:
        """« Gestionnaire · MAIRIE DE VANVES »."""
        nom = LIBELLES_PROFILS[self.profil]
        return f"{nom} · {self.entite_nom}" if self.entite_nom else nom

    @property
    def code(self) -> str:
        """What an address or the person's preference keeps: « gestionnaire-12 », « formateur », « instructeur-IDF »."""
        suite = self.entite_id or self.caisse_id
        return f"{self.profil.value}-{suite}" if suite else self.profil.value

    @property
    def lecture_seule(self) -> bool:
        return self.lecture_jusqu_au is not None

    @property
    def est_de_l_entite(self) -> bool:
        return self.profil in PROFILS_ENTITE
