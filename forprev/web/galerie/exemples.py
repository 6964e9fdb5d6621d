"""The invented data of the gallery."""

from datetime import date
from types import SimpleNamespace
from typing import Any

NOMS = frozenset({"session", "formateur", "tableau-de-bord", "public", "confirmation"})

MOIS = [
    {"libelle": libelle, "valeur": valeur}
    for libelle, valeur in [
        ("mars", 44), ("avr.", 60), ("mai", 54), ("juin", 92), ("juil.", 25),
        ("août", 14), ("sept.", 74), ("oct.", 83), ("nov.", 67),
    ]
]  # fmt: skip

STAGIAIRES = [
    {"rang": 1, "nom": "FERREIRA", "prenom": "Régine", "naissance": date(1977, 4, 6), "resultat": "REUSSITE"},
    {"rang": 2, "nom": "FONTAINE", "prenom": "Myriam", "naissance": date(1978, 3, 15), "resultat": "REUSSITE"},
    {"rang": 3, "nom": "JÉGOU", "prenom": "Pierre", "naissance": date(1964, 2, 18), "resultat": "ECHEC"},
    {"rang": 4, "nom": "N’GUYEN-LE GOFF", "prenom": "Anne-Laure", "naissance": date(1992, 2, 29), "resultat": ""},
]

_ETATS = [
    ("En cours de saisie", "neutre", "crayon"),
    ("En cours de validation Formateur", "info", "horloge"),
    ("Retour du formateur", "attention", "retour"),
    ("En cours de validation Entité", "accent", "fleche-droite"),
    ("Génération en cours", "info", "cycle"),
    ("Certificats générés", "succes", "succes"),
    ("Clôturée sans certificat", "neutre", "interdit"),
]
_COULEURS = ["#c2185b", "#1565c0", "#2e7d32", "#6a1b9a", "#ef6c00"]


def sessions(nombre: int) -> list[dict[str, Any]]:
    """That many lines of a list of sessions, in every state."""
    return [
        {
            "numero": 125 + rang,
            "dispositif": ["SST / 1", "Prap-2S / 1", "Catec / 1", "SST / 2"][rang % 4],
            "couleur": _COULEURS[rang % 5],
            "entite": "MAIRIE DE VANVES" if rang % 3 else "ASSOCIATION DÉPARTEMENTALE DE FORMATION ET DE PRÉVENTION",
            "fin": date(2026, 11, 1 + rang % 28),
            "par": "Alice Ferreira",
            "etat": _ETATS[rang % 7][0],
            "ton": _ETATS[rang % 7][1],
            "icone": _ETATS[rang % 7][2],
        }
        for rang in range(nombre)
    ]


def _entree(libelle: str, url: str, actif: str, compteur: int | None = None) -> SimpleNamespace:
    return SimpleNamespace(libelle=libelle, url=url, compteur=compteur, actif=url == actif)


def coquille(actif: str, profil: str = "Gestionnaire", entite: str = "MAIRIE DE VANVES") -> SimpleNamespace:
    """What the context processor gives to the shell."""
    groupes: list[tuple[str, list[tuple[str, str, int | None]]]] = [
        ("", [("Tableau de bord", "/galerie/exemples/tableau-de-bord/", None)]),
        ("Mon entité", [("Informations", "/mon-entite/", None)]),
        ("Habilitation", [("Actives", "/habilitations/", None)]),
        ("Certification", [("En cours", "/certification/", None), ("À traiter", "/galerie/exemples/session/", 3)]),
        ("Demandes", [("En cours", "/demandes/", None), ("À traiter", "/demandes/a-traiter/", 1)]),
        ("Utilisateurs", [("Rechercher", "/utilisateurs/", None)]),
        ("Suivi", [("Statistiques", "/statistiques/", None), ("Documents", "/documents/", None)]),
        ("Aide & assistance", [("FAQ / Contact support", "/aide/", None), ("Galerie", "/galerie/", None)]),
    ]
    return SimpleNamespace(
        connecte=True,
        profil_libelle=profil,
        entite=entite,
        prenom="Alice",
        nb_profils=2,
        menu=[
            SimpleNamespace(titre=titre, entrees=[_entree(mot, url, actif, n) for mot, url, n in entrees])
            for titre, entrees in groupes
        ],
        accessibilite="Accessibilité\u00a0: non conforme",
        demo=True,
        avertissement="",
    )


def contexte(nom: str) -> dict[str, Any]:
    """The context of one sketch."""
    profil = {"formateur": ("Formateur", "")}.get(nom, ("Gestionnaire", "MAIRIE DE VANVES"))
    coque = coquille(f"/galerie/exemples/{nom}/", *profil)
    coque.connecte = nom != "public"
    return {
        "coquille": coque,
        "stagiaires": STAGIAIRES,
        "mois": MOIS,
        "jour": date(2026, 11, 20),
        "echeances": [date(2026, 11, 24), date(2027, 1, 12), date(2027, 3, 10), date(2027, 6, 16)],
    }
