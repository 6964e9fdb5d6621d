"""The caisse works on a file: takes it, checks, passes phases, gives its avis, moves it elsewhere."""

from collections import Counter
from datetime import timedelta

import pytest

from forprev.communication.models import Notification
from forprev.demandes.actions import complements, instruction, pieces, saisie, seances
from forprev.demandes.actions.commun import DemandePerimee, EtatRefuse
from forprev.demandes.models import Demande, Verification
from forprev.demandes.queries.entite import suivi_lisible
from forprev.demandes.queries.etapes import etapes
from forprev.demandes.states import Avis, Decision, Etat, Phase
from forprev.entites.models import Membre
from forprev.profils.queries import profils_de
from forprev.referentiel.models import VerificationPhase
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.demandes.conftest import fichier
from tests.demandes.outils import actions_du_suivi, codes, instantane, prevenus, verbes_du_journal
from tests.fabriques.jour import INSTANT, JOUR

CONFORME = Verification.Resultat.CONFORME


def affecter(monde, demande, a, par=None):
    return instruction.affecter(par=par or monde.instructeur, le=INSTANT, demandes=[demande.pk], a=a.personne)


def passer(monde, demande, **champs):
    champs = {"par": monde.instructeur, "le": INSTANT, "version": monde.relire(demande).version} | champs
    return instruction.passer_phase(demande=demande, **champs)


def emettre(monde, demande, avis=Avis.FAVORABLE, motif=""):
    version = monde.relire(demande).version
    return instruction.emettre_avis(
        par=monde.instructeur, le=INSTANT, demande=demande, version=version, avis=avis, motif=motif
    )


@pytest.mark.rule("DEM-15", "DEM-17", "DEM-24")
def test_taking_a_file_begins_its_instruction(monde, par):
    demande = monde.soumise(par)
    [prise] = affecter(monde, demande, monde.instructeur)

    assert (prise.etat, prise.phase, prise.affectee_a) == (
        Etat.EN_INSTRUCTION,
        Phase.RECEVABILITE,
        monde.instructeur.personne,
    )
    assert actions_du_suivi(demande) == ["soumettre", "prendre", "affecter"]
    assert verbes_du_journal(demande)[-2:] == ["demandes.soumettre", "demandes.prendre"]
    # nobody is told of what they did themselves
    assert prevenus("dossier_affecte") == set()


@pytest.mark.rule("DEM-15")
def test_a_file_given_to_another_is_told_to_them_and_given_again_changes_nothing(monde, par):
    collegue = f.instructeur(monde.caisse)
    demande = monde.prise(par)
    affecter(monde, demande, collegue)
    assert monde.relire(demande).affectee_a == collegue.personne
    assert prevenus("dossier_affecte", demande) == {collegue.personne_id}

    avant = instantane()
    assert affecter(monde, demande, collegue) == []
    assert instantane() == avant


@pytest.mark.rule("DEM-15")
def test_files_go_to_instructeurs_of_their_caisse_or_to_the_inrs(monde, par):
    demande = monde.soumise(par)
    ailleurs = f.instructeur(f.CaisseFactory(code="BRETAGNE"))
    avant = instantane()
    with pytest.raises(Refus) as refus:
        affecter(monde, demande, ailleurs)
    assert codes(refus) == ["instructeur"]
    with pytest.raises(Refus) as refus:
        affecter(monde, demande, monde.instructeur, par=monde.commission)
    assert codes(refus) == ["profil"]
    assert instantane() == avant
    affecter(monde, demande, monde.inrs, par=monde.inrs)
    assert monde.relire(demande).affectee_a == monde.inrs.personne


@pytest.mark.rule("DEM-15")
def test_several_files_are_given_at_once_or_none(monde, par):
    autre = f.gestionnaire(f.EntiteFactory(commune=monde.commune))
    ici = [monde.soumise(par), monde.soumise(autre)]
    faites = instruction.affecter(
        par=monde.instructeur, le=INSTANT, demandes=[d.pk for d in ici], a=monde.instructeur.personne
    )
    assert len(faites) == 2

    ailleurs = f.instructeur(f.CaisseFactory(code="BRETAGNE"))
    avant = instantane()
    with pytest.raises(Refus):
        instruction.affecter(par=monde.inrs, le=INSTANT, demandes=[d.pk for d in ici], a=ailleurs.personne)
    assert instantane() == avant


