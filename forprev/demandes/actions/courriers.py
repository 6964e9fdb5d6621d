"""Writing letters: facts frozen, one file, one number [DEM-12, DEM-22]."""

from datetime import date, datetime
from typing import Any

from forprev.demandes.documents import FaitsCourrier, courrier_pdf, textes
from forprev.demandes.documents.textes import Sujet, Texte
from forprev.demandes.models import Courrier, Demande
from forprev.demandes.rules.decision import PeriodeAccordee
from forprev.demandes.states import TypeDemande
from forprev.entites.models import Entite
from forprev.habilitations.models import Habilitation
from forprev.referentiel.models import DispositifNiveau, Signataire
from forprev.socle import clock, files

Nature = Courrier.Nature
# In a preview, a new right has no number yet.
A_VENIR = "(attribué à la clôture de la séance)"


def de_demande(demande: Demande, nature: Nature, *, habilitation: Habilitation | None, texte: Texte) -> Courrier:
    """The one letter of a request: the constraint on the request makes a second one impossible [DEM-22]."""
    assert demande.decidee_le is not None
    numero = f"C-{demande.decidee_le.year}-{demande.pk:06d}"
    faits = figer(texte, numero=numero, entite=demande.entite, jour=demande.decidee_le)
    return _ecrire(faits, nature, entite=demande.entite, habilitation=habilitation, demande=demande)


def ecrire_mesure(nature: Nature, habilitation: Habilitation, *, le: datetime, texte: Texte) -> Courrier:
    """A letter about a right, outside any request: its number tells its rank among those of that right."""
    jour = clock.jour(le)
    rang = habilitation.courriers.filter(demande=None).count() + 1
    numero = f"M-{jour.year}-{habilitation.pk:06d}-{rang}"
    faits = figer(texte, numero=numero, entite=habilitation.entite, jour=jour)
    return _ecrire(faits, nature, entite=habilitation.entite, habilitation=habilitation)


def _ecrire(
    faits: FaitsCourrier,
    nature: Nature,
    *,
    entite: Entite,
    habilitation: Habilitation | None,
    demande: Demande | None = None,
) -> Courrier:
    chemin = f"courriers/{faits.numero}.pdf"
    return Courrier.objects.create(
        numero=faits.numero,
        nature=nature,
        entite=entite,
        habilitation=habilitation,
        demande=demande,
        date=faits.jour,
        faits=faits.vers_json(),
        fichier=chemin,
        sha256=files.deposer(chemin, courrier_pdf(faits)),
    )


def figer(texte: Texte, *, numero: str, entite: Entite, jour: date) -> FaitsCourrier:
    """All that the letter prints: the entity as it is called that day, who signs for the INRS that day."""
    ville = f"{entite.code_postal} {entite.ville}".strip()
    lignes = (entite.raison_sociale, entite.adresse, entite.complement_1, entite.complement_2, ville)
    signe = f"{entite.signataire_prenom} {entite.signataire_nom}".strip()
    return FaitsCourrier(
        numero=numero,
        jour=jour,
        objet=texte.objet,
        paragraphes=texte.paragraphes,
        adresse=tuple(filter(None, lignes)),
        appel=", ".join(filter(None, (signe, entite.signataire_fonction))),
        **_signature(jour),
    )


def _signature(jour: date) -> dict[str, Any]:
    """Who signs for the INRS on that day; nobody when no signatory is in office."""
    signataire = Signataire.objects.en_fonction(jour).first()
    if signataire is None:
        return {}
    return {
        "signataire": f"{signataire.prenom} {signataire.nom}",
        "signataire_fonction": signataire.fonction,
        "signature": bytes(signataire.signature),
    }


def sujet_de(demande: Demande, habilitation: Habilitation | None) -> Sujet:
    """What the letter of a request is about."""
    assert demande.dispositif_niveau is not None
    return _sujet(
        demande.dispositif_niveau,
        demande=demande.pk,
        habilitation=habilitation.numero if habilitation else A_VENIR,
        renouvellement=demande.genre == TypeDemande.RENOUVELLEMENT,
    )


def sujet_du_droit(habilitation: Habilitation) -> Sujet:
    """What a letter about a right is about."""
    return _sujet(habilitation.dispositif_niveau, habilitation=habilitation.numero)


def _sujet(niveau: DispositifNiveau, **suite: Any) -> Sujet:
    return Sujet(niveau.dispositif.libelle, niveau.niveau, **suite)


def texte_de_decision(demande: Demande, *, habilitation: Habilitation | None, periode: PeriodeAccordee | None) -> Texte:
    """The text of the letter that a decision gives; before the meeting is closed, what its preview shows."""
    assert demande.seance is not None
    sujet = sujet_de(demande, habilitation)
    if periode is None:
        return textes.defavorable(sujet, seance=demande.seance.jour, motif=demande.motif)
    return textes.favorable(
        sujet,
        seance=demande.seance.jour,
        debut=periode.debut,
        fin=periode.fin,
        plateformes=[plateforme.nom for plateforme in demande.plateformes.all()],
    )
