"""Django settings of Baken. What an administrator may change stands in `omgeving.py`."""

from __future__ import annotations

import hashlib
import sys
from pathlib import Path

from csp.constants import NONE, SELF
from django.urls import reverse_lazy

from baken.conf.database import database
from baken.conf.formulieren import ACCOUNT_FORMULIEREN, MFA_FORMULIEREN
from baken.conf.mail import mail
from baken.conf.oidc import oidc_apps, oidc_herkomst
from baken.conf.omgeving import WORTEL, lees, lees_getal, lees_lijst

DEMONSTRATIE = lees("BAKEN_OMGEVING") == "demonstratie"
PRODUCTIE = not DEMONSTRATIE
IN_TEST = "pytest" in sys.modules
DEBUG = False

BAKEN_GEGEVENSMAP = Path(lees("BAKEN_GEGEVENSMAP"))
BAKEN_SLEUTELBESTAND = Path(lees("BAKEN_SLEUTELBESTAND") or BAKEN_GEGEVENSMAP / "sleutels.json")
BAKEN_THEMA = lees("BAKEN_THEMA")
BAKEN_BEVEILIGINGSCONTACT = lees("BAKEN_BEVEILIGINGSCONTACT")


def _geheim() -> str:
    """Return the secret key: given, or in the demonstration a digest of the key file."""
    if gegeven := lees("BAKEN_GEHEIM"):
        return gegeven
    if DEMONSTRATIE and BAKEN_SLEUTELBESTAND.exists():
        return hashlib.sha256(b"django-secret|" + BAKEN_SLEUTELBESTAND.read_bytes()).hexdigest()
    return ""


SECRET_KEY = _geheim() or ("alleen-zonder-sleutelbestand" if DEMONSTRATIE else "")
ALLOWED_HOSTS = lees_lijst("BAKEN_HOSTS")
CSRF_TRUSTED_ORIGINS = lees_lijst("BAKEN_HERKOMST")

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_htmx",
    "csp",
    "django_tasks",
    "django_tasks_db",
    "baken.kern",
    "baken.referentie",
    "baken.organisaties",
    "baken.keten",
    "baken.dossiers",
    "baken.signalen",
    "baken.casussen",
    "baken.zorg",
    "baken.web",
    "baken.opdrachten",
]

MIDDLEWARE = [
    "baken.web.middleware.logboek.verzoeklog",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "baken.web.middleware.koppen.veilige_koppen",
    "baken.web.middleware.fouten.domeinfouten",
    "baken.web.middleware.sessie.sessies_alleen_binnen",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "baken.web.middleware.toegang.toegang",
]

ROOT_URLCONF = "baken.web.urls"
WSGI_APPLICATION = "baken.web.wsgi.application"
ASGI_APPLICATION = None
APPEND_SLASH = True

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [WORTEL / "src" / "baken" / "web" / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "baken.web.context.pagina",
            ],
        },
    }
]
FORM_RENDERER = "baken.web.formulieren.BakenRenderer"

DATABASES = {
    "default": database(
        lees("BAKEN_DATABASE_URL"),
        BAKEN_GEGEVENSMAP,
        "demonstratie.sqlite3" if DEMONSTRATIE else "baken.sqlite3",
    )
}
DATABASES["default"]["ATOMIC_REQUESTS"] = False
BAKEN_DATABASE_ROL = lees("BAKEN_DATABASE_ROL")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "organisaties.Medewerker"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 15}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.ScryptPasswordHasher"]

ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "baken.web.aanmelden.adapter.AccountAdapter"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to people who have no account here
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_SESSION_REMEMBER = False
# Misses are limited, never visits: a whole town hall is one network address. The key holds name and network.
ACCOUNT_RATE_LIMITS = {"login": None, "login_failed": "10/5m/key,100/5m/ip", "reset_password": "5/m/key"}
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if PRODUCTIE else 0
ACCOUNT_FORMS = {naam: f"baken.web.aanmelden.forms.{klasse}" for naam, klasse in ACCOUNT_FORMULIEREN.items()}
SOCIALACCOUNT_ADAPTER = "baken.web.aanmelden.adapter.OidcAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_LOGIN_ON_GET = False
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": oidc_apps()}}
SOCIALACCOUNT_STORE_TOKENS = False
BAKEN_OIDC_UITGEVER = lees("BAKEN_OIDC_UITGEVER")
BAKEN_OIDC_ACR = lees_lijst("BAKEN_OIDC_ACR")
BAKEN_OIDC_AMR = lees_lijst("BAKEN_OIDC_AMR")
BAKEN_OIDC_ROLCLAIM = lees("BAKEN_OIDC_ROLCLAIM")
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Baken"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEMONSTRATIE
MFA_FORMS = {naam: f"baken.web.aanmelden.forms.{klasse}" for naam, klasse in MFA_FORMULIEREN.items()}
MFA_ADAPTER = "baken.web.aanmelden.adapter.MfaAdapter"
LOGIN_URL = reverse_lazy("account_login")
LOGIN_REDIRECT_URL = "/"
ACCOUNT_LOGOUT_REDIRECT_URL = reverse_lazy("account_login")

