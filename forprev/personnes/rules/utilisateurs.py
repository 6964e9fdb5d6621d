"""Who may be added to an entity, and with which role."""

from datetime import date

from forprev.comptes.rules import raisons_date_naissance
from forprev.comptes.states import PROFILS_ENTITE, Profil
from forprev.entites.rules import raisons_lien
from forprev.socle.raisons import Raison
from forprev.socle.text import cle, cle_de_tri

# What a compatibility character may become once compared (« ﷺ » is 18 letters) must still fit in its key.
CLE_AU_PLUS = 200


def raisons_identite(*, nom: str, prenom: str, date_naissance: date, le: date) -> list[Raison]:
    """Refuse a name without any letter, or an impossible birth date, before a person is created [ACC-10, SES-38]."""
    return [
        *_raisons_nom("nom", nom, "le nom"),
        *_raisons_nom("prenom", prenom, "le prénom"),
        *raisons_date_naissance(date_naissance, le=le),
    ]


def _raisons_nom(champ: str, valeur: str, mot: str) -> list[Raison]:
    if not cle(valeur):
        return [Raison("nom_sans_lettre", f"Écrivez {mot} avec des lettres.", champ)]
    if max(len(cle(valeur)), len(cle_de_tri(valeur))) > CLE_AU_PLUS:
        return [Raison("nom_trop_long", f"Écrivez {mot} plus simplement\u00a0: il est trop long.", champ)]
    return []


def raisons_homonymes(*, exactes: int) -> list[Raison]:
    """Ask for the N° Forprev when several people match the triplet exactly [ACC-29]."""
    if exactes < 2:
        return []
    texte = (
        "Plusieurs personnes portent ces nom, prénom et date de naissance\u00a0: indiquez le N°\u00a0Forprev de celle "
        "que vous ajoutez. Elle le trouve dans son profil\u00a0; si elle n’a pas de compte, écrivez à l’assistance."
    )
    return [Raison("homonymes", texte, "numero")]


def raisons_designation(*, trouvee: bool, par_numero: bool) -> list[Raison]:
    """Refuse a number, or a proposal, whose birth date is not the one typed [ACC-23]."""
    if trouvee:
        return []
    if not par_numero:
        texte = "La date de naissance saisie n’est pas celle de cette personne\u00a0: vérifiez-la."
        return [Raison("naissance_differente", texte, "date_naissance")]
    texte = "Aucune personne ne porte ce N°\u00a0Forprev avec cette date de naissance\u00a0: vérifiez les deux."
    return [Raison("numero_inconnu", texte, "numero")]


def raisons_compte(*, actif: bool) -> list[Raison]:
    """Refuse somebody whose account is frozen or closed [ACC-20]."""
    if actif:
        return []
    texte = (
        "Le compte de cette personne n’est pas utilisable pour le moment\u00a0: demandez-lui d’écrire à l’assistance."
    )
    return [Raison("compte_inactif", texte)]


def raisons_role(role: str, *, habilitations: int, lien: bool) -> list[Raison]:
    """Refuse a role that an entity does not give; a délégataire without habilitation or without the legal link
    [ACC-12]."""
    if role not in PROFILS_ENTITE:
        return [Raison("role_absent", "Choisissez Gestionnaire ou Délégataire.", "role")]
    if role == Profil.GESTIONNAIRE:
        return []
    texte = "Rattachez au moins une habilitation\u00a0: un délégataire ne déclare des sessions que sur celles-là."
    sans = [] if habilitations else [Raison("sans_habilitation", texte, "habilitations")]
    return [*sans, *raisons_lien(declare=lien)]
