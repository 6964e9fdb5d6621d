"""Asking the entity for more: tabs opened again, the answer, the limit, the trace."""

from datetime import timedelta

import pytest

from forprev.demandes.actions import complements, fiches, instruction, pieces, saisie, seances
from forprev.demandes.actions.commun import EtatRefuse
from forprev.demandes.models import Complement, Demande
from forprev.demandes.queries.entite import suivi_lisible
from forprev.demandes.states import Etat, Phase
from forprev.entites.models import Entite
from forprev.referentiel.models import ValeurReference
from forprev.socle.dates import plus_mois
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.demandes.conftest import fichier
from tests.demandes.outils import actions_du_suivi, codes, instantane, prevenus, verbes_du_journal
from tests.fabriques.jour import INSTANT, JOUR

PLUS_TARD = INSTANT + timedelta(days=9)


def demander(monde, demande, motif="Il manque le programme.", onglets=("pedagogique",), le=INSTANT):
    version = monde.relire(demande).version
    return complements.demander(
        par=monde.instructeur, le=le, demande=demande, version=version, motif=motif, onglets=list(onglets)
    )


def retirer(monde, demande, le=PLUS_TARD):
    return complements.retirer(par=monde.instructeur, le=le, demande=demande, version=monde.relire(demande).version)


def repondre(monde, par, demande, le=PLUS_TARD, message=""):
    version = monde.relire(demande).version
    return complements.repondre(par=par, le=le, demande=demande, version=version, message=message)


def deposer(par, demande, nom="suite.pdf", le=PLUS_TARD, **champs):
    contenu = fichier(nom, nom.encode())
    return pieces.deposer(par=par, le=le, demande=demande, code="programme", televersement=contenu, **champs)


@pytest.mark.rule("DEM-10", "DEM-17", "DEM-26")
def test_the_request_goes_to_the_entity_with_a_reason_and_a_limit(monde, par):
    collegue = f.gestionnaire(Entite.objects.get(pk=par.entite_id))
    demande = monde.prise(par)
    for motif, onglets, attendus in (
        (" ", ["pedagogique"], ["motif_absent"]),
        ("Programme", [], ["onglets_absents"]),
        ("", [], ["motif_absent", "onglets_absents"]),
        ("Programme", ["suivi"], ["onglet_inconnu"]),
    ):
        with pytest.raises(Refus) as refus:
            demander(monde, demande, motif, onglets)
        assert codes(refus) == attendus
    complement = demander(monde, demande)

    assert complement.limite == plus_mois(JOUR, 3)
    en_attente = monde.relire(demande)
    assert (en_attente.etat, en_attente.phase) == (Etat.COMPLEMENTS_DEMANDES, Phase.RECEVABILITE)
    assert list(Demande.objects.a_traiter(par)) == [demande]
    assert not Demande.objects.a_traiter(monde.instructeur).exists()
    assert suivi_lisible(demande).get(action="demander_complements").texte == "Il manque le programme."
    assert verbes_du_journal(demande)[-1] == "demandes.demander_complements"
    assert prevenus("complements_demandes", demande) == {par.personne_id, collegue.personne_id}


@pytest.mark.rule("DEM-10")
def test_the_limit_is_reference_data(monde, par):
    ValeurReference.objects.create(code="complements_attente", valeur=1, du=JOUR)
    assert demander(monde, monde.prise(par)).limite == plus_mois(JOUR, 1)


@pytest.mark.rule("DEM-10", "DEM-17")
def test_only_the_tabs_named_open_again_and_what_was_sent_stays(monde, par):
    monde.sst1.plateforme_requise_du = JOUR
    monde.sst1.save()
    demande = monde.brouillon(par)
    site = saisie.SaisiePlateforme("Hall A", "1 rue des Essais", "92170", monde.commune)
    saisie.ecrire_plateforme(par=par, le=INSTANT, demande=demande, version=demande.version, saisie=site)
    demande = saisie.soumettre(par=par, le=INSTANT, demande=demande, version=monde.relire(demande).version)
    with pytest.raises(EtatRefuse):
        deposer(par, demande)
    affecte = {"par": monde.instructeur, "le": INSTANT, "a": monde.instructeur.personne}
    instruction.affecter(demandes=[demande.pk], **affecte)
    demander(monde, demande, le=INSTANT + timedelta(hours=1))

    avant = instantane()
    with pytest.raises(Refus) as refus:
        saisie.ecrire_plateforme(
            par=par, le=PLUS_TARD, demande=demande, version=monde.relire(demande).version, saisie=site
        )
    assert codes(refus) == ["onglet_ferme"]
    ancienne = demande.pieces.get(code="programme")
    with pytest.raises(Refus) as refus:
        pieces.retirer(par=par, le=PLUS_TARD, demande=demande, piece=ancienne)
    assert codes(refus) == ["piece_transmise"]
    assert instantane() == avant

    nouvelle = deposer(par, demande)
    autre = deposer(par, demande, "erreur.pdf")
    pieces.retirer(par=par, le=PLUS_TARD, demande=demande, piece=autre)
    assert set(demande.pieces.filter(code="programme")) == {ancienne, nouvelle}
    lignes = suivi_lisible(demande).filter(action__startswith="piece").order_by("pk")
    assert list(lignes.values_list("action", "texte")) == [
        ("piece", "suite.pdf"),
        ("piece", "erreur.pdf"),
        ("piece_retiree", "erreur.pdf"),
    ]


