"""When no gestionnaire can act any more: asked, appointed by the caisse, contested, over."""

# ruff: noqa: E501 - the texts of mails are on one line each

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from inline_snapshot import snapshot

from forprev.aide.models import Ticket
from forprev.communication.models import Notification
from forprev.comptes.models import Doublon, Personne
from forprev.comptes.states import Profil
from forprev.courriels.models import Courriel
from forprev.entites.actions.successions import Deposant, Designe
from forprev.entites.jetons import jeton_de_lettre, lettre_suivie
from forprev.entites.models import ContestationSuccession, LettreSuccession, Membre, Succession
from forprev.entites.states import ActionSuccession, EtatSuccession
from forprev.habilitations.models import Delegation
from forprev.habilitations.queries import entite_designee
from forprev.personnes.actions.successions import (
    contester,
    demander_succession,
    nommer,
    refuser,
    terminer_lectures,
)
from forprev.personnes.rules.successions import (
    FaitsDecision,
    FaitsNomination,
    raisons_contester,
    raisons_decision,
    raisons_motif,
    raisons_nomination,
)
from forprev.profils.queries import profils_de
from forprev.socle import files
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from forprev.socle.televersements import Televersement
from tests import fabriques as f

FIN = f.JOUR + timedelta(days=15)
LETTRE = Televersement(b"%PDF-1.7 la lettre", "pdf", "application/pdf", "lettre.pdf")
DEPOSANT = Deposant("Petit", "Léa", "Adjointe", "lea@mairie.example.org")
DESIGNE = Designe("Durand", "Alice", date(1985, 5, 4), email="alice@mairie.example.org")


