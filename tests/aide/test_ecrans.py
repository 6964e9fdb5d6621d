"""Writing to the assistance and answering, as both see it."""

import pytest
from django.core.cache import cache
from django.test import Client

from forprev.aide.actions.tickets import Message, ecrire_a_l_assistance
from forprev.aide.jetons import jeton_de_suivi
from forprev.aide.models import MessageTicket, Ticket
from forprev.comptes.contestations import jeton_de_contestation
from forprev.courriels.models import Courriel
from forprev.personnes.actions.contestation import contester_compte
from forprev.referentiel.models import TexteReference
from tests import fabriques as f
from tests.fabriques.nombreux import verifier_liste_constante
from tests.texte import lisible

pytestmark = pytest.mark.django_db
CHAMPS = {"nom": "Zoé Roy", "email": "zoe@example.org", "objet": "Lien", "texte": "Il ne marche pas."}
MAUVAIS = ["", "   ", "\x00", "x" * 6000, "x" * 200, "🙂" * 80, "مرحبا بالعالم", "<script>alert(1)</script>", "{{ 7 }}"]


@pytest.fixture(autouse=True)
def _compteurs_neufs(db):
    cache.clear()


def ecrire(par=None, **changes) -> Ticket:
    return ecrire_a_l_assistance(par=par, message=Message(**CHAMPS | changes), le=f.INSTANT)


# --- the person ------------------------------------------------------------------------------------------------------


@pytest.mark.rule("AID-04")
def test_a_visitor_writes_then_reads_and_completes_by_the_link(client_de):
    client = client_de()
    page = client.post("/aide/contact/", CHAMPS, follow=True)
    assert page.redirect_chain == [("/aide/contact/?envoye=1", 302)]
    assert "Votre message est envoyé" in lisible(page)
    ticket = Ticket.objects.get()
    lien = f"/aide/contact/suivi/{jeton_de_suivi(ticket)}/"

    assert "Il ne marche pas." in lisible(client.get(lien))
    suite = client.post(lien, {"texte": "Toujours pas."}, follow=True)
    assert "Toujours pas." in lisible(suite)
    assert client.post(lien, {"texte": " "}).status_code == 422
    assert client.get(f"/aide/contact/suivi/{jeton_de_suivi(ticket)}0/").status_code == 404
    assert "no-store" in client.get(lien)["Cache-Control"]


@pytest.mark.rule("AID-04")
def test_the_form_knows_who_is_signed_in_and_where_they_come_from(client_de):
    acteur = f.gestionnaire()
    client = client_de(acteur)
    page = client.get("/aide/contact/", headers={"referer": "http://testserver/habilitations/12/?q=secret"})
    assert f'value="{acteur.personne.email}"' in page.content.decode()
    assert acteur.personne.numero in lisible(page)
    assert page.context["formulaire"].initial["page"] == "/habilitations/12/"

    envoi = {"email": acteur.personne.email, "objet": "Lien", "texte": "Bonjour", "page": "/habilitations/12/"}
    suite = client.post("/aide/contact/", envoi, follow=True)
    ticket = Ticket.objects.get()
    assert suite.redirect_chain == [(f"/aide/contact/{ticket.pk}/", 302)]
    assert (ticket.personne, ticket.page, ticket.profil) == (acteur.personne, "/habilitations/12/", acteur.code)
    assert ticket.de_qui == acteur.personne.nom_complet
    assert str(ticket.pk) in lisible(client.get("/aide/contact/"))


@pytest.mark.rule("SEC-01")
def test_one_reads_one_s_own_messages_alone(client_de):
    ticket = ecrire(f.gestionnaire())
    for acteur in (f.gestionnaire(), f.assistance(), f.inrs()):
        assert client_de(acteur).get(f"/aide/contact/{ticket.pk}/").status_code == 404
        assert client_de(acteur).post(f"/aide/contact/{ticket.pk}/", {"texte": "x"}).status_code == 404


