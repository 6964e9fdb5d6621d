"""The people of an entity: recognised, added, given another role, attached, removed."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from forprev.certification.models import SessionCertification
from forprev.communication.models import Notification
from forprev.comptes.actions.recherches import RECHERCHES_PAR_HEURE
from forprev.comptes.models import Doublon, Personne
from forprev.comptes.states import Profil
from forprev.courriels.models import Courriel
from forprev.entites.actions.membres import DejaMembre
from forprev.entites.models import Membre
from forprev.habilitations.models import Delegation
from forprev.personnes.actions.utilisateurs import (
    SaisieIdentite,
    SaisieRole,
    ajouter_utilisateur,
    changer_role,
    decrire_utilisateur,
    detacher_habilitation,
    rattacher_habilitations,
    reconnaitre,
    retirer_utilisateur,
)
from forprev.personnes.queries.utilisateurs import deja_retire
from forprev.profils.queries import profils_de
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.fabriques.jour import INSTANT, JOUR
from tests.fabriques.profils import acteur_de

pytestmark = pytest.mark.django_db
UN_JOUR = timedelta(days=1)
NE_LE = date(1988, 5, 12)
MAELLE = SaisieIdentite(NE_LE, nom="LE GOFF", prenom="Maelle", email="Maelle@Example.org")
GESTIONNAIRE = SaisieRole("gestionnaire", description="ignorée", habilitations=(1, 2), lien=False)


@pytest.fixture
def habilitation():
    return f.HabilitationFactory()


@pytest.fixture
def par(habilitation):
    return f.gestionnaire(habilitation.entite)


@pytest.fixture
def delegataire(habilitation) -> SaisieRole:
    return SaisieRole("delegataire", "Site de Meudon", (habilitation.pk,), lien=True)


@pytest.fixture
def connue():
    return f.PersonneFactory(nom="Le Goff", prenom="Maëlle", date_naissance=NE_LE, email="mlg@example.org")


def refus(appel, **arguments) -> list[tuple[str, str]]:
    with pytest.raises(Refus) as leve:
        appel(le=INSTANT, **arguments)
    return [(raison.code, raison.champ) for raison in leve.value.raisons]


def notees(personne) -> list[tuple[str, str]]:
    return list(Notification.objects.filter(personne=personne).order_by("code").values_list("code", "profil"))


def membre_de(acteur) -> Membre:
    return Membre.objects.get(pk=acteur.membre_id)


# --- recognised -------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-10", "ACC-13", "ACC-23")
def test_the_exact_triplet_is_proposed_blind_to_spelling(par, connue):
    trouvees = reconnaitre(par=par, le=INSTANT, saisie=MAELLE)

    (proposition,) = trouvees.propositions
    assert trouvees.personne is None
    assert proposition.personne_id == connue.pk
    assert proposition.fin_numero == connue.numero[-2:]
    assert proposition.naissance_concorde
    assert not hasattr(proposition, "email")


@pytest.mark.rule("ACC-13", "ACC-23")
@pytest.mark.parametrize(("email", "proposee"), [("mlg@autre.example", True), ("autre@example.org", False)])
def test_a_near_match_is_proposed_when_the_email_agrees_in_part(par, connue, email, proposee):
    trouvees = reconnaitre(par=par, le=INSTANT, saisie=replace(MAELLE, nom="LE GOF", email=email))

    assert bool(trouvees.propositions) is proposee


@pytest.mark.rule("ACC-23")
def test_a_proposal_is_taken_only_with_its_birth_date(par, connue):
    choisie = replace(MAELLE, personne_id=connue.pk)
    assert reconnaitre(par=par, le=INSTANT, saisie=choisie).personne == connue
    autre = replace(choisie, date_naissance=NE_LE + UN_JOUR)
    assert refus(reconnaitre, par=par, saisie=autre) == [("naissance_differente", "date_naissance")]


@pytest.mark.rule("ACC-10", "ACC-23")
@pytest.mark.parametrize("ecrire", [str, str.lower, lambda n: f" {n[:3]} {n[3:]} "])
def test_by_number_the_birth_date_must_match(par, connue, ecrire):
    par_numero = SaisieIdentite(NE_LE, numero=ecrire(connue.numero))
    assert reconnaitre(par=par, le=INSTANT, saisie=par_numero).personne == connue
    for faux in (replace(par_numero, date_naissance=date(1990, 1, 1)), replace(par_numero, numero="ZZZ99999")):
        assert refus(reconnaitre, par=par, saisie=faux) == [("numero_inconnu", "numero")]


@pytest.mark.rule("ACC-29")
def test_two_namesakes_ask_for_the_number(par, connue):
    f.PersonneFactory(nom="LE-GOFF", prenom="Maelle", date_naissance=NE_LE)
    for saisie in (MAELLE, replace(MAELLE, nouvelle=True)):
        assert refus(reconnaitre, par=par, saisie=saisie) == [("homonymes", "numero")]
        assert refus(ajouter_utilisateur, par=par, identite=saisie, role=GESTIONNAIRE) == [("homonymes", "numero")]
    assert reconnaitre(par=par, le=INSTANT, saisie=SaisieIdentite(NE_LE, numero=connue.numero)).personne == connue


@pytest.mark.rule("ACC-25", "ACC-03")
def test_an_email_of_another_person_is_refused_without_saying_whose(par):
    f.PersonneFactory(nom="Benali", email="MAELLE@example.org")
    with pytest.raises(Refus) as leve:
        reconnaitre(par=par, le=INSTANT, saisie=MAELLE)
    (raison,) = leve.value.raisons
    assert (raison.code, raison.champ) == ("email_pris", "email")
    assert "Benali" not in raison.texte
    assert refus(ajouter_utilisateur, par=par, identite=MAELLE, role=GESTIONNAIRE) == [("email_pris", "email")]


def test_nobody_alike_is_a_new_person(par):
    trouvees = reconnaitre(par=par, le=INSTANT, saisie=MAELLE)
    assert (trouvees.personne, trouvees.propositions) == (None, ())


@pytest.mark.rule("ACC-23")
def test_searches_are_counted_journaled_and_limited(par, connue):
    reconnaitre(par=par, le=INSTANT, saisie=MAELLE)
    refus(reconnaitre, par=par, saisie=SaisieIdentite(NE_LE, numero="ZZZ99999"))
    lignes = EntreeJournal.objects.filter(verbe="comptes.rechercher", par=par.personne)
    assert lignes.count() == 2
    assert not any(mot in str(ligne.details) for ligne in lignes for mot in ("Goff", "GOFF", "example"))
    EntreeJournal.objects.bulk_create(
        EntreeJournal(le=INSTANT, par=par.personne, verbe="comptes.rechercher", objet_type="x", objet_id="1")
        for _ in range(RECHERCHES_PAR_HEURE)
    )
    for saisie in (MAELLE, SaisieIdentite(NE_LE, numero=connue.numero), replace(MAELLE, personne_id=connue.pk)):
        assert refus(reconnaitre, par=par, saisie=saisie) == [("recherches_trop_nombreuses", "")]


@pytest.mark.rule("ACC-20")
def test_a_frozen_account_is_not_added(par, connue):
    Personne.objects.filter(pk=connue.pk).update(is_active=False)
    choisie = replace(MAELLE, personne_id=connue.pk)
    assert refus(reconnaitre, par=par, saisie=choisie) == [("compte_inactif", "")]
    assert refus(ajouter_utilisateur, par=par, identite=choisie, role=GESTIONNAIRE) == [("compte_inactif", "")]
    assert not Membre.objects.filter(personne=connue).exists()


# --- added ------------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-10", "ACC-20")
def test_a_new_person_gets_an_account_announced_by_a_mail(par, executer_taches):
    membre = ajouter_utilisateur(par=par, le=INSTANT, identite=MAELLE, role=GESTIONNAIRE)

    nouvelle = membre.personne
    assert (nouvelle.nom, nouvelle.prenom, nouvelle.email) == ("LE GOFF", "Maelle", "Maelle@Example.org")
    assert (nouvelle.ouvert_par, nouvelle.has_usable_password()) == (par.personne, False)
    assert (membre.role, membre.entite_id, membre.depuis) == ("gestionnaire", par.entite_id, JOUR)
    assert (membre.description, membre.lien_declare_le) == ("", None)
    assert not membre.delegations.exists()
    courriels = list(Courriel.objects.order_by("pk"))
    assert [courriel.destinataire for courriel in courriels] == ["Maelle@Example.org"] * 2
    assert f"à la suite de votre ajout aux utilisateurs de {par.entite_nom}" in courriels[0].texte
    assert "Ce n’est pas moi" in courriels[0].texte
    assert notees(nouvelle) == [("compte_cree", ""), ("role_donne", f"gestionnaire-{par.entite_id}")]
    assert acteur_de(nouvelle, Profil.GESTIONNAIRE, entite_id=par.entite_id)


@pytest.mark.rule("ACC-12")
def test_a_delegataire_is_attached_with_a_declared_link(par, connue, delegataire, habilitation):
    choisie = replace(MAELLE, personne_id=connue.pk)
    membre = ajouter_utilisateur(par=par, le=INSTANT, identite=choisie, role=delegataire)

    assert (membre.personne, membre.role, membre.description) == (connue, "delegataire", "Site de Meudon")
    assert (membre.lien_declare_par, membre.lien_declare_le) == (par.personne, INSTANT)
    delegation = membre.delegations.get()
    assert (delegation.habilitation, delegation.depuis, delegation.terminee_le) == (habilitation, JOUR, None)
    (notification,) = Notification.objects.filter(personne=connue)
    assert f"{habilitation.dispositif_niveau} ({habilitation.numero})" in notification.texte
    assert set(EntreeJournal.objects.values_list("verbe", flat=True)) == {"rôle donné", "délégation donnée"}


@pytest.mark.rule("ACC-25")
def test_the_email_of_a_known_person_never_changes(par, connue):
    for saisie in (replace(MAELLE, personne_id=connue.pk), SaisieIdentite(NE_LE, numero=connue.numero, email="x@y.fr")):
        membre = ajouter_utilisateur(par=par, le=INSTANT, identite=saisie, role=GESTIONNAIRE)
        connue.refresh_from_db()
        assert (connue.email, connue.nom, connue.ouvert_par) == ("mlg@example.org", "Le Goff", None)
        membre.delete()
    assert Notification.objects.filter(code="compte_cree").count() == 0


@pytest.mark.rule("ACC-28")
def test_a_namesake_who_was_not_chosen_goes_to_doublons(par, connue):
    membre = ajouter_utilisateur(par=par, le=INSTANT, identite=replace(MAELLE, nouvelle=True), role=GESTIONNAIRE)
    doublon = Doublon.objects.get()
    assert (doublon.connue, doublon.nouvelle) == (connue, membre.personne)


@pytest.mark.rule("ACC-12")
def test_a_delegataire_without_habilitation_or_link_is_refused_as_a_whole(par, delegataire):
    sans_rien = SaisieRole("delegataire")
    assert refus(ajouter_utilisateur, par=par, identite=MAELLE, role=sans_rien) == [
        ("sans_habilitation", "habilitations"),
        ("lien_non_declare", "lien"),
    ]
    sans_lien = replace(delegataire, lien=False)
    assert refus(ajouter_utilisateur, par=par, identite=MAELLE, role=sans_lien) == [("lien_non_declare", "lien")]
    assert Personne.objects.count() == 1


@pytest.mark.rule("ACC-12", "SEC-01")
def test_only_habilitations_of_the_entity_active_that_day(par, delegataire, habilitation):
    d_une_autre = f.HabilitationFactory()
    refusees = {d_une_autre.pk: "habilitation_inconnue", 0: "habilitation_inconnue"}
    siennes = [f.HabilitationFactory(entite=habilitation.entite, dispositif_niveau__niveau=n) for n in (2, 3)]
    siennes[0].periodes.update(fin=JOUR - UN_JOUR)
    f.SuspensionFactory(habilitation=siennes[1], du=JOUR)
    refusees |= {siennes[0].pk: "habilitation_hors_periode", siennes[1].pk: "habilitation_suspendue"}
    for pk, code in refusees.items():
        role = replace(delegataire, habilitations=(habilitation.pk, pk))
        assert refus(ajouter_utilisateur, par=par, identite=MAELLE, role=role) == [(code, "habilitations")]
    assert not Delegation.objects.exists()
    assert not Personne.objects.filter(nom="LE GOFF").exists()


@pytest.mark.rule("ACC-10", "SEC-01")
@pytest.mark.parametrize("role", ["inrs", "demandeur", "instructeur", "", "Gestionnaire"])
def test_an_entity_gives_no_other_role(par, role):
    assert refus(ajouter_utilisateur, par=par, identite=MAELLE, role=SaisieRole(role)) == [("role_absent", "role")]


@pytest.mark.rule("ACC-10", "SEC-01")
def test_only_a_gestionnaire_in_place_adds(par, habilitation):
    ancien = replace(par, lecture_jusqu_au=JOUR + UN_JOUR)
    for intrus in (f.delegataire(habilitation), f.formateur(), f.inrs(), f.demandeur(), ancien):
        with pytest.raises(Refus, match="Seul un gestionnaire"):
            ajouter_utilisateur(
                par=replace(intrus, entite_id=par.entite_id), le=INSTANT, identite=MAELLE, role=GESTIONNAIRE
            )
    membre_de(par).delete()
    assert refus(ajouter_utilisateur, par=par, identite=MAELLE, role=GESTIONNAIRE) == [("plus_gestionnaire", "")]
    assert not Personne.objects.filter(nom="LE GOFF").exists()


@pytest.mark.rule("ACC-24")
def test_one_role_a_person_and_entity(par, connue, delegataire):
    choisie = replace(MAELLE, personne_id=connue.pk)
    membre = ajouter_utilisateur(par=par, le=INSTANT, identite=choisie, role=delegataire)
    for appel, arguments in (
        (reconnaitre, {"saisie": choisie}),
        (ajouter_utilisateur, {"identite": choisie, "role": GESTIONNAIRE}),
    ):
        with pytest.raises(DejaMembre) as leve:
            appel(par=par, le=INSTANT, **arguments)
        assert leve.value.membre == membre
    ailleurs = f.gestionnaire()
    assert reconnaitre(par=ailleurs, le=INSTANT, saisie=choisie).personne == connue


def test_sent_twice_it_makes_one_user(par, connue, delegataire):
    for identite in (MAELLE, replace(MAELLE, personne_id=connue.pk), SaisieIdentite(NE_LE, numero=connue.numero)):
        identite = replace(identite, nouvelle=not identite.designe)
        une, autre = (
            ajouter_utilisateur(par=par, le=INSTANT, identite=identite, role=delegataire, cle="essai") for _ in range(2)
        )
        assert une == autre
        assert Notification.objects.filter(code="role_donne", personne=une.personne).count() == 1
        with pytest.raises(Refus):
            ajouter_utilisateur(par=par, le=INSTANT, identite=identite, role=delegataire, cle="autre")
        Membre.objects.filter(personne=connue).delete()


@pytest.mark.rule("ACC-19")
def test_a_former_gestionnaire_begins_anew_once_their_reading_is_over(par, connue, delegataire):
    choisie = replace(MAELLE, personne_id=connue.pk)
    ancien = f.MembreFactory(entite_id=par.entite_id, entite=None, personne=connue, lecture_jusqu_au=JOUR)
    with pytest.raises(DejaMembre):
        ajouter_utilisateur(par=par, le=INSTANT, identite=choisie, role=delegataire)
    Membre.objects.filter(pk=ancien.pk).update(lecture_jusqu_au=JOUR - UN_JOUR)
    assert ajouter_utilisateur(par=par, le=INSTANT, identite=choisie, role=delegataire) == ancien
    ancien.refresh_from_db()
    assert (ancien.role, ancien.lecture_jusqu_au, ancien.depuis) == ("delegataire", None, JOUR)


# --- another role -----------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-24", "SES-33")
def test_a_promoted_delegataire_keeps_their_sessions_and_no_delegation(par, habilitation):
    delegue = f.delegataire(habilitation)
    session = f.SessionFactory(habilitation=habilitation, declaree_par=delegue.personne)
    membre = membre_de(delegue)
    lien = membre.lien_declare_le
    for _ in range(2):
        changer_role(par=par, le=INSTANT, membre=membre, role=GESTIONNAIRE)

    membre.refresh_from_db()
    session.refresh_from_db()
    assert (membre.role, membre.description, membre.lien_declare_le) == ("gestionnaire", "", lien)
    assert membre.delegations.get().terminee_le == JOUR
    assert (session.declaree_par, session.transferee_le) == (delegue.personne, None)
    promu = acteur_de(delegue.personne, Profil.GESTIONNAIRE)
    assert session in SessionCertification.objects.visibles_par(promu, JOUR)
    assert notees(delegue.personne) == [("role_change", f"gestionnaire-{par.entite_id}")]


@pytest.mark.rule("ACC-24", "ACC-12", "SES-33")
def test_a_gestionnaire_made_delegataire_leaves_their_sessions(par, habilitation, delegataire):
    autre = f.gestionnaire(habilitation.entite)
    session = f.SessionFactory(habilitation=habilitation, declaree_par=autre.personne)
    membre = membre_de(autre)
    sans_lien = replace(delegataire, lien=False)
    assert refus(changer_role, par=par, membre=membre, role=sans_lien) == [("lien_non_declare", "lien")]
    changer_role(par=par, le=INSTANT, membre=membre, role=delegataire)

    session.refresh_from_db()
    assert session.transferee_le == INSTANT
    delegue = acteur_de(autre.personne, Profil.DELEGATAIRE)
    assert not SessionCertification.objects.visibles_par(delegue, JOUR).exists()
    assert membre.delegations.get().habilitation == habilitation
    assert membre.lien_declare_par == par.personne


@pytest.mark.rule("ACC-11")
def test_the_last_gestionnaire_is_neither_demoted_nor_removed_even_by_themselves(par, delegataire):
    membre = membre_de(par)
    assert refus(changer_role, par=par, membre=membre, role=delegataire) == [("dernier_gestionnaire", "")]
    assert refus(retirer_utilisateur, par=par, membre=membre) == [("dernier_gestionnaire", "")]
    membre.refresh_from_db()
    assert membre.role == "gestionnaire"
    f.gestionnaire(membre.entite)
    changer_role(par=par, le=INSTANT, membre=membre, role=delegataire)
    assert membre.role == "delegataire"


@pytest.mark.rule("ACC-11", "ACC-19", "ACC-20")
def test_who_cannot_act_does_not_count_among_the_gestionnaires(par, delegataire):
    entite = membre_de(par).entite
    f.MembreFactory(entite=entite, personne__is_active=False)
    f.MembreFactory(entite=entite, lecture_jusqu_au=JOUR + UN_JOUR)
    assert refus(retirer_utilisateur, par=par, membre=membre_de(par)) == [("dernier_gestionnaire", "")]
    entite.fermee_le = JOUR
    entite.save()
    retirer_utilisateur(par=par, le=INSTANT, membre=membre_de(par))


@pytest.mark.rule("ACC-19")
def test_a_former_gestionnaire_may_only_be_appointed_again(par, delegataire):
    ancien = f.MembreFactory(entite=membre_de(par).entite, lecture_jusqu_au=JOUR)
    assert refus(retirer_utilisateur, par=par, membre=ancien) == [("contestation_ouverte", "")]
    assert refus(changer_role, par=par, membre=ancien, role=delegataire) == [("contestation_ouverte", "")]
    changer_role(par=par, le=INSTANT, membre=ancien, role=GESTIONNAIRE)
    ancien.refresh_from_db()
    assert (ancien.role, ancien.lecture_jusqu_au) == ("gestionnaire", None)


@pytest.mark.rule("ACC-12")
def test_the_description_is_a_delegataires(par, habilitation):
    membre = membre_de(f.delegataire(habilitation))
    assert decrire_utilisateur(par=par, le=INSTANT, membre=membre, description=" Site  de Lens ")
    assert not decrire_utilisateur(par=par, le=INSTANT, membre=membre, description="Site de Lens")
    membre.refresh_from_db()
    assert membre.description == "Site de Lens"
    assert refus(decrire_utilisateur, par=par, membre=membre_de(par), description="x") == [
        ("sans_description", "description")
    ]


# --- delegations ------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-12")
def test_more_habilitations_are_attached_and_told_once(par, habilitation):
    delegue = f.delegataire(habilitation)
    autre = f.HabilitationFactory(entite=habilitation.entite, dispositif_niveau__niveau=2)
    for attendues in (1, 0):
        nouvelles = rattacher_habilitations(
            par=par, le=INSTANT, membre=membre_de(delegue), habilitations=[habilitation.pk, autre.pk]
        )
        assert len(nouvelles) == attendues
    assert Delegation.objects.en_cours().filter(membre=delegue.membre_id).count() == 2
    assert notees(delegue.personne) == [("delegation_donnee", f"delegataire-{par.entite_id}")]


@pytest.mark.rule("ACC-12")
def test_a_gestionnaire_is_attached_to_nothing(par, habilitation):
    assert refus(rattacher_habilitations, par=par, membre=membre_de(par), habilitations=[habilitation.pk]) == [
        ("pas_delegataire", "habilitations")
    ]


@pytest.mark.rule("SES-33")
def test_a_lost_delegation_closes_what_it_opened_at_once(par, habilitation):
    delegue = f.delegataire(habilitation)
    ouverte = f.SessionFactory(habilitation=habilitation, declaree_par=delegue.personne)
    generee = f.SessionFactory(habilitation=habilitation, declaree_par=delegue.personne, generee=True)
    delegation = Delegation.objects.get(membre=delegue.membre_id)
    assert detacher_habilitation(par=par, le=INSTANT, delegation=delegation) == 2
    assert detacher_habilitation(par=par, le=INSTANT, delegation=delegation) == 0

    assert not SessionCertification.objects.visibles_par(delegue, JOUR).exists()
    assert {ouverte, generee} == set(SessionCertification.objects.visibles_par(par, JOUR))
    assert notees(delegue.personne) == [("delegation_terminee", f"delegataire-{par.entite_id}")]
    rattacher_habilitations(par=par, le=INSTANT, membre=membre_de(delegue), habilitations=[habilitation.pk])
    assert not SessionCertification.objects.visibles_par(delegue, JOUR).exists(), "what passed does not come back"


# --- removed ----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-24", "SES-33")
def test_a_removed_delegataire_loses_the_profile_and_leaves_the_sessions(par, habilitation):
    delegue = f.delegataire(habilitation)
    session = f.SessionFactory(habilitation=habilitation, declaree_par=delegue.personne)
    membre = membre_de(delegue)
    pk, lien = membre.pk, membre.lien_declare_le
    retirer_utilisateur(par=par, le=INSTANT, membre=membre)

    assert profils_de(delegue.personne, JOUR) == []
    session.refresh_from_db()
    assert session.transferee_le == INSTANT
    assert notees(delegue.personne) == [("role_termine", "")]
    ligne = EntreeJournal.objects.get(verbe="rôle terminé")
    assert ligne.details["lien_declare_le"] == lien.isoformat()
    assert deja_retire(par, pk)
    assert not deja_retire(f.gestionnaire(), pk)
    with pytest.raises(Membre.DoesNotExist):
        retirer_utilisateur(par=par, le=INSTANT, membre=Membre(pk=pk, entite_id=par.entite_id))


@pytest.mark.rule("ACC-24", "ACC-11")
def test_a_gestionnaire_who_is_not_the_last_may_leave(par):
    f.gestionnaire(membre_de(par).entite)
    retirer_utilisateur(par=par, le=INSTANT, membre=membre_de(par))
    assert profils_de(par.personne, JOUR) == []


@pytest.mark.rule("SEC-01")
def test_another_entitys_gestionnaire_changes_nothing(habilitation):
    intrus, delegue = f.gestionnaire(), f.delegataire(habilitation)
    membre, delegation = membre_de(delegue), Delegation.objects.get(membre=delegue.membre_id)
    for appel, arguments in (
        (retirer_utilisateur, {"membre": membre}),
        (changer_role, {"membre": membre, "role": GESTIONNAIRE}),
        (decrire_utilisateur, {"membre": membre, "description": "x"}),
        (rattacher_habilitations, {"membre": membre, "habilitations": [habilitation.pk]}),
        (detacher_habilitation, {"delegation": delegation}),
    ):
        with pytest.raises(Refus, match="Seul un gestionnaire"):
            appel(par=intrus, le=INSTANT, **arguments)
    membre.refresh_from_db()
    assert membre.role == "delegataire"
    assert Delegation.objects.en_cours().count() == 1


@pytest.mark.rule("ACC-24")
def test_a_role_that_another_gestionnaire_has_just_ended_is_told_not_broken(par, habilitation, delegataire):
    membre = ajouter_utilisateur(par=par, le=INSTANT, identite=MAELLE, role=delegataire)
    delegation = Delegation.objects.select_related("membre").get(membre=membre)
    lu = Membre.objects.get(pk=membre.pk)
    retirer_utilisateur(par=par, le=INSTANT, membre=Membre.objects.get(pk=membre.pk))

    parti = [("plus_membre", "")]
    assert refus(changer_role, par=par, membre=lu, role=GESTIONNAIRE) == parti
    assert refus(decrire_utilisateur, par=par, membre=lu, description="Site") == parti
    assert refus(rattacher_habilitations, par=par, membre=lu, habilitations=[habilitation.pk]) == parti
    assert refus(detacher_habilitation, par=par, delegation=delegation) == parti
