"""*Ce n’est pas moi*: whose word freezes an account, and what follows."""

import re

import pytest
from django.contrib.auth import get_user

from forprev.aide.models import Ticket
from forprev.communication.actions import envoyer_lien_mot_de_passe
from forprev.communication.models import Notification
from forprev.comptes.contestations import jeton_de_contestation, personne_contestee
from forprev.comptes.jetons import personne_du_jeton
from forprev.comptes.models import ChangementEmail, Personne
from forprev.courriels.models import Courriel
from forprev.personnes.actions.contestation import contester_compte, retablir_compte
from forprev.personnes.rules.contestation import raisons_contestation_de_compte, raisons_retablissement
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests import fabriques as f

LIEN = re.compile(r"/compte-conteste/([^/\s\"]+)/")


@pytest.fixture
def nouvelle(db) -> Personne:
    """An account that a gestionnaire opened, and its owner never used."""
    return f.PersonneFactory(nouvelle=True, ouvert_par=f.gestionnaire().personne, email="autrui@example.org")


def contester(personne, le=f.INSTANT, **options) -> Personne:
    return contester_compte(jeton=jeton_de_contestation(personne), le=le, **options)


def test_rules():
    assert raisons_contestation_de_compte(deja_utilise=False) == []
    assert raisons_contestation_de_compte(deja_utilise=True)[0].code == "compte_utilise"
    assert raisons_retablissement(conteste=True) == []
    assert raisons_retablissement(conteste=False)[0].code == "compte_non_conteste"


@pytest.mark.rule("ACC-20")
def test_the_mail_of_a_created_account_carries_the_link(nouvelle):
    envoyer_lien_mot_de_passe(personne=nouvelle, le=f.INSTANT, origine="votre ajout aux utilisateurs de X")

    mail = Courriel.objects.get()
    [jeton] = LIEN.findall(mail.texte)
    assert personne_contestee(jeton) == nouvelle
    assert f"/compte-conteste/{jeton}/" in mail.html
    assert jeton not in Notification.objects.get().texte


@pytest.mark.rule("ACC-20")
def test_an_asked_password_link_carries_no_such_link(nouvelle):
    envoyer_lien_mot_de_passe(personne=nouvelle, le=f.INSTANT)
    assert not LIEN.findall(Courriel.objects.get().texte)


@pytest.mark.rule("ACC-20")
def test_the_account_freezes_with_all_its_ways_in(nouvelle, client):
    envoyer_lien_mot_de_passe(personne=nouvelle, le=f.INSTANT)
    [lien] = re.findall(r"/reinitialisation-mot-de-passe/([^/\s]+)/", Courriel.objects.get().texte)
    ChangementEmail.objects.create(personne=nouvelle, adresse="x@example.org", demande_le=f.INSTANT, empreinte="e")
    client.force_login(nouvelle)

    contester(nouvelle)

    nouvelle.refresh_from_db()
    assert (nouvelle.is_active, nouvelle.conteste_le) == (False, f.INSTANT)
    assert get_user(client).is_anonymous
    assert personne_du_jeton(lien, le=f.INSTANT) is None
    assert not ChangementEmail.objects.exists()
    Personne.objects.filter(pk=nouvelle.pk).update(is_active=True)
    assert get_user(client).is_anonymous  # closed for good, even once the account is given back
    assert personne_du_jeton(lien, le=f.INSTANT) is None


@pytest.mark.rule("ACC-20")
def test_who_opened_it_and_the_assistance_are_told_and_a_ticket_opened(nouvelle):
    agent = f.assistance()
    contester(nouvelle, precisions="Je ne connais pas cette mairie.")

    ouvreur = Notification.objects.get(personne=nouvelle.ouvert_par)
    assert nouvelle.numero in ouvreur.titre
    assert nouvelle.nom not in ouvreur.texte
    ticket = Ticket.objects.get()
    assert (ticket.origine, ticket.concerne, ticket.personne) == ("compte-conteste", nouvelle, None)
    assert ticket.fil.get().texte == "Je ne connais pas cette mairie."
    alerte = Notification.objects.get(personne=agent.personne)
    assert (alerte.code, alerte.lien) == ("compte_conteste_a_traiter", f"/contacts/{ticket.pk}/")
    assert Courriel.objects.filter(destinataire="autrui@example.org").count() == 1
    assert not Notification.objects.filter(personne=nouvelle).exists()


@pytest.mark.rule("ACC-20")
def test_said_twice_it_is_said_once(nouvelle):
    f.assistance()
    premiere = contester(nouvelle)
    seconde = contester(nouvelle, le=f.il_y_a(-1))

    assert premiere.conteste_le == seconde.conteste_le == f.INSTANT
    assert Ticket.objects.count() == 1
    assert Notification.objects.count() == 2
    assert EntreeJournal.objects.filter(verbe="personnes.contester_compte").count() == 1


@pytest.mark.rule("ACC-20")
def test_when_who_opened_it_is_gone_the_gestionnaires_are_told(nouvelle):
    gestionnaire = f.gestionnaire()
    membre = f.MembreFactory(delegataire=True, personne=nouvelle, entite_id=gestionnaire.entite_id, entite=None)
    Personne.objects.filter(pk=nouvelle.pk).update(ouvert_par=None)
    contester(nouvelle)

    assert Notification.objects.get(code="compte_conteste").personne_id == gestionnaire.personne_id
    membre.refresh_from_db()  # the role stays written: it serves nobody while the account is frozen
    assert membre.role == "delegataire"


@pytest.mark.rule("ACC-20")
def test_an_account_already_used_is_not_frozen_by_a_mail(nouvelle):
    Personne.objects.filter(pk=nouvelle.pk).update(premiere_connexion_le=f.INSTANT)
    with pytest.raises(Refus, match="déjà été utilisé"):
        contester(nouvelle)
    nouvelle.refresh_from_db()
    assert nouvelle.is_active


@pytest.mark.rule("ACC-20")
def test_a_guessed_or_changed_token_freezes_nobody(nouvelle):
    autre = f.PersonneFactory(nouvelle=True)
    jeton = jeton_de_contestation(nouvelle)
    melange = jeton_de_contestation(autre).partition("-")[0] + "-" + jeton.partition("-")[2]
    for faux in ("", "-", jeton[:-1], f"{jeton}0", jeton.upper(), melange, "z" * 400, "é"):
        assert personne_contestee(faux) is None
        with pytest.raises(Personne.DoesNotExist):
            contester_compte(jeton=faux, le=f.INSTANT)
    Personne.objects.filter(pk=nouvelle.pk).update(email="corrigee@example.org")
    assert personne_contestee(jeton) is None


@pytest.mark.rule("ACC-20")
def test_the_assistance_gives_the_account_back(nouvelle):
    agent = f.assistance()
    contester(nouvelle)
    ticket = Ticket.objects.get()
    retablie = retablir_compte(par=agent, ticket=ticket, le=f.INSTANT)

    assert (retablie.is_active, retablie.conteste_le) == (True, None)
    with pytest.raises(Refus):
        retablir_compte(par=agent, ticket=ticket, le=f.INSTANT)
    with pytest.raises(Refus):
        retablir_compte(par=f.gestionnaire(), ticket=ticket, le=f.INSTANT)
