"""What a final decision writes: the right, the roles, the letter [DEM-12, DEM-13, DEM-22]."""

from datetime import date, datetime
from typing import Any

from forprev.comptes.models import Acteur
from forprev.demandes import notifications
from forprev.demandes.documents import FaitsCourrier, courrier_pdf
from forprev.demandes.models import Courrier, Demande
from forprev.demandes.rules.decision import (
    PeriodeAccordee,
    numero_habilitation,
    periode_renouvelee,
    premiere_periode,
)
from forprev.demandes.states import Decision, TypeDemande
from forprev.entites.actions.promotions import promouvoir_demandeurs
from forprev.entites.models import Entite
from forprev.habilitations.actions.octroi import accorder, ajouter_plateforme, renouveler
from forprev.habilitations.models import Habilitation
from forprev.referentiel.models import Signataire
from forprev.socle import clock, files


def delivrer(demande: Demande, *, par: Acteur, le: datetime) -> Courrier:
    """Grant or refuse, then write the one letter of the decision and tell everybody, in one transaction."""
    # Read before it is written: a renewal starts from the end that it moves.
    periode = periode_de(demande) if demande.decision == Decision.FAVORABLE else None
    if periode is None:
        nature, habilitation = Courrier.Nature.DEFAVORABLE, None
    else:
        nature, habilitation = Courrier.Nature.FAVORABLE, _octroyer(demande, periode)
        demande.habilitation = habilitation
        demande.save(update_fields=["habilitation"])
        for membre in promouvoir_demandeurs(entite=demande.entite, le=clock.jour(le)):
            notifications.demandeur_promu(membre, demande, le=le)
    courrier = ecrire_courrier(nature, demande=demande, habilitation=habilitation, periode=periode, jour=_jour(demande))
    notifications.decision_rendue(demande, courrier, le=le)
    return courrier


def _jour(demande: Demande) -> date:
    assert demande.decidee_le is not None
    return demande.decidee_le


def _octroyer(demande: Demande, periode: PeriodeAccordee) -> Habilitation:
    """A new right, or a further period of the one renewed; its plateformes with it."""
    assert demande.dispositif_niveau is not None
    if demande.genre == TypeDemande.RENOUVELLEMENT:
        assert demande.habilitation is not None
        habilitation = demande.habilitation
        renouveler(habilitation=habilitation, debut=periode.debut, fin=periode.fin, accordee_le=periode.accordee_le)
    else:
        habilitation = accorder(
            entite=demande.entite,
            dispositif_niveau=demande.dispositif_niveau,
            debut=periode.debut,
            fin=periode.fin,
            accordee_le=periode.accordee_le,
            numeroter=lambda rang: _numero(demande, rang, periode.debut.year),
        )
    valider_plateformes(demande, habilitation, jour=periode.accordee_le)
    return habilitation


def periode_de(demande: Demande) -> PeriodeAccordee:
    """The period that a favourable decision gives [DEM-14, DEM-23]; what the preview of the letter shows too."""
    assert demande.dispositif_niveau is not None
    jour = demande.seance.jour if demande.seance else _jour(demande)
    annees = demande.dispositif_niveau.duree_habilitation_annees
    if demande.genre == TypeDemande.RENOUVELLEMENT:
        assert demande.habilitation is not None
        return periode_renouvelee(ancienne_fin=demande.habilitation.fin, seance=jour, annees=annees)
    return premiere_periode(seance=jour, annees=annees, debut=demande.debut_souhaite)


def _numero(demande: Demande, rang: int, annee: int) -> str:
    niveau = demande.dispositif_niveau
    assert niveau is not None
    return numero_habilitation(
        rang=rang,
        annee=annee,
        code=niveau.dispositif.code_numero,
        niveau=niveau.niveau,
        type_entite=demande.entite.type,
    )


def valider_plateformes(demande: Demande, habilitation: Habilitation, *, jour: date) -> None:
    """Each plateforme of the request becomes one of the right; those it had already stay what they are [DEM-08]."""
    for demandee in demande.plateformes.filter(accordee=None, reprise=None):
        demandee.accordee = ajouter_plateforme(
            habilitation=habilitation,
            nom=demandee.nom,
            adresse=demandee.adresse,
            code_postal=demandee.code_postal,
            commune=demandee.commune,
            le=jour,
        )
        demandee.save(update_fields=["accordee"])


def ecrire_courrier(
    nature: Courrier.Nature,
    *,
    demande: Demande,
    habilitation: Habilitation | None,
    periode: PeriodeAccordee | None,
    jour: date,
) -> Courrier:
    """Freeze the facts, make the file once, keep it with its hash [DEM-12]. One letter a request [DEM-22]."""
    numero = numero_de_courrier(nature, demande)
    faits = faits_de(nature, numero, demande=demande, habilitation=habilitation, periode=periode, jour=jour)
    chemin = f"courriers/{numero}.pdf"
    return Courrier.objects.create(
        numero=numero,
        nature=nature,
        entite=demande.entite,
        habilitation=habilitation,
        demande=demande,
        date=jour,
        faits=faits.vers_json(),
        fichier=chemin,
        sha256=files.deposer(chemin, courrier_pdf(faits)),
    )


def numero_de_courrier(nature: Courrier.Nature, demande: Demande) -> str:
    """« C-2026-000125 »: the year of the decision and the number of the request."""
    return f"C-{_jour(demande).year}-{demande.pk:06d}"


def faits_de(
    nature: Courrier.Nature,
    numero: str,
    *,
    demande: Demande,
    habilitation: Habilitation | None,
    periode: PeriodeAccordee | None,
    jour: date,
) -> FaitsCourrier:
    """All that the letter prints, so that nothing that changes later alters it."""
    return FaitsCourrier(
        nature=nature,
        numero=numero,
        jour=jour,
        motif=demande.motif,
        demande=demande.pk,
        renouvellement=demande.genre == TypeDemande.RENOUVELLEMENT,
        numero_habilitation=habilitation.numero if habilitation else "",
        debut=periode.debut if periode else None,
        fin=periode.fin if periode else None,
        plateformes=tuple(str(p) for p in demande.plateformes.all()),
        dispositif=demande.dispositif_niveau.dispositif.libelle if demande.dispositif_niveau else "",
        niveau=demande.dispositif_niveau.niveau if demande.dispositif_niveau else 0,
        **destinataire(demande.entite),
        **signature(jour),
    )


def destinataire(entite: Entite) -> dict[str, Any]:
    """To whom a letter is written: the entity, at the name of its signataire."""
    return {
        "raison_sociale": entite.raison_sociale,
        "adresse": tuple(filter(None, (entite.adresse, entite.complement_1, entite.complement_2))),
        "ville": f"{entite.code_postal} {entite.ville}".strip(),
        "destinataire": f"{entite.signataire_prenom} {entite.signataire_nom}".strip(),
        "fonction": entite.signataire_fonction,
    }


def signature(jour: date) -> dict[str, Any]:
    """Who signs for the INRS on that day; nobody when no signatory is in office."""
    signataire = Signataire.objects.en_fonction(jour).first()
    return {
        "signataire": f"{signataire.prenom} {signataire.nom}" if signataire else "",
        "signataire_fonction": signataire.fonction if signataire else "",
        "signature": bytes(signataire.signature) if signataire else b"",
    }
