"""Requests in the menu, on the dashboards, in the switch of profiles."""

import pytest

from forprev.demandes.actions import administratif, fiches
from forprev.demandes.actions.creations import creer_entite
from forprev.demandes.models import Demande
from forprev.profils.queries import profils_de
from forprev.web.coquille.compteurs import compteurs_de, total_a_traiter
from tests import fabriques as f
from tests.demandes.conftest import Monde, monde
from tests.fabriques.jour import INSTANT, JOUR
from tests.texte import lisible

__all__ = ["monde"]


def page(client_de, acteur) -> str:
    return lisible(client_de(acteur).get("/tableau-de-bord/"))


def deposee(monde: Monde) -> Demande:
    fiche = monde.nouvelle_entite()
    return fiches.soumettre(par=monde.demandeur, le=INSTANT, demande=fiche, version=fiche.version)


def validee(monde: Monde) -> Demande:
    fiche = deposee(monde)
    return administratif.valider(par=monde.instructeur, le=INSTANT, demande=fiche, version=fiche.version)


@pytest.mark.rule("ACC-09", "NOT-03")
def test_the_counters_are_those_of_the_hands_that_hold_the_file(monde):
    demande = monde.nouvelle_entite()
    assert compteurs_de(monde.demandeur, JOUR) == {"demandes": 1}
    assert total_a_traiter(monde.demandeur, JOUR) == 1
    assert compteurs_de(monde.instructeur, JOUR) == {"instruction": 0}

    fiches.soumettre(par=monde.demandeur, le=INSTANT, demande=demande, version=demande.version)

    assert compteurs_de(monde.demandeur, JOUR) == {"demandes": 0}
    assert compteurs_de(monde.instructeur, JOUR) == {"instruction": 1}


@pytest.mark.rule("ACC-09")
def test_the_switch_of_profiles_adds_sessions_and_requests(monde, client_de):
    session = f.SessionFactory()
    gestionnaire = f.gestionnaire(session.entite)
    fiches.ouvrir(par=gestionnaire, le=INSTANT)

    assert compteurs_de(gestionnaire, JOUR) == {"sessions": 1, "demandes": 1}
    lignes = client_de(gestionnaire).get("/profils/").context["lignes"]
    assert [ligne["a_traiter"] for ligne in lignes] == [2]


@pytest.mark.rule("NOT-03", "DEM-10")
def test_the_gestionnaire_sees_what_the_caisse_awaits_and_until_when(monde, client_de):
    gestionnaire = f.gestionnaire(f.EntiteFactory(commune=monde.commune))
    demande = monde.prise(gestionnaire)
    complement = monde.complements(demande)
    fiches.ouvrir(par=gestionnaire, le=INSTANT)

    reponse = client_de(gestionnaire).get("/tableau-de-bord/")

    texte = lisible(reponse)
    assert f"1 Demande à compléter Depuis aujourd'hui Répondre à la caisse · demande n°{demande.pk}" in texte
    assert "1 Brouillon de demande Depuis aujourd'hui" in texte
    assert [ligne.echeance.jour for ligne in reponse.context["echeances"]] == [complement.limite]


@pytest.mark.rule("DEM-26")
def test_a_delegataire_counts_no_request(monde, client_de):
    habilitation = f.HabilitationFactory()
    fiches.ouvrir(par=f.gestionnaire(habilitation.entite), le=INSTANT)

    assert "demande" not in page(client_de, f.delegataire(habilitation)).lower().split("échéances")[0]


@pytest.mark.rule("NOT-03", "DEM-03", "DEM-13")
def test_the_demandeur_is_led_step_by_step(monde, client_de):
    acteur = monde.demandeur
    assert "Commencer ma demande" in page(client_de, acteur)
    assert 'href="/demandes/nouvelle-entite/"' in client_de(acteur).get("/tableau-de-bord/").content.decode()

    demande = monde.nouvelle_entite()
    assert f"Reprendre · demande n°{demande.pk}" in page(client_de, acteur)

    fiches.soumettre(par=acteur, le=INSTANT, demande=demande, version=demande.version)
    texte = page(client_de, acteur)
    assert "En cours de validation administrative" in texte
    assert "Commencer ma demande" not in texte

    demande = monde.relire(demande)
    administratif.valider(par=monde.instructeur, le=INSTANT, demande=demande, version=demande.version)
    texte = page(client_de, acteur)
    assert "L'entité est validée" in texte
    assert "Nouvelle demande" in texte


@pytest.mark.rule("DEM-24")
def test_a_refused_file_is_told_with_its_reasons(monde, client_de):
    demande = deposee(monde)
    administratif.refuser(
        par=monde.instructeur, le=INSTANT, demande=demande, version=demande.version, motif="SIRET d’un autre."
    )

    texte = page(client_de, monde.demandeur)

    assert "SIRET d'un autre." in texte
    assert "Faire une nouvelle demande" in texte


@pytest.mark.rule("ACC-21")
def test_a_draft_with_a_request_is_begun_and_not_given_back(monde):
    acteur = f.acteur_sans_profil()
    premier = creer_entite(par=acteur, le=INSTANT)
    assert creer_entite(par=acteur, le=INSTANT) == premier
    (demandeur,) = profils_de(acteur.personne, JOUR)
    fiches.ouvrir(par=demandeur, le=INSTANT)

    assert creer_entite(par=acteur, le=INSTANT) != premier
