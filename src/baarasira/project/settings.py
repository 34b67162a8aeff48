"""Settings of an installation; everything that differs between installations comes from the environment.

docs/installation.md lists every variable; a test holds the two together.
"""

import os
import secrets
import tempfile
from pathlib import Path

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from baarasira.kernel.addresses import networks

from .catalogues import merge_alike
from .paths import PACKAGE, data_folder

DATA = data_folder()
DATA.mkdir(parents=True, exist_ok=True)
BAARASIRA_KEYS = Path(os.environ.get("BAARASIRA_KEYS", DATA / "keys"))
# Where the files that people hand in lie (a folder, or https://host/bucket), and how many MiB one of them may have.
BAARASIRA_FILES = os.environ.get("BAARASIRA_FILES", str(DATA / "files"))
BAARASIRA_BUCKET_REGION = os.environ.get("BAARASIRA_BUCKET_REGION", "us-east-1")
BAARASIRA_BUCKET_KEY = os.environ.get("BAARASIRA_BUCKET_KEY", "")
BAARASIRA_BUCKET_SECRET = os.environ.get("BAARASIRA_BUCKET_SECRET", "")
# What looks for viruses in them: clamd:/path/of/its/socket, clamd:host:port, or a command that reads the file.
BAARASIRA_SCANNER = os.environ.get("BAARASIRA_SCANNER", "")
BAARASIRA_FILE_LIMIT = int(os.environ.get("BAARASIRA_FILE_LIMIT", "25"))
BAARASIRA_FONTS = Path(os.environ.get("BAARASIRA_FONTS", "/usr/share/fonts/truetype/noto"))
BAARASIRA_AGENCY = os.environ.get("BAARASIRA_AGENCY", "Agence Nationale Pour l'Emploi")
BAARASIRA_STATE = os.environ.get("BAARASIRA_STATE", "République du Mali")
BAARASIRA_MOTTO = os.environ.get("BAARASIRA_MOTTO", "Un Peuple – Un But – Une Foi")
BAARASIRA_MINISTRY = os.environ.get(
    "BAARASIRA_MINISTRY", "Ministère chargé de l'Emploi et de la Formation professionnelle"
)
BAARASIRA_ISSUER = os.environ.get("BAARASIRA_ISSUER", "anpe-mali")
# Where the public reaches this installation (https://…): what the codes on cards lead to. Empty: the address in use.
BAARASIRA_ADDRESS = os.environ.get("BAARASIRA_ADDRESS", "").rstrip("/")
BAARASIRA_DEMO = (DATA / "demo").exists()


def _secret() -> str:
    """Return the installation's secret, made at first use and readable by its owner alone."""
    if given := os.environ.get("BAARASIRA_SECRET"):
        return given
    BAARASIRA_KEYS.mkdir(parents=True, exist_ok=True, mode=0o700)
    path = BAARASIRA_KEYS / "secret.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text().strip()
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_urlsafe(48))
    return path.read_text().strip()


SECRET_KEY = _secret()
DEBUG = os.environ.get("BAARASIRA_DEBUG", "") == "1"
ALLOWED_HOSTS = os.environ.get("BAARASIRA_HOSTS", "localhost,127.0.0.1,[::1]").split(",")
CSRF_TRUSTED_ORIGINS = [origin for origin in os.environ.get("BAARASIRA_ORIGINS", "").split(",") if origin]
# The proxies whose X-Forwarded-For is believed: addresses or networks. None: the header is not read.
try:
    BAARASIRA_TRUSTED_PROXIES = networks(os.environ.get("BAARASIRA_TRUSTED_PROXIES", ""))
except ValueError as _fault:
    raise ImproperlyConfigured(f"BAARASIRA_TRUSTED_PROXIES: {_fault}") from _fault
BAARASIRA_HTTPS = os.environ.get("BAARASIRA_HTTPS", "") == "1"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "django_otp",
    "django_otp.plugins.otp_totp",
    "django_otp.plugins.otp_static",
    "django_tasks",
    "django_tasks_db",
    "baarasira.kernel",
    "baarasira.reference",
    "baarasira.network",
    "baarasira.accounts",
    "baarasira.people",
    "baarasira.doubles",
    "baarasira.counselling",
    "baarasira.cooperation",
    "baarasira.employers",
    "baarasira.programmes",
    "baarasira.openings",
    "baarasira.matching",
    "baarasira.candidacies",
    "baarasira.selection",
    "baarasira.training.courses",
    "baarasira.training.orders",
    "baarasira.training.online",
    "baarasira.training.apprenticeships",
    "baarasira.training.certificates",
    "baarasira.training.timetables",
    "baarasira.training.competitions",
    "baarasira.mobility.contracts",
    "baarasira.mobility.journeys",
    "baarasira.mobility.incidents",
    "baarasira.mobility.clearances",
    "baarasira.reintegration.cases",
    "baarasira.reintegration.visits",
    "baarasira.reintegration.projects",
    "baarasira.reintegration.funds",
    "baarasira.reintegration.placements",
    "baarasira.messaging",
    "baarasira.statistics",
    "baarasira.api",
    "baarasira.jobs",
    "baarasira.web",
    "baarasira.public",
    "baarasira.project",
]
# A room is listed before it is furnished; one without an application module yet is left out.
INSTALLED_APPS = [
    name
    for name in INSTALLED_APPS
    if not name.startswith("baarasira.") or PACKAGE.joinpath(*name.split(".")[1:], "apps.py").exists()
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django_otp.middleware.OTPMiddleware",
    "baarasira.web.shell.sessions.SessionClockMiddleware",
    "django.contrib.auth.middleware.LoginRequiredMiddleware",
    "baarasira.web.accounts.middleware.ActorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "baarasira.web.shell.once.OnceMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "baarasira.web.errors.NotAllowedMiddleware",
    "baarasira.web.errors.BusinessErrorMiddleware",
]

