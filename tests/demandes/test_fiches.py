"""Administrative files: a new entity, updates instructed as differences, an entity that changes caisse."""

from dataclasses import replace
from datetime import timedelta

import pytest

from forprev.comptes.states import Profil
from forprev.demandes.actions import administratif, complements, fiches, instruction, pieces, saisie
from forprev.demandes.actions.commun import DemandePerimee, EtatRefuse
from forprev.demandes.models import Demande
from forprev.demandes.rules.entite import FicheEntite, differences
from forprev.demandes.states import Etat, Onglet, Phase, TypeDemande
from forprev.entites.models import Entite
from forprev.habilitations.models import Habilitation
from forprev.profils.queries import profils_de
from forprev.referentiel.models import PieceDemandee, VerificationPhase
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.demandes.conftest import SIRET, fichier
from tests.demandes.outils import actions_du_suivi, codes, instantane, prevenus, verbes_du_journal
from tests.fabriques.entites import siret
from tests.fabriques.jour import INSTANT, JOUR

PLUS_TARD = INSTANT + timedelta(days=3)


def version(demande):
    return Demande.objects.get(pk=demande.pk).version


def enregistrer(par, demande, fiche, le=INSTANT):
    return fiches.enregistrer(par=par, le=le, demande=demande, version=version(demande), fiche=fiche)


def soumettre(par, demande, le=INSTANT):
    return fiches.soumettre(par=par, le=le, demande=demande, version=version(demande))


def valider(monde, demande, par=None, le=PLUS_TARD):
    return administratif.valider(par=par or monde.instructeur, le=le, demande=demande, version=version(demande))


def refuser(monde, demande, motif="Attestation illisible."):
    return administratif.refuser(
        par=monde.instructeur, le=PLUS_TARD, demande=demande, version=version(demande), motif=motif
    )


def actuelle(demande) -> FicheEntite:
    """The pages of the file as the screen shows them."""
    return fiches.fiche_de(Demande.objects.select_related("entite").get(pk=demande.pk))


def mise_a_jour(par, **changes):
    """An update filed with these changes, the attestation being the one in force."""
    Entite.objects.filter(pk=par.entite_id).update(urssaf_fichier="televersements/attestation.pdf")
    demande = fiches.ouvrir(par=par, le=INSTANT)
    demande = enregistrer(par, demande, replace(actuelle(demande), **changes))
    return soumettre(par, demande)


@pytest.fixture
def ailleurs(monde):
    """A commune of another caisse, and its instructeur."""
    bretagne = f.CaisseFactory(code="BRETAGNE")
    departement = f.DepartementFactory(code="35", nom="Ille-et-Vilaine", caisse=bretagne)
    commune = f.CommuneFactory(code_insee="35238", nom="Rennes", departement=departement)
    return commune, f.instructeur(bretagne)


@pytest.mark.rule("DEM-01", "DEM-16")
def test_a_draft_is_saved_incomplete_resumed_and_given_up(monde):
    par = monde.demandeur
    demande = fiches.ouvrir(par=par, le=INSTANT)
    enregistrer(par, demande, FicheEntite(raison_sociale="ATELIERS"))
    assert fiches.ouvrir(par=par, le=PLUS_TARD) == demande
    assert actuelle(demande).raison_sociale == "ATELIERS"
    with pytest.raises(DemandePerimee):
        fiches.enregistrer(par=par, le=INSTANT, demande=demande, version=1, fiche=FicheEntite(raison_sociale="AUTRE"))
    assert actuelle(demande).raison_sociale == "ATELIERS"

    abandonnee = saisie.abandonner(par=par, le=INSTANT, demande=demande, version=version(demande))
    assert abandonnee.etat == Etat.ABANDONNEE
    # a draft was never the réseau's: nobody is told
    assert prevenus("demande_abandonnee") == set()
    assert fiches.ouvrir(par=par, le=PLUS_TARD) != demande


