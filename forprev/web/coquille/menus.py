"""The left menu of each profile, as the specification lists it.

An entry names the address it leads to; while that address does not exist, the entry is not shown. A house test keeps
the list of those that are still to come.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse

from forprev.comptes.states import Profil


@dataclass(frozen=True, slots=True)
class Entree:
    """A line of the menu: its label, the name of its address, and the counter it carries, if any."""

    libelle: str
    adresse: str
    compte: str = ""


@dataclass(frozen=True, slots=True)
class Rubrique:
    """Entries under a title; without title, they stand alone."""

    entrees: Sequence[Entree]
    titre: str = ""


@dataclass(frozen=True, slots=True)
class Lien:
    """An entry ready to be drawn. `compteur` is None when the entry carries none."""

    libelle: str
    url: str
    actif: bool
    compteur: int | None


@dataclass(frozen=True, slots=True)
class Groupe:
    titre: str
    entrees: list[Lien]


SESSIONS = "sessions"
DEMANDES = "demandes"
INSTRUCTION = "instruction"
RECTIFICATIONS = "rectifications"
CONTACTS = "contacts"

TABLEAU_DE_BORD = Entree("Tableau de bord", "tableau_de_bord")
MON_ENTITE = Entree("Mon entité", "mon_entite")
STATISTIQUES = Entree("Statistiques", "statistiques")
DOCUMENTS = Entree("Documents", "documents")
CERTIFICATS = Entree("Certificats", "certificats")
HABILITATIONS_RESEAU = Entree("Habilitations", "reseau_habilitations")

HABILITATION = Rubrique([Entree("Actives", "habilitations")], "Habilitation")
CERTIFICATION = Rubrique(
    [
        Entree("En cours", "certification_en_cours"),
        Entree("À traiter", "certification_a_traiter", SESSIONS),
    ],
    "Certification",
)
LES_DEMANDES = Rubrique(
    [
        Entree("En cours", "demandes_en_cours"),
        Entree("À traiter", "demandes_a_traiter", DEMANDES),
    ],
    "Demandes",
)
UTILISATEURS = Rubrique([Entree("Rechercher", "utilisateurs")], "Utilisateurs")
AIDE = Rubrique(
    [
        Entree("FAQ / Contact support", "aide_faq"),
        Entree("Manuels d’utilisation", "aide_manuels"),
    ],
    "Aide & assistance",
)
INFORMATIONS = Rubrique(
    [
        Entree("Mentions légales & CGU", "mentions_legales"),
        Entree("Politique de protection des données", "donnees_personnelles"),
    ],
    "Informations",
)

_RESEAU = [
    Rubrique([TABLEAU_DE_BORD]),
    Rubrique(
        [
            Entree("À instruire", "instruction_a_instruire", INSTRUCTION),
            Entree("Toutes", "instruction"),
        ],
        "Demandes",
    ),
    Rubrique(
        [
            Entree("Agenda des sessions", "agenda"),
            Entree("Entités", "reseau_entites"),
            HABILITATIONS_RESEAU,
            Entree("Formateurs", "reseau_formateurs"),
            Entree("Messages ciblés", "messages"),
            STATISTIQUES,
            DOCUMENTS,
        ]
    ),
]

MENUS: dict[Profil, list[Rubrique]] = {
    Profil.GESTIONNAIRE: [
        Rubrique([TABLEAU_DE_BORD, MON_ENTITE]),
        HABILITATION,
        CERTIFICATION,
        LES_DEMANDES,
        UTILISATEURS,
        Rubrique([STATISTIQUES, DOCUMENTS]),
    ],
    Profil.DELEGATAIRE: [Rubrique([TABLEAU_DE_BORD]), HABILITATION, CERTIFICATION, Rubrique([DOCUMENTS])],
    Profil.DEMANDEUR: [Rubrique([TABLEAU_DE_BORD]), LES_DEMANDES],
    Profil.FORMATEUR: [Rubrique([TABLEAU_DE_BORD]), CERTIFICATION, Rubrique([CERTIFICATS, DOCUMENTS])],
    Profil.SANS_PROFIL: [Rubrique([TABLEAU_DE_BORD, CERTIFICATS])],
    Profil.INSTRUCTEUR: _RESEAU,
    Profil.COMMISSION: [
        Rubrique(
            [
                TABLEAU_DE_BORD,
                Entree("Séances", "seances"),
                Entree("Demandes", "instruction"),
                HABILITATIONS_RESEAU,
                STATISTIQUES,
            ]
        )
    ],
    Profil.INRS: [
        *_RESEAU,
        Rubrique(
            [
                Entree("Référentiel", "referentiel"),
                Entree("FAQ et manuels", "faq_et_manuels"),
                Entree("Comptes", "comptes"),
                Entree("Journal", "journal"),
                Entree("Purges", "purges"),
                Entree("Tâches de fond", "taches"),
            ],
            "Administration",
        ),
    ],
    Profil.ASSISTANCE: [
        Rubrique(
            [
                Entree("Comptes", "comptes"),
                Entree("Rectifications", "rectifications", RECTIFICATIONS),
                Entree("Doublons", "doublons"),
                Entree("Contacts", "contacts", CONTACTS),
                Entree("E-mails envoyés", "courriels"),
            ]
        )
    ],
}


def menu(profil: Profil, chemin: str, comptes: dict[str, int]) -> list[Groupe]:
    """The menu of `profil` at the address `chemin`; `comptes` gives the counters, by their name.

    The entry that leads nearest to the present address is the active one.
    """
    rubriques = [*MENUS[profil], AIDE, INFORMATIONS]
    presentes = {e: url for r in rubriques for e in r.entrees if (url := adresse_de(e)) is not None}
    ici = max((url for url in presentes.values() if chemin.startswith(url)), key=len, default="")
    return [
        Groupe(rubrique.titre, [_lien(e, presentes[e], ici, comptes) for e in rubrique.entrees if e in presentes])
        for rubrique in rubriques
        if any(e in presentes for e in rubrique.entrees)
    ]


def _lien(entree: Entree, url: str, ici: str, comptes: dict[str, int]) -> Lien:
    compteur = comptes.get(entree.compte, 0) if entree.compte else None
    return Lien(entree.libelle, url, url == ici, compteur)


def adresse_de(entree: Entree) -> str | None:
    """Where the entry leads; None while its page does not exist."""
    try:
        return reverse(entree.adresse)
    except NoReverseMatch:
        return None
