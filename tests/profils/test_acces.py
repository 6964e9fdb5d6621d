"""Every cause of *Pourquoi n’ai-je pas accès ?* that the data can show, with its date and its next step."""

from datetime import date, timedelta

import pytest

from forprev.comptes.states import Profil
from forprev.entites.actions.membres import changer_role, retirer
from forprev.entites.models import Membre
from forprev.personnes.actions.reseau import Poste, donner_role, terminer_role
from forprev.profils.acces import explications
from forprev.profils.queries import profils_de
from tests import fabriques as f
from tests.texte import lisible, normaliser

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ACC-18")]


def causes(personne, le=f.JOUR) -> dict[str, list[tuple[str, str]]]:
    lues: dict[str, list[tuple[str, str]]] = {}
    for ligne in explications(personne, profils_de(personne, le), le):
        lues.setdefault(ligne.titre, []).append((normaliser(ligne.cause), normaliser(ligne.suite)))
    return lues


@pytest.fixture
def meudon():
    return f.EntiteFactory(raison_sociale="Ville de Meudon")


# --- roles -----------------------------------------------------------------------------------------------------------


def test_a_role_removed_is_told_with_its_day(meudon):
    chef, parti = f.gestionnaire(meudon), f.gestionnaire(meudon)
    retirer(par=chef, le=f.il_y_a(4), membre=Membre.objects.get(pk=parti.membre_id))

    lues = causes(parti.personne)

    assert lues["Gestionnaire · Ville de Meudon"] == [
        ("Votre rôle de gestionnaire a pris fin le 16 novembre 2026.", normaliser(
            "Demandez à un gestionnaire de votre entité de vous ajouter ou de vous rétablir, avec votre N° Forprev."
        )),
    ]  # fmt: skip
    assert "Gestionnaire, délégataire" not in lues


def test_a_role_given_back_is_no_longer_lost(meudon):
    chef, parti = f.gestionnaire(meudon), f.gestionnaire(meudon)
    retirer(par=chef, le=f.il_y_a(4), membre=Membre.objects.get(pk=parti.membre_id))
    f.gestionnaire(meudon, parti.personne)

    assert "Gestionnaire · Ville de Meudon" not in causes(parti.personne)


def test_a_role_of_the_reseau_removed_is_told_until_it_is_given_back():
    inrs, zoe = f.inrs(), f.PersonneFactory()
    role = donner_role(par=inrs, personne_id=zoe.pk, poste=Poste(Profil.COMMISSION), le=f.il_y_a(9))
    terminer_role(par=inrs, role_id=role.pk, le=f.il_y_a(4))

    [(cause, suite)] = causes(zoe)["Commission nationale"]
    assert cause == "Votre rôle a pris fin le 16 novembre 2026."
    assert suite == "Si vous devez retrouver ce rôle, adressez-vous à un administrateur INRS: lui seul le donne."

    donner_role(par=inrs, personne_id=zoe.pk, poste=Poste(Profil.COMMISSION), le=f.il_y_a(1))
    assert "Commission nationale" not in causes(zoe)


def test_a_gestionnaire_become_delegataire(meudon):
    chef, autre = f.gestionnaire(meudon), f.gestionnaire(meudon)
    membre = Membre.objects.get(pk=autre.membre_id)
    changer_role(par=chef, le=f.il_y_a(2), membre=membre, role=Membre.Role.DELEGATAIRE, lien_declare=True)

    [(cause, _)] = causes(autre.personne)["Gestionnaire · Ville de Meudon"]
    assert cause == "Votre rôle a changé le 18 novembre 2026: de gestionnaire, vous êtes devenu délégataire."


@pytest.mark.rule("ACC-19")
def test_a_former_gestionnaire_is_led_to_contest(meudon, client_de):
    ancien = f.gestionnaire(meudon)
    Membre.objects.update(lecture_jusqu_au=f.JOUR + timedelta(days=15))

    [(cause, suite)] = causes(ancien.personne)["Gestionnaire · Ville de Meudon"]
    assert cause == (
        "La caisse a nommé un successeur: vous consultez ce compte, sans rien y changer, jusqu'au 5 décembre 2026 "
        "inclus."
    )
    assert "contestez-la" in suite
    page = client_de(ancien).get("/acces/").content.decode()
    assert 'href="/succession/contester/"' in page


