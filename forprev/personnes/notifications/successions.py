"""What is told of a succession: to the caisse, to who asked, to the former gestionnaires, to the new one [ACC-19]."""

from abc import ABC
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from django.utils.text import Truncator

from forprev.communication.actions import annoncer
from forprev.communication.actions.adresses import ecrire_a_une_adresse
from forprev.communication.notifications import Destinataire, Evenement
from forprev.communication.states import Categorie
from forprev.comptes.models import RoleReseau
from forprev.comptes.states import Profil
from forprev.entites.jetons import jeton_de_lettre
from forprev.entites.models import LettreSuccession, Membre, Succession
from forprev.entites.notifications import ENTITE_AU_PLUS
from forprev.socle.dates import longue

POURQUOI = (
    "Vous recevez ce message parce que cette adresse a été indiquée dans une demande de successeur. Si ce n’était pas "
    "vous, prévenez l’assistance de Forprev."
)


@dataclass(frozen=True)
class SuccessionDemandee(Evenement):
    """To the caisse: a request, or one more letter for it."""

    numero: int
    lettre: int
    entite: str

    code: ClassVar[str] = "succession_demandee"
    categorie: ClassVar[Categorie] = Categorie.NOTIFICATION
    libelle_lien: ClassVar[str] = "Examiner la demande"

    def cle(self) -> str:
        return f"{self.numero}-{self.lettre}"

    def sujet(self) -> str:
        return f"Demande de successeur n°\u00a0{self.numero}\u00a0: à examiner"

    def texte(self) -> list[str]:
        return [
            f"Un successeur est demandé pour {self.entite}, dont aucun gestionnaire ne pourrait plus agir.",
            "Vérifiez la lettre signée par l’entité, puis nommez la personne ou refusez la demande en disant pourquoi.",
        ]

    def lien(self) -> str:
        return f"/reseau/successions/{self.numero}/"


@dataclass(frozen=True)
class _PourQuiDemande(Evenement, ABC):
    """To the address that was given, with an account or without: always sent, and saying why it came."""

    numero: int
    lettre: int
    jeton: str

    categorie: ClassVar[Categorie] = Categorie.COMPTE
    libelle_lien: ClassVar[str] = "Suivre la demande"

    def cle(self) -> str:
        return f"{self.numero}-{self.lettre}"

    def lien_courriel(self) -> str:
        return f"/succession/suivi/{self.jeton}/"


class SuccessionRecue(_PourQuiDemande):
    code = "succession_recue"

    def sujet(self) -> str:
        return f"Votre demande de successeur n°\u00a0{self.numero}"

    def texte(self) -> list[str]:
        return [
            f"Votre demande de successeur n°\u00a0{self.numero} et la lettre qui l’accompagne sont bien reçues.",
            "La caisse de l’entité les vérifie. Vous serez prévenu de sa décision à cette adresse.",
            POURQUOI,
        ]


class SuccessionDecidee(_PourQuiDemande):
    code = "succession_decidee"
    libelle_lien = "Lire la décision"

    def sujet(self) -> str:
        return f"Votre demande de successeur n°\u00a0{self.numero}\u00a0: décision"

    def texte(self) -> list[str]:
        return [f"La caisse a décidé de votre demande de successeur n°\u00a0{self.numero}.", POURQUOI]


@dataclass(frozen=True)
class SuccesseurNomme(Evenement):
    """To a former gestionnaire, who reads until `jusqu_au` and may contest."""

    numero: int
    entite: str
    jusqu_au: date

    code: ClassVar[str] = "successeur_nomme"
    categorie: ClassVar[Categorie] = Categorie.COMPTE
    libelle_lien: ClassVar[str] = "Lire ou contester cette nomination"

    def cle(self) -> str:
        return str(self.numero)

    def sujet(self) -> str:
        return f"{courte(self.entite)}\u00a0: un successeur est nommé"

    def texte(self) -> list[str]:
        return [
            f"Sur la foi d’une lettre signée par l’entité, la caisse a nommé un nouveau gestionnaire de {self.entite}.",
            f"Vous pouvez encore consulter ce compte, sans rien y changer, jusqu’au {longue(self.jusqu_au)} inclus. "
            "Si cette nomination n’est pas régulière, contestez-la avant cette date\u00a0: la caisse et l’assistance "
            "en seront aussitôt prévenues.",
        ]

    def lien(self) -> str:
        return "/succession/contester/"


