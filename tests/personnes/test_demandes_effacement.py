"""Asking to be erased, and answering, with the database [RGP-04]."""

import pytest
from django.db import IntegrityError, transaction

from forprev.communication.models import Notification
from forprev.comptes.models import NumeroAttribue, Personne
from forprev.courriels.models import Courriel
from forprev.personnes.actions.demandes_effacement import EffacementFerme, accepter, demander, refuser, retirer
from forprev.personnes.models import DemandeEffacement
from forprev.personnes.queries.rectifications import nombre_a_traiter
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.fabriques.jour import INSTANT, il_y_a
from tests.personnes.test_rectifications import paragraphes

pytestmark = [pytest.mark.django_db, pytest.mark.rule("RGP-04")]


@pytest.fixture(autouse=True)
def _dossier(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def partante():
    personne = f.PersonneFactory(nom="Canari", numero="JEJ46894", email="canari.zyx@example.org")
    NumeroAttribue.objects.create(numero=personne.numero, attribue_le=INSTANT)
    return f.acteur_sans_profil(personne)


@pytest.fixture
def assistance():
    return f.assistance()


def deposer(par):
    return demander(par=par, le=il_y_a(4))


def test_whoever_is_signed_in_asks_and_the_assistance_is_told(partante, assistance):
    demande = deposer(partante)

    (ligne,) = Notification.objects.all()
    assert (ligne.personne, ligne.categorie, ligne.lien) == (assistance.personne, "N", f"/effacements/{demande.pk}/")
    assert (str(demande.limite), nombre_a_traiter()) == ("2026-12-16", 1)
    assert paragraphes(Courriel.objects.get())[:2] == [
        "La personne du N°\u00a0Forprev JEJ46894 demande l’effacement de son compte.",
        "Répondez-lui avant le 16\u00a0décembre\u00a02026 inclus.",
    ]


def test_one_at_a_time(partante):
    deposer(partante)
    with pytest.raises(Refus, match="déjà en cours"):
        deposer(partante)
    with pytest.raises(IntegrityError), transaction.atomic():
        f.DemandeEffacementFactory(personne=partante.personne)


def test_it_is_withdrawn_and_another_may_follow(partante):
    demande = deposer(partante)
    assert retirer(par=partante, le=INSTANT).etat == "RETIREE"
    with pytest.raises(EffacementFerme):
        retirer(par=partante, le=INSTANT)
    assert deposer(partante).pk != demande.pk


def test_granted_the_account_is_erased_and_its_last_address_told(partante, assistance):
    demande = deposer(partante)
    Courriel.objects.all().delete()
    accepter(par=assistance, demande_id=demande.pk, le=INSTANT)

    assert not Personne.objects.filter(pk=partante.personne_id).exists()
    assert not DemandeEffacement.objects.exists()
    assert NumeroAttribue.objects.filter(numero="JEJ46894").exists()
    courriel = Courriel.objects.get()
    assert (courriel.destinataire, courriel.sujet, courriel.personne) == (
        *("canari.zyx@example.org", "[FORPREV] Votre compte est effacé"),
        None,
    )
    assert courriel.texte == (
        "À votre demande du 16\u00a0novembre\u00a02026, votre compte Forprev et les données qui vous concernaient sont "
        "effacés. Vous ne pouvez plus vous connecter.\n\n"
        "Ce message est le dernier\u00a0: votre adresse n’est plus utilisée.\n\nL’équipe Forprev\n"
    )


@pytest.mark.rule("RGP-07")
def test_the_journal_remembers_the_request_without_a_name(partante, assistance):
    demande = deposer(partante)
    accepter(par=assistance, demande_id=demande.pk, le=INSTANT)

    ligne = EntreeJournal.objects.get(verbe="personnes.accepter_effacement")
    assert (ligne.objet_id, ligne.par, ligne.details) == (str(demande.pk), assistance.personne, {})
    traces = " ".join(f"{entree.details} {entree.objet_id} {entree.profil}" for entree in EntreeJournal.objects.all())
    assert not any(secret in traces.lower() for secret in ("canari", "jej46894", "example.org"))


@pytest.mark.rule("ACC-11")
def test_what_stands_in_the_way_is_said_and_nothing_is_lost(assistance):
    seul = f.gestionnaire(f.EntiteFactory(raison_sociale="MAIRIE DE VANVES"))
    demande = deposer(seul)

    with pytest.raises(Refus, match="MAIRIE DE VANVES"):
        accepter(par=assistance, demande_id=demande.pk, le=INSTANT)
    demande.refresh_from_db()
    assert demande.est_ouverte
    assert Personne.objects.filter(pk=seul.personne_id).exists()
    assert not Courriel.objects.filter(destinataire=seul.personne.email).exists()
    f.gestionnaire(seul.personne.appartenances.get().entite)
    accepter(par=assistance, demande_id=demande.pk, le=INSTANT)
    assert not Personne.objects.filter(pk=seul.personne_id).exists()


def test_a_refusal_says_why_in_the_application_and_not_in_the_mail(partante, assistance):
    demande = deposer(partante)
    Courriel.objects.all().delete()
    with pytest.raises(Refus, match="Dites pourquoi"):
        refuser(par=assistance, demande_id=demande.pk, reponse=" ", le=INSTANT)
    refuser(par=assistance, demande_id=demande.pk, reponse="Une session zyx vous attend.", le=INSTANT)

    demande.refresh_from_db()
    assert (demande.etat, demande.reponse, nombre_a_traiter()) == ("REFUSEE", "Une session zyx vous attend.", 0)
    assert "zyx vous" not in Courriel.objects.get().texte
    assert paragraphes(Courriel.objects.get())[0] == (
        "L’assistance n’a pas pu donner suite à votre demande d’effacement du 16\u00a0novembre\u00a02026."
    )


@pytest.mark.rule("DEM-16")
def test_of_two_assistants_the_second_is_told(partante, assistance):
    demande, autre = deposer(partante), f.assistance()
    refuser(par=assistance, demande_id=demande.pk, reponse="Non.", le=INSTANT)
    with pytest.raises(EffacementFerme) as refus:
        accepter(par=autre, demande_id=demande.pk, le=INSTANT)
    assert assistance.personne.nom_complet in str(refus.value)

    seconde = deposer(partante)
    accepter(par=assistance, demande_id=seconde.pk, le=INSTANT)
    for action, suite in ((accepter, {}), (refuser, {"reponse": "Non."})):
        with pytest.raises(EffacementFerme, match="le compte est effacé"):
            action(par=autre, demande_id=seconde.pk, le=INSTANT, **suite)


def test_only_the_assistance_answers_and_never_its_own(partante, assistance):
    demande = deposer(partante)
    for acteur in (f.inrs(), f.gestionnaire(), partante):
        with pytest.raises(Refus, match="Seule l’assistance"):
            accepter(par=acteur, demande_id=demande.pk, le=INSTANT)
    sienne = deposer(assistance)
    with pytest.raises(Refus, match="votre propre demande"):
        accepter(par=assistance, demande_id=sienne.pk, le=INSTANT)
