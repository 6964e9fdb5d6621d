"""Meetings: agenda, decisions corrected until closing, one final decision, one letter."""

import uuid

import pytest

from forprev.courriels.models import Courriel
from forprev.demandes.actions import administratif, complements, fiches, instruction, saisie, seances
from forprev.demandes.actions.commun import DemandePerimee, EtatRefuse
from forprev.demandes.actions.courriers import A_VENIR
from forprev.demandes.models import Courrier
from forprev.demandes.queries.entite import suivi_lisible
from forprev.demandes.queries.etapes import etapes
from forprev.demandes.queries.seances import apercu, ordre_du_jour
from forprev.demandes.states import Decision, Etat, Phase
from forprev.entites.models import Entite, Membre
from forprev.habilitations.models import Habilitation, Periode
from forprev.socle import files
from forprev.socle.dates import plus_mois
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.demandes.outils import actions_du_suivi, codes, instantane, prevenus, verbes_du_journal
from tests.fabriques.jour import INSTANT, JOUR

MOTIF = "Le programme ne couvre pas le référentiel."


def decider(monde, demande, decision=Decision.FAVORABLE, motif="", debut=None, version=None, par=None):
    return seances.decider(
        par=par or monde.commission,
        le=INSTANT,
        demande=demande,
        version=version or monde.relire(demande).version,
        saisie=seances.SaisieDecision(decision, motif, debut),
    )


def clore(monde, seance, par=None):
    return seances.clore(par=par or monde.commission, le=INSTANT, seance=seance)


def autre_entite(monde):
    return f.gestionnaire(f.EntiteFactory(commune=monde.commune))


@pytest.mark.rule("DEM-11")
def test_one_meeting_a_day_called_by_the_commission(monde, par):
    seance = monde.seance()
    avant = instantane()
    for acteur, attendu in ((monde.commission, "seance_existe"), (monde.instructeur, "profil"), (par, "profil")):
        with pytest.raises(Refus) as refus:
            seances.convoquer(par=acteur, le=INSTANT, jour=seance.jour)
        assert codes(refus) == [attendu]
    assert instantane() == avant


@pytest.mark.rule("DEM-11", "DEM-22")
def test_decisions_are_corrected_until_the_meeting_is_closed_and_nothing_leaves_before(monde, par):
    seance = monde.seance()
    demande = monde.inscrite(monde.prise(par), seance)
    courriels = Courriel.objects.count()
    decider(monde, demande, Decision.DEFAVORABLE, MOTIF)
    corrigee = decider(monde, demande)
    assert (corrigee.etat, corrigee.decision, corrigee.motif) == (Etat.INSCRITE, Decision.FAVORABLE, "")
    assert not suivi_lisible(demande).filter(action="decision").exists()
    assert demande.suivi.filter(action="decision", texte=MOTIF).count() == 1
    assert (Courrier.objects.count(), Courriel.objects.count()) == (0, courriels)

    clore(monde, seance)
    avant = instantane()
    with pytest.raises(EtatRefuse) as refus:
        decider(monde, demande, Decision.DEFAVORABLE, MOTIF)
    assert codes(refus) == ["etat"]
    assert instantane() == avant


@pytest.mark.rule("DEM-11")
@pytest.mark.parametrize("decision", [Decision.DEFAVORABLE, Decision.AJOURNEE])
def test_what_is_not_favourable_has_reasons(monde, par, decision):
    demande = monde.inscrite(monde.prise(par), monde.seance())
    avant = instantane()
    with pytest.raises(Refus) as refus:
        decider(monde, demande, decision, " ")
    assert codes(refus) == ["motif_absent"]
    assert instantane() == avant


