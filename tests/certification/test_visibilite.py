"""Who sees which sessions, who has something to do, who may do what."""

from datetime import timedelta

import pytest

from forprev.certification.actions import delegations, fins
from forprev.certification.actions.commun import EtatRefuse
from forprev.certification.models import SessionCertification
from forprev.certification.perms import (
    partie,
    peut_agir,
    peut_declarer,
    peut_saisir,
    peut_supprimer,
    peut_telecharger,
    peut_voir_stagiaires,
)
from forprev.certification.states import SOUMISES, TABLE, Action, Etat, Partie
from forprev.comptes.states import Profil
from forprev.entites.models import Membre
from forprev.habilitations.models import Delegation
from forprev.profils.queries import compte_a_traiter
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests.certification.dossiers import dossier
from tests.fabriques import (
    CaisseFactory,
    CommuneFactory,
    DelegationFactory,
    DepartementFactory,
    acteur_sans_profil,
    assistance,
    commission,
    delegataire,
    gestionnaire,
    inrs,
    instructeur,
)
from tests.fabriques.jour import INSTANT, JOUR
from tests.fabriques.profils import acteur_de

UN_JOUR = timedelta(days=1)


def vues(acteur, le=JOUR):
    return {session.etat for session in SessionCertification.objects.visibles_par(acteur, le)}


@pytest.fixture
def un_de_chaque(monde):
    """A session in each state, all declared by the gestionnaire and naming the trainer."""
    return {etat: dossier(monde, etat) for etat in Etat}


@pytest.mark.rule("SES-18", "SES-30")
def test_each_profile_sees_its_own_states(monde, un_de_chaque):
    assert vues(monde.gestionnaire) == set(Etat)
    assert vues(monde.formateur) == SOUMISES
    assert vues(instructeur()) == vues(inrs()) == SOUMISES | {Etat.RETOUR_FORMATEUR}
    for aucun in (
        commission(),
        assistance(),
        acteur_sans_profil(),
        gestionnaire(),
        delegataire(),
        monde.autre_formateur(),
    ):
        assert vues(aucun) == set(), aucun.profil


@pytest.mark.rule("SES-18")
def test_a_delegataire_sees_what_they_declared_and_nothing_else(monde, un_de_chaque):
    delegue, autre = delegataire(monde.habilitation), delegataire(monde.habilitation)
    siennes = {
        dossier(monde, etat, declaree_par=delegue.personne) for etat in (Etat.EN_SAISIE, Etat.CERTIFICATS_GENERES)
    }
    assert set(SessionCertification.objects.visibles_par(delegue, JOUR)) == siennes
    assert vues(autre) == set()
    assert siennes < set(SessionCertification.objects.visibles_par(monde.gestionnaire, JOUR))


@pytest.mark.rule("SES-18")
def test_a_gestionnaire_of_two_entities_sees_one_at_a_time(monde):
    ici = dossier(monde, Etat.EN_SAISIE)
    ailleurs = gestionnaire(personne=monde.gestionnaire.personne)
    assert list(SessionCertification.objects.visibles_par(monde.gestionnaire, JOUR)) == [ici]
    assert vues(ailleurs) == set()


@pytest.mark.rule("SES-30")
def test_an_instructeur_sees_the_sessions_of_the_entities_of_their_caisse(monde, un_de_chaque):
    sud = CaisseFactory(code="SUDEST")
    assert vues(instructeur(sud)) == set()
    monde.habilitation.entite.commune = CommuneFactory(
        code_insee="13055", nom="Marseille", departement=DepartementFactory(code="13", caisse=sud)
    )
    monde.habilitation.entite.save()
    assert vues(instructeur(sud)) == SOUMISES | {Etat.RETOUR_FORMATEUR}


@pytest.mark.rule("SES-30", "SES-12")
@pytest.mark.parametrize("fabrique", [instructeur, inrs, commission, assistance, acteur_sans_profil])
def test_the_reseau_reads_no_stagiaire_and_moves_nothing(monde, un_de_chaque, fabrique):
    acteur = fabrique()
    assert partie(acteur) is None
    assert not peut_voir_stagiaires(acteur)
    assert not peut_declarer(acteur)
    for session in un_de_chaque.values():
        assert not any(peut_agir(acteur, session, action) for action in Action)
        assert not peut_saisir(acteur, session)
        assert not peut_supprimer(acteur, session)
        assert not peut_telecharger(acteur, session)


