"""Two accounts that are one person, each with something of everything."""

from dataclasses import dataclass
from functools import cache
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.contrib.auth.hashers import make_password

from forprev.communication.models import Notification, Preference
from forprev.comptes.actions.personnes import signaler_doublon
from forprev.comptes.models import NumeroAttribue, Personne
from tests import fabriques as f

MOT_DE_PASSE = "trois petits chats gris"


@dataclass
class Paire:
    gardee: Personne
    absorbee: Personne


@cache
def empreinte() -> str:
    """Slow on purpose: computed once."""
    return make_password(MOT_DE_PASSE)


def personne(**champs: Any) -> Personne:
    """Somebody whose number is in the registry of those ever given, as in real life."""
    creee = f.PersonneFactory(**champs)
    NumeroAttribue.objects.create(numero=creee.numero, attribue_le=creee.creee_le)
    return creee


def paire(**champs: Any) -> Paire:
    """The same triplet twice, the account kept first; it has a password."""
    identite = {"nom": "Lefèvre", "prenom": "Anne-Laure"} | champs
    return Paire(personne(**identite, password=empreinte()), personne(**identite))


def notifier(personne: Personne, cle: str, **champs: Any) -> Notification:
    valeurs = {"code": "essai", "categorie": "N", "titre": "Essai", "texte": "Essai", "envoi": "AUCUN"} | champs
    return Notification.objects.create(personne=personne, cle=cle, cree_le=f.INSTANT, **valeurs)


def garnir(personne: Personne) -> None:
    """A certificate, sessions on every side, a role, a delegation, settings, lines received, a pair to look at."""
    f.CertificatFormateurFactory(personne=personne)
    f.SessionFactory(formateur=personne, declaree_par=f.PersonneFactory())
    f.SessionFactory(declaree_par=personne, generee=True)
    f.StagiaireFactory(session=f.SessionFactory(habilitation__dispositif_niveau__niveau=2), personne=personne)
    f.DelegationFactory(membre__personne=personne)
    f.RoleReseauFactory(personne=personne, instructeur=True, caisse=f.CaisseFactory(code=f"C{personne.pk % 1000}"))
    Preference.objects.create(personne=personne, quotidien=True)
    Authenticator.objects.create(user=personne, type=Authenticator.Type.TOTP, data={})
    UserSession.objects.create(user=personne, ip="127.0.0.1", session_key=f"cle-{personne.pk}", user_agent="Firefox")
    notifier(personne, f"essai:{personne.pk}")
    signaler_doublon(connue=f.PersonneFactory(), nouvelle=personne, origine="essai", le=f.INSTANT)