def test_a_closed_entity(meudon):
    acteur = f.gestionnaire(meudon)
    type(meudon).objects.update(fermee_le=f.JOUR)
    assert (
        causes(acteur.personne)["Entité · Ville de Meudon"][0][0] == "L'entité est fermée depuis le 20 novembre 2026."
    )


def test_a_draft_of_a_demandeur(client_de):
    acteur = f.demandeur()
    [(cause, suite)] = causes(acteur.personne)["Gestionnaire · Nouvelle entité"]
    assert cause == "Votre demande est en brouillon: elle n'a pas encore été soumise."
    assert "Complétez-la" in suite
    assert "en brouillon" in lisible(client_de(acteur).get("/acces/"))


# --- delegations -----------------------------------------------------------------------------------------------------


def test_one_delegation_ended_beside_another_that_goes_on(meudon):
    reste = f.HabilitationFactory(entite=meudon)
    perdue = f.HabilitationFactory(entite=meudon, dispositif_niveau__niveau=2)
    acteur = f.delegataire(reste)
    f.DelegationFactory(habilitation=perdue, membre_id=acteur.membre_id, membre=None, terminee_le=date(2026, 11, 3))

    [(cause, suite)] = causes(acteur.personne)["Habilitations · Ville de Meudon"]
    assert cause == "Délégations terminées: SST / 2 le 3 novembre 2026."
    assert "vous rattacher" in suite


def test_a_delegation_given_again_is_not_ended(meudon):
    habilitation = f.HabilitationFactory(entite=meudon)
    acteur = f.delegataire(habilitation)
    f.DelegationFactory(
        habilitation=habilitation, membre_id=acteur.membre_id, membre=None, terminee_le=date(2026, 11, 3)
    )
    assert "Habilitations · Ville de Meudon" not in causes(acteur.personne)


def test_a_delegataire_whose_habilitation_has_ended(meudon):
    acteur = f.delegataire(f.HabilitationFactory(entite=meudon, periode__fin=date(2026, 11, 3)))
    [(cause, suite)] = causes(acteur.personne)["Habilitations · Ville de Meudon"]
    assert (cause, suite) == ("Ont pris fin: SST / 1 le 3 novembre 2026.", "Adressez-vous à votre caisse: Cramif.")


# --- habilitations ---------------------------------------------------------------------------------------------------


def test_each_state_of_an_habilitation_says_its_day(meudon):
    acteur = f.gestionnaire(meudon)
    f.HabilitationFactory(entite=meudon, dispositif_niveau__niveau=1, retrait_le=date(2026, 11, 2))
    f.HabilitationFactory(entite=meudon, dispositif_niveau__niveau=2, renonciation_le=date(2026, 11, 3))
    suspendue = f.HabilitationFactory(entite=meudon, dispositif_niveau__niveau=3)
    f.SuspensionFactory(habilitation=suspendue, du=date(2026, 11, 4))
    autre = f.DispositifNiveauFactory(dispositif__code="CATEC", dispositif__libelle="Catec", niveau=1)
    f.HabilitationFactory(entite=meudon, dispositif_niveau=autre, periode__debut=date(2026, 12, 1))

    [(cause, suite)] = causes(acteur.personne)["Habilitations · Ville de Meudon"]
    assert cause == normaliser(
        "Ont été retirées : SST / 1 le 2 novembre 2026. Ont été abandonnées : SST / 2 le 3 novembre 2026. "
        "Sont suspendues : SST / 3 depuis le 4 novembre 2026. "
        f"Ne valent pas encore : {autre} avant le 1er décembre 2026."
    )
    assert "Cramif" in suite


def test_an_ended_habilitation_that_another_replaces_is_not_lost(meudon):
    acteur = f.gestionnaire(meudon)
    ancienne = f.HabilitationFactory(entite=meudon, periode__fin=date(2026, 11, 3))
    f.HabilitationFactory(entite=meudon, dispositif_niveau=ancienne.dispositif_niveau)
    assert "Habilitations · Ville de Meudon" not in causes(acteur.personne)


def test_two_roles_are_explained_apart(meudon):
    acteur = f.gestionnaire(meudon)
    f.gestionnaire(f.EntiteFactory(raison_sociale="Mairie de Vanves"), acteur.personne)
    assert {"Habilitations · Ville de Meudon", "Habilitations · Mairie de Vanves"} <= causes(acteur.personne).keys()
