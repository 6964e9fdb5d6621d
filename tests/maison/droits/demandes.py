"""Requests: the entity's side, the instruction, the meetings, the rights seen by the réseau.

Owners: `sienne` belongs to the entity of the gestionnaire and is instructed by the caisse of the instructeur;
`etrangere` belongs to another entity and another caisse; `brouillon` is the file of a new entity, in the hands of its
demandeur.
"""

import uuid
from typing import Any

from forprev.demandes.models import Courrier, Demande, Piece, PlateformeDemandee, Seance, Verification
from forprev.habilitations.models import Suspension
from forprev.socle import files
from tests import fabriques as f
from tests.maison.monde import Cles, Monde, de

_DEMANDE: dict[str, Any] = {"numero": de("demandes")}
_PLATEFORME: dict[str, Any] = _DEMANDE | {"plateforme_id": de("plateformes_demandees")}
_HABILITATION: dict[str, Any] = {"pk": de("habilitations")}
_SEANCE: dict[str, Any] = {"pk": de("seances")}

#                                            vis  ges  dél  dem  for  ins  com  inr  ass  san
MATRICE = """
demande_copier                    sienne     302  302  403  404  403  403  403  403  403  403
demande_copier                    etrangere  302  404  403  404  403  403  403  403  403  403
demande_piece_reprendre           sienne     302  302  403  404  403  403  403  403  403  403
demande_piece_reprendre           etrangere  302  404  403  404  403  403  403  403  403  403
habilitation_courrier             sienne     302  200  403  403  403  403  403  403  403  403
habilitation_courrier             etrangere  302  404  403  403  403  403  403  403  403  403
habilitation_renoncer             sienne     302  200  403  403  403  403  403  403  403  403
habilitation_renoncer             etrangere  302  404  403  403  403  403  403  403  403  403
habilitations_abonnement_revoquer            302  302  403  403  403  403  403  403  403  403
habilitations_flux                           404  404  404  404  404  404  404  404  404  404
demande                           sienne     302  200  403  404  403  403  403  403  403  403
demande                           etrangere  302  404  403  404  403  403  403  403  403  403
demande_abandonner                sienne     302  200  403  404  403  403  403  403  403  403
demande_abandonner                etrangere  302  404  403  404  403  403  403  403  403  403
demande_confirmer                 sienne     302  302  403  404  403  403  403  403  403  403
demande_confirmer                 etrangere  302  404  403  404  403  403  403  403  403  403
demande_courrier                  sienne     302  200  403  404  403  403  403  403  403  403
demande_courrier                  etrangere  302  404  403  404  403  403  403  403  403  403
demande_entite                    brouillon  302  404  403  200  403  403  403  403  403  403
demande_entite                    etrangere  302  404  403  404  403  403  403  403  403  403
demande_lieu                      brouillon  302  404  403  200  403  403  403  403  403  403
demande_lieu                      etrangere  302  404  403  404  403  403  403  403  403  403
demande_message                   sienne     302  422  403  404  403  403  403  403  403  403
demande_message                   etrangere  302  404  403  404  403  403  403  403  403  403
demande_nouvelle                             302  200  403  302  403  403  403  403  403  403
demande_onglet                    sienne     302  200  403  404  403  403  403  403  403  403
demande_onglet                    etrangere  302  404  403  404  403  403  403  403  403  403
demande_piece                     sienne     302  200  403  404  403  403  403  403  403  403
demande_piece                     etrangere  302  404  403  404  403  403  403  403  403  403
demande_piece_deposer             sienne     302  422  403  404  403  403  403  403  403  403
demande_piece_deposer             etrangere  302  404  403  404  403  403  403  403  403  403
demande_piece_retirer             sienne     302  302  403  404  403  403  403  403  403  403
demande_piece_retirer             etrangere  302  404  403  404  403  403  403  403  403  403
demande_plateforme                sienne     302  200  403  404  403  403  403  403  403  403
demande_plateforme                etrangere  302  404  403  404  403  403  403  403  403  403
demande_plateforme_nouvelle       sienne     302  200  403  404  403  403  403  403  403  403
demande_plateforme_nouvelle       etrangere  302  404  403  404  403  403  403  403  403  403
demande_plateforme_retirer        sienne     302  200  403  404  403  403  403  403  403  403
demande_plateforme_retirer        etrangere  302  404  403  404  403  403  403  403  403  403
demande_signataire                brouillon  302  404  403  200  403  403  403  403  403  403
demande_signataire                etrangere  302  404  403  404  403  403  403  403  403  403
demande_soumettre                 sienne     302  302  403  404  403  403  403  403  403  403
demande_soumettre                 etrangere  302  404  403  404  403  403  403  403  403  403
demandes_a_traiter                           302  200  403  200  403  403  403  403  403  403
demandes_en_cours                            302  200  403  200  403  403  403  403  403  403
dossier                           sienne     302  403  403  403  403  200  200  200  403  403
dossier                           etrangere  302  403  403  403  403  404  200  200  403  403
dossier_affecter                  sienne     302  403  403  403  403  422  403  422  403  403
dossier_affecter                  etrangere  302  403  403  403  403  404  403  422  403  403
dossier_annoter                   sienne     302  403  403  403  403  422  403  422  403  403
dossier_annoter                   etrangere  302  403  403  403  403  404  403  422  403  403
dossier_avis                      sienne     302  403  403  403  403  422  403  422  403  403
dossier_avis                      etrangere  302  403  403  403  403  404  403  422  403  403
dossier_classer                   sienne     302  403  403  403  403  422  403  422  403  403
dossier_classer                   etrangere  302  403  403  403  403  404  403  422  403  403
dossier_complements               sienne     302  403  403  403  403  422  403  422  403  403
dossier_complements               etrangere  302  403  403  403  403  404  403  422  403  403
dossier_complements_retirer       sienne     302  403  403  403  403  302  403  302  403  403
dossier_complements_retirer       etrangere  302  403  403  403  403  404  403  302  403  403
dossier_courrier                  sienne     302  403  403  403  403  200  200  200  403  403
dossier_courrier                  etrangere  302  403  403  403  403  404  200  200  403  403
dossier_inscrire                  sienne     302  403  403  403  403  422  403  422  403  403
dossier_inscrire                  etrangere  302  403  403  403  403  404  403  422  403  403
dossier_passer                    sienne     302  403  403  403  403  302  403  302  403  403
dossier_passer                    etrangere  302  403  403  403  403  404  403  302  403  403
dossier_piece                     sienne     302  403  403  403  403  200  200  200  403  403
dossier_piece                     etrangere  302  403  403  403  403  404  200  200  403  403
dossier_refuser                   sienne     302  403  403  403  403  422  403  422  403  403
dossier_refuser                   etrangere  302  403  403  403  403  404  403  422  403  403
dossier_reprendre                 sienne     302  403  403  403  403  302  403  302  403  403
dossier_reprendre                 etrangere  302  403  403  403  403  404  403  302  403  403
dossier_transferer                sienne     302  403  403  403  403  422  403  422  403  403
dossier_transferer                etrangere  302  403  403  403  403  404  403  422  403  403
dossier_valider                   sienne     302  403  403  403  403  302  403  302  403  403
dossier_valider                   etrangere  302  403  403  403  403  404  403  302  403  403
dossier_verifier                  sienne     302  403  403  403  403  302  403  302  403  403
dossier_verifier                  etrangere  302  403  403  403  403  404  403  302  403  403
habilitations_abonnement                     302  200  403  403  403  403  403  403  403  403
habilitations_echeances                      302  200  200  403  403  403  403  403  403  403
instruction                                  302  403  403  403  403  200  200  200  403  403
instruction_a_instruire                      302  403  403  403  403  200  403  200  403  403
mon_entite_actualiser                        302  200  403  302  403  403  403  403  403  403
mon_entite_attestation                       302  404  403  403  403  403  403  403  403  403
mon_entite_publication                       302  404  403  403  403  403  403  403  403  403
mon_entite_signataire                        302  200  403  403  403  403  403  403  403  403
nouvelle_entite                              302  200  403  302  403  403  403  403  403  403
reseau_courrier                   sienne     302  403  403  403  403  200  200  200  403  403
reseau_courrier                   etrangere  302  403  403  403  403  404  200  200  403  403
reseau_habilitation               sienne     302  403  403  403  403  200  200  200  403  403
reseau_habilitation               etrangere  302  403  403  403  403  404  200  200  403  403
reseau_habilitations                         302  403  403  403  403  200  200  200  403  403
reseau_lever                      sienne     302  403  403  403  403  403  403  302  403  403
reseau_lever                      etrangere  302  403  403  403  403  403  403  302  403  403
reseau_prolonger                  sienne     302  403  403  403  403  403  403  422  403  403
reseau_prolonger                  etrangere  302  403  403  403  403  403  403  422  403  403
reseau_prolonger_tout                        302  403  403  403  403  403  403  200  403  403
reseau_retirer                    sienne     302  403  403  403  403  403  403  422  403  403
reseau_retirer                    etrangere  302  403  403  403  403  403  403  422  403  403
reseau_suspendre                  sienne     302  403  403  403  403  403  403  422  403  403
reseau_suspendre                  etrangere  302  403  403  403  403  403  403  422  403  403
seance                                       302  403  403  403  403  403  200  200  403  403
seance_clore                                 302  403  403  403  403  403  200  200  403  403
seance_courriers                             302  403  403  403  403  403  200  200  403  403
seance_proces_verbal                         302  403  403  403  403  403  200  200  403  403
seance_retirer                    sienne     302  403  403  403  403  403  404  404  403  403
seance_retirer                    etrangere  302  403  403  403  403  403  404  404  403  403
seances                                      302  403  403  403  403  403  200  200  403  403
"""
# Addresses that only receive forms: they are tried with an empty one.
ENVOIS: set[str] = {
    *("demande_soumettre", "demande_confirmer", "demande_message", "demande_piece_retirer", "demande_piece_deposer"),
    *("demande_copier", "demande_piece_reprendre", "habilitations_abonnement_revoquer"),
    *("dossier_affecter", "dossier_passer", "dossier_complements", "dossier_complements_retirer", "dossier_classer"),
    *("dossier_avis", "dossier_inscrire", "dossier_reprendre", "dossier_valider", "dossier_refuser"),
    *("dossier_transferer", "dossier_annoter", "dossier_verifier", "seance_retirer"),
    *("reseau_suspendre", "reseau_lever", "reseau_retirer", "reseau_prolonger"),
}
# Reading that keeps a trace of itself.
ECRIVENT_EN_LISANT: set[str] = set()
# Addresses whose key is not an object, or an object that has no owner.
SANS_PROPRIETAIRE: set[str] = {
    *("seance", "seance_courriers", "seance_clore", "seance_proces_verbal", "habilitations_flux"),
}
CLES: Cles = {
    **dict.fromkeys(
        (
            *("demande", "demande_entite", "demande_lieu", "demande_signataire", "demande_soumettre"),
            *("demande_confirmer", "demande_abandonner", "demande_message", "demande_plateforme_nouvelle"),
            *("dossier", "dossier_affecter", "dossier_passer", "dossier_complements", "dossier_complements_retirer"),
            *("dossier_classer", "dossier_avis", "dossier_inscrire", "dossier_reprendre", "dossier_valider"),
            *("dossier_refuser", "dossier_transferer", "dossier_annoter"),
        ),
        _DEMANDE,
    ),
    **dict.fromkeys(("demande_plateforme", "demande_plateforme_retirer"), _PLATEFORME),
    **dict.fromkeys(("demande_piece", "demande_piece_retirer", "dossier_piece"), _DEMANDE | {"piece_id": de("pieces")}),
    **dict.fromkeys(("demande_courrier", "dossier_courrier"), _DEMANDE | {"courrier_id": de("courriers_de_demande")}),
    "demande_piece_deposer": _DEMANDE | {"code": lambda *_: "programme"},
    "demande_onglet": _DEMANDE | {"nom": lambda *_: "suivi"},
    "dossier_verifier": _DEMANDE | {"verification_id": de("verifications")},
    **dict.fromkeys(("seance", "seance_courriers", "seance_clore", "seance_proces_verbal"), _SEANCE),
    "seance_retirer": _SEANCE | _DEMANDE,
    **dict.fromkeys(("reseau_habilitation", "reseau_suspendre", "reseau_retirer", "reseau_prolonger"), _HABILITATION),
    "habilitation_courrier": _HABILITATION | {"courrier_id": de("courriers_de_droit")},
    "habilitation_renoncer": _HABILITATION,
    "habilitations_flux": {"jeton": lambda *_: "jeton-invente"},
    "demande_copier": _DEMANDE,
    "demande_piece_reprendre": _DEMANDE | {"code": lambda *_: "programme"},
    "reseau_lever": _HABILITATION | {"suspension_id": de("suspensions")},
    "reseau_courrier": _HABILITATION | {"courrier_id": de("courriers_de_droit")},
}
PROPRIETAIRES: dict[str, list[str]] = {}