@pytest.mark.rule("DEM-15")
def test_another_caisse_works_on_nothing_the_inrs_on_everything(monde, par):
    demande = monde.prise(par)
    etranger = f.instructeur(f.CaisseFactory(code="BRETAGNE"))
    for acte in (
        lambda: monde_verifier(monde, demande, par=etranger),
        lambda: passer(monde, demande, par=etranger),
        lambda: instruction.annoter(par=etranger, le=INSTANT, demande=demande, texte="Bonjour"),
        lambda: transferer(monde, demande, f.CaisseFactory(code="BRETAGNE"), par=etranger),
    ):
        with pytest.raises(Demande.DoesNotExist):
            acte()
    monde_verifier(monde, demande, par=monde.inrs)
    assert passer(monde, demande, par=monde.inrs).phase == Phase.PEDAGOGIQUE


def monde_verifier(monde, demande, par=None, resultat=CONFORME, commentaire="", code="complet", le=INSTANT):
    return instruction.verifier(
        par=par or monde.instructeur,
        le=le,
        demande=demande,
        verification=demande.verifications.get(code=code),
        resultat=resultat,
        commentaire=commentaire,
    )


@pytest.mark.rule("DEM-27")
def test_nobody_of_the_reseau_works_on_an_entity_where_they_hold_a_profile(monde, par):
    demande = monde.prise(par)
    seance = monde.seance()
    for acteur in (monde.instructeur, monde.commission, monde.inrs):
        f.MembreFactory(entite=demande.entite, personne=acteur.personne, delegataire=True)
    avant = instantane()
    for acte in (
        lambda: affecter(monde, demande, f.instructeur(monde.caisse)),
        lambda: monde_verifier(monde, demande),
        lambda: passer(monde, demande),
        lambda: passer(monde, demande, par=monde.inrs),
        lambda: monde.complements(demande),
        lambda: instruction.annoter(par=monde.inrs, le=INSTANT, demande=demande, texte="Bonjour"),
    ):
        with pytest.raises(Refus) as refus:
            acte()
        assert codes(refus) == ["conflit"]
    assert instantane() == avant

    Demande.objects.filter(pk=demande.pk).update(etat=Etat.INSCRITE, seance=seance)
    avant = instantane()
    for acte in (
        lambda: seances.decider(
            par=monde.commission,
            le=INSTANT,
            demande=demande,
            version=monde.relire(demande).version,
            saisie=seances.SaisieDecision(Decision.FAVORABLE),
        ),
        lambda: seances.clore(par=monde.commission, le=INSTANT, seance=seance),
    ):
        with pytest.raises(Refus) as refus:
            acte()
        assert codes(refus) == ["conflit"]
    assert instantane() == avant


@pytest.mark.rule("DEM-27")
def test_a_file_is_not_given_to_somebody_of_the_entity(monde, par):
    demande = monde.soumise(par)
    collegue = f.instructeur(monde.caisse)
    f.MembreFactory(entite=demande.entite, personne=collegue.personne, delegataire=True)
    with pytest.raises(Refus) as refus:
        affecter(monde, demande, collegue)
    assert codes(refus) == ["conflit"]


@pytest.mark.rule("DEM-17")
def test_what_each_wrote_of_a_check_stays_in_the_history(monde, par):
    demande = monde.prise(par)
    collegue = f.instructeur(monde.caisse)
    monde_verifier(monde, demande, resultat="A_REPRENDRE", commentaire="Page 3 illisible.")
    monde_verifier(monde, demande, par=collegue, commentaire="Relu, lisible.", le=INSTANT + timedelta(hours=1))

    ligne = demande.verifications.get(code="complet")
    assert (ligne.resultat, ligne.commentaire, ligne.faite_par) == (CONFORME, "Relu, lisible.", collegue.personne)
    textes = list(demande.suivi.filter(action="verifier").order_by("pk").values_list("texte", "interne"))
    assert textes == [
        ("complet\u00a0: À reprendre. Page 3 illisible.", True),
        ("complet\u00a0: Conforme. Relu, lisible.", True),
    ]
    avant = instantane()
    monde_verifier(monde, demande, commentaire="Relu, lisible.", le=INSTANT + timedelta(hours=2))
    assert instantane() == avant


