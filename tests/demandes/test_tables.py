"""Every row of the three tables has the action that performs it, and this walk performs it."""

from datetime import timedelta

import pytest

from forprev.demandes.actions import administratif, complements, fiches, instruction, plateformes, saisie, seances
from forprev.demandes.models import Demande
from forprev.demandes.states import (
    TABLE_ADMINISTRATIVE,
    TABLE_HABILITATION,
    TABLE_PLATEFORME,
    Action,
    Decision,
    Etat,
)
from tests import fabriques as f
from tests.demandes.outils import actions_du_suivi, verbes_du_journal
from tests.demandes.test_plateformes import au_dernier_pas, brouillon, droit, finir
from tests.fabriques.jour import INSTANT, JOUR

TARD = INSTANT + timedelta(days=200)


class Vie:
    """A file of one kind, brought to a state, then moved by the action under test."""

    onglets = ("pedagogique",)
    champs_de_refus = {"motif": "Motif."}

    def __init__(self, monde) -> None:
        self.monde = monde
        self.par = f.gestionnaire(f.EntiteFactory(commune=monde.commune))

    def bases(self, demande, par, le=INSTANT):
        return {"par": par, "le": le, "demande": demande, "version": self.monde.relire(demande).version}

    def en_attente(self):
        demande = self.prise()
        complements.demander(
            **self.bases(demande, self.monde.instructeur), motif="Programme.", onglets=list(self.onglets)
        )
        return demande

    def soumettre(self, demande):
        saisie.soumettre(**self.bases(demande, self.par))

    def prendre(self, demande):
        qui = self.monde.instructeur
        instruction.affecter(par=qui, le=INSTANT, demandes=[demande.pk], a=qui.personne)

    def passer_phase(self, demande):
        self.monde.verifier_tout(demande)
        instruction.passer_phase(**self.bases(demande, self.monde.instructeur))

    def demander_complements(self, demande):
        complements.demander(
            **self.bases(demande, self.monde.instructeur), motif="Programme.", onglets=list(self.onglets)
        )

    def retirer_complements(self, demande):
        complements.retirer(**self.bases(demande, self.monde.instructeur))

    def repondre(self, demande):
        complements.repondre(**self.bases(demande, self.par))

    def classer(self, demande):
        complements.classer(**self.bases(demande, self.monde.instructeur, TARD), motif="Sans réponse.")

    def abandonner(self, demande):
        saisie.abandonner(**self.bases(demande, self.par))


class VieHabilitation(Vie):
    table = TABLE_HABILITATION

    def a(self, etat):
        return {
            Etat.BROUILLON: lambda: self.monde.brouillon(self.par),
            Etat.SOUMISE: lambda: self.monde.soumise(self.par),
            Etat.EN_INSTRUCTION: self.prise,
            Etat.COMPLEMENTS_DEMANDES: self.en_attente,
            Etat.INSCRITE: lambda: self.monde.inscrite(self.prise(), self.monde.seance()),
            Etat.AJOURNEE: self.ajournee,
        }[etat]()

    def prise(self):
        return self.monde.prise(self.par)

    def ajournee(self):
        seance = self.monde.seance()
        demande = self.monde.decidee(self.prise(), seance, Decision.AJOURNEE, "Motif.")
        seances.clore(par=self.monde.commission, le=INSTANT, seance=seance)
        return demande

    def inscrire(self, demande):
        demande = self.monde.relire(demande)
        if demande.etat == Etat.EN_INSTRUCTION:
            self.monde.a_l_avis(demande)
        seance = self.monde.seance(JOUR + timedelta(days=9))
        instruction.inscrire(**self.bases(demande, self.monde.instructeur), seance=seance)

    def desinscrire(self, demande):
        seances.retirer_de_l_ordre_du_jour(**self.bases(demande, self.monde.commission))

    def _trancher(self, demande, decision):
        saisie_decision = seances.SaisieDecision(decision, "Motif.")
        seances.decider(**self.bases(demande, self.monde.commission), saisie=saisie_decision)
        seances.clore(par=self.monde.commission, le=INSTANT, seance=self.monde.relire(demande).seance)

    def accorder(self, demande):
        self._trancher(demande, Decision.FAVORABLE)

    def refuser(self, demande):
        self._trancher(demande, Decision.DEFAVORABLE)

    def ajourner(self, demande):
        self._trancher(demande, Decision.AJOURNEE)

    def reprendre(self, demande):
        seances.reprendre(**self.bases(demande, self.monde.instructeur))


