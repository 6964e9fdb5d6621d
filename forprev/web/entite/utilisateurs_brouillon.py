"""A user being added, from one tab to the next: kept in the web session, never trusted to the browser."""

import uuid
from dataclasses import asdict, dataclass, field
from datetime import date
from typing import Any

from forprev.personnes.actions.utilisateurs import SaisieIdentite, SaisieRole
from forprev.profils.requete import Requete

MEMOIRE = "utilisateurs_en_cours"
# Two tabs of a browser may each add somebody; what was left unfinished does not pile up.
AU_PLUS = 5


@dataclass(slots=True)
class Brouillon:
    """What was typed and recognised; `fait` is the user it made, once it has."""

    acteur: str
    cle: str = field(default_factory=lambda: str(uuid.uuid4()))
    saisie: dict[str, str] = field(default_factory=dict)
    naissance: str = ""
    personne_id: int | None = None
    nom_complet: str = ""
    role: str = ""
    description: str = ""
    habilitations: list[int] = field(default_factory=list)
    lien: bool = False
    fait: int | None = None

    @property
    def identite(self) -> SaisieIdentite:
        """Who was recognised, or the new person typed once nobody was."""
        naissance = date.fromisoformat(self.naissance)
        if self.personne_id:
            return SaisieIdentite(naissance, personne_id=self.personne_id)
        return SaisieIdentite(naissance, self.saisie["nom"], self.saisie["prenom"], self.saisie["email"], nouvelle=True)

    @property
    def saisie_role(self) -> SaisieRole:
        return SaisieRole(self.role, self.description, tuple(self.habilitations), self.lien)


def lire(request: Requete, cle: object) -> Brouillon | None:
    """The draft of that key begun under the active profile; None when it is another's, or gone."""
    garde: dict[str, Any] | None = request.session.get(MEMOIRE, {}).get(str(cle))
    return Brouillon(**garde) if garde and garde["acteur"] == request.acteur.code else None


def garder(request: Requete, brouillon: Brouillon) -> None:
    """Remember it as the latest."""
    gardes = request.session.get(MEMOIRE, {})
    gardes.pop(brouillon.cle, None)
    gardes[brouillon.cle] = asdict(brouillon)
    request.session[MEMOIRE] = dict(list(gardes.items())[-AU_PLUS:])


def terminer(request: Requete, brouillon: Brouillon, membre_id: int) -> None:
    """Keep nothing but the user it made: sent again, it leads there."""
    garder(request, Brouillon(acteur=brouillon.acteur, cle=brouillon.cle, fait=membre_id))


def oublier(request: Requete, cle: object) -> None:
    """*Abandonner*: what was typed of somebody is gone at once."""
    gardes = request.session.get(MEMOIRE, {})
    if gardes.pop(str(cle), None) is not None:
        request.session[MEMOIRE] = gardes
