"""Journey (5): the trainer's whole part on a 390-pixel screen, with a thumb."""

import re
from datetime import timedelta

import pytest
from playwright.sync_api import Page, expect

from forprev.certification.actions import circuit
from forprev.certification.models import SessionCertification
from forprev.certification.states import Etat
from forprev.socle import files
from tests.certification.conftest import NOMS
from tests.fabriques.jour import JOUR, il_y_a
from tests.parcours.gestes import cliquer, remplir, se_connecter, suivre, verifier_axe, voir

pytestmark = [pytest.mark.navigateur, pytest.mark.django_db(transaction=True)]
LARGEUR = 390
POUCE = 44
FERREIRA, FONTAINE, JEGOU, NGUYEN = (f"{nom} {prenom}" for nom, prenom in NOMS)


@pytest.fixture
def soumise(monde):
    """A session submitted the day before, that ended today."""
    return monde.soumise(le=il_y_a(1))


@pytest.fixture
def telephone(ouvrir_page, mot_de_passe, monde):
    """A phone on which the trainer has signed in."""
    mot_de_passe(monde.formateur.personne)

    def ouvrir(**reglages) -> Page:
        page = ouvrir_page(largeur=LARGEUR, **reglages)
        se_connecter(page, monde.formateur.personne.numero)
        return page

    return ouvrir


def marquer(page: Page, nom: str, resultat: str) -> None:
    """Put the thumb on Échec or Réussite of that person."""
    page.get_by_role("radiogroup", name=nom).get_by_role("radio", name=resultat).check()


def marque(page: Page, nom: str) -> str:
    """The mark of that person: Échec, Réussite, or nothing."""
    groupe = page.get_by_role("radiogroup", name=nom)
    return next((r for r in ("Échec", "Réussite") if groupe.get_by_role("radio", name=r).is_checked()), "")


def est_sous_le_pouce(page: Page, libelle: str) -> bool:
    """The button lies inside the screen, and is as high as a thumb asks."""
    boite = page.get_by_role("button", name=libelle, exact=True).bounding_box()
    hauteur = page.evaluate("innerHeight")
    return (
        boite is not None and boite["y"] >= 0 and boite["y"] + boite["height"] <= hauteur and boite["height"] >= POUCE
    )


def jusqu_aux_stagiaires(page: Page, session: SessionCertification) -> None:
    """From the menu to the check, page by page; axe finds nothing on the way."""
    verifier_axe(page)
    page.get_by_role("button", name="Menu", exact=True).click()
    page.get_by_role("link", name=re.compile("^À traiter")).click()
    page.wait_for_url("**/certification/a-traiter/")
    voir(page, "Mes sessions de certification à traiter")
    verifier_axe(page)
    suivre(page, f"Session de certification n° {session.pk}")
    page.wait_for_url(f"**/certification/{session.pk}/")
    voir(page, "Stage initial", "92170 Vanves", "Entre les mains du formateur")
    verifier_axe(page)
    suivre(page, "Suivant")
    page.wait_for_url("**/stagiaires/")


@pytest.mark.rule("SES-12", "SES-18", "SES-24")
def test_the_whole_check_with_a_thumb(telephone, soumise):
    page = telephone()
    jusqu_aux_stagiaires(page, soumise)
    verifier_axe(page)

    voir(page, "0 résultat sur 4")
    assert est_sous_le_pouce(page, "Soumettre")
    assert est_sous_le_pouce(page, "Enregistrer")
    marquer(page, JEGOU, "Échec")
    voir(page, "1 résultat sur 4", "1/4")
    for cible in page.get_by_role("radiogroup", name=JEGOU).locator("label").all():
        boite = cible.bounding_box()
        assert boite is not None
        assert boite["height"] >= POUCE
    cliquer(page, "Tous en réussite")
    voir(page, "4 résultats sur 4")
    marquer(page, JEGOU, "Échec")
    cliquer(page, "Enregistrer")
    voir(page, "4 résultats enregistrés sur 4. Rien n’est encore envoyé à l’entité.")
    page.reload()
    assert [marque(page, nom) for nom in (FERREIRA, FONTAINE, JEGOU, NGUYEN)] == [
        *("Réussite", "Réussite"),
        *("Échec", "Réussite"),
    ]
    verifier_axe(page)

    page.get_by_role("radiogroup", name=NGUYEN).scroll_into_view_if_needed()
    assert est_sous_le_pouce(page, "Soumettre")
    cliquer(page, "Soumettre")
    page.wait_for_url("**/certification/a-traiter/")
    voir(page, "les résultats sont envoyés à l’entité", "Vous n’avez pas de session de certification à traiter")
    verifier_axe(page)

    soumise.refresh_from_db()
    assert soumise.etat == Etat.EN_VALIDATION_ENTITE
    assert soumise.stagiaires.reussis().count() == 3
    page.goto(f"/certification/{soumise.pk}/stagiaires/")
    voir(page, "Vos résultats sont envoyés")
    assert page.get_by_role("radio").count() == 0
    verifier_axe(page)