def test_only_checks_of_the_present_phase_are_done_by_the_caisse_that_took_the_file(monde, par):
    demande = monde.soumise(par)
    with pytest.raises(EtatRefuse):
        monde_verifier(monde, demande)
    affecter(monde, demande, monde.instructeur)
    with pytest.raises(Refus) as refus:
        monde_verifier(monde, demande, code="programme-ok")
    assert codes(refus) == ["phase"]
    with pytest.raises(EtatRefuse):
        monde_verifier(monde, demande, par=par)
    with pytest.raises(EtatRefuse):
        monde_verifier(monde, demande, par=monde.commission)


@pytest.mark.rule("DEM-09", "DEM-17")
def test_a_phase_passes_once_its_checks_are_done(monde, par):
    demande = monde.prise(par)
    avant = instantane()
    with pytest.raises(Refus) as refus:
        passer(monde, demande)
    assert codes(refus) == ["verifications_restantes"]
    assert instantane() == avant

    monde_verifier(monde, demande)
    lendemain = INSTANT + timedelta(days=1)
    passee = passer(monde, demande, le=lendemain)
    assert (passee.etat, passee.phase) == (Etat.EN_INSTRUCTION, Phase.PEDAGOGIQUE)
    premiere, seconde = passee.passages.all()
    assert (premiere.phase, premiere.entree_le, premiere.sortie_le, premiere.par) == (
        *("RECEVABILITE", INSTANT, lendemain),
        monde.instructeur.personne,
    )
    assert (seconde.phase, seconde.entree_le, seconde.sortie_le) == ("PEDAGOGIQUE", lendemain, None)
    assert "demandes.passer_phase" in verbes_du_journal(demande)
    assert prevenus("phase_passee", demande) == {par.personne_id}
    lues = [(e.etat, e.entree_le, e.sortie_le) for e in etapes(passee, le=JOUR)]
    assert lues[:3] == [
        ("faite", JOUR, JOUR + timedelta(days=1)),
        ("ici", JOUR + timedelta(days=1), None),
        ("avenir", None, None),
    ]


@pytest.mark.rule("DEM-09")
def test_the_technical_phase_is_there_only_where_a_plateforme_is_required(monde, par):
    monde.sst1.plateforme_requise_du = JOUR
    monde.sst1.save()
    demande = monde.brouillon(par)
    saisie.ecrire_plateforme(
        par=par,
        le=INSTANT,
        demande=demande,
        version=demande.version,
        saisie=saisie.SaisiePlateforme("Hall A", "1 rue des Essais", "92170", monde.commune),
    )
    demande = saisie.soumettre(par=par, le=INSTANT, demande=demande, version=monde.relire(demande).version)
    affecter(monde, demande, monde.instructeur)
    parcourues = []
    while monde.relire(demande).phase != Phase.AVIS:
        parcourues.append(monde.relire(demande).phase)
        monde.verifier_tout(monde.relire(demande))
        passer(monde, demande)
    assert parcourues == [Phase.RECEVABILITE, Phase.PEDAGOGIQUE, Phase.TECHNIQUE]


@pytest.mark.rule("DEM-11")
def test_an_avis_has_reasons_unless_favourable(monde, par):
    demande = monde.prise(par)
    with pytest.raises(Refus) as refus:
        emettre(monde, demande)
    assert codes(refus) == ["phase"]
    demande = monde.a_l_avis(demande)
    with pytest.raises(Refus) as refus:
        passer(monde, demande)
    assert codes(refus) == ["avis"]
    for avis in (Avis.RESERVE, Avis.DEFAVORABLE):
        with pytest.raises(Refus) as refus:
            emettre(monde, demande, avis, "  ")
        assert codes(refus) == ["motif_absent"]
    donnee = emettre(monde, demande, Avis.RESERVE, "Peu de matériel. ")
    assert (donnee.avis, donnee.avis_motif) == (Avis.RESERVE, "Peu de matériel.")
    assert not suivi_lisible(demande).filter(action="avis").exists()
    assert demande.suivi.filter(action="avis", texte="Peu de matériel.").exists()
    assert "demandes.avis" in verbes_du_journal(demande)


