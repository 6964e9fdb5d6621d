"""What the assistance does to an account: done once, journaled, told to whom it concerns."""

# ruff: noqa: E501 - the texts of mails are on one line each

from datetime import timedelta
from threading import Barrier, Thread

import pytest
from allauth.mfa.models import Authenticator
from django.contrib.auth.hashers import make_password
from django.db import connection
from inline_snapshot import snapshot

from forprev.communication.courrier import rediger
from forprev.communication.models import Notification
from forprev.comptes.actions.mots_de_passe import emettre_jeton
from forprev.comptes.essais import ECHEC, attente_de, cle_identifiant
from forprev.comptes.jetons import personne_du_jeton
from forprev.comptes.models import Personne
from forprev.courriels.models import Courriel
from forprev.personnes.actions import comptes
from forprev.personnes.notifications.comptes import EmailCorrige, SecondFacteurRetire
from forprev.personnes.rules.comptes import MoyenDeVerification
from forprev.socle.journal import journaliser_sans_objet
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.fabriques.jour import INSTANT

pytestmark = pytest.mark.django_db


@pytest.fixture
def assistance():
    return f.assistance()


@pytest.fixture
def zoe():
    return f.PersonneFactory(nom="Lefèvre", prenom="Zoé", email="Zoe@Example.org")


@pytest.fixture
def jamais_venue():
    return f.PersonneFactory(nouvelle=True, email="faute@example.org")


@pytest.fixture
def gele():
    return f.PersonneFactory(nouvelle=True, is_active=False, conteste_le=INSTANT)


def verbes(personne) -> list[str]:
    lignes = EntreeJournal.objects.filter(objet_type="comptes.Personne", objet_id=str(personne.pk)).order_by("pk")
    return list(lignes.values_list("verbe", flat=True))


ACTES = [
    comptes.renvoyer_lien,
    comptes.debloquer,
    comptes.fermer_connexions,
    comptes.retablir_compte,
    lambda **faits: comptes.retirer_second_facteur(moyen=MoyenDeVerification.PIECE, **faits),
    lambda **faits: comptes.corriger_email(email="autre@example.org", **faits),
]


@pytest.mark.rule("SEC-01")
@pytest.mark.parametrize("acte", ACTES)
def test_only_the_assistance_and_the_inrs_act_and_never_on_themselves(acte, assistance, zoe):
    inrs = f.inrs()
    refuses = [(f.instructeur(), zoe), (f.commission(), zoe), (f.gestionnaire(), zoe), (f.formateur(), zoe)]
    for par, personne in [*refuses, (assistance, assistance.personne), (inrs, inrs.personne)]:
        with pytest.raises(Refus) as refus:
            acte(par=par, personne_id=personne.pk, le=INSTANT)
        assert refus.value.raisons[0].code in ("compte_interdit", "compte_le_sien")
    assert not EntreeJournal.objects.exists()
    assert not Courriel.objects.exists()


# --- links -----------------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-04", "RGP-07")
def test_a_link_goes_to_the_person_s_own_address_and_voids_the_former(assistance, zoe):
    ancien = emettre_jeton(personne=zoe, le=INSTANT)

    comptes.renvoyer_lien(par=assistance, personne_id=zoe.pk, le=INSTANT)

    courriel = Courriel.objects.get()
    assert (courriel.destinataire, courriel.sujet) == ("Zoe@Example.org", "[FORPREV] Changement de mot de passe")
    assert personne_du_jeton(ancien, le=INSTANT) is None
    ligne = EntreeJournal.objects.get()
    assert (ligne.verbe, ligne.objet_id, ligne.par_id, ligne.profil, ligne.details) == (
        "personnes.renvoyer_lien", str(zoe.pk), assistance.personne_id, "assistance", {},
    )  # fmt: skip


