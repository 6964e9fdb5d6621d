"""The whole life of a session at the level of actions."""

import pytest

from forprev.certification.actions import fins, generation
from forprev.certification.models import LigneChiffres, SessionCertification, Stagiaire
from forprev.certification.states import Etat
from forprev.certificats.models import Certificat, CertificatFormateur
from forprev.comptes.models import Personne
from tests.fabriques.jour import INSTANT, JOUR, il_y_a


@pytest.mark.rule("SES-13", "SES-16", "SES-20", "STA-01")
def test_niveau_1_de_la_saisie_a_la_suppression(monde):
    session = monde.validee(echecs=1)
    lancee = generation.lancer(par=monde.gestionnaire, le=INSTANT, numero=session.pk)
    assert generation.produire(generation_id=lancee.pk, le=INSTANT)
    session.refresh_from_db()
    assert session.etat == Etat.CERTIFICATS_GENERES
    assert Certificat.objects.count() == 1 + 3  # the trainer's own, and three successes
    ligne = LigneChiffres.objects.get()
    assert (ligne.presents, ligne.reussis) == (4, 3)
    assert fins.purger(jour=JOUR, le=il_y_a(-15)) == 0
    seizieme = il_y_a(-16)
    assert fins.purger(jour=seizieme.date(), le=seizieme) == 1
    assert not SessionCertification.objects.exists()
    assert not Stagiaire.objects.exists()
    assert LigneChiffres.objects.count() == 1


@pytest.mark.rule("SES-21", "SES-36")
def test_niveau_2_ouvre_un_compte_par_reussite(monde2):
    session = monde2.validee(echecs=1)
    avant = Personne.objects.count()
    lancee = generation.lancer(par=monde2.gestionnaire, le=INSTANT, numero=session.pk)
    assert generation.produire(generation_id=lancee.pk, le=INSTANT)
    assert Personne.objects.count() == avant + 3
    assert CertificatFormateur.objects.exclude(personne=monde2.formateur.personne).count() == 3
    assert not generation.produire(generation_id=lancee.pk, le=INSTANT)
    assert Personne.objects.count() == avant + 3
