"""What people are told about certification sessions. References and links only: never a stagiaire, never a comment."""

from abc import ABC
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from forprev.certification.models import CertificatPrepare, SessionCertification
from forprev.communication.actions import annoncer
from forprev.communication.notifications import Destinataire, Evenement
from forprev.communication.states import Categorie
from forprev.comptes.models import RoleReseau
from forprev.comptes.states import Profil
from forprev.entites.models import Membre
from forprev.socle.dates import longue

CODE_FORMATEUR = Profil.FORMATEUR.value


@dataclass(frozen=True)
class _EvenementDeSession(Evenement, ABC):
    """An event about one session, once per step of its history (`etape`)."""

    numero: int
    etape: int
    dispositif: str
    entite: str
    date_fin: date
    categorie: ClassVar[Categorie] = Categorie.NOTIFICATION
    libelle_lien: ClassVar[str] = "Ouvrir la session"

    def cle(self) -> str:
        return f"{self.numero}-{self.etape}"

    def lien(self) -> str:
        return f"/certification/{self.numero}/"

    @property
    def reference(self) -> str:
        return (
            f"Session de certification n° {self.numero} · {self.dispositif} · {self.entite} · "
            f"fin de session le {longue(self.date_fin)}"
        )


class SessionSoumise(_EvenementDeSession):
    code = "session_soumise"

    def sujet(self) -> str:
        return f"Session n° {self.numero} : à contrôler"

    def texte(self) -> list[str]:
        return [
            "Une session de certification que vous avez animée vous est soumise.",
            self.reference,
            "Contrôlez les informations et les stagiaires, puis indiquez les résultats à partir de la date de fin de "
            "session. Si quelque chose est inexact, retournez la session avec un commentaire.",
        ]


class SessionResoumise(_EvenementDeSession):
    code = "session_resoumise"

    def sujet(self) -> str:
        return f"Session n° {self.numero} : soumise de nouveau"

    def texte(self) -> list[str]:
        return [
            "L’entité a repris une session de certification et vous la soumet de nouveau.",
            self.reference,
            "Les résultats indiqués auparavant, s’il y en avait, sont effacés : contrôlez la session et indiquez-les "
            "de nouveau.",
        ]


class SessionReprise(_EvenementDeSession):
    code = "session_reprise"

    def sujet(self) -> str:
        return f"Session n° {self.numero} : reprise par l’entité"

    def texte(self) -> list[str]:
        return [
            "L’entité a repris une session de certification qui vous était soumise.",
            self.reference,
            "Vous n’avez rien à faire : les résultats que vous n’aviez pas encore envoyés ne sont pas conservés.",
        ]

    def lien(self) -> str:
        return "/certification/"

    libelle_lien = "Voir mes sessions"


class SessionRetournee(_EvenementDeSession):
    code = "session_retournee"

    def sujet(self) -> str:
        return f"Session n° {self.numero} : retournée par le formateur"

    def texte(self) -> list[str]:
        return [
            "Le formateur a retourné une session de certification avec un commentaire.",
            self.reference,
            "Lisez son commentaire dans la session, corrigez la saisie, puis soumettez-la de nouveau.",
        ]


class ResultatsEnvoyes(_EvenementDeSession):
    code = "resultats_envoyes"

    def sujet(self) -> str:
        return f"Session n° {self.numero} : résultats reçus"

    def texte(self) -> list[str]:
        return [
            "Le formateur a envoyé les résultats d’une session de certification.",
            self.reference,
            "Vous pouvez maintenant générer les certificats.",
        ]


@dataclass(frozen=True)
class CertificatsGeneres(_EvenementDeSession):
    code: ClassVar[str] = "certificats_generes"
    jusqu_au: date

    def sujet(self) -> str:
        return f"Session n° {self.numero} : certificats à télécharger"

    def texte(self) -> list[str]:
        return [
            "Les certificats d’une session de certification sont générés.",
            self.reference,
            f"Téléchargez-les jusqu’au {longue(self.jusqu_au)} inclus, et remettez-les aux stagiaires. Passé ce jour, "
            "les données sont supprimées et aucun duplicata n’est possible.",
        ]

    def lien(self) -> str:
        return f"/certification/{self.numero}/telechargements/"


