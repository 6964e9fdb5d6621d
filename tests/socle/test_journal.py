"""The journal: who, as what, did what, to which object."""

import pytest
from django.db import transaction

from forprev.socle.journal import journaliser
from forprev.socle.models import EntreeJournal
from tests.fabriques import INSTANT, SessionFactory, gestionnaire

pytestmark = [pytest.mark.django_db, pytest.mark.rule("RGP-07")]


def test_a_line_says_who_as_what_did_what_to_which_object():
    session, acteur = SessionFactory(), gestionnaire()
    journaliser(par=acteur, verbe="session modifiée", objet=session, le=INSTANT, champs=["lieu"], version=2)

    ligne = EntreeJournal.objects.get()
    assert (ligne.par, ligne.profil) == (acteur.personne, f"gestionnaire-{acteur.entite_id}")
    assert (ligne.objet_type, ligne.objet_id) == ("certification.SessionCertification", str(session.pk))
    assert (ligne.verbe, ligne.le) == ("session modifiée", INSTANT)
    assert ligne.details == {"champs": ["lieu"], "version": 2}


def test_the_system_has_no_person():
    ligne = journaliser(par=None, verbe="session supprimée à l’échéance", objet=SessionFactory(), le=INSTANT)
    assert (ligne.par, ligne.profil) == (None, "système")


def test_a_line_outlives_its_author_and_its_object():
    session, acteur = SessionFactory(), gestionnaire()
    journaliser(par=acteur, verbe="session supprimée", objet=session, le=INSTANT)
    numero = session.pk
    session.delete()
    acteur.personne.delete()

    ligne = EntreeJournal.objects.get()
    assert (ligne.par, ligne.objet_id) == (None, str(numero))


def test_an_act_undone_leaves_no_line():
    with transaction.atomic():
        journaliser(par=None, verbe="essai", objet=SessionFactory(), le=INSTANT)
        transaction.set_rollback(True)
    assert not EntreeJournal.objects.exists()
