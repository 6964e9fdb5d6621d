"""*Utilisateurs*: the list, its criteria, the page of a user, and what is refused there."""

from datetime import timedelta

import pytest

from forprev.comptes.models import Personne
from forprev.entites.models import Membre
from forprev.habilitations.models import Delegation
from forprev.profils.requete import CLE_DE_SESSION
from forprev.socle.models import EntreeJournal
from tests import fabriques as f
from tests.fabriques.comptes import PersonneFactory
from tests.fabriques.entites import MembreFactory
from tests.fabriques.jour import JOUR
from tests.fabriques.nombreux import en_nombre, verifier_liste_constante
from tests.texte import lisible

pytestmark = pytest.mark.django_db
UTILISATEURS = "/utilisateurs/"


@pytest.fixture
def habilitation():
    return f.HabilitationFactory(entite__raison_sociale="MAIRIE DE VANVES")


@pytest.fixture
def par(habilitation):
    return f.gestionnaire(habilitation.entite, f.PersonneFactory(nom="Zola", prenom="Émile", email="zola@example.org"))


@pytest.fixture
def client(par, client_de):
    return client_de(par)


@pytest.fixture
def delegue(habilitation):
    personne = f.PersonneFactory(nom="Éluard", prenom="Paul", numero="ELU12345", email="paul@exemple.fr")
    return f.delegataire(habilitation, personne)


def membre_de(acteur) -> Membre:
    return Membre.objects.get(pk=acteur.membre_id)


def noms(reponse) -> list[str]:
    return [membre.personne.nom for membre in reponse.context["page"].object_list]


# --- the list ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-10", "SEC-01")
def test_the_list_shows_the_people_of_the_entity_and_no_others(client, delegue):
    f.gestionnaire()
    f.demandeur()
    reponse = client.get(UTILISATEURS)
    texte = lisible(reponse)
    assert noms(reponse) == ["Éluard", "Zola"]
    for mot in ("Rechercher un utilisateur", "Aucun critère", "Nouveau critère", "Lancer la recherche"):
        assert mot in texte
    assert "2 utilisateurs" in texte
    assert "ÉLUARD Paul 29/02/1980 paul@exemple.fr ELU12345 Délégataire Site de Meudon" in texte
    colonnes = ("Nom", "Prénom", "Date de naissance", "E-mail", "N° Forprev", "Rôles")
    entetes = reponse.content.decode().split("<thead>")[1].split("</thead>")[0]
    assert all(colonne in entetes.replace("\u00a0", " ") for colonne in colonnes)


@pytest.mark.parametrize(
    ("parametres", "attendus"),
    [
        ("nom=eluard", ["Éluard"]),
        ("nom=ELU", ["Éluard"]),
        ("nom=%20z-o%20", ["Zola"]),
        ("nom=---", []),
        ("nom=%F0%9F%98%80", []),
        ("nom=" + "x" * 200, []),
        ("prenom=emile", ["Zola"]),
        ("email=EXEMPLE", ["Éluard"]),
        ("numero=elu12345", ["Éluard"]),
        ("numero=123", ["Éluard"]),
        ("role=delegataire", ["Éluard"]),
        ("role=gestionnaire", ["Zola"]),
        ("role=inrs", ["Éluard", "Zola"]),
        ("date_naissance=29/02/1980", ["Éluard", "Zola"]),
        ("date_naissance=01/03/1980", []),
        ("date_naissance=31/02/1980", ["Éluard", "Zola"]),
        ("date_naissance=29/02/1980&role=gestionnaire", ["Zola"]),
        ("nom=eluard&role=gestionnaire", []),
        ("nom=&role=", ["Éluard", "Zola"]),
        ("nom=%00", ["Éluard", "Zola"]),
        ("inconnu=1&entite=1", ["Éluard", "Zola"]),
        ("tri=-nom", ["Zola", "Éluard"]),
        ("tri=role&nom=o", ["Zola"]),
    ],
)
def test_criteria_combine_and_forgive(client, delegue, parametres, attendus):
    reponse = client.get(f"{UTILISATEURS}?{parametres}")
    assert reponse.status_code == 200
    assert noms(reponse) == attendus


def test_a_habilitation_narrows_to_those_attached_now(client, par, habilitation, delegue):
    autre = f.HabilitationFactory(entite=habilitation.entite, dispositif_niveau__niveau=2)
    d_une_autre = f.delegataire()
    assert noms(client.get(f"{UTILISATEURS}?habilitation={habilitation.pk}")) == ["Éluard"]
    for pk in (autre.pk, Delegation.objects.get(membre=d_une_autre.membre_id).habilitation_id, "abc", 10**30):
        assert noms(client.get(f"{UTILISATEURS}?habilitation={pk}")) == ["Éluard", "Zola"], "not one of the choices"
    Delegation.objects.filter(membre=delegue.membre_id).update(terminee_le=JOUR)
    assert noms(client.get(f"{UTILISATEURS}?habilitation={habilitation.pk}")) == ["Éluard", "Zola"]


