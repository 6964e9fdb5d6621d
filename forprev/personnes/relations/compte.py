"""The account itself: what the export shows of it, and the fields it keeps silent, each with why."""

from forprev.personnes.relations.declaration import Montre

COMPTE: Montre = (
    ("N°\u00a0Forprev", "numero"),
    ("Nom", "nom"),
    ("Prénom", "prenom"),
    ("Date de naissance", "date_naissance"),
    ("E-mail", "email"),
    ("Compte créé le", "creee_le"),
    ("Compte actif", "is_active"),
    ("Contesté le", "conteste_le"),
    ("Première connexion faite le", "premiere_connexion_le"),
    ("Dernière connexion", "last_login"),
    ("Caisse de rattachement", "caisse_rattachement__nom"),
    ("INRS (hors caisse)", "hors_caisse"),
    ("Dernier profil choisi", "profil_retenu"),
)
COMPTE_TAIT: dict[str, str] = {
    "id": "clé interne",
    "password": "secret, gardé sous forme d’empreinte",
    "nom_cle": "redit le nom, pour la recherche",
    "prenom_cle": "redit le prénom, pour la recherche",
    "nom_tri": "redit le nom, pour le tri",
    "ouvert_par": "décrit une autre personne",
    "jeton_generation": "compteur technique des liens de mot de passe",
    "generation_connexions": "compteur technique des connexions",
}