@pytest.mark.rule("DEM-11")
def test_a_file_joins_a_meeting_with_its_avis_and_its_checks(monde, par):
    VerificationPhase.objects.create(code="motive", phase="AVIS", libelle="motivé", du=JOUR - timedelta(days=9))
    seance = monde.seance()
    demande = monde.prise(par)

    def inscrire(choisie=seance):
        version = monde.relire(demande).version
        return instruction.inscrire(par=monde.instructeur, le=INSTANT, demande=demande, version=version, seance=choisie)

    with pytest.raises(Refus) as refus:
        inscrire()
    assert codes(refus) == ["avis"]
    while monde.relire(demande).phase != Phase.AVIS:
        monde.verifier_tout(monde.relire(demande))
        passer(monde, demande)
    emettre(monde, demande)
    with pytest.raises(Refus) as refus:
        inscrire()
    assert codes(refus) == ["verifications_restantes"]
    monde.verifier_tout(monde.relire(demande))
    close = monde.seance(JOUR + timedelta(days=3))
    seances.clore(par=monde.commission, le=INSTANT, seance=close)
    with pytest.raises(Refus) as refus:
        inscrire(close)
    assert codes(refus) == ["seance_close"]

    inscrite = inscrire()
    assert (inscrite.etat, inscrite.phase, inscrite.seance) == (Etat.INSCRITE, Phase.DECISION, seance)
    assert prevenus("demande_inscrite", demande) == {par.personne_id}
    assert "demandes.inscrire" in verbes_du_journal(demande)


def transferer(monde, demande, caisse, motif="Déménagement", par=None):
    version = monde.relire(demande).version
    return instruction.transferer(
        par=par or monde.instructeur, le=INSTANT, demande=demande, version=version, caisse=caisse, motif=motif
    )


@pytest.mark.rule("DEM-15", "DEM-17")
def test_a_file_is_moved_with_a_reason_and_journaled(monde, par):
    bretagne = f.CaisseFactory(code="BRETAGNE")
    la_bas = f.instructeur(bretagne)
    demande = monde.prise(par)
    for caisse, motif, attendu in ((bretagne, " ", "motif_absent"), (monde.caisse, "Motif", "meme_caisse")):
        with pytest.raises(Refus) as refus:
            transferer(monde, demande, caisse, motif)
        assert codes(refus) == [attendu]

    transferee = transferer(monde, demande, bretagne)
    assert (transferee.caisse, transferee.affectee_a, transferee.etat) == (bretagne, None, Etat.EN_INSTRUCTION)
    assert suivi_lisible(demande).get(action="transferer").texte == "Déménagement"
    assert verbes_du_journal(demande)[-1] == "demandes.transferer"
    assert prevenus("dossier_transfere", demande) == {par.personne_id}
    assert la_bas.personne_id in prevenus("dossier_recu", demande)
    assert not Demande.objects.visibles_par(monde.instructeur).filter(pk=demande.pk).exists()
    assert Demande.objects.visibles_par(la_bas).filter(pk=demande.pk).exists()

    au_national = transferer(monde, demande, None, par=la_bas)
    assert au_national.caisse is None
    assert monde.inrs.personne_id in prevenus("dossier_recu", demande)


@pytest.mark.rule("DEM-17")
def test_internal_notes_stay_internal_messages_are_told_to_the_other_side(monde, par):
    demande = monde.prise(par)
    instruction.annoter(par=monde.instructeur, le=INSTANT, demande=demande, texte="Voir avec l’INRS.")
    assert not suivi_lisible(demande).filter(texte__contains="INRS").exists()
    assert prevenus("message_de_demande") == set()

    for texte in ("Bonjour.", "Un mot encore."):
        instruction.annoter(par=monde.instructeur, le=INSTANT, demande=demande, texte=texte, interne=False)
    instruction.annoter(par=par, le=INSTANT, demande=demande, texte="Merci.", interne=False)
    assert suivi_lisible(demande).filter(action="message").count() == 3
    lignes = Notification.objects.filter(code="message_de_demande")
    assert Counter((n.personne_id, n.lien) for n in lignes) == {
        (par.personne_id, f"/demandes/{demande.pk}/"): 2,
        (monde.instructeur.personne_id, f"/instruction/{demande.pk}/"): 1,
    }
    assert not any("Bonjour" in ligne.texte for ligne in lignes)
    for texte, interne, attendu in (("  ", False, "texte_absent"), ("Bonjour", True, "profil")):
        with pytest.raises(Refus) as refus:
            instruction.annoter(par=par, le=INSTANT, demande=demande, texte=texte, interne=interne)
        assert codes(refus) == [attendu]