@dataclass(frozen=True)
class NommeGestionnaire(Evenement):
    """To the new gestionnaire."""

    numero: int
    entite: str

    code: ClassVar[str] = "nomme_gestionnaire"
    categorie: ClassVar[Categorie] = Categorie.COMPTE
    libelle_lien: ClassVar[str] = "Ouvrir mon tableau de bord"

    def cle(self) -> str:
        return str(self.numero)

    def sujet(self) -> str:
        return f"{courte(self.entite)}\u00a0: vous êtes gestionnaire"

    def texte(self) -> list[str]:
        return [
            f"La caisse vous a nommé gestionnaire de {self.entite}, à la demande de l’entité.",
            "Vous tenez le compte de l’entité\u00a0: ses données, ses demandes, ses habilitations, ses utilisateurs et "
            "toutes ses sessions de certification. Les anciens gestionnaires sont prévenus et peuvent contester.",
        ]

    def lien(self) -> str:
        return "/tableau-de-bord/"


@dataclass(frozen=True)
class SuccessionContestee(Evenement):
    """To the caisse."""

    numero: int
    contestation: int
    entite: str

    code: ClassVar[str] = "succession_contestee"
    categorie: ClassVar[Categorie] = Categorie.NOTIFICATION
    libelle_lien: ClassVar[str] = "Lire la contestation"

    def cle(self) -> str:
        return f"{self.numero}-{self.contestation}"

    def sujet(self) -> str:
        return f"Succession n°\u00a0{self.numero} contestée"

    def texte(self) -> list[str]:
        return [
            f"Un ancien gestionnaire de {self.entite} conteste la nomination de son successeur.",
            "Lisez ce qu’il écrit et voyez avec l’entité.",
        ]

    def lien(self) -> str:
        return f"/reseau/successions/{self.numero}/"


def courte(entite: str) -> str:
    """A subject has room for so many characters."""
    return Truncator(entite).chars(ENTITE_AU_PLUS)


def nom_de_l_entite(succession: Succession) -> str:
    """As the caisse reads it; an identifier that nobody has stands for itself."""
    return succession.entite.raison_sociale if succession.entite else f"l’identifiant {succession.identifiant}"


def qui_decide(succession: Succession) -> Iterable[Destinataire]:
    """The instructeurs of the caisse; the administrateurs INRS where there is none [ENT-03]."""
    caisse = succession.entite.caisse if succession.entite else None
    roles = RoleReseau.objects.filter(nature=Profil.INSTRUCTEUR.value if caisse else Profil.INRS.value, caisse=caisse)
    code = f"{Profil.INSTRUCTEUR}-{caisse.pk}" if caisse else Profil.INRS.value
    return [Destinataire(pk, code) for pk in roles.order_by("pk").values_list("personne_id", flat=True)]


def annoncer_demande(lettre: LettreSuccession, *, le: datetime) -> None:
    """The caisse is told, who asked gets an acknowledgement."""
    succession = lettre.succession
    annoncer(SuccessionDemandee(succession.pk, lettre.pk, nom_de_l_entite(succession)), qui_decide(succession), le=le)
    ecrire_a_une_adresse(SuccessionRecue(succession.pk, lettre.pk, jeton_de_lettre(lettre)), lettre.email, le=le)


def annoncer_decision(succession: Succession, *, le: datetime) -> None:
    """To everyone who asked; the reason of a refusal is read behind the link [NOT-08]."""
    for lettre in succession.lettres.order_by("pk"):
        evenement = SuccessionDecidee(succession.pk, lettre.pk, jeton_de_lettre(lettre))
        ecrire_a_une_adresse(evenement, lettre.email, le=le)


def annoncer_nomination(succession: Succession, nouveau: Membre, anciens: Iterable[Membre], *, le: datetime) -> None:
    """The former and the new gestionnaires [04-events]."""
    assert succession.entite is not None
    assert succession.lecture_jusqu_au is not None
    nom, code = succession.entite.raison_sociale, f"{Profil.GESTIONNAIRE}-{succession.entite_id}"
    perte = SuccesseurNomme(succession.pk, nom, succession.lecture_jusqu_au)
    annoncer(perte, [Destinataire(ancien.personne_id, code) for ancien in anciens], le=le)
    annoncer(NommeGestionnaire(succession.pk, nom), [Destinataire(nouveau.personne_id, code)], le=le)


def annoncer_contestation(succession: Succession, contestation_id: int, *, le: datetime) -> None:
    evenement = SuccessionContestee(succession.pk, contestation_id, nom_de_l_entite(succession))
    annoncer(evenement, qui_decide(succession), le=le)
