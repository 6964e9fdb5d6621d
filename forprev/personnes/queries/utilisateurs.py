"""The people of an entity, as its gestionnaires read them."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet

from forprev.certification.models import SessionCertification
from forprev.comptes.models import Acteur, Personne
from forprev.comptes.rules import est_numero
from forprev.comptes.states import PROFILS_ENTITE, Profil
from forprev.entites.models import Membre, MembreQuerySet
from forprev.habilitations.models import Delegation, Habilitation
from forprev.socle.models import EntreeJournal
from forprev.socle.text import cle


def utilisateurs(acteur: Acteur, le: date) -> MembreQuerySet:
    """The gestionnaires and délégataires of the entity, former gestionnaires who still read included; nobody for any
    profile but its gestionnaires [SEC-01, ACC-10, ACC-19]."""
    if acteur.profil != Profil.GESTIONNAIRE:
        return Membre.objects.none()
    siens = Membre.objects.tenus(le).filter(entite=acteur.entite_id, role__in=PROFILS_ENTITE)
    return siens.select_related("personne", "entite", "lien_declare_par")


def rechercher(membres: MembreQuerySet, criteres: Mapping[str, Any]) -> MembreQuerySet:
    """Those that meet every criterion given: nom, prenom, date_naissance, email, numero, role, habilitation."""
    for nom, valeur in criteres.items():
        membres = _FILTRES[nom](membres, valeur)
    return membres


def _contient_cle(champ: str) -> Callable[[MembreQuerySet, str], MembreQuerySet]:
    """Part of a name, blind to case, accents, hyphens and spaces; a text without letter is in nobody's name."""

    def filtrer(membres: MembreQuerySet, valeur: str) -> MembreQuerySet:
        return membres.filter(**{f"personne__{champ}__contains": cle(valeur)}) if cle(valeur) else membres.none()

    return filtrer


def _de_numero(membres: MembreQuerySet, valeur: str) -> MembreQuerySet:
    """A whole number finds the person it was merged into too [ACC-14]; part of one, whoever has it."""
    saisi = valeur.upper()
    if est_numero(saisi):
        return membres.filter(personne__in=Personne.objects.de_numero(saisi))
    return membres.filter(personne__numero__contains=saisi)


def _de_l_habilitation(membres: MembreQuerySet, valeur: int) -> MembreQuerySet:
    attaches = Delegation.objects.en_cours().filter(membre=OuterRef("pk"), habilitation=valeur)
    return membres.filter(Exists(attaches))


_FILTRES: dict[str, Callable[[MembreQuerySet, Any], MembreQuerySet]] = {
    "nom": _contient_cle("nom_cle"),
    "prenom": _contient_cle("prenom_cle"),
    "date_naissance": lambda membres, valeur: membres.filter(personne__date_naissance=valeur),
    "email": lambda membres, valeur: membres.filter(personne__email__icontains=valeur),
    "numero": _de_numero,
    "role": lambda membres, valeur: membres.filter(role=valeur),
    "habilitation": _de_l_habilitation,
}


def nombre_gestionnaires(entite_id: int | None) -> int:
    """How many can act for the entity: with only one, the screen advises a second [ACC-11]."""
    return Membre.objects.gestionnaires().filter(entite=entite_id, personne__is_active=True).count()


def est_dernier_gestionnaire(membre: Membre) -> bool:
    """Whether nobody else could act for the entity [ACC-11]."""
    if membre.role != Membre.Role.GESTIONNAIRE or membre.lecture_jusqu_au is not None:
        return False
    autres = Membre.objects.gestionnaires().filter(entite=membre.entite_id, personne__is_active=True)
    return not autres.exclude(pk=membre.pk).exists()


def habilitations_a_deleguer(acteur: Acteur, le: date) -> list[Habilitation]:
    """Those of the entity that are active on `le`: what a délégataire can be attached to [ACC-12]."""
    siennes = Habilitation.objects.visibles_par(acteur).avec_faits()
    return [habilitation for habilitation in siennes if habilitation.est_valide(le)]


def habilitations_deleguees(acteur: Acteur) -> QuerySet[Habilitation]:
    """Those that somebody of the entity is attached to: what the list of users can be narrowed by."""
    attachees = Delegation.objects.en_cours().filter(habilitation=OuterRef("pk"))
    siennes = Habilitation.objects.visibles_par(acteur).filter(Exists(attachees))
    return siennes.select_related("dispositif_niveau__dispositif")


def delegations(membre: Membre) -> list[Delegation]:
    """Where a délégataire is attached now, in the order of dispositifs."""
    en_cours = Delegation.objects.en_cours().filter(membre=membre)
    lues = en_cours.select_related("habilitation__dispositif_niveau__dispositif").prefetch_related(
        "habilitation__periodes"
    )
    return list(
        lues.order_by(
            "habilitation__dispositif_niveau__dispositif__ordre", "habilitation__dispositif_niveau__niveau", "pk"
        )
    )


def nombre_de_sessions(membre: Membre, le: date, habilitation: int | None = None) -> int:
    """How many sessions the end of the role, or of one delegation, would leave to the gestionnaires [SES-33]."""
    siennes = SessionCertification.objects.vivantes(le).filter(
        entite=membre.entite_id, declaree_par=membre.personne_id, transferee_le__isnull=True
    )
    return (siennes.filter(habilitation=habilitation) if habilitation else siennes).count()


def deja_retire(acteur: Acteur, membre_id: int) -> bool:
    """Whether that role of the entity was ended already: the second of two clicks."""
    lignes = EntreeJournal.objects.filter(objet_type=Membre._meta.label, objet_id=str(membre_id))
    return lignes.filter(verbe="rôle terminé", details__entite=acteur.entite_id).exists()
