"""A message to the assistance, from its first words to its end."""

# ruff: noqa: E501 - the texts of mails are on one line each

import pytest
from django.db import IntegrityError, transaction
from inline_snapshot import snapshot

from forprev.aide.actions.reponses import clore, repondre, rouvrir
from forprev.aide.actions.tickets import Message, ecrire_a_l_assistance, relancer
from forprev.aide.jetons import jeton_de_suivi, ticket_suivi
from forprev.aide.models import MessageTicket, Ticket
from forprev.aide.queries import assistance, caisse_de, nombre_a_traiter
from forprev.aide.rules import LONGUEUR_TEXTE, raisons_etat, raisons_texte, raisons_version
from forprev.aide.states import TABLE, Action, EtatTicket
from forprev.communication.models import Notification, Preference
from forprev.courriels.models import Courriel
from forprev.referentiel.models import TexteReference
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests import fabriques as f

SECRET = "mon stagiaire Kévin Martin n’a rien reçu"


def message(**changes) -> Message:
    valeurs = {"nom": "Zoé Roy", "email": "zoe@example.org", "objet": "Lien", "texte": SECRET}
    return Message(**valeurs | changes)


def ecrire(par=None, le=f.INSTANT, **changes) -> Ticket:
    return ecrire_a_l_assistance(par=par, message=message(**changes), le=le)


# --- rules -----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("AID-04")
@pytest.mark.parametrize(("texte", "bon"), [("Bonjour", True), ("", False), (" \n\t", False), ("x" * LONGUEUR_TEXTE, True), ("x" * (LONGUEUR_TEXTE + 1), False)])  # fmt: skip
def test_a_message_has_words_and_not_too_many(texte, bon):
    assert (raisons_texte(texte) == []) is bon


def test_the_state_says_what_may_be_done():
    assert raisons_etat(EtatTicket.OUVERT, Action.REPONDRE) == []
    assert raisons_etat(EtatTicket.CLOS, Action.REPONDRE)[0].code == "ticket_clos"
    assert raisons_etat(EtatTicket.CLOS, Action.CLORE)[0].code == "ticket_clos"
    assert raisons_etat(EtatTicket.REPONDU, Action.ROUVRIR)[0].code == "ticket_ouvert"


def test_whoever_wrote_may_always_write_again():
    assert all(TABLE.possible(Action.RELANCER, etat) for etat in EtatTicket)


def test_somebody_else_s_act_is_named():
    assert raisons_version(2, 2, par="BENALI Karim") == []
    assert raisons_version(1, 2, par="BENALI Karim")[0].texte.startswith("BENALI Karim a écrit ou agi")


# --- opening ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("AID-04", "NOT-08")
@pytest.mark.django_db
def test_a_visitor_s_message_is_acknowledged_by_a_link_without_its_words(settings):
    settings.SITE_URL = "https://forprev.example"
    agent = f.assistance()
    ticket = ecrire()

    accuse = Courriel.objects.get(destinataire="zoe@example.org")
    assert accuse.sujet == f"[FORPREV] Votre message n°\u00a0{ticket.pk} à l’assistance"
    assert accuse.texte.replace(jeton_de_suivi(ticket), "JETON").replace(str(ticket.pk), "7") == snapshot("""\
L’assistance de Forprev a bien reçu votre message n°\xa07.

Vous serez prévenu de la réponse. D’ici là, vous pouvez relire votre message et le compléter.

Vous recevez ce message parce que cette adresse a été indiquée dans un message à l’assistance de Forprev. Si ce n’était pas vous, ignorez-le\xa0: il n’y en aura pas d’autre.

L’équipe Forprev

Lire mon message et les réponses\xa0:
https://forprev.example/aide/contact/suivi/JETON/
""")
    ligne = Notification.objects.get()
    assert (ligne.personne_id, ligne.lien, ligne.profil) == (agent.personne_id, f"/contacts/{ticket.pk}/", "assistance")
    assert not Courriel.objects.filter(texte__contains="Kévin").exists()
    assert not Notification.objects.filter(texte__contains="Kévin").exists()


