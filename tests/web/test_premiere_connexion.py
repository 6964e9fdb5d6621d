"""The first sign-in, and the caisse of whoever became formateur since."""

from urllib.parse import quote

import pytest

from forprev.communication.queries import choix_de
from forprev.communication.rules import Choix
from forprev.socle.models import EntreeJournal
from tests import fabriques as f
from tests.texte import lisible

pytestmark = pytest.mark.django_db
ADRESSE = "/premiere-connexion/"


@pytest.fixture
def nouvelle():
    return f.PersonneFactory(nouvelle=True, nom="Lefèvre", prenom="Zoé", email="Zoe+forprev@Example.org")


@pytest.mark.rule("ACC-06", "NOT-10")
def test_before_anything_else_the_person_checks_and_chooses(client_de, nouvelle):
    client = client_de(f.gestionnaire(personne=nouvelle))
    for adresse in ("/tableau-de-bord/", "/profils/", "/mon-entite/", "/acces/"):
        reponse = client.get(adresse)
        assert (reponse.status_code, reponse["Location"]) == (302, f"{ADRESSE}?next={quote(adresse, safe='')}")

    reponse = client.get(f"{ADRESSE}?next=/mon-entite/")

    texte = lisible(reponse)
    for attendu in ("Lefèvre", "Zoé", "29 février 1980", "Zoe+forprev@Example.org", nouvelle.numero):
        assert attendu in texte
    assert "Caisse de rattachement" not in texte
    form = reponse.context["form"]
    assert {nom: form[nom].value() for nom in form.fields} == {
        "alertes": True, "notifications": True, "messages": False, "rythme": "immediat",
    }  # fmt: skip


@pytest.mark.rule("ACC-06", "NOT-10")
def test_what_is_chosen_is_kept_and_leads_where_one_was_going(client_de, nouvelle):
    client = client_de(f.gestionnaire(personne=nouvelle))

    reponse = client.post(ADRESSE, {"notifications": "on", "messages": "on", "next": "/mon-entite/"})

    assert (reponse.status_code, reponse["Location"]) == (302, "/mon-entite/")
    nouvelle.refresh_from_db()
    assert nouvelle.premiere_connexion_le is not None
    assert choix_de(personne_id=nouvelle.pk) == Choix(alertes=False, notifications=True, messages=True)
    assert client.get("/mon-entite/").status_code == 200
    verbes = list(EntreeJournal.objects.order_by("pk").values_list("verbe", flat=True))
    assert verbes == ["comptes.premiere_connexion", "communication.choisir_preferences"]


@pytest.mark.rule("ACC-06", "NOT-07")
def test_the_daily_mail_is_chosen_from_the_first_day(client_de, nouvelle):
    client_de(f.gestionnaire(personne=nouvelle)).post(ADRESSE, {"alertes": "on", "rythme": "quotidien"})

    assert choix_de(personne_id=nouvelle.pk) == Choix(True, False, False, quotidien=True)


@pytest.mark.rule("ACC-06")
def test_sent_twice_it_counts_once(client_de, nouvelle):
    client = client_de(f.gestionnaire(personne=nouvelle))
    client.post(ADRESSE, {"alertes": "on"})

    assert client.post(ADRESSE, {"messages": "on"})["Location"] == "/tableau-de-bord/"

    assert choix_de(personne_id=nouvelle.pk) == Choix(alertes=True, notifications=False, messages=False)
    assert EntreeJournal.objects.filter(verbe="comptes.premiere_connexion").count() == 1


@pytest.mark.rule("ACC-06")
@pytest.mark.parametrize("caisse", ["", "ZZZ", "hors_caisse", "😀", "x" * 200, "\x00"])
def test_a_formateur_chooses_a_caisse_of_the_list(client_de, nouvelle, caisse):
    client = client_de(f.formateur(nouvelle))

    reponse = client.post(ADRESSE, {"messages": "on", "caisse": caisse})

    assert reponse.status_code == 422
    assert "Choisissez votre caisse de rattachement" in lisible(reponse)
    assert reponse.context["form"]["messages"].value() is True
    assert reponse.context["form"]["alertes"].value() is False
    nouvelle.refresh_from_db()
    assert nouvelle.premiere_connexion_le is None


@pytest.mark.rule("ACC-06", "ACC-27")
@pytest.mark.parametrize("code", ["IDF", "hors-caisse"])
def test_the_caisse_of_a_formateur_is_kept(client_de, nouvelle, code):
    f.CaisseFactory(code="IDF", nom="Cramif")
    f.CaisseFactory(code="AM", nom="Carsat Alsace-Moselle")
    client = client_de(f.formateur(nouvelle))
    liste = [nom for _, nom in client.get(ADRESSE).context["form"].fields["caisse"].choices]
    assert liste == ["Choisissez une caisse", "Carsat Alsace-Moselle", "Cramif", "INRS (hors caisse)"]

    client.post(ADRESSE, {"alertes": "on", "caisse": code})

    nouvelle.refresh_from_db()
    assert (nouvelle.caisse_rattachement_id, nouvelle.hors_caisse) == (
        (None, True) if code == "hors-caisse" else ("IDF", False)
    )
    assert client.get("/tableau-de-bord/").status_code == 200


@pytest.mark.rule("ACC-27")
def test_who_became_formateur_later_chooses_only_a_caisse(client_de):
    personne = f.PersonneFactory(hors_caisse=False)
    gestionnaire, formateur = f.gestionnaire(personne=personne), f.formateur(personne)
    client = client_de(formateur)
    caisse = f.CaisseFactory()

    assert client.get("/certificats/")["Location"] == f"{ADRESSE}?next=%2Fcertificats%2F"
    reponse = client.get(f"{ADRESSE}?next=/certificats/")
    assert list(reponse.context["form"].fields) == ["caisse"]
    assert client.post(ADRESSE, {"caisse": ""}).status_code == 422
    assert client.post(ADRESSE, {"caisse": caisse.code, "next": "/certificats/"})["Location"] == "/certificats/"

    assert client.get("/certificats/").status_code == 200
    assert client_de(gestionnaire).get("/tableau-de-bord/").status_code == 200


@pytest.mark.rule("ACC-27")
def test_the_other_profiles_stay_open_meanwhile(client_de):
    personne = f.PersonneFactory(hors_caisse=False)
    gestionnaire = f.gestionnaire(personne=personne)
    f.formateur(personne)

    assert client_de(gestionnaire).get("/tableau-de-bord/").status_code == 200


@pytest.mark.parametrize("suite", ["https://ailleurs.example/", "//ailleurs.example/", ADRESSE, ""])
def test_it_leads_to_a_page_of_this_site_and_never_to_itself(client_de, nouvelle, suite):
    client = client_de(f.gestionnaire(personne=nouvelle))

    assert client.post(ADRESSE, {"next": suite})["Location"] == "/tableau-de-bord/"
    assert client.get(ADRESSE, {"next": suite})["Location"] == "/tableau-de-bord/"