def peupler(monde: Monde) -> None:
    """A request of each side, in the hands of the caisse, with a piece, a plateforme, a check and a letter."""
    familles = (
        *("demandes", "pieces", "plateformes_demandees", "verifications", "courriers_de_demande"),
        *("suspensions", "courriers_de_droit"),
    )
    for famille in familles:
        monde.objets[famille] = {}
    seance = Seance.objects.create(jour="2026-12-10", proces_verbal="seances/essai.pdf")
    files.deposer("seances/essai.pdf", b"%PDF-1.7")
    monde.objets["seances"] = dict.fromkeys(("", "sienne", "etrangere"), seance)
    habilitations = monde.objets["habilitations"]
    habilitations |= {"sienne": habilitations["sien"], "etrangere": habilitations["etranger"]}
    for proprietaire in ("sienne", "etrangere"):
        _peupler(monde, proprietaire)
    demandeur = monde.acteurs["demandeur"]
    assert demandeur is not None
    monde.objets["demandes"]["brouillon"] = Demande.objects.create(
        type="NOUVELLE_ENTITE",
        entite_id=demandeur.entite_id,
        creee_le=f.INSTANT,
        modifiee_le=f.INSTANT,
        etat_depuis=f.INSTANT,
    )


def _peupler(monde: Monde, proprietaire: str) -> None:
    habilitation = monde.objets["habilitations"][proprietaire]
    entite = habilitation.entite
    demande = Demande.objects.create(
        type="HABILITATION",
        entite=entite,
        dispositif_niveau=f.DispositifNiveauFactory(niveau=2),
        etat="EN_INSTRUCTION",
        phase="RECEVABILITE",
        caisse=entite.caisse,
        creee_le=f.INSTANT,
        modifiee_le=f.INSTANT,
        etat_depuis=f.INSTANT,
        deposee_le=f.INSTANT,
    )
    commun = {"demande": demande}
    objets: dict[str, Any] = {
        "demandes": demande,
        "pieces": Piece.objects.create(
            **commun, code="programme", nom="programme.pdf", fichier=_fichier("p"), taille=8, deposee_le=f.INSTANT
        ),
        "plateformes_demandees": PlateformeDemandee.objects.create(
            **commun, nom="Tour", adresse="1 rue du Port", code_postal="92170", commune=entite.commune
        ),
        "verifications": Verification.objects.create(**commun, phase="RECEVABILITE", code="complet", libelle="Complet"),
        "courriers_de_demande": _courrier(habilitation, demande),
        "courriers_de_droit": _courrier(habilitation, None),
        "suspensions": Suspension.objects.create(habilitation=habilitation, du="2027-01-01", motif="Essai"),
    }
    for famille, objet in objets.items():
        monde.objets[famille][proprietaire] = objet


def _fichier(prefixe: str) -> str:
    chemin = f"{prefixe}/{uuid.uuid4()}.pdf"
    files.deposer(chemin, b"%PDF-1.7")
    return chemin


def _courrier(habilitation: Any, demande: Demande | None) -> Courrier:
    return Courrier.objects.create(
        numero=uuid.uuid4().hex[:20],
        nature="FAVORABLE",
        entite=habilitation.entite,
        habilitation=habilitation,
        demande=demande,
        date="2026-11-01",
        faits={},
        fichier=_fichier("courriers"),
    )
