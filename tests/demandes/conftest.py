"""A small world for requests: a commune and its caisse, who asks, who instructs, who decides."""

import uuid
from dataclasses import dataclass, replace
from datetime import date, timedelta

import pytest

from forprev.comptes.models import Acteur
from forprev.demandes.actions import complements, fiches, instruction, pieces, saisie, seances
from forprev.demandes.models import Demande, Seance
from forprev.demandes.models.faits import faits_depot
from forprev.demandes.rules.entite import FicheEntite
from forprev.demandes.states import Avis, Decision, Phase
from forprev.referentiel.models import Caisse, Commune, DispositifNiveau, FamillePiece, PieceDemandee, VerificationPhase
from forprev.socle.televersements import Televersement
from tests import fabriques as f
from tests.fabriques.jour import INSTANT, JOUR

SIRET = "73282932000074"


def fichier(nom: str = "attestation.pdf", contenu: bytes = b"%PDF-1.7 essai") -> Televersement:
    """A file already examined."""
    return Televersement(contenu=contenu, extension="pdf", type_mime="application/pdf", nom=nom)


@dataclass
class Monde:
    """`par` files, `instructeur` instructs for the caisse of the commune, `commission` decides."""

    commune: Commune
    caisse: Caisse
    sst1: DispositifNiveau
    demandeur: Acteur
    instructeur: Acteur
    commission: Acteur
    inrs: Acteur

    def fiche(self, **changes: str) -> FicheEntite:
        complete = FicheEntite(
            type="E",
            raison_sociale="ATELIERS DU BOCAGE",
            regime="general",
            siret=SIRET,
            adresse="1 rue des Lilas",
            code_postal="92170",
            commune=self.commune.pk,
            signataire_nom="Roussel",
            signataire_prenom="Martine",
            signataire_fonction="Gérante",
        )
        return replace(complete, **changes)

    def nouvelle_entite(self, par: Acteur | None = None, le=INSTANT) -> Demande:
        """Filled, with its attestation; not submitted."""
        par = par or self.demandeur
        demande = fiches.ouvrir(par=par, le=le)
        demande = fiches.enregistrer(par=par, le=le, demande=demande, version=demande.version, fiche=self.fiche())
        pieces.deposer(par=par, le=le, demande=demande, code=fiches.ATTESTATION, televersement=fichier())
        return self.relire(demande)

    def relire(self, demande: Demande) -> Demande:
        return Demande.objects.select_related("entite", "dispositif_niveau", "seance").get(pk=demande.pk)

    def brouillon(self, par: Acteur, niveau: DispositifNiveau | None = None, le=INSTANT) -> Demande:
        """A first habilitation, everything given, not submitted."""
        demande = saisie.ouvrir(par=par, le=le, dispositif_niveau=niveau or self.sst1, cle_de_saisie=uuid.uuid4())
        return self.completer(demande, par, le)

    def completer(self, demande: Demande, par: Acteur, le=INSTANT) -> Demande:
        saisie.confirmer_donnees(par=par, le=le, demande=demande, version=self.relire(demande).version)
        for exigee in faits_depot(demande, le=JOUR).exigees:
            if exigee.famille != FamillePiece.TECHNIQUE:
                pieces.deposer(
                    par=par,
                    le=le,
                    demande=demande,
                    code=exigee.code,
                    televersement=fichier(contenu=exigee.code.encode()),
                )
        return self.relire(demande)

    def soumise(self, par: Acteur, niveau: DispositifNiveau | None = None, le=INSTANT) -> Demande:
        demande = self.brouillon(par, niveau, le)
        return saisie.soumettre(par=par, le=le, demande=demande, version=demande.version)

    def prise(self, par: Acteur, niveau: DispositifNiveau | None = None, le=INSTANT) -> Demande:
        demande = self.soumise(par, niveau, le)
        instruction.affecter(par=self.instructeur, le=le, demandes=[demande.pk], a=self.instructeur.personne)
        return self.relire(demande)

    def a_l_avis(self, demande: Demande, le=INSTANT) -> Demande:
        """Every check done, every phase passed until the avis, which is given."""
        demande = self.relire(demande)
        while demande.phase != Phase.AVIS:
            self.verifier_tout(demande, le)
            demande = instruction.passer_phase(
                par=self.instructeur, le=le, demande=demande, version=self.relire(demande).version
            )
        self.verifier_tout(demande, le)
        return instruction.emettre_avis(
            par=self.instructeur, le=le, demande=demande, version=self.relire(demande).version, avis=Avis.FAVORABLE
        )

    def verifier_tout(self, demande: Demande, le=INSTANT) -> None:
        for verification in demande.verifications.filter(phase=demande.phase):
            instruction.verifier(
                par=self.instructeur, le=le, demande=demande, verification=verification, resultat="CONFORME"
            )

    def seance(self, jour: date = JOUR) -> Seance:
        return seances.convoquer(par=self.commission, le=INSTANT, jour=jour)

    def inscrite(self, demande: Demande, seance: Seance, le=INSTANT) -> Demande:
        demande = self.a_l_avis(demande, le)
        return instruction.inscrire(
            par=self.instructeur, le=le, demande=demande, version=demande.version, seance=seance
        )

    def decidee(self, demande: Demande, seance: Seance, decision=Decision.FAVORABLE, motif="", le=INSTANT) -> Demande:
        demande = self.inscrite(demande, seance, le)
        return seances.decider(
            par=self.commission,
            le=le,
            demande=demande,
            version=demande.version,
            saisie=seances.SaisieDecision(decision, motif),
        )

    def complements(self, demande: Demande, le=INSTANT, motif="Il manque le programme."):
        return complements.demander(
            par=self.instructeur,
            le=le,
            demande=demande,
            version=self.relire(demande).version,
            motif=motif,
            onglets=["pedagogique"],
        )


@pytest.fixture
def monde(db, jour, settings, tmp_path) -> Monde:
    settings.MEDIA_ROOT = tmp_path
    return creer_monde()


@pytest.fixture
def par(monde) -> Acteur:
    """The gestionnaire of a validated entity of the caisse."""
    return f.gestionnaire(f.EntiteFactory(commune=monde.commune, raison_sociale="MAIRIE D’ÉVRY"))


def creer_monde() -> Monde:
    commune = f.CommuneFactory()
    caisse = commune.departement.caisse
    sst1 = f.DispositifNiveauFactory(niveau=1)
    longtemps = JOUR - timedelta(days=4000)
    for code, famille in (("attestation-urssaf", "ADMINISTRATIVE"), ("programme", "PEDAGOGIQUE")):
        PieceDemandee.objects.create(
            code=code, libelle=code, famille=famille, types_entite=["O", "E", "C"], obligatoire=True, du=longtemps
        )
    for code, phase in (("siret", "VALIDATION"), ("complet", "RECEVABILITE"), ("programme-ok", "PEDAGOGIQUE")):
        VerificationPhase.objects.create(code=code, phase=phase, libelle=code, du=longtemps)
    return Monde(
        commune=commune,
        caisse=caisse,
        sst1=sst1,
        demandeur=f.demandeur(),
        instructeur=f.instructeur(caisse),
        commission=f.commission(),
        inrs=f.inrs(),
    )
