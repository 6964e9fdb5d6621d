"""An event, or the events of a day, written as a mail: plain text and HTML, from the shared templates."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string

from forprev.communication.models import Notification
from forprev.communication.notifications import Evenement
from forprev.communication.states import CASES, Categorie
from forprev.comptes.states import libelle_de_code
from forprev.socle.text import accorder, enumerer

PREFIXE = "[FORPREV] "
CHEMIN_PREFERENCES = "/mon-profil/notifications/"


@dataclass(frozen=True, slots=True)
class Courrier:
    sujet: str
    texte: str
    html: str


def rediger(evenement: Evenement, profil_code: str) -> Courrier:
    """The mail of `evenement` to someone told under `profil_code`; its link carries that profile [ACC-22].

    Outside category C it says why it came and how to stop it [NOT-06].
    """
    sujet = PREFIXE + evenement.sujet()
    second = evenement.second_lien_courriel()
    contexte = {
        "sujet": sujet,
        "paragraphes": evenement.texte(),
        "lien": _adresse(evenement, profil_code),
        "libelle_lien": evenement.libelle_lien,
        "second_lien": f"{settings.SITE_URL}{second.chemin}" if second else "",
        "libelle_second_lien": second.libelle if second else "",
        "case": CASES.get(evenement.categorie, ""),
        "profil": libelle_de_code(profil_code),
        "preferences": settings.SITE_URL + CHEMIN_PREFERENCES,
    }
    return Courrier(
        sujet=sujet,
        texte=render_to_string("courriers/evenement.txt", contexte).strip() + "\n",
        html=render_to_string("courriers/evenement.html", contexte),
    )


def rediger_quotidien(lignes: Sequence[Notification]) -> Courrier:
    """The one mail of a day, in the order in which things were told [NOT-07]; it says why it came and how to stop it
    [NOT-06]."""
    sujet = f"{PREFIXE}{accorder(len(lignes), 'message')} pour vous"
    cases = enumerer(sorted({f"«\u202f{CASES[Categorie(ligne.categorie)]}\u202f»" for ligne in lignes}))
    contexte = {
        "sujet": sujet,
        "introduction": "Voici ce qui vous a été signalé dans Forprev depuis le dernier e-mail quotidien.",
        "lignes": [_ligne(ligne) for ligne in lignes],
        "pourquoi": "Vous recevez un seul e-mail par jour, comme vous l’avez choisi, pour ce qui est coché dans vos "
        f"préférences de notifications par e-mail\u00a0: {cases}.",
        "preferences": settings.SITE_URL + CHEMIN_PREFERENCES,
    }
    return Courrier(
        sujet=sujet,
        texte=render_to_string("courriers/quotidien.txt", contexte).strip() + "\n",
        html=render_to_string("courriers/quotidien.html", contexte),
    )


def _ligne(ligne: Notification) -> dict[str, Any]:
    return {
        "titre": ligne.titre,
        "paragraphes": ligne.texte.split("\n\n"),
        "lien": _avec_profil(ligne.lien, ligne.profil),
        "libelle_lien": ligne.libelle_lien,
    }


def _adresse(evenement: Evenement, profil_code: str) -> str:
    if particulier := evenement.lien_courriel():
        return f"{settings.SITE_URL}{particulier}"
    return _avec_profil(evenement.lien(), profil_code)


def _avec_profil(chemin: str, profil_code: str) -> str:
    """The whole address, which carries the profile that the person was told under [ACC-22]."""
    if not chemin or not profil_code:
        return f"{settings.SITE_URL}{chemin}" if chemin else ""
    base, diese, ancre = chemin.partition("#")
    separateur = "&" if "?" in base else "?"
    return f"{settings.SITE_URL}{base}{separateur}{urlencode({'profil': profil_code})}{diese}{ancre}"