@pytest.mark.rule("DEM-10", "DEM-21")
def test_the_answer_returns_it_to_the_same_phase_and_instructeur(monde, par):
    demande = monde.prise(par)
    monde.verifier_tout(demande)
    instruction.passer_phase(par=monde.instructeur, le=INSTANT, demande=demande, version=monde.relire(demande).version)
    demander(monde, demande)
    revenue = repondre(monde, par, demande, message="Voici le programme.")

    assert (revenue.etat, revenue.phase, revenue.affectee_a) == (
        *(Etat.EN_INSTRUCTION, Phase.PEDAGOGIQUE),
        monde.instructeur.personne,
    )
    assert Complement.objects.get().recus_le == PLUS_TARD
    assert revenue.passages.get(sortie_le=None).attente_entite == timedelta(days=9)
    assert suivi_lisible(demande).get(action="repondre").texte == "Voici le programme."
    assert prevenus("complements_recus", demande) == {monde.instructeur.personne_id}
    with pytest.raises(EtatRefuse) as refus:
        repondre(monde, par, demande)
    assert refus.value.deja_fait


@pytest.mark.rule("DEM-02", "DEM-10")
def test_an_incomplete_answer_says_what_is_missing(monde, par):
    demande = monde.prise(par)
    demander(monde, demande)
    demande.pieces.all().delete()
    avant = instantane()
    with pytest.raises(Refus) as refus:
        repondre(monde, par, demande)
    assert [(r.code, r.champ) for r in refus.value.raisons] == [("piece_absente", "piece-programme")]
    assert instantane() == avant


@pytest.mark.rule("DEM-20")
def test_taken_back_it_leaves_its_trace(monde, par):
    demande = monde.prise(par)
    demander(monde, demande)
    reprise = retirer(monde, demande)

    assert (reprise.etat, reprise.phase) == (Etat.EN_INSTRUCTION, Phase.RECEVABILITE)
    trace = Complement.objects.get()
    assert (trace.retires_le, trace.recus_le, trace.motif) == (PLUS_TARD, None, "Il manque le programme.")
    assert actions_du_suivi(demande, interne=False)[-2:] == ["demander_complements", "retirer_complements"]
    assert prevenus("complements_retires", demande) == {par.personne_id}
    with pytest.raises(EtatRefuse):
        deposer(par, demande)
    with pytest.raises(EtatRefuse) as refus:
        retirer(monde, demande)
    assert refus.value.deja_fait
    # another may be asked afterwards
    demander(monde, demande)


@pytest.mark.rule("DEM-20")
def test_no_phase_passes_while_one_is_open(monde, par):
    demande = monde.prise(par)
    monde.verifier_tout(demande)
    demander(monde, demande)
    seance = monde.seance()
    champs = {"par": monde.instructeur, "le": INSTANT, "demande": demande}
    avant = instantane()
    for acte in (
        lambda version: instruction.passer_phase(**champs, version=version),
        lambda version: instruction.inscrire(**champs, version=version, seance=seance),
        lambda version: instruction.emettre_avis(**champs, version=version, avis="FAVORABLE"),
        lambda version: seances.reprendre(**champs, version=version),
        lambda version: demander(monde, demande),
    ):
        with pytest.raises(EtatRefuse):
            acte(monde.relire(demande).version)
    assert instantane() == avant


@pytest.mark.rule("DEM-10", "DEM-24")
def test_past_the_limit_the_instructeur_may_close_it_and_nothing_closes_by_itself(monde, par):
    demande = monde.prise(par)
    complement = demander(monde, demande)

    def classer(jours):
        le = INSTANT + (complement.limite - JOUR) + timedelta(days=jours)
        version = monde.relire(demande).version
        return complements.classer(
            par=monde.instructeur, le=le, demande=demande, version=version, motif="Sans réponse."
        )

    avant = instantane()
    with pytest.raises(Refus) as refus:
        classer(0)
    assert codes(refus) == ["limite"]
    assert instantane() == avant
    classee = classer(1)
    assert (classee.etat, classee.phase) == (Etat.CLASSEE, "")
    assert suivi_lisible(demande).get(action="classer").texte == "Sans réponse."
    assert prevenus("demande_classee", demande) == {par.personne_id}
    # the niveau can be asked for again
    assert monde.brouillon(par).etat == Etat.BROUILLON


@pytest.mark.rule("DEM-10", "DEM-24")
def test_past_the_limit_the_entity_may_still_answer(monde, par):
    demande = monde.prise(par)
    demander(monde, demande)
    assert repondre(monde, par, demande, le=INSTANT + timedelta(days=120)).etat == Etat.EN_INSTRUCTION


@pytest.mark.rule("DEM-24")
def test_given_up_nothing_is_awaited_any_more(monde, par):
    demande = monde.prise(par)
    demander(monde, demande)
    saisie.abandonner(par=par, le=PLUS_TARD, demande=demande, version=monde.relire(demande).version)
    assert Complement.objects.get().retires_le == PLUS_TARD


@pytest.mark.rule("DEM-10", "ENT-07")
def test_complements_of_an_administrative_file(monde):
    par = monde.demandeur
    demande = monde.nouvelle_entite()
    demande = fiches.soumettre(par=par, le=INSTANT, demande=demande, version=demande.version)
    demander(monde, demande, "Raison sociale incomplète.", ["general"])
    fiche = monde.fiche(raison_sociale="ATELIERS DU GRAND BOCAGE")
    version = monde.relire(demande).version
    ecrite = fiches.enregistrer(par=par, le=PLUS_TARD, demande=demande, version=version, fiche=fiche)
    revenue = complements.repondre(par=par, le=PLUS_TARD, demande=demande, version=ecrite.version)
    assert (revenue.etat, revenue.phase) == (Etat.EN_VALIDATION, Phase.VALIDATION)
    assert revenue.entite.raison_sociale == "ATELIERS DU GRAND BOCAGE"