@pytest.mark.rule("DEM-03", "DEM-19", "DEM-24", "DEM-25")
def test_a_new_entity_is_validated_with_the_checks_of_its_day(monde):
    demande = soumettre(monde.demandeur, monde.nouvelle_entite())
    assert [(v.code, v.phase) for v in demande.verifications.all()] == [("siret", "VALIDATION")]
    assert [p.code for p in demande.exigees.all()] == ["attestation-urssaf"]
    monde.verifier_tout(demande)
    validee = valider(monde, demande)

    assert (validee.etat, validee.phase, validee.decidee_par) == (Etat.VALIDEE, "", monde.instructeur.personne)
    entite = Entite.objects.get(pk=demande.entite_id)
    assert (entite.validee_le, entite.urssaf_nom) == (PLUS_TARD, "attestation.pdf")
    assert actions_du_suivi(demande) == ["soumettre", "verifier", "valider"]
    assert verbes_du_journal(demande)[-1] == "demandes.valider"
    assert prevenus("fiche_decidee", demande) == {monde.demandeur.personne_id}
    assert demande.passages.get().sortie_le == PLUS_TARD
    with pytest.raises(EtatRefuse) as refus:
        valider(monde, demande)
    assert refus.value.deja_fait


@pytest.mark.rule("DEM-03")
def test_habilitations_are_asked_once_the_entity_is_validated(monde):
    demande = soumettre(monde.demandeur, monde.nouvelle_entite())
    with pytest.raises(Refus) as refus:
        monde.brouillon(monde.demandeur)
    assert codes(refus) == ["entite_non_validee"]
    valider(monde, demande)
    assert monde.brouillon(monde.demandeur).etat == Etat.BROUILLON


@pytest.mark.rule("ENT-03", "ENT-11")
def test_without_a_caisse_the_inrs_instructs(monde):
    par = monde.demandeur
    demande = fiches.ouvrir(par=par, le=INSTANT)
    abroad = {"siret": "", "commune": "", "pays": "Belgique"}
    incomplete = monde.fiche(**abroad)
    demande = enregistrer(par, demande, incomplete)
    pieces.deposer(par=par, le=INSTANT, demande=demande, code=fiches.ATTESTATION, televersement=fichier())
    with pytest.raises(Refus) as refus:
        soumettre(par, demande)
    assert {raison.champ for raison in refus.value.raisons} == {"identifiant_etranger", "ville_libre"}
    enregistrer(par, demande, replace(incomplete, identifiant_etranger="BE 0123.456.789", ville_libre="Namur"))
    soumise = soumettre(par, demande)
    assert soumise.caisse is None
    assert monde.inrs.personne_id in prevenus("dossier_recu", demande)
    assert not Demande.objects.visibles_par(monde.instructeur).exists()
    assert valider(monde, demande, par=monde.inrs).etat == Etat.VALIDEE


@pytest.mark.rule("ENT-02", "DEM-24")
@pytest.mark.parametrize("fin", ["refusée", "abandonnée"])
def test_an_entity_that_will_not_be_created_frees_its_siret(monde, fin):
    demande = soumettre(monde.demandeur, monde.nouvelle_entite())
    if fin == "refusée":
        with pytest.raises(Refus) as refus:
            refuser(monde, demande, "  ")
        assert codes(refus) == ["motif_absent"]
        refusee = refuser(monde, demande)
        assert (refusee.etat, refusee.motif) == (Etat.REFUSEE, "Attestation illisible.")
        assert prevenus("fiche_decidee", demande) == {monde.demandeur.personne_id}
    else:
        saisie.abandonner(par=monde.demandeur, le=INSTANT, demande=demande, version=version(demande))
    autre = f.demandeur()
    assert soumettre(autre, monde.nouvelle_entite(autre)).entite.siret == SIRET
    # the former one may be corrected and filed again, under another SIRET
    suivante = fiches.ouvrir(par=monde.demandeur, le=PLUS_TARD)
    assert actuelle(suivante).raison_sociale == "ATELIERS DU BOCAGE"


@pytest.mark.rule("ENT-07", "ENT-09")
def test_an_update_keeps_the_old_values_in_force_until_it_is_validated(monde, par):
    ancien = Entite.objects.get(pk=par.entite_id)
    demande = mise_a_jour(par, raison_sociale="VILLE D’ÉVRY", signataire_nom="Okafor", signataire_fonction="Directrice")
    assert (demande.genre, demande.etat, demande.phase) == (
        *(TypeDemande.MISE_A_JOUR, Etat.EN_VALIDATION),
        Phase.VALIDATION,
    )
    assert demande.proposition == {"raison_sociale": "VILLE D’ÉVRY"}
    entite = Entite.objects.get(pk=par.entite_id)
    assert (entite.raison_sociale, entite.signataire_nom) == (ancien.raison_sociale, "Okafor")
    [changee] = differences({"raison_sociale": entite.raison_sociale}, demande.proposition)
    assert (changee.avant, changee.apres) == ("MAIRIE D’ÉVRY", "VILLE D’ÉVRY")

    # what applies at once meanwhile is not lost by the validation
    Entite.objects.filter(pk=par.entite_id).update(nom_commercial="Évry")
    valider(monde, demande)
    entite.refresh_from_db()
    assert (entite.raison_sociale, entite.nom_commercial, entite.signataire_nom) == ("VILLE D’ÉVRY", "Évry", "Okafor")
    assert entite.validee_le == ancien.validee_le


