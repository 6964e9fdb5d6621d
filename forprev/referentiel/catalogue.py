"""What may be tuned: every delay, ceiling and short text of the reference data, with its bounds.

Values live in the database, dated; their meaning and bounds live here. What the field itself gives (72 hours,
3 months around the end date, 15 days of download…) is a constant of the app that uses it, never a row here.
"""

from dataclasses import dataclass
from enum import StrEnum

from forprev.socle.text import accorder


class Unite(StrEnum):
    HEURES = "heure"
    JOURS = "jour"
    MOIS = "mois"
    ANNEES = "an"
    NOMBRE = ""

    def dire(self, valeur: int) -> str:
        """« 30 jours », « 12 mois », « 50 »."""
        if self is Unite.NOMBRE:
            return str(valeur)
        return accorder(valeur, self.value, "mois" if self is Unite.MOIS else "")


class Famille(StrEnum):
    SESSIONS = "Sessions de certification"
    DEMANDES = "Demandes"
    COMPTES = "Comptes"
    CONSERVATION = "Durées de conservation"
    TECHNIQUE = "Fonctionnement"


@dataclass(frozen=True, slots=True)
class Delai:
    """A number the INRS may change between two bounds. `a_confirmer`: plausible, not confirmed by the INRS."""

    famille: Famille
    code: str
    libelle: str
    unite: Unite
    defaut: int
    minimum: int
    maximum: int
    a_confirmer: bool = False


class Genre(StrEnum):
    """What a short text holds: a date is written 2026-03-12."""

    LIBRE = "libre"
    EMAIL = "e-mail"
    ADRESSE = "adresse"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Texte:
    """A short text the INRS may change; empty by default unless said, and then it may not be emptied."""

    code: str
    libelle: str
    genre: Genre = Genre.LIBRE
    defaut: str = ""
    choix: tuple[str, ...] = ()


_J, _M, _N, _H, _A = Unite.JOURS, Unite.MOIS, Unite.NOMBRE, Unite.HEURES, Unite.ANNEES

