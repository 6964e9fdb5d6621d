"""The journal follows what a merge makes one [ACC-14, RGP-07]."""

from django.db.models import Model

from forprev.comptes.models import Personne
from forprev.personnes.relations import types_du_journal
from forprev.socle.models import EntreeJournal


def suivre_le_journal(ancien: Model, *, vers: Model) -> int:
    """The lines about a row that goes are now about the one that stays."""
    lignes = EntreeJournal.objects.filter(objet_type=ancien._meta.label, objet_id=str(ancien.pk))
    return lignes.update(objet_id=str(vers.pk))


def suivre_la_personne(absorbee: Personne, *, vers: Personne) -> int:
    """The lines about the account, and about what has no other key than the person's."""
    lignes = EntreeJournal.objects.filter(objet_type__in=types_du_journal(), objet_id=str(absorbee.pk))
    return lignes.update(objet_id=str(vers.pk))
