"""*Mon profil*: identity, e-mail and its change, a formateur's caisse."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.cache import cache

from forprev.comptes.models import AutreNumero, ChangementEmail, Personne
from forprev.courriels.models import Courriel
from tests import fabriques as f
from tests.texte import lisible

pytestmark = pytest.mark.django_db
SECRET = "deux sirènes chantent 7"
EMAIL = "/mon-profil/e-mail/"
LIEN = re.compile(r"/mon-profil/e-mail/confirmation/[^/\s\"]+/")


@pytest.fixture
def acteur():
    cache.clear()
    personne = f.PersonneFactory(numero="JEJ46894", nom="Lefèvre", prenom="Zoé", email="ancienne@example.org")
    personne.set_password(SECRET)
    personne.save()
    return f.acteur_sans_profil(personne)


def changer(client, email, mot_de_passe=SECRET):
    return client.post(EMAIL, {"email": email, "mot_de_passe": mot_de_passe})


def lien(adresse) -> str:
    trouve = LIEN.search(Courriel.objects.filter(destinataire=adresse).latest("pk").texte)
    assert trouve is not None
    return trouve.group()


def email_de(acteur) -> str:
    return Personne.objects.get(pk=acteur.personne_id).email


# --- Informations ----------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-06", "ACC-07")
def test_the_page_shows_who_forprev_knows(client_de, acteur):
    AutreNumero.objects.create(numero="ABC12345", personne=acteur.personne, depuis=f.INSTANT)

    texte = lisible(client_de(acteur).get("/mon-profil/"))

    for attendu in ("Mon profil JEJ46894", "Lefèvre", "Zoé", "29 février 1980", "ancienne@example.org", "ABC12345"):
        assert attendu in texte
    assert "Informations Notifications" in texte
    assert "Caisse de rattachement" not in texte


@pytest.mark.rule("ACC-06", "ACC-27")
def test_a_formateur_changes_their_caisse_at_any_time(client_de, acteur):
    caisse = f.CaisseFactory()
    client = client_de(f.formateur(acteur.personne))

    assert client.get("/mon-profil/").context["form"]["caisse"].value() == "hors-caisse"
    for code, attendu in ((caisse.code, (caisse.code, False)), ("hors-caisse", (None, True))):
        assert client.post("/mon-profil/", {"caisse": code}).status_code == 302
        personne = Personne.objects.get(pk=acteur.personne_id)
        assert (personne.caisse_rattachement_id, personne.hors_caisse) == attendu
    for faux in ("", "ZZZ", "😀", "\x00"):
        assert client.post("/mon-profil/", {"caisse": faux}).status_code == 422


def test_who_is_no_formateur_has_no_caisse_to_choose(client_de, acteur):
    assert client_de(acteur).post("/mon-profil/", {"caisse": "hors-caisse"}).status_code == 403


def test_the_tabs_tell_where_one_is(client_de, acteur):
    client = client_de(acteur)
    for adresse, onglet in (("/mon-profil/", "Informations"), ("/mon-profil/notifications/", "Notifications")):
        page = client.get(adresse).content.decode()
        assert re.search(rf'href="{adresse}" aria-current="page"\s*>\s*{onglet}', page)


# --- the e-mail ------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-07")
@pytest.mark.parametrize("signed_in", [True, False])
def test_the_new_address_confirms(client_de, acteur, signed_in):
    client = client_de(acteur)
    reponse = client.post(EMAIL, {"email": "Neuve+1@Exämple.fr", "mot_de_passe": SECRET}, follow=True)
    texte = lisible(reponse)
    assert "Un lien a été envoyé à Neuve+1@Exämple.fr" in texte
    assert "Changement en attente" in texte
    adresse = lien("Neuve+1@Exämple.fr")
    autre = client if signed_in else client_de(None)

    for _ in range(2):
        assert "Neuve+1@Exämple.fr" in lisible(autre.get(adresse))
    assert email_de(acteur) == "ancienne@example.org"
    fait = autre.post(adresse)

    assert fait["Location"] == ("/mon-profil/" if signed_in else "/connexion/")
    assert "Votre e-mail est désormais Neuve+1@Exämple.fr." in lisible(autre.get(fait["Location"]))
    assert email_de(acteur) == "Neuve+1@Exämple.fr"
    assert autre.get(adresse).status_code == autre.post(adresse).status_code == 404
    assert "Changement en attente" not in lisible(client.get("/mon-profil/"))


def test_mails_leave_for_an_accented_domain(client_de, acteur, executer_taches):
    changer(client_de(acteur), "Neuve+1@exämple.fr")
    executer_taches()

    assert {str(m.message()["To"]) for m in mail.outbox} == {"Neuve+1@xn--exmple-cua.fr", "ancienne@example.org"}


@pytest.mark.rule("ACC-07")
def test_a_pending_change_is_given_up(client_de, acteur):
    client = client_de(acteur)
    changer(client, "neuve@example.org")
    adresse = lien("neuve@example.org")

    reponse = client.post("/mon-profil/e-mail/annuler/", follow=True)

    assert "Le changement d'e-mail est annulé." in lisible(reponse)
    assert "Changement en attente" not in lisible(reponse)
    assert client.post(adresse).status_code == 404
    assert "Aucun changement d'e-mail n'est en cours." in lisible(
        client.post("/mon-profil/e-mail/annuler/", follow=True)
    )


@pytest.mark.rule("ACC-07")
def test_a_change_whose_link_ended_is_no_more_pending(client_de, acteur):
    client = client_de(acteur)
    changer(client, "neuve@example.org")
    ChangementEmail.objects.update(demande_le=f.INSTANT - timedelta(hours=90))

    assert "Changement en attente" not in lisible(client.get("/mon-profil/"))


@pytest.mark.rule("ACC-25")
def test_the_e_mail_of_another_is_refused_beside_its_field(client_de, acteur):
    autre = f.PersonneFactory(email="prise@example.org", nom="Kowalczyk")

    reponse = changer(client_de(acteur), "Prise@Example.org")

    assert reponse.status_code == 422
    assert reponse.context["form"].errors.keys() == {"email"}
    texte = lisible(reponse)
    assert "Cet e-mail est déjà utilisé dans Forprev" in texte
    assert autre.nom not in texte
    assert autre.numero not in texte


@pytest.mark.rule("ACC-25")
def test_an_e_mail_taken_meanwhile_is_refused_nicely(client_de, acteur):
    client = client_de(acteur)
    changer(client, "prise@example.org")
    adresse = lien("prise@example.org")
    f.PersonneFactory(email="Prise@example.org")

    reponse = client.post(adresse)

    assert reponse.status_code == 422
    assert "Rien n'a été changé" in lisible(reponse)
    assert "Cet e-mail est déjà utilisé dans Forprev" in lisible(reponse)
    assert email_de(acteur) == "ancienne@example.org"


@pytest.mark.rule("ACC-07")
def test_the_password_is_asked(client_de, acteur):
    client = client_de(acteur)

    reponse = changer(client, "neuve@example.org", "pas le bon du tout")

    assert reponse.status_code == 422
    assert reponse.context["form"].errors.keys() == {"mot_de_passe"}
    assert 'value="neuve@example.org"' in reponse.content.decode()
    assert "pas le bon" not in reponse.content.decode()
    assert not Courriel.objects.exists()


@pytest.mark.rule("ACC-16")
def test_wrong_passwords_are_counted(client_de, acteur):
    client = client_de(acteur)
    for _ in range(5):
        changer(client, "neuve@example.org", "pas le bon du tout")

    assert "Trop d'essais" in lisible(changer(client, "neuve@example.org"))


def test_strangers_are_not_mailed_at_will(client_de, acteur):
    client = client_de(acteur)
    for rang in range(10):
        assert changer(client, f"neuve{rang}@example.org").status_code == 302

    assert "Trop de changements demandés" in lisible(changer(client, "neuve11@example.org"))


@pytest.mark.parametrize(
    "email",
    [
        "", " ", "x", "a@b", "prénom@example.org", "a b@example.org", "😀@example.org", "a@example.org\nBcc: b@c.fr",
        "\u202egro.elpmaxe@a", f"{'a' * 250}@example.org", "a@" + "é" * 300 + ".fr",
    ],
)  # fmt: skip
def test_what_is_no_e_mail_is_refused(client_de, acteur, email):
    reponse = changer(client_de(acteur), email)

    assert reponse.status_code == 422
    assert "email" in reponse.context["form"].errors


def test_two_ways_to_write_an_accent_are_one(client_de, acteur):
    changer(client_de(acteur), "neuve@exa\u0308mple.fr")

    assert ChangementEmail.objects.get().adresse == "neuve@exämple.fr"


@pytest.mark.rule("ACC-06", "ACC-07")
def test_the_e_mail_may_be_corrected_before_the_first_sign_in_is_done(client_de, acteur):
    Personne.objects.filter(pk=acteur.personne_id).update(premiere_connexion_le=None)
    acteur.personne.refresh_from_db()
    client = client_de(acteur)
    assert EMAIL in client.get("/premiere-connexion/").content.decode()
    assert client.get(EMAIL).status_code == 200

    reponse = changer(client, "neuve@example.org")

    assert reponse["Location"] == "/premiere-connexion/"
    assert "Un lien a été envoyé" in lisible(client.get("/premiere-connexion/"))
