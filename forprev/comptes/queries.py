"""Finding people."""

from forprev.comptes.models import Personne
from forprev.comptes.rules import Proximite, Triplet, raisons_email
from forprev.socle.raisons import Raison


def trouver(identifiant: str) -> Personne | None:
    """The person of a N° Forprev or e-mail, in any letter case [ACC-02]."""
    return Personne.objects.d_identifiant(identifiant).first()


def rechercher_doublons(triplet: Triplet, *, limite: int = 10) -> list[tuple[Personne, Proximite]]:
    """Who may be this triplet: exact, one letter, names swapped, day and month swapped, then by nom [ACC-13].

    For the réseau and the domain: an entity sees `actions.chercher_personnes` instead.
    """
    return Personne.objects.par_proximite(triplet)[:limite]


def raisons_email_pris(email: str, *, sauf_id: int | None = None) -> list[Raison]:
    """Why this e-mail cannot be `sauf_id`'s (a new person's when None); empty when it can [ACC-25]."""
    autres = (
        Personne.objects.d_adresse(email.strip()).exclude(pk=sauf_id)
        if sauf_id
        else Personne.objects.d_adresse(email.strip())
    )
    return raisons_email(pris=autres.exists())
