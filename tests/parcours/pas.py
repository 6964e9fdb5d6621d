"""The steps that several journeys of the entity share, each as it is done on the screens."""

from collections.abc import Iterable

import pypdfium2
from playwright.sync_api import Locator, Page, expect

from forprev.certification.models import SessionCertification
from forprev.socle.dates import courte
from tests.parcours.gestes import champ, choisir, cliquer, cocher, normal, ouvrir_ligne, remplir, suivre, voir

GROUPE = (
    ("Ferreira", "Régine", "06/04/1977"),
    ("Fontaine", "Myriam", "15/03/1978"),
    ("Jégou", "Pierre", "18/02/1964"),
    ("N'Guyen-Le Goff", "Anne-Laure", "29/02/1992"),
)


def ouvrir_nouvelle_session(page: Page) -> None:
    """From the menu to the empty form."""
    suivre(page.get_by_role("list", name="Certification"), "En cours")
    suivre(page, "Nouvelle session")
    page.wait_for_url("**/certification/nouvelle/")


def remplir_session(page: Page, monde, dispositif: str, **autres: str) -> None:
    """The tab *Session*, complete: initial, in Vanves, on the world's end date, unless `autres` says otherwise."""
    choisir(page, "Dispositif et niveau", dispositif)
    choisir(page, "Certificat", monde.modele.libelle_court)
    remplir(page, "Date de fin de session", autres.get("date_fin", courte(monde.date_fin)))
    cocher(page, autres.get("stage", "Stage initial"))
    cocher(page, "Lieu de formation en France")
    remplir(page, "Code postal", "92170")
    expect(page.get_by_role("combobox", name="Ville", exact=True)).to_contain_text("Vanves")
    choisir(page, "Ville", "Vanves")


def designer(page: Page, numero: str) -> None:
    """The tab *Formateur*, by number, with its four lines, then on to the next tab."""
    remplir(page, "N° Forprev", numero)
    cliquer(page, "Lancer la vérification")
    voir(page, "Formateur vérifié : il est éligible et enregistré dans la session.")
    expect(page.get_by_role("list", name="Résultat de la vérification").get_by_role("listitem")).to_have_count(4)
    suivre(page, "Suivant")
    page.wait_for_url("**/stagiaires/")


def dialogue(page: Page) -> Locator:
    """The dialog *Nouveau stagiaire*, open."""
    ouvert = page.get_by_role("dialog", name="Nouveau stagiaire")
    expect(ouvert).to_be_visible()
    return ouvert


def ecrire_stagiaire(lieu: Page | Locator, nom: str, prenom: str, naissance: str, email: str = "") -> None:
    """Fill the fields of one line, wherever they are shown."""
    remplir(lieu, "Nom", nom)
    remplir(lieu, "Prénom", prenom)
    remplir(lieu, "Date de naissance", naissance)
    if email:
        remplir(lieu, "E-mail", email)


def ajouter_stagiaires(page: Page, groupe: Iterable[tuple[str, ...]]) -> None:
    """One after another, without leaving the dialog."""
    suivre(page, "Ajouter un stagiaire")
    for ligne in groupe:
        ecrire_stagiaire(dialogue(page), *ligne)
        cliquer(dialogue(page), "Ajouter et continuer")
        voir(page, f"{ligne[0].replace(chr(39), '’').upper()} {ligne[1]} : ajouté(e).")
        expect(champ(dialogue(page), "Nom")).to_have_value("")
    suivre(dialogue(page), "Annuler")
    expect(page.get_by_role("dialog")).to_have_count(0)


def declarer(page: Page, monde, dispositif: str, groupe: Iterable[tuple[str, ...]], **autres: str):
    """From the menu to a session ready to be submitted; returns it."""
    ouvrir_nouvelle_session(page)
    remplir_session(page, monde, dispositif, **autres)
    cliquer(page, "Suivant")
    page.wait_for_url("**/formateur/")
    designer(page, monde.formateur.personne.numero)
    ajouter_stagiaires(page, groupe)
    return SessionCertification.objects.latest("pk")


def soumettre(page: Page, numero: int) -> None:
    """Press *Soumettre*, and read that it went."""
    cliquer(page, "Soumettre")
    page.wait_for_url("**/certification/a-traiter/")
    voir(page, f"Session n° {numero} soumise au formateur.")


def marquer(page: Page, nom: str, resultat: str) -> None:
    """The trainer's Échec or Réussite for that person."""
    page.get_by_role("radiogroup", name=nom).get_by_role("radio", name=resultat).check()


def envoyer_resultats(page: Page, numero: int, echecs: Iterable[str] = ()) -> None:
    """The trainer's part: everybody succeeded but `echecs`."""
    page.goto(f"/certification/{numero}/stagiaires/")
    cliquer(page, "Tous en réussite")
    for nom in echecs:
        marquer(page, nom, "Échec")
    cliquer(page, "Soumettre")
    page.wait_for_url("**/certification/a-traiter/")
    voir(page, "les résultats sont envoyés à l’entité")


def demander_generation(page: Page, numero: int) -> None:
    """From the list *À traiter* to the progress bar."""
    page.goto("/certification/a-traiter/")
    ouvrir_ligne(page, f"Session de certification n° {numero}")
    cocher(page, "Générer les certificats")
    cliquer(page, "Soumettre")
    page.wait_for_url("**/telechargements/")
    expect(page.get_by_role("progressbar", name="Génération des certificats")).to_be_visible()


def telecharger(page: Page, libelle: str) -> bytes:
    """The file behind the link of these words."""
    with page.expect_download() as telechargement:
        suivre(page, libelle)
    with open(telechargement.value.path(), "rb") as fichier:
        return fichier.read()


def pages_pdf(contenu: bytes) -> list[str]:
    """The text of each page, spaces made plain."""
    document = pypdfium2.PdfDocument(contenu)
    try:
        return [normal(page.get_textpage().get_text_bounded()) for page in document]
    finally:
        document.close()
