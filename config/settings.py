"""Settings: everything comes from the environment, with defaults for a developer's machine.

FORPREV_ENV is `demo` (what `make run` starts), `dev`, `test` or `production`.
"""

import os
from datetime import timedelta
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from config.journaux import reglages
from config.verifications import SECRET_DE_DEVELOPPEMENT, SMTP, exiger

BASE_DIR = Path(__file__).resolve().parent.parent
ENV = os.environ.get("FORPREV_ENV", "dev")
PRODUCTION = ENV == "production"
DEMO = ENV == "demo"
DEBUG = ENV == "dev" and os.environ.get("FORPREV_DEBUG") == "1"
VAR_DIR = Path(os.environ.get("FORPREV_VAR", BASE_DIR / "var"))
PORT = os.environ.get("PORT", "8000")

SECRET_KEY = os.environ.get("FORPREV_SECRET_KEY", SECRET_DE_DEVELOPPEMENT)

SITE_URL = os.environ.get("FORPREV_URL", f"http://localhost:{PORT}")
ALLOWED_HOSTS = os.environ.get("FORPREV_HOSTS", "localhost,127.0.0.1,testserver").split(",")
CSRF_TRUSTED_ORIGINS = [SITE_URL]

# The path of the key that seals certificates.
CLE_SCELLEMENT = os.environ.get("FORPREV_CLE_SCELLEMENT", "")

# The day of demonstration and tests; production refuses it.
AUJOURDHUI = None if PRODUCTION else os.environ.get("FORPREV_AUJOURDHUI") or None

INSTALLED_APPS = [
    "config",
    "django.forms",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "procrastinate.contrib.django",
    "forprev.socle",
    "forprev.courriels",
    "forprev.referentiel",
    "forprev.comptes",
    "forprev.communication",
    "forprev.entites",
    "forprev.habilitations",
    "forprev.certificats",
    "forprev.certification",
    "forprev.demandes",
    "forprev.profils",
    "forprev.aide",
    "forprev.personnes",
    "forprev.web",
    "forprev.demo",
]

MIDDLEWARE = [
    "config.journaux.IdentifiantDeRequete",
    "config.entetes.Entetes",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "config.entrees.SansOctetNul",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "forprev.profils.middleware.ProfilsMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "forprev.web.compte.connexion_duree.DureeConnexionMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "OPTIONS": {
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.filesystem.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "forprev.web.coquille.contexte.coquille",
                "forprev.demo.contexte.raccourcis",
            ],
            "builtins": ["django.templatetags.static", "django_cotton.templatetags.cotton"],
        },
    }
]
COTTON_DIR = "composants"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# One engine everywhere; the command line and the tests set DATABASE_URL from the embedded server when it is unset.
_database = conninfo_to_dict(os.environ.get("DATABASE_URL", "postgresql:///forprev"))
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _database.get("dbname", "forprev"),
        "USER": _database.get("user", ""),
        "PASSWORD": _database.get("password", ""),
        "HOST": _database.get("host", ""),
        "PORT": _database.get("port", ""),
        "CONN_MAX_AGE": None,
        "CONN_HEALTH_CHECKS": True,
    }
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Nothing is kept in one process's memory [OPS-02].
CACHES = {"default": {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "socle_cache"}}
SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_AGE = int(timedelta(hours=12).total_seconds())  # [ACC-26]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = PRODUCTION
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_NAME = "forprev_connexion"
CSRF_COOKIE_NAME = "forprev_csrf"
SECURE_HSTS_SECONDS = 31536000 if PRODUCTION else 0
SECURE_SSL_REDIRECT = PRODUCTION
# A reverse proxy ends TLS and says so; the probes of the machines that watch us speak plainly.
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTION else None
SECURE_REDIRECT_EXEMPT = [r"^sante/$", r"^pret/$"]
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'self'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "object-src": ["'none'"],
        "base-uri": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
    }
}

AUTH_USER_MODEL = "comptes.Personne"
PASSWORD_RESET_TIMEOUT = int(timedelta(hours=72).total_seconds())  # [ACC-04]
LOGIN_URL = "/connexion/"
LOGIN_REDIRECT_URL = "/tableau-de-bord/"

# The demonstration sends nothing: its mailbox page reads the outbox [OPS-01].
EMAIL_BACKEND = os.environ.get(
    "FORPREV_EMAIL_BACKEND",
    "forprev.courriels.backends.DemonstrationBackend" if DEMO else SMTP,
)
EMAIL_HOST = os.environ.get("FORPREV_SMTP_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("FORPREV_SMTP_PORT", "25"))
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = os.environ.get("FORPREV_FROM", "Forprev <ne-pas-repondre@example.org>")

LANGUAGE_CODE = "fr"
TIME_ZONE = "Europe/Paris"
USE_TZ = True
USE_I18N = True

STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = VAR_DIR / "static"
# [RGP-08] files live outside the web root, served only by views that check access
MEDIA_ROOT = VAR_DIR / "fichiers"
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"allow_overwrite": True, "file_permissions_mode": 0o600, "directory_permissions_mode": 0o700},
    },
    "staticfiles": {
        "BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"
        if ENV in ("production", "demo")
        else "django.contrib.staticfiles.storage.StaticFilesStorage"
    },
}

PROCRASTINATE_IMPORT_PATHS = ["config.schedule"]

# [SEC-03] what is too heavy never reaches memory nor disk; the form says so beside its field
FILE_UPLOAD_HANDLERS = ["forprev.web.commun.champs_fichier.PlafondDeTeleversement"]
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # all that is not a file
CLAMAV = os.environ.get("FORPREV_CLAMAV", "")  # the socket of clamd, or host:port

LOGGING = reglages(ENV)

from config.comptes import *  # noqa: E402, F403 - the settings of accounts

# Secrets of second factors are encrypted under the first and read under any: a new one is put before the old one.
SECOND_FACTEUR_CLES = [cle for cle in os.environ.get("FORPREV_CLES_SECOND_FACTEUR", "").split(",") if cle.strip()] or [
    SECRET_KEY
]

exiger(os.environ, globals())  # [SEC-05] keep it last
