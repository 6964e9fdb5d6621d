"""The forms of a page, read from its HTML: what an attacker sees of it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from tests.maison.droits import ENVOIS
from tests.maison.droits.lecture import LIGNES, adresse
from tests.maison.monde import Monde

# One line an address: the owner changes what is seen, not how the address reads what it is sent.
DISTINCTES = list({ligne.nom: ligne for ligne in reversed(LIGNES)}.values())[::-1]
TYPES_SANS_VALEUR = ("submit", "button", "reset", "image", "file")


@dataclass
class Formulaire:
    """One form: where it is sent, how, and its controls as the page filled them."""

    action: str
    methode: str
    champs: dict[str, str] = field(default_factory=dict)
    libres: set[str] = field(default_factory=set)
    fichiers: set[str] = field(default_factory=set)

    @property
    def cle(self) -> tuple[str, str, frozenset[str]]:
        """Two forms of one shape (another number in the address) are one form to attack."""
        chemin = "/".join("n" if mot.isdigit() else mot for mot in urlsplit(self.action).path.split("/"))
        return chemin, self.methode, frozenset(self.champs) | self.fichiers


class _Lecteur(HTMLParser):
    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.formulaires, self.options = page, [], []
        self.ouvert: Formulaire | None = None
        self.liste = ""
        self.texte = ""

    def handle_starttag(self, balise: str, attributs: list[tuple[str, str | None]]) -> None:
        lus = {nom: valeur or "" for nom, valeur in attributs}
        if balise == "form":
            action = lus.get("action") or self.page
            self.ouvert = Formulaire(action, lus.get("method", "get").lower())
            self.formulaires.append(self.ouvert)
        elif self.ouvert is not None:
            self._controle(balise, lus)

    def _controle(self, balise: str, lus: Mapping[str, str]) -> None:
        assert self.ouvert is not None
        nom, genre = lus.get("name", ""), lus.get("type", "text")
        if balise == "option" and self.liste:
            if "selected" in lus or self.liste not in self.ouvert.champs:
                self.ouvert.champs[self.liste] = lus.get("value", "")
        elif not nom or "disabled" in lus:
            return
        elif balise == "select":
            self.liste = nom
        elif balise == "textarea":
            self.ouvert.champs[nom] = ""
            self.ouvert.libres.add(nom)
        elif balise in ("input", "button"):
            self._saisie(nom, genre if balise == "input" else "submit", lus)

    def _saisie(self, nom: str, genre: str, lus: Mapping[str, str]) -> None:
        assert self.ouvert is not None
        if genre == "file":
            self.ouvert.fichiers.add(nom)
        elif genre in ("radio", "checkbox"):
            if "checked" in lus or nom not in self.ouvert.champs:
                self.ouvert.champs[nom] = lus.get("value", "on")
        elif genre == "submit":
            self.ouvert.champs.setdefault(nom, lus.get("value", ""))
        elif genre not in TYPES_SANS_VALEUR:
            self.ouvert.champs[nom] = lus.get("value", "")
            if genre != "hidden":
                self.ouvert.libres.add(nom)

    def handle_endtag(self, balise: str) -> None:
        if balise == "form":
            self.ouvert = None
        elif balise == "select":
            self.liste = ""


def lire_formulaires(page: str, html: str) -> list[Formulaire]:
    """The forms of the page at the address `page`."""
    lecteur = _Lecteur(page)
    lecteur.feed(html)
    return lecteur.formulaires


def pages(client: Client, monde: Monde, profil: str) -> Iterator[tuple[str, HttpResponseBase]]:
    """Every page of the matrix that opens for this profile, with its address; what reading writes is undone."""
    ouvertes = {ligne.nom: ligne for ligne in reversed(LIGNES) if ligne.statuts[profil] == 200}
    for ligne in ouvertes.values():
        if ligne.nom in ENVOIS:
            continue
        chemin = adresse(ligne, monde)
        with transaction.atomic():
            reponse = client.get(chemin)
            transaction.set_rollback(True)
        if reponse.status_code == 200:
            yield chemin, reponse


def formulaires_ouverts(client: Client, monde: Monde, profil: str) -> list[Formulaire]:
    """Every form that this profile is shown, one of each shape; leaving is not one of them."""
    trouves: dict[tuple[str, str, frozenset[str]], Formulaire] = {}
    for chemin, reponse in pages(client, monde, profil):
        if not reponse["Content-Type"].startswith("text/html"):
            continue
        for formulaire in lire_formulaires(chemin, reponse.content.decode()):
            if "deconnexion" not in formulaire.action and "/galerie/" not in formulaire.action:
                trouves.setdefault(formulaire.cle, formulaire)
    return list(trouves.values())


def envoyer(client: Client, formulaire: Formulaire, donnees: Mapping[str, object], **suite: object) -> HttpResponseBase:
    """Send the form with these values, as its page would."""
    methode = client.post if formulaire.methode == "post" else client.get
    return methode(formulaire.action, donnees, **suite)
