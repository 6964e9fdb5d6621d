"""Switching profile, and being told that something belongs to another one."""

import pytest
from django.http import HttpResponse
from django.test import RequestFactory
from django.urls import path

from forprev.comptes.states import Profil
from forprev.entites.models import Entite
from forprev.profils.requete import CLE_DE_SESSION
from forprev.web.commun.decorators import par_profil, pour
from forprev.web.commun.objets import objet_ou_404
from tests import fabriques as f
from tests.texte import lisible

pytestmark = pytest.mark.django_db


@pytest.fixture
def double():
    """One person, gestionnaire of an entity and délégataire of another."""
    gestionnaire = f.gestionnaire(f.EntiteFactory(raison_sociale="Mairie de Vanves"))
    habilitation = f.HabilitationFactory(entite__raison_sociale="Ville de Meudon")
    return gestionnaire, f.delegataire(habilitation, gestionnaire.personne)


def choisir(client, code, **champs):
    return client.post("/profils/", {"profil": code, **champs})


# --- the switch ------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-09")
def test_each_profile_stands_with_its_entity_and_its_count(client_de, double):
    gestionnaire, delegataire = double
    f.SessionFactory(habilitation__entite_id=gestionnaire.entite_id, habilitation__entite=None)
    f.SessionFactory.create_batch(
        2,
        habilitation=f.HabilitationFactory(entite_id=delegataire.entite_id, entite=None),
        declaree_par=delegataire.personne,
    )

    reponse = client_de(gestionnaire).get("/profils/")

    assert [(ligne["acteur"], ligne["a_traiter"]) for ligne in reponse.context["lignes"]] == [
        (gestionnaire, 1),
        (delegataire, 2),
    ]
    texte = lisible(reponse)
    assert "Gestionnaire Mairie de Vanves 1 Profil actif" in texte
    assert "Délégataire Ville de Meudon 2 Choisir" in texte


@pytest.mark.rule("ACC-09")
def test_switching_changes_the_header_and_is_remembered(client_de, double):
    gestionnaire, delegataire = double
    client = client_de(gestionnaire)

    reponse = choisir(client, delegataire.code)

    assert (reponse.status_code, reponse["Location"]) == (302, "/tableau-de-bord/")
    assert "Délégataire · Ville de Meudon" in lisible(client.get("/tableau-de-bord/"))
    gestionnaire.personne.refresh_from_db()
    assert gestionnaire.personne.profil_retenu == delegataire.code


@pytest.mark.rule("ACC-09")
def test_the_next_web_session_starts_with_the_last_choice(client_de, double):
    gestionnaire, delegataire = double
    choisir(client_de(gestionnaire), delegataire.code)
    autre = client_de(gestionnaire)
    memoire = autre.session
    del memoire[CLE_DE_SESSION]
    memoire.save()

    assert "Délégataire · Ville de Meudon" in lisible(autre.get("/tableau-de-bord/"))


@pytest.mark.rule("ACC-09")
def test_two_browsers_may_wear_two_profiles(client_de, double):
    gestionnaire, delegataire = double
    premier, second = client_de(gestionnaire), client_de(gestionnaire)

    choisir(second, delegataire.code)

    assert premier.get("/profils/").wsgi_request.acteur.code == gestionnaire.code


@pytest.mark.rule("ACC-09", "SEC-01")
@pytest.mark.parametrize("code", ["inrs", "gestionnaire-999999", "gestionnaire", "", "sans-profil"])
def test_a_forged_code_changes_nothing(client_de, double, code):
    gestionnaire, _ = double
    client = client_de(gestionnaire)

    reponse = client.post("/profils/", {"profil": code}, follow=True)

    assert "Vous ne tenez pas ou plus ce profil." in lisible(reponse)
    assert reponse.wsgi_request.acteur.code == gestionnaire.code
    gestionnaire.personne.refresh_from_db()
    assert gestionnaire.personne.profil_retenu == ""


@pytest.mark.rule("ACC-09", "SEC-01")
def test_a_forged_memory_counts_for_nothing(client_de, double):
    gestionnaire, _ = double
    client = client_de(gestionnaire)
    memoire = client.session
    memoire[CLE_DE_SESSION] = "inrs"
    memoire.save()

    assert client.get("/profils/").wsgi_request.acteur.code == gestionnaire.code


def test_a_role_that_ends_closes_its_profile_at_once(client_de, double):
    gestionnaire, delegataire = double
    client = client_de(delegataire)
    assert client.get("/habilitations/").wsgi_request.acteur.profil == Profil.DELEGATAIRE

    gestionnaire.personne.appartenances.get(pk=delegataire.membre_id).delete()

    assert client.get("/habilitations/").wsgi_request.acteur.code == gestionnaire.code


