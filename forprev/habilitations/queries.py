"""Reads of habilitations for screens."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from forprev.comptes.liens import empreinte
from forprev.comptes.models import Acteur
from forprev.comptes.states import Profil
from forprev.entites.models import Entite
from forprev.habilitations.deadlines import ALERTES_MOIS, PERMANENTE, ouverture_renouvellement
from forprev.habilitations.models import (
    AbonnementEcheances,
    Delegation,
    Habilitation,
    HabilitationQuerySet,
    Periode,
)
from forprev.habilitations.rules import FaitsHabilitation, est_valide
from forprev.habilitations.states import EtatDuJour
from forprev.socle.dates import dans, plus_mois


def etat_du_jour(faits: FaitsHabilitation, le: date) -> EtatDuJour:
    """What the habilitation is on `le`, in one word [HAB-03, HAB-07].

    Ended or never to come is stronger than suspended: a suspension matters only while there is something to suspend.
    """
    if faits.retrait_le and faits.retrait_le <= le:
        return EtatDuJour.RETIREE
    if faits.renonciation_le and faits.renonciation_le <= le:
        return EtatDuJour.ABANDONNEE
    if all(periode.fin < le for periode in faits.periodes):
        return EtatDuJour.TERMINEE
    if any(dans(le, suspension.du, suspension.au) for suspension in faits.suspensions):
        return EtatDuJour.SUSPENDUE
    return EtatDuJour.ACTIVE if est_valide(faits, le=le) else EtatDuJour.A_VENIR


def actives(acteur: Acteur, le: date) -> HabilitationQuerySet:
    """*Actives*: current and future ones, suspended included; for a délégataire, those delegated now [HAB-07]."""
    visibles = toutes(acteur).actives(le)
    if acteur.profil != Profil.DELEGATAIRE:
        return visibles
    deleguees = Delegation.objects.en_cours().filter(habilitation=OuterRef("pk"), membre=acteur.membre_id)
    return visibles.filter(Exists(deleguees))


def toutes(acteur: Acteur) -> HabilitationQuerySet:
    """*Toutes*: ended ones too, with their first day and their last as `premier_jour`, `dernier_jour` [HAB-07]."""
    periodes = Periode.objects.filter(habilitation=OuterRef("pk"))
    return Habilitation.objects.visibles_par(acteur).annotate(
        premier_jour=Subquery(periodes.order_by("debut").values("debut")[:1]),
        dernier_jour=Subquery(periodes.order_by("-fin").values("fin")[:1]),
    )


def finissantes(acteur: Acteur, le: date) -> HabilitationQuerySet:
    """Those that end within the first alert, soonest first; a permanent one never ends [HAB-01, HAB-04]."""
    limite = plus_mois(le, max(ALERTES_MOIS))
    avec_niveau = actives(acteur, le).select_related("dispositif_niveau__dispositif")
    proches = avec_niveau.filter(dernier_jour__range=(le, limite), dernier_jour__lt=PERMANENTE)  # type: ignore[misc]
    return proches.order_by("dernier_jour", "pk")  # type: ignore[misc]


def delegations_en_cours(habilitation: Habilitation) -> QuerySet[Delegation]:
    """The délégataires attached now, by name."""
    delegations = habilitation.delegations.en_cours().select_related("membre__personne")
    return delegations.order_by("membre__personne__nom_tri", "membre__personne__prenom_cle", "pk")


def entite_designee(identifiant: str) -> Entite | None:
    """The validated entity of a SIRET or of a N° d’habilitation, as somebody typed it; None when there is none."""
    saisi = "".join(identifiant.split())
    habilitations = Habilitation.objects.filter(Q(numero__iexact=saisi) | Q(periodes__numero__iexact=saisi))
    return (
        Entite.objects.validees()
        .select_related("commune__departement__caisse")
        .filter(Q(siret=saisi) | Q(pk__in=habilitations.values("entite")))
        .first()
        if saisi
        else None
    )


@dataclass(frozen=True, slots=True)
class EcheanceHabilitation:
    """A day that matters in the life of a right: `genre` is ouverture (a renewal can be requested) or fin [HAB-07]."""

    habilitation: Habilitation
    genre: str
    jour: date


def echeances(habilitations: Iterable[Habilitation]) -> list[EcheanceHabilitation]:
    """The deadlines of these rights, read `avec_faits`, soonest first; a permanent one has none [HAB-01, HAB-07]."""
    lignes = [ligne for habilitation in habilitations for ligne in _echeances_de(habilitation)]
    return sorted(lignes, key=lambda ligne: (ligne.jour, ligne.habilitation.pk, ligne.genre))


def _echeances_de(habilitation: Habilitation) -> list[EcheanceHabilitation]:
    closes = [jour for jour in (habilitation.retrait_le, habilitation.renonciation_le) if jour]
    if closes:
        return [EcheanceHabilitation(habilitation, "fin", min(closes) - timedelta(days=1))]
    if habilitation.est_permanente:
        return []
    fin = habilitation.fin
    return [
        EcheanceHabilitation(habilitation, "ouverture", ouverture_renouvellement(fin)),
        EcheanceHabilitation(habilitation, "fin", fin),
    ]


def abonnement_de(entite_id: int | None) -> AbonnementEcheances | None:
    """The subscription address of the entity, if one is open [HAB-07]."""
    return AbonnementEcheances.objects.filter(entite=entite_id).first()


def suivies_par(secret: str, le: date) -> HabilitationQuerySet | None:
    """The active rights that a subscription address gives; None when its secret is false or revoked [HAB-07]."""
    abonnement = AbonnementEcheances.objects.filter(empreinte=empreinte(secret)).first()
    if abonnement is None:
        return None
    return Habilitation.objects.filter(entite=abonnement.entite_id).actives(le).avec_faits()
