"""What each event says: a reference and a link, never a comment nor a name of the réseau."""

from dataclasses import fields
from datetime import date

import pytest

from forprev.communication.notifications import Evenement
from forprev.communication.states import Categorie
from forprev.courriels.actions import PieceJointe
from forprev.demandes.notifications import caisse, entite, mesures
from forprev.demandes.notifications.audiences import SurDemande

BASE = (12, "Habilitation", "SST / 1", 4)
JOUR = date(2026, 12, 3)
DROIT = (7, "H00001/2026/SST-1/C/00", "SST / 1")


def evenements() -> list[Evenement]:
    return [
        entite.DemandeDeposee(*BASE),
        entite.FicheDecidee(12, "Nouvelle entité", "", 4, validee=True),
        entite.FicheDecidee(12, "Nouvelle entité", "", 4, validee=False),
        entite.ComplementsDemandes(*BASE, limite=JOUR),
        entite.ComplementsAttendus(*BASE, complement=3, rang=0, limite=JOUR),
        entite.ComplementsRetires(*BASE),
        entite.BrouillonASupprimer(*BASE, jour=JOUR),
        entite.DemandeClassee(*BASE),
        entite.PhasePassee(*BASE, phase="Instruction pédagogique"),
        entite.Inscrite(*BASE, jour=JOUR),
        entite.Reportee(*BASE),
        entite.Ajournee(*BASE, jour=JOUR),
        entite.DecisionRendue(*BASE, favorable=True, courrier="C-2026-000012", fichier="courriers/C.pdf"),
        entite.DecisionRendue(*BASE, favorable=False, courrier="C-2026-000012", fichier="courriers/C.pdf"),
        entite.DemandeurPromu(*BASE, entite="ATELIERS DU BOCAGE"),
        entite.PlateformeDecidee(*BASE, accordee=True),
        entite.PlateformeDecidee(*BASE, accordee=False),
        caisse.DossierRecu(*BASE),
        caisse.DossierAffecte(*BASE),
        caisse.ComplementsRecus(*BASE),
        caisse.DemandeAbandonnee(*BASE),
        caisse.EntiteDeplacee(*BASE, entite="ATELIERS DU BOCAGE", ancienne="Cramif", nouvelle="Bretagne"),
        caisse.DossierTransfere(*BASE, caisse="Bretagne"),
        caisse.MessageRecu(*BASE, ligne=9),
        mesures.MesurePrise(*DROIT, "SUSPENSION", courrier="M-2026-000007-1", fichier="courriers/M.pdf"),
        mesures.MesurePrise(*DROIT, "RETRAIT", courrier="M-2026-000007-1", fichier="courriers/M.pdf"),
        mesures.DroitRetabli(*DROIT, "LEVEE", courrier="M-2026-000007-1", fichier="courriers/M.pdf"),
        mesures.DroitRetabli(*DROIT, "PROLONGATION", courrier="M-2026-000007-1"),
    ]


SUJETS = {
    "demande_deposee": "Demande n°\u00a012 bien reçue",
    "complements_demandes": "Compléments demandés, demande n°\u00a012",
    "complements_attendus": "Compléments toujours attendus, demande n°\u00a012",
    "complements_retires": "Compléments retirés, demande n°\u00a012",
    "brouillon_a_supprimer": "Votre brouillon n°\u00a012 va être supprimé",
    "demande_classee": "Demande n°\u00a012 classée sans suite",
    "phase_passee": "Votre demande n°\u00a012 avance",
    "demande_inscrite": "Demande n°\u00a012 inscrite à une séance",
    "demande_reportee": "Demande n°\u00a012 reportée",
    "demandeur_promu": "Vous êtes gestionnaire",
    "dossier_recu": "Nouveau dossier à instruire, n°\u00a012",
    "dossier_affecte": "Le dossier n°\u00a012 vous est confié",
    "complements_recus": "Compléments reçus, dossier n°\u00a012",
    "demande_abandonnee": "Dossier n°\u00a012 abandonné par l’entité",
    "entite_deplacee": "ATELIERS DU BOCAGE change de caisse",
    "dossier_transfere": "Demande n°\u00a012 transférée",
    "message_de_demande": "Nouveau message, demande n°\u00a012",
}
CATEGORIES = {
    "complements_attendus": Categorie.ALERTE,
    "brouillon_a_supprimer": Categorie.ALERTE,
    "decision_rendue": Categorie.COMPTE,
    "mesure_habilitation": Categorie.COMPTE,
}