def test_without_any_role_left_the_pages_close(client_de):
    acteur = f.gestionnaire()
    client = client_de(acteur)
    acteur.personne.appartenances.all().delete()

    assert client.get("/mon-entite/").status_code == 403
    assert "vous ne tenez aucun profil pour le moment" in lisible(client.get("/tableau-de-bord/"))


@pytest.mark.parametrize(
    ("suite", "attendue"),
    [
        ("/habilitations/?vue=toutes", "/habilitations/?vue=toutes"),
        ("https://ailleurs.example/piege/", "/tableau-de-bord/"),
        ("//ailleurs.example/", "/tableau-de-bord/"),
        ("javascript:alert(1)", "/tableau-de-bord/"),
        ("", "/tableau-de-bord/"),
    ],
)
def test_the_switch_leads_only_to_this_site(client_de, double, suite, attendue):
    gestionnaire, delegataire = double

    assert choisir(client_de(gestionnaire), delegataire.code, suite=suite)["Location"] == attendue


def test_the_switch_needs_the_token_of_its_form(client_de, double):
    gestionnaire, delegataire = double

    reponse = choisir(client_de(gestionnaire, enforce_csrf_checks=True), delegataire.code)

    assert reponse.status_code == 403
    assert "Ce formulaire a expiré" in lisible(reponse)


def test_reading_writes_nothing(client_de, double, nb_requetes):
    gestionnaire, _ = double
    client = client_de(gestionnaire)

    for adresse in ("/profils/", "/acces/", "/tableau-de-bord/", "/habilitations/", "/mon-entite/"):
        with nb_requetes() as compte:
            client.get(adresse)
        assert [sql for sql in compte.requetes if not sql.startswith("SELECT")] == []


# --- another profile's object ----------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-22")
def test_an_object_of_another_profile_is_named_and_opened_after_a_switch(client_de, double):
    gestionnaire, delegataire = double
    client = client_de(gestionnaire)
    adresse = f"/habilitations/{f.HabilitationFactory._meta.model.objects.get(entite=delegataire.entite_id).pk}/"

    reponse = client.get(f"{adresse}?onglet=sessions")

    assert reponse.status_code == 409
    assert "concerne votre profil Délégataire · Ville de Meudon" in lisible(reponse)
    assert "Ouvrir comme Délégataire · Ville de Meudon" in lisible(reponse)
    assert reponse.context["suite"] == f"{adresse}?onglet=sessions"
    ouverture = choisir(client, delegataire.code, suite=reponse.context["suite"])
    assert client.get(ouverture["Location"]).status_code == 200


@pytest.mark.rule("ACC-22", "SEC-01")
def test_an_object_that_no_profile_may_see_is_not_there(client_de, double):
    gestionnaire, _ = double

    reponse = client_de(gestionnaire).get(f"/habilitations/{f.HabilitationFactory().pk}/")

    assert reponse.status_code == 404
    assert "Cette page est introuvable" in lisible(reponse)


@pytest.mark.rule("ACC-22")
def test_a_page_of_another_profile_offers_the_switch(client_de, double):
    gestionnaire, delegataire = double

    reponse = client_de(delegataire).get("/mon-entite/")

    assert reponse.status_code == 403
    assert reponse.context["acteurs"] == [gestionnaire]
    assert "Ouvrir comme Gestionnaire · Mairie de Vanves" in lisible(reponse)


@pytest.mark.rule("ACC-22")
def test_a_link_sent_for_another_profile_offers_the_switch_first(client_de, double):
    """Both profiles may open the page: the link tells which one it was sent for."""
    gestionnaire, delegataire = double
    client = client_de(gestionnaire)

    reponse = client.get(f"/habilitations/?vue=toutes&profil={delegataire.code}")

    assert reponse.status_code == 409
    assert reponse.context["acteurs"] == [delegataire]
    assert reponse.context["suite"] == "/habilitations/?vue=toutes"
    assert "Rester Gestionnaire · Mairie de Vanves" in lisible(reponse)


@pytest.mark.rule("ACC-22")
@pytest.mark.parametrize("code", ["inrs", "gestionnaire-999999", "n’importe quoi"])
def test_a_link_for_a_profile_not_held_opens_under_the_active_one(client_de, double, code):
    gestionnaire, _ = double

    assert client_de(gestionnaire).get("/habilitations/", {"profil": code}).status_code == 200


