"""Two instructeurs, one commission and the entity on one file, each acting on what they last read, in random orders.

Whatever the order: one final decision, one letter, no text lost, and what is refused changes nothing.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from random import Random
from typing import Any

import pytest
from django.db import connection, transaction

from forprev.communication.models import Notification
from forprev.comptes.models import Acteur
from forprev.courriels.models import Courriel
from forprev.demandes.actions import complements, courriers, instruction, proces_verbaux, saisie, seances
from forprev.demandes.models import Courrier, Demande, Seance
from forprev.demandes.states import TERMINALES, Action, Avis, Decision, Etat, Phase
from forprev.habilitations.models import Habilitation
from forprev.socle.models import EntreeJournal
from forprev.socle.raisons import Refus
from tests import fabriques as f
from tests.fabriques.jour import INSTANT, JOUR

PAS = 12
DEPARTS = ("prise", "à l’avis", "inscrite", "décidée")


@dataclass
class Essai:
    """One file, those who work on it and the version that each of them last read."""

    monde: Any
    demande: Demande
    acteurs: dict[str, Acteur]
    seances: list[Seance]
    hasard: Random
    lues: dict[str, int] = field(default_factory=dict)
    textes: list[str] = field(default_factory=list)
    le: datetime = INSTANT
    acceptes: int = 0
    refuses: int = 0

    def relire(self) -> Demande:
        return Demande.objects.select_related("seance").get(pk=self.demande.pk)

    def texte(self, qui: str) -> str:
        return f"{qui} {self.hasard.random()}"

    def pas(self) -> None:
        """Somebody reads the file again, or acts on what they read."""
        self.le += timedelta(hours=1)
        qui = self.hasard.choice(sorted(self.acteurs))
        demande = self.relire()
        if qui not in self.lues or self.hasard.random() < 0.5:
            self.lues[qui] = demande.version
        nom, texte = self.choisir(qui, demande), self.texte(qui)
        avant, version = empreinte(self.demande), demande.version
        try:
            ACTES[qui[0]][nom](self, qui, texte)
        except Refus:
            self.refuses += 1
            assert empreinte(self.demande) == avant, nom
            return
        self.acceptes += 1
        if nom in VERSIONNES:
            assert self.lues[qui] == version, f"{nom} was done on a version nobody reads any more"
            assert self.relire().version > version
        if nom in AVEC_TEXTE and nom != "verifier":
            self.textes.append(texte)

    def choisir(self, qui: str, demande: Demande) -> str:
        """Half of the time, something that the table lets somebody do now."""
        noms = sorted(ACTES[qui[0]])
        possibles = [nom for nom in noms if demande.table.possible(TABLE.get(nom, nom), demande.etat)]
        return self.hasard.choice(possibles if possibles and self.hasard.random() < 0.5 else noms)

    def bases(self, qui: str) -> dict[str, Any]:
        return {"par": self.acteurs[qui], "le": self.le, "demande": self.demande, "version": self.lues[qui]}


# One query: every row that an act on this file may write, as text; elsewhere, how many there are.
SIENNES = ("lignesuivi", "passage", "complement", "verification", "courrier")
EMPREINTE = ", ".join(
    (
        "(SELECT d::text FROM demandes_demande d WHERE d.id = %(demande)s)",
        "(SELECT string_agg(s.close_le::text, '|' ORDER BY s.id) FROM demandes_seance s)",
        *(
            f"(SELECT md5(string_agg(t::text, '|' ORDER BY id)) FROM demandes_{nom} t WHERE demande_id = %(demande)s)"
            for nom in SIENNES
        ),
        *(
            f"(SELECT count(*) FROM {modele._meta.db_table})"
            for modele in (Notification, Courriel, EntreeJournal, Habilitation)
        ),
    )
)


def empreinte(demande: Demande) -> tuple[Any, ...]:
    with connection.cursor() as curseur:
        curseur.execute(f"SELECT {EMPREINTE}", {"demande": demande.pk})
        ligne: tuple[Any, ...] = curseur.fetchone()
    return ligne


def _verifier(essai: Essai, qui: str, texte: str) -> None:
    demande = essai.relire()
    for verification in demande.verifications.filter(phase=demande.phase):
        instruction.verifier(
            par=essai.acteurs[qui],
            le=essai.le,
            demande=demande,
            verification=verification,
            resultat="CONFORME",
            commentaire=texte,
        )
        essai.textes.append(texte)


def _avis(essai: Essai, qui: str, texte: str) -> None:
    avis = essai.hasard.choice([Avis.FAVORABLE, Avis.RESERVE])
    instruction.emettre_avis(**essai.bases(qui), avis=avis, motif=texte)


def _inscrire(essai: Essai, qui: str, texte: str) -> None:
    instruction.inscrire(**essai.bases(qui), seance=essai.hasard.choice(essai.seances))


def _decider(essai: Essai, qui: str, texte: str) -> None:
    decision = essai.hasard.choice(list(Decision))
    seances.decider(**essai.bases(qui), saisie=seances.SaisieDecision(decision, texte))


def _clore(essai: Essai, qui: str, texte: str) -> None:
    seances.clore(par=essai.acteurs[qui], le=essai.le, seance=essai.hasard.choice(essai.seances))


def _annoter(essai: Essai, qui: str, texte: str) -> None:
    instruction.annoter(par=essai.acteurs[qui], le=essai.le, demande=essai.demande, texte=texte, interne=False)


def _affecter(essai: Essai, qui: str, texte: str) -> None:
    a = essai.acteurs[essai.hasard.choice(["i1", "i2"])].personne
    instruction.affecter(par=essai.acteurs[qui], le=essai.le, demandes=[essai.demande.pk], a=a)


def _demander(essai: Essai, qui: str, texte: str) -> None:
    complements.demander(**essai.bases(qui), motif=texte, onglets=["pedagogique"])


def _classer(essai: Essai, qui: str, texte: str) -> None:
    essai.le += timedelta(days=essai.hasard.choice([1, 40]))
    complements.classer(**essai.bases(qui), motif=texte)


def _abandonner(essai: Essai, qui: str, texte: str) -> None:
    if essai.hasard.random() < 0.8:
        raise Refus
    saisie.abandonner(**essai.bases(qui))


INSTRUCTEUR: dict[str, Callable[[Essai, str, str], object]] = {
    "verifier": _verifier,
    "passer_phase": lambda essai, qui, _: instruction.passer_phase(**essai.bases(qui)),
    "avis": _avis,
    "inscrire": _inscrire,
    "demander": _demander,
    "retirer": lambda essai, qui, _: complements.retirer(**essai.bases(qui)),
    "classer": _classer,
    "reprendre": lambda essai, qui, _: seances.reprendre(**essai.bases(qui)),
    "annoter": _annoter,
    "affecter": _affecter,
}
ACTES: dict[str, dict[str, Callable[[Essai, str, str], object]]] = {
    "i": INSTRUCTEUR,
    "c": {
        "decider": _decider,
        "clore": _clore,
        "desinscrire": lambda essai, qui, _: seances.retirer_de_l_ordre_du_jour(**essai.bases(qui)),
        "annoter": _annoter,
    },
    "e": {
        "repondre": lambda essai, qui, texte: complements.repondre(**essai.bases(qui), message=texte),
        "annoter": _annoter,
        "abandonner": _abandonner,
    },
}
TABLE = {"demander": Action.DEMANDER_COMPLEMENTS, "retirer": Action.RETIRER_COMPLEMENTS, "decider": Action.ACCORDER}
TABLE |= {"avis": Action.INSCRIRE, "verifier": Action.PASSER_PHASE, "clore": Action.ACCORDER}
VERSIONNES = {
    *("passer_phase", "avis", "inscrire", "demander", "retirer", "classer", "reprendre"),
    *("decider", "desinscrire", "repondre", "abandonner"),
}
AVEC_TEXTE = {"avis", "demander", "classer", "decider", "annoter", "repondre"}


def juger(essai: Essai) -> None:
    """What holds at the end, whatever happened."""
    demande = essai.relire()
    lignes = list(demande.suivi.order_by("pk"))
    decisions = [ligne for ligne in lignes if ligne.action in (Action.ACCORDER, Action.REFUSER)]
    tranchee = demande.etat in (Etat.ACCORDEE, Etat.REFUSEE)
    assert len(decisions) == Courrier.objects.filter(demande=demande).count() == int(tranchee)
    accordees = Habilitation.objects.filter(entite=demande.entite_id).count()
    assert accordees == int(demande.etat == Etat.ACCORDEE)
    ecrits = " ".join(ligne.texte for ligne in lignes)
    assert [texte for texte in essai.textes if texte not in ecrits] == []
    etat = Etat.BROUILLON
    for ligne in lignes:
        if demande.table.possible(ligne.action, etat):
            etat = Etat(demande.table.trouver(ligne.action, etat).vers)
        assert ligne.vers == etat, (ligne.action, ligne.vers, etat)
    assert etat == demande.etat
    assert demande.passages.filter(sortie_le=None).count() == int(demande.etat not in TERMINALES)
    assert (demande.phase == "") == (demande.etat in TERMINALES)
    ouverts = demande.complements.filter(recus_le=None, retires_le=None).count()
    assert ouverts == int(demande.etat == Etat.COMPLEMENTS_DEMANDES)
    if demande.etat == Etat.INSCRITE:
        assert demande.phase == Phase.DECISION
        assert demande.seance.close_le is None


@pytest.fixture
def departs(monde, monkeypatch):
    """Four files, each at another point of its life, with meetings of its own. Letters are drawn elsewhere."""
    for module, nom in ((courriers, "courrier_pdf"), (proces_verbaux, "proces_verbal_pdf")):
        monkeypatch.setattr(module, nom, lambda *_: b"%PDF")
    lignes = []
    for rang, depart in enumerate(DEPARTS):
        entite = f.gestionnaire(f.EntiteFactory(commune=monde.commune))
        siennes = [monde.seance(JOUR + timedelta(days=10 * rang + n)) for n in range(2)]
        demande = monde.prise(entite)
        if depart == "à l’avis":
            monde.a_l_avis(demande)
        elif depart == "inscrite":
            monde.inscrite(demande, siennes[0])
        elif depart == "décidée":
            monde.decidee(demande, siennes[0])
        acteurs = {"i1": monde.instructeur, "i2": f.instructeur(monde.caisse), "c": monde.commission, "e": entite}
        lignes.append((demande, acteurs, siennes))
    return lignes


def essayer(monde, departs, combien: int, graine: int) -> list[Essai]:
    essais = []
    for n in range(combien):
        hasard = Random(f"{graine}-{n}")
        demande, acteurs, siennes = departs[n % len(departs)]
        essai = Essai(monde, demande, acteurs, siennes, hasard)
        point = transaction.savepoint()
        for _ in range(PAS):
            essai.pas()
        juger(essai)
        essai.demande = essai.relire()
        transaction.savepoint_rollback(point)
        essais.append(essai)
    return essais


@pytest.mark.rule("DEM-16", "DEM-17", "DEM-22")
def test_one_decision_one_letter_no_lost_text(monde, departs):
    essais = essayer(monde, departs, 200, graine=1)
    fins = {essai.demande.etat for essai in essais}
    assert fins >= {Etat.ACCORDEE, Etat.REFUSEE, Etat.ABANDONNEE, Etat.EN_INSTRUCTION, Etat.COMPLEMENTS_DEMANDES}
    assert min(sum(essai.acceptes for essai in essais), sum(essai.refuses for essai in essais)) > 500


@pytest.mark.epreuve
@pytest.mark.rule("DEM-16", "DEM-17", "DEM-22")
def test_ten_thousand_interleavings(monde, departs):
    essais = essayer(monde, departs, 10_000, graine=2)
    assert {essai.demande.etat for essai in essais} >= {*TERMINALES - {Etat.VALIDEE}, Etat.AJOURNEE, Etat.INSCRITE}
