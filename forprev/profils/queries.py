"""Which profiles a person holds on a day, and who holds a given one."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, QuerySet, Value
from django.db.models.functions import Coalesce, JSONObject, NullIf

from forprev.certification.models import SessionCertification
from forprev.certification.states import SOUMISES, TERMINALES
from forprev.certificats.models import CertificatFormateur
from forprev.comptes.models import Acteur, Personne, RoleReseau
from forprev.comptes.states import PROFILS_ENTITE, Profil
from forprev.entites.models import ENTITE_SANS_NOM, Membre

_AVEC_SESSIONS = PROFILS_ENTITE | {Profil.FORMATEUR}
_ORDRE_ENTITE = [Profil.GESTIONNAIRE, Profil.DELEGATAIRE, Profil.DEMANDEUR]
_ORDRE_RESEAU = [Profil.INSTRUCTEUR, Profil.COMMISSION, Profil.INRS, Profil.ASSISTANCE]


def profils_de(personne: Personne, le: date) -> list[Acteur]:
    """Every profile that `personne` holds on `le`, in one query [ACC-09, ACC-17].

    The order is stable: gestionnaire, délégataire, demandeur (each by name of the entity), formateur, réseau. Nothing
    held gives an empty list.
    """
    certificats = CertificatFormateur.objects.filter(personne=OuterRef("pk"))
    tenus = (
        Personne.objects.filter(pk=personne.pk)
        .annotate(
            certifie=Exists(certificats.valides(le)),
            attendu=Exists(sessions_qui_retiennent(le)),
            appartenances_=ArraySubquery(_appartenances(le)),
            roles_=ArraySubquery(_roles()),
        )
        .values("certifie", "attendu", "appartenances_", "roles_")
        .get()
    )
    formateur = [Acteur(personne=personne, profil=Profil.FORMATEUR, limite=not tenus["certifie"])]
    return [
        *sorted((_acteur(personne, champs) for champs in tenus["appartenances_"]), key=_rang_entite),
        *(formateur if tenus["certifie"] or tenus["attendu"] else []),
        *sorted((_acteur(personne, champs) for champs in tenus["roles_"]), key=_rang_reseau),
    ]


def _appartenances(le: date) -> QuerySet[Membre, Any]:
    """The roles of an outer Personne in entities, as the fields of an Acteur."""
    champs = JSONObject(
        profil="role",
        entite_id="entite_id",
        entite_nom=Coalesce(NullIf("entite__raison_sociale", Value("")), Value(ENTITE_SANS_NOM)),
        membre_id="pk",
        lecture_jusqu_au="lecture_jusqu_au",
    )
    membres = Membre.objects.tenus(le).filter(personne=OuterRef("pk"))
    return membres.order_by("entite__raison_tri", "pk").values(champs=champs)


def _roles() -> QuerySet[RoleReseau, Any]:
    """The roles of an outer Personne in the réseau, as the fields of an Acteur."""
    champs = JSONObject(profil="nature", caisse_id="caisse_id", entite_nom=Coalesce("caisse__nom", Value("")))
    return RoleReseau.objects.filter(personne=OuterRef("pk")).order_by("pk").values(champs=champs)


def _acteur(personne: Personne, champs: dict[str, Any]) -> Acteur:
    lecture = champs.pop("lecture_jusqu_au", None)
    profil = Profil(champs.pop("profil"))
    return Acteur(
        personne=personne, profil=profil, lecture_jusqu_au=date.fromisoformat(lecture) if lecture else None, **champs
    )


def _rang_entite(acteur: Acteur) -> int:
    return _ORDRE_ENTITE.index(acteur.profil)


def _rang_reseau(acteur: Acteur) -> tuple[int, str]:
    return _ORDRE_RESEAU.index(acteur.profil), acteur.caisse_id or ""


def sessions_qui_retiennent(le: date) -> QuerySet[SessionCertification]:
    """The sessions of an outer Personne that keep the formateur profile alive after the certificate [ACC-17].

    Submitted, not yet generated nor closed, and ended on a day that a certificate of the person covered.
    """
    vivantes = SessionCertification.objects.vivantes(le).filter(etat__in=SOUMISES - TERMINALES)
    return vivantes.couvertes().filter(formateur=OuterRef("pk"))


def sans_profil(personne: Personne) -> Acteur:
    """What a person who holds no profile acts as: their page, their past certificates, an explanation [ACC-18]."""
    return Acteur(personne=personne, profil=Profil.SANS_PROFIL)


def acteur_retenu(acteurs: list[Acteur], *codes: str) -> Acteur | None:
    """The first of `acteurs` that a remembered code names, else the first held; a code not held counts for nothing."""
    par_code = {acteur.code: acteur for acteur in acteurs}
    retenus = [par_code[code] for code in codes if code in par_code]
    return next(iter([*retenus, *acteurs]), None)


def detenteurs(profil: Profil, entites: Iterable[int]) -> QuerySet[Personne]:
    """The people who act as `profil` (gestionnaire or délégataire) in one of the entities [NOT-02]: not the former
    gestionnaires who only read [ACC-19]."""
    if profil not in PROFILS_ENTITE:
        raise ValueError(f"{profil} is not held in an entity")
    return Personne.objects.filter(
        appartenances__in=Membre.objects.declarants().filter(role=profil, entite__in=entites), is_active=True
    ).distinct()


def compte_a_traiter(acteur: Acteur, le: date) -> int:
    """The number of lines of *À traiter* under that profile; the réseau holds no session [ACC-09, SES-28]."""
    if acteur.profil not in _AVEC_SESSIONS:
        return 0
    return SessionCertification.objects.a_traiter(acteur, le).count()
