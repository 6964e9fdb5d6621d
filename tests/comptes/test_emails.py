"""Changing one's e-mail: the new address confirms, the old one is told."""

# ruff: noqa: E501 - the texts of mails are on one line each

import re
from datetime import date, timedelta

import pytest
from inline_snapshot import snapshot

from forprev.communication.actions.emails import confirmer_changement_email, demander_changement_email
from forprev.communication.models import Notification
from forprev.comptes.actions.emails import annuler_changement
from forprev.comptes.actions.inscriptions import effacer_attentes
from forprev.comptes.actions.mots_de_passe import LienPerime, emettre_jeton
from forprev.comptes.actions.personnes import creer_personne
from forprev.comptes.jetons import personne_du_jeton
from forprev.comptes.models import ChangementEmail, Personne
from forprev.courriels.models import Courriel
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests import fabriques as f

pytestmark = pytest.mark.django_db
LIEN = re.compile(r"/mon-profil/e-mail/confirmation/([^/\s\"]+)/")
HEURES_72 = timedelta(hours=72)
NOUVEAU = "Zoe+Neuve@exämple.fr"


@pytest.fixture
def acteur(settings):
    settings.SITE_URL = "https://forprev.example"
    settings.ADRESSE_ASSISTANCE = "assistance@forprev.example"
    return f.acteur_sans_profil(f.PersonneFactory(numero="JEJ46894", email="ancienne@example.org"))


def demander(acteur, adresse=NOUVEAU, le=f.INSTANT) -> str:
    demander_changement_email(par=acteur, adresse=adresse, le=le)
    courriel = Courriel.objects.filter(destinataire=adresse).latest("pk")
    return LIEN.findall(courriel.texte)[0]


def email_de(acteur) -> str:
    return Personne.objects.get(pk=acteur.personne_id).email


@pytest.mark.rule("ACC-07", "NOT-06")
def test_the_new_address_confirms_and_the_present_one_is_warned(acteur):
    secret = demander(acteur)

    neuf = Courriel.objects.get(destinataire=NOUVEAU)
    assert (neuf.sujet, neuf.texte.replace(secret, "SECRET")) == snapshot(
        (
            "[FORPREV] Confirmez votre nouvel e-mail",
            """\
Vous avez demandé que cet e-mail devienne celui de votre compte Forprev. Pour le confirmer, suivez ce lien, valable 72 heures. Sinon, ignorez ce message\xa0: rien ne changera.

L’équipe Forprev

Confirmer cet e-mail\xa0:
https://forprev.example/mon-profil/e-mail/confirmation/SECRET/
""",
        )
    )
    ancien = Courriel.objects.get(destinataire="ancienne@example.org")
    assert (ancien.sujet, ancien.texte) == snapshot(
        (
            "[FORPREV] Changement d’e-mail demandé",
            """\
Un changement d’e-mail a été demandé pour votre compte Forprev, N°\xa0JEJ46894. Il prendra effet quand la nouvelle adresse l’aura confirmé.

Si vous n’êtes pas à l’origine de cette demande, annulez-la dans Mon profil, puis changez votre mot de passe.

L’équipe Forprev

Ouvrir Mon profil\xa0:
https://forprev.example/mon-profil/
""",
        )
    )
    assert email_de(acteur) == "ancienne@example.org"
    assert secret not in str([*ChangementEmail.objects.values(), *Notification.objects.values()])
    assert "JEJ46894" not in neuf.texte


@pytest.mark.rule("ACC-07")
def test_once_confirmed_the_e_mail_changes_and_the_old_one_is_told(acteur):
    confirmer_changement_email(secret=demander(acteur), le=f.INSTANT)

    assert email_de(acteur) == NOUVEAU
    dit = Courriel.objects.latest("pk")
    assert (dit.destinataire, dit.sujet, dit.texte) == snapshot(
        (
            "ancienne@example.org",
            "[FORPREV] Votre e-mail a été changé",
            """\
L’e-mail de votre compte Forprev, N°\xa0JEJ46894, vient d’être remplacé. Forprev n’écrira plus à cette adresse, et les liens de mot de passe qu’elle a reçus ne fonctionnent plus.

Si vous n’êtes pas à l’origine de ce changement, écrivez sans attendre à l’assistance Forprev, assistance@forprev.example.

L’équipe Forprev
""",
        )
    )
    assert not ChangementEmail.objects.exists()
    verbes = list(EntreeJournal.objects.order_by("pk").values_list("verbe", flat=True))
    assert verbes == ["comptes.demander_changement_email", "comptes.changer_email"]