@pytest.mark.rule("ACC-04")
def test_three_links_an_hour_whoever_sends_them(assistance, zoe):
    instants = [INSTANT, INSTANT + timedelta(minutes=5), INSTANT + timedelta(minutes=10)]
    for par, le in zip([assistance, f.inrs(), assistance], instants, strict=True):
        comptes.renvoyer_lien(par=par, personne_id=zoe.pk, le=le)

    with pytest.raises(Refus, match="depuis une heure"):
        comptes.renvoyer_lien(par=assistance, personne_id=zoe.pk, le=INSTANT + timedelta(minutes=59))
    comptes.renvoyer_lien(par=assistance, personne_id=f.PersonneFactory().pk, le=INSTANT + timedelta(minutes=59))
    comptes.renvoyer_lien(par=assistance, personne_id=zoe.pk, le=INSTANT + timedelta(minutes=61))
    assert Courriel.objects.count() == 5


@pytest.mark.rule("ACC-04")
@pytest.mark.django_db(transaction=True)
def test_a_double_click_sends_one_link():
    par, personne = f.assistance(), f.PersonneFactory()
    depart, refus = Barrier(2), []

    def envoyer() -> None:
        try:
            depart.wait()
            comptes.renvoyer_lien(par=par, personne_id=personne.pk, le=INSTANT)
        except Refus as trop:
            refus.append(trop.raisons[0].code)
        finally:
            connection.close()

    fils = [Thread(target=envoyer) for _ in range(2)]
    for fil in fils:
        fil.start()
    for fil in fils:
        fil.join()

    assert refus == ["lien_a_l_instant"]
    assert Courriel.objects.count() == 1


@pytest.mark.rule("ACC-20")
def test_no_link_goes_to_a_frozen_account(assistance, gele):
    with pytest.raises(Refus, match="gelé"):
        comptes.renvoyer_lien(par=assistance, personne_id=gele.pk, le=INSTANT)
    assert not Courriel.objects.exists()


# --- waits, web sessions, frozen accounts ----------------------------------------------------------------------------


@pytest.mark.rule("ACC-16")
def test_whoever_waits_may_try_again(assistance, zoe):
    cle = cle_identifiant(zoe.email)
    for _ in range(6):
        journaliser_sans_objet(par=None, verbe=ECHEC, nature=cle.nature, cle=cle.empreinte, le=INSTANT, attente=2)
    assert attente_de(zoe, le=INSTANT) is not None

    comptes.debloquer(par=assistance, personne_id=zoe.pk, le=INSTANT)

    assert attente_de(zoe, le=INSTANT) is None
    assert verbes(zoe) == ["comptes.lever_attentes"]


@pytest.mark.rule("ACC-20")
def test_every_web_session_is_closed(client_de, assistance):
    gestionnaire = f.gestionnaire()
    client = client_de(gestionnaire)
    assert client.get("/tableau-de-bord/").status_code == 200

    comptes.fermer_connexions(par=assistance, personne_id=gestionnaire.personne_id, le=INSTANT)

    assert client.get("/tableau-de-bord/").status_code == 302
    assert verbes(gestionnaire.personne) == ["personnes.fermer_connexions"]


@pytest.mark.rule("ACC-20")
def test_a_frozen_account_is_given_back_and_its_links_stay_void(assistance, gele):
    ancien = emettre_jeton(personne=gele, le=INSTANT)

    comptes.retablir_compte(par=assistance, personne_id=gele.pk, le=INSTANT)

    gele.refresh_from_db()
    assert (gele.is_active, gele.conteste_le) == (True, None)
    assert personne_du_jeton(ancien, le=INSTANT) is None
    with pytest.raises(Refus, match="n’est pas gelé"):
        comptes.retablir_compte(par=assistance, personne_id=gele.pk, le=INSTANT)
    assert verbes(gele) == ["personnes.retablir_compte"]


