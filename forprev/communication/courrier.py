"""An event written as a mail: plain text and HTML, from the shared templates."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.conf import settings
from django.template.loader import render_to_string

from forprev.communication.notifications import Evenement
from forprev.communication.states import CASES
from forprev.comptes.states import libelle_de_code

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


def _adresse(evenement: Evenement, profil_code: str) -> str:
    if particulier := evenement.lien_courriel():
        return f"{settings.SITE_URL}{particulier}"
    chemin = evenement.lien()
    if not chemin or not profil_code:
        return f"{settings.SITE_URL}{chemin}" if chemin else ""
    base, diese, ancre = chemin.partition("#")
    separateur = "&" if "?" in base else "?"
    return f"{settings.SITE_URL}{base}{separateur}{urlencode({'profil': profil_code})}{diese}{ancre}"