SESSION_ENGINE = "django.contrib.sessions.backends.db"
SESSION_COOKIE_NAME = "__Host-baken" if PRODUCTIE else "baken-demonstratie"
SESSION_COOKIE_SECURE = PRODUCTIE
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# One day longer than a session lasts (aanmelden/sessieduur.py ends it): a late form then still tells whose it was.
SESSION_COOKIE_AGE = lees_getal("BAKEN_SESSIE_MAX_UREN") * 3600 + 86400
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
BAKEN_SESSIE_RUST_MINUTEN = lees_getal("BAKEN_SESSIE_RUST_MINUTEN")
BAKEN_SESSIE_MAX_UREN = lees_getal("BAKEN_SESSIE_MAX_UREN")
CSRF_USE_SESSIONS = True
CSRF_FAILURE_VIEW = "baken.web.fouten.csrf_geweigerd"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if PRODUCTIE else None
SECURE_SSL_REDIRECT = False  # the reverse proxy redirects; a redirect here would break its health check
SECURE_HSTS_SECONDS = 63072000 if PRODUCTIE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = PRODUCTIE
SECURE_HSTS_PRELOAD = PRODUCTIE
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF, *oidc_herkomst()],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 1_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 600
DATA_UPLOAD_MAX_NUMBER_FILES = 0

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", "Nederlands")]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = WORTEL / "build" / "verzameld"
STATICFILES_DIRS = [map_ for map_ in [WORTEL / "build" / "static"] if map_.exists()]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if IN_TEST or not STATIC_ROOT.exists()
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = IN_TEST

_MAIL = mail(lees("BAKEN_MAIL_URL"))
EMAIL_BACKEND = str(_MAIL.pop("EMAIL_BACKEND"))
globals().update(_MAIL)
DEFAULT_FROM_EMAIL = lees("BAKEN_MAIL_AFZENDER")

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",  # counts misses for every process together
        "LOCATION": "web_teller",
        "KEY_FUNCTION": "baken.conf.cache.sleutel",
    }
}

SILENCED_SYSTEM_CHECKS = [
    "security.W008",  # SECURE_SSL_REDIRECT: the reverse proxy redirects, see docs/beheer.md
    *([] if PRODUCTIE else ["security.W004", "security.W012", "security.W016"]),  # demonstration runs on http
]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "baken.kern.vertrouwelijk.JsonFormatter"}},
    "filters": {"schoon": {"()": "baken.kern.vertrouwelijk.SchoonFilter"}},
    "handlers": {"uit": {"class": "logging.StreamHandler", "formatter": "json", "filters": ["schoon"]}},
    "root": {"handlers": ["uit"], "level": lees("BAKEN_LOG_NIVEAU")},
    "loggers": {
        "django.server": {"handlers": ["uit"], "propagate": False},
        "django.request": {"handlers": ["uit"], "propagate": False, "level": "ERROR"},
        **{naam: {"level": "WARNING"} for naam in ("django_tasks", "django_tasks_db")},
        **{naam: {"level": "ERROR"} for naam in ("weasyprint", "fontTools")},  # a warning for each odd rule of a style
    },
}
