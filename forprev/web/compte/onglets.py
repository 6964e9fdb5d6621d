"""The tabs of *Mon profil*, each a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Onglet:
    """A tab: its label and the name of its address."""

    libelle: str
    adresse: str


ONGLETS = (
    Onglet("Informations", "mon_profil"),
    Onglet("Notifications", "mon_profil_notifications"),
    Onglet("Mot de passe", "mon_profil_mot_de_passe"),
    Onglet("Double authentification", "second_facteur"),
    Onglet("Connexions", "mon_profil_connexions"),
    Onglet("Mes données", "mon_profil_donnees"),
)
