"""What people are told about requests (04-events.md). Each function finds its audience, each event has its text."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import ClassVar

from forprev.communication.actions import annoncer
from forprev.communication.notifications import Destinataire, Evenement
from forprev.communication.states import Categorie
from forprev.comptes.models import Acteur, Personne, RoleReseau
from forprev.comptes.states import Profil
from forprev.demandes.models import Complement, Courrier, Demande
from forprev.demandes.states import LIBELLES_PHASE, LIBELLES_TYPE, Etat, Phase
from forprev.entites.models import Membre
from forprev.referentiel.models import Caisse
from forprev.socle.dates import longue

ORGANISATEURS = (Membre.Role.GESTIONNAIRE, Membre.Role.DEMANDEUR)


def de_l_entite(demande: Demande) -> list[Destinataire]:
    """The requester or all gestionnaires [DEM-26]."""
    membres = Membre.objects.filter(entite=demande.entite_id, role__in=ORGANISATEURS, lecture_jusqu_au=None)
    return [Destinataire(m.personne_id, f"{m.role}-{m.entite_id}") for m in membres.order_by("pk")]


def de_la_caisse(caisse_id: str | None) -> list[Destinataire]:
    """The instructeurs of a caisse; the INRS where there is none [ENT-03]."""
    if caisse_id:
        roles = RoleReseau.objects.filter(nature=Profil.INSTRUCTEUR, caisse=caisse_id)
        return [Destinataire(r.personne_id, f"{Profil.INSTRUCTEUR}-{caisse_id}") for r in roles.order_by("pk")]
    inrs = RoleReseau.objects.filter(nature=Profil.INRS).order_by("pk")
    return [Destinataire(role.personne_id, Profil.INRS.value) for role in inrs]


def de_l_instructeur(demande: Demande) -> list[Destinataire]:
    """The instructeur of the file; those of its caisse while nobody has it."""
    if demande.affectee_a_id is None:
        return de_la_caisse(demande.caisse_id)
    tous = de_la_caisse(demande.caisse_id)
    sien = [d for d in tous if d.personne_id == demande.affectee_a_id]
    return sien or [Destinataire(demande.affectee_a_id, Profil.INRS.value)]


@dataclass(frozen=True)
class SurDemande(Evenement):
    """An event about one request: its number, its kind, what it is for, and how many times it has changed."""

    numero: int
    genre: str
    sur: str
    version: int

    categorie: ClassVar[Categorie] = Categorie.NOTIFICATION
    libelle_lien: ClassVar[str] = "Voir la demande"

    def cle(self) -> str:
        return f"{self.numero}:{self.version}"

    @property
    def nom(self) -> str:
        """« votre demande n° 125 (Habilitation SST / 1) »."""
        quoi = f"{self.genre} {self.sur}".strip()
        return f"n°\u00a0{self.numero} ({quoi})"

    def lien(self) -> str:
        return f"/demandes/{self.numero}/"


def champs(demande: Demande) -> tuple[int, str, str, int]:
    """The fields that every event about a request begins with."""
    niveau = str(demande.dispositif_niveau) if demande.dispositif_niveau else ""
    return demande.pk, LIBELLES_TYPE[demande.genre], niveau, demande.version


@dataclass(frozen=True)
class DemandeDeposee(SurDemande):
    """To whoever filed it: the acknowledgement, with the number."""

    code: ClassVar[str] = "demande_deposee"

    def sujet(self) -> str:
        return f"Demande n°\u00a0{self.numero} bien reçue"

    def texte(self) -> list[str]:
        return [f"Nous avons bien reçu votre demande {self.nom}. Vous pouvez suivre ses étapes dans Forprev."]


@dataclass(frozen=True)
class DossierRecu(SurDemande):
    """To the instructeurs of the caisse."""

    code: ClassVar[str] = "dossier_recu"
    libelle_lien: ClassVar[str] = "Ouvrir le dossier"

    def sujet(self) -> str:
        return f"Nouveau dossier à instruire, n°\u00a0{self.numero}"

    def texte(self) -> list[str]:
        return [f"Un dossier {self.nom} a été déposé. Il attend d’être pris en charge."]

    def lien(self) -> str:
        return f"/instruction/{self.numero}/"


def demande_deposee(demande: Demande, *, par: Acteur, le: datetime) -> None:
    annoncer(DemandeDeposee(*champs(demande)), [Destinataire(par.personne_id, par.code)], le=le)
    annoncer(DossierRecu(*champs(demande)), de_la_caisse(demande.caisse_id), le=le)


@dataclass(frozen=True)
class FicheDecidee(SurDemande):
    """New entity or administrative update, validated or refused."""

    validee: bool

    code: ClassVar[str] = "fiche_decidee"

    def sujet(self) -> str:
        return f"Demande n°\u00a0{self.numero} {'validée' if self.validee else 'refusée'}"

    def texte(self) -> list[str]:
        if not self.validee:
            return [f"Votre demande {self.nom} a été refusée. Les raisons sont dans la demande."]
        return [f"Votre demande {self.nom} a été validée\u00a0: les données sont en vigueur."]


def fiche_decidee(demande: Demande, *, le: datetime) -> None:
    evenement = FicheDecidee(*champs(demande), validee=demande.etat == Etat.VALIDEE)
    annoncer(evenement, de_l_entite(demande), le=le)


@dataclass(frozen=True)
class EntiteDeplacee(SurDemande):
    """To both caisses, when an address moved the entity from one to the other [ENT-10]."""

    entite: str
    ancienne: str
    nouvelle: str

    code: ClassVar[str] = "entite_deplacee"
    libelle_lien: ClassVar[str] = "Voir le dossier"

    def sujet(self) -> str:
        return f"{self.entite} change de caisse"

    def texte(self) -> list[str]:
        return [
            f"À la suite d’un changement d’adresse validé, {self.entite} passe de {self.ancienne} à {self.nouvelle}, "
            "avec ses habilitations. Les demandes ouvertes restent où elles sont, sauf transfert."
        ]

    def lien(self) -> str:
        return f"/instruction/{self.numero}/"


def entite_deplacee(demande: Demande, *, de: Caisse | None, vers: Caisse | None, le: datetime) -> None:
    evenement = EntiteDeplacee(
        *champs(demande), entite=demande.entite.raison_sociale, ancienne=_nom(de), nouvelle=_nom(vers)
    )
    audience = de_la_caisse(de.pk if de else None) + de_la_caisse(vers.pk if vers else None)
    annoncer(evenement, audience, le=le)


def _nom(caisse: Caisse | None) -> str:
    return caisse.nom if caisse else "l’INRS"


@dataclass(frozen=True)
class ComplementsDemandes(SurDemande):
    limite: date

    code: ClassVar[str] = "complements_demandes"
    libelle_lien: ClassVar[str] = "Compléter la demande"

    def sujet(self) -> str:
        return f"Compléments demandés, demande n°\u00a0{self.numero}"

    def texte(self) -> list[str]:
        return [
            f"Votre demande {self.nom} doit être complétée. La raison et les onglets à reprendre sont dans la demande.",
            f"Vous avez jusqu’au {longue(self.limite)} inclus pour répondre.",
        ]


def complements_demandes(demande: Demande, complement: Complement, *, le: datetime) -> None:
    annoncer(ComplementsDemandes(*champs(demande), limite=complement.limite), de_l_entite(demande), le=le)


@dataclass(frozen=True)
class ComplementsRetires(SurDemande):
    code: ClassVar[str] = "complements_retires"

    def sujet(self) -> str:
        return f"Compléments retirés, demande n°\u00a0{self.numero}"

    def texte(self) -> list[str]:
        return [f"Plus rien n’est attendu de vous pour votre demande {self.nom}\u00a0: son instruction continue."]


def complements_retires(demande: Demande, *, le: datetime) -> None:
    annoncer(ComplementsRetires(*champs(demande)), de_l_entite(demande), le=le)


@dataclass(frozen=True)
class ComplementsRecus(SurDemande):
    """To the instructeur."""

    code: ClassVar[str] = "complements_recus"
    libelle_lien: ClassVar[str] = "Ouvrir le dossier"

    def sujet(self) -> str:
        return f"Compléments reçus, dossier n°\u00a0{self.numero}"

    def texte(self) -> list[str]:
        return [f"L’entité a répondu pour le dossier {self.nom}\u00a0: il reprend dans la même phase."]

    def lien(self) -> str:
        return f"/instruction/{self.numero}/"


def complements_recus(demande: Demande, *, le: datetime) -> None:
    annoncer(ComplementsRecus(*champs(demande)), de_l_instructeur(demande), le=le)


@dataclass(frozen=True)
class DemandeClassee(SurDemande):
    code: ClassVar[str] = "demande_classee"

    def sujet(self) -> str:
        return f"Demande n°\u00a0{self.numero} classée sans suite"

    def texte(self) -> list[str]:
        return [
            f"Votre demande {self.nom} a été classée sans suite\u00a0: les compléments demandés ne sont pas arrivés "
            "avant la limite. Vous pouvez en faire une nouvelle."
        ]


def demande_classee(demande: Demande, *, le: datetime) -> None:
    annoncer(DemandeClassee(*champs(demande)), de_l_entite(demande), le=le)


@dataclass(frozen=True)
class DemandeAbandonnee(SurDemande):
    """To the instructeur: the entity gave the request up."""

    code: ClassVar[str] = "demande_abandonnee"
    libelle_lien: ClassVar[str] = "Voir le dossier"

    def sujet(self) -> str:
        return f"Dossier n°\u00a0{self.numero} abandonné par l’entité"

    def texte(self) -> list[str]:
        return [f"L’entité a abandonné le dossier {self.nom}\u00a0: il n’y a plus rien à instruire."]

    def lien(self) -> str:
        return f"/instruction/{self.numero}/"


def demande_abandonnee(demande: Demande, *, le: datetime) -> None:
    annoncer(DemandeAbandonnee(*champs(demande)), de_l_instructeur(demande), le=le)


@dataclass(frozen=True)
class DossierAffecte(SurDemande):
    code: ClassVar[str] = "dossier_affecte"
    libelle_lien: ClassVar[str] = "Ouvrir le dossier"

    def sujet(self) -> str:
        return f"Le dossier n°\u00a0{self.numero} vous est confié"

    def texte(self) -> list[str]:
        return [f"Le dossier {self.nom} vous a été confié pour instruction."]

    def lien(self) -> str:
        return f"/instruction/{self.numero}/"


def dossier_affecte(demande: Demande, a: Personne, *, le: datetime) -> None:
    annoncer(DossierAffecte(*champs(demande)), de_l_instructeur(demande), le=le)


@dataclass(frozen=True)
class DossierTransfere(SurDemande):
    """To the instructeurs who receive it, and to the entity."""

    caisse: str

    code: ClassVar[str] = "dossier_transfere"

    def sujet(self) -> str:
        return f"Demande n°\u00a0{self.numero} transférée"

    def texte(self) -> list[str]:
        return [f"La demande {self.nom} est désormais instruite par {self.caisse}."]


def dossier_transfere(demande: Demande, *, le: datetime) -> None:
    evenement = DossierTransfere(*champs(demande), caisse=_nom(demande.caisse))
    annoncer(evenement, de_l_entite(demande), le=le)
    annoncer(DossierRecu(*champs(demande)), de_la_caisse(demande.caisse_id), le=le)


@dataclass(frozen=True)
class PhasePassee(SurDemande):
    phase: str

    code: ClassVar[str] = "phase_passee"

    def sujet(self) -> str:
        return f"Votre demande n°\u00a0{self.numero} avance"

    def texte(self) -> list[str]:
        return [f"Votre demande {self.nom} est entrée dans la phase «\u202f{self.phase}\u202f»."]


def phase_passee(demande: Demande, *, le: datetime) -> None:
    annoncer(PhasePassee(*champs(demande), phase=LIBELLES_PHASE[Phase(demande.phase)]), de_l_entite(demande), le=le)


@dataclass(frozen=True)
class Inscrite(SurDemande):
    jour: date

    code: ClassVar[str] = "demande_inscrite"

    def sujet(self) -> str:
        return f"Demande n°\u00a0{self.numero} inscrite à une séance"

    def texte(self) -> list[str]:
        return [
            f"Votre demande {self.nom} sera examinée par la commission nationale d’habilitation dans sa séance du "
            f"{longue(self.jour)}."
        ]


def inscrite(demande: Demande, *, le: datetime) -> None:
    assert demande.seance is not None
    annoncer(Inscrite(*champs(demande), jour=demande.seance.jour), de_l_entite(demande), le=le)


@dataclass(frozen=True)
class Reportee(SurDemande):
    code: ClassVar[str] = "demande_reportee"

    def sujet(self) -> str:
        return f"Demande n°\u00a0{self.numero} reportée"

    def texte(self) -> list[str]:
        return [f"Votre demande {self.nom} n’est plus à l’ordre du jour de la séance prévue. Une autre sera choisie."]


def reportee(demande: Demande, *, le: datetime) -> None:
    annoncer(Reportee(*champs(demande)), de_l_entite(demande), le=le)


@dataclass(frozen=True)
class Ajournee(SurDemande):
    jour: date

    code: ClassVar[str] = "demande_ajournee"

    def sujet(self) -> str:
        return f"Demande n°\u00a0{self.numero} ajournée"

    def texte(self) -> list[str]:
        return [
            f"Dans sa séance du {longue(self.jour)}, la commission nationale d’habilitation a ajourné votre demande "
            f"{self.nom}. Les raisons sont dans la demande\u00a0; son instruction continue."
        ]


def ajournee(demande: Demande, jour: date, *, le: datetime) -> None:
    annoncer(Ajournee(*champs(demande), jour=jour), de_l_entite(demande), le=le)


@dataclass(frozen=True)
class MessageRecu(SurDemande):
    code: ClassVar[str] = "message_de_demande"

    def sujet(self) -> str:
        return f"Nouveau message, demande n°\u00a0{self.numero}"

    def texte(self) -> list[str]:
        return [f"Un message a été ajouté à la demande {self.nom}. Il se lit dans la demande."]


def message_recu(demande: Demande, *, par: Acteur, le: datetime) -> None:
    """To the other side of the file."""
    de_son_cote = de_l_entite(demande)
    ecrit_par_l_entite = any(d.personne_id == par.personne_id and d.profil_code == par.code for d in de_son_cote)
    annoncer(MessageRecu(*champs(demande)), de_l_instructeur(demande) if ecrit_par_l_entite else de_son_cote, le=le)


@dataclass(frozen=True)
class DecisionRendue(SurDemande):
    """The decision, with the letter: always sent."""

    favorable: bool
    courrier: str

    code: ClassVar[str] = "decision_rendue"
    categorie: ClassVar[Categorie] = Categorie.COMPTE

    def sujet(self) -> str:
        mot = "favorable" if self.favorable else "défavorable"
        return f"Décision {mot}, demande n°\u00a0{self.numero}"

    def texte(self) -> list[str]:
        mot = "favorable" if self.favorable else "défavorable"
        return [
            f"La commission nationale d’habilitation a rendu une décision {mot} sur votre demande {self.nom}.",
            f"Le courrier n°\u00a0{self.courrier} est joint à ce message\u00a0; il se lit aussi dans Forprev.",
        ]


def decision_rendue(demande: Demande, courrier: Courrier, *, le: datetime) -> None:
    favorable = courrier.nature == Courrier.Nature.FAVORABLE
    evenement = DecisionRendue(*champs(demande), favorable=favorable, courrier=courrier.numero)
    annoncer(evenement, de_l_entite(demande), le=le)


@dataclass(frozen=True)
class DemandeurPromu(SurDemande):
    entite: str

    code: ClassVar[str] = "demandeur_promu"
    libelle_lien: ClassVar[str] = "Ouvrir le tableau de bord"

    def sujet(self) -> str:
        return "Vous êtes gestionnaire"

    def texte(self) -> list[str]:
        return [
            f"La première habilitation de {self.entite} est accordée\u00a0: vous êtes désormais gestionnaire de son "
            "compte. Vous pouvez y ajouter des utilisateurs et déclarer des sessions."
        ]

    def lien(self) -> str:
        return "/tableau-de-bord/"


def demandeur_promu(membre: Membre, demande: Demande, *, le: datetime) -> None:
    evenement = DemandeurPromu(*champs(demande), entite=demande.entite.raison_sociale)
    annoncer(evenement, [Destinataire(membre.personne_id, f"{membre.role}-{membre.entite_id}")], le=le)
