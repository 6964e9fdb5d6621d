"""Requests in every phase for three caisses, a meeting to come and one past."""

import io
import uuid
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

import pikepdf

from forprev.comptes.models import Acteur, Personne, RoleReseau
from forprev.comptes.states import Profil
from forprev.demandes.actions import complements, instruction, pieces, saisie, seances
from forprev.demandes.models import Demande, Seance
from forprev.demandes.models.faits import faits_depot
from forprev.demandes.rules.depot import TECHNIQUE
from forprev.demandes.states import Avis, Decision, Phase
from forprev.demo.pays.noms import LIEUX
from forprev.demo.pays.organisations import acteur
from forprev.entites.models import Entite, Membre
from forprev.habilitations.models import Habilitation
from forprev.referentiel.models import DispositifNiveau
from forprev.socle import clock
from forprev.socle.televersements import Televersement


@cache
def pdf_fictif() -> bytes:
    """A PDF of one blank page: nobody could take it for a real piece."""
    document, sortie = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(sortie)
    return sortie.getvalue()


def peupler(le: datetime) -> None:
    """For each caisse the same files, each at another moment of its life."""
    commission = _du_reseau(Profil.COMMISSION)
    passee = seances.convoquer(par=commission, le=le - timedelta(days=90), jour=clock.jour(le) - timedelta(days=30))
    future = seances.convoquer(par=commission, le=le - timedelta(days=20), jour=clock.jour(le) + timedelta(days=26))
    for caisse, lieux in LIEUX.items():
        _Caisse(caisse, _du_reseau(Profil.INSTRUCTEUR, caisse), le).peupler([lieu[0] for lieu in lieux], passee, future)
    _de_la_mairie(le)
    _decider(passee, commission, le - timedelta(days=30))


def _de_la_mairie(le: datetime) -> None:
    """What waits for the gestionnaire of the demonstration: complements to give, a renewal begun."""
    par = acteur(Membre.objects.get(personne__numero="GES00001"))
    _Caisse("IDF", _du_reseau(Profil.INSTRUCTEUR, "IDF"), le).avec_complements(par, "RPS / 1", 30)
    fin_proche = Habilitation.objects.get(entite=par.entite_id, dispositif_niveau=_niveau("SST / 1"))
    saisie.ouvrir_renouvellement(
        par=par, le=le - timedelta(days=4), habilitation=fin_proche, cle_de_saisie=uuid.uuid4()
    )


def _du_reseau(nature: Profil, caisse: str | None = None) -> Acteur:
    role = RoleReseau.objects.select_related("personne").filter(nature=nature, caisse=caisse).order_by("pk")[0]
    return Acteur(personne=role.personne, profil=nature, caisse_id=caisse)


def _decider(seance: Seance, commission: Acteur, le: datetime) -> None:
    """One refusal, one adjournment, the others favourable; then the meeting is closed and its letters leave."""
    numeros = list(Demande.objects.filter(seance=seance).order_by("pk").values_list("pk", flat=True))
    choix = {
        Decision.DEFAVORABLE: (numeros[:1], "L’équipe de formateurs n’a plus de certificat valable."),
        Decision.AJOURNEE: (numeros[1:2], "Le programme est à préciser sur les évaluations."),
        Decision.FAVORABLE: (numeros[2:], ""),
    }
    for decision, (concernes, motif) in choix.items():
        decisions = seances.SaisieDecision(decision, motif)
        seances.decider_en_lot(par=commission, le=le, seance=seance, numeros=concernes, saisie=decisions)
    seances.clore(par=commission, le=le, seance=seance)


