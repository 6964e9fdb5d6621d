"""A new sign-in."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from forprev.communication.notifications.evenement import Evenement
from forprev.communication.states import Categorie
from forprev.socle.clock import PARIS
from forprev.socle.dates import longue


@dataclass(frozen=True)
class ConnexionReseau(Evenement):
    """Somebody signed in on an account of the réseau. `appareil` is a kind of device, never what the browser sent."""

    numero: str
    appareil: str
    le: datetime

    code: ClassVar[str] = "connexion_reseau"
    categorie: ClassVar[Categorie] = Categorie.COMPTE
    libelle_lien: ClassVar[str] = "Voir mes connexions"

    def cle(self) -> str:
        return f"{self.numero}:{self.le.isoformat()}"

    def sujet(self) -> str:
        return "Nouvelle connexion à votre compte"

    def texte(self) -> list[str]:
        local = self.le.astimezone(PARIS)
        heure = f"{local.hour}\u00a0h\u00a0{local.minute:02}"
        return [
            f"Une connexion à votre compte Forprev a eu lieu le {longue(local.date())} à {heure} (heure de Paris). "
            f"Appareil\u00a0: {self.appareil}.",
            "Si c’est vous, il n’y a rien à faire. Sinon, changez votre mot de passe sans attendre\u00a0: vos autres "
            "connexions seront fermées. Puis prévenez l’assistance Forprev.",
        ]

    def lien(self) -> str:
        return "/mon-profil/connexions/"