@pytest.mark.rule("DEM-11", "DEM-16")
def test_a_batch_is_all_or_none_and_carries_the_versions_read(monde, par):
    seance = monde.seance()
    ici = monde.inscrite(monde.prise(par), seance)
    la = monde.inscrite(monde.prise(autre_entite(monde)), seance)
    ailleurs = monde.inscrite(monde.prise(autre_entite(monde)), monde.seance(JOUR.replace(day=30)))

    def lot(*demandes, versions=None):
        return seances.decider_en_lot(
            par=monde.commission,
            le=INSTANT,
            seance=seance,
            numeros=[d.pk for d in demandes],
            saisie=seances.SaisieDecision(Decision.FAVORABLE),
            versions=versions,
        )

    lues = {d.pk: monde.relire(d).version for d in (ici, la)}
    decider(monde, la, Decision.DEFAVORABLE, MOTIF)
    avant = instantane()
    with pytest.raises(Refus) as refus:
        lot(ici, ailleurs)
    assert codes(refus) == ["autre_seance"]
    with pytest.raises(DemandePerimee):
        lot(ici, la, versions=lues)
    assert instantane() == avant
    assert {d.decision for d in lot(ici, la)} == {Decision.FAVORABLE}


@pytest.mark.rule("DEM-11")
def test_a_meeting_is_not_closed_while_a_file_has_no_decision(monde, par):
    seance = monde.seance()
    demande = monde.inscrite(monde.prise(par), seance)
    avant = instantane()
    with pytest.raises(Refus) as refus:
        clore(monde, seance)
    assert codes(refus) == ["sans_decision"]
    with pytest.raises(Refus) as refus:
        clore(monde, seance, par=monde.instructeur)
    assert codes(refus) == ["profil"]
    assert instantane() == avant
    retiree = seances.retirer_de_l_ordre_du_jour(
        par=monde.commission, le=INSTANT, demande=demande, version=monde.relire(demande).version
    )
    assert (retiree.etat, retiree.phase, retiree.seance) == (Etat.EN_INSTRUCTION, Phase.AVIS, None)
    assert prevenus("demande_reportee", demande) == {par.personne_id}
    assert clore(monde, seance) == []
    seance.refresh_from_db()
    assert seance.close_par == monde.commission.personne
    assert files.lire(seance.proces_verbal).startswith(b"%PDF")


@pytest.mark.rule("DEM-12", "DEM-17", "DEM-23")
def test_a_favourable_decision_is_mailed_with_its_letter_to_every_gestionnaire(monde, par, executer_taches, mailoutbox):
    collegue = f.gestionnaire(Entite.objects.get(pk=par.entite_id))
    seance = monde.seance()
    demande = monde.decidee(monde.prise(par), seance)
    assert A_VENIR in " ".join(apercu(monde.relire(demande)).paragraphes)
    clore(monde, seance)

    habilitation = Habilitation.objects.get(entite=demande.entite)
    courrier = Courrier.objects.get()
    assert (courrier.nature, courrier.habilitation, courrier.demande_id) == ("FAVORABLE", habilitation, demande.pk)
    pdf = files.lire(courrier.fichier)
    assert pdf.startswith(b"%PDF")
    assert files.empreinte(pdf) == courrier.sha256
    assert prevenus("decision_rendue", demande) == {par.personne_id, collegue.personne_id}

    executer_taches()
    lettres = [message for message in mailoutbox if "Décision" in message.subject]
    assert {message.to[0] for message in lettres} == {par.personne.email, collegue.personne.email}
    for message in lettres:
        [(nom, contenu, mime)] = message.attachments
        assert (nom, contenu, mime) == (f"Forprev {courrier.numero}.pdf", pdf, "application/pdf")
    assert actions_du_suivi(demande)[-1] == "accorder"
    assert verbes_du_journal(demande)[-1] == "demandes.accorder"
    assert [e.etat for e in etapes(monde.relire(demande), le=JOUR)] == ["faite"] * 5
    assert {e.entree_le for e in etapes(monde.relire(demande), le=JOUR)} == {JOUR}


@pytest.mark.rule("DEM-12", "DEM-22")
def test_an_unfavourable_letter_gives_reasons_and_ways_of_appeal(monde, par):
    seance = monde.seance()
    demande = monde.decidee(monde.prise(par), seance, Decision.DEFAVORABLE, MOTIF)
    clore(monde, seance)

    refusee = monde.relire(demande)
    assert (refusee.etat, refusee.decidee_le, refusee.motif) == (Etat.REFUSEE, seance.jour, MOTIF)
    assert not Habilitation.objects.exists()
    courrier = refusee.courriers.get()
    assert MOTIF in courrier.faits["paragraphes"]
    assert any("tribunal" in paragraphe for paragraphe in courrier.faits["paragraphes"])
    assert suivi_lisible(refusee).get(action="refuser").texte == MOTIF
    assert prevenus("decision_rendue", demande) == {par.personne_id}
    # every phase is behind, the letter included
    assert [e.etat for e in etapes(refusee, le=JOUR)] == ["faite"] * 5


