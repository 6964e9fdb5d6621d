"""The tabs answer while one types [SES-25], and never take back what was typed."""

from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from tests.fabriques.habilitations import HabilitationFactory, PlateformeFactory
from tests.fabriques.jour import JOUR
from tests.fabriques.referentiel import (
    CodePostalFactory,
    CommuneFactory,
    DispositifNiveauFactory,
    ModeleCertificatFactory,
)
from tests.parcours import pas
from tests.parcours.gestes import (
    champ,
    choisir,
    cliquer,
    cocher,
    ne_pas_voir,
    remplir,
    se_connecter,
    verifier_axe,
    voir,
)

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]
APERCU = "**/certification/apercu/**"


@pytest.fixture
def page(ouvrir_page, mot_de_passe, monde) -> Page:
    mot_de_passe(monde.gestionnaire.personne)
    ouverte = ouvrir_page()
    se_connecter(ouverte, monde.gestionnaire.personne.numero)
    return ouverte


@pytest.fixture
def catec(monde) -> str:
    """A second right of the entity, at a niveau held on a plateforme."""
    niveau = DispositifNiveauFactory(dispositif__code="Catec", plateforme_requise_du=JOUR - timedelta(days=400))
    for rang, libelle in enumerate(("Catec-1 Intervenant", "Catec-1 Surveillant")):
        ModeleCertificatFactory(dispositif_niveau=niveau, code=f"CATEC-1-{rang}", libelle_court=libelle)
    habilitation = HabilitationFactory(entite=monde.habilitation.entite, dispositif_niveau=niveau)
    PlateformeFactory(habilitation=habilitation, nom="Cuve de Vanves")
    return "Catec / 1"


def liste(page: Page, libelle: str):
    return page.get_by_role("combobox", name=libelle, exact=True)


def proposes(page: Page, libelle: str, *attendus: str) -> None:
    """The list offers these, and nothing else."""
    expect(liste(page, libelle).locator("option")).to_have_text(["Choisir", *attendus])


def foyer(page: Page) -> str:
    return page.evaluate("document.activeElement.name || document.activeElement.tagName")


@pytest.mark.rule("SES-03", "SES-04", "SES-25")
def test_each_choice_brings_what_it_implies(page, monde, catec):
    CodePostalFactory(code="01410", commune=CommuneFactory(code_insee="01210", nom="Lélex"))
    CodePostalFactory(code="01410", commune=CommuneFactory(code_insee="01247", nom="Mijoux"))
    pas.ouvrir_nouvelle_session(page)
    verifier_axe(page)
    proposes(page, "Certificat", "SST-1", "Catec-1 Intervenant", "Catec-1 Surveillant")
    remplir(page, "Date de fin de session", "20/11/2026")
    choisir(page, "Dispositif et niveau", catec)
    proposes(page, "Certificat", "Catec-1 Intervenant", "Catec-1 Surveillant")
    proposes(page, "Lieu de formation", "Cuve de Vanves (Vanves)")
    expect(champ(page, "Code postal")).to_have_count(0)
    voir(page, "Habilitation valable au 20 novembre 2026 (jusqu’au 1er mars 2029).")
    verifier_axe(page)

    choisir(page, "Dispositif et niveau", "SST / 1")
    proposes(page, "Certificat", "SST-1")
    expect(champ(page, "Date de fin de session")).to_have_value("20/11/2026")
    cocher(page, "Lieu de formation en France")
    remplir(page, "Code postal", "01410")
    proposes(page, "Ville", "Lélex", "Mijoux")
    verifier_axe(page)
    cocher(page, "Lieu de formation à l’étranger")
    expect(champ(page, "Pays")).to_be_visible()
    expect(champ(page, "Code postal")).to_be_hidden()


@pytest.mark.rule("SES-05", "SES-25", "HAB-03")
def test_a_date_says_at_once_whether_and_which_others_would(page, monde):
    monde.habilitation.periodes.update(fin=JOUR + timedelta(days=30))
    pas.ouvrir_nouvelle_session(page)
    choisir(page, "Dispositif et niveau", "SST / 1")
    date = champ(page, "Date de fin de session")
    date.press_sequentially("21022027")
    voir(page, "la date de fin doit être comprise entre le 20 août 2026 et le 20 février 2027")
    expect(date).to_have_value("21/02/2027")
    assert foyer(page) == "date_fin"
    date.fill("21/12/2026")
    voir(page, "n’est plus valable au 21 décembre 2026 (échéance le 20 décembre 2026)")
    ne_pas_voir(page, "Habilitation valable")
    verifier_axe(page)
    date.fill("20/12/2026")
    voir(page, "Habilitation valable au 20 décembre 2026 (jusqu’au 20 décembre 2026).")
    ne_pas_voir(page, "n’est plus valable")


@pytest.mark.rule("SES-25")
def test_what_is_typed_during_a_slow_answer_stays(page):
    pas.ouvrir_nouvelle_session(page)
    choisir(page, "Dispositif et niveau", "SST / 1")
    retenues = []
    page.route(APERCU, lambda route: route.continue_() if retenues else retenues.append(route))
    with page.expect_request(APERCU):
        cocher(page, "Lieu de formation en France")
    code = champ(page, "Code postal")
    code.focus()
    # typed without an event that would ask again: the answer under way knows nothing of it
    code.evaluate("c => { c.value = '9217'; c.setSelectionRange(4, 4); }")
    with page.expect_request(APERCU) as suivante:
        retenues[0].continue_()
    assert "code_postal=9217" in suivante.value.url
    assert foyer(page) == "code_postal"
    page.keyboard.type("0")
    expect(code).to_have_value("92170")
    proposes(page, "Ville", "Vanves")
    assert foyer(page) == "code_postal"
    page.keyboard.press("Tab")
    assert foyer(page) == "commune"
    choisir(page, "Ville", "Vanves")
    expect(liste(page, "Ville")).to_have_value("92075")


@pytest.mark.rule("SES-06", "SES-25")
def test_the_trainer_is_judged_while_the_number_and_the_date_are_typed(page, monde):
    certificat = monde.formateur.personne.certificats.get().certificat
    certificat.fin_validite = JOUR + timedelta(days=10)
    certificat.save()
    session = monde.ouvrir()
    page.goto(f"/certification/{session.pk}/formateur/")
    remplir(page, "N° Forprev", "ZZZ99999")
    resultat = page.get_by_role("list", name="Résultat de la vérification")
    voir(resultat, "La personne est connue de Forprev : non")
    verifier_axe(page)
    remplir(page, "N° Forprev", monde.formateur.personne.numero.lower())
    voir(resultat, "Jusqu’au 30 novembre 2026.")
    assert not session.etapes.exists()
    cliquer(page, "Lancer la vérification")
    voir(page, "Formateur vérifié")

    page.goto(f"/certification/{session.pk}/")
    remplir(page, "Date de fin de session", "01/12/2026")
    voir(page, "Formateur non éligible.", "30 novembre 2026")
    verifier_axe(page)
    cliquer(page, "Suivant")
    voir(page, "Le formateur a été effacé : il n’est plus éligible.")
    session.refresh_from_db()
    assert session.formateur is None
