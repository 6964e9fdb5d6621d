"""The accounts of the demonstration: one per profile, who they are, in a line each."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CompteDemo:
    numero: str
    profil: str
    presentation: str


COMPTES = (
    CompteDemo(
        "GES00001",
        "Gestionnaire",
        "Dirige le compte de la Mairie de Vanves : toutes ses sessions, dans tous les états.",
    ),
    CompteDemo(
        "DEL00001", "Délégataire", "Déclare des sessions SST 1 et Catec 1 pour le centre technique de la même mairie."
    ),
    CompteDemo("FOR00001", "Formateur", "Contrôle les sessions qu’il a animées : SST, Catec, amiante."),
    CompteDemo(
        "CUM00001", "Gestionnaire et formateur", "Dirige Formation Guy et y anime des sessions : change de profil."
    ),
    CompteDemo("INS00001", "Instructeur", "Instruit les demandes de la Cramif et suit ses sessions, en Île-de-France."),
    CompteDemo("ADM00001", "Administrateur INRS", "Tient les données de référence : modèles, délais, signataires."),
    CompteDemo(
        "CNH00001",
        "Commission nationale",
        "Décide dans ses séances : l’ordre du jour, les décisions, les courriers.",
    ),
    CompteDemo(
        "AST00001",
        "Assistance",
        "Retrouve une personne, corrige son identité, réunit deux numéros, répond aux messages.",
    ),
    CompteDemo("DEM00001", "Demandeur", "Crée une nouvelle entité et dépose sa première demande."),
)