@pytest.mark.rule("ACC-14")
def test_a_number_that_a_merge_gave_is_found(client, delegue):
    delegue.personne.autres_numeros.create(numero="VIE00001", depuis=f.INSTANT)
    assert noms(client.get(f"{UTILISATEURS}?numero=vie00001")) == ["Éluard"]


def test_a_criterion_is_added_and_taken_away_without_script(client, delegue):
    reponse = client.get(f"{UTILISATEURS}?nom=elu&page=2&nouveau=role")
    assert (reponse.status_code, reponse["Location"]) == (302, f"{UTILISATEURS}?nom=elu&role=")
    suite = client.get(reponse["Location"])
    assert list(suite.context["formulaire"].fields) == ["nom", "role"]
    assert "Aucun critère" not in lisible(suite)
    reponse = client.get(f"{UTILISATEURS}?nom=elu&role=&retirer=nom")
    assert reponse["Location"] == f"{UTILISATEURS}?role="
    assert client.get(f"{UTILISATEURS}?nouveau=inconnu&retirer=tout")["Location"] == f"{UTILISATEURS}?"
    assert "Aucun utilisateur ne correspond à ces critères" in lisible(client.get(f"{UTILISATEURS}?nom=zzz"))


@pytest.mark.rule("ACC-11")
def test_a_single_gestionnaire_is_advised_to_have_a_second(client, habilitation, delegue):
    assert "Nommez-en un second" in lisible(client.get(UTILISATEURS))
    gele = f.MembreFactory(entite=habilitation.entite, personne__is_active=False)
    ancien = f.MembreFactory(entite=habilitation.entite, lecture_jusqu_au=JOUR)
    texte = lisible(client.get(UTILISATEURS))
    assert "Nommez-en un second" in texte
    assert "Compte gelé" in texte
    assert "Ancien gestionnaire, lecture jusqu'au 20/11/2026" in texte
    Personne.objects.filter(pk=gele.personne_id).update(is_active=True)
    Membre.objects.filter(pk=ancien.pk).update(lecture_jusqu_au=JOUR - timedelta(days=1))
    texte = lisible(client.get(UTILISATEURS))
    assert "Nommez-en un second" not in texte
    assert "3 utilisateurs" in texte, "whose reading is over is no user any more"


def test_the_list_reads_as_much_with_a_thousand_rows(client, habilitation, nb_requetes):
    def numeroter(personne, rang):
        rang += Personne.objects.count()
        personne.numero, personne.email = f"NBR{rang:05}", f"n{rang}@example.org"

    def ajouter(nombre):
        personnes = en_nombre(PersonneFactory, nombre, numeroter)
        en_nombre(
            MembreFactory,
            nombre,
            lambda membre, rang: setattr(membre, "personne", personnes[rang]),
            entite=habilitation.entite,
            personne=personnes[0],
            delegataire=True,
        )

    verifier_liste_constante(client, f"{UTILISATEURS}?role=delegataire&nom=&habilitation=", ajouter, nb_requetes)


# --- the page of a user -----------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-12", "ACC-24")
def test_the_page_says_the_role_the_link_and_the_delegations(client, par, delegue, habilitation):
    membre = membre_de(delegue)
    membre.lien_declare_par = par.personne
    membre.save()
    texte = lisible(client.get(f"{UTILISATEURS}{membre.pk}/"))
    for attendu in (
        "ÉLUARD Paul",
        "Depuis le 6 janvier 2025",
        "Description Site de Meudon",
        "Lien juridique Déclaré le 24 janvier 2026 par ZOLA Émile",
        f"SST / 1 {habilitation.numero} 01/03/2024 01/03/2029 06/01/2025 Détacher",
        "Nommer gestionnaire",
        "Retirer de l'entité",
    ):
        assert attendu in texte


@pytest.mark.rule("ACC-11")
def test_the_last_gestionnaire_finds_no_way_out(client, par):
    adresse = f"{UTILISATEURS}{par.membre_id}/"
    texte = lisible(client.get(adresse))
    assert "Vous êtes le seul gestionnaire qui puisse agir" in texte
    assert "Quitter l'entité" not in texte
    for suite in ("retirer/", "role/"):
        assert "Nommez d'abord un autre gestionnaire" in lisible(client.get(adresse + suite))
    reponse = client.post(adresse + "retirer/", follow=True)
    assert "C'est le dernier gestionnaire de l'entité" in lisible(reponse)
    assert membre_de(par).role == "gestionnaire"