@pytest.mark.rule("DEM-16")
def test_the_second_is_told_what_changed_who_and_when(monde, par):
    demande = monde.a_l_avis(monde.prise(par))
    lue = demande.version
    emettre(monde, demande, Avis.RESERVE, "Peu de matériel.")
    qui = monde.instructeur.personne
    collegue = f.instructeur(monde.caisse)
    avant = instantane()
    with pytest.raises(DemandePerimee) as refus:
        instruction.emettre_avis(
            par=collegue,
            le=INSTANT,
            demande=demande,
            version=lue,
            avis=Avis.DEFAVORABLE,
            motif="Rien ne va.",
        )
    assert str(refus.value) == (
        f"Cette demande a été modifiée le 20\u00a0novembre\u00a02026 à 10:30 par {qui.prenom} {qui.nom} (Avis de la "
        "caisse). Votre saisie est toujours là\u00a0: relisez la demande, puis envoyez-la de nouveau."
    )
    assert instantane() == avant


@pytest.mark.rule("DEM-26")
def test_every_gestionnaire_of_the_entity_acts_a_delegataire_does_not(monde, par):
    demande = monde.brouillon(par)
    autre = f.gestionnaire(demande.entite)
    delegataire = f.delegataire(
        f.HabilitationFactory(entite=demande.entite, dispositif_niveau=f.DispositifNiveauFactory(niveau=2))
    )
    assert not Demande.objects.visibles_par(delegataire).exists()
    with pytest.raises(Demande.DoesNotExist):
        saisie.soumettre(par=delegataire, le=INSTANT, demande=demande, version=demande.version)
    with pytest.raises(Refus) as refus:
        saisie.ouvrir(par=delegataire, le=INSTANT, dispositif_niveau=monde.sst1, cle_de_saisie=None)
    assert codes(refus) == ["profil"]
    soumise = saisie.soumettre(par=autre, le=INSTANT, demande=demande, version=demande.version)
    assert soumise.deposee_par == autre.personne


@pytest.mark.rule("ACC-19")
def test_a_former_gestionnaire_only_reads(monde, par):
    demande = monde.brouillon(par)
    Membre.objects.filter(pk=par.membre_id).update(lecture_jusqu_au=JOUR + timedelta(days=9))
    [lecteur] = profils_de(par.personne, JOUR)
    avant = instantane()
    for acte in (
        lambda: saisie.soumettre(par=lecteur, le=INSTANT, demande=demande, version=demande.version),
        lambda: saisie.abandonner(par=lecteur, le=INSTANT, demande=demande, version=demande.version),
        lambda: pieces.deposer(
            par=lecteur, le=INSTANT, demande=demande, code="programme", televersement=fichier("autre.pdf", b"%PDF x")
        ),
    ):
        with pytest.raises(Refus) as refus:
            acte()
        assert codes(refus) == ["lecture_seule"]
    assert instantane() == avant


@pytest.mark.rule("SEC-01")
def test_each_side_does_only_what_is_its_own(monde, par):
    demande = monde.prise(par)
    monde.complements(demande)
    version = monde.relire(demande).version
    avant = instantane()
    for acte in (
        # the réseau never writes in the entity's place
        lambda: pieces.deposer(
            par=monde.instructeur, le=INSTANT, demande=demande, code="programme", televersement=fichier("x.pdf", b"%x")
        ),
        lambda: complements.repondre(par=monde.instructeur, le=INSTANT, demande=demande, version=version),
        lambda: saisie.confirmer_donnees(par=monde.inrs, le=INSTANT, demande=demande, version=version),
        lambda: saisie.abandonner(par=monde.inrs, le=INSTANT, demande=demande, version=version),
        # nor the entity in the caisse's
        lambda: complements.retirer(par=par, le=INSTANT, demande=demande, version=version),
        lambda: complements.classer(par=par, le=INSTANT, demande=demande, version=version, motif=""),
        lambda: transferer(monde, demande, None, par=par),
    ):
        with pytest.raises(EtatRefuse):
            acte()
    assert instantane() == avant
