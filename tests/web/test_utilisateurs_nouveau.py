"""`/utilisateurs/nouveau/`: the two tabs, as a browser without JavaScript uses them."""

import re
from datetime import date, timedelta

import pytest
from django.core import signing

from forprev.comptes.models import Personne
from forprev.courriels.models import Courriel
from forprev.entites.models import Membre
from forprev.habilitations.models import Delegation
from forprev.web.entite.utilisateurs_brouillon import AU_PLUS, MEMOIRE
from forprev.web.entite.utilisateurs_nouveau import SEL
from tests import fabriques as f
from tests.fabriques.jour import JOUR
from tests.texte import lisible

pytestmark = pytest.mark.django_db
NOUVEAU = "/utilisateurs/nouveau/"
NE_LE = date(1988, 5, 12)
MAELLE = {"nom": "LE GOFF", "prenom": "Maelle", "date_naissance": "12/05/1988", "email": "maelle+forprev@example.org"}
GESTIONNAIRE = {"role": "gestionnaire"}


@pytest.fixture
def habilitation():
    return f.HabilitationFactory()


@pytest.fixture
def par(habilitation):
    return f.gestionnaire(habilitation.entite)


@pytest.fixture
def client(par, client_de):
    return client_de(par)


@pytest.fixture
def connue():
    return f.PersonneFactory(
        nom="Le Goff", prenom="Maëlle", date_naissance=NE_LE, email="mlg@example.org", numero="MLG98746"
    )


def vers_le_role(client, **saisie) -> str:
    """The address of the tab *Rôle*, once the other is accepted."""
    reponse = client.post(NOUVEAU, MAELLE | saisie)
    assert reponse.status_code == 302, lisible(reponse)
    assert re.fullmatch(rf"{NOUVEAU}[0-9a-f-]{{36}}/role/", reponse["Location"])
    return reponse["Location"]


def jetons(reponse) -> list[str]:
    return re.findall(r'name="personne" value="([^"]+:[^"]+)"', reponse.content.decode())


# --- Informations -----------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-10")
def test_a_new_gestionnaire_from_one_tab_to_the_other(client, par):
    page = lisible(client.get(NOUVEAU))
    for mot in ("Informations", "Rôle", "N°Forprev", "Nom *", "Prénom *", "Date de naissance *", "E-mail *"):
        assert mot in page
    for mot in ("Abandonner", "Suivant"):
        assert mot in page
    role = vers_le_role(client)
    assert "LE GOFF Maelle" in lisible(client.get(role))
    assert not Personne.objects.filter(nom="LE GOFF").exists()
    reponse = client.post(role, GESTIONNAIRE, follow=True)
    membre = Membre.objects.get(personne__nom="LE GOFF")
    assert reponse.redirect_chain == [(f"/utilisateurs/{membre.pk}/", 302)]
    assert "LE GOFF Maelle: ajouté(e) comme gestionnaire. Un e-mail lui est envoyé" in lisible(reponse)
    assert (membre.role, membre.entite_id, membre.personne.ouvert_par) == ("gestionnaire", par.entite_id, par.personne)
    assert Courriel.objects.filter(destinataire="maelle+forprev@example.org").count() == 2


@pytest.mark.rule("ACC-13", "ACC-23")
def test_a_likely_person_is_proposed_and_taken_without_leaking(client, connue):
    reponse = client.post(NOUVEAU, MAELLE)
    texte = lisible(reponse)
    assert reponse.status_code == 422
    assert "LE GOFF Maëlle N°Forprev se terminant par 46 · même date de naissance" in texte
    assert "mlg@example.org" not in reponse.content.decode()
    assert "MLG98746" not in reponse.content.decode()
    (jeton,) = jetons(reponse)
    role = vers_le_role(client, personne=jeton)
    texte = lisible(client.get(role))
    assert "Cette personne a déjà un compte Forprev" in texte
    assert "mlg@example.org" not in texte
    client.post(role, GESTIONNAIRE)
    assert Membre.objects.get(personne=connue).role == "gestionnaire"
    connue.refresh_from_db()
    assert (connue.email, connue.nom) == ("mlg@example.org", "Le Goff")
    assert not Courriel.objects.filter(destinataire__startswith="maelle").exists()