def test_every_event_of_requests_is_here():
    connus = {type(evenement) for evenement in evenements()}
    declares = {
        classe
        for module in (caisse, entite, mesures)
        for classe in vars(module).values()
        if isinstance(classe, type) and issubclass(classe, Evenement) and classe not in (Evenement, SurDemande)
    }
    assert declares == connus


@pytest.mark.rule("NOT-01")
@pytest.mark.parametrize("evenement", evenements(), ids=lambda e: f"{e.code}-{e.sujet()}")
def test_its_category_its_subject_and_its_link(evenement):
    assert evenement.categorie == CATEGORIES.get(evenement.code, Categorie.NOTIFICATION)
    assert evenement.sujet() == SUJETS.get(evenement.code, evenement.sujet())
    assert evenement.lien().startswith(("/demandes/12/", "/instruction/12/", "/habilitations/7/", "/tableau-de-bord/"))


@pytest.mark.rule("NOT-08")
@pytest.mark.parametrize("evenement", evenements(), ids=lambda e: f"{e.code}-{e.sujet()}")
def test_it_holds_references_only(evenement):
    assert {champ.name for champ in fields(evenement)}.isdisjoint({"motif", "texte", "commentaire", "nom", "prenom"})
    assert all(paragraphe for paragraphe in evenement.texte())


@pytest.mark.rule("DEM-12")
def test_the_mail_of_a_decision_carries_its_letter():
    rendue = entite.DecisionRendue(*BASE, favorable=True, courrier="C-2026-000012", fichier="courriers/C.pdf")
    assert (rendue.sujet(), rendue.texte()) == (
        "Décision favorable, demande n°\u00a012",
        [
            "La commission nationale d’habilitation a rendu une décision favorable sur votre demande n°\u00a012 "
            "(Habilitation SST / 1).",
            "Le courrier n°\u00a0C-2026-000012 est joint à ce message\u00a0; il se lit aussi dans Forprev.",
        ],
    )
    assert rendue.pieces() == [PieceJointe("courriers/C.pdf", "Forprev C-2026-000012.pdf")]


@pytest.mark.rule("HAB-05")
def test_the_mail_of_a_measure_with_and_without_its_letter():
    avec = mesures.MesurePrise(*DROIT, "SUSPENSION", courrier="M-1", fichier="courriers/M-1.pdf")
    sans = mesures.MesurePrise(*DROIT, "SUSPENSION", courrier="M-1")
    debut = "L’habilitation n°\u00a0H00001/2026/SST-1/C/00 (SST / 1) est suspendue."
    assert avec.texte() == [
        debut,
        "Le courrier n°\u00a0M-1 est joint à ce message\u00a0; il se lit aussi dans Forprev.",
    ]
    assert sans.texte() == [f"{debut} Les dates sont dans Forprev."]
    assert avec.pieces() == [PieceJointe("courriers/M-1.pdf", "Forprev M-1.pdf")]
    assert list(sans.pieces()) == []


@pytest.mark.rule("ENT-10")
def test_the_new_caisse_is_given_no_link_to_a_file_it_cannot_open():
    champs = {"entite": "ATELIERS DU BOCAGE", "ancienne": "Cramif", "nouvelle": "Bretagne"}
    assert caisse.EntiteDeplacee(*BASE, **champs).lien() == "/instruction/12/"
    assert caisse.EntiteDeplacee(*BASE, **champs, lisible=False).lien() == ""
    assert caisse.EntiteDeplacee(*BASE, **champs).texte() == [
        "À la suite d’un changement d’adresse validé, ATELIERS DU BOCAGE passe de Cramif à Bretagne, avec ses "
        "habilitations. Les demandes ouvertes restent où elles sont, sauf transfert."
    ]
