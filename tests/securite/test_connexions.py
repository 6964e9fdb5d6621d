"""Web sessions under attack: planted beforehand, forged, kept after [SEC-01, ACC-08, ACC-09]."""

import pytest
from django.contrib.auth import get_user
from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse

from forprev.profils.requete import CLE_DE_SESSION
from tests import fabriques as f

SAISIE = {"login": "JEJ46894", "password": "trois chats sur un mur"}


@pytest.fixture
def personne(db):
    personne = f.PersonneFactory(numero="JEJ46894")
    personne.set_password(SAISIE["password"])
    personne.save()
    return personne


@pytest.mark.rule("SEC-01")
def test_a_web_session_planted_before_sign_in_is_not_the_one_that_opens(client, jour, personne, settings):
    nom = settings.SESSION_COOKIE_NAME
    pose = client.session
    pose["x"] = "1"
    pose.save()
    client.cookies[nom] = pose.session_key
    client.get(reverse("account_login"))
    client.post(reverse("account_login"), SAISIE)
    assert get_user(client) == personne
    assert client.cookies[nom].value != pose.session_key
    attaquant = Client()
    attaquant.cookies[nom] = pose.session_key
    assert get_user(attaquant).is_anonymous


@pytest.mark.rule("SEC-01")
@pytest.mark.parametrize("cle", ["cle-choisie-par-un-autre-00000000", "../../etc", "é", "x" * 5000])
def test_a_chosen_key_is_never_adopted(client, jour, personne, settings, cle):
    client.cookies[settings.SESSION_COOKIE_NAME] = cle
    client.post(reverse("account_login"), SAISIE)
    assert not Session.objects.filter(session_key=cle[:40]).exists()
    assert get_user(client) == personne


@pytest.mark.rule("SEC-01")
def test_signing_in_changes_the_token_of_forms(client, jour, personne):
    avant = client.get(reverse("account_login")).cookies["forprev_csrf"].value
    apres = client.post(reverse("account_login"), SAISIE).cookies["forprev_csrf"].value
    assert avant != apres


@pytest.mark.rule("SEC-01")
def test_signing_out_kills_the_web_session(client, jour, personne, settings):
    client.post(reverse("account_login"), SAISIE)
    volee = client.cookies[settings.SESSION_COOKIE_NAME].value
    client.post(reverse("account_logout"))
    attaquant = Client()
    attaquant.cookies[settings.SESSION_COOKIE_NAME] = volee
    assert attaquant.get(reverse("tableau_de_bord")).status_code == 302


@pytest.fixture
def gestionnaires(jour, db):
    return f.gestionnaire(), f.gestionnaire()


@pytest.mark.rule("ACC-09", "SEC-01")
def test_a_profile_forged_in_the_web_session_gives_nothing(client_de, gestionnaires):
    sien, autre = gestionnaires
    for acteur in (autre, f.inrs(), f.assistance(), f.formateur()):
        client = client_de(sien)
        memoire = client.session
        memoire[CLE_DE_SESSION] = acteur.code
        memoire.save()
        reponse = client.get(reverse("mon_entite"))
        assert reponse.status_code == 200
        assert sien.entite_nom in reponse.content.decode()
        assert reponse.wsgi_request.acteur.code == sien.code


@pytest.mark.rule("ACC-09", "SEC-01")
@pytest.mark.parametrize("code", ["", "INRS", "GESTIONNAIRE", "GESTIONNAIRE:1", "../INRS", "x" * 500, "\x00"])
def test_a_profile_asked_for_by_address_or_form_gives_nothing(client_de, gestionnaires, code):
    sien, autre = gestionnaires
    for voulu in (code, autre.code, f.inrs().code):
        client = client_de(sien)
        reponse = client.get(reverse("mon_entite"), {"profil": voulu})
        assert reponse.wsgi_request.acteur.code == sien.code
        assert autre.entite_nom not in reponse.content.decode() or autre.entite_nom == sien.entite_nom
        client.post(reverse("profils"), {"profil": voulu})
        assert client.get(reverse("agenda")).status_code == 403
        assert client.get(reverse("mon_entite")).wsgi_request.acteur.code == sien.code


@pytest.mark.rule("ACC-09")
def test_a_profile_lost_meanwhile_opens_nothing_more(client_de, gestionnaires):
    sien, _ = gestionnaires
    client = client_de(sien)
    sien.personne.appartenances.all().delete()
    assert client.get(reverse("mon_entite")).status_code == 403


@pytest.mark.rule("SEC-01")
def test_a_closed_account_is_out_at_its_next_request(client_de, gestionnaires):
    sien, _ = gestionnaires
    client = client_de(sien)
    sien.personne.is_active = False
    sien.personne.save()
    assert client.get(reverse("tableau_de_bord")).status_code == 302