@pytest.mark.rule("ACC-23", "SEC-01")
def test_a_choice_is_neither_forged_nor_borrowed_nor_kept(client, client_de, par, connue, habilitation):
    (jeton,) = jetons(client.post(NOUVEAU, MAELLE))
    autre = client_de(f.gestionnaire(habilitation.entite))
    vieux = signing.dumps([par.personne_id, par.code, connue.pk], salt="autre")
    for navigateur, choix in ((autre, jeton), (client, vieux), (client, str(connue.pk)), (client, jeton + "x")):
        reponse = navigateur.post(NOUVEAU, MAELLE | {"personne": choix})
        assert reponse.status_code == 422
        assert "Ce choix n'est plus valable" in lisible(reponse)
    assert signing.loads(jeton, salt=SEL) == [par.personne_id, par.code, connue.pk]
    faux = client.post(NOUVEAU, MAELLE | {"personne": jeton, "date_naissance": "13/05/1988"})
    assert "n'est pas celle de cette personne" in lisible(faux)
    assert not Membre.objects.filter(personne=connue).exists()


@pytest.mark.rule("ACC-13", "ACC-23")
def test_a_person_whose_day_and_month_are_swapped_is_not_taken_as_such(client):
    f.PersonneFactory(nom="Le Goff", prenom="Maëlle", date_naissance=date(1988, 12, 5), email="maelle+forprev@x.fr")
    reponse = client.post(NOUVEAU, MAELLE)
    assert "date de naissance différente: vérifiez celle que vous avez saisie" in lisible(reponse)
    assert jetons(reponse) == []
    assert "05/12/1988" not in reponse.content.decode()


@pytest.mark.rule("ACC-10", "ACC-13")
def test_none_of_those_is_a_new_person(client, connue):
    role = vers_le_role(client, personne="aucune")
    assert "Un compte Forprev sera créé" in lisible(client.get(role))
    client.post(role, GESTIONNAIRE)
    assert Personne.objects.filter(nom_cle="legoff").count() == 2


def test_correcting_loses_nothing(client, connue):
    reponse = client.post(NOUVEAU, MAELLE | {"corriger": "1"})
    assert reponse.status_code == 200
    for valeur in MAELLE.values():
        assert f'value="{valeur}"' in reponse.content.decode()


@pytest.mark.rule("ACC-29")
def test_namesakes_ask_for_the_number_beside_its_field(client, connue):
    f.PersonneFactory(nom="LEGOFF", prenom="Maelle", date_naissance=NE_LE)
    for choix in ("", "aucune"):
        reponse = client.post(NOUVEAU, MAELLE | {"personne": choix})
        assert reponse.status_code == 422
        assert "indiquez le N° Forprev" in str(reponse.context["formulaire"].errors["numero"]).replace("\u00a0", " ")
    vers_le_role(client, nom="", prenom="", email="", numero=" mlg 98746")


@pytest.mark.rule("ACC-10", "ACC-23")
def test_by_number_the_birth_date_is_asked_and_must_match(client, connue):
    numero = {"numero": connue.numero}
    prerempli = client.post(NOUVEAU, numero | {"pre_remplir": "1"})
    assert 'value="Le Goff"' in prerempli.content.decode()
    assert "1988" not in prerempli.content.decode()
    assert "mlg@" not in prerempli.content.decode()
    sans_date = client.post(NOUVEAU, numero)
    assert list(sans_date.context["formulaire"].errors) == ["date_naissance"]
    for faux in (numero | {"date_naissance": "01/01/1990"}, {"numero": "ZZZ99999", "date_naissance": "12/05/1988"}):
        reponse = client.post(NOUVEAU, faux)
        assert "Aucune personne ne porte ce N°Forprev avec cette date" in lisible(reponse)
    assert "Aucune personne n'a ce N°Forprev" in lisible(client.post(NOUVEAU, {"numero": "ZZ\x00", "pre_remplir": "1"}))
    role = client.post(NOUVEAU, numero | {"date_naissance": "12/05/1988"})["Location"]
    client.post(role, GESTIONNAIRE)
    assert Membre.objects.get(role="gestionnaire", personne=connue)