@dataclass
class _Caisse:
    """The files of one caisse, instructed by its first instructeur."""

    code: str
    instructeur: Acteur
    le: datetime

    def peupler(self, communes: list[str], passee: Seance, future: Seance) -> None:
        """A draft, one submitted, one in each phase, one with complements, one on each agenda."""
        entites = Entite.objects.filter(commune__in=communes).exclude(raison_sociale="MAIRIE DE VANVES").order_by("pk")
        par = [acteur(m) for m in Membre.objects.gestionnaires().filter(entite__in=entites).order_by("pk")[:9]]
        self._brouillon(par[0], "PRAP-2S / 1", 3)
        self._soumise(par[1], "Prap-IBC / 1", 2)
        self._soumise(par[2], "APS-ASD / 1", 11)
        self._a_la_phase(par[3], "Prap-IBC / 1", 25, Phase.RECEVABILITE)
        self._a_la_phase(par[4], "APS-ASD / 1", 48, Phase.PEDAGOGIQUE)
        self.avec_complements(par[5], "Prap-IBC / 1", 35)
        avis = self._a_la_phase(par[6], "SST / 2", 70, Phase.AVIS)
        self._avis(avis, 20)
        self._inscrite(par[7], "Prap-IBC / 1", 80, future, 12)
        self._inscrite(par[8], "APS-ASD / 1", 140, passee, 60)

    def _il_y_a(self, jours: int) -> datetime:
        return self.le - timedelta(days=jours)

    def _brouillon(self, par: Acteur, niveau: str, il_y_a: int) -> Demande:
        le = self._il_y_a(il_y_a)
        return saisie.ouvrir(par=par, le=le, dispositif_niveau=_niveau(niveau), cle_de_saisie=uuid.uuid4())

    def _soumise(self, par: Acteur, niveau: str, il_y_a: int) -> Demande:
        le = self._il_y_a(il_y_a)
        demande = self._brouillon(par, niveau, il_y_a)
        saisie.confirmer_donnees(par=par, le=le, demande=demande, version=_version(demande))
        for exigee in faits_depot(demande, le=clock.jour(le)).exigees:
            if exigee.famille != TECHNIQUE:
                fichier = Televersement(
                    contenu=pdf_fictif(), extension="pdf", type_mime="application/pdf", nom=f"{exigee.code}.pdf"
                )
                pieces.deposer(par=par, le=le, demande=demande, code=exigee.code, televersement=fichier)
        return saisie.soumettre(par=par, le=le, demande=demande, version=_version(demande))

    def _a_la_phase(self, par: Acteur, niveau: str, il_y_a: int, phase: Phase) -> Demande:
        """Taken three days after it was filed, then a week a phase."""
        demande = self._soumise(par, niveau, il_y_a)
        le = self._il_y_a(il_y_a - 3)
        personne: Personne = self.instructeur.personne
        instruction.affecter(par=self.instructeur, le=le, demandes=[demande.pk], a=personne)
        demande = Demande.objects.get(pk=demande.pk)
        while demande.phase != phase:
            le += timedelta(days=7)
            self._verifier(demande, le)
            demande = instruction.passer_phase(par=self.instructeur, le=le, demande=demande, version=_version(demande))
        return demande

    def _verifier(self, demande: Demande, le: datetime) -> None:
        for verification in demande.verifications.filter(phase=demande.phase):
            instruction.verifier(
                par=self.instructeur, le=le, demande=demande, verification=verification, resultat="CONFORME"
            )

    def avec_complements(self, par: Acteur, niveau: str, il_y_a: int) -> None:
        """In the hands of the entity for six days."""
        demande = self._a_la_phase(par, niveau, il_y_a, Phase.PEDAGOGIQUE)
        complements.demander(
            par=self.instructeur,
            le=self._il_y_a(6),
            demande=demande,
            version=_version(demande),
            motif="Les grilles d’évaluation ne sont pas lisibles\u00a0: déposez-les de nouveau.",
            onglets=["pedagogique"],
        )

    def _avis(self, demande: Demande, il_y_a: int) -> Demande:
        le = self._il_y_a(il_y_a)
        self._verifier(demande, le)
        return instruction.emettre_avis(
            par=self.instructeur, le=le, demande=demande, version=_version(demande), avis=Avis.FAVORABLE
        )

    def _inscrite(self, par: Acteur, niveau: str, il_y_a: int, seance: Seance, inscrite_il_y_a: int) -> None:
        demande = self._avis(self._a_la_phase(par, niveau, il_y_a, Phase.AVIS), inscrite_il_y_a + 2)
        instruction.inscrire(
            par=self.instructeur,
            le=self._il_y_a(inscrite_il_y_a),
            demande=demande,
            version=_version(demande),
            seance=seance,
        )


def _version(demande: Demande) -> int:
    return Demande.objects.values_list("version", flat=True).get(pk=demande.pk)


def _niveau(libelle: str) -> DispositifNiveau:
    """« SST / 1 », whatever the letter case of the dispositif's code."""
    code, rang = libelle.split(" / ")
    return DispositifNiveau.objects.select_related("dispositif").get(dispositif__code__iexact=code, niveau=rang)