def test_a_closed_account_that_nobody_contests_stays_closed(assistance):
    ferme = f.PersonneFactory(is_active=False)

    with pytest.raises(Refus):
        comptes.retablir_compte(par=assistance, personne_id=ferme.pk, le=INSTANT)
    with pytest.raises(Refus, match="fermé"):
        comptes.renvoyer_lien(par=assistance, personne_id=ferme.pk, le=INSTANT)


# --- second factor ---------------------------------------------------------------------------------------------------


@pytest.mark.rule("ACC-15")
def test_a_lost_second_factor_is_taken_away_and_its_owner_told(client_de, assistance, settings):
    settings.SITE_URL, settings.ADRESSE_ASSISTANCE = "https://forprev.example", "aide@example.org"
    instructeur = f.instructeur()
    personne = instructeur.personne
    client = client_de(instructeur)
    for genre in Authenticator.Type.values:
        Authenticator.objects.create(user=personne, type=genre, data={"secret": "chut"})

    comptes.retirer_second_facteur(
        par=assistance, personne_id=personne.pk, moyen=MoyenDeVerification.RAPPEL, le=INSTANT
    )

    assert not Authenticator.objects.filter(user=personne).exists()
    assert client.get("/tableau-de-bord/").status_code == 302
    assert EntreeJournal.objects.get(verbe="personnes.verifier_identite").details == {"moyen": "rappel"}
    assert verbes(personne) == ["personnes.verifier_identite", "comptes.lever_second_facteur"]
    ligne, courriel = Notification.objects.get(), Courriel.objects.get()
    assert (ligne.personne_id, ligne.categorie) == (personne.pk, "C")
    assert courriel.destinataire == personne.email
    with pytest.raises(Refus, match="Aucune double authentification"):
        comptes.retirer_second_facteur(
            par=assistance, personne_id=personne.pk, moyen=MoyenDeVerification.RAPPEL, le=INSTANT
        )


def test_the_mail_of_a_second_factor_taken_away(settings):
    settings.SITE_URL = "https://forprev.example"
    courrier = rediger(SecondFacteurRetire("JEJ46894", INSTANT, "aide@example.org"), "")

    assert courrier.sujet == snapshot("[FORPREV] Votre double authentification a été retirée")
    assert courrier.texte == snapshot("""\
L’assistance Forprev a retiré la double authentification du compte JEJ46894, après avoir vérifié l’identité de la personne qui le demandait. Toutes les connexions ouvertes ont été fermées.

Connectez-vous avec votre mot de passe, puis remettez en place une double authentification dans «\u202fMon profil\u202f». Un profil du réseau ne s’ouvre pas sans elle.

Vous n’avez rien demandé\u202f? Écrivez tout de suite à l’assistance\xa0: aide@example.org.

L’équipe Forprev

Ouvrir dans Forprev\xa0:
https://forprev.example/mon-profil/
""")


# --- e-mail of an account never used ---------------------------------------------------------------------------------


@pytest.mark.rule("ACC-25")
def test_the_email_of_an_account_never_used_is_corrected(assistance, jamais_venue):
    ancien = emettre_jeton(personne=jamais_venue, le=INSTANT)

    comptes.corriger_email(par=assistance, personne_id=jamais_venue.pk, email=" Zoe+sst@Example.org ", le=INSTANT)

    jamais_venue.refresh_from_db()
    assert jamais_venue.email == "Zoe+sst@Example.org"
    assert personne_du_jeton(ancien, le=INSTANT) is None
    assert {c.destinataire: c.sujet for c in Courriel.objects.all()} == {
        "faute@example.org": "[FORPREV] Cette adresse n’est plus celle d’un compte Forprev",
        "Zoe+sst@Example.org": "[FORPREV] Changement de mot de passe",
    }
    assert verbes(jamais_venue) == ["personnes.corriger_email"]
    assert EntreeJournal.objects.get().details == {}