@pytest.mark.rule("ACC-25")
def test_an_email_of_somebody_else_is_refused_beside_its_field(client):
    f.PersonneFactory(nom="Benali", email="MAELLE+forprev@example.org")
    reponse = client.post(NOUVEAU, MAELLE)
    assert list(reponse.context["formulaire"].errors) == ["email"]
    assert "Benali" not in reponse.content.decode()
    assert 'value="maelle+forprev@example.org"' in reponse.content.decode()


@pytest.mark.rule("SES-38")
@pytest.mark.parametrize(
    ("change", "champ"),
    [
        ({"date_naissance": "31/02/1988"}, "date_naissance"),
        ({"date_naissance": "12/05/2088"}, "date_naissance"),
        ({"date_naissance": "12/05/1688"}, "date_naissance"),
        ({"nom": "x" * 101}, "nom"),
        ({"nom": "😀"}, "nom"),
        ({"prenom": "ﷺ" * 100}, "prenom"),
        ({"nom": "\x00"}, "nom"),
        ({"email": "x" * 250 + "@example.org"}, "email"),
        ({"email": "pas une adresse"}, "email"),
        ({"numero": "x" * 21}, "numero"),
        ({"nom": ""}, "nom"),
    ],
)
def test_bad_input_is_said_beside_its_field(client, change, champ):
    reponse = client.post(NOUVEAU, MAELLE | change)
    assert reponse.status_code == 422
    assert list(reponse.context["formulaire"].errors) == [champ]


@pytest.mark.parametrize(
    "change",
    [
        {"nom": "עמית", "prenom": "נועה"},
        {"nom": "D’Œuvre-Ñandú", "prenom": "Jean 😀"},
        {"email": "UPPER.Case+tag@EXAMPLE.org"},
        {"email": "zoe@xn--exmple-cua.fr"},
        {"date_naissance": "12051988"},
        {"nom": "x" * 100, "prenom": "y" * 100},
    ],
)
def test_odd_but_real_input_makes_a_user(client, change):
    assert client.post(vers_le_role(client, **change), GESTIONNAIRE).status_code == 302


@pytest.mark.rule("ACC-24")
def test_a_user_already_there_is_said_with_a_way_to_their_page(client, connue, habilitation):
    membre = f.MembreFactory(entite=habilitation.entite, personne=connue, delegataire=True)
    (jeton,) = jetons(client.post(NOUVEAU, MAELLE))
    reponse = client.post(NOUVEAU, MAELLE | {"personne": jeton})
    assert reponse.status_code == 422
    assert "fait déjà partie des utilisateurs" in lisible(reponse)
    assert f'href="/utilisateurs/{membre.pk}/"' in reponse.content.decode()


@pytest.mark.rule("ACC-24")
def test_a_user_added_meanwhile_by_somebody_else_is_said_at_the_end(client, connue, habilitation):
    (jeton,) = jetons(client.post(NOUVEAU, MAELLE))
    role = vers_le_role(client, personne=jeton)
    f.MembreFactory(entite=habilitation.entite, personne=connue)
    reponse = client.post(role, GESTIONNAIRE)
    assert reponse.status_code == 422
    assert "fait déjà partie des utilisateurs" in lisible(reponse)