@dataclass(frozen=True)
class CertificatRemplace(_EvenementDeSession):
    """To the entity, while it can download: a certificate of the session was issued again [CER-11, CER-14]."""

    code: ClassVar[str] = "certificat_remplace"
    certificat: str
    jusqu_au: date

    def cle(self) -> str:
        return self.certificat

    def sujet(self) -> str:
        return f"Session n°\u00a0{self.numero}\u00a0: certificat remplacé"

    def texte(self) -> list[str]:
        return [
            f"Le certificat {self.certificat} remplace un certificat d’une session de certification, avec les mêmes "
            "dates\u00a0: l’identité de son titulaire a été corrigée. L’ancien n’est plus valable.",
            self.reference,
            f"Téléchargez de nouveau les fichiers jusqu’au {longue(self.jusqu_au)} inclus, et remettez le nouveau "
            "certificat.",
        ]

    def lien(self) -> str:
        return f"/certification/{self.numero}/telechargements/"


@dataclass(frozen=True)
class CertificatRecu(Evenement):
    """To a trainer certified at niveau 2 or 3."""

    certificat: int
    modele: str
    delivre_le: date
    code: ClassVar[str] = "certificat_recu"
    categorie: ClassVar[Categorie] = Categorie.NOTIFICATION
    libelle_lien: ClassVar[str] = "Voir mes certificats"

    def cle(self) -> str:
        return str(self.certificat)

    def sujet(self) -> str:
        return "Votre certificat de formateur est disponible"

    def texte(self) -> list[str]:
        return [
            f"Votre certificat « {self.modele} », délivré le {longue(self.delivre_le)}, est dans votre compte.",
            "Vous pouvez le télécharger tant qu’il est valable.",
        ]

    def lien(self) -> str:
        return "/certificats/"


@dataclass(frozen=True)
class AccesNonRemis(Evenement):
    """To the entity and the assistance: a new trainer never received the mail that opens their account [SES-37].

    `session` is None for the assistance, which opens no session.
    """

    certificat: str
    numero_forprev: str
    session: int | None
    code: ClassVar[str] = "acces_non_remis"
    categorie: ClassVar[Categorie] = Categorie.NOTIFICATION
    libelle_lien: ClassVar[str] = "Ouvrir la session"

    def cle(self) -> str:
        return self.certificat

    def sujet(self) -> str:
        return f"Compte {self.numero_forprev} : e-mail non remis"

    def texte(self) -> list[str]:
        return [
            f"Le compte {self.numero_forprev} a été ouvert à la suite d’une réussite, mais l’e-mail qui permet d’y "
            "entrer n’a pas pu être remis à l’adresse indiquée lors de la saisie de la session.",
            "Demandez à cette personne son adresse personnelle : l’assistance la corrigera et renverra le lien.",
        ]

    def lien(self) -> str:
        return f"/certification/{self.session}/" if self.session else ""


@dataclass(frozen=True)
class SessionsASupprimer(Evenement):
    """Gathered: one a day per person, whatever the number of sessions [SES-17]."""

    jour: date
    echeances: tuple[tuple[int, date], ...]
    code: ClassVar[str] = "sessions_a_supprimer"
    categorie: ClassVar[Categorie] = Categorie.ALERTE
    libelle_lien: ClassVar[str] = "Voir mes sessions à traiter"

    def cle(self) -> str:
        return f"{self.jour}"

    def sujet(self) -> str:
        if len(self.echeances) == 1:
            return f"Session n° {self.echeances[0][0]} : suppression prochaine"
        return f"{len(self.echeances)} sessions de certification bientôt supprimées"

    def texte(self) -> list[str]:
        lignes = [f"Session n° {numero} : conservée jusqu’au {longue(fin)} inclus." for numero, fin in self.echeances]
        return [
            "Sans certificats générés, une session de certification et ses stagiaires sont supprimés 3 mois après la "
            "date de fin de session.",
            *lignes,
        ]

    def lien(self) -> str:
        return "/certification/a-traiter/"


