"""The secret by which who asked for a successor follows the request, with an account or without [ACC-19]."""

from forprev.entites.models import LettreSuccession
from forprev.socle.signatures import cle_annoncee, est_signe, signer

_SEL = "forprev.entites.successions"


def jeton_de_lettre(lettre: LettreSuccession) -> str:
    return signer(_SEL, lettre.pk, lettre.email)


def lettre_suivie(jeton: str) -> LettreSuccession | None:
    """The letter of a link, with its request, or None when it is false."""
    lettre = LettreSuccession.objects.select_related("succession").filter(pk=cle_annoncee(jeton)).first()
    return lettre if lettre and est_signe(jeton, _SEL, lettre.pk, lettre.email) else None
