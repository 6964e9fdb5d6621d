"""What a person settles about themselves: the caisse they belong to, the end of the first sign-in."""

from datetime import datetime

from django.db import transaction

from forprev.comptes.models import Acteur, Personne
from forprev.comptes.rules import HORS_CAISSE, raisons_caisse
from forprev.referentiel.models import Caisse
from forprev.socle.journal import journaliser
from forprev.socle.raisons import exiger


@transaction.atomic
def choisir_caisse(*, par: Acteur, code: str, le: datetime) -> Personne:
    """Attach the person to the caisse of that code, or to none with HORS_CAISSE: the INRS then acts as one [ACC-27].

    Raises Refus beside `caisse` when the code is nobody's. Choosing again what is chosen changes nothing.
    """
    caisse = Caisse.objects.filter(code=code).first()
    exiger(raisons_caisse(choisie=caisse is not None or code == HORS_CAISSE))
    personne: Personne = Personne.objects.select_for_update(of=("self",)).get(pk=par.personne_id)
    if (personne.caisse_rattachement, personne.hors_caisse) == (caisse, caisse is None):
        return personne
    avant = personne.caisse_rattachement_id or (HORS_CAISSE if personne.hors_caisse else "")
    personne.caisse_rattachement, personne.hors_caisse = caisse, caisse is None
    personne.save(update_fields=["caisse_rattachement", "hors_caisse"])
    journaliser(par=par, verbe="comptes.choisir_caisse", objet=personne, le=le, avant=avant, apres=code)
    return personne


@transaction.atomic
def noter_premiere_connexion(*, par: Acteur, le: datetime) -> bool:
    """Close the first sign-in: identity and e-mail seen, preferences chosen [ACC-06]. False when it was closed before.

    Sent twice, it counts once.
    """
    personne = Personne.objects.select_for_update().get(pk=par.personne_id)
    if personne.premiere_connexion_le is not None:
        return False
    personne.premiere_connexion_le = le
    personne.save(update_fields=["premiere_connexion_le"])
    journaliser(par=par, verbe="comptes.premiere_connexion", objet=personne, le=le)
    return True
