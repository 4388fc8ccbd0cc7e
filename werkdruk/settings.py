"""Every setting, read from the environment; docs/operators/configuration.md lists them.

Without ``DATABASE_URL`` the embedded PostgreSQL under ``var/`` is used, without ``CELERY_BROKER_URL`` or
``REDIS_URL`` Celery's filesystem broker. In production (``DEBUG`` is off by default) the process refuses to
start without its secrets.
"""

import sys
from pathlib import Path

import environ
import structlog
from celery.schedules import crontab
from django.core.exceptions import ImproperlyConfigured
from django.utils.csp import CSP
from django.utils.translation import gettext_lazy as _

from werkdruk.core.logs import event_without_links

BASE_DIR = Path(__file__).resolve().parent.parent
env = environ.Env()

DEBUG = env.bool("DEBUG", default=False)
DEMO = env.bool("WERKDRUK_DEMO", default=False)
INSECURE_HTTP = env.bool("WERKDRUK_INSECURE_HTTP", default=DEBUG)
VAR_DIR = Path(env.str("WERKDRUK_VAR_DIR", default=str(BASE_DIR / "var")))


def _secret(name: str) -> str:
    """The secret `name`, or a clear refusal to start; a debug process gets a fixed value."""
    value = env.str(name, default="")
    if value:
        return value
    if DEBUG:
        return f"insecure-{name.lower()}-for-debug-only-0123456789abcdefghijklmnop"
    raise ImproperlyConfigured(f"{name} is not set. Set it to a long random value; see .env.example.")


SECRET_KEY = _secret("SECRET_KEY")
# Links to the survey are HMACs under this secret. Another value makes every mailed link invalid.
LINK_SECRET = _secret("WERKDRUK_LINK_SECRET")
# Private keys of open waves: readable by the worker only, outside the database and its backups.
KEYS_DIR = Path(env.str("WERKDRUK_KEYS_DIR", default=str(VAR_DIR / "keys")))
DEMO_MAIL_DIR = Path(env.str("WERKDRUK_DEMO_MAIL_DIR", default=str(VAR_DIR / "demo" / "mail")))

ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1"] if DEBUG else [])
BASE_URL = env.str("WERKDRUK_BASE_URL", default="http://localhost:8000").rstrip("/")
CSRF_TRUSTED_ORIGINS = env.list("CSRF_TRUSTED_ORIGINS", default=[BASE_URL])

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.contrib.postgres",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "django_htmx",
    "werkdruk.core",
    "werkdruk.accounts",
    "werkdruk.organisations",
    "measures",
    "policy",
    "surveys",
    "projects",
    "werkdruk.home",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.csp.ContentSecurityPolicyMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    # Above: what guards every answer. Below: who is asking. Employees' pages never ask.
    "werkdruk.core.short_way.ShortWayMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "werkdruk.accounts.middleware.LanguageMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    # Last, so that its process_view runs when every other one has had its say.
    "werkdruk.organisations.middleware.TenantMiddleware",
]

ROOT_URLCONF = "werkdruk.urls"
WSGI_APPLICATION = "werkdruk.wsgi.application"
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.debug",
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "werkdruk.organisations.context.tenant",
            ],
            "builtins": [
                "django.templatetags.i18n",
                "django.templatetags.static",
                "werkdruk.core.templatetags.werkdruk",
            ],
        },
    }
]


def _database_urls() -> dict[str, str]:
    """The database addresses by role: `app` for requests and tasks, `owner` for migrations, `maintenance`."""
    url = env.str("DATABASE_URL", default="")
    if url:
        return {
            "app": url,
            "owner": env.str("DATABASE_OWNER_URL", default=""),
            "maintenance": env.str("DATABASE_MAINTENANCE_URL", default=""),
        }
    from werkdruk.embedded import postgres  # the wheel is no production need

    return postgres.database_urls(VAR_DIR)


_urls = _database_urls()
# The role that may vacuum and read nothing; the worker uses it after a wave has closed.
MAINTENANCE_URL = _urls.get("maintenance", "")


def _databases(urls: dict[str, str]) -> dict[str, dict]:
    common = {
        "ENGINE": "django.db.backends.postgresql",
        "CONN_MAX_AGE": env.int("CONN_MAX_AGE", default=600),
        "CONN_HEALTH_CHECKS": True,
    }
    databases = {"default": {**env.db_url_config(urls["app"]), **common}}
    if urls.get("owner"):
        databases["owner"] = {**env.db_url_config(urls["owner"]), **common, "CONN_MAX_AGE": 0}
    return databases


DATABASES = _databases(_urls)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TENANT_MODEL = "organisations.Organisation"

CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
elif not DEBUG:
    # Rate limits have to hold across processes; without Redis the database keeps them.
    CACHES["default"] = {"BACKEND": "django.core.cache.backends.db.DatabaseCache", "LOCATION": "core_cache"}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_ADAPTER = "werkdruk.accounts.adapter.AccountAdapter"
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if INSECURE_HTTP else "https"
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=0)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Werkdruk"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = INSECURE_HTTP
USERSESSIONS_TRACK_ACTIVITY = False

LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = False

STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(VAR_DIR / "static")))
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}
WHITENOISE_MAX_AGE = 3600

CRISPY_ALLOWED_TEMPLATE_PACKS = ["werkdruk"]
CRISPY_TEMPLATE_PACK = "werkdruk"

