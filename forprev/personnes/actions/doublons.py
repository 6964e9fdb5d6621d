"""Pairs of accounts that may be one person, and are not [ACC-28]."""

from datetime import datetime

from django.db import transaction

from forprev.comptes.models import Acteur, Doublon
from forprev.personnes.perms import peut_voir_les_comptes
from forprev.personnes.rules.comptes import raisons_d_agir
from forprev.personnes.rules.doublons import raisons_deja_examinee, raisons_motif
from forprev.socle.journal import journaliser
from forprev.socle.raisons import exiger
from forprev.socle.text import nettoyer

DISTINGUER = "personnes.distinguer"
LIRE_DOUBLONS = "personnes.lire_doublons"


@transaction.atomic
def distinguer(*, par: Acteur, le: datetime, doublon_id: int, motif: str) -> Doublon:
    """« Ce sont deux personnes »: the pair is closed and never pointed out again [ACC-28].

    Raises Doublon.DoesNotExist when a merge took it away, Refus without a reason, when somebody closed it before, or
    when `par` is one of the two.
    """
    doublon = Doublon.objects.select_for_update(of=("self",)).get(pk=doublon_id)
    concernes = {doublon.connue_id, doublon.nouvelle_id}
    exiger(raisons_d_agir(autorise=peut_voir_les_comptes(par), soi_meme=par.personne_id in concernes))
    propre = nettoyer(motif)
    exiger([*raisons_deja_examinee(examinee=doublon.traite_le is not None), *raisons_motif(propre)])
    doublon.traite_le = le
    doublon.save(update_fields=["traite_le"])
    journaliser(par=par, verbe=DISTINGUER, objet=doublon, le=le, motif=propre)
    return doublon
