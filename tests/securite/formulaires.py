"""The forms of a page, read from its HTML: what an attacker sees of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

from django.db import transaction
from django.http import HttpResponseBase
from django.test import Client

from tests.maison.droits import ENVOIS
from tests.maison.droits.lecture import LIGNES, Ligne, adresse
from tests.maison.monde import Monde

# One line an address: the owner changes what is seen, not how the address reads what it is sent.
DISTINCTES = list({ligne.nom: ligne for ligne in reversed(LIGNES)}.values())[::-1]
# Who is shown much the same: one of them is enough to attack a page.
SANS_PROFIL = "sans-profil"
GROUPES = {
    "visiteur": ["visiteur"],
    SANS_PROFIL: [SANS_PROFIL],
    "entite": ["gestionnaire", "delegataire", "demandeur"],
    "formateur": ["formateur"],
    "reseau": ["inrs", "assistance", "instructeur", "commission"],
}
A_PART = ("visiteur", SANS_PROFIL)
ClientDe = Callable[..., Client]
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


def pages(monde: Monde, client_de: ClientDe, groupe: str) -> Iterator[tuple[Client, str, HttpResponseBase]]:
    """Every page that opens for the group, under the first of its profiles that opens it; each reading is undone.

    Pages open to whoever is signed in are left to the group without profile, but for the one that differs for all.
    """
    clients = {profil: client_de(monde.acteurs[profil], raise_request_exception=False) for profil in GROUPES[groupe]}
    for profil, ligne in _ouvertes(groupe):
        chemin = adresse(ligne, monde)
        with transaction.atomic():
            reponse = clients[profil].get(chemin)
            transaction.set_rollback(True)
        if reponse.status_code == 200:
            yield clients[profil], chemin, reponse


def _ouvertes(groupe: str) -> list[tuple[str, Ligne]]:
    trouvees: dict[str, tuple[str, Ligne]] = {}
    for profil in GROUPES[groupe]:
        for ligne in LIGNES:
            a_tous = ligne.statuts[SANS_PROFIL] == 200 and ligne.nom != "tableau_de_bord" and groupe not in A_PART
            if ligne.statuts[profil] == 200 and ligne.nom not in ENVOIS and not a_tous:
                trouvees.setdefault(ligne.nom, (profil, ligne))
    return list(trouvees.values())


def formulaires_ouverts(monde: Monde, client_de: ClientDe, groupe: str) -> list[tuple[Client, Formulaire]]:
    """Every form that the group is shown, one of each shape, with who is shown it; leaving is not one of them."""
    trouves: dict[tuple[str, str, frozenset[str]], tuple[Client, Formulaire]] = {}
    for client, chemin, reponse in pages(monde, client_de, groupe):
        if not reponse["Content-Type"].startswith("text/html"):
            continue
        for formulaire in lire_formulaires(chemin, reponse.content.decode()):
            if "deconnexion" not in formulaire.action and "/galerie/" not in formulaire.action:
                trouves.setdefault(formulaire.cle, (client, formulaire))
    assert trouves, f"no form was found for {groupe}: the reading of pages is broken"
    return list(trouves.values())


def envoyer(client: Client, formulaire: Formulaire, donnees: Mapping[str, object], **suite: object) -> HttpResponseBase:
    """Send the form with these values, as its page would."""
    methode = client.post if formulaire.methode == "post" else client.get
    return methode(formulaire.action, donnees, **suite)