# code, label, unit, default, lowest, highest, and True when the value is plausible but not confirmed
_Ligne = tuple[str, str, Unite, int, int, int] | tuple[str, str, Unite, int, int, int, bool]
_DELAIS: dict[Famille, tuple[_Ligne, ...]] = {
    Famille.SESSIONS: (  # [SES-17, SES-38, 04-events]
        ("session_stagiaires_max", "Nombre maximal de stagiaires par session", _N, 50, 10, 200, True),
        ("stagiaire_age_eleve", "Âge au-delà duquel une date de naissance est signalée", _A, 80, 65, 100),
        ("session_avertissement_1", "Suppression d’une session\u00a0: premier avertissement, avant", _J, 60, 45, 80),
        ("session_avertissement_2", "Suppression d’une session\u00a0: deuxième avertissement, avant", _J, 30, 10, 44),
        ("session_avertissement_3", "Suppression d’une session\u00a0: dernier avertissement, avant", _J, 7, 1, 9),
        ("formateur_relance_1", "Contrôle en attente\u00a0: première relance du formateur", _J, 7, 1, 9),
        ("formateur_relance_2", "Contrôle en attente\u00a0: relance du formateur et du déclarant", _J, 14, 10, 30),
        ("telechargement_rappel", "Fichiers jamais téléchargés\u00a0: rappel avant suppression", _J, 5, 1, 14),
    ),
    Famille.DEMANDES: (  # [DEM-10, DEM-21]
        ("complements_attente", "Compléments\u00a0: durée d’attente", _M, 3, 1, 12, True),
        ("complements_rappel_1", "Compléments\u00a0: premier rappel, avant la limite", _J, 30, 15, 60, True),
        ("complements_rappel_2", "Compléments\u00a0: second rappel, avant la limite", _J, 7, 1, 14, True),
        ("brouillon_abandonne", "Brouillon sans modification\u00a0: suppression après", _M, 12, 3, 24),
        ("brouillon_avertissement", "Brouillon sans modification\u00a0: avertissement, avant", _J, 30, 7, 60),
        ("duree_usuelle_dossiers", "Durée usuelle d’une phase\u00a0: nombre de dossiers nécessaires", _N, 20, 5, 200),
        ("duree_usuelle_recul", "Durée usuelle d’une phase\u00a0: période observée", _M, 24, 6, 60),
    ),
    Famille.COMPTES: (  # [ACC-19, RGP-05, RGP-06, RGP-11]
        ("formateur_avertissement_1", "Compte formateur\u00a0: premier avertissement, avant", _J, 60, 60, 120),
        ("formateur_avertissement_2", "Compte formateur\u00a0: second avertissement, avant", _J, 15, 7, 45),
        ("demandeur_inactif", "Compte demandeur inactif\u00a0: suppression après", _M, 12, 6, 36),
        ("demandeur_avertissement", "Compte demandeur inactif\u00a0: avertissement, avant", _J, 30, 7, 90),
        ("sans_profil_suppression", "Compte sans profil\u00a0: suppression après", _M, 12, 3, 36, True),
        (
            "sans_profil_avertissement_1",
            "Compte sans profil\u00a0: premier avertissement, avant",
            _J,
            60,
            60,
            120,
            True,
        ),
        ("sans_profil_avertissement_2", "Compte sans profil\u00a0: second avertissement, avant", _J, 15, 7, 45, True),
        ("reseau_sans_role", "Compte du réseau sans rôle\u00a0: suppression après", _M, 6, 1, 24, True),
        ("successeur_contestation", "Successeur nommé\u00a0: accès maintenu aux anciens pour contester", _J, 15, 7, 60),
        ("jeton_rappel", "Jeton d’API\u00a0: rappel avant la fin", _J, 30, 7, 90),
    ),
    Famille.CONSERVATION: (  # [RGP-02, RGP-07, RGP-11]
        ("journal_conservation", "Journal", _M, 12, 6, 36),
        ("demande_apres_habilitation", "Demandes et lettres, après la fin de l’habilitation", _M, 12, 0, 60, True),
        ("demande_refusee", "Demandes refusées ou classées", _M, 24, 6, 60, True),
        ("ticket_conservation", "Messages à l’assistance, après leur clôture", _M, 12, 1, 36, True),
        ("notification_conservation", "Notifications dans l’application", _M, 12, 1, 36, True),
        ("courriel_corps", "Corps des e-mails envoyés", _J, 30, 1, 90, True),
        ("import_fichiers", "Fichiers d’import", _H, 24, 1, 72, True),
        ("registre_apres_validite", "Registre des certificats, après la fin de validité", _M, 12, 0, 120, True),
        ("registre_sans_fin", "Registre des certificats sans fin de validité", _A, 10, 1, 50, True),
        ("sauvegarde_conservation", "Sauvegardes", _J, 30, 1, 90, True),
    ),
    Famille.TECHNIQUE: (  # [RGP-09, RGP-13, API-03]
        ("purge_facteur", "Purge anormale\u00a0: multiple de la médiane de 28 nuits", _N, 3, 2, 20, True),
        ("purge_seuil", "Purge anormale\u00a0: nombre de lignes à dépasser", _N, 500, 50, 100000, True),
        ("purge_arret", "Purge arrêtée\u00a0: durée maximale", _H, 72, 1, 72),
        ("api_par_minute", "Appels d’API par jeton et par minute", _N, 60, 10, 600, True),
    ),
}

DELAIS: dict[str, Delai] = {ligne[0]: Delai(famille, *ligne) for famille, lignes in _DELAIS.items() for ligne in lignes}

_TEXTES = (
    Texte("assistance_telephone", "Téléphone de l’assistance"),
    Texte("assistance_horaires", "Horaires de l’assistance"),
    Texte("assistance_email", "E-mail de l’assistance", Genre.EMAIL),
    Texte("expediteur_email", "Expéditeur des e-mails", Genre.EMAIL),
    Texte("forprev1_adresse", "Adresse de Forprev 1", Genre.ADRESSE),
    Texte("forprev1_dernier_jour", "Dernier jour d’affichage du lien vers Forprev 1", Genre.DATE),
    Texte("reprise_date", "Date de la reprise", Genre.DATE, "2023-01-01"),
    Texte("habilitation_suffixe", "Deux derniers chiffres des numéros d’habilitation", Genre.LIBRE, "00"),
    Texte(
        "accessibilite",
        "Accessibilité",
        Genre.LIBRE,
        "non conforme",
        ("non conforme", "partiellement conforme", "totalement conforme"),
    ),
)

TEXTES: dict[str, Texte] = {texte.code: texte for texte in _TEXTES}