@pytest.mark.rule("ACC-07", "ACC-04")
def test_password_links_are_void_even_when_only_the_letter_case_changes(acteur):
    for adresse in (NOUVEAU, NOUVEAU.upper()):
        jeton = emettre_jeton(personne=Personne.objects.get(pk=acteur.personne_id), le=f.INSTANT)
        confirmer_changement_email(secret=demander(acteur, adresse), le=f.INSTANT)
        assert personne_du_jeton(jeton, le=f.INSTANT) is None
        assert email_de(acteur) == adresse


@pytest.mark.rule("ACC-07")
@pytest.mark.parametrize(("apres", "bon"), [(HEURES_72, True), (HEURES_72 + timedelta(seconds=1), False)])
def test_the_link_lives_72_hours(acteur, apres, bon):
    secret = demander(acteur)

    if bon:
        confirmer_changement_email(secret=secret, le=f.INSTANT + apres)
    else:
        with pytest.raises(LienPerime):
            confirmer_changement_email(secret=secret, le=f.INSTANT + apres)
    assert (email_de(acteur) == NOUVEAU) is bon


@pytest.mark.rule("ACC-07")
def test_a_newer_change_voids_the_former_and_one_works_once(acteur):
    ancien, recent = demander(acteur, "a@example.org"), demander(acteur, "b@example.org")

    with pytest.raises(LienPerime):
        confirmer_changement_email(secret=ancien, le=f.INSTANT)
    confirmer_changement_email(secret=recent, le=f.INSTANT)
    with pytest.raises(LienPerime):
        confirmer_changement_email(secret=recent, le=f.INSTANT)
    assert email_de(acteur) == "b@example.org"


def test_a_change_given_up_is_confirmed_by_no_link(acteur):
    secret = demander(acteur)

    assert annuler_changement(par=acteur, le=f.INSTANT)
    assert not annuler_changement(par=acteur, le=f.INSTANT)
    with pytest.raises(LienPerime):
        confirmer_changement_email(secret=secret, le=f.INSTANT)


def test_a_closed_account_changes_nothing(acteur):
    secret = demander(acteur)
    Personne.objects.filter(pk=acteur.personne_id).update(is_active=False)

    with pytest.raises(LienPerime):
        confirmer_changement_email(secret=secret, le=f.INSTANT)


@pytest.mark.rule("ACC-25", "ACC-03")
def test_the_e_mail_of_another_is_refused_without_saying_whose(acteur):
    autre = f.PersonneFactory(email="prise@example.org")

    with pytest.raises(Refus) as refus:
        demander_changement_email(par=acteur, adresse="PRISE@example.org", le=f.INSTANT)

    assert refus.value.raisons[0].champ == "email"
    assert autre.numero not in str(refus.value)
    assert autre.nom not in str(refus.value)
    assert not Courriel.objects.exists()


@pytest.mark.rule("ACC-25")
def test_an_e_mail_taken_meanwhile_is_refused_and_tells_nobody(acteur):
    secret = demander(acteur, "prise@example.org")
    f.PersonneFactory(email="Prise@example.org")

    with pytest.raises(Refus) as refus:
        confirmer_changement_email(secret=secret, le=f.INSTANT)

    assert refus.value.raisons[0].code == "email_pris"
    assert email_de(acteur) == "ancienne@example.org"
    assert not Courriel.objects.filter(cle__startswith="email_change").exists()


def test_one_s_own_e_mail_is_no_change(acteur):
    with pytest.raises(Refus) as refus:
        demander_changement_email(par=acteur, adresse="ancienne@example.org", le=f.INSTANT)
    assert refus.value.raisons[0].texte == "C’est déjà votre e-mail."


@pytest.mark.parametrize("secret", ["", "x", "é😀", "0" * 400])
def test_an_invented_link_changes_nothing(acteur, secret):
    demander(acteur)

    with pytest.raises(LienPerime):
        confirmer_changement_email(secret=secret, le=f.INSTANT)


@pytest.mark.rule("ACC-07")
def test_changes_never_confirmed_vanish(acteur):
    demander(acteur, le=f.INSTANT - HEURES_72 - timedelta(seconds=1))

    effacer_attentes(le=f.INSTANT)

    assert not ChangementEmail.objects.exists()


@pytest.mark.rule("ACC-02", "ACC-03")
def test_an_accented_domain_is_one_however_its_accents_are_typed():
    decompose, compose = "zoe@pre\u0301vention.example.org", "zoe@pr\u00e9vention.example.org"
    zoe = f.PersonneFactory(email=compose)

    assert Personne.objects.d_identifiant(decompose.upper()).get() == zoe
    with pytest.raises(Refus):
        creer_personne(nom="Le Goff", prenom="Zoé", date_naissance=date(1988, 5, 12), email=decompose, le=f.INSTANT)
    seule = creer_personne(
        nom="Le Goff", prenom="Zoé", date_naissance=date(1988, 5, 12), email=f"autre.{decompose}", le=f.INSTANT
    )
    assert seule.email == f"autre.{compose}"
