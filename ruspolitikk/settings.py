"""The settings, one file. The environment is read at the top; everything below follows from it.

Two ways to run:

- *Embedded* (no DATABASE_URL): one SQLite file in `.ruspolitikk/`, answering this computer only.
  It is for a first run, a demo, or one person's trial.
- *Production* (DATABASE_URL set): SECRET_KEY and ALLOWED_HOSTS are then demanded, cookies travel
  over HTTPS only, and static files are the collected ones.

What fits neither does not start, and a sentence says why.
"""

import os
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import dj_database_url
import django_stubs_ext
from django.core.exceptions import ImproperlyConfigured
from django.core.management.utils import get_random_secret_key
from django.utils.csp import CSP

from ruspolitikk.server.environment import (
    database_at,
    env_flag,
    env_groups,
    env_list,
    env_number,
    env_required,
    strong_key,
)

django_stubs_ext.monkeypatch()  # so that `forms.ModelForm[Measure]` may be said at run time

BASE_DIR = Path(__file__).resolve().parent.parent


DATABASE_URL = os.environ.get("DATABASE_URL", "").strip()
EMBEDDED = not DATABASE_URL
EMBEDDED_DIR = BASE_DIR / ".ruspolitikk"
EMBEDDED_KEY_FILE = EMBEDDED_DIR / "secret_key"

DEBUG = env_flag("DEBUG", default=False)

if EMBEDDED:
    for sign_of_production in ("SECRET_KEY", "ALLOWED_HOSTS"):
        if os.environ.get(sign_of_production, "").strip():
            raise ImproperlyConfigured(
                f"{sign_of_production} is set, and DATABASE_URL is not. In production set both; "
                f"for the demo, leave {sign_of_production} out."
            )
    EMBEDDED_DIR.mkdir(exist_ok=True)
    # Without a key file (nobody has run the demo) a key for this process alone will do.
    SECRET_KEY = (
        EMBEDDED_KEY_FILE.read_text().strip()
        if EMBEDDED_KEY_FILE.exists()
        else get_random_secret_key()
    )
    ALLOWED_HOSTS = ["127.0.0.1", "localhost", "[::1]"]
    DATABASES = {"default": dj_database_url.parse(f"sqlite:///{EMBEDDED_DIR / 'db.sqlite3'}")}
else:
    if DEBUG:
        raise ImproperlyConfigured(
            "DEBUG=1 and DATABASE_URL are both set. DEBUG shows settings and what people wrote to "
            "whoever meets a fault, so it never runs on a real database: leave it out."
        )
    SECRET_KEY = strong_key(env_required("SECRET_KEY"))
    # Keys that were in use before: what they signed is still read, and nothing new is signed.
    SECRET_KEY_FALLBACKS = [strong_key(key) for key in env_list("SECRET_KEY_FALLBACKS")]
    ALLOWED_HOSTS = env_list("ALLOWED_HOSTS") or [env_required("ALLOWED_HOSTS")]
    if "*" in ALLOWED_HOSTS:
        raise ImproperlyConfigured(
            "ALLOWED_HOSTS is *. Then whoever asks decides which site the links lead to that are "
            "made for others: name the hosts that people write."
        )
    CSRF_TRUSTED_ORIGINS = [f"https://{host}" for host in ALLOWED_HOSTS]
    DATABASES = {"default": database_at(DATABASE_URL)}

DATABASE_OPTIONS: dict[str, dict[str, Any]] = {
    # IMMEDIATE: with 50 writers, DEFERRED locked 957 of 1,000 saves and IMMEDIATE none.
    "django.db.backends.sqlite3": {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    },
    # Of the 1.7 s that a day in the past took, compiling its query (JIT) took 1.5.
    # A server that is gone is told of in five seconds, and not when the kernel gives up.
    "django.db.backends.postgresql": {"options": "-c jit=off", "connect_timeout": 5},
}
DATABASES["default"]["OPTIONS"] = {
    **DATABASE_OPTIONS.get(DATABASES["default"]["ENGINE"], {}),
    **DATABASES["default"].get("OPTIONS", {}),
}

# What all workers must know together, as how often a password was guessed. Its table comes with
# `migrate`. Full, it forgets what is over, and then a third by chance.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "shared_cache",
        "OPTIONS": {"MAX_ENTRIES": 50_000},
    }
}
# How many proxies stand before this server, each of which tells in X-Forwarded-For whom it heard.
TRUSTED_PROXIES = env_number("TRUSTED_PROXIES", default=0)

INSTALLED_APPS = [
    "ruspolitikk.accounts",
    "plans",
    "measures",
    "reporting",
    "django_filters",
    "django_tables2",
    "ruspolitikk.accounts.apps.OwnAdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",  # for clearsessions; our rows are PersonSession, its table is empty
    "django.contrib.messages",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
]