@pytest.mark.rule("SES-12")
def test_what_is_missing_is_reached_from_the_summary(telephone, soumise):
    page = telephone()
    page.goto(f"/certification/{soumise.pk}/stagiaires/")
    for nom in (FERREIRA, FONTAINE, JEGOU):
        marquer(page, nom, "Réussite")
    remplir(page, "Mon commentaire", "Groupe très attentif.")
    cliquer(page, "Soumettre")

    voir(page, "1 stagiaire n’a pas de résultat.")
    assert page.evaluate("document.activeElement.id") == "resume-erreurs"
    verifier_axe(page)
    page.locator("#resume-erreurs").get_by_role("link").click()
    ligne = page.locator(".resultat[data-invalide]")
    expect(ligne).to_contain_text(NGUYEN)
    expect(ligne).to_be_in_viewport()
    assert [marque(page, nom) for nom in (FERREIRA, FONTAINE, JEGOU, NGUYEN)] == ["Réussite"] * 3 + [""]
    expect(page.get_by_label("Mon commentaire")).to_have_value("Groupe très attentif.")

    marquer(page, NGUYEN, "Échec")
    expect(page.locator(".resultat[data-invalide]")).to_have_count(0)
    cliquer(page, "Soumettre")
    page.wait_for_url("**/certification/a-traiter/")


@pytest.mark.rule("SES-27", "SES-12")
def test_before_the_end_date_only_a_return_is_offered(telephone, monde):
    future = monde.soumise(le=il_y_a(1), date_fin=JOUR + timedelta(days=4))
    page = telephone()
    page.goto("/certification/")
    voir(page, "À venir")
    verifier_axe(page)
    page.goto(f"/certification/{future.pk}/stagiaires/")
    voir(page, "Les résultats s’envoient à partir du 24 novembre 2026")
    expect(page.get_by_role("radio", name=re.compile("^Envoyer les résultats"))).to_be_disabled()
    expect(page.get_by_role("radio", name=re.compile("^Retour commenté"))).to_be_checked()
    verifier_axe(page)

    cliquer(page, "Soumettre")
    voir(page, "Le commentaire est obligatoire.")
    verifier_axe(page)
    remplir(page, "Mon commentaire", "La date de naissance de la deuxième personne est fausse.")
    cliquer(page, "Soumettre")
    page.wait_for_url("**/certification/a-traiter/")
    voir(page, "retournée à l’entité avec votre commentaire")
    future.refresh_from_db()
    assert future.etat == Etat.RETOUR_FORMATEUR

    page.goto(f"/certification/{future.pk}/")
    voir(page, "Vous avez retourné cette session")
    verifier_axe(page)


@pytest.mark.rule("SES-24", "SES-29", "DEM-16")
def test_a_session_taken_back_under_the_thumb_loses_nothing_typed(telephone, soumise, monde):
    page = telephone()
    page.goto(f"/certification/{soumise.pk}/stagiaires/")
    cliquer(page, "Tous en réussite")
    circuit.reprendre(par=monde.gestionnaire, le=il_y_a(0), numero=soumise.pk, motif="Une date est fausse.")
    cliquer(page, "Soumettre")

    voir(page, "L’entité a repris cette session", "Une date est fausse.", "Ce que vous aviez indiqué", FERREIRA)
    verifier_axe(page)


@pytest.mark.rule("SES-12")
def test_the_same_without_script(telephone, soumise):
    page = telephone(script=False)
    page.goto(f"/certification/{soumise.pk}/stagiaires/")
    marquer(page, FERREIRA, "Échec")
    cliquer(page, "Tous en réussite")
    voir(page, "4 résultats enregistrés sur 4.")
    marquer(page, FERREIRA, "Échec")
    cliquer(page, "Soumettre")
    page.wait_for_url("**/certification/a-traiter/")
    soumise.refresh_from_db()
    assert soumise.etat == Etat.EN_VALIDATION_ENTITE
    assert soumise.stagiaires.reussis().count() == 3


def test_leaving_unsaved_marks_asks_first(telephone, soumise):
    page = telephone()
    page.goto(f"/certification/{soumise.pk}/stagiaires/")
    cliquer(page, "Tous en réussite")
    dits = []
    page.on("dialog", lambda dialogue: (dits.append(dialogue.type), dialogue.accept()))
    page.goto("/certification/")
    assert dits == ["beforeunload"]


@pytest.mark.rule("CER-03")
def test_the_certificates_in_the_pocket(telephone, monde):
    certificat = monde.formateur.personne.certificats.get()
    files.deposer(certificat.fichier, b"%PDF-1.7 le mien")
    page = telephone(theme="dark")
    page.get_by_role("button", name="Menu", exact=True).click()
    suivre(page, "Certificats")
    page.wait_for_url("**/certificats/")
    voir(page, "Mes certificats", "Valable")
    verifier_axe(page)
    with page.expect_download() as telechargement:
        page.get_by_role("link", name=re.compile("^Télécharger")).click()
    with open(telechargement.value.path(), "rb") as fichier:
        assert fichier.read() == b"%PDF-1.7 le mien"


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_axe_finds_nothing_in_either_theme(telephone, soumise, monde, theme):
    validee = monde.validee(echecs=1)
    page = telephone(theme=theme)
    for adresse in (
        *("/certification/", "/certification/?entite=zzz", "/certification/a-traiter/", "/certificats/"),
        *(f"/certification/{n}/{onglet}" for n in (soumise.pk, validee.pk) for onglet in ("", "stagiaires/")),
    ):
        page.goto(adresse)
        verifier_axe(page)