@pytest.fixture(autouse=True)
def _fichiers(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def ancien(db):
    """The gestionnaire who can no longer act."""
    return f.gestionnaire(f.EntiteFactory(raison_sociale="MAIRIE DE VANVES"))


def demander(
    acteur=None, designe=DESIGNE, lettre=LETTRE, deposant=DEPOSANT, identifiant="", le=f.INSTANT
) -> Succession:
    entite = Membre.objects.get(pk=acteur.membre_id).entite if acteur else None
    deposee = demander_succession(
        par=None, entite=entite, identifiant=identifiant or "73282932000074", deposant=deposant, designe=designe,
        lettre=lettre, le=le,
    )  # fmt: skip
    return deposee.succession


def nommee(acteur, par=None, **options) -> Succession:
    succession = demander(acteur, **options)
    return nommer(par=par or f.instructeur(), succession_id=succession.pk, partants=[acteur.membre_id], le=f.INSTANT)


# --- rules -----------------------------------------------------------------------------------------------------------

DECISION = {"etat": EtatSuccession.DEMANDEE, "competent": True, "membre": False, "designe": False}
NOMINATION = {
    "entite_connue": True, "fermee_le": None, "numero_donne": False, "email_donne": True, "trouve": False,
    "meme_triplet": False, "actif": False, "deja_gestionnaire": False,
}  # fmt: skip
CONNUE = {"trouve": True, "meme_triplet": True, "actif": True}


@pytest.mark.rule("ACC-19", "DEM-27")
@pytest.mark.parametrize(
    ("faits", "code"),
    [
        ({}, None),
        ({"competent": False}, "pas_sa_caisse"),
        ({"membre": True}, "partie_prenante"),
        ({"designe": True}, "partie_prenante"),
        ({"etat": EtatSuccession.NOMMEE}, "deja_decidee"),
        ({"etat": EtatSuccession.REFUSEE}, "deja_decidee"),
    ],
)
def test_who_decides(faits, code):
    raisons = raisons_decision(FaitsDecision(**DECISION | faits), ActionSuccession.NOMMER)
    assert [raison.code for raison in raisons] == ([code] if code else [])


@pytest.mark.rule("ACC-19", "ACC-29")
@pytest.mark.parametrize(
    ("faits", "code"),
    [
        ({}, None),
        (CONNUE, None),
        ({"entite_connue": False}, "entite_inconnue"),
        ({"fermee_le": f.JOUR}, "entite_fermee"),
        ({"fermee_le": f.JOUR + timedelta(days=1)}, None),
        ({"numero_donne": True}, "numero_inconnu"),
        ({"email_donne": False}, "sans_email"),
        ({"homonymes": 1}, None),
        ({"homonymes": 2}, "plusieurs_homonymes"),
        (CONNUE | {"homonymes": 2}, None),
        (CONNUE | {"meme_triplet": False}, "identite_differente"),
        (CONNUE | {"actif": False}, "compte_ferme"),
        (CONNUE | {"deja_gestionnaire": True}, "deja_gestionnaire"),
    ],
)
def test_who_may_be_appointed(faits, code):
    raisons = raisons_nomination(FaitsNomination(**NOMINATION | faits), le=f.JOUR)
    assert [raison.code for raison in raisons] == ([code] if code else [])


@pytest.mark.rule("ACC-19")
@pytest.mark.parametrize(
    ("jusqu_au", "succession", "code"),
    [
        (f.JOUR, True, None),
        (f.JOUR + timedelta(days=15), True, None),
        (f.JOUR - timedelta(days=1), True, "delai_passe"),
        (None, True, "rien_a_contester"),
        (f.JOUR, False, "rien_a_contester"),
    ],
)
def test_who_may_contest(jusqu_au, succession, code):
    raisons = raisons_contester(lecture_jusqu_au=jusqu_au, succession=succession, le=f.JOUR)
    assert [raison.code for raison in raisons] == ([code] if code else [])


def test_a_refusal_says_why():
    assert raisons_motif(" \n")[0].champ == "motif"
    assert raisons_motif("Lettre non signée.") == []


# --- asked -----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-19")
def test_the_caisse_is_told_and_who_asked_gets_a_link(ancien, settings):
    settings.SITE_URL = "https://forprev.example"
    instructeur, ailleurs = f.instructeur(), f.instructeur(f.CaisseFactory(code="CARSATB", nom="Carsat Bretagne"))
    succession = demander(ancien)

    ligne = Notification.objects.get()
    assert (ligne.personne_id, ligne.lien) == (instructeur.personne_id, f"/reseau/successions/{succession.pk}/")
    assert ligne.profil == instructeur.code != ailleurs.code
    assert "Durand" not in ligne.texte
    lettre = LettreSuccession.objects.get()
    accuse = Courriel.objects.get(destinataire=DEPOSANT.email)
    assert accuse.texte.replace(jeton_de_lettre(lettre), "JETON").replace(str(succession.pk), "7") == snapshot("""\
Votre demande de successeur n°\xa07 et la lettre qui l’accompagne sont bien reçues.

La caisse de l’entité les vérifie. Vous serez prévenu de sa décision à cette adresse.

Vous recevez ce message parce que cette adresse a été indiquée dans une demande de successeur. Si ce n’était pas vous, prévenez l’assistance de Forprev.

L’équipe Forprev

Suivre la demande\xa0:
https://forprev.example/succession/suivi/JETON/
""")
    assert files.lire(lettre.chemin) == LETTRE.contenu
    assert EntreeJournal.objects.filter(verbe="succession demandée").count() == 1


@pytest.mark.rule("ACC-19")
def test_sent_twice_it_is_one_and_another_letter_joins_it(ancien):
    succession = demander(ancien)
    assert demander(ancien) == succession
    assert LettreSuccession.objects.count() == 1
    autre = Deposant("Roy", "Paul", "Maire", "paul@mairie.example.org")
    memes = Designe("DURAND", "alice", DESIGNE.date_naissance, email=DESIGNE.email.upper(), numero=DESIGNE.numero)
    assert demander(ancien, designe=memes, deposant=autre) == succession
    assert LettreSuccession.objects.count() == 2
    # nobody takes the place of the person designated by filing first with an address of their own
    detournee = Designe("DURAND", "alice", DESIGNE.date_naissance, email="autre@example.org")
    assert demander(ancien, designe=detournee, deposant=autre) != succession
    assert (
        demander(ancien, designe=Designe("Durand", "Zoé", DESIGNE.date_naissance, email="z@example.org")) != succession
    )


@pytest.mark.rule("ACC-19")
def test_one_open_request_for_an_entity_and_a_person(ancien):
    succession = demander(ancien)
    copie = Succession.objects.get(pk=succession.pk)
    copie.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        copie.save()


@pytest.mark.rule("ACC-19")
def test_an_identifier_nobody_has_goes_to_the_inrs_and_looks_the_same(ancien, nb_requetes):
    inrs = f.inrs()
    with nb_requetes() as connue:
        demander(ancien)
    with nb_requetes() as inconnue:
        succession = demander(identifiant="00000000000000")

    assert succession.entite is None
    assert abs(connue.nombre - inconnue.nombre) <= 2
    sujets = Courriel.objects.filter(destinataire=DEPOSANT.email).values_list("sujet", flat=True)
    assert len({sujet.rstrip("0123456789") for sujet in sujets}) == 1
    assert Notification.objects.filter(personne=inrs.personne).count() == 1
    assert demander(identifiant="00000000000000") == succession


@pytest.mark.parametrize(
    ("designe", "champ"),
    [
        (Designe("Durand", "Alice", date(1985, 5, 4)), "successeur_email"),
        (Designe("Durand", "Alice", f.JOUR + timedelta(days=1), email="a@example.org"), "successeur_naissance"),
        (Designe("Durand", "Alice", date(1900, 1, 1), email="a@example.org"), "successeur_naissance"),
    ],
)
def test_somebody_who_cannot_be_found_is_refused(ancien, designe, champ):
    with pytest.raises(Refus) as refus:
        demander(ancien, designe=designe)
    assert [raison.champ for raison in refus.value.raisons] == [champ]
    assert not LettreSuccession.objects.exists()


def test_the_entity_by_siret_or_number_as_typed(ancien):
    entite = Membre.objects.get(pk=ancien.membre_id).entite
    habilitation = f.HabilitationFactory(entite=entite, numero="H30999/2024/SST-1/C/00")
    siret = entite.siret

    assert entite_designee(f" {siret[:3]} {siret[3:6]}\u202f{siret[6:]} ") == entite
    assert entite_designee(habilitation.numero.lower()) == entite
    assert entite_designee("") is entite_designee("  ") is entite_designee("12345678901234") is None
    type(entite).objects.update(validee_le=None)
    assert entite_designee(siret) is None


def test_the_link_is_of_that_letter(ancien):
    demander(ancien)
    lettre = LettreSuccession.objects.get()
    assert lettre_suivie(jeton_de_lettre(lettre)) == lettre
    assert all(lettre_suivie(faux) is None for faux in ("", "-", "1-a", "z" * 300, jeton_de_lettre(lettre) + "0"))


# --- decided ---------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-19")
def test_the_former_ones_read_fifteen_days_more_and_all_are_told(ancien):
    succession = nommee(ancien)

    assert (succession.etat, succession.lecture_jusqu_au) == ("NOMMEE", FIN)
    parti = Membre.objects.get(pk=ancien.membre_id)
    assert (parti.role, parti.lecture_jusqu_au) == ("gestionnaire", FIN)
    [nouveau] = Membre.objects.gestionnaires().filter(entite=ancien.entite_id)
    assert (nouveau.personne.nom, nouveau.personne.email) == ("Durand", DESIGNE.email)
    codes = set(Notification.objects.values_list("personne_id", "code", "categorie"))
    assert {(ancien.personne_id, "successeur_nomme", "C"), (nouveau.personne_id, "nomme_gestionnaire", "C")} <= codes
    mail = Courriel.objects.get(personne=ancien.personne)
    assert "/succession/contester/?profil=gestionnaire-" in mail.texte
    assert Courriel.objects.filter(destinataire=DEPOSANT.email, sujet__contains="décision").count() == 1
    verbes = set(EntreeJournal.objects.values_list("verbe", flat=True))
    assert {"succession nommée", "rôle donné", "rôle réduit à la lecture"} <= verbes


def test_the_longest_names_have_room(db):
    long = f.gestionnaire(f.EntiteFactory(raison_sociale="É" * 200))
    designe = Designe("Ｎ" * 100, "\ufdfa" * 10, DESIGNE.date_naissance, email="a@example.org")
    nommee(long, designe=designe)
    Personne.objects.filter(pk=long.personne_id).update(nom="ß" * 100, prenom="x" * 100)
    long.personne.refresh_from_db()
    contester(par=en_lecture(long), texte="x", le=f.INSTANT)
    assert len(Ticket.objects.get().nom) == 200


@pytest.mark.rule("ACC-19", "ACC-20")
def test_the_account_opened_is_announced_with_its_contest_link(ancien):
    instructeur = f.instructeur()
    nommee(ancien, instructeur)
    nouvelle = Personne.objects.get(nom="Durand")
    assert nouvelle.ouvert_par == instructeur.personne
    assert Courriel.objects.filter(personne=nouvelle, texte__contains="/compte-conteste/").count() == 1


@pytest.mark.rule("ACC-19", "ACC-24")
def test_a_known_person_is_found_and_takes_the_one_role(ancien):
    connue = f.PersonneFactory(
        nom="DURAND", prenom="alice", date_naissance=DESIGNE.date_naissance, email="ALICE@mairie.example.org"
    )
    habilitation = f.HabilitationFactory(entite_id=ancien.entite_id, entite=None)
    delegation = f.DelegationFactory(habilitation=habilitation, membre__personne=connue)
    nommee(ancien)

    assert profils_de(connue, f.JOUR)[0].profil == Profil.GESTIONNAIRE
    assert Membre.objects.filter(personne=connue).count() == 1
    assert Delegation.objects.get(pk=delegation.pk).terminee_le == f.JOUR
    assert EntreeJournal.objects.filter(verbe="délégation terminée", objet_id=str(delegation.pk)).count() == 1


@pytest.mark.rule("ACC-13", "ACC-19")
def test_a_namesake_with_another_email_goes_to_doublons(ancien):
    f.PersonneFactory(nom="Durand", prenom="Alice", date_naissance=DESIGNE.date_naissance)
    nommee(ancien)
    assert Doublon.objects.get().nouvelle.email == DESIGNE.email


@pytest.mark.rule("ACC-19")
def test_by_number_it_must_be_the_person_of_the_letter(ancien):
    connue = f.PersonneFactory(numero="JEJ46894")
    succession = demander(ancien, designe=Designe("Durand", "Alice", DESIGNE.date_naissance, numero="JEJ46894"))
    with pytest.raises(Refus, match="n’est pas celui"):
        nommer(par=f.instructeur(), succession_id=succession.pk, partants=[], le=f.INSTANT)
    Personne.objects.filter(pk=connue.pk).update(
        nom_cle="durand", prenom_cle="alice", nom="Durand", prenom="Alice", date_naissance=DESIGNE.date_naissance
    )
    assert nommer(par=f.instructeur(), succession_id=succession.pk, partants=[], le=f.INSTANT).successeur == connue


@pytest.mark.rule("ACC-25", "ACC-19")
def test_the_email_of_somebody_else_opens_no_account(ancien):
    f.PersonneFactory(email=DESIGNE.email)
    with pytest.raises(Refus, match="déjà utilisé"):
        nommee(ancien)
    assert Succession.objects.get().etat == "DEMANDEE"
    assert Membre.objects.get(pk=ancien.membre_id).lecture_jusqu_au is None


@pytest.mark.rule("ACC-19")
def test_those_who_can_still_act_stay(ancien):
    reste = f.gestionnaire(Membre.objects.get(pk=ancien.membre_id).entite)
    nommee(ancien)
    assert Membre.objects.get(pk=reste.membre_id).lecture_jusqu_au is None


@pytest.mark.rule("ACC-19", "SEC-01")
def test_only_the_caisse_of_the_entity_decides(ancien):
    succession = demander(ancien)
    ailleurs = f.instructeur(f.CaisseFactory(code="CARSATB", nom="Carsat Bretagne"))
    for acteur in (ailleurs, f.assistance(), ancien):
        with pytest.raises(Succession.DoesNotExist):
            nommer(par=acteur, succession_id=succession.pk, partants=[], le=f.INSTANT)
    with pytest.raises(Refus, match="caisse"):
        nommer(par=f.inrs(), succession_id=succession.pk, partants=[], le=f.INSTANT)


@pytest.mark.rule("ACC-19", "ENT-03")
def test_where_there_is_no_caisse_the_inrs_decides(db):
    lointain = f.gestionnaire(f.EntiteFactory(commune=None, ville_libre="Nouméa"))
    assert nommee(lointain, f.inrs()).etat == "NOMMEE"


@pytest.mark.rule("DEM-27")
def test_nobody_of_the_reseau_decides_where_they_hold_a_profile(ancien):
    succession = demander(ancien)
    instructeur = f.instructeur()
    f.MembreFactory(personne=instructeur.personne, entite_id=ancien.entite_id, entite=None)
    with pytest.raises(Refus, match="autre instructeur"):
        refuser(par=instructeur, succession_id=succession.pk, motif="Non.", le=f.INSTANT)


@pytest.mark.rule("ACC-19", "NOT-08")
def test_refused_with_a_reason_that_no_mail_carries(ancien):
    succession = demander(ancien)
    with pytest.raises(Refus, match="motif"):
        refuser(par=f.instructeur(), succession_id=succession.pk, motif="  ", le=f.INSTANT)
    refuser(par=f.instructeur(), succession_id=succession.pk, motif="Lettre non signée.", le=f.INSTANT)

    succession.refresh_from_db()
    assert (succession.etat, succession.motif) == ("REFUSEE", "Lettre non signée.")
    assert not Courriel.objects.filter(texte__contains="non signée").exists()
    with pytest.raises(Refus, match="déjà reçu une décision"):
        nommer(par=f.instructeur(), succession_id=succession.pk, partants=[], le=f.INSTANT)
    assert demander(ancien) != succession  # asked anew, it is another request


# --- contested, over -------------------------------------------------------------------------------------------------


def en_lecture(acteur, le=f.JOUR):
    return next(a for a in profils_de(acteur.personne, le) if a.entite_id == acteur.entite_id)


@pytest.mark.rule("ACC-19")
def test_a_former_one_contests_once(ancien):
    instructeur, agent = f.instructeur(), f.assistance()
    succession = nommee(ancien, instructeur)
    par = en_lecture(ancien)
    contester(par=par, texte="Cette lettre est fausse.", le=f.INSTANT)
    contester(par=par, texte="Je le répète.", le=f.INSTANT)

    assert ContestationSuccession.objects.get().texte == "Cette lettre est fausse."
    assert Notification.objects.filter(code="succession_contestee", personne=instructeur.personne).count() == 1
    ticket = Ticket.objects.get()
    assert (ticket.origine, ticket.personne_id) == ("succession-contestee", ancien.personne_id)
    assert Notification.objects.filter(code="contact_a_traiter", personne=agent.personne).count() == 1
    assert EntreeJournal.objects.filter(verbe="succession contestée", objet_id=str(succession.pk)).count() == 1


@pytest.mark.rule("ACC-19")
def test_who_never_was_replaced_has_nothing_to_contest(ancien):
    with pytest.raises(Refus, match="Aucune succession"):
        contester(par=ancien, texte="Non.", le=f.INSTANT)


@pytest.mark.rule("ACC-19")
def test_the_role_ends_the_night_after_its_last_day(ancien):
    entite = Membre.objects.get(pk=ancien.membre_id).entite
    session = f.SessionFactory(entite=entite, declaree_par=ancien.personne)
    nommee(ancien)
    assert en_lecture(ancien, FIN).lecture_seule
    assert profils_de(ancien.personne, FIN + timedelta(days=1)) == []  # at once, even when the night is late
    assert terminer_lectures(jour=FIN, le=f.INSTANT) == 0
    assert terminer_lectures(jour=FIN + timedelta(days=3), le=f.INSTANT) == 1
    assert terminer_lectures(jour=FIN + timedelta(days=3), le=f.INSTANT) == 0

    assert not Membre.objects.filter(pk=ancien.membre_id).exists()
    session.refresh_from_db()
    assert session.transferee_le == f.INSTANT  # left to the gestionnaires, whatever role the person takes again
    assert Notification.objects.filter(code="role_termine", personne=ancien.personne).count() == 1
