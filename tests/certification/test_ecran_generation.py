"""Where a refused or interrupted generation leads: to the session, with its reason, never to a missing page."""

import pytest

from forprev.certification.actions import generation
from forprev.certification.states import Etat
from forprev.referentiel.models import Signataire
from tests.certification.dossiers import dossier
from tests.fabriques.jour import INSTANT, JOUR

pytestmark = pytest.mark.rule("SES-14", "SES-15")


def lisible(reponse):
    return reponse.content.decode().replace("\u00a0", " ").replace("\u202f", " ")


def test_a_refused_generation_says_why_on_the_session(monde, client_de):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE, date_fin=JOUR)
    monde.habilitation.retrait_le = JOUR
    monde.habilitation.save()
    reponse = client_de(monde.gestionnaire).post(
        f"/certification/{session.pk}/decision/", {"decision": "generer"}, follow=True
    )
    assert reponse.status_code == 200
    assert "a été retirée le 20 novembre 2026" in lisible(reponse)
    session.refresh_from_db()
    assert session.etat == Etat.EN_VALIDATION_ENTITE


def test_an_interrupted_generation_is_told_to_whoever_watches_it(monde, client_de):
    session = dossier(monde, Etat.EN_VALIDATION_ENTITE, date_fin=JOUR)
    navigateur = client_de(monde.gestionnaire)
    lancee = generation.lancer(par=monde.gestionnaire, le=INSTANT, numero=session.pk)
    assert navigateur.get(f"/certification/{session.pk}/telechargements/").status_code == 200
    Signataire.objects.all().delete()
    generation.produire(generation_id=lancee.pk, le=INSTANT)

    assert navigateur.get(f"/certification/{session.pk}/avancement/").headers["HX-Refresh"] == "true"
    reponse = navigateur.get(f"/certification/{session.pk}/telechargements/", follow=True)
    assert reponse.status_code == 200
    assert "Génération interrompue" in lisible(reponse)
    assert "Aucun signataire de l’INRS" in lisible(reponse)