class ViePlateforme(Vie):
    table = TABLE_PLATEFORME
    onglets = ("technique",)

    def a(self, etat):
        return {
            Etat.BROUILLON: self.brouillon,
            Etat.SOUMISE: self.soumise,
            Etat.EN_INSTRUCTION: self.prise,
            Etat.COMPLEMENTS_DEMANDES: self.en_attente,
        }[etat]()

    def brouillon(self):
        return brouillon(self.monde, self.par, droit(self.monde, self.par))

    def soumise(self):
        demande = self.brouillon()
        self.soumettre(demande)
        return demande

    def prise(self):
        demande = self.soumise()
        self.prendre(demande)
        return demande

    def accorder(self, demande):
        au_dernier_pas(self.monde, demande)
        finir(self.monde, plateformes.accorder, demande)

    def refuser(self, demande):
        finir(self.monde, plateformes.refuser, demande, motif="Motif.")


class VieAdministrative(Vie):
    table = TABLE_ADMINISTRATIVE
    onglets = ("general",)

    def __init__(self, monde) -> None:
        super().__init__(monde)
        self.par = monde.demandeur

    def a(self, etat):
        return {
            Etat.BROUILLON: self.monde.nouvelle_entite,
            Etat.EN_VALIDATION: self.prise,
            Etat.COMPLEMENTS_DEMANDES: self.en_attente,
        }[etat]()

    def prise(self):
        demande = self.monde.nouvelle_entite()
        self.soumettre(demande)
        return demande

    def soumettre(self, demande):
        fiches.soumettre(**self.bases(demande, self.par))

    def valider(self, demande):
        self.monde.verifier_tout(self.monde.relire(demande))
        administratif.valider(**self.bases(demande, self.monde.instructeur))

    def refuser(self, demande):
        administratif.refuser(**self.bases(demande, self.monde.instructeur), motif="Motif.")


VIES = (VieHabilitation, ViePlateforme, VieAdministrative)
RANGEES = [(vie, ligne, de) for vie in VIES for ligne in vie.table for de in ligne.de]


def test_every_action_of_the_tables_has_its_performer():
    for vie in VIES:
        assert [ligne.action for ligne in vie.table if not hasattr(vie, ligne.action)] == []
    assert {ligne.action for vie in VIES for ligne in vie.table} == set(Action)


@pytest.mark.rule("DEM-24", "DEM-25", "DEM-17")
@pytest.mark.parametrize(
    ("vie", "ligne", "de"), RANGEES, ids=[f"{v.__name__[3:].lower()}-{li.action}-{de}" for v, li, de in RANGEES]
)
def test_each_row_is_performed_by_its_action_and_leaves_its_lines(monde, vie, ligne, de):
    essai = vie(monde)
    demande = monde.relire(essai.a(Etat(de)))
    assert demande.etat == de
    version, suivi = demande.version, demande.suivi.count()
    getattr(essai, ligne.action)(demande)

    apres = Demande.objects.get(pk=demande.pk)
    assert apres.etat == ligne.vers
    assert apres.version > version
    assert ligne.action in actions_du_suivi(demande)[suivi:]
    assert f"demandes.{ligne.action}" in verbes_du_journal(demande)
    if ligne.vers != de:
        assert apres.etat_depuis in (INSTANT, TARD)
