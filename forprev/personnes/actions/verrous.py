"""What a merge and an erasure lock before the people themselves."""

from collections.abc import Collection

from django.db.models import Q

from forprev.certification.models import CertificatPrepare, SessionCertification, Stagiaire
from forprev.entites.models import Entite, Membre

CHAMPS_DE_SESSION = ("formateur", "declaree_par", "soumise_par", "generees_par", "dernier_intervenant")


def verrouiller_autour(personnes: Collection[int]) -> None:
    """Lock the entities, then the certification sessions of these people, each in the order of their keys.

    Whoever works on them locks them first and writes the person's name after: taken in that order too, nobody waits in
    a circle.
    """
    entites = Membre.objects.filter(personne__in=personnes).values("entite")
    _prendre(Entite.objects.select_for_update(no_key=True, of=("self",)).filter(pk__in=entites).order_by("pk"))
    sessions = SessionCertification.objects.select_for_update(no_key=True, of=("self",))
    _prendre(sessions.filter(sessions_de(personnes)).order_by("pk"))


def sessions_de(personnes: Collection[int]) -> Q:
    """The sessions that name one of these people anywhere."""
    stages = Stagiaire.objects.filter(personne__in=personnes).values("session")
    prepares = CertificatPrepare.objects.filter(personne__in=personnes).values("generation__session")
    condition = Q(pk__in=stages) | Q(pk__in=prepares)
    for champ in CHAMPS_DE_SESSION:
        condition |= Q(**{f"{champ}__in": personnes})
    return condition


def _prendre(lignes: object) -> None:
    """Run the query: the rows stay locked until the transaction ends."""
    assert hasattr(lignes, "only")
    list(lignes.only("pk"))
