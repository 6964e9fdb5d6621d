"""Make one person of two numbers, in one transaction [ACC-14]."""

from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import F

from forprev.communication.actions import annoncer
from forprev.communication.actions.adresses import ecrire_a_une_adresse
from forprev.communication.notifications import Destinataire
from forprev.comptes.models import Acteur, AutreNumero, Personne
from forprev.personnes.actions.fusion.apercu import apercu_de_fusion
from forprev.personnes.actions.fusion.faits import Paire
from forprev.personnes.actions.fusion.journal import suivre_la_personne
from forprev.personnes.actions.fusion.lignes import deplacer, restes
from forprev.personnes.actions.verrous import verrouiller_autour
from forprev.personnes.notifications.fusion import AdresseLiberee, NumerosReunis
from forprev.personnes.perms import peut_voir_les_comptes
from forprev.personnes.rules.comptes import raisons_d_agir
from forprev.personnes.rules.fusion import raisons_meme_personne
from forprev.socle import clock
from forprev.socle.journal import journaliser
from forprev.socle.raisons import Raison, Refus, exiger


class DejaReunis(Refus):
    """One of the two accounts is gone: somebody else has merged it meanwhile, or it was erased."""


class ApercuPerime(Refus):
    """What the preview showed has changed since [DEM-16]."""


@transaction.atomic
def reunir(*, par: Acteur, le: datetime, gardee: Personne, absorbee: Personne, vu: str = "") -> Personne:
    """Merge `absorbee` into `gardee`, which is returned: one person, two numbers, one password [ACC-14].

    `vu` is the fingerprint of the preview that was confirmed. Raises Refus with every reason, DejaReunis when one of
    the accounts is gone, ApercuPerime when something has changed since the preview.
    """
    les_deux = {gardee.pk, absorbee.pk}
    exiger(raisons_d_agir(autorise=peut_voir_les_comptes(par), soi_meme=par.personne_id in les_deux))
    if len(les_deux) == 1:
        raise Refus(*raisons_meme_personne(gardee.numero, absorbee.numero))
    verrouiller_autour(les_deux)
    gardee, absorbee = _verrouiller((gardee, absorbee))
    _verifier((gardee, absorbee), par=par, le=le, vu=vu)
    nombres = deplacer(gardee, absorbee, clock.jour(le))
    _finir(gardee, absorbee, le)
    journaliser(
        par=par,
        verbe="personnes.reunir",
        objet=gardee,
        le=le,
        absorbee=absorbee.pk,
        numero=absorbee.numero,
        lignes=nombres,
    )
    _prevenir(gardee, absorbee, le)
    absorbee.delete()
    return gardee


def _verrouiller(paire: Paire) -> Paire:
    """Both rows, locked in the order of their keys; raises DejaReunis, saying what became of the missing one."""
    cles = [personne.pk for personne in paire]
    presentes = Personne.objects.select_for_update(of=("self",)).filter(pk__in=cles).order_by("pk").in_bulk()
    absentes = [personne for personne in paire if personne.pk not in presentes]
    if absentes:
        raise DejaReunis(*[_disparition(personne) for personne in absentes])
    return presentes[cles[0]], presentes[cles[1]]


def _disparition(personne: Personne) -> Raison:
    restante = Personne.objects.de_numero(personne.numero).first()
    if restante is None:
        return Raison("compte_efface", f"Le compte {personne.numero} n’existe plus\u00a0: il a été effacé.")
    texte = f"Le numéro {personne.numero} vient d’être réuni à {restante.numero} par quelqu’un d’autre."
    return Raison("deja_reunis", texte)


def _verifier(paire: Paire, *, par: Acteur, le: datetime, vu: str) -> None:
    gardee, absorbee = paire
    apercu = apercu_de_fusion(par=par, gardee=gardee, absorbee=absorbee, le=clock.jour(le))
    if vu and vu != apercu.empreinte:
        texte = "Ces comptes ont changé depuis l’aperçu\u00a0: relisez-le, puis confirmez de nouveau."
        raise ApercuPerime(Raison("apercu_perime", texte))
    exiger(apercu.raisons)


def _finir(gardee: Personne, absorbee: Personne, le: datetime) -> None:
    """The number finds its person, links are void, the journal follows; nothing may be left behind."""
    AutreNumero.objects.create(numero=absorbee.numero, personne=gardee, depuis=le)
    Personne.objects.filter(pk=gardee.pk).update(jeton_generation=F("jeton_generation") + 1)
    gardee.refresh_from_db()
    suivre_la_personne(absorbee, vers=gardee)
    if oubliees := restes(absorbee):
        raise RuntimeError(f"the merge left rows behind: {', '.join(oubliees)}")


def _prevenir(gardee: Personne, absorbee: Personne, le: datetime) -> None:
    """The person is told at both addresses; a closed account is told nothing."""
    references = gardee.numero, absorbee.numero, settings.ADRESSE_ASSISTANCE
    annoncer(NumerosReunis(*references), [Destinataire(gardee.pk)], le=le)
    if absorbee.is_active:
        ecrire_a_une_adresse(AdresseLiberee(*references), absorbee.email, le=le)
