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

# Where people without access write until the contact form exists.
ADRESSE_ASSISTANCE = os.environ.get("FORPREV_ASSISTANCE", "assistance@example.org")

ACCOUNT_ADAPTER = "forprev.comptes.adapters.AdaptateurComptes"
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
# [ACC-16] the progressive waits come later; until then the package's fixed windows, kept in the database cache
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "100/15m/ip,5/15m/key",
    "reset_password": "60/15m/ip,5/15m/key",
}
