"""Correct who somebody is, and all that says it."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Q

from forprev.certification.actions.remplacement import suivre
from forprev.certificats.actions import Titulaire, reemettre_les_valables
from forprev.certificats.documents import FaitsCertificat
from forprev.communication.actions import annoncer
from forprev.communication.notifications import Destinataire
from forprev.comptes.actions.personnes import signaler_doublon
from forprev.comptes.models import Acteur, Doublon, Personne
from forprev.comptes.rules import Triplet
from forprev.comptes.states import Profil
from forprev.personnes.notifications.demandes import CertificatsReemis
from forprev.personnes.rules.rectifications import raisons_changement, raisons_identite
from forprev.socle import clock
from forprev.socle.journal import journaliser
from forprev.socle.raisons import exiger

CHAMPS = ("nom", "prenom", "date_naissance")
CLES = ("nom_cle", "prenom_cle", "nom_tri")
ORIGINE = "rectification d’identité"


@dataclass(frozen=True, slots=True)
class Correction:
    """What a correction brought about: certificates issued again, people who now look the same."""

    certificats: int
    doublons: int


@transaction.atomic
def corriger_identite(*, par: Acteur, personne: Personne, voulue: Triplet, le: datetime) -> Correction:
    """Give `personne`, locked by the caller, the identity `voulue` [ACC-07].

    Raises Refus: nothing changes, a name without letters, an impossible birth date. Somebody who now has the same
    triplet is pointed out [ACC-28]; valid trainer certificates are issued again [CER-11]. The journal names the
    fields, never their values.
    """
    exiger([*raisons_identite(voulue, le=clock.jour(le)), *raisons_changement(personne.triplet, voulue)])
    changes = [champ for champ in CHAMPS if getattr(personne, champ) != getattr(voulue, champ)]
    for champ in changes:
        setattr(personne, champ, getattr(voulue, champ))
    personne.save(update_fields=[*CHAMPS, *CLES])
    journaliser(par=par, verbe="personnes.corriger_identite", objet=personne, le=le, champs=changes)
    doublons = list(Personne.objects.de_triplet(voulue).exclude(pk=personne.pk))
    _signaler(personne, doublons, le)
    return Correction(certificats=_reemettre(par, personne, le), doublons=len(doublons))


def _signaler(personne: Personne, memes: Iterable[Personne], le: datetime) -> None:
    """A pair already pointed out, whichever came first, is not pointed out again."""
    for connue in memes:
        connus = Q(connue=connue, nouvelle=personne) | Q(connue=personne, nouvelle=connue)
        if not Doublon.objects.filter(connus).exists():
            signaler_doublon(connue=connue, nouvelle=personne, origine=ORIGINE, le=le)


def _reemettre(par: Acteur, personne: Personne, le: datetime) -> int:
    titulaire = Titulaire(personne.nom, personne.prenom, personne.date_naissance, personne.numero)
    reemis = reemettre_les_valables(personne_id=personne.pk, titulaire=titulaire, par=par, le=le)
    for ancien, nouveau in reemis:
        suivre(ancien=ancien.numero, faits=FaitsCertificat.depuis_json(nouveau.faits), le=le)
    if reemis:
        evenement = CertificatsReemis(reemis[0][1].certificat_id, len(reemis))
        annoncer(evenement, [Destinataire(personne.pk, Profil.FORMATEUR.value)], le=le)
    return len(reemis)
