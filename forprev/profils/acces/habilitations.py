"""Habilitations and delegations that serve no more, or not yet."""

from collections.abc import Iterable, Sequence
from datetime import date

from forprev.comptes.models import Acteur, Personne
from forprev.comptes.states import Profil
from forprev.habilitations.models import Delegation, Habilitation
from forprev.habilitations.queries import etat_du_jour
from forprev.habilitations.states import EtatDuJour
from forprev.profils.acces.explication import Explication, contact_de_la_caisse, entite_de
from forprev.socle.dates import longue
from forprev.socle.text import enumerer

AUCUNE = "L’entité n’a encore aucune habilitation."
AUCUNE_DELEGATION = "Aucune délégation n’est en cours."
SE_FAIRE_RATTACHER = "Demandez à un gestionnaire de l’entité de vous rattacher à une habilitation active."
PHRASES: dict[EtatDuJour, str] = {
    EtatDuJour.TERMINEE: "Ont pris fin",
    EtatDuJour.RETIREE: "Ont été retirées",
    EtatDuJour.ABANDONNEE: "Ont été abandonnées",
    EtatDuJour.SUSPENDUE: "Sont suspendues",
    EtatDuJour.A_VENIR: "Ne valent pas encore",
}


def habilitations_perdues(_personne: Personne, acteurs: Sequence[Acteur], le: date) -> list[Explication]:
    """For each role: what keeps it from declaring sessions, with the caisse or the gestionnaire to turn to."""
    membres = [acteur for acteur in acteurs if acteur.est_de_l_entite]
    return [explication for membre in membres for explication in _du_membre(membre, le)]


def _du_membre(membre: Acteur, le: date) -> list[Explication]:
    titre = f"Habilitations · {membre.entite_nom}"
    if membre.profil == Profil.DELEGATAIRE:
        return [*_delegations(membre, titre), *_inutilisables(_deleguees(membre), membre, titre, le)]
    siennes = list(Habilitation.objects.visibles_par(membre).avec_faits())
    if not siennes:
        return [Explication(titre, AUCUNE, contact_de_la_caisse(entite_de(membre)))]
    return _inutilisables(siennes, membre, titre, le)


def _deleguees(membre: Acteur) -> list[Habilitation]:
    en_cours = Delegation.objects.en_cours().filter(membre=membre.membre_id)
    return list(Habilitation.objects.filter(pk__in=en_cours.values("habilitation")).avec_faits())


def _delegations(membre: Acteur, titre: str) -> list[Explication]:
    """Those that ended and were not given again; or that there never was any."""
    lignes = Delegation.objects.filter(membre=membre.membre_id).select_related(
        "habilitation__dispositif_niveau__dispositif"
    )
    toutes = list(lignes.order_by("terminee_le", "pk"))
    tenues = {ligne.habilitation_id for ligne in toutes if ligne.terminee_le is None}
    fins = {ligne.habilitation_id: ligne for ligne in toutes if ligne.terminee_le}
    perdues = [
        f"{ligne.habilitation.dispositif_niveau} le {longue(ligne.terminee_le)}"
        for pk, ligne in fins.items()
        if pk not in tenues and ligne.terminee_le
    ]
    if perdues:
        return [Explication(titre, f"Délégations terminées\u00a0: {enumerer(perdues)}.", SE_FAIRE_RATTACHER)]
    return [] if tenues else [Explication(titre, AUCUNE_DELEGATION, SE_FAIRE_RATTACHER)]


def _inutilisables(habilitations: Iterable[Habilitation], membre: Acteur, titre: str, le: date) -> list[Explication]:
    """Those that are not active on `le`, but for a dispositif/niveau that another one covers."""
    etats = {habilitation: etat_du_jour(habilitation.faits, le) for habilitation in habilitations}
    couverts = {h.dispositif_niveau_id for h, etat in etats.items() if etat == EtatDuJour.ACTIVE}
    causes = [
        f"{phrase}\u00a0: {enumerer(lignes)}."
        for etat, phrase in PHRASES.items()
        if (
            lignes := [
                _datee(habilitation, etat, le)
                for habilitation, sien in etats.items()
                if sien == etat and habilitation.dispositif_niveau_id not in couverts
            ]
        )
    ]
    return [Explication(titre, " ".join(causes), contact_de_la_caisse(entite_de(membre)))] if causes else []


def _datee(habilitation: Habilitation, etat: EtatDuJour, le: date) -> str:
    """« SST / 1 le 3 novembre 2026 », « SST / 1 depuis le … »: the day that made it so."""
    nom = str(habilitation.dispositif_niveau)
    if etat == EtatDuJour.TERMINEE:
        return f"{nom} le {longue(habilitation.fin)}" if habilitation.periodes.all() else nom
    if etat == EtatDuJour.A_VENIR:
        return f"{nom} avant le {longue(_debut_a_venir(habilitation, le))}"
    if etat == EtatDuJour.SUSPENDUE:
        suspension = habilitation.suspension_du_jour(le)
        return f"{nom} depuis le {longue(suspension.du)}" if suspension else nom
    fin = habilitation.retrait_le if etat == EtatDuJour.RETIREE else habilitation.renonciation_le
    return f"{nom} le {longue(fin)}" if fin else nom


def _debut_a_venir(habilitation: Habilitation, le: date) -> date:
    return min((p.debut for p in habilitation.periodes.all() if p.debut > le), default=habilitation.debut)
