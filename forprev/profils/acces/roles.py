"""Roles in entities: none, ended, changed, or down to reading."""

from collections.abc import Iterable, Sequence
from datetime import date

from forprev.comptes.models import Acteur, Personne
from forprev.comptes.states import LIBELLES_PROFILS, Profil
from forprev.entites.models import Entite, Membre
from forprev.profils.acces.explication import Explication, contact_de_la_caisse, entite_de
from forprev.socle import clock
from forprev.socle.dates import longue
from forprev.socle.models import EntreeJournal

DEMANDER = "Demandez à un gestionnaire de votre entité de vous ajouter ou de vous rétablir, avec votre N°\u00a0Forprev."
SANS_ENTITE = Explication(
    "Gestionnaire, délégataire",
    "Aucune entité ne vous a donné de rôle, ou ce rôle a pris fin.",
    DEMANDER,
)
DEMANDER_A_L_INRS = "Si vous devez retrouver ce rôle, adressez-vous à un administrateur INRS\u00a0: lui seul le donne."
# What the journal calls these acts, with `personne`, `entite`, `role` or `avant` and `apres` beside.
TERMINE, CHANGE = "rôle terminé", "rôle changé"
TERMINE_RESEAU = "comptes.terminer_role"


def roles_perdus(personne: Personne, acteurs: Sequence[Acteur], le: date) -> list[Explication]:
    """Roles that ended, as the journal tells for a year; then what limits those still held."""
    membres = [acteur for acteur in acteurs if acteur.est_de_l_entite]
    termines = _termines(personne, {acteur.entite_id for acteur in acteurs})
    return [
        *([] if termines or any(acteur.entite_id for acteur in acteurs) else [SANS_ENTITE]),
        *termines,
        *_du_reseau(personne, {(acteur.profil.value, acteur.caisse_id) for acteur in acteurs}),
        *(explication for membre in membres for explication in _limites(membre, le)),
    ]


def _termines(personne: Personne, tenues: set[int | None]) -> list[Explication]:
    """One a lost entity, the latest end of it."""
    lignes = EntreeJournal.objects.filter(
        objet_type=Membre._meta.label, verbe=TERMINE, details__personne=personne.pk
    ).order_by("le", "pk")
    derniers = {ligne.details.get("entite"): ligne for ligne in lignes}
    perdues = Entite.objects.in_bulk([pk for pk in derniers if pk and pk not in tenues])
    return [_termine(derniers[pk], entite) for pk, entite in sorted(perdues.items())]


def _termine(ligne: EntreeJournal, entite: Entite) -> Explication:
    role = LIBELLES_PROFILS[Profil(ligne.details.get("role", Profil.GESTIONNAIRE))]
    cause = f"Votre rôle de {role.lower()} a pris fin le {longue(clock.jour(ligne.le))}."
    return Explication(f"{role} · {entite.raison_sociale}", cause, DEMANDER)


def _du_reseau(personne: Personne, tenus: set[tuple[str, str | None]]) -> list[Explication]:
    """One a role of the réseau that the INRS ended, unless it was given back."""
    lignes = EntreeJournal.objects.filter(
        objet_type=Personne._meta.label, objet_id=str(personne.pk), verbe=TERMINE_RESEAU
    ).order_by("le", "pk")
    derniers = {(ligne.details["nature"], ligne.details["caisse"]): ligne for ligne in lignes}
    return [_termine_au_reseau(ligne) for poste, ligne in derniers.items() if poste not in tenus]


def _termine_au_reseau(ligne: EntreeJournal) -> Explication:
    role = LIBELLES_PROFILS[Profil(ligne.details["nature"])]
    cause = f"Votre rôle a pris fin le {longue(clock.jour(ligne.le))}."
    return Explication(role, cause, DEMANDER_A_L_INRS)


def _limites(membre: Acteur, le: date) -> Iterable[Explication]:
    if membre.lecture_jusqu_au:
        yield _remplace(membre, membre.lecture_jusqu_au)
    if membre.profil == Profil.DELEGATAIRE and (jour := _change(membre)):
        cause = f"Votre rôle a changé le {longue(jour)}\u00a0: de gestionnaire, vous êtes devenu délégataire."
        yield Explication(f"Gestionnaire · {membre.entite_nom}", cause, DEMANDER)
    entite = entite_de(membre)
    if entite.fermee_le and entite.fermee_le <= le:
        cause = f"L’entité est fermée depuis le {longue(entite.fermee_le)}."
        yield Explication(f"Entité · {membre.entite_nom}", cause, contact_de_la_caisse(entite))


def _remplace(membre: Acteur, jusqu_au: date) -> Explication:
    """[ACC-19]"""
    return Explication(
        f"Gestionnaire · {membre.entite_nom}",
        f"La caisse a nommé un successeur\u00a0: vous consultez ce compte, sans rien y changer, jusqu’au "
        f"{longue(jusqu_au)} inclus.",
        "Si cette nomination n’est pas régulière, contestez-la avant cette date.",
        "/succession/contester/",
        "Contester",
    )


def _change(membre: Acteur) -> date | None:
    """The day when a gestionnaire became the délégataire that they are."""
    lignes = EntreeJournal.objects.filter(
        objet_type=Membre._meta.label, objet_id=str(membre.membre_id), verbe=CHANGE
    ).order_by("-le", "-pk")
    derniere = lignes.first()
    perdu = derniere is not None and derniere.details.get("avant") == Profil.GESTIONNAIRE
    return clock.jour(derniere.le) if derniere and perdu else None
