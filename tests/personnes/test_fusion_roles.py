"""[ACC-14] Roles in one entity become the higher, delegations are united."""

from datetime import date

import pytest

from forprev.communication.models import Notification
from forprev.comptes.models import RoleReseau
from forprev.entites.models import Membre
from forprev.habilitations.models import Delegation
from forprev.personnes.actions.fusion import reunir
from forprev.profils.queries import profils_de
from forprev.socle.models import EntreeJournal
from tests import fabriques as f
from tests.personnes.mondes import notifier, paire

pytestmark = [pytest.mark.django_db, pytest.mark.rule("ACC-14", "ACC-24")]


@pytest.fixture
def deux():
    return paire()


def fondre(deux, par=None):
    return reunir(par=par or f.assistance(), le=f.INSTANT, gardee=deux.gardee, absorbee=deux.absorbee)


@pytest.mark.parametrize("gestionnaire", ["gardee", "absorbee"])
def test_a_gestionnaire_and_a_delegataire_become_one_gestionnaire(deux, gestionnaire):
    delegataire = "absorbee" if gestionnaire == "gardee" else "gardee"
    delegation = f.DelegationFactory(membre__personne=getattr(deux, delegataire))
    proof = delegation.membre.lien_declare_le
    f.MembreFactory(personne=getattr(deux, gestionnaire), entite=delegation.membre.entite, depuis=date(2024, 5, 2))

    gardee = fondre(deux)

    membre = Membre.objects.get(personne=gardee)
    assert (membre.role, membre.depuis) == ("gestionnaire", date(2024, 5, 2))
    assert membre.lien_declare_le == proof
    delegation.refresh_from_db()
    assert (delegation.membre, delegation.terminee_le) == (membre, f.JOUR)


@pytest.mark.rule("ACC-12")
def test_delegations_are_united_without_one_twice(deux):
    commune = f.HabilitationFactory()
    autre = f.HabilitationFactory(entite=commune.entite)
    siens = [
        f.MembreFactory(delegataire=True, personne=personne, entite=commune.entite)
        for personne in (deux.gardee, deux.absorbee)
    ]
    f.DelegationFactory(membre=siens[0], habilitation=commune, depuis=date(2025, 6, 1))
    f.DelegationFactory(membre=siens[1], habilitation=commune, depuis=date(2025, 2, 1))
    f.DelegationFactory(membre=siens[1], habilitation=commune, depuis=date(2024, 1, 1), terminee_le=date(2024, 6, 1))
    f.DelegationFactory(membre=siens[1], habilitation=autre)

    gardee = fondre(deux)

    assert Membre.objects.get(personne=gardee) == siens[0]
    ouvertes = Delegation.objects.en_cours().filter(membre=siens[0])
    assert dict(ouvertes.values_list("habilitation", "depuis")) == {
        commune.pk: date(2025, 2, 1),
        autre.pk: date(2025, 1, 6),
    }
    assert Delegation.objects.count() == 3


def test_roles_of_other_entities_follow_as_they_are(deux):
    membre = f.MembreFactory(personne=deux.absorbee)
    demande = f.MembreFactory(demandeur=True, personne=deux.absorbee)

    gardee = fondre(deux)

    assert [(a.profil.value, a.membre_id) for a in profils_de(gardee, f.JOUR)] == [
        ("gestionnaire", membre.pk),
        ("demandeur", demande.pk),
    ]


@pytest.mark.rule("ACC-19")
def test_a_former_gestionnaire_who_is_delegataire_elsewhere_acts_as_delegataire(deux):
    ancien = f.MembreFactory(personne=deux.gardee, lecture_jusqu_au=date(2026, 11, 30))
    f.MembreFactory(delegataire=True, personne=deux.absorbee, entite=ancien.entite)

    fondre(deux)

    ancien.refresh_from_db()
    assert (ancien.role, ancien.lecture_jusqu_au, ancien.description) == ("delegataire", None, "Site de Meudon")


def test_what_was_told_under_the_lost_role_is_read_under_the_other(deux):
    membre = f.MembreFactory(personne=deux.absorbee)
    f.MembreFactory(delegataire=True, personne=deux.gardee, entite=membre.entite)
    deux.gardee.profil_retenu = f"delegataire-{membre.entite_id}"
    deux.gardee.save()
    ligne = notifier(deux.gardee, "a", profil=f"delegataire-{membre.entite_id}")

    gardee = fondre(deux)

    assert Notification.objects.get(pk=ligne.pk).profil == gardee.profil_retenu == f"gestionnaire-{membre.entite_id}"


@pytest.mark.rule("RGP-07")
def test_the_journal_of_the_role_follows(deux):
    siens = [f.MembreFactory(personne=deux.gardee)]
    siens.append(f.MembreFactory(personne=deux.absorbee, entite=siens[0].entite))
    EntreeJournal.objects.create(le=f.INSTANT, verbe="essai", objet_type="entites.Membre", objet_id=str(siens[1].pk))

    fondre(deux)

    assert EntreeJournal.objects.get(verbe="essai").objet_id == str(siens[0].pk)


def test_roles_of_the_reseau_are_united_by_the_inrs(deux):
    caisse = f.CaisseFactory()
    for personne in (deux.gardee, deux.absorbee):
        f.RoleReseauFactory(personne=personne, instructeur=True, caisse=caisse)
        f.RoleReseauFactory(personne=personne, nature="commission")
    f.RoleReseauFactory(personne=deux.absorbee, nature="assistance")

    gardee = fondre(deux, f.inrs())

    tenus = RoleReseau.objects.filter(personne=gardee).values_list("nature", "caisse")
    assert sorted(tenus, key=str) == [("assistance", None), ("commission", None), ("instructeur", caisse.pk)]