MIDDLEWARE = [
    # The first three stand outside of those that refuse or answer by themselves.
    "ruspolitikk.server.logs.request_ids",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "ruspolitikk.server.headers.on_every_answer",
    "django.middleware.security.SecurityMiddleware",
    "ruspolitikk.server.headers.known_methods",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "reporting.publication.public.without_cookies",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "ruspolitikk.accounts.sessions.session_times",
    # Closed by default: a view that may be read without logging in says so itself.
    "ruspolitikk.accounts.middleware.LoginOrKeepMiddleware",
    "ruspolitikk.accounts.people.middleware.OwnPasswordFirstMiddleware",
    "ruspolitikk.accounts.login.two_steps.rules.DemandTwoSteps",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "plans.clash.TryAgainMiddleware",
]

ROOT_URLCONF = "ruspolitikk.urls"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "builtins": ["ruspolitikk.accounts.templatetags.form_token"],
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "reporting.menu.menu",
            ],
        },
    },
]

# A list of choices is drawn by a template of ours: of the list of tiltak, a twentieth of the time.
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Django writes a line for every 403 and 404 too; `logs.request_ids` writes who was refused.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "lines": {"()": f"ruspolitikk.server.logs.{'PlainLines' if EMBEDDED else 'JsonLines'}"}
    },
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "lines"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "django": {"level": "INFO"},
        "django.request": {"level": "ERROR"},
        "django.server": {"handlers": ["stderr"], "level": "INFO", "propagate": False},
        "ruspolitikk": {"level": "INFO"},
    },
}

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["ruspolitikk.accounts.backends.PersonBackend"]
CSRF_FAILURE_VIEW = "ruspolitikk.accounts.views.csrf_failure"
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = "reporting:start"
LOGOUT_REDIRECT_URL = "login"
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60

# allauth: who is let in is made by a byadministrator, and may log in by an e-mail address that is
# theirs alone (accounts/backends.py). Guesses are counted by accounts/login/guessing.py.
ACCOUNT_ADAPTER = "ruspolitikk.accounts.login.adapter.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "django.contrib.auth.tokens.PasswordResetTokenGenerator"  # noqa: S105
ACCOUNT_RATE_LIMITS = {
    "login": None,
    "login_failed": "5/15m/key",
    "reset_password": "60/15m/ip,5/h/key",
    "reset_password_from_key": "60/15m/ip",
}
# Somebody who changes the log-in itself types the password again.
ACCOUNT_REAUTHENTICATION_METHODS = {"password"}

# The second step is offered to all, and demanded of those who hold one of these roles.
ROLES = ("reader", "responsible", "editor", "city_admin")
TWO_STEPS_DEMANDED_OF = env_list("TWO_STEPS_DEMANDED_OF")
if unknown := [role for role in TWO_STEPS_DEMANDED_OF if role not in ROLES]:
    raise ImproperlyConfigured(
        f"TWO_STEPS_DEMANDED_OF names {', '.join(unknown)}, and knows {', '.join(ROLES)}."
    )
# So long after somebody has left, what names them is gone; 0: not until a byadministrator says so.
FORGET_PEOPLE_AFTER_MONTHS = env_number("FORGET_PEOPLE_AFTER_MONTHS", default=24)
MFA_ADAPTER = "ruspolitikk.accounts.login.two_steps.rules.TwoStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_TOTP_TOLERANCE = 1  # half a minute either way, for telephones that are not quite on time
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = EMBEDDED  # a browser lets http://localhost have passkeys
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
# The kommune's own user accounts, where OIDC_ISSUER names who knows them; its groups give roles.
OIDC_ISSUER = os.environ.get("OIDC_ISSUER", "").strip().rstrip("/")
OIDC = bool(OIDC_ISSUER)
OIDC_ORIGIN = "/".join(OIDC_ISSUER.split("/")[:3])
OIDC_NAME = os.environ.get("OIDC_NAME", "Oslo kommunes brukerkonto")
OIDC_GROUPS_CLAIM = os.environ.get("OIDC_GROUPS_CLAIM", "groups")
if OIDC:
    if not EMBEDDED and not OIDC_ISSUER.startswith("https://"):
        raise ImproperlyConfigured("OIDC_ISSUER begins with https://.")
    if not all(map(find_spec, ("jwt", "oauthlib", "requests"))):
        raise ImproperlyConfigured("OIDC_ISSUER takes the extra oidc: uv sync --extra oidc.")
    OIDC_GROUPS = env_groups("OIDC_GROUPS", because="OIDC_ISSUER", roles=ROLES)
    INSTALLED_APPS += ["allauth.socialaccount", "allauth.socialaccount.providers.openid_connect"]
    SOCIALACCOUNT_ADAPTER = "ruspolitikk.accounts.login.oidc.token.SocialAdapter"
    SOCIALACCOUNT_EMAIL_VERIFICATION = "none"
    SOCIALACCOUNT_PROVIDERS = {
        "openid_connect": {
            "APPS": [
                {
                    "provider_id": "kommunen",
                    "name": OIDC_NAME,
                    "client_id": env_required("OIDC_CLIENT_ID", because="OIDC_ISSUER"),
                    "secret": env_required("OIDC_CLIENT_SECRET", because="OIDC_ISSUER"),
                    "settings": {"server_url": OIDC_ISSUER, "oauth_pkce_enabled": True},
                }
            ]
        }
    }
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "ruspolitikk.accounts.login.passwords.LongEnoughValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "ruspolitikk.accounts.login.passwords.NoCommonPasswordValidator"},
    {"NAME": "ruspolitikk.accounts.login.passwords.KnownWordsValidator"},
]
PASSWORD_HASHERS = [
    "ruspolitikk.accounts.login.passwords.Argon2",
    # Those that were kept before: each is kept anew when its person logs in.
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]

