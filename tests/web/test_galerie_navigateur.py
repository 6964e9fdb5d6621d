"""The gallery in a real browser: nothing for axe, no overflow, and the small scripts do what they say."""

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import sync_playwright

from forprev.web.galerie import exemples
from tests.plugins.selection import chromium

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]
PAGES = ["/galerie/", *(f"/galerie/exemples/{nom}/" for nom in sorted(exemples.NOMS))]
REGLES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
    "preload": False,
}


@pytest.fixture(scope="module")
def navigateur():
    patch = pytest.MonkeyPatch()
    patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    with sync_playwright() as playwright:
        ouvert = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        yield ouvert
        ouvert.close()
    patch.undo()


@pytest.fixture
def page_de(navigateur, live_server):
    """Opens a page of a given width and theme; anything the browser complains about fails the test."""
    contextes, plaintes = [], []

    def ouvrir(adresse: str, largeur: int = 1280, theme: str = "light", script: bool = True):
        contexte = navigateur.new_context(
            viewport={"width": largeur, "height": 860}, color_scheme=theme, java_script_enabled=script
        )
        contextes.append(contexte)
        page = contexte.new_page()
        page.on("pageerror", lambda erreur: plaintes.append(str(erreur)))
        page.on("console", lambda message: plaintes.append(message.text) if message.type == "error" else None)
        page.goto(f"{live_server.url}{adresse}")
        assert plaintes == []
        return page

    yield ouvrir
    for contexte in contextes:
        contexte.close()


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("largeur", [390, 1280])
def test_axe_finds_nothing_and_nothing_overflows(page_de, largeur, theme):
    trouve = []
    for adresse in PAGES:
        page = page_de(adresse, largeur, theme)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), adresse
        resultat = Axe().run(page, options=REGLES).response["violations"]
        trouve += [(adresse, faute["id"], [n["html"] for n in faute["nodes"]]) for faute in resultat]
        page.context.close()
    assert trouve == []


@pytest.mark.parametrize("largeur", [320, 900, 1600])
def test_no_width_overflows(page_de, largeur):
    for adresse in ("/galerie/", "/galerie/exemples/session/", "/galerie/exemples/formateur/"):
        page = page_de(adresse, largeur)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (adresse, largeur)
        page.context.close()


def test_the_menu_folds_without_script(page_de):
    page = page_de("/galerie/exemples/session/", 390, script=False)
    entree = page.get_by_role("link", name="Rechercher")
    assert not entree.is_visible()
    page.get_by_role("button", name="Menu", exact=True).click()
    assert entree.is_visible()
    page.keyboard.press("Escape")
    assert not entree.is_visible()


DEUX_CLICS = """() => new Promise((fini) => {
  const bouton = document.querySelector("form.confirmation button");
  const arretes = [];
  document.addEventListener("submit", (e) => { arretes.push(e.defaultPrevented); e.preventDefault(); });
  bouton.click();
  bouton.click();
  setTimeout(() => {
    const pendant = [bouton.disabled, bouton.getAttribute("aria-busy")];
    dispatchEvent(new Event("pageshow"));
    fini({ arretes, pendant, apres: bouton.disabled });
  }, 20);
})"""


def test_a_form_is_sent_once_and_comes_back_with_the_page(page_de):
    vu = page_de("/galerie/exemples/confirmation/").evaluate(DEUX_CLICS)
    assert vu["arretes"] == [False, True]
    assert vu["pendant"] == [True, "true"]
    assert vu["apres"] is False


def test_the_whole_row_opens_and_a_button_in_it_does_not(page_de):
    page = page_de("/galerie/")
    page.locator("#sessions tbody tr").first.locator("td").nth(2).click()
    page.wait_for_url("**/exemples/session/")
    page.go_back()
    page.locator("#sessions tbody tr").first.get_by_role("link", name="Supprimer").click()
    page.wait_for_url("**/exemples/confirmation/")


def test_the_dialog_opens_takes_the_focus_and_gives_it_back(page_de):
    page = page_de("/galerie/")
    ouvrir = page.get_by_role("link", name="Ouvrir la fenêtre")
    ouvrir.click()
    assert page.locator("dialog[open]").count() == 1
    assert page.evaluate("document.activeElement.closest('dialog') !== null")
    page.keyboard.press("Escape")
    assert page.locator("dialog[open]").count() == 0
    assert page.evaluate("document.activeElement.dataset.dialogue") == "fenetre"


def test_a_date_takes_its_slashes_and_keeps_what_is_pasted(page_de):
    page = page_de("/galerie/")
    date = page.locator("#id_vierge_date_fin")
    date.press_sequentially("12032026")
    assert date.input_value() == "12/03/2026"
    date.fill("")
    date.press_sequentially("1/2/2026")
    assert date.input_value() == "1/2/2026"
    date.fill("2026-03-12")
    assert date.input_value() == "2026-03-12"


def test_the_summary_of_errors_takes_the_focus_and_leads_to_the_field(page_de):
    page = page_de("/galerie/")
    assert page.evaluate("document.activeElement.id") == "resume-erreurs"
    page.locator("#resume-erreurs a").first.click()
    assert page.evaluate("document.activeElement.id") == "id_errone_nom"


@pytest.mark.rule("SEC-03")
def test_a_file_too_heavy_is_said_before_it_is_sent(page_de):
    page = page_de("/galerie/")
    champ = page.locator("#id_vierge_piece")
    champ.set_input_files({"name": "lourd.pdf", "mimeType": "application/pdf", "buffer": b"0" * (11 * 2**20)})
    assert "dépasse 10" in page.locator("#id_vierge_piece_lourd[role=alert]").inner_text()
    assert champ.input_value() == ""
    champ.set_input_files({"name": "a.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"})
    assert page.locator("#id_vierge_piece_lourd").count() == 0
    assert champ.input_value().endswith("a.pdf")
