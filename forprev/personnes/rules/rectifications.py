"""What an identity may become."""

import unicodedata
from datetime import date

from forprev.comptes.rules import Triplet, raisons_date_naissance
from forprev.socle.raisons import Raison


def raisons_identite(voulue: Triplet, *, le: date) -> list[Raison]:
    """Refuse a name without letters or with signs, and a birth date in the future or over 100 years ago [ACC-07]."""
    return [
        *raisons_nom(voulue.nom, champ="nom"),
        *raisons_nom(voulue.prenom, champ="prenom"),
        *raisons_date_naissance(voulue.date_naissance, le=le),
    ]


def raisons_nom(mot: str, *, champ: str) -> list[Raison]:
    """Letters of any script, their marks, spaces, hyphens and apostrophes make a name; pictures and symbols do not."""
    if not any(lettre.isalpha() for lettre in mot):
        return [Raison("sans_lettre", "Écrivez au moins une lettre.", champ)]
    if any(unicodedata.category(lettre).startswith("S") for lettre in mot):
        texte = "Ce nom contient un symbole ou un dessin\u00a0: n’écrivez que ce qui figure sur la pièce d’identité."
        return [Raison("symbole", texte, champ)]
    return []


def raisons_changement(actuelle: Triplet, voulue: Triplet) -> list[Raison]:
    """Refuse to correct nothing; a capital or an accent is something [ACC-07]."""
    if actuelle != voulue:
        return []
    texte = "Rien ne change\u00a0: ces nom, prénom et date de naissance sont déjà ceux de votre compte."
    return [Raison("rien_ne_change", texte)]


def raisons_depot(*, deja_ouverte: bool) -> list[Raison]:
    """One open request at a time: a later one joins it [ACC-07]."""
    if not deja_ouverte:
        return []
    texte = "Une demande de rectification est déjà en cours\u00a0: complétez-la, ou retirez-la pour en faire une autre."
    return [Raison("rectification_ouverte", texte)]


def raisons_motif(motif: str, *, champ: str = "motif") -> list[Raison]:
    """A request says why, and so does a refusal."""
    return [] if motif.strip() else [Raison("motif_absent", "Dites pourquoi, en une phrase au moins.", champ)]


def raisons_de_repondre(*, assistance: bool, la_sienne: bool) -> list[Raison]:
    """The assistance alone answers, and nobody answers their own request [ACC-07]."""
    if not assistance:
        return [Raison("reponse_interdite", "Seule l’assistance répond à cette demande.")]
    if la_sienne:
        texte = "C’est votre propre demande\u00a0: une autre personne de l’assistance doit y répondre."
        return [Raison("sa_propre_demande", texte)]
    return []