LANGUAGE_CODE = "nb"
LANGUAGES = [("nb", "Norsk bokmål")]
TIME_ZONE = "Europe/Oslo"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = None if EMBEDDED else EMBEDDED_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "ruspolitikk" / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if EMBEDDED
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_USE_FINDERS = EMBEDDED

# What outlives a request: a document that takes long is read by `manage.py db_worker`. Without
# another process (embedded, and in tests) it is done at once.
TASKS = {
    "default": {
        "BACKEND": "django.tasks.backends.immediate.ImmediateBackend"
        if EMBEDDED
        else "django_tasks_db.DatabaseBackend"
    }
}
if not EMBEDDED:
    INSTALLED_APPS += ["django_tasks_db"]

# Where the floor of tiltak, which knows no rounds, reads those that have passed by a day.
ROUNDS = "reporting.models.round.passed_rounds"
# And the one that a bydel has not sent for yet, whose day its forms propose.
ASKING_ROUNDS = "reporting.models.reopening.asking_rounds"

# Mail is sent by `manage.py send_reminders` alone; embedded, without a server, it is printed there.
EMAIL_HOST_NAME = os.environ.get("EMAIL_HOST", "" if EMBEDDED else "localhost").strip()
MAILERS: dict[str, dict[str, Any]] = {
    "default": {
        "BACKEND": "django.core.mail.backends.smtp.EmailBackend",
        "OPTIONS": {
            "host": EMAIL_HOST_NAME,
            "port": env_number("EMAIL_PORT", default=25),
            "username": os.environ.get("EMAIL_USER", ""),
            "password": os.environ.get("EMAIL_PASSWORD", ""),
            "use_tls": env_flag("EMAIL_TLS", default=False),
            "timeout": 20,
        },
    }
    if EMAIL_HOST_NAME
    else {"BACKEND": "django.core.mail.backends.console.EmailBackend"}
}
DEFAULT_FROM_EMAIL = os.environ.get("MAIL_FROM", "ruspolitikk <ikke-svar@localhost>")
MAIL_REPLY_TO = os.environ.get("MAIL_REPLY_TO", "")
SITE_ADDRESS = os.environ.get(
    "SITE_ADDRESS", "http://127.0.0.1:8000" if EMBEDDED else f"https://{ALLOWED_HOSTS[0]}"
)

# What is published without log-in: whose it is, under which licence, and below which number a text
# may be about people that somebody knows.
PUBLISHED_BY = os.environ.get("PUBLISHED_BY", "Oslo kommune")
LICENCE_NAME = os.environ.get("LICENCE_NAME", "Norsk lisens for offentlige data (NLOD) 2.0")
LICENCE_ADDRESS = os.environ.get("LICENCE_ADDRESS", "https://data.norge.no/nlod/no/2.0")
FEW_PEOPLE = int(os.environ.get("FEW_PEOPLE", "5"))

# What /klar/ asks for where uploads are put while they are read.
LEAST_FREE_DISK = env_number("LEAST_FREE_DISK_MB", default=200) * 1_000_000

FIXTURE_DIRS = [BASE_DIR / "fixtures"]

# A plan's table that is pasted may be long; of other texts, see `fields.LONGEST_TEXT`.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5_000_000
# A plan whose tiltak have a goal each sends six fields a goal: Django's own 1,000 are 160 goals. As
# many as this take 25 ms to part, and the size above holds for them too.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 30_000

SECURE_CSP = {
    "default-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "object-src": [CSP.NONE],
    "base-uri": [CSP.NONE],
    # A form that leads on to the kommune's log-in is sent there too, as browsers see it.
    "form-action": [CSP.SELF, *([OIDC_ORIGIN] if OIDC else [])],
    "frame-ancestors": [CSP.NONE],
}
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_ENGINE = "ruspolitikk.accounts.models.session"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True  # forms carry the token; no script reads it
SESSION_COOKIE_AGE = 60 * 60  # from the last time; twelve hours at most: accounts/sessions.py

if not EMBEDDED:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = env_flag("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^(helse|klar)/$"]  # asked past the proxy, where HTTPS ends
    SECURE_HSTS_SECONDS = 365 * 24 * 60 * 60
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    # A browser takes such a cookie from this host alone, over HTTPS: no neighbour can plant one.
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