def _faits(session: SessionCertification) -> dict:
    derniere = session.etapes.order_by("-le", "-id").first()
    return {
        "numero": session.pk,
        "etape": derniere.pk if derniere else 0,
        "dispositif": str(session.dispositif_niveau),
        "entite": session.entite.raison_sociale,
        "date_fin": session.date_fin,
    }


_AU_FORMATEUR: dict[str, type[_EvenementDeSession]] = {
    "soumise": SessionSoumise,
    "resoumise": SessionResoumise,
    "reprise": SessionReprise,
}
_A_L_ENTITE: dict[str, type[_EvenementDeSession]] = {"retour": SessionRetournee, "resultats": ResultatsEnvoyes}


def annoncer_au_formateur(session: SessionCertification, quoi: str, *, le: datetime) -> None:
    """Tell the trainer that the session comes to them, comes back, or leaves."""
    if session.formateur_id is not None:
        annoncer(_AU_FORMATEUR[quoi](**_faits(session)), [Destinataire(session.formateur_id, CODE_FORMATEUR)], le=le)


def annoncer_a_l_entite(session: SessionCertification, quoi: str, *, le: datetime) -> None:
    """Tell the declarer and all gestionnaires."""
    annoncer(_A_L_ENTITE[quoi](**_faits(session)), destinataires_de_l_entite([session])[session.pk], le=le)


def annoncer_certificats(session: SessionCertification, *, le: datetime) -> None:
    """Tell the declarer (the gestionnaires when the declarer is gone or the session passed to them)."""
    tous = destinataires_de_l_entite([session])[session.pk]
    declarant = [d for d in tous if d.personne_id == session.declaree_par_id]
    annoncer(CertificatsGeneres(**_faits(session), jusqu_au=session.supprimee_apres), declarant or tous, le=le)


def annoncer_remplacement(session: SessionCertification, certificat: str, *, le: datetime) -> None:
    """Tell the declarer and all gestionnaires that the files of the session have changed."""
    evenement = CertificatRemplace(**_faits(session), certificat=certificat, jusqu_au=session.supprimee_apres)
    annoncer(evenement, destinataires_de_l_entite([session])[session.pk], le=le)


def annoncer_certificat(certificat: int, modele: str, delivre_le: date, personne_id: int, *, le: datetime) -> None:
    """Tell a newly certified trainer."""
    annoncer(CertificatRecu(certificat, modele, delivre_le), [Destinataire(personne_id, CODE_FORMATEUR)], le=le)


def annoncer_acces_non_remis(prepare: CertificatPrepare, *, le: datetime) -> bool:
    """Tell the entity and the assistance, once; False when they knew."""
    session = prepare.generation.session
    faits = {"certificat": prepare.numero, "numero_forprev": prepare.numero_forprev}
    assistance = RoleReseau.objects.filter(nature=RoleReseau.Nature.ASSISTANCE).order_by("pk")
    nouvelles = annoncer(
        AccesNonRemis(**faits, session=session.pk), destinataires_de_l_entite([session])[session.pk], le=le
    )
    nouvelles += annoncer(
        AccesNonRemis(**faits, session=None),
        [Destinataire(role.personne_id, Profil.ASSISTANCE.value) for role in assistance],
        le=le,
    )
    return bool(nouvelles)


def destinataires_de_l_entite(sessions: Iterable[SessionCertification]) -> dict[int, list[Destinataire]]:
    """For each session, its declarer (while they may see it) and all gestionnaires, in one query."""
    sessions = list(sessions)
    membres: dict[int, list[Membre]] = {}
    for membre in Membre.objects.declarants().filter(entite__in={s.entite_id for s in sessions}).order_by("id"):
        membres.setdefault(membre.entite_id, []).append(membre)
    return {s.pk: [_destinataire(m) for m in membres.get(s.entite_id, []) if _concerne(m, s)] for s in sessions}


def _concerne(membre: Membre, session: SessionCertification) -> bool:
    if membre.role == Membre.Role.GESTIONNAIRE:
        return True
    return membre.personne_id == session.declaree_par_id and session.transferee_le is None


def _destinataire(membre: Membre) -> Destinataire:
    return Destinataire(membre.personne_id, f"{membre.role}-{membre.entite_id}")
