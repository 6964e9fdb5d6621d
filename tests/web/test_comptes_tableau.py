"""The dashboard and the menu of the assistance: what waits, since when."""

from datetime import timedelta

import pytest

from forprev.aide.models import Ticket
from forprev.comptes.actions.personnes import signaler_doublon
from forprev.comptes.models import Personne
from forprev.comptes.states import Profil
from forprev.web.coquille.compteurs import COMPTEURS, compteurs_de, noms_des_compteurs, total_a_traiter
from tests import fabriques as f
from tests.fabriques.jour import INSTANT, JOUR
from tests.texte import lisible

pytestmark = pytest.mark.django_db
TABLEAU = "/tableau-de-bord/"


@pytest.fixture
def travail():
    """Two rectifications, an erasure, a ticket, a pair, a frozen account."""
    f.RectificationFactory()
    f.RectificationFactory(deposee_le=INSTANT - timedelta(days=9))
    f.RectificationFactory(refusee=True)
    f.DemandeEffacementFactory()
    Ticket.objects.create(
        cle="un", origine="CONTACT", objet="Bonjour", email="a@example.org", ouvert_le=INSTANT, attend_depuis=INSTANT
    )
    doublon = signaler_doublon(
        connue=f.PersonneFactory(), nouvelle=f.PersonneFactory(), origine="demandeur", le=INSTANT - timedelta(days=1)
    )
    f.PersonneFactory(nouvelle=True, nom="Gelée", is_active=False, conteste_le=INSTANT - timedelta(days=2))
    return doublon


@pytest.mark.rule("NOT-03")
def test_what_waits_is_a_card_with_its_age(client_de, travail, nb_requetes):
    client = client_de(f.assistance())

    texte = lisible(client.get(TABLEAU))

    for attendu in (
        "1 Compte gelé Depuis 2 jours Rétablir ou corriger",
        "1 Contact à traiter Depuis aujourd'hui Répondre",
        "2 Rectifications La plus ancienne attend depuis 9 jours Répondre",
        "1 Effacement demandé Depuis 4 jours Répondre",
        "1 Doublon à examiner Depuis hier Examiner",
    ):
        assert attendu in texte


@pytest.mark.rule("NOT-03")
def test_nothing_that_waits_is_said_too(client_de):
    assert "Rien à traiter pour le moment" in lisible(client_de(f.assistance()).get(TABLEAU))
    for autre in (f.inrs(), f.instructeur(), f.commission()):
        assert "Rien à traiter" not in lisible(client_de(autre).get(TABLEAU))


@pytest.mark.rule("ACC-20")
def test_the_card_of_frozen_accounts_leads_to_them(client_de, travail):
    client = client_de(f.assistance())

    page = client.get("/comptes/?geles=oui")

    assert [ligne.personne.nom for ligne in page.context["lignes"]] == ["Gelée"]
    assert "Recherche: comptes gelés" in lisible(page)
    assert "Gelée" in client.get("/comptes/export.csv?geles=oui").content.decode()
    Personne.objects.update(conteste_le=None)
    assert "Personne ne correspond" in lisible(client.get("/comptes/?geles=oui"))


@pytest.mark.rule("ACC-09")
def test_the_counters_are_those_of_the_profile_alone(client_de, travail, nb_requetes):
    assistance = f.assistance()

    assert compteurs_de(assistance, JOUR) == {"rectifications": 3, "contacts": 1}
    assert total_a_traiter(assistance, JOUR) == 4
    with nb_requetes() as compte:
        assert compteurs_de(f.acteur_sans_profil(f.PersonneFactory.build(pk=1)), JOUR) == {}
    assert compte.nombre == 0
    menu = client_de(assistance).get(TABLEAU).context["coquille"].menu
    assert {e.libelle: e.compteur for groupe in menu for e in groupe.entrees if e.compteur is not None} == {
        "Rectifications": 3, "Contacts": 1,
    }  # fmt: skip


def test_every_counter_of_the_assistance_is_counted():
    assert set(noms_des_compteurs(Profil.ASSISTANCE)) <= set(COMPTEURS)