@pytest.mark.rule("ACC-24", "SES-33")
def test_removing_says_what_is_lost_and_closes_the_profile(client, client_de, delegue, habilitation):
    f.SessionFactory(habilitation=habilitation, declaree_par=delegue.personne)
    leur, adresse = client_de(delegue), f"{UTILISATEURS}{delegue.membre_id}/retirer/"
    assert leur.get("/certification/").status_code == 200
    assert "1 session de certification déclarée passe aux gestionnaires" in lisible(client.get(adresse))
    assert membre_de(delegue)
    for _ in range(2):
        assert client.post(adresse)["Location"] == UTILISATEURS
    assert leur.get("/certification/").status_code == 403
    assert not Membre.objects.filter(pk=delegue.membre_id).exists()
    assert EntreeJournal.objects.filter(verbe="rôle terminé").count() == 1
    assert client.get(adresse).status_code == 404


@pytest.mark.rule("ACC-11", "ACC-24")
def test_a_gestionnaire_leaves_and_lands_on_another_profile(client, par, habilitation):
    f.gestionnaire(habilitation.entite)
    f.formateur(par.personne)
    adresse = f"{UTILISATEURS}{par.membre_id}/retirer/"
    assert "Vous perdez aussitôt le profil Gestionnaire" in lisible(client.get(adresse))
    reponse = client.post(adresse, follow=True)
    assert reponse.redirect_chain == [("/tableau-de-bord/", 302)]
    assert reponse.context["request"].acteur.profil == "formateur"
    assert client.get(UTILISATEURS).status_code == 403


@pytest.mark.rule("ACC-24", "ACC-12")
def test_a_role_changes_both_ways_and_a_second_click_changes_nothing(client, delegue, habilitation):
    adresse = f"{UTILISATEURS}{delegue.membre_id}/"
    for _ in range(2):
        assert client.post(adresse + "role/", {"vers": "gestionnaire"})["Location"] == adresse
    assert membre_de(delegue).role == "gestionnaire"
    refuse = client.post(adresse + "role/", {"vers": "delegataire", "description": "Site de Lens"})
    assert refuse.status_code == 422
    assert "Rattachez au moins une habilitation" in lisible(refuse)
    assert 'value="Site de Lens"' in refuse.content.decode()
    complet = {"vers": "delegataire", "habilitations": [habilitation.pk], "lien": "on"}
    for _ in range(2):
        assert client.post(adresse + "role/", complet)["Location"] == adresse
    assert membre_de(delegue).role == "delegataire"
    assert Delegation.objects.en_cours().filter(membre=delegue.membre_id).count() == 1


@pytest.mark.rule("ACC-19")
def test_a_former_gestionnaire_is_only_appointed_again(client, habilitation):
    ancien = f.MembreFactory(entite=habilitation.entite, lecture_jusqu_au=JOUR)
    adresse = f"{UTILISATEURS}{ancien.pk}/"
    texte = lisible(client.get(adresse))
    assert "Rétablir comme gestionnaire" in texte
    assert "Retirer de l'entité" not in texte
    assert "peut contester sa succession" in lisible(client.get(adresse + "retirer/"))
    assert "peut encore contester" in lisible(client.post(adresse + "retirer/", follow=True))
    client.post(adresse + "role/", {"vers": "gestionnaire"})
    ancien.refresh_from_db()
    assert ancien.lecture_jusqu_au is None


@pytest.mark.rule("ACC-19")
def test_a_former_gestionnaire_reads_and_changes_nothing(client_de, par, habilitation, delegue):
    ancien = f.gestionnaire(habilitation.entite)
    Membre.objects.filter(pk=ancien.membre_id).update(lecture_jusqu_au=JOUR)
    client = client_de(ancien)
    texte = lisible(client.get(UTILISATEURS))
    assert "+ Utilisateur" not in texte
    assert f"{UTILISATEURS}nouveau/" not in client.get(UTILISATEURS).content.decode()
    fiche = client.get(f"{UTILISATEURS}{delegue.membre_id}/")
    assert "Retirer de l'entité" not in lisible(fiche)
    assert "Détacher" not in lisible(fiche)
    for suite in ("nouveau/", f"{delegue.membre_id}/retirer/", f"{delegue.membre_id}/role/"):
        assert client.post(UTILISATEURS + suite, {"vers": "gestionnaire"}).status_code == 403
    assert membre_de(delegue).role == "delegataire"


