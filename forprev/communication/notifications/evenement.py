"""What an event is. Each app describes its own in its `notifications.py`, as subclasses."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from forprev.communication.states import Categorie
from forprev.courriels.actions import PieceJointe


@dataclass(frozen=True, slots=True)
class Destinataire:
    """Who is told, and under which of their profiles (an `Acteur.code`; empty: none in particular) [ACC-22]."""

    personne_id: int
    profil_code: str = ""


@dataclass(frozen=True, slots=True)
class SecondLien:
    """Another way out of a mail, after the main link: its words and its path."""

    libelle: str
    chemin: str


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

    def pieces(self) -> Sequence[PieceJointe]:
        """The files that the mail carries, a letter for instance [NOT-06]."""
        return ()

    def lien_courriel(self) -> str:
        """The path that the mail links to, when it differs from the line's: it then carries no profile."""
        return ""

    def second_lien_courriel(self) -> SecondLien | None:
        """Another path that the mail alone offers."""
        return None