@pytest.mark.rule("AID-04")
@pytest.mark.django_db
def test_a_signed_in_person_is_told_in_the_application_as_they_want():
    gestionnaire = f.gestionnaire()
    Preference.objects.create(personne=gestionnaire.personne, notifications=False)
    ticket = ecrire(gestionnaire, email=gestionnaire.personne.email.upper())

    ligne = Notification.objects.get(personne=gestionnaire.personne)
    assert (ligne.lien, ligne.profil) == (f"/aide/contact/{ticket.pk}/", gestionnaire.code)
    assert not Courriel.objects.exists()


@pytest.mark.django_db
def test_another_address_for_the_answer_receives_it_too():
    gestionnaire = f.gestionnaire()
    ecrire(gestionnaire, email="ailleurs@example.org")

    assert set(Courriel.objects.values_list("destinataire", flat=True)) == {
        gestionnaire.personne.email, "ailleurs@example.org",
    }  # fmt: skip


@pytest.mark.rule("AID-04")
@pytest.mark.django_db
def test_the_same_message_twice_is_one_ticket_told_once():
    assert ecrire() == ecrire(email="ZOE@example.org", texte=f" {SECRET}\n")
    assert Courriel.objects.count() == 1
    assert MessageTicket.objects.count() == 1
    assert ecrire(le=f.il_y_a(-1)) != Ticket.objects.first()


@pytest.mark.django_db
def test_an_empty_message_opens_nothing():
    with pytest.raises(Refus):
        ecrire(texte="  ")
    assert not Ticket.objects.exists()


# --- the thread ------------------------------------------------------------------------------------------------------


@pytest.mark.rule("AID-04", "NOT-08")
@pytest.mark.django_db
def test_the_answer_is_told_without_its_words():
    agent, ticket = f.assistance(), ecrire()
    repondre(par=agent, ticket_id=ticket.pk, version=1, texte="Voyez avec Kévin Martin.", le=f.INSTANT)

    ticket.refresh_from_db()
    assert (ticket.etat, ticket.repondu_le, ticket.dernier_agent) == ("REPONDU", f.INSTANT, agent.personne)
    mail = Courriel.objects.filter(destinataire="zoe@example.org").order_by("-pk")[0]
    assert mail.sujet == f"[FORPREV] L’assistance a répondu à votre message n°\u00a0{ticket.pk}"
    assert f"/aide/contact/suivi/{jeton_de_suivi(ticket)}/" in mail.texte
    assert "Kévin" not in mail.texte
    assert nombre_a_traiter() == 0


@pytest.mark.rule("AID-04", "DEM-16")
@pytest.mark.django_db
def test_two_assistants_at_once_the_second_is_told():
    un, deux, ticket = f.assistance(), f.assistance(), ecrire()
    repondre(par=un, ticket_id=ticket.pk, version=1, texte="Un.", le=f.INSTANT)

    with pytest.raises(Refus) as refus:
        repondre(par=deux, ticket_id=ticket.pk, version=1, texte="Deux.", le=f.INSTANT)
    assert un.personne.nom_complet in str(refus.value)
    assert MessageTicket.objects.count() == 2


@pytest.mark.django_db
def test_whoever_writes_again_while_one_answers_is_named_too():
    agent, ticket = f.assistance(), ecrire()
    relancer(par=None, ticket_id=ticket.pk, texte="Et j’oubliais…", le=f.INSTANT)

    with pytest.raises(Refus, match="La personne a écrit"):
        repondre(par=agent, ticket_id=ticket.pk, version=1, texte="Réponse.", le=f.INSTANT)


@pytest.mark.rule("AID-04")
@pytest.mark.django_db
def test_closed_then_written_to_again_it_waits_anew():
    agent, ticket = f.assistance(), ecrire(le=f.il_y_a(5))
    ticket = repondre(par=agent, ticket_id=ticket.pk, version=1, texte="Voilà.", le=f.INSTANT, clore_ensuite=True)
    assert (ticket.etat, ticket.clos_le) == ("CLOS", f.INSTANT)

    ticket = relancer(par=None, ticket_id=ticket.pk, texte="Pas du tout.", le=f.INSTANT)
    assert (ticket.etat, ticket.clos_le, ticket.attend_depuis) == ("OUVERT", None, f.INSTANT)
    assert nombre_a_traiter() == 1


