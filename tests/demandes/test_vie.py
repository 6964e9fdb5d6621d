"""The whole life of a request, at the level of actions."""

from datetime import timedelta

import pytest

from forprev.communication.models import Notification
from forprev.comptes.states import Profil
from forprev.demandes.actions import administratif, complements, fiches, seances
from forprev.demandes.models import Courrier
from forprev.demandes.rules.entite import FicheEntite
from forprev.demandes.states import Decision, Etat, Phase
from forprev.entites.models import Membre
from forprev.habilitations.models import Habilitation
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.fabriques.jour import INSTANT, JOUR


def codes(refus) -> list[str]:
    return [raison.code for raison in refus.value.raisons]


@pytest.mark.rule("DEM-02", "DEM-03", "ENT-03")
def test_a_new_entity_goes_to_the_caisse_of_its_commune(monde):
    demande = monde.nouvelle_entite()
    soumise = fiches.soumettre(par=monde.demandeur, le=INSTANT, demande=demande, version=demande.version)

    assert (soumise.etat, soumise.phase, soumise.caisse) == (Etat.EN_VALIDATION, Phase.VALIDATION, monde.caisse)
    assert Notification.objects.filter(code="demande_deposee", personne=monde.demandeur.personne).count() == 1
    assert Notification.objects.filter(code="dossier_recu", personne=monde.instructeur.personne).count() == 1

    validee = administratif.valider(par=monde.instructeur, le=INSTANT, demande=soumise, version=soumise.version)
    assert validee.etat == Etat.VALIDEE
    assert validee.entite.validee_le == INSTANT
    assert validee.entite.urssaf_nom == "attestation.pdf"


@pytest.mark.rule("DEM-02")
def test_all_that_is_missing_is_said_at_once(monde):
    demande = fiches.ouvrir(par=monde.demandeur, le=INSTANT)
    fiches.enregistrer(par=monde.demandeur, le=INSTANT, demande=demande, version=1, fiche=FicheEntite())
    with pytest.raises(Refus) as refus:
        fiches.soumettre(par=monde.demandeur, le=INSTANT, demande=demande, version=2)
    assert {raison.champ for raison in refus.value.raisons} == {
        *("type", "raison_sociale", "regime", "siret", "adresse", "commune", "attestation"),
        *("signataire_nom", "signataire_prenom", "signataire_fonction"),
    }


@pytest.mark.rule("ENT-02")
def test_a_draft_reserves_no_siret_a_submission_does(monde):
    premier, second = monde.demandeur, f.demandeur()
    ici, ailleurs = monde.nouvelle_entite(premier), monde.nouvelle_entite(second)
    fiches.soumettre(par=premier, le=INSTANT, demande=ici, version=ici.version)
    with pytest.raises(Refus) as refus:
        fiches.soumettre(par=second, le=INSTANT, demande=ailleurs, version=ailleurs.version)
    assert codes(refus) == ["siret_pris"]


@pytest.mark.rule("DEM-12", "DEM-13", "HAB-01", "DEM-22", "DEM-23")
def test_from_a_company_nobody_knew_to_a_granted_habilitation(monde):
    fiche = monde.nouvelle_entite()
    fiche = fiches.soumettre(par=monde.demandeur, le=INSTANT, demande=fiche, version=fiche.version)
    administratif.valider(par=monde.instructeur, le=INSTANT, demande=fiche, version=fiche.version)
    seance = monde.seance()
    demande = monde.decidee(monde.prise(monde.demandeur), seance)

    assert not Courrier.objects.exists()
    [accordee] = seances.clore(par=monde.commission, le=INSTANT, seance=seance)

    habilitation = Habilitation.objects.get(entite=demande.entite)
    assert habilitation.numero == f"H00001/{JOUR.year}/{monde.sst1.dispositif.code_numero}-1/E/00"
    assert (habilitation.debut, habilitation.fin) == (JOUR, JOUR.replace(year=JOUR.year + 5))
    assert monde.relire(accordee).etat == Etat.ACCORDEE
    assert Membre.objects.get(personne=monde.demandeur.personne).role == Profil.GESTIONNAIRE
    assert Courrier.objects.get().demande == demande
    assert seances.clore(par=monde.commission, le=INSTANT, seance=seance) == []
    assert Courrier.objects.count() == 1


@pytest.mark.rule("DEM-11", "DEM-22")
def test_an_adjournment_has_no_letter_and_goes_back_to_the_avis(monde):
    par = f.gestionnaire(f.EntiteFactory(commune=monde.commune))
    seance = monde.seance()
    demande = monde.decidee(monde.prise(par), seance, Decision.AJOURNEE, "Programme à préciser.")
    seances.clore(par=monde.commission, le=INSTANT, seance=seance)

    demande = monde.relire(demande)
    assert (demande.etat, demande.phase, demande.seance) == (Etat.AJOURNEE, Phase.AVIS, None)
    assert not Courrier.objects.exists()
    assert Notification.objects.filter(code="demande_ajournee").exists()


@pytest.mark.rule("DEM-10", "DEM-20")
def test_complements_go_back_to_the_same_phase_and_instructeur(monde):
    par = f.gestionnaire(f.EntiteFactory(commune=monde.commune))
    demande = monde.prise(par)
    monde.complements(demande)
    assert monde.relire(demande).etat == Etat.COMPLEMENTS_DEMANDES
    revenue = complements.repondre(
        par=par, le=INSTANT + timedelta(days=9), demande=demande, version=monde.relire(demande).version
    )
    assert (revenue.etat, revenue.phase, revenue.affectee_a) == (
        Etat.EN_INSTRUCTION,
        Phase.RECEVABILITE,
        monde.instructeur.personne,
    )
    assert revenue.passages.get(sortie_le=None).attente_entite == timedelta(days=9)


@pytest.mark.rule("DEM-10")
def test_nothing_is_closed_before_the_limit(monde):
    par = f.gestionnaire(f.EntiteFactory(commune=monde.commune))
    demande = monde.prise(par)
    monde.complements(demande)
    version = monde.relire(demande).version
    with pytest.raises(Refus) as refus:
        complements.classer(par=monde.instructeur, le=INSTANT, demande=demande, version=version, motif="")
    assert codes(refus) == ["limite"]
    apres = INSTANT + timedelta(days=100)
    classee = complements.classer(par=monde.instructeur, le=apres, demande=demande, version=version, motif="")
    assert classee.etat == Etat.CLASSEE