@pytest.mark.rule("ENT-07")
def test_an_update_that_changes_nothing_instructed_is_not_filed(monde, par):
    with pytest.raises(Refus) as refus:
        mise_a_jour(par, signataire_nom="Okafor")
    assert codes(refus) == ["rien_ne_change"]


@pytest.mark.rule("ENT-07")
def test_a_new_attestation_alone_is_instructed(monde, par):
    demande = fiches.ouvrir(par=par, le=INSTANT)
    nouvelle = fichier("attestation 2026.pdf")
    pieces.deposer(par=par, le=INSTANT, demande=demande, code=fiches.ATTESTATION, televersement=nouvelle)
    soumettre(par, demande)
    assert Entite.objects.get(pk=par.entite_id).urssaf_nom == ""
    valider(monde, demande)
    assert Entite.objects.get(pk=par.entite_id).urssaf_nom == "attestation 2026.pdf"


@pytest.mark.rule("ENT-08", "DEM-26")
def test_a_later_update_joins_the_open_one(monde, par):
    demande = mise_a_jour(par, raison_sociale="VILLE D’ÉVRY")
    collegue = f.gestionnaire(Entite.objects.get(pk=par.entite_id))
    assert fiches.ouvrir(par=collegue, le=PLUS_TARD) == demande
    valider(monde, demande)
    assert fiches.ouvrir(par=collegue, le=PLUS_TARD) != demande


@pytest.mark.rule("ENT-12")
def test_leaving_organisme_de_formation_ends_publication_and_numbers_stay(monde):
    entite = f.EntiteFactory(commune=monde.commune, type="O", publiee=True)
    par = f.gestionnaire(entite)
    habilitation = f.HabilitationFactory(entite=entite, numero="H30171/2020/SST-2/O/00")
    demande = mise_a_jour(par, type="E")
    entite.refresh_from_db()
    assert (entite.type, entite.publiee) == ("O", True)
    valider(monde, demande)
    entite.refresh_from_db()
    habilitation.refresh_from_db()
    assert (entite.type, entite.publiee, habilitation.numero) == ("E", False, "H30171/2020/SST-2/O/00")


@pytest.mark.rule("DEM-18")
def test_a_refused_update_leaves_the_old_values_and_what_waited_goes_on(monde, par):
    demande = mise_a_jour(par, raison_sociale="VILLE D’ÉVRY", siret=siret(99))
    en_attente = monde.prise(par)
    assert en_attente.attend == demande
    avant = Entite.objects.filter(pk=par.entite_id).values("raison_sociale", "siret", "validee_le").get()
    refuser(monde, demande)
    assert Entite.objects.filter(pk=par.entite_id).values("raison_sociale", "siret", "validee_le").get() == avant
    monde.verifier_tout(en_attente)
    passee = instruction.passer_phase(
        par=monde.instructeur, le=PLUS_TARD, demande=en_attente, version=version(en_attente)
    )
    assert passee.phase == Phase.PEDAGOGIQUE


@pytest.mark.rule("ENT-02")
def test_an_update_to_a_siret_taken_meanwhile_is_not_validated(monde, par):
    demande = mise_a_jour(par, siret=siret(99))
    f.EntiteFactory(siret=siret(99))
    avant = instantane()
    with pytest.raises(Refus) as refus:
        valider(monde, demande)
    assert codes(refus) == ["siret_pris"]
    assert instantane() == avant


