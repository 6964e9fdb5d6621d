"""Whatever is typed, sent or asked for, the answer is a page: never an error of the program, never a page that runs it.

Forms are found in the pages themselves, under every profile: one that is added is attacked without being named here.
"""

import re
from collections.abc import Iterator

import pytest
from django.core.exceptions import ValidationError
from django.db import transaction
from django.test import Client
from django.urls import reverse

from config.entrees import SansOctetNul
from forprev.web.commun.formulaires import lire_date
from tests.maison.droits import ENVOIS, cles
from tests.maison.droits.lecture import Ligne, adresse
from tests.maison.monde import Monde
from tests.securite.formulaires import DISTINCTES, GROUPES, envoyer, formulaires_ouverts, pages

BALISE = "<script>alert('xss')</script>"
SAISIES = {
    "emoji": "🙂👩‍👩‍👧‍👦",
    "right-to-left": "\u202eعلي بن\u202c",
    "200 characters": "x" * 200,
    "100,000 characters": "y" * 100_000,
    "null byte": "Mar\x00tin",
    "combining marks": "é" + "\u0301\u0300\u0323" * 40,
    "only spaces": " \t\u00a0\u202f\u3000 ",
    "lines": "a\r\nSet-Cookie: x=1\r\n\r\nb",
    "tag": BALISE,
    "template": "{{ 7*7 }}{% debug %}${7*7}",
    "huge number": "9" * 40,
    "negative number": "-1",
    "odd digits": "١٢٣",
    "impossible date": "31/02/2026",
    "far date": "31/12/9999",
    "accented mail": "Élise+forprev@Exemple-Été.FR",
}


ESSENTIELLES = ("null byte", "tag", "200 characters", "far date")


@pytest.mark.rule("SEC-02")
@pytest.mark.parametrize("groupe", GROUPES)
@pytest.mark.parametrize("noms", [ESSENTIELLES, pytest.param(tuple(SAISIES), marks=pytest.mark.epreuve)])
def test_no_form_breaks_nor_runs_what_is_typed(monde, client_de, noms, groupe):
    ecarts = []
    for client, formulaire in formulaires_ouverts(monde, client_de, groupe):
        partout = [(nom, set(formulaire.champs)) for nom in ("null byte", "huge number")]
        for nom, champs in [(nom, formulaire.libres) for nom in noms if formulaire.libres] + partout:
            with transaction.atomic():
                reponse = envoyer(client, formulaire, formulaire.champs | dict.fromkeys(champs, SAISIES[nom]))
                transaction.set_rollback(True)
            if reponse.status_code >= 500 or BALISE.encode() in getattr(reponse, "content", b""):
                ecarts.append(f"{formulaire.action} {sorted(champs)}, {nom}: {reponse.status_code}")
    assert not ecarts, "\n".join(ecarts)


PARAMETRES = ("page", "par_page", "tri", "profil", "next", "q", "numero", "etat", "entite", "du", "au", "onglet")
VALEURS = ("null byte", "huge number", "tag", "right-to-left", "negative number")


@pytest.mark.parametrize("groupe", GROUPES)
def test_no_page_breaks_on_its_query(groupe, monde, client_de):
    ecarts = []
    for client, chemin, _ in pages(monde, client_de, groupe):
        for tour in (0, 1):
            valeurs = {nom: SAISIES[VALEURS[(rang + tour) % 5]] for rang, nom in enumerate(PARAMETRES)}
            with transaction.atomic():
                reponse = client.get(chemin, valeurs)
                transaction.set_rollback(True)
            if reponse.status_code >= 500 or BALISE.encode() in getattr(reponse, "content", b""):
                ecarts.append(f"{chemin} {tour}: {reponse.status_code}")
    assert not ecarts, "\n".join(ecarts)


CLES_FAUSSES = ("a%00b", "99999999999999999999", "0", "%F0%9F%99%82", "..%2F..%2Fetc%2Fpasswd", "%ff")


@pytest.mark.parametrize("profil", ["visiteur", "gestionnaire", "inrs", "assistance"])
def test_no_address_breaks_on_its_keys(profil, monde, client_de):
    """Each part of a path that names an object, replaced by something that names nothing."""
    client = client_de(monde.acteurs[profil], raise_request_exception=False)
    ecarts = {}
    for ligne in DISTINCTES:
        for chemin in _chemins_faux(ligne, monde):
            statut = demander_a(client, "POST" if ligne.nom in ENVOIS else "GET", chemin)
            if statut == 200 or statut >= 500:
                ecarts[chemin] = statut
            if statut in (302, 403):
                break  # shut to that profile, whatever the key
    assert ecarts == {}


def demander_a(client: Client, methode: str, chemin: str) -> int:
    with transaction.atomic():
        statut = client.generic(methode, chemin).status_code
        transaction.set_rollback(True)
    return statut


def _chemins_faux(ligne: Ligne, monde: Monde) -> Iterator[str]:
    """The address with each of its keys replaced in turn by each false one."""
    vrai = adresse(ligne, monde)
    for valeur in cles(monde, ligne.nom, ligne.proprietaire).values():
        yield from (re.sub(rf"/{re.escape(str(valeur))}(?=[/.])", f"/{fausse}", vrai) for fausse in CLES_FAUSSES)


def test_null_bytes_reach_no_view(rf, db, jour):
    vues = []
    garde = SansOctetNul(lambda requete: vues.append(requete.GET))
    garde(rf.get("/", {"a\x00": ["b\x00c", "d"]}))
    assert dict(vues[0].lists()) == {"a": ["bc", "d"]}
    requete = rf.post("/", {"nom": "Mar\x00tin", "autre": "x"})
    garde.process_view(requete)
    assert requete.POST.dict() == {"nom": "Martin", "autre": "x"}


@pytest.mark.parametrize("ecrite", ["31/12/9999", "01/01/3000"])
def test_a_year_beyond_the_calendar_of_rules_is_said(ecrite):
    with pytest.raises(ValidationError, match="trop lointaine"):
        lire_date(ecrite)


def test_a_body_that_is_no_form_is_refused_calmly(client, db):
    client.raise_request_exception = False
    for type_mime in ("multipart/form-data", "multipart/form-data; boundary=x", "application/json", "text/\x7f", ""):
        reponse = client.post(reverse("account_login"), b"--x\r\nContent-Disp", content_type=type_mime)
        assert reponse.status_code < 500, type_mime
    reponse = client.post(reverse("account_login"), "login=%ff%fe&password=%00", "application/x-www-form-urlencoded")
    assert reponse.status_code < 500


def test_a_form_of_thousands_of_fields_is_refused(client, db):
    donnees = {f"champ{rang}": "x" for rang in range(5000)}
    assert client.post(reverse("account_login"), donnees).status_code == 400
