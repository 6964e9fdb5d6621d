"""*Pourquoi n’ai-je pas accès ?*: requests in draft, under instruction, refused, closed."""

from datetime import timedelta

import pytest

from forprev.demandes.actions import administratif, complements, fiches, saisie, seances
from forprev.demandes.states import Decision
from forprev.profils.acces import explications
from forprev.profils.queries import profils_de
from tests import fabriques as f
from tests.demandes.conftest import monde
from tests.fabriques.jour import INSTANT, JOUR
from tests.texte import lisible, normaliser

__all__ = ["monde"]

pytestmark = pytest.mark.rule("ACC-18")


def causes(personne) -> dict[str, list[tuple[str, str]]]:
    lues: dict[str, list[tuple[str, str]]] = {}
    for ligne in explications(personne, profils_de(personne, JOUR), JOUR):
        lues.setdefault(ligne.titre, []).append((normaliser(ligne.cause), normaliser(ligne.suite)))
    return lues


def du_demandeur(monde) -> tuple[str, str]:
    (titre,) = [titre for titre in causes(monde.demandeur.personne) if titre.startswith("Gestionnaire ·")]
    [dite] = causes(monde.demandeur.personne)[titre]
    return dite


def test_the_file_of_a_new_entity_step_by_step(monde, client_de):
    assert du_demandeur(monde)[0] == "Votre demande est en brouillon: elle n'a pas encore été soumise."
    demande = monde.nouvelle_entite()
    assert "en brouillon" in du_demandeur(monde)[0]

    demande = fiches.soumettre(par=monde.demandeur, le=INSTANT, demande=demande, version=demande.version)
    cause, suite = du_demandeur(monde)
    assert cause == f"La demande n°{demande.pk} est en cours d'instruction (validation administrative)."
    assert "Adressez-vous à votre caisse: Cramif" in suite

    complements.demander(
        par=monde.instructeur, le=INSTANT, demande=demande, version=demande.version, motif="?", onglets=["general"]
    )
    assert "attend des compléments depuis le 20 novembre 2026" in du_demandeur(monde)[0]

    demande = monde.relire(demande)
    complements.retirer(par=monde.instructeur, le=INSTANT, demande=demande, version=demande.version)
    demande = monde.relire(demande)
    administratif.refuser(par=monde.instructeur, le=INSTANT, demande=demande, version=demande.version, motif="Non.")
    cause, suite = du_demandeur(monde)
    assert cause == f"La demande n°{demande.pk} a été refusée le 20 novembre 2026."
    assert "copiez-la dans une nouvelle demande" in suite
    assert f'href="/demandes/{demande.pk}/"' in client_de(monde.demandeur).get("/acces/").content.decode()


def test_a_validated_entity_still_needs_its_first_habilitation(monde):
    demande = monde.nouvelle_entite()
    demande = fiches.soumettre(par=monde.demandeur, le=INSTANT, demande=demande, version=demande.version)
    administratif.valider(par=monde.instructeur, le=INSTANT, demande=demande, version=demande.version)
    assert du_demandeur(monde)[0] == "L'entité est validée, mais aucune habilitation ne lui est encore accordée."

    demande = monde.soumise(monde.demandeur)
    assert du_demandeur(monde)[0] == f"La demande n°{demande.pk} est en cours d'instruction (recevabilité)."


@pytest.fixture
def gestionnaire(monde):
    return f.gestionnaire(f.EntiteFactory(raison_sociale="Ville de Meudon", commune=monde.commune))


TITRE = "Habilitation SST / 1 · Ville de Meudon"


def test_a_gestionnaire_reads_where_a_request_stands(monde, gestionnaire):
    demande = monde.brouillon(gestionnaire)
    assert "en brouillon" in causes(gestionnaire.personne)[TITRE][0][0]

    saisie.abandonner(par=gestionnaire, le=INSTANT, demande=demande, version=demande.version)
    assert TITRE not in causes(gestionnaire.personne)

    seance = monde.seance()
    demande = monde.decidee(monde.prise(gestionnaire), seance, Decision.DEFAVORABLE, "Programme insuffisant.")
    seances.clore(par=monde.commission, le=INSTANT, seance=seance)
    assert "a été refusée le 20 novembre 2026" in causes(gestionnaire.personne)[TITRE][0][0]


def test_a_closed_request_says_why(monde, gestionnaire):
    demande = monde.prise(gestionnaire)
    monde.complements(demande, le=INSTANT - timedelta(days=200))
    demande = monde.relire(demande)
    complements.classer(par=monde.instructeur, le=INSTANT, demande=demande, version=demande.version, motif="")

    assert "classée sans suite le 20 novembre 2026, faute de compléments" in causes(gestionnaire.personne)[TITRE][0][0]


def test_what_is_held_needs_no_explanation(monde, gestionnaire, client_de):
    habilitation = f.HabilitationFactory(
        entite=None,
        entite_id=gestionnaire.entite_id,
        dispositif_niveau=monde.sst1,
        periode__fin=JOUR + timedelta(days=90),
    )
    client_de(gestionnaire).post("/demandes/nouvelle/", {"renouveler": habilitation.pk, "cle": ""})

    assert TITRE not in causes(gestionnaire.personne)
    assert "Ville de Meudon" in lisible(client_de(gestionnaire).get("/acces/"))