_email = env.email_url_config(env.str("EMAIL_URL", default="smtp://127.0.0.1:1025"))
EMAIL_BACKEND_PATH = env.str("EMAIL_BACKEND", default=_email["EMAIL_BACKEND"])
_smtp = {
    "host": _email.get("EMAIL_HOST") or "127.0.0.1",
    "port": _email.get("EMAIL_PORT") or 25,
    "username": _email.get("EMAIL_HOST_USER") or "",
    "password": _email.get("EMAIL_HOST_PASSWORD") or "",
    "use_tls": _email.get("EMAIL_USE_TLS", False),
    "use_ssl": _email.get("EMAIL_USE_SSL", False),
    "timeout": 15,
}
MAILERS = {
    "default": {
        "BACKEND": EMAIL_BACKEND_PATH,
        "OPTIONS": _smtp if EMAIL_BACKEND_PATH.endswith("smtp.EmailBackend") else {},
    }
}
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="Werkdruk <noreply@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
# Where mail servers send back what they cannot deliver; `manage.py read_bounces` reads it.
BOUNCE_ADDRESS = env.str("WERKDRUK_BOUNCE_ADDRESS", default="")
# For the whole installation; 0 is no limit.
MAILS_PER_MINUTE = env.int("WERKDRUK_MAILS_PER_MINUTE", default=1200)

CELERY_BROKER_URL = env.str("CELERY_BROKER_URL", default=REDIS_URL or "filesystem://")
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TASK_SERIALIZER = "json"
CELERY_ACCEPT_CONTENT = ["json"]
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
CELERY_WORKER_HIJACK_ROOT_LOGGER = False
CELERY_TASK_DEFAULT_QUEUE = "werkdruk"
if CELERY_BROKER_URL.startswith("filesystem"):
    BROKER_DIR = Path(env.str("WERKDRUK_BROKER_DIR", default=str(VAR_DIR / "broker")))
    for _folder in ("queue", "control"):
        (BROKER_DIR / _folder).mkdir(parents=True, exist_ok=True, mode=0o700)
    CELERY_BROKER_TRANSPORT_OPTIONS = {
        # One folder for both directions: what a producer writes is what the worker reads.
        "data_folder_in": str(BROKER_DIR / "queue"),
        "data_folder_out": str(BROKER_DIR / "queue"),
        "control_folder": str(BROKER_DIR / "control"),
    }
# How often work that a crash or a lost message left behind is taken up again.
RESUME_SECONDS = env.float("WERKDRUK_RESUME_SECONDS", default=60.0)
# A call that waited longer than a few rounds is dropped: the next one does the same, and a busy worker is not buried.
_OFTEN = {"schedule": RESUME_SECONDS, "options": {"expires": max(10.0, 3 * RESUME_SECONDS)}}
CELERY_BEAT_SCHEDULE = {
    "monthly-draw": {
        "task": "surveys.draw_month",
        "schedule": crontab(day_of_month="1", hour="7", minute="0"),
    },
    "close-due-waves": {"task": "surveys.close_due_waves", "schedule": crontab(minute="5")},
    "resume-work": {"task": "core.resume_jobs", **_OFTEN},
    "resume-waves": {"task": "surveys.resume_waves", **_OFTEN},
    "send-member-mail": {"task": "organisations.send_member_mail", **_OFTEN},
    "send-due-mail": {"task": "surveys.send_due_mail", **_OFTEN},
    "weekly-digests": {"task": "home.queue_digests", "schedule": crontab(hour="7", minute="30")},
    "daily-upkeep": {"task": "core.daily_upkeep", "schedule": crontab(hour="3", minute="20")},
}

SECURE_CSP = {
    "default-src": [CSP.NONE],
    "script-src": [CSP.SELF],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF, "data:"],
    "font-src": [CSP.SELF],
    "connect-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "frame-ancestors": [CSP.NONE],
    "base-uri": [CSP.NONE],
    "manifest-src": [CSP.SELF],
}
SECURE_CONTENT_TYPE_NOSNIFF = True
# Same-origin, not none: a form without an Origin would fail its CSRF check. Employees' pages send none at all.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 60 * 60 * 12
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "werkdruk.core.errors.csrf_failure"
if not INSECURE_HTTP:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
    SECURE_HSTS_INCLUDE_SUBDOMAINS = True
    SECURE_HSTS_PRELOAD = True
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-session"
    CSRF_COOKIE_NAME = "__Host-csrf"

DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

structlog.configure(
    processors=[
        structlog.contextvars.merge_contextvars,
        structlog.processors.add_log_level,
        structlog.processors.TimeStamper(fmt="iso"),
        structlog.processors.format_exc_info,
        event_without_links,
        structlog.processors.JSONRenderer(),
    ],
    logger_factory=structlog.PrintLoggerFactory(file=sys.stderr),
)
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"no_links": {"()": "werkdruk.core.logs.WithoutLinks"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "filters": ["no_links"]}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
    "loggers": {
        "django.request": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "ERROR"},
    },
}

SENTRY_DSN = env.str("SENTRY_DSN", default="")
if SENTRY_DSN:
    import sentry_sdk

    from werkdruk.core.logs import scrub_event

    sentry_sdk.init(
        dsn=SENTRY_DSN,
        send_default_pii=False,
        before_send=scrub_event,
        max_request_body_size="never",
        # Local variables hold tokens and answers.
        include_local_variables=False,
    )
