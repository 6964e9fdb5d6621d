"""What people do on every screen, by the words they read there."""

import re
from collections.abc import Iterable

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

MOT_DE_PASSE = "deux sirènes chantent 7"
ATTENTE = 15_000
REGLES_AXE = {
    "runOnly": {
        "type": "tag",
        "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    },
    "preload": False,
    "resultTypes": ["violations"],
    "selectors": False,
}


# The drawing of a page: its tags and classes, the theme and the width, without its texts, numbers and secrets.
DESSIN = """() => document.documentElement.outerHTML
  .replace(/>[^<>]*[^<>\\s][^<>]*</g, ">t<").replace(/(value|hx-headers|content|title)=("[^"]*"|'[^']*')/g, "$1")
  .replace(/[0-9]+/g, "0").replace(/\\s+/g, " ") + innerWidth + matchMedia("(prefers-color-scheme: dark)").matches"""
_dessins_lus: set[int] = set()


def verifier_axe(page: Page) -> None:
    """Fail with the list of what axe finds on the page as it is now; nothing may overflow either.

    A page drawn exactly like one already read, but for its words, is not read again by the same process.
    """
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), f"{page.url} overflows"
    dessin = hash(page.evaluate(DESSIN))
    if dessin in _dessins_lus:
        return
    fautes = Axe().run(page, options=REGLES_AXE).response["violations"]
    trouvees = [f"{faute['id']}: {noeud['html']}" for faute in fautes for noeud in faute["nodes"]]
    assert not trouvees, f"{page.url}\n" + "\n".join(trouvees)
    _dessins_lus.add(dessin)


def se_connecter(page: Page, identifiant: str, mot_de_passe: str = MOT_DE_PASSE) -> None:
    """Sign in on /connexion/ and wait for the dashboard."""
    page.goto("/connexion/")
    remplir(page, "E-mail ou N° Forprev", identifiant)
    remplir(page, "Mot de passe", mot_de_passe)
    cliquer(page, "Se connecter")
    page.wait_for_url("**/tableau-de-bord/")


def remplir(page: Page | Locator, libelle: str, valeur: str) -> None:
    """Type in the field of that label."""
    champ(page, libelle).fill(valeur)


def champ(page: Page | Locator, libelle: str) -> Locator:
    """The text field of that label."""
    return page.get_by_role("textbox", name=libelle, exact=True)


def choisir(page: Page | Locator, libelle: str, valeur: str) -> None:
    """Choose in a list."""
    page.get_by_role("combobox", name=libelle, exact=True).select_option(label=valeur)


def cocher(page: Page | Locator, libelle: str) -> None:
    """Tick a radio button by clicking on its words."""
    page.locator("label").filter(has_text=libelle).locator("visible=true").click()


def cliquer(page: Page | Locator, libelle: str) -> None:
    """Press the button of these words."""
    page.get_by_role("button", name=libelle, exact=True).click()


def suivre(page: Page | Locator, libelle: str | re.Pattern[str]) -> None:
    """Follow the link of these words, and wait for the page it leads to."""
    _suivre(page.get_by_role("link", name=libelle, exact=isinstance(libelle, str)))


# Links that a script answers in place, and downloads.
SUR_PLACE = "el => ['data-dialogue', 'data-fermer-dialogue', 'download'].some((nom) => el.hasAttribute(nom))"


def _suivre(lien: Locator) -> None:
    if lien.evaluate(SUR_PLACE):
        lien.click()
        return
    with lien.page.expect_navigation():
        lien.click()


def ouvrir_onglet(page: Page, nom: str) -> None:
    """Go to a tab of the session."""
    _suivre(page.get_by_role("navigation", name="Parties de la session").get_by_role("link", name=nom))


def ouvrir_ligne(page: Page, nom: str) -> None:
    """Click on the row of a list; its only link says `nom`."""
    with page.expect_navigation():
        page.get_by_role("row").filter(has=page.get_by_role("link", name=nom, exact=True)).click()


def voir(page: Page | Locator, *textes: str) -> None:
    """Fail unless these words are read on the page; spaces of any kind are the same."""
    lieu = page.locator("main") if isinstance(page, Page) else page
    for texte in textes:
        try:
            expect(lieu).to_contain_text(texte, timeout=ATTENTE, use_inner_text=True)
        except AssertionError:
            raise AssertionError(f"« {texte} » is not read on {lieu.page.url}:\n{lieu.inner_text()}") from None


def ne_pas_voir(page: Page | Locator, *textes: str) -> None:
    """Fail when these words are on the page."""
    lieu = page.locator("main") if isinstance(page, Page) else page
    for texte in textes:
        expect(lieu).not_to_contain_text(texte, timeout=ATTENTE, use_inner_text=True)


def lignes(page: Page) -> list[list[str]]:
    """The cells of the table of the page, row by row."""
    return [
        [normal(cellule) for cellule in ligne.locator("td").all_inner_texts()]
        for ligne in page.locator("tbody tr").all()
    ]


def normal(texte: str) -> str:
    """Spaces made single and ordinary, as Playwright compares them."""
    return re.sub(r"\s+", " ", texte).strip()


def contient(texte: str, attendus: Iterable[str]) -> list[str]:
    """Those of `attendus` that `texte` does not hold, spaces of any kind being the same."""
    lu = normal(texte)
    return [attendu for attendu in attendus if attendu not in lu]
