"""Accounts as the assistance reads them: states, proximities, acts of the journal, in words and tones."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from forprev.comptes.models import Personne
from forprev.comptes.states import LIBELLES_PROFILS, libelle_de_code
from forprev.courriels.models import Courriel
from forprev.courriels.states import EtatCourriel
from forprev.personnes.actes import libelle_d_acte
from forprev.personnes.actions.comptes import LIRE_FICHE, etat_de
from forprev.personnes.queries.comptes import Rang, profils_en_bref
from forprev.personnes.queries.fiches import EtatCertificat, ProfilTenu
from forprev.personnes.rules.comptes import LIBELLES_COMPTE, EtatCompte
from forprev.socle.models import EntreeJournal

_TONS_COMPTE = {
    EtatCompte.GELE: "danger",
    EtatCompte.FERME: "neutre",
    EtatCompte.JAMAIS_CONNECTE: "info",
    EtatCompte.ACTIF: "succes",
}
_ICONES_COMPTE = {
    EtatCompte.GELE: "cadenas",
    EtatCompte.FERME: "interdit",
    EtatCompte.JAMAIS_CONNECTE: "horloge",
    EtatCompte.ACTIF: "coche",
}
PROXIMITES = {Rang.UNE_LETTRE: "Une lettre de différence", Rang.JOUR_MOIS_INVERSES: "Jour et mois inversés"}
TONS_CERTIFICAT = {
    EtatCertificat.VALABLE: "succes",
    EtatCertificat.OBSOLETE: "neutre",
    EtatCertificat.REVOQUE: "danger",
    EtatCertificat.REMPLACE: "neutre",
    EtatCertificat.A_VENIR: "info",
}
TONS_COURRIEL = {EtatCourriel.EN_ATTENTE: "info", EtatCourriel.ENVOYE: "succes", EtatCourriel.ECHEC: "danger"}


@dataclass(frozen=True, slots=True)
class Badge:
    libelle: str
    ton: str
    icone: str


def badge_du_compte(personne: Personne) -> Badge:
    etat = etat_de(personne)
    return Badge(LIBELLES_COMPTE[etat], _TONS_COMPTE[etat], _ICONES_COMPTE[etat])


@dataclass(frozen=True, slots=True)
class LigneCompte:
    """A line of the list: a person read by `comptes_trouves`."""

    personne: Personne
    badge: Badge
    email: tuple[str, str]
    profils: str
    autres_numeros: list[str]
    proximite: str


def ligne_de_compte(personne: Any) -> LigneCompte:
    return LigneCompte(
        personne=personne,
        badge=badge_du_compte(personne),
        email=(personne.email.partition("@")[0], personne.email.partition("@")[2]),
        profils=", ".join(profils_en_bref(personne)),
        autres_numeros=personne.reunis_,
        proximite=PROXIMITES.get(Rang(personne.rang), ""),
    )


@dataclass(frozen=True, slots=True)
class LigneJournal:
    titre: str
    auteur: str
    quand: datetime
    icone: str


def ligne_du_journal(entree: EntreeJournal) -> LigneJournal:
    """What was done, by whom under which profile, when; never the details, which are not made to be read."""
    profil = libelle_de_code(entree.profil)
    nom = f"{entree.par.prenom} {entree.par.nom.upper()}" if entree.par else ""
    auteur = " · ".join(mot for mot in (nom, profil) if mot) or "Forprev"
    icone = "oeil" if entree.verbe == LIRE_FICHE else "crayon"
    return LigneJournal(libelle_d_acte(entree.verbe), auteur, entree.le, icone)


@dataclass(frozen=True, slots=True)
class LigneProfil:
    """A profile held today, as one line."""

    nom: str
    pour: str
    tenu: ProfilTenu


def ligne_de_profil(tenu: ProfilTenu) -> LigneProfil:
    return LigneProfil(LIBELLES_PROFILS[tenu.acteur.profil], tenu.acteur.entite_nom, tenu)


@dataclass(frozen=True, slots=True)
class LigneCourriel:
    courriel: Courriel
    libelle: str
    ton: str


def ligne_de_courriel(courriel: Courriel) -> LigneCourriel:
    return LigneCourriel(courriel, courriel.get_etat_display(), TONS_COURRIEL[EtatCourriel(courriel.etat)])


def masquer(email: str) -> str:
    """« an•••@example.org »: enough to agree on an address aloud without giving it."""
    local, _, domaine = email.partition("@")
    return f"{local[: 2 if len(local) > 3 else 1]}•••@{domaine}"
