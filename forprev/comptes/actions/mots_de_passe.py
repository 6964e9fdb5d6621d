"""Password links: given, then used up."""

from datetime import datetime

from django.db import transaction
from django.db.models import F

from forprev.comptes.jetons import fabriquer, personne_du_jeton
from forprev.comptes.models import Personne
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus


class LienPerime(Refus):
    """The password link is false, too old, replaced by a newer one or already used [ACC-04]."""


@transaction.atomic
def emettre_jeton(*, personne: Personne, le: datetime) -> str:
    """The token of a new password link, which voids the ones before [ACC-04]."""
    Personne.objects.filter(pk=personne.pk).update(jeton_generation=F("jeton_generation") + 1)
    personne.refresh_from_db(fields=["jeton_generation", "password", "email"])
    return fabriquer(personne, le=le)


@transaction.atomic
def definir_mot_de_passe(*, jeton: str, mot_de_passe: str, le: datetime) -> Personne:
    """Set the password of whoever holds the link, which is then used up; raises LienPerime [ACC-04].

    Every web session of the person ends: its proof contains the password. The strength of the password is the form's
    business [ACC-26].
    """
    personne = personne_du_jeton(jeton, le=le, parmi=Personne.objects.select_for_update(of=("self",)))
    if personne is None:
        raise LienPerime(Raison("lien_perime", "Ce lien n’est plus valable\u00a0: demandez-en un nouveau."))
    personne.set_password(mot_de_passe)
    personne.jeton_generation += 1
    personne.save(update_fields=["password", "jeton_generation"])
    journaliser(par=None, verbe="comptes.definir_mot_de_passe", objet=personne, le=le)
    return personne