@pytest.mark.rule("ACC-22")
def test_a_link_for_the_active_profile_opens(client_de, double):
    gestionnaire, _ = double

    assert client_de(gestionnaire).get("/habilitations/", {"profil": gestionnaire.code}).status_code == 200


# --- the doors themselves --------------------------------------------------------------------------------------------


@pour(Profil.GESTIONNAIRE)
def page_d_objet(request, pk):
    return HttpResponse(objet_ou_404(request, Entite.objects.visibles_par, pk=pk).raison_sociale)


urlpatterns = [
    path("objet/<int:pk>/", page_d_objet),
    path(
        "aiguillage/",
        par_profil(
            {
                Profil.GESTIONNAIRE: lambda request: HttpResponse("côté entité"),
                Profil.FORMATEUR: lambda request: HttpResponse("côté formateur"),
            }
        ),
    ),
]


@pytest.mark.urls(__name__)
@pytest.mark.rule("SEC-01")
def test_one_address_serves_each_profile_its_own_page(client_de):
    assert client_de(f.gestionnaire()).get("/aiguillage/").content.decode() == "côté entité"
    assert client_de(f.formateur()).get("/aiguillage/").content.decode() == "côté formateur"


def test_a_visitor_is_sent_to_sign_in_and_back(client_de):
    reponse = client_de().get("/habilitations/?vue=toutes")

    assert (reponse.status_code, reponse["Location"]) == (302, "/connexion/?next=/habilitations/%3Fvue%3Dtoutes")


@pytest.mark.urls(__name__)
@pytest.mark.rule("ACC-22")
def test_a_form_sent_under_the_wrong_profile_says_that_nothing_was_saved(client_de, double):
    gestionnaire, delegataire = double

    reponse = client_de(delegataire).post(f"/objet/{gestionnaire.entite_id}/")

    assert reponse.status_code == 403
    assert "Rien n'a été enregistré." in lisible(reponse)


def test_the_instant_is_one_for_the_whole_request(rf: RequestFactory, jour):
    from forprev.profils.middleware import ProfilsMiddleware
    from forprev.socle import clock

    vues = []

    def vue(request):
        vues.append((request.le, request.jour))
        return HttpResponse()

    ProfilsMiddleware(vue)(rf.get("/"))
    ((instant, jour_vu),) = vues
    assert jour_vu == jour == clock.jour(instant)


def test_a_page_that_asks_for_no_profile_costs_no_query(client_de, nb_requetes):
    client = client_de(f.gestionnaire())

    with nb_requetes() as compte:
        assert client.get("/sante/").status_code == 200

    assert not [sql for sql in compte.requetes if "entites_membre" in sql]


# --- another entity --------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-21", "ACC-09")
def test_a_new_entity_is_begun_and_worn_at_once(client_de, double):
    gestionnaire, _ = double
    client = client_de(gestionnaire)
    assert "Créer une entité" in lisible(client.get("/profils/"))

    reponse = client.post("/profils/nouvelle-entite/", follow=True)

    assert reponse.redirect_chain == [("/tableau-de-bord/", 302)]
    assert "Demandeur · Nouvelle entité" in lisible(reponse)
    gestionnaire.personne.refresh_from_db()
    assert gestionnaire.personne.profil_retenu == reponse.wsgi_request.acteur.code
    assert len(reponse.wsgi_request.acteurs) == 3


@pytest.mark.rule("ACC-21")
def test_a_double_click_begins_one_entity(client_de):
    acteur = f.acteur_sans_profil()
    client = client_de(acteur)

    codes = {client.post("/profils/nouvelle-entite/", follow=True).wsgi_request.acteur.code for _ in range(2)}

    assert len(codes) == 1
    assert acteur.personne.appartenances.count() == 1


@pytest.mark.rule("ACC-09")
def test_a_person_of_twelve_profiles_reads_and_switches(client_de):
    premier = f.gestionnaire(f.EntiteFactory(raison_sociale="VILLE 0"))
    for rang in range(1, 10):
        f.gestionnaire(f.EntiteFactory(raison_sociale=f"VILLE {rang}"), premier.personne)
    f.formateur(premier.personne)
    demandeur = f.demandeur(premier.personne)
    client = client_de(premier)

    reponse = client.get("/profils/")

    assert len(reponse.context["lignes"]) == 12
    texte = lisible(reponse)
    assert all(f"Gestionnaire VILLE {rang} 0" in texte for rang in range(10))
    assert "Demandeur Nouvelle entité 0 Choisir" in texte
    choisir(client, demandeur.code)
    assert "Demandeur · Nouvelle entité" in lisible(client.get("/tableau-de-bord/"))
