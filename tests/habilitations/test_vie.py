"""The life of a right and the sessions declared under it: suspended, withdrawn, given up."""

from datetime import timedelta

import pytest

from forprev.certification.actions import circuit, generation
from forprev.comptes.models import Acteur
from forprev.habilitations.actions import vie
from forprev.habilitations.models import Habilitation
from forprev.profils.queries import profils_de
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.certification.conftest import monde
from tests.fabriques.jour import INSTANT, JOUR

__all__ = ["monde"]
UN_JOUR = timedelta(days=1)
MOTIF = "Contrôle sur place non conforme."


def codes(refus) -> list[str]:
    return [raison.code for raison in refus.value.raisons]


@pytest.fixture
def inrs(db) -> Acteur:
    return f.inrs()


def prete(monde, date_fin):
    """A session of the entity, complete, not submitted."""
    return monde.inscrire(monde.nommer(monde.ouvrir(date_fin=date_fin)))


def soumettre(monde, session):
    return circuit.soumettre(par=monde.gestionnaire, le=INSTANT, numero=session.pk, version=session.version)


@pytest.mark.rule("HAB-05")
def test_sessions_that_end_in_a_suspension_are_neither_submitted_nor_generated(monde, inrs):
    avant, pendant = prete(monde, JOUR - 3 * UN_JOUR), prete(monde, JOUR)
    validee = monde.validee(echecs=0)
    vie.suspendre(par=inrs, le=INSTANT, habilitation=monde.habilitation, du=JOUR - UN_JOUR, au=None, motif=MOTIF)

    with pytest.raises(Refus) as refus:
        soumettre(monde, pendant)
    assert "habilitation_suspendue" in codes(refus)
    with pytest.raises(Refus) as refus:
        generation.lancer(par=monde.gestionnaire, le=INSTANT, numero=validee.pk)
    assert "habilitation_suspendue" in codes(refus)
    # ended before the first day of the suspension: nothing changes
    soumettre(monde, avant)

    # lifted today: yesterday stays suspended, today is valid again
    vie.lever(par=inrs, le=INSTANT, suspension=monde.habilitation.suspensions.get())
    soumettre(monde, pendant)
    generation.lancer(par=monde.gestionnaire, le=INSTANT, numero=validee.pk)


@pytest.mark.rule("HAB-05")
def test_sessions_that_end_on_or_after_a_withdrawal_are_blocked(monde, inrs):
    avant, pendant = prete(monde, JOUR - UN_JOUR), prete(monde, JOUR)
    validee = monde.validee(echecs=0)
    vie.retirer(par=inrs, le=INSTANT, habilitation=monde.habilitation, date_retrait=JOUR, motif=MOTIF)
    for acte in (
        lambda: soumettre(monde, pendant),
        lambda: generation.lancer(par=monde.gestionnaire, le=INSTANT, numero=validee.pk),
    ):
        with pytest.raises(Refus) as refus:
            acte()
        assert "habilitation_close" in codes(refus)
    soumettre(monde, avant)


@pytest.mark.rule("HAB-10")
def test_given_up_sessions_ended_before_still_give_certificates(monde):
    pendant = prete(monde, JOUR)
    avant = monde.validee(echecs=0, date_fin=JOUR - UN_JOUR)
    vie.renoncer(par=monde.gestionnaire, le=INSTANT, habilitation=monde.habilitation, jour=JOUR)
    with pytest.raises(Refus) as refus:
        soumettre(monde, pendant)
    assert "habilitation_close" in codes(refus)
    lancee = generation.lancer(par=monde.gestionnaire, le=INSTANT, numero=avant.pk)
    assert generation.produire(generation_id=lancee.pk, le=INSTANT)
    assert EntreeJournal.objects.filter(verbe="habilitations.renoncer").count() == 1


@pytest.mark.rule("HAB-10")
def test_given_up_today_or_later_by_a_gestionnaire_once(monde, inrs):
    def renoncer(jour, par=monde.gestionnaire):
        return vie.renoncer(par=par, le=INSTANT, habilitation=monde.habilitation, jour=jour)

    for acteur in (inrs, f.gestionnaire(), f.delegataire(monde.habilitation)):
        with pytest.raises(Refus) as refus:
            renoncer(JOUR, par=acteur)
        assert codes(refus) == ["profil"]
    monde.gestionnaire.personne.appartenances.update(lecture_jusqu_au=JOUR)
    [lecteur] = profils_de(monde.gestionnaire.personne, JOUR)
    with pytest.raises(Refus) as refus:
        renoncer(JOUR, par=lecteur)
    assert codes(refus) == ["profil"]
    for jour, attendu in ((JOUR - UN_JOUR, "date_passee"), (monde.habilitation.fin + UN_JOUR, "deja_finie")):
        with pytest.raises(Refus) as refus:
            renoncer(jour)
        assert codes(refus) == [attendu]
    renoncer(JOUR + 10 * UN_JOUR)
    droit = Habilitation.objects.avec_faits().get()
    assert [droit.est_valide(JOUR + n * UN_JOUR) for n in (0, 9, 10)] == [True, True, False]
    with pytest.raises(Refus) as refus:
        renoncer(JOUR + 20 * UN_JOUR)
    assert codes(refus) == ["deja_close"]


@pytest.mark.rule("HAB-05")
def test_a_suspension_lifted_before_it_begins_never_was(monde, inrs):
    suspension = vie.suspendre(
        par=inrs, le=INSTANT, habilitation=monde.habilitation, du=JOUR + UN_JOUR, au=None, motif=MOTIF
    )
    vie.lever(par=inrs, le=INSTANT, suspension=suspension)
    assert not monde.habilitation.suspensions.exists()
