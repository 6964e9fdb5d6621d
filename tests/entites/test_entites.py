"""Who sees and runs an entity."""

import pytest

from forprev.entites.models import Entite
from forprev.entites.perms import peut_gerer
from forprev.entites.queries import avec_territoire, gestionnaires
from tests import fabriques as f

pytestmark = pytest.mark.django_db


@pytest.mark.rule("SEC-01")
def test_an_entity_is_run_by_its_own_gestionnaires():
    entite = f.EntiteFactory()

    assert peut_gerer(f.gestionnaire(entite), entite)
    assert not peut_gerer(f.gestionnaire(), entite)
    assert not peut_gerer(f.delegataire(f.HabilitationFactory(entite=entite)), entite)
    assert not peut_gerer(f.inrs(), entite)


@pytest.mark.rule("SEC-01", "ENT-03")
def test_an_instructeur_sees_the_entities_of_their_caisse():
    ailleurs = f.CaisseFactory(code="CARSATB", nom="Carsat Bretagne", type="carsat")
    bretagne = f.DepartementFactory(code="35", nom="Ille-et-Vilaine", caisse=ailleurs)
    rennes = f.EntiteFactory(commune=f.CommuneFactory(code_insee="35238", nom="Rennes", departement=bretagne))
    vanves = f.EntiteFactory()

    assert list(Entite.objects.visibles_par(f.instructeur())) == [vanves]
    assert list(Entite.objects.visibles_par(f.instructeur(ailleurs))) == [rennes]
    assert set(Entite.objects.visibles_par(f.inrs())) == {vanves, rennes}


def test_gestionnaires_come_by_name_without_delegataires():
    entite = f.EntiteFactory()
    f.delegataire(f.HabilitationFactory(entite=entite))
    f.gestionnaire(entite, f.PersonneFactory(nom="Zola"))
    f.gestionnaire(entite, f.PersonneFactory(nom="éluard"))

    assert [membre.personne.nom for membre in gestionnaires(entite)] == ["éluard", "Zola"]


def test_the_territory_comes_in_the_same_query(nb_requetes):
    f.EntiteFactory()

    with nb_requetes() as compte:
        (entite,) = avec_territoire(Entite.objects.all())
        assert (entite.ville, entite.caisse.nom) == ("Vanves", "Cramif")

    assert compte.nombre == 1