@pytest.mark.rule("DEM-23", "HAB-02")
def test_the_decision_may_write_a_later_first_day_never_an_earlier_one(monde, par):
    seance = monde.seance()
    demande = monde.inscrite(monde.prise(par), seance)
    with pytest.raises(Refus) as refus:
        decider(monde, demande, debut=JOUR.replace(day=19))
    assert codes(refus) == ["debut_avant_seance"]
    decider(monde, demande, debut=JOUR.replace(day=30))
    clore(monde, seance)
    periode = Periode.objects.get()
    assert (periode.debut, periode.fin, periode.accordee_le) == (
        *(JOUR.replace(day=30), plus_mois(JOUR.replace(day=30), 60)),
        seance.jour,
    )
    assert not periode.habilitation.est_valide(JOUR.replace(day=29))
    assert periode.habilitation.est_valide(JOUR.replace(day=30))


@pytest.mark.rule("DEM-22")
@pytest.mark.parametrize("choix", ["reprendre", "prochaine séance"])
def test_an_adjourned_file_goes_back_to_the_avis_or_waits_for_the_next_meeting(monde, par, choix):
    seance = monde.seance()
    demande = monde.decidee(monde.prise(par), seance, Decision.AJOURNEE, MOTIF)
    clore(monde, seance)

    ajournee = monde.relire(demande)
    assert (ajournee.etat, ajournee.phase, ajournee.decidee_le) == (Etat.AJOURNEE, Phase.AVIS, None)
    assert suivi_lisible(demande).get(action="ajourner").texte == MOTIF
    assert prevenus("demande_ajournee", demande) == {par.personne_id}
    assert not Courrier.objects.exists()
    if choix == "reprendre":
        reprise = seances.reprendre(par=monde.instructeur, le=INSTANT, demande=demande, version=ajournee.version)
        assert (reprise.etat, reprise.phase, reprise.avis) == (Etat.EN_INSTRUCTION, Phase.AVIS, "")
        return
    suivante = monde.seance(JOUR.replace(day=30))
    inscrite = instruction.inscrire(
        par=monde.instructeur, le=INSTANT, demande=demande, version=ajournee.version, seance=suivante
    )
    assert (inscrite.etat, inscrite.decision, inscrite.motif) == (Etat.INSCRITE, "", "")
    decider(monde, demande)
    clore(monde, suivante)
    assert monde.relire(demande).etat == Etat.ACCORDEE
    assert Courrier.objects.count() == 1


@pytest.mark.rule("DEM-04", "DEM-18")
@pytest.mark.parametrize("issue", ["validée", "refusée", "abandonnée"])
def test_the_commission_waits_for_the_administrative_update(monde, par, issue):
    fiche = fiches.ouvrir(par=par, le=INSTANT)
    nouveau = monde.fiche(type="C", siret=fiche.entite.siret, raison_sociale="VILLE D’ÉVRY")
    fiche = fiches.enregistrer(par=par, le=INSTANT, demande=fiche, version=fiche.version, fiche=nouveau)
    fiche.entite.urssaf_fichier = "televersements/attestation.pdf"
    fiche.entite.save()
    fiche = fiches.soumettre(par=par, le=INSTANT, demande=fiche, version=fiche.version)
    seance = monde.seance()
    demande = monde.inscrite(monde.prise(par), seance)
    assert demande.attend == fiche

    avant = instantane()
    for decision in Decision:
        with pytest.raises(Refus) as refus:
            decider(monde, demande, decision, MOTIF)
        assert codes(refus) == ["mise_a_jour_attendue"]
    assert instantane() == avant
    champs = {"le": INSTANT, "demande": fiche, "version": fiche.version}
    if issue == "validée":
        administratif.valider(par=monde.instructeur, **champs)
    elif issue == "refusée":
        administratif.refuser(par=monde.instructeur, motif="Pièce illisible.", **champs)
    else:
        saisie.abandonner(par=par, **champs)

    entite = monde.relire(demande).entite
    assert entite.raison_sociale == ("VILLE D’ÉVRY" if issue == "validée" else "MAIRIE D’ÉVRY")
    assert monde.relire(demande).etat == Etat.INSCRITE
    decider(monde, demande)
    clore(monde, seance)
    assert monde.relire(demande).etat == Etat.ACCORDEE
    assert Courrier.objects.get().faits["adresse"][0] == entite.raison_sociale


