"""Opening a demandeur account, on the screen."""

import re

import pytest
from django.contrib.auth import get_user
from django.core.cache import cache

from forprev.comptes.models import Inscription, Personne
from forprev.courriels.models import Courriel
from tests import fabriques as f
from tests.texte import lisible

pytestmark = pytest.mark.django_db
ADRESSE = "/inscription/"
LIEN = re.compile(r"/inscription/confirmation/[^/\s\"]+/")
MOT_DE_PASSE = "quatre saules au bord de l’eau"
SAISIE = {"nom": "Lefèvre", "prenom": "Zoé", "date_naissance": "12/03/1985", "email": "Zoe+f@Example.org"}


@pytest.fixture(autouse=True)
def _compteurs(jour):
    cache.clear()


@pytest.fixture
def lien(client, executer_taches) -> str:
    client.post(ADRESSE, SAISIE)
    executer_taches()
    trouve = LIEN.search(Courriel.objects.latest("pk").texte)
    assert trouve is not None
    return trouve.group()


@pytest.mark.rule("ACC-05")
def test_one_comes_from_the_sign_in_page(client):
    assert "Création d'un compte demandeur" in lisible(client.get("/connexion/"))
    assert list(client.get(ADRESSE).context["form"].fields) == ["nom", "prenom", "date_naissance", "email"]


@pytest.mark.rule("ACC-05")
def test_the_answer_on_the_screen_is_always_the_same(client, executer_taches):
    f.PersonneFactory(email="connue@example.org")
    f.PersonneFactory(email="fermee@example.org", is_active=False)
    pages = []
    for email in ("connue@example.org", "fermee@example.org", "inconnue@example.org"):
        reponse = client.post(ADRESSE, SAISIE | {"email": email}, follow=True)
        assert reponse.redirect_chain == [(f"{ADRESSE}?demande=1", 302)]
        pages.append(re.sub(r'nonce="[^"]*"', "", reponse.content.decode()))
        assert email not in pages[-1]
    assert "Votre demande est enregistrée" in pages[0]
    assert len(set(pages)) == 1
    executer_taches()
    assert Inscription.objects.get().email == "inconnue@example.org"


@pytest.mark.rule("ACC-05", "ACC-06")
def test_the_link_opens_the_account_and_the_first_sign_in(client, lien):
    for _ in range(2):
        page = lisible(client.get(lien))
        assert "Lefèvre" in page
        assert "12 mars 1985" in page
    assert not Personne.objects.exists()

    fait = client.post(lien, {"mot_de_passe": MOT_DE_PASSE, "confirmation": MOT_DE_PASSE}, follow=True)

    personne = Personne.objects.get()
    assert fait.redirect_chain == [("/connexion/", 302)]
    assert f"Votre N°Forprev est {personne.numero}" in lisible(fait)
    assert get_user(client).is_anonymous
    assert client.get(lien).status_code == client.post(lien).status_code == 404
    suite = client.post("/connexion/", {"login": "zoe+f@example.ORG", "password": MOT_DE_PASSE}, follow=True)
    assert suite.request["PATH_INFO"] == "/premiere-connexion/"
    client.post("/premiere-connexion/", {"alertes": "on"})
    assert "Demandeur · Nouvelle entité" in lisible(client.get("/tableau-de-bord/"))


def test_whoever_else_was_signed_in_leaves(client_de, lien):
    autre = client_de(f.gestionnaire())

    autre.post(lien, {"mot_de_passe": MOT_DE_PASSE, "confirmation": MOT_DE_PASSE})

    assert get_user(autre).is_anonymous


@pytest.mark.rule("ACC-26")
@pytest.mark.parametrize(
    ("mot_de_passe", "confirmation", "extrait"),
    [
        ("onze caract", None, "12 caractères"),
        ("motdepasse1234", None, "trop courant"),
        ("LefevreZoe1985!", None, "fait de vos nom"),
        (MOT_DE_PASSE, "autre chose de long", "différents"),
        ("x" * 300, None, "256"),
        ("", "", "obligatoire"),
    ],
)
def test_a_refused_password_leaves_the_link_good(client, lien, mot_de_passe, confirmation, extrait):
    champs = {"mot_de_passe": mot_de_passe, "confirmation": mot_de_passe if confirmation is None else confirmation}

    reponse = client.post(lien, champs)

    assert reponse.status_code == 422
    assert extrait in lisible(reponse)
    assert client.get(lien).status_code == 200
    assert not Personne.objects.exists()


@pytest.mark.rule("ACC-05", "ACC-25")
def test_an_e_mail_taken_meanwhile_is_refused_nicely(client, lien):
    f.PersonneFactory(email="ZOE+F@example.org")

    reponse = client.post(lien, {"mot_de_passe": MOT_DE_PASSE, "confirmation": MOT_DE_PASSE})

    assert reponse.status_code == 422
    assert "Cet e-mail est déjà utilisé dans Forprev" in lisible(reponse)
    assert Personne.objects.count() == 1


def test_an_old_link_says_what_to_do(client):
    reponse = client.get("/inscription/confirmation/lien-invente/")

    assert reponse.status_code == 404
    assert "recommencez la création" in lisible(reponse)


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [
        ("date_naissance", "31/02/1985"),
        ("date_naissance", "21/11/2026"),
        ("date_naissance", "01/01/1900"),
        ("date_naissance", "hier"),
        ("date_naissance", ""),
        ("nom", "x" * 200),
        ("nom", "😀"),
        ("nom", "\u200f"),
        ("nom", "ﷺ" * 100),
        ("prenom", "   "),
        ("prenom", "…"),
        ("email", "zoé@example.org"),
        ("email", "a@b"),
        ("email", f"{'a' * 250}@example.org"),
        ("email", "a@example.org\r\nBcc: x@y.fr"),
    ],
)
def test_bad_input_is_said_beside_its_field_and_loses_nothing(client, champ, valeur):
    reponse = client.post(ADRESSE, SAISIE | {champ: valeur})

    assert reponse.status_code == 422
    assert reponse.context["form"].errors.keys() == {champ}
    autre = "prenom" if champ == "nom" else "nom"
    assert f'value="{SAISIE[autre]}"' in reponse.content.decode()
    assert not Inscription.objects.exists()


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [
        ("nom", "محمد"),
        ("nom", "x" * 100),
        ("nom", "<script>a</script>"),
        ("prenom", "王"),
        ("email", "ZOE+tri@Exämple.FR"),
    ],
)
def test_unusual_input_is_kept(client, executer_taches, champ, valeur):
    assert client.post(ADRESSE, SAISIE | {champ: valeur}).status_code == 302
    executer_taches()

    trouve = LIEN.search(Courriel.objects.get().texte)
    assert trouve is not None
    assert client.get(trouve.group()).status_code == 200


def test_asking_too_often_is_not_seen_and_sends_no_more(client, executer_taches):
    for _ in range(7):
        assert client.post(ADRESSE, SAISIE).status_code == 302
        executer_taches()
    assert Courriel.objects.count() == 5


def test_mistakes_are_not_counted(client, executer_taches):
    for _ in range(7):
        client.post(ADRESSE, SAISIE | {"date_naissance": "12/03/2885"})
    client.post(ADRESSE, SAISIE)
    executer_taches()
    assert Courriel.objects.count() == 1


@pytest.mark.rule("ACC-21")
def test_whoever_is_signed_in_is_shown_the_other_way(client_de):
    page = lisible(client_de(f.gestionnaire()).get(ADRESSE))

    assert "vous avez déjà un compte" in page
    assert "choisissez Créer une entité" in page