@pytest.mark.django_db
def test_writing_more_before_any_answer_does_not_lose_one_s_turn():
    ticket = ecrire(le=f.il_y_a(5))
    ticket = relancer(par=None, ticket_id=ticket.pk, texte="Encore.", le=f.INSTANT)
    encore = relancer(par=None, ticket_id=ticket.pk, texte="Encore.", le=f.INSTANT)

    assert (ticket.attend_depuis, encore.fil.count()) == (f.il_y_a(5), 2)


@pytest.mark.django_db
def test_closed_too_early_it_is_reopened_and_journaled():
    agent, ticket = f.assistance(), ecrire()
    ticket = clore(par=agent, ticket_id=ticket.pk, version=1, le=f.INSTANT)
    with pytest.raises(Refus, match="clos"):
        repondre(par=agent, ticket_id=ticket.pk, version=2, texte="Non.", le=f.INSTANT)
    ticket = rouvrir(par=agent, ticket_id=ticket.pk, version=2, le=f.INSTANT)

    assert ticket.etat == "OUVERT"
    verbes = EntreeJournal.objects.order_by("pk").values_list("verbe", flat=True)
    assert list(verbes) == ["aide.ouvrir", "aide.clore", "aide.rouvrir"]
    assert not EntreeJournal.objects.filter(details__icontains="Kévin").exists()


@pytest.mark.rule("SEC-01")
@pytest.mark.django_db
def test_only_the_assistance_answers():
    ticket = ecrire()
    for acteur in (f.inrs(), f.gestionnaire(), f.instructeur()):
        with pytest.raises(Ticket.DoesNotExist):
            repondre(par=acteur, ticket_id=ticket.pk, version=1, texte="Non.", le=f.INSTANT)


@pytest.mark.django_db
def test_a_state_without_its_proof_is_refused_by_the_database():
    ticket = ecrire()
    for etat in ("REPONDU", "CLOS"):
        with pytest.raises(IntegrityError), transaction.atomic():
            Ticket.objects.filter(pk=ticket.pk).update(etat=etat)


# --- the link of who has no account ----------------------------------------------------------------------------------


@pytest.mark.django_db
def test_the_link_is_of_that_ticket_and_that_address():
    ticket, autre = ecrire(), ecrire(texte="Autre")
    jeton = jeton_de_suivi(ticket)

    assert ticket_suivi(jeton) == ticket
    assert ticket_suivi(jeton_de_suivi(autre).partition("-")[0] + "-" + jeton.partition("-")[2]) is None
    assert all(ticket_suivi(faux) is None for faux in ("", "-", "zz", "1_0-a", f"{jeton}0", "z" * 300, "é-é"))
    Ticket.objects.filter(pk=ticket.pk).update(email="neuf@example.org")
    assert ticket_suivi(jeton) is None


# --- whom to turn to -------------------------------------------------------------------------------------------------


@pytest.mark.rule("AID-07")
@pytest.mark.django_db
def test_the_assistance_as_the_reference_data_says(jour):
    TexteReference.objects.create(code="assistance_telephone", texte="01 23 45 67 89", du="2020-01-01")
    TexteReference.objects.create(code="assistance_horaires", texte="de 9 h à 17 h", du="2020-01-01")

    lue = assistance(jour)
    assert (lue.telephone, lue.horaires, lue.email) == ("01 23 45 67 89", "de 9 h à 17 h", "")


@pytest.mark.rule("AID-07", "ENT-03")
@pytest.mark.django_db
def test_the_caisse_is_that_of_the_active_profile():
    gestionnaire, cramif = f.gestionnaire(), f.CaisseFactory()
    trouvee = caisse_de(gestionnaire)
    assert (trouvee.titre, trouvee.caisse) == (f"La caisse de {gestionnaire.entite_nom}", cramif)
    assert caisse_de(f.instructeur(cramif)).caisse == cramif
    assert caisse_de(f.formateur()).caisse is None  # the INRS, chosen by who is hors caisse
    assert caisse_de(f.formateur(f.PersonneFactory(caisse_rattachement=cramif))).caisse == cramif
    assert caisse_de(f.assistance()) is None
    assert caisse_de(f.gestionnaire(f.EntiteFactory(commune=None, ville_libre="Nouméa"))).caisse is None
