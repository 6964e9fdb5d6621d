"""What an event is. Each app describes its own in its `notifications.py`, as subclasses."""

from abc import ABC, abstractmethod
from dataclasses import dataclass
from typing import ClassVar

from forprev.communication.states import Categorie


@dataclass(frozen=True, slots=True)
class Destinataire:
    """Who is told, and under which of their profiles (an `Acteur.code`; empty: none in particular) [ACC-22]."""

    personne_id: int
    profil_code: str = ""


@dataclass(frozen=True)
class Evenement(ABC):
    """One occurrence of an event. A subclass is a frozen dataclass whose fields are references only: numbers, dates,
    names of courses, never the name of a stagiaire nor a comment [NOT-08].

    `code` names the event and `categorie` its category; `sujet` is written without the prefix « [FORPREV] ».
    """

    code: ClassVar[str]
    categorie: ClassVar[Categorie]
    libelle_lien: ClassVar[str] = "Ouvrir dans Forprev"

    @abstractmethod
    def cle(self) -> str:
        """The key of this occurrence among all of this event: telling it twice changes nothing [NOT-02]."""

    @abstractmethod
    def sujet(self) -> str:
        """The subject of the mail and the title of the line."""

    @abstractmethod
    def texte(self) -> list[str]:
        """The paragraphs, in plain French."""

    def lien(self) -> str:
        """The path of the page where one acts or reads; empty when there is none."""
        return ""

    def cle_complete(self) -> str:
        """The key among all events."""
        return f"{self.code}:{self.cle()}"

    def texte_ligne(self) -> list[str]:
        """The paragraphs of the line in the application, when they differ from the mail's."""
        return self.texte()

    def lien_courriel(self) -> str:
        """The path that the mail links to, when it differs from the line's: it then carries no profile."""
        return ""


@dataclass(frozen=True)
class LienMotDePasse(Evenement):
    """The password link that its owner asked for [ACC-04]. `jeton` is the secret: it is in the mail alone."""

    numero: str
    generation: int
    jeton: str

    code: ClassVar[str] = "lien_mot_de_passe"
    categorie: ClassVar[Categorie] = Categorie.COMPTE
    libelle_lien: ClassVar[str] = "Définir mon mot de passe"

    def cle(self) -> str:
        return f"{self.numero}:{self.generation}"

    def sujet(self) -> str:
        return "Changement de mot de passe"

    def texte(self) -> list[str]:
        return [
            "Vous avez demandé à définir ou modifier votre mot de passe. Si vous êtes à l’origine de cette demande, "
            "suivez ce lien, valable 72 heures. Sinon, ignorez ce message."
        ]

    def texte_ligne(self) -> list[str]:
        return ["Un lien pour définir ou modifier votre mot de passe a été demandé et envoyé à votre e-mail."]

    def lien_courriel(self) -> str:
        return chemin_du_jeton(self.jeton)


@dataclass(frozen=True)
class CompteCree(Evenement):
    """An account that its owner did not open: by a success at niveau 2 or 3, or by a gestionnaire [SES-21, ACC-10].

    `origine` says which, after « à la suite de ».
    """

    numero: str
    generation: int
    jeton: str
    origine: str
    assistance: str

    code: ClassVar[str] = "compte_cree"
    categorie: ClassVar[Categorie] = Categorie.COMPTE
    libelle_lien: ClassVar[str] = "Définir mon mot de passe"

    def cle(self) -> str:
        return f"{self.numero}:{self.generation}"

    def sujet(self) -> str:
        return "Votre compte Forprev"

    def texte(self) -> list[str]:
        return [
            f"Un compte Forprev a été créé pour vous à la suite de {self.origine}. "
            f"Votre N°\u00a0Forprev est {self.numero}.",
            "Pour y entrer, définissez votre mot de passe en suivant ce lien, valable 72 heures. Passé ce délai, "
            "demandez un nouveau lien par «\u202fMot de passe oublié\u202f», sur la page de connexion.",
            "Ce n’est pas moi\u00a0: si ce compte ne vous concerne pas, n’utilisez pas ce lien et écrivez à "
            f"l’assistance Forprev, {self.assistance}.",
        ]

    def texte_ligne(self) -> list[str]:
        return self.texte()[:1]

    def lien_courriel(self) -> str:
        return chemin_du_jeton(self.jeton)


def chemin_du_jeton(jeton: str) -> str:
    """The page where a password link leads; a contract of the specification, like every address."""
    return f"/reinitialisation-mot-de-passe/{jeton}/"