@pytest.mark.rule("DEM-18")
def test_refusing_one_request_touches_no_other(monde, par):
    niveau2 = f.DispositifNiveauFactory(niveau=2)
    seance = monde.seance()
    refusee = monde.decidee(monde.prise(par), seance, Decision.DEFAVORABLE, MOTIF)
    autre = monde.prise(par, niveau2)
    avant = monde.relire(autre)
    clore(monde, seance)
    apres = monde.relire(autre)
    assert monde.relire(refusee).etat == Etat.REFUSEE
    assert (apres.etat, apres.phase, apres.version) == (avant.etat, avant.phase, avant.version)


@pytest.mark.rule("DEM-24")
def test_a_request_given_up_on_the_agenda_leaves_it(monde, par):
    seance = monde.seance()
    demande = monde.decidee(monde.prise(par), seance)
    abandonnee = saisie.abandonner(par=par, le=INSTANT, demande=demande, version=demande.version)
    assert (abandonnee.etat, abandonnee.decision) == (Etat.ABANDONNEE, "")
    assert not ordre_du_jour(seance).exists()
    assert prevenus("demande_abandonnee", demande) == {monde.instructeur.personne_id}
    assert clore(monde, seance) == []
    assert not Courrier.objects.exists()
    with pytest.raises(EtatRefuse) as refus:
        saisie.abandonner(par=par, le=INSTANT, demande=demande, version=abandonnee.version)
    assert refus.value.deja_fait


@pytest.mark.rule("DEM-13")
def test_every_demandeur_becomes_gestionnaire_at_the_first_grant_only(monde):
    fiche = monde.nouvelle_entite()
    fiche = fiches.soumettre(par=monde.demandeur, le=INSTANT, demande=fiche, version=fiche.version)
    administratif.valider(par=monde.instructeur, le=INSTANT, demande=fiche, version=fiche.version)
    seance = monde.seance()
    refusee = monde.decidee(monde.prise(monde.demandeur), seance, Decision.DEFAVORABLE, MOTIF)
    clore(monde, seance)
    membre = Membre.objects.get(personne=monde.demandeur.personne)
    assert membre.role == "demandeur"
    assert prevenus("demandeur_promu") == set()

    demande = saisie.copier(par=monde.demandeur, le=INSTANT, demande=refusee, cle_de_saisie=uuid.uuid4())
    demande = monde.completer(demande, monde.demandeur)
    demande = saisie.soumettre(par=monde.demandeur, le=INSTANT, demande=demande, version=demande.version)
    instruction.affecter(par=monde.instructeur, le=INSTANT, demandes=[demande.pk], a=monde.instructeur.personne)
    suivante = monde.seance(JOUR.replace(day=30))
    monde.decidee(demande, suivante)
    clore(monde, suivante)
    membre.refresh_from_db()
    assert (membre.role, membre.depuis) == ("gestionnaire", JOUR)
    assert prevenus("demandeur_promu") == {monde.demandeur.personne_id}


def test_complements_are_not_asked_of_a_file_on_an_agenda(monde, par):
    demande = monde.inscrite(monde.prise(par), monde.seance())
    with pytest.raises(EtatRefuse):
        complements.demander(
            par=monde.instructeur,
            le=INSTANT,
            demande=demande,
            version=demande.version,
            motif="Il manque une page.",
            onglets=["pedagogique"],
        )
