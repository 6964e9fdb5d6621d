"""The secret of *Ce n’est pas moi*: whose account, told to whom [ACC-20].

It does not end with the password link: whoever finds the mail a month later may still say it. A corrected e-mail voids
it, and so does the first sign-in done: the account is then somebody's.
"""

from forprev.comptes.models import Personne, PersonneQuerySet
from forprev.socle.signatures import cle_annoncee, est_signe, signer

_SEL = "forprev.comptes.contestations"


def jeton_de_contestation(personne: Personne) -> str:
    """The token that the mail of a created account carries."""
    return signer(_SEL, personne.pk, personne.email)


def personne_contestee(jeton: str, *, parmi: PersonneQuerySet | None = None) -> Personne | None:
    """Whose account this token was sent for, or None when it is false; whether it may still be contested is a rule.

    `parmi` narrows or locks the people looked at.
    """
    personnes: PersonneQuerySet = Personne.objects.all() if parmi is None else parmi
    personne = personnes.filter(pk=cle_annoncee(jeton)).first()
    return personne if personne and est_signe(jeton, _SEL, personne.pk, personne.email) else None