ROOT_URLCONF = "baarasira.project.urls"
WSGI_APPLICATION = "baarasira.project.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": sorted([*PACKAGE.glob("web/*/templates"), *PACKAGE.glob("public/**/templates")]),
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "baarasira.web.context.shell",
            ],
            "libraries": {
                "ui": "baarasira.web.shell.templatetags.ui",
                "pictures": "baarasira.web.apprenticeships.pictures_tags",
            },
        },
    }
]

FORM_RENDERER = "baarasira.web.shell.forms.Renderer"

DATABASE_URL = os.environ.get("DATABASE_URL", f"sqlite:///{DATA / 'baarasira.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["ENGINE"] = "baarasira.kernel.sqlite3"  # writers are served in turn
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        # FULL: what was confirmed to a person survives a power cut, which WAL with NORMAL does not promise. Pages are carried from
        # the journal to their places 8,000 at a time (32 MB), not 1,000: many are written again before that. The file is read, not
        # mapped: whenever another process has written, SQLite would unmap and map it anew, in every connection.
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
            "PRAGMA cache_size=-64000; PRAGMA mmap_size=0; PRAGMA wal_autocheckpoint=8000;"
        ),
    }
    DATABASES["default"]["TEST"] = {"NAME": Path(tempfile.gettempdir()) / f"baarasira-test-{os.getpid()}.sqlite3"}
else:
    DATABASES["default"]["OPTIONS"] = {"connect_timeout": 10}

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["baarasira.accounts.backends.AccountBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}", "OPTIONS": options}
    for name, options in {
        "UserAttributeSimilarityValidator": {"user_attributes": ("email", "given_name", "surname")},
        "MinimumLengthValidator": {"min_length": 12},
        "CommonPasswordValidator": {},
        "NumericPasswordValidator": {},
    }.items()
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "accounts:sign-in"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "accounts:sign-in"
OTP_LOGIN_URL = "accounts:second-factor"
OTP_TOTP_ISSUER = "Baarasira"
SESSION_ENGINE = "baarasira.accounts.sessions"
SESSION_COOKIE_AGE = 10 * 3600
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_HTTPONLY = True
CSRF_FAILURE_VIEW = "baarasira.web.errors.csrf_failure"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = BAARASIRA_HTTPS
SECURE_HSTS_SECONDS = 31_536_000 if BAARASIRA_HTTPS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BAARASIRA_HTTPS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "media-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    }
}

merge_alike()
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", _("French")), ("en", _("English"))]
LOCALE_PATHS = sorted(PACKAGE.glob("**/locale"))
LANGUAGE_COOKIE_NAME = "language"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Africa/Bamako"
FORMAT_MODULE_PATH = ["baarasira.project.formats"]
FIRST_DAY_OF_WEEK = 1

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
MEDIA_ROOT = DATA / "media"
FILE_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_MEMORY_SIZE = 60 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o600
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "baarasira.web.files.handlers.LimitedUploadHandler",
]

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
_SMTP_HOST = os.environ.get("BAARASIRA_SMTP_HOST", "")
EMAIL_BACKEND = (
    "django.core.mail.backends.smtp.EmailBackend" if _SMTP_HOST else "django.core.mail.backends.filebased.EmailBackend"
)
EMAIL_HOST = _SMTP_HOST
EMAIL_PORT = int(os.environ.get("BAARASIRA_SMTP_PORT", "587"))
EMAIL_HOST_USER = os.environ.get("BAARASIRA_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("BAARASIRA_SMTP_PASSWORD", "")
EMAIL_USE_TLS = bool(_SMTP_HOST)
EMAIL_FILE_PATH = DATA / "mail"
DEFAULT_FROM_EMAIL = os.environ.get("BAARASIRA_MAIL_FROM", "baarasira@localhost")

# The operator's gateway for SMS: a JSON POST of {id, to, text}. Empty: SMS wait in the outbox.
BAARASIRA_SMS_URL = os.environ.get("BAARASIRA_SMS_URL", "")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
