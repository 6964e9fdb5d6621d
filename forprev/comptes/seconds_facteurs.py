"""The second factors of a person, what proves them, and a secret proposed before it is theirs [ACC-15].

A *moyen* is an application that gives codes or a key of the device; codes de secours come beside and are no moyen.
"""

from dataclasses import dataclass
from datetime import datetime

from allauth.core.internal.cryptokit import compare_user_code
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)

from forprev.comptes.coffre import chiffrer, dechiffrer, dechiffrer_recent
from forprev.comptes.deadlines import DUREE_PROPOSITION
from forprev.comptes.models import Personne

APPLICATION = Authenticator.Type.TOTP
CLE_D_ACCES = Authenticator.Type.WEBAUTHN
SECOURS = Authenticator.Type.RECOVERY_CODES
LIBELLES = {
    APPLICATION: "Application d’authentification",
    CLE_D_ACCES: "Clé d’accès",
    SECOURS: "Codes de secours",
}


@dataclass(frozen=True, slots=True)
class Moyen:
    """One second factor, as its owner knows it again."""

    pk: int
    type: str
    nom: str
    depuis: datetime
    utilise_le: datetime | None


def a_un_second_facteur(personne: Personne) -> bool:
    """Whether signing in asks this person for more than the password."""
    return Authenticator.objects.filter(user=personne).exclude(type=SECOURS).exists()


def moyens_de(personne: Personne) -> list[Moyen]:
    """The second factors of the person, oldest first, without the codes de secours."""
    lignes = Authenticator.objects.filter(user=personne).exclude(type=SECOURS).order_by("created_at", "pk")
    return [decrire(ligne) for ligne in lignes]


def decrire(ligne: Authenticator) -> Moyen:
    nom = ligne.data.get("name") or LIBELLES[Authenticator.Type(ligne.type)]
    return Moyen(ligne.pk, ligne.type, nom, ligne.created_at, ligne.last_used_at)


def codes_restants(personne: Personne) -> list[str]:
    """The codes de secours that have not been used; none when the person has no second factor."""
    ligne = Authenticator.objects.filter(user=personne, type=SECOURS).first()
    return RecoveryCodes(ligne).get_unused_codes() if ligne else []


def verifier_code(personne: Personne, code: str) -> Authenticator | None:
    """What this code proves, its application or its codes de secours, or None; a code is used up by proving.

    Call it under the lock of `actions.connexions.tenter`, so that a code sent twice at once proves once.
    """
    lignes = {ligne.type: ligne for ligne in Authenticator.objects.filter(user=personne)}
    application, secours = lignes.get(APPLICATION), lignes.get(SECOURS)
    if application and _consommer(application, code):
        return application
    return secours if secours and RecoveryCodes(secours).validate_code(code) else None


def compteur_du_code(secret: str, code: str) -> int | None:
    """Which of the codes of now this one is, by its rank since 1970; None when it is none of them."""
    compteurs = yield_hotp_counters_from_time()
    return next((c for c in compteurs if compare_user_code(actual=code, expected=code_de(secret, c))), None)


def code_de(secret: str, compteur: int) -> str:
    """The six digits of a rank."""
    return format_hotp_value(hotp_value(secret, compteur))


def _consommer(application: Authenticator, code: str) -> bool:
    """A code seen over a shoulder opens nothing: neither it nor an older one proves twice."""
    compteur = compteur_du_code(dechiffrer(application.data["secret"]), code)
    if compteur is None or compteur <= application.data.get("compteur", -1):
        return False
    application.data["compteur"] = compteur
    application.save(update_fields=["data"])
    return True


@dataclass(frozen=True, slots=True)
class Proposition:
    """A secret to put in an application. Nothing is kept here: the form carries it back as `jeton`, encrypted."""

    secret: str
    jeton: str


def proposer(personne: Personne, *, le: datetime) -> Proposition:
    """A new secret for this person."""
    return reprendre(personne, generate_totp_secret(), le=le)


def reprendre(personne: Personne, secret: str, *, le: datetime) -> Proposition:
    """The same secret, proposed once more."""
    return Proposition(secret, chiffrer(f"{personne.pk}:{secret}", le=le))


def secret_propose(personne: Personne, jeton: str, *, le: datetime) -> str | None:
    """The secret that was proposed to this person half an hour ago at most, or None."""
    texte = dechiffrer_recent(jeton, duree=DUREE_PROPOSITION, le=le) or ""
    pk, _, secret = texte.partition(":")
    return secret if secret and pk == str(personne.pk) else None