@pytest.mark.rule("ENT-10", "DEM-15")
def test_siret_and_address_that_move_the_entity_to_another_caisse(monde, par, ailleurs):
    rennes, la_bas = ailleurs
    habilitation = f.HabilitationFactory(
        entite=Entite.objects.get(pk=par.entite_id), dispositif_niveau=f.DispositifNiveauFactory(niveau=2)
    )
    ouverte = monde.prise(par)
    demande = mise_a_jour(par, siret=siret(99), adresse="3 place de la Mairie", code_postal="35000", commune=rennes.pk)
    # instructed by the current caisse
    assert demande.caisse == monde.caisse
    assert not Demande.objects.visibles_par(la_bas).exists()
    valider(monde, demande)

    entite = Entite.objects.get(pk=par.entite_id)
    assert (entite.siret, entite.commune, entite.caisse) == (siret(99), rennes, rennes.departement.caisse)
    # the entity and its habilitations are the new caisse's; the open request stays where it was
    assert list(Habilitation.objects.visibles_par(la_bas)) == [habilitation]
    assert not Habilitation.objects.visibles_par(monde.instructeur).exists()
    assert monde.relire(ouverte).caisse == monde.caisse
    assert Demande.objects.visibles_par(monde.instructeur).filter(pk=ouverte.pk).exists()
    monde.verifier_tout(ouverte)
    assert instruction.passer_phase(
        par=monde.instructeur, le=PLUS_TARD, demande=ouverte, version=version(ouverte)
    ).caisse == monde.caisse  # fmt: skip
    # later requests go to the new one
    suivante = monde.soumise(par, f.DispositifNiveauFactory(niveau=3))
    assert suivante.caisse == rennes.departement.caisse
    assert prevenus("entite_deplacee", demande) == {monde.instructeur.personne_id, la_bas.personne_id}
    # and the open one moves only by hand
    instruction.transferer(
        par=monde.instructeur,
        le=PLUS_TARD,
        demande=ouverte,
        version=version(ouverte),
        caisse=rennes.departement.caisse,
        motif="Déménagement de l’entité.",
    )
    assert Demande.objects.visibles_par(la_bas).filter(pk=ouverte.pk).exists()


@pytest.mark.rule("ENT-10")
def test_an_address_of_the_same_caisse_tells_nobody(monde, par):
    valider(monde, mise_a_jour(par, adresse="5 rue Neuve"))
    assert prevenus("entite_deplacee") == set()


@pytest.mark.rule("DEM-27", "DEM-15")
def test_who_validates_an_administrative_file(monde, par, ailleurs):
    demande = mise_a_jour(par, raison_sociale="VILLE D’ÉVRY")
    _, la_bas = ailleurs
    for acteur in (la_bas, monde.commission):
        with pytest.raises(Demande.DoesNotExist):
            valider(monde, demande, par=acteur)
    with pytest.raises(EtatRefuse):
        valider(monde, demande, par=par)
    f.MembreFactory(entite=demande.entite, personne=monde.inrs.personne, delegataire=True)
    with pytest.raises(Refus) as refus:
        valider(monde, demande, par=monde.inrs)
    assert codes(refus) == ["conflit"]


@pytest.mark.rule("DEM-28")
def test_a_person_is_demandeur_of_several_entities_each_a_profile(monde):
    personne = monde.demandeur.personne
    f.MembreFactory(demandeur=True, personne=personne)
    un, deux = [a for a in profils_de(personne, JOUR) if a.profil == Profil.DEMANDEUR]
    ici, la = fiches.ouvrir(par=un, le=INSTANT), fiches.ouvrir(par=deux, le=INSTANT)
    assert ici.entite_id != la.entite_id
    assert list(Demande.objects.visibles_par(un)) == [ici]
    with pytest.raises(Demande.DoesNotExist):
        enregistrer(deux, ici, FicheEntite())


@pytest.mark.rule("DEM-28")
def test_the_gestionnaire_profile_does_not_end_with_the_last_habilitation(monde, par):
    f.HabilitationFactory(entite=Entite.objects.get(pk=par.entite_id), periode__fin=JOUR - timedelta(days=1))
    assert par in profils_de(par.personne, JOUR)
    assert monde.brouillon(par).etat == Etat.BROUILLON


@pytest.mark.rule("DEM-19")
def test_pieces_and_checks_are_frozen_when_filed_whatever_changes_later(monde, par):
    brouillon = monde.brouillon(par)
    soumise = monde.prise(par, f.DispositifNiveauFactory(niveau=2))
    PieceDemandee.objects.filter(code="programme").update(au=JOUR)
    demain = JOUR + timedelta(days=1)
    PieceDemandee.objects.create(
        code="programme", libelle="Programme détaillé", famille="PEDAGOGIQUE", types_entite=["C"], du=demain
    )
    PieceDemandee.objects.create(
        code="moyens", libelle="Moyens", famille="PEDAGOGIQUE", types_entite=["C"], obligatoire=True, du=demain
    )
    VerificationPhase.objects.create(code="nouvelle", phase="RECEVABILITE", libelle="Nouvelle", du=demain)
    VerificationPhase.objects.filter(code="complet").update(libelle="Complet et lisible")

    # what was filed keeps what it was asked
    assert [(p.code, p.libelle) for p in soumise.exigees.all()] == [("programme", "programme")]
    assert [v.libelle for v in soumise.verifications.filter(phase="RECEVABILITE")] == ["complet"]
    monde.verifier_tout(soumise)
    instruction.passer_phase(
        par=monde.instructeur, le=INSTANT + timedelta(days=2), demande=soumise, version=version(soumise)
    )
    # a draft follows what is in force
    with pytest.raises(Refus) as refus:
        saisie.soumettre(par=par, le=INSTANT + timedelta(days=2), demande=brouillon, version=version(brouillon))
    assert [raison.champ for raison in refus.value.raisons] == ["piece-moyens"]