@pytest.mark.rule("SES-12", "SES-13", "SES-19")
def test_buttons_are_those_of_the_table(monde, un_de_chaque):
    for acteur, cote in ((monde.gestionnaire, Partie.ENTITE), (monde.formateur, Partie.FORMATEUR)):
        for etat, session in un_de_chaque.items():
            permises = {action for action in Action if peut_agir(acteur, session, action)}
            assert permises == set(TABLE.actions(etat, cote))
    assert peut_voir_stagiaires(monde.formateur)
    assert peut_voir_stagiaires(monde.gestionnaire)


@pytest.mark.rule("SES-16", "SES-19")
def test_the_entity_deletes_what_it_holds_and_downloads_what_is_generated(monde, un_de_chaque):
    supprimables = {etat for etat, s in un_de_chaque.items() if peut_supprimer(monde.gestionnaire, s)}
    assert supprimables == {Etat.EN_SAISIE, Etat.RETOUR_FORMATEUR, Etat.EN_VALIDATION_ENTITE}
    assert {e for e, s in un_de_chaque.items() if peut_saisir(monde.gestionnaire, s)} == {
        Etat.EN_SAISIE,
        Etat.RETOUR_FORMATEUR,
    }
    assert {e for e, s in un_de_chaque.items() if peut_telecharger(monde.gestionnaire, s)} == {Etat.CERTIFICATS_GENERES}
    for session in un_de_chaque.values():
        assert not peut_supprimer(monde.formateur, session)
        assert not peut_telecharger(monde.formateur, session)


@pytest.mark.rule("SES-19")
@pytest.mark.parametrize("etat", list(Etat))
def test_deleting_by_hand(monde, etat):
    session = dossier(monde, etat)
    permis = etat in (Etat.EN_SAISIE, Etat.RETOUR_FORMATEUR, Etat.EN_VALIDATION_ENTITE)
    if permis:
        fins.supprimer(par=monde.gestionnaire, le=INSTANT, numero=session.pk)
        assert not session.stagiaires.exists()
        assert EntreeJournal.objects.get().verbe == "session supprimée"
    else:
        with pytest.raises(EtatRefuse):
            fins.supprimer(par=monde.gestionnaire, le=INSTANT, numero=session.pk)
        assert not EntreeJournal.objects.exists()
    assert SessionCertification.objects.filter(pk=session.pk).exists() is not permis


@pytest.mark.rule("SES-19")
def test_only_its_declarer_or_a_gestionnaire_deletes(monde):
    delegue, autre = delegataire(monde.habilitation), delegataire(monde.habilitation)
    sienne = dossier(monde, Etat.EN_VALIDATION_ENTITE, declaree_par=delegue.personne)
    for intrus in (autre, gestionnaire()):
        with pytest.raises(SessionCertification.DoesNotExist):
            fins.supprimer(par=intrus, le=INSTANT, numero=sienne.pk)
    with pytest.raises(EtatRefuse):
        fins.supprimer(par=monde.formateur, le=INSTANT, numero=sienne.pk)
    fins.supprimer(par=delegue, le=INSTANT, numero=sienne.pk)
    assert not SessionCertification.objects.exists()


@pytest.mark.rule("SES-27", "SES-28")
def test_to_do_is_where_one_has_something_to_do(monde, un_de_chaque):
    a_venir = dossier(monde, Etat.EN_VALIDATION_FORMATEUR, date_fin=JOUR + UN_JOUR)
    aujourdhui = dossier(monde, Etat.EN_VALIDATION_FORMATEUR, date_fin=JOUR)
    entite = {Etat.EN_SAISIE, Etat.RETOUR_FORMATEUR, Etat.EN_VALIDATION_ENTITE}

    a_faire = SessionCertification.objects.a_traiter(monde.gestionnaire, JOUR)
    assert {s.etat for s in a_faire} == entite
    assert compte_a_traiter(monde.gestionnaire, JOUR) == len(entite)

    du_formateur = set(SessionCertification.objects.a_traiter(monde.formateur, JOUR))
    assert du_formateur == {un_de_chaque[Etat.EN_VALIDATION_FORMATEUR], aujourdhui}
    assert compte_a_traiter(monde.formateur, JOUR) == 2
    assert a_venir in SessionCertification.objects.visibles_par(monde.formateur, JOUR)
    assert a_venir in SessionCertification.objects.a_traiter(monde.formateur, JOUR + UN_JOUR)