@pytest.mark.rule("ACC-12")
def test_a_description_changes(client, delegue, par):
    adresse = f"{UTILISATEURS}{delegue.membre_id}/description/"
    assert 'value="Site de Meudon"' in client.get(adresse).content.decode()
    assert client.post(adresse, {"description": "x" * 101}).status_code == 422
    client.post(adresse, {"description": " L'antenne  de Lens ", "role": "gestionnaire", "entite": 1})
    assert membre_de(delegue).description == "L’antenne de Lens"
    assert membre_de(delegue).role == "delegataire"
    refuse = client.post(f"{UTILISATEURS}{par.membre_id}/description/", {"description": "x"})
    assert "Seul un délégataire a une description" in lisible(refuse)


@pytest.mark.rule("ACC-12", "SES-33")
def test_habilitations_are_attached_and_detached(client, delegue, habilitation):
    autre = f.HabilitationFactory(entite=habilitation.entite, dispositif_niveau__niveau=2)
    suspendue = f.HabilitationFactory(entite=habilitation.entite, dispositif_niveau__niveau=3)
    f.SuspensionFactory(habilitation=suspendue)
    fiche = f"{UTILISATEURS}{delegue.membre_id}/"
    choix = client.get(fiche + "habilitations/")
    assert "Rechercher une habilitation" in lisible(choix)
    assert choix.context["a_cocher"] == [autre]
    for _ in range(2):
        assert client.post(fiche + "habilitations/", {"habilitations": [autre.pk, habilitation.pk]}).status_code == 302
    assert Delegation.objects.en_cours().filter(membre=delegue.membre_id).count() == 2
    for refusee in (suspendue.pk, f.HabilitationFactory().pk, "abc", 10**30):
        assert client.post(fiche + "habilitations/", {"habilitations": [refusee]}).status_code == 422

    f.SessionFactory(habilitation=autre, declaree_par=delegue.personne)
    delegation = Delegation.objects.get(membre=delegue.membre_id, habilitation=autre)
    page = f"{fiche}habilitations/{delegation.pk}/"
    assert "1 session de certification passe aux gestionnaires" in lisible(client.get(page))
    for _ in range(2):
        assert client.post(page)["Location"] == fiche
    delegation.refresh_from_db()
    assert delegation.terminee_le == JOUR
    derniere = Delegation.objects.get(membre=delegue.membre_id, habilitation=habilitation)
    assert "C'est sa dernière habilitation" in lisible(client.get(f"{fiche}habilitations/{derniere.pk}/"))


# --- what is not theirs -----------------------------------------------------------------------------------------------


@pytest.mark.rule("SEC-01", "ACC-10")
def test_the_users_of_another_entity_are_nowhere(client, delegue, par):
    etranger = f.delegataire()
    delegation = Delegation.objects.get(membre=etranger.membre_id)
    for suite in ("", "description/", "habilitations/", f"habilitations/{delegation.pk}/", "role/", "retirer/"):
        for pk in (etranger.membre_id, 10**30, 0):
            adresse = f"{UTILISATEURS}{pk}/{suite}"
            assert client.get(adresse).status_code == 404, adresse
            envoi = {"vers": "gestionnaire", "description": "x", "habilitations": [delegation.habilitation_id]}
            assert client.post(adresse, envoi).status_code in (404, 405), adresse
    melange = f"{UTILISATEURS}{delegue.membre_id}/habilitations/{delegation.pk}/"
    assert client.post(melange).status_code == 404
    assert membre_de(etranger).role == "delegataire"
    assert Delegation.objects.get(pk=delegation.pk).terminee_le is None


@pytest.mark.rule("SEC-01", "ACC-10")
def test_a_delegataire_has_no_users(client_de, delegue, par):
    client = client_de(delegue)
    for adresse in ("", "nouveau/", f"{delegue.membre_id}/", f"{par.membre_id}/retirer/", f"{delegue.membre_id}/role/"):
        assert client.get(UTILISATEURS + adresse).status_code == 403
        assert client.post(UTILISATEURS + adresse, {"vers": "gestionnaire"}).status_code in (403, 405)
    assert membre_de(delegue).role == "delegataire"


@pytest.mark.rule("ACC-22")
def test_a_user_of_ones_other_entity_is_one_switch_away(client, par):
    ailleurs = f.gestionnaire(personne=par.personne)
    reponse = client.get(f"{UTILISATEURS}{ailleurs.membre_id}/")
    assert reponse.status_code == 409
    assert "MAIRIE DE VILLENEUVE" in lisible(reponse)
    assert client.session[CLE_DE_SESSION] == par.code
