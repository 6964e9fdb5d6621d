"""What every answer tells the browser: run nothing of others, frame nothing, keep nothing, guess nothing [SEC-02]."""

import re

import pytest
from django.urls import reverse

from config.entetes import PERMISSIONS
from forprev.web.public import views
from tests.securite.formulaires import GROUPES, pages

pytestmark = pytest.mark.rule("SEC-02")
POLITIQUE = {
    "default-src 'self'", "script-src 'self'", "style-src 'self'", "img-src 'self' data:", "object-src 'none'",
    "base-uri 'self'", "form-action 'self'", "frame-ancestors 'none'",
}  # fmt: skip
COMMUNS = {
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": PERMISSIONS,
}
# Of other sites: what a page may name without asking anything of them is a link that someone follows.
_CHARGE = re.compile(
    r"""<(?!a\b)[^>]*?\s(?:src|srcset|href|action|poster|data|formaction)=["']?(?:https?:)?//[^"'>]*""", re.I
)


def verifier(reponse) -> None:
    for nom, valeur in COMMUNS.items():
        assert reponse[nom] == valeur, nom
    assert set(re.split(r"; ?", reponse["Content-Security-Policy"])) == POLITIQUE
    assert "X-Request-ID" in reponse
    for bavard in ("Server", "X-Powered-By", "Access-Control-Allow-Origin"):
        assert bavard not in reponse


@pytest.mark.parametrize("nom", ["accueil", "account_login", "mentions_legales"])
def test_a_public_page(client, db, jour, nom):
    verifier(client.get(reverse(nom)))


@pytest.mark.parametrize("groupe", GROUPES)
def test_every_page_is_closed_to_other_hosts_and_kept_by_no_cache(groupe, monde, client_de):
    for _, chemin, reponse in pages(monde, client_de, groupe):
        verifier(reponse)
        assert groupe == "visiteur" or "no-store" in reponse["Cache-Control"], chemin
        if reponse["Content-Type"].startswith("text/html"):
            html = reponse.content.decode()
            assert not _CHARGE.findall(html), chemin
            assert not re.search(r"<script(?![^>]*\ssrc=)|\sstyle=|\son\w+=|javascript:", html), chemin


def test_a_download(monde, client_de):
    certificat = monde.objets["certificats"]["sien"]
    reponse = client_de(monde.acteurs["formateur"]).get(reverse("certificat_telecharger", args=[certificat.numero]))
    assert reponse.status_code == 200
    verifier(reponse)
    assert reponse["Content-Disposition"].startswith("attachment")
    assert reponse["Cache-Control"] == "private, no-store"


def test_what_is_not_found_forbidden_or_sent_elsewhere(monde, client_de):
    client = client_de(monde.acteurs["gestionnaire"])
    for chemin, statut in (("/nulle-part/", 404), (reverse("agenda"), 403)):
        reponse = client.get(chemin)
        assert reponse.status_code == statut
        verifier(reponse)
    verifier(client_de(None).get(reverse("tableau_de_bord")))


def test_an_error_of_the_program_reveals_nothing(client, db, jour, monkeypatch):
    def casser(*_: object) -> None:
        raise RuntimeError("secret-de-la-machine SELECT * FROM comptes_personne")

    monkeypatch.setattr(views, "texte", casser)
    client.raise_request_exception = False
    reponse = client.get(reverse("accessibilite"))
    assert reponse.status_code == 500
    verifier(reponse)
    page = reponse.content.decode()
    for mot in (
        "secret-de-la-machine",
        "SELECT",
        "Traceback",
        "RuntimeError",
        "Django",
        "/work",
        ".py",
        "site-packages",
    ):
        assert mot not in page


@pytest.mark.parametrize("chemin", ["/nulle-part/", "/certification/0/", "/%00", "/static/rien.css"])
def test_what_is_not_found_reveals_nothing(client, db, jour, chemin):
    page = client.get(chemin).content.decode()
    for mot in ("Traceback", "urlpatterns", "Django", "site-packages", "DEBUG"):
        assert mot not in page


def test_the_token_of_forms_travels_in_a_careful_cookie(client, db, jour):
    cookie = client.get(reverse("account_login")).cookies["forprev_csrf"]
    assert cookie["samesite"] == "Lax"
    assert cookie["path"] == "/"
    assert not cookie["domain"]


@pytest.mark.parametrize(
    "chemin", ["/metrics", "/admin/", "/__debug__/", "/.git/config", "/.env", "/fichiers/", "/media/", "/var/"]
)
def test_nothing_of_the_machine_is_served(client, db, jour, chemin):
    assert client.get(chemin).status_code == 404
