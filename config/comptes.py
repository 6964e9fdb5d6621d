"""Settings of accounts: sign-in, web sessions, rate limits. Imported by config.settings."""

import os

AUTHENTICATION_BACKENDS = ["forprev.comptes.backends.NumeroOuEmailBackend"]

PASSWORD_HASHERS = [
    "forprev.comptes.empreintes.Argon2Forprev",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
# [ACC-26]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "forprev.comptes.mots_de_passe.NiPersonnelNiCourant"},
]

# [ACC-15] waived in the demonstration only.
SECOND_FACTEUR_EXIGE = os.environ.get("FORPREV_ENV", "dev") != "demo"
MFA_ADAPTER = "forprev.comptes.adapters.AdaptateurSecondFacteur"
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
# One code before and after the present one: clocks differ, and people type slowly.
MFA_TOTP_TOLERANCE = 1

# Where people without access write until the contact form exists.
ADRESSE_ASSISTANCE = os.environ.get("FORPREV_ASSISTANCE", "assistance@example.org")

ACCOUNT_ADAPTER = "forprev.web.compte.adaptateur.AdaptateurComptes"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_USER_MODEL_USERNAME_FIELD = "numero"
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
# Addresses are confirmed by our own links; the package's table of addresses stays empty.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/connexion/"
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PRESERVE_USERNAME_CASING = True
# [ACC-16] wrong passwords and codes are counted by ours (comptes.actions.connexions), in the journal
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": None,
    "reset_password": "60/15m/ip,5/15m/key",
    "signup": "60/15m/ip,5/15m/key",
    "change_email": "10/h/user",
    "contact": "30/h/ip,10/h/key",  # [AID-04]
    "succession": "10/h/ip,5/h/key",  # [ACC-19]
}
# How many reverse proxies of ours add to X-Forwarded-For: whoever tries passwords is counted by address.
ALLAUTH_TRUSTED_PROXY_COUNT = int(
    os.environ.get("FORPREV_MANDATAIRES", "1" if os.environ.get("FORPREV_ENV") == "production" else "0")
)
