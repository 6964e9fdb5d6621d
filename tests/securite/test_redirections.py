"""Nobody is sent to another site, nor by a mail to another host [SEC-02]."""

from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.db import transaction
from django.urls import reverse

from forprev.courriels.models import Courriel
from tests import fabriques as f
from tests.maison.droits.lecture import adresse
from tests.securite.formulaires import DISTINCTES

pytestmark = pytest.mark.rule("SEC-02")
AILLEURS = [
    "https://mal.example/", "//mal.example", "///mal.example", "/\\mal.example", "\\\\mal.example", "https:mal.example",
    "http:///mal.example", "javascript:alert(1)", "data:text/html,x", "/%09/mal.example", "\t//mal.example",
    "https://testserver@mal.example", "https://testserver.mal.example", "//mal.example/%2e%2e", "/\t/mal.example",
]  # fmt: skip
PARAMETRES = ("next", "suite", "retour", "url", "redirect", "page")


def ici(location: str) -> bool:
    """Whether a browser stays on this site, as browsers read addresses: \\ is /, spaces and tabs are nothing."""
    lue = location.strip().replace("\\", "/").replace("\t", "").replace("\n", "")
    return lue.startswith(("/", "?")) and not lue.startswith("//") and not urlsplit(lue).netloc


@pytest.mark.parametrize(
    ("profil", "ailleurs"),
    [
        ("visiteur", "https://mal.example/"),
        ("gestionnaire", "/\\mal.example"),
        ("formateur", "//mal.example"),
        ("assistance", "https:mal.example"),
    ],
)
def test_no_address_leads_elsewhere(profil, ailleurs, monde, client_de):
    client = client_de(monde.acteurs[profil])
    partis = []
    for ligne in DISTINCTES:
        chemin, voeu = adresse(ligne, monde), dict.fromkeys(PARAMETRES, ailleurs)
        for envoyer in (client.get, client.post):
            with transaction.atomic():
                reponse = envoyer(chemin, voeu, headers={"referer": ailleurs})
                transaction.set_rollback(True)
            if reponse.status_code in (301, 302, 303, 307, 308) and not ici(reponse["Location"]):
                partis.append(f"{ligne}: {reponse['Location']}")
        if ligne.nom == "account_logout":
            client = client_de(monde.acteurs[profil])
    assert partis == []


@pytest.fixture
def personne(db):
    personne = f.PersonneFactory(numero="JEJ46894", email="anne@example.org")
    personne.set_password("trois chats sur un mur")
    personne.save()
    return personne


@pytest.mark.parametrize("ailleurs", AILLEURS)
def test_signing_in_leads_nowhere_else(client, jour, personne, ailleurs):
    saisie = {"login": "JEJ46894", "password": "trois chats sur un mur", "next": ailleurs}
    reponse = client.post(reverse("account_login"), saisie)
    assert reponse.status_code == 302
    assert ici(reponse["Location"])
    assert ici(client.get(reverse("account_login"), {"next": ailleurs})["Location"])


@pytest.mark.parametrize("ailleurs", AILLEURS)
def test_switching_profile_leads_nowhere_else(client_de, ailleurs):
    acteur = f.gestionnaire()
    reponse = client_de(acteur).post(reverse("profils"), {"profil": acteur.code, "suite": ailleurs})
    assert reponse.status_code == 302
    assert ici(reponse["Location"])


@pytest.mark.parametrize("ailleurs", AILLEURS)
def test_the_first_sign_in_leads_nowhere_else(client_de, ailleurs):
    client = client_de(f.acteur_sans_profil(f.PersonneFactory(nouvelle=True)))
    reponse = client.post(reverse("premiere_connexion"), {"next": ailleurs, "suite": ailleurs})
    assert reponse.status_code in (302, 422)
    assert ici(reponse.get("Location", "/"))


@pytest.mark.parametrize("entete", ["host", "x-forwarded-host"])
@pytest.mark.django_db
def test_a_mail_leads_to_the_site_whatever_the_request_says(client, jour, personne, settings, entete, executer_taches):
    settings.ALLOWED_HOSTS = ["testserver", "autre.example"]
    settings.SITE_URL = "https://forprev.example"
    reponse = client.post(
        reverse("account_reset_password"), {"identifiant": "JEJ46894"}, headers={entete: "autre.example"}
    )
    assert reponse.status_code == 302
    executer_taches()
    textes = [courriel.texte + courriel.html for courriel in Courriel.objects.all()] + [m.body for m in mail.outbox]
    assert any("https://forprev.example/reinitialisation-mot-de-passe/" in texte for texte in textes)
    assert not any("autre.example" in texte for texte in textes)


@pytest.mark.parametrize("hote", ["mal.example", "localhost.mal.example", "testserver:80@mal.example", "[::1"])
def test_an_unknown_host_is_refused(client, db, hote):
    assert client.get("/", headers={"host": hote}).status_code == 400