def test_the_mail_to_the_address_that_leaves():
    courrier = rediger(EmailCorrige("JEJ46894", INSTANT, "aide@example.org"), "")

    assert courrier.texte == snapshot("""\
Le compte Forprev JEJ46894, qui n’a jamais servi, avait été ouvert avec votre adresse. L’assistance Forprev vient de la corriger\xa0: les liens reçus à cette adresse ne fonctionnent plus.

Si ce compte est le vôtre et que vous n’avez rien demandé, écrivez à l’assistance\xa0: aide@example.org.

L’équipe Forprev
""")


@pytest.mark.rule("ACC-25")
@pytest.mark.parametrize(
    "usage",
    [
        {"premiere_connexion_le": INSTANT},
        {"last_login": INSTANT},
        {"password": make_password("une phrase de passe", hasher="pbkdf2_sha256")},
    ],
)
def test_the_email_of_an_account_that_has_been_used_is_never_changed(assistance, usage):
    personne = f.PersonneFactory(nouvelle=True, **usage)

    for par in (assistance, f.inrs()):
        with pytest.raises(Refus, match="a déjà servi"):
            comptes.corriger_email(par=par, personne_id=personne.pk, email="moi@example.org", le=INSTANT)
    assert Personne.objects.get(pk=personne.pk).email == personne.email


@pytest.mark.rule("ACC-25")
def test_the_email_of_somebody_else_is_refused_without_saying_whose(assistance, jamais_venue, zoe):
    with pytest.raises(Refus) as refus:
        comptes.corriger_email(par=assistance, personne_id=jamais_venue.pk, email="ZOE@example.org", le=INSTANT)

    (raison,) = refus.value.raisons
    assert raison.champ == "email"
    assert zoe.numero not in raison.texte
    assert not Courriel.objects.exists()


def test_the_same_email_changes_nothing(assistance, jamais_venue):
    comptes.corriger_email(par=assistance, personne_id=jamais_venue.pk, email="faute@example.org", le=INSTANT)

    assert not EntreeJournal.objects.exists()
    assert not Courriel.objects.exists()


@pytest.mark.rule("SEC-01")
def test_the_assistance_does_not_take_over_an_account_of_the_reseau(assistance):
    nouvel_inrs = f.RoleReseauFactory(personne=f.PersonneFactory(nouvelle=True)).personne

    with pytest.raises(Refus, match="administrateur INRS"):
        comptes.corriger_email(par=assistance, personne_id=nouvel_inrs.pk, email="moi@example.org", le=INSTANT)
    comptes.corriger_email(par=f.inrs(), personne_id=nouvel_inrs.pk, email="le-bon@example.org", le=INSTANT)


@pytest.mark.rule("ACC-20")
def test_a_frozen_account_gets_its_right_address_but_no_link_before_it_is_given_back(assistance, gele):
    comptes.corriger_email(par=assistance, personne_id=gele.pk, email="la-bonne@example.org", le=INSTANT)

    assert [c.sujet for c in Courriel.objects.all()] == ["[FORPREV] Cette adresse n’est plus celle d’un compte Forprev"]
    assert Personne.objects.get(pk=gele.pk).conteste_le is not None


# --- readings --------------------------------------------------------------------------------------------------------


@pytest.mark.rule("RGP-07")
def test_a_list_is_one_line_without_what_was_typed(assistance):
    comptes.noter_liste_lue(par=assistance, montrees=[3, 5], criteres=["mots"], le=INSTANT)

    ligne = EntreeJournal.objects.get()
    assert (ligne.verbe, ligne.par_id) == ("personnes.lire_liste", assistance.personne_id)
    assert ligne.details == {"montrees": [3, 5], "criteres": ["mots"]}


@pytest.mark.rule("ACC-14")
@pytest.mark.parametrize("acte", [comptes.renvoyer_lien, comptes.debloquer, comptes.fermer_connexions])
def test_an_account_that_somebody_has_just_merged_or_erased_is_told_not_broken(acte, assistance):
    with pytest.raises(Refus, match="n’existe plus"):
        acte(par=assistance, personne_id=999_999, le=INSTANT)