# --- Rôle -------------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-12")
def test_a_delegataire_with_habilitation_and_link(client, par, habilitation):
    role = vers_le_role(client)
    page = lisible(client.get(role))
    for mot in ("Gestionnaire", "Délégataire", "Description", "Habilitations", "Aucune habilitation"):
        assert mot in page
    refuse = client.post(role, {"role": "delegataire", "description": "Site de Meudon"})
    assert refuse.status_code == 422
    assert list(refuse.context["formulaire"].errors) == ["habilitations", "lien"]
    assert 'value="Site de Meudon"' in refuse.content.decode()

    page_choix = client.post(role, {"description": "Site de Lens", "lien": "on", "rattacher": "1"})["Location"]
    assert page_choix == role.replace("/role/", "/habilitations/")
    choix = lisible(client.get(page_choix))
    for mot in ("Rechercher une habilitation", "Dispositif", "Niveau", "Numéro", "Date de début", "Date de fin"):
        assert mot in choix
    assert habilitation.numero in choix
    retour = client.post(page_choix, {"habilitations": [habilitation.pk]})["Location"]
    assert retour == f"{role}#habilitations"
    apres = client.get(role)
    assert apres.context["attachees"] == [habilitation]
    assert apres.context["a_cocher"] == []
    assert 'value="Site de Lens"' in apres.content.decode()

    client.post(role, {"role": "delegataire", "description": "Site de Lens", "lien": "on"})
    membre = Membre.objects.get(personne__nom="LE GOFF")
    assert (membre.role, membre.description, membre.lien_declare_par) == ("delegataire", "Site de Lens", par.personne)
    assert membre.delegations.get().habilitation == habilitation


@pytest.mark.rule("ACC-12")
def test_the_dialog_attaches_and_the_bin_detaches_without_losing_the_rest(client, habilitation):
    autre = f.HabilitationFactory(entite=habilitation.entite, dispositif_niveau__niveau=2)
    role, saisi = vers_le_role(client), {"role": "delegataire", "description": "Site de Lens", "lien": "on"}
    for pk in (habilitation.pk, autre.pk):
        assert client.post(role, saisi | {"ok": "1", "habilitations": [pk]}).status_code == 302
    assert client.get(role).context["attachees"] == [habilitation, autre]
    client.post(role, saisi | {"detacher": str(autre.pk)})
    page = client.get(role)
    assert page.context["attachees"] == [habilitation]
    assert 'value="Site de Lens"' in page.content.decode()
    client.post(role, saisi | {"habilitations": [autre.pk]})
    assert [d.habilitation for d in Delegation.objects.all()] == [habilitation], "ticked without OK is not attached"


@pytest.mark.rule("ACC-12", "SEC-01")
def test_habilitations_of_others_or_not_active_are_not_offered_nor_taken(client, habilitation):
    echue = f.HabilitationFactory(entite=habilitation.entite, dispositif_niveau__niveau=2)
    echue.periodes.update(fin=JOUR - timedelta(days=1))
    role = vers_le_role(client)
    assert client.get(role).context["a_cocher"] == [habilitation]
    for pk in (f.HabilitationFactory().pk, echue.pk, "abc", 10**30):
        for adresse, envoi in ((role, {"ok": "1"}), (role.replace("/role/", "/habilitations/"), {})):
            reponse = client.post(adresse, envoi | {"habilitations": [pk]})
            assert reponse.status_code == 422
            assert "Choisissez parmi les habilitations de la liste" in lisible(reponse)
    client.post(role, {"ok": "1", "habilitations": [habilitation.pk]})
    habilitation.periodes.update(fin=JOUR - timedelta(days=1))
    reponse = client.post(role, {"role": "delegataire", "lien": "on"})
    assert list(reponse.context["formulaire"].errors) == ["habilitations"]
    assert not Membre.objects.filter(personne__nom="LE GOFF").exists()


@pytest.mark.rule("SEC-01", "ACC-10")
def test_nothing_more_than_the_form_is_taken(client, par, connue):
    ailleurs = f.EntiteFactory()
    forge = {"entite": ailleurs.pk, "entite_id": ailleurs.pk, "personne_id": connue.pk, "personne": connue.pk}
    role = vers_le_role(client, nom="Dupuis", **{k: v for k, v in forge.items() if k != "personne"})
    for faux in ("inrs", "demandeur", "", "instructeur"):
        reponse = client.post(role, {"role": faux})
        assert list(reponse.context["formulaire"].errors) == ["role"]
    client.post(
        role, GESTIONNAIRE | forge | {"lecture_jusqu_au": "2020-01-01", "is_active": "", "depuis": "2000-01-01"}
    )
    membre = Membre.objects.get(personne__nom="Dupuis")
    assert (membre.entite_id, membre.depuis, membre.lecture_jusqu_au) == (par.entite_id, JOUR, None)
    assert not Membre.objects.filter(personne=connue).exists()
    assert not membre.personne.roles_reseau.exists()