@pytest.mark.rule("DEM-02", "DEM-04")
def test_what_is_missing_is_listed_with_its_field_confirmation_included(monde, par):
    demande = saisie.ouvrir(par=par, le=INSTANT, dispositif_niveau=monde.sst1, cle_de_saisie=None)
    avant = instantane()
    with pytest.raises(Refus) as refus:
        saisie.soumettre(par=par, le=INSTANT, demande=demande, version=demande.version)
    assert [(r.code, r.champ) for r in refus.value.raisons] == [
        ("donnees_a_confirmer", "donnees"),
        ("piece_absente", "piece-programme"),
    ]
    assert instantane() == avant


@pytest.mark.rule("DEM-05", "DEM-06")
def test_never_what_is_held_or_asked_already_several_niveaux_in_parallel(monde, par):
    demande = monde.brouillon(par)
    with pytest.raises(Refus) as refus:
        monde.brouillon(par)
    assert codes(refus) == ["en_cours"]
    monde.brouillon(par, f.DispositifNiveauFactory(niveau=2))
    saisie.abandonner(par=par, le=INSTANT, demande=demande, version=version(demande))
    entite = Entite.objects.get(pk=par.entite_id)
    f.SuspensionFactory(habilitation=f.HabilitationFactory(entite=entite, dispositif_niveau=monde.sst1))
    with pytest.raises(Refus) as refus:
        monde.brouillon(par)
    assert codes(refus) == ["tenue"]


@pytest.mark.rule("DEM-07", "DEM-19")
def test_only_pieces_asked_are_given_the_same_file_once(monde, par):
    demande = monde.brouillon(par)
    with pytest.raises(Refus) as refus:
        pieces.deposer(par=par, le=INSTANT, demande=demande, code="inconnue", televersement=fichier())
    assert codes(refus) == ["piece_inconnue"]
    for n in range(9):
        donnee = fichier(f"{n}.pdf", f"%PDF {n}".encode())
        pieces.deposer(par=par, le=INSTANT, demande=demande, code="programme", televersement=donnee)
    meme = fichier("autre nom.pdf", b"%PDF 3")
    assert pieces.deposer(par=par, le=INSTANT, demande=demande, code="programme", televersement=meme).nom == "3.pdf"
    with pytest.raises(Refus) as refus:
        pieces.deposer(
            par=par, le=INSTANT, demande=demande, code="programme", televersement=fichier("x.pdf", b"%PDF x")
        )
    assert codes(refus) == ["trop_de_fichiers"]
    pieces.retirer(par=par, le=INSTANT, demande=demande, piece=demande.pieces.first())
    assert demande.pieces.count() == 9
    assert pieces.onglet_de(demande, None) == Onglet.PEDAGOGIQUE


@pytest.mark.rule("ENT-02", "DEM-10")
def test_a_siret_taken_meanwhile_is_said_while_complements_are_given(monde):
    """Nothing else is lost: the file already submitted keeps the SIRET it had."""
    fiche = monde.nouvelle_entite()
    fiche = fiches.soumettre(par=monde.demandeur, le=INSTANT, demande=fiche, version=fiche.version)
    complements.demander(
        par=monde.instructeur,
        le=INSTANT,
        demande=fiche,
        version=version(fiche),
        motif="Vérifiez le SIRET.",
        onglets=["general"],
    )
    prise = f.EntiteFactory(siret="35600000049837")
    autre = monde.fiche(siret=prise.siret)
    with pytest.raises(Refus) as refus:
        fiches.enregistrer(par=monde.demandeur, le=INSTANT, demande=fiche, version=version(fiche), fiche=autre)
    assert [(r.code, r.champ) for r in refus.value.raisons] == [("siret_pris", "siret")]
    assert monde.relire(fiche).entite.siret == monde.fiche().siret