@pytest.mark.parametrize(
    ("origine", "gardee"),
    [
        ("http://testserver/certification/12/", "/certification/12/"),
        ("http://testserver/reinitialisation-mot-de-passe/secret/", "/reinitialisation-mot-de-passe/<str:token>/"),
        ("http://testserver/compte-conteste/secret", "/compte-conteste/<str:token>/"),
        ("http://testserver/aide/contact/suivi/secret/", "/aide/contact/suivi/<str:token>/"),
        ("http://testserver/rien-ici/", "/rien-ici/"),
        ("http://ailleurs.example/certification/12/", ""),
        ("http://testserver/" + "a" * 300, ""),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_no_secret_follows_from_the_page_before(client_de, origine, gardee):
    page = client_de().get("/aide/contact/", headers={"referer": origine})
    assert page.context["formulaire"].initial["page"] == gardee


@pytest.mark.rule("RGP-14")
def test_the_form_says_not_to_name_stagiaires(client_de):
    assert "N'indiquez le nom d'aucun stagiaire" in lisible(client_de().get("/aide/contact/"))
    ticket = ecrire()
    assert "N'indiquez le nom d'aucun stagiaire" in lisible(
        client_de().get(f"/aide/contact/suivi/{jeton_de_suivi(ticket)}/")
    )


@pytest.mark.rule("AID-07")
def test_the_page_gives_the_assistance_and_the_person_s_caisse(client_de):
    TexteReference.objects.create(code="assistance_telephone", texte="01 23 45 67 89", du="2020-01-01")
    TexteReference.objects.create(code="assistance_horaires", texte="du lundi au vendredi", du="2020-01-01")
    f.CaisseFactory(service="Service prévention", telephone="01 40 05 32 64", email="prev@cramif.example.org")
    lu = lisible(client_de(f.gestionnaire()).get("/aide/contact/"))
    for texte in ("01 23 45 67 89", "du lundi au vendredi", "Cramif", "Service prévention", "01 40 05 32 64"):
        assert texte in lu
    assert "prev@cramif.example.org" in lu
    assert "Cramif" not in lisible(client_de().get("/aide/contact/"))


@pytest.mark.parametrize("champ", ["nom", "email", "objet", "texte", "page"])
@pytest.mark.parametrize("valeur", MAUVAIS)
def test_whatever_is_typed_the_page_stands(client_de, champ, valeur):
    reponse = client_de().post("/aide/contact/", CHAMPS | {champ: valeur})
    assert reponse.status_code in (302, 422)
    if reponse.status_code == 422 and champ != "texte":
        assert "Il ne marche pas." in reponse.content.decode()


@pytest.mark.parametrize("email", ["ZOE+Forprev@Example.ORG", "zoe@hôpital.example.org"])
def test_odd_addresses_are_written_to(client_de, email):
    client_de().post("/aide/contact/", CHAMPS | {"email": email})
    assert Courriel.objects.filter(destinataire__iexact=email).exists() or Ticket.objects.count() == 1


def test_too_many_messages_to_one_address_are_refused_and_kept(client_de):
    client = client_de()
    for rang in range(10):
        assert client.post("/aide/contact/", CHAMPS | {"texte": f"n° {rang}"}).status_code == 302
    reponse = client.post("/aide/contact/", CHAMPS | {"texte": "un de trop"})
    assert reponse.status_code == 422
    assert "réessayez dans une heure" in lisible(reponse)
    assert "un de trop" in reponse.content.decode()
    assert Ticket.objects.count() == 10


def test_nothing_tells_whether_an_address_has_an_account(client_de):
    f.PersonneFactory(email="zoe@example.org")
    connu = client_de().post("/aide/contact/", CHAMPS, follow=True)
    inconnu = client_de().post("/aide/contact/", CHAMPS | {"email": "nul@example.org"}, follow=True)
    assert lisible(connu) == lisible(inconnu)


def test_before_the_first_sign_in_is_done_one_may_already_write(client_de):
    acteur = f.acteur_sans_profil(f.PersonneFactory(nouvelle=True))
    client = client_de(acteur)
    assert client.get("/aide/contact/").status_code == 200
    client.post("/aide/contact/", CHAMPS)
    assert client.get(f"/aide/contact/{Ticket.objects.get().pk}/").status_code == 200


def test_the_form_needs_its_token():
    client = Client(enforce_csrf_checks=True)
    assert client.post("/aide/contact/", CHAMPS).status_code == 403


# --- the assistance --------------------------------------------------------------------------------------------------


@pytest.mark.rule("AID-04")
def test_the_oldest_waiting_comes_first_and_the_filters_stay_in_the_address(client_de):
    agent = f.assistance()
    client = client_de(agent)
    ancien, recent, clos = ecrire(objet="Ancien"), ecrire(objet="Récent"), ecrire(objet="Fini")
    Ticket.objects.filter(pk=ancien.pk).update(attend_depuis=f.il_y_a(4))
    Ticket.objects.filter(pk=clos.pk).update(etat="CLOS", clos_le=f.INSTANT)

    page = client.get("/contacts/")
    assert [t.pk for t in page.context["page"].object_list] == [ancien.pk, recent.pk]
    assert "4 jours" in lisible(page)
    assert [t.pk for t in client.get("/contacts/?etat=CLOS").context["page"].object_list] == [clos.pk]
    assert len(client.get("/contacts/?etat=").context["page"].object_list) == 3
    assert client.get("/contacts/?etat=NIMPORTE&origine=x&tri=-zz&page=99").status_code == 200
    assert "Aucun message ne correspond" in lisible(client.get("/contacts/?origine=compte-conteste"))


@pytest.mark.rule("AID-04")
def test_answer_close_reopen(client_de):
    agent, ticket = f.assistance(), ecrire()
    client = client_de(agent)
    fiche = f"/contacts/{ticket.pk}/"
    assert "Il ne marche pas." in lisible(client.get(fiche))

    assert client.post(fiche, {"texte": "Voici.", "version": "1"}).status_code == 302
    assert client.post(f"{fiche}clore/", {"version": "2"}).status_code == 302
    page = client.get(fiche)
    assert "Clos le" in lisible(page)
    assert "Répondre et clore" not in lisible(page)
    assert client.post(fiche, {"texte": "Encore.", "version": "3"}).status_code == 422
    assert client.post(f"{fiche}rouvrir/", {"version": "3"}).status_code == 302
    client.post(fiche, {"texte": "Pour finir.", "version": "4", "clore": "oui"})
    ticket.refresh_from_db()
    assert (ticket.etat, ticket.version, MessageTicket.objects.count()) == ("CLOS", 6, 3)


@pytest.mark.rule("DEM-16")
def test_the_second_of_two_assistants_is_told_and_loses_nothing(client_de):
    un, deux, ticket = f.assistance(), f.assistance(), ecrire()
    fiche = f"/contacts/{ticket.pk}/"
    client_de(un).post(fiche, {"texte": "La réponse du premier.", "version": "1"})

    reponse = client_de(deux).post(fiche, {"texte": "Celle du second.", "version": "1"})
    assert reponse.status_code == 422
    lu = lisible(reponse)
    assert "a écrit ou agi sur ce ticket" in lu
    assert "La réponse du premier." in lu
    assert "Celle du second." in reponse.content.decode()
    assert 'name="version" value="2"' in reponse.content.decode()
    assert client_de(deux).post(fiche, {"texte": "Celle du second.", "version": "2"}).status_code == 302


@pytest.mark.parametrize("version", ["", "x", "-1", "9" * 30, "²", "\x00"])
def test_a_version_that_means_nothing_is_an_old_one(client_de, version):
    ticket = ecrire()
    reponse = client_de(f.assistance()).post(f"/contacts/{ticket.pk}/", {"texte": "Voici.", "version": version})
    assert reponse.status_code == 422


@pytest.mark.rule("ACC-20")
def test_a_contested_account_is_given_back_from_its_ticket(client_de):
    nouvelle = f.PersonneFactory(nouvelle=True)
    contester_compte(jeton=jeton_de_contestation(nouvelle), le=f.INSTANT)
    ticket = Ticket.objects.get()
    client = client_de(f.assistance())
    lu = lisible(client.get(f"/contacts/{ticket.pk}/"))
    assert f"Compte {nouvelle.numero}" in lu
    assert "Ses rôles restent écrits et ne servent plus." in lu

    client.post(f"/contacts/{ticket.pk}/retablir/")
    nouvelle.refresh_from_db()
    assert nouvelle.is_active
    encore = client.post(f"/contacts/{ticket.pk}/retablir/", follow=True)
    assert "rien n'a été changé" in lisible(encore)


def test_the_list_reads_as_much_with_a_thousand_rows(client_de, nb_requetes):
    def ajouter(nombre: int) -> None:
        deja = Ticket.objects.count()
        Ticket.objects.bulk_create(
            Ticket(
                origine="contact", cle=f"c{rang}", email="a@example.org", objet="O", ouvert_le=f.INSTANT,
                attend_depuis=f.INSTANT,
            )
            for rang in range(deja, deja + nombre)
        )  # fmt: skip

    verifier_liste_constante(client_de(f.assistance()), "/contacts/", ajouter, nb_requetes)