# --- from one tab to the other ----------------------------------------------------------------------------------------


def test_back_reload_and_second_click_make_one_user(client):
    role = vers_le_role(client)
    informations = role.replace("role/", "")
    for _ in range(2):
        assert 'value="LE GOFF"' in client.get(informations).content.decode()
        assert client.get(role).status_code == 200
    assert client.post(informations, MAELLE | {"nom": "Le Gaffe"})["Location"] == role
    for _ in range(2):
        reponse = client.post(role, GESTIONNAIRE)
        assert reponse["Location"] == f"/utilisateurs/{Membre.objects.get(personne__nom='Le Gaffe').pk}/"
    for adresse in (role, informations, role.replace("/role/", "/habilitations/")):
        assert client.get(adresse).status_code == 302
    assert Personne.objects.filter(nom__startswith="Le G").count() == 1
    assert "Gaffe" not in str(client.session[MEMOIRE])


def test_two_tabs_of_the_browser_do_not_mix(client):
    roles = [vers_le_role(client, nom=nom, email=f"{nom}@example.org") for nom in ("Un", "Deux")]
    for role in roles:
        client.post(role, GESTIONNAIRE)
    assert Personne.objects.filter(nom__in=["Un", "Deux"]).count() == 2
    for rang in range(AU_PLUS + 2):
        vers_le_role(client, nom=f"N{rang}", email=f"n{rang}@example.org")
    assert len(client.session[MEMOIRE]) == AU_PLUS


def test_giving_up_forgets_at_once(client):
    for tab in ("", "role/"):
        informations = vers_le_role(client).replace("role/", "")
        assert client.post(informations + tab, {"abandonner": "1"})["Location"] == "/utilisateurs/"
        assert client.session[MEMOIRE] == {}
        reponse = client.get(informations + "role/", follow=True)
        assert reponse.redirect_chain == [(NOUVEAU, 302)]
        assert "Cette saisie n'est plus disponible" in lisible(reponse)


@pytest.mark.rule("SEC-01", "ACC-09")
def test_what_was_begun_under_a_profile_stays_there(client, client_de, par, habilitation):
    role = vers_le_role(client)
    ailleurs = f.gestionnaire(personne=par.personne)
    client.post("/profils/", {"profil": ailleurs.code})
    assert client.post(role, GESTIONNAIRE)["Location"] == NOUVEAU
    collegue = client_de(f.gestionnaire(habilitation.entite))
    assert collegue.post(role, GESTIONNAIRE)["Location"] == NOUVEAU
    assert not Personne.objects.filter(nom="LE GOFF").exists()


@pytest.mark.rule("ACC-10", "ACC-24")
def test_who_lost_the_role_meanwhile_adds_nobody(client, par):
    role = vers_le_role(client)
    Membre.objects.filter(pk=par.membre_id).delete()
    assert client.post(role, GESTIONNAIRE).status_code == 403
    assert not Personne.objects.filter(nom="LE GOFF").exists()


@pytest.mark.rule("ACC-23")
def test_too_many_searches_are_refused_with_a_reason(client, monkeypatch):
    monkeypatch.setattr("forprev.comptes.actions.recherches.RECHERCHES_PAR_HEURE", 2)
    numero = {"numero": "ZZZ99999", "date_naissance": "12/05/1988"}
    for envoi in (numero, MAELLE):
        client.post(NOUVEAU, envoi)
    for envoi in (numero, MAELLE, numero | {"pre_remplir": "1"}):
        assert "beaucoup de recherches" in lisible(client.post(NOUVEAU, envoi))