@pytest.mark.rule("SES-16", "SES-17")
def test_what_should_be_gone_is_seen_by_nobody_even_when_the_purge_is_late(monde, un_de_chaque):
    demain = JOUR + 200 * UN_JOUR
    for acteur in (monde.gestionnaire, monde.formateur, instructeur(), inrs()):
        assert vues(acteur, demain) == set()
    with pytest.raises(SessionCertification.DoesNotExist):
        fins.supprimer(par=monde.gestionnaire, le=INSTANT + 200 * UN_JOUR, numero=un_de_chaque[Etat.EN_SAISIE].pk)


@pytest.mark.rule("SES-33")
def test_a_lost_delegation_passes_its_sessions_to_the_gestionnaires(monde):
    delegue = delegataire(monde.habilitation)
    delegation = Delegation.objects.get(membre=delegue.membre_id)
    ouverte = dossier(monde, Etat.EN_SAISIE, declaree_par=delegue.personne)
    generee = dossier(monde, Etat.CERTIFICATS_GENERES, declaree_par=delegue.personne)
    dossier(monde, Etat.EN_SAISIE)

    assert delegations.terminer_delegation(par=monde.gestionnaire, le=INSTANT, delegation=delegation) == 2
    assert delegations.terminer_delegation(par=monde.gestionnaire, le=INSTANT, delegation=delegation) == 0

    assert vues(delegue) == set(), "open sessions pass, downloads close"
    assert {ouverte, generee} <= set(SessionCertification.objects.visibles_par(monde.gestionnaire, JOUR))
    delegation.refresh_from_db()
    assert delegation.terminee_le == JOUR
    assert EntreeJournal.objects.filter(verbe="délégation terminée").count() == 1


@pytest.mark.rule("SES-33")
def test_another_delegation_of_the_same_person_keeps_its_sessions(monde, monde2):
    delegue = delegataire(monde.habilitation)
    autre = Delegation.objects.create(membre_id=delegue.membre_id, habilitation=monde2.habilitation, depuis=JOUR)
    gardee = dossier(monde, Etat.EN_SAISIE, declaree_par=delegue.personne)
    delegations.terminer_delegation(par=monde.gestionnaire, le=INSTANT, delegation=autre)
    assert list(SessionCertification.objects.visibles_par(delegue, JOUR)) == [gardee]


@pytest.mark.rule("SES-33")
def test_a_lost_role_passes_every_session(monde):
    delegue = delegataire(monde.habilitation)
    for etat in (Etat.EN_SAISIE, Etat.EN_VALIDATION_FORMATEUR, Etat.CERTIFICATS_GENERES):
        dossier(monde, etat, declaree_par=delegue.personne)
    membre = Membre.objects.get(pk=delegue.membre_id)
    assert delegations.transferer_toutes(par=monde.gestionnaire, le=INSTANT, membre=membre) == 3
    assert delegations.transferer_toutes(par=monde.gestionnaire, le=INSTANT, membre=membre) == 0
    assert vues(delegue) == set()


@pytest.mark.rule("SES-18")
def test_a_gestionnaire_who_also_trains_acts_under_one_profile_at_a_time(monde):
    session = dossier(monde, Etat.EN_VALIDATION_FORMATEUR)
    gestionnaire(monde.habilitation.entite, monde.formateur.personne)
    en_gestionnaire = acteur_de(monde.formateur.personne, Profil.GESTIONNAIRE)
    assert not peut_agir(en_gestionnaire, session, Action.ENVOYER_RESULTATS)
    assert peut_agir(monde.formateur, session, Action.ENVOYER_RESULTATS)
    assert not peut_agir(monde.formateur, session, Action.REPRENDRE)


@pytest.mark.rule("SES-33")
def test_only_a_gestionnaire_of_the_entity_ends_a_delegation(monde):
    delegation = DelegationFactory(habilitation=monde.habilitation)
    for intrus in (gestionnaire(), monde.formateur):
        with pytest.raises(Refus, match="Seul un gestionnaire"):
            delegations.terminer_delegation(par=intrus, le=INSTANT, delegation=delegation)
        with pytest.raises(Refus, match="Seul un gestionnaire"):
            delegations.transferer_toutes(par=intrus, le=INSTANT, membre=delegation.membre)
