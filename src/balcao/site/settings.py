"""Django's settings, from the options of `options.py`. Nothing else reads the environment."""

from datetime import timedelta
from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from balcao.analytics.economies import EconomyFileError, economy
from balcao.site import options
from balcao.site.guard import refuse_public_demo
from balcao.site.logs import logging_of

HOME = Path(options.HOME.text()).resolve()
DEMO = options.DEMO.flag()
ALLOWED_HOSTS = options.HOSTS.listed()
if DEMO:
    refuse_public_demo(ALLOWED_HOSTS)

DEBUG = False
SECRET_KEY, *SECRET_KEY_FALLBACKS = options.secret_keys(HOME)
ECONOMY = options.ECONOMY.text().upper()
ECONOMY_FILE = Path(options.ECONOMY_FILE.text()).resolve() if options.ECONOMY_FILE.text() else None
AGENCY = options.AGENCY.text()
CONTACT = options.CONTACT.text()
HTTPS = options.HTTPS.flag()
ADDRESS = options.ADDRESS.text().rstrip("/") or f"{'https' if HTTPS else 'http'}://{ALLOWED_HOSTS[0]}"
MAX_UPLOAD = options.MAX_UPLOAD.number()
CLAMD = options.CLAMD.text()
_hourly_bytes = options.HOURLY_BYTES.number()
HOURLY = {  # how many, and how many bytes, somebody may bring or take in an hour; 0 is without bound
    "visits": (options.HOURLY_VISITS.number(), _hourly_bytes // 4),
    "files": (options.HOURLY_FILES.number(), _hourly_bytes),
    "papers": (options.HOURLY_PAPERS.number(), _hourly_bytes),
    "businesses": (options.HOURLY_BUSINESSES.number(), 0),
    "lists": (options.HOURLY_LISTS.number(), 0),
}
METRICS_KEY = options.METRICS_KEY.text()
FILES = options.FILES.text() or str(HOME / "files")
S3_ENDPOINT = options.S3_ENDPOINT.text()
OIDC = bool(options.OIDC_SERVER.text())

INSTALLED_APPS = [
    "balcao.site",
    "balcao.accounts",
    "balcao.records",
    "balcao.messaging",
    "balcao.businesses",
    "balcao.diagnoses",
    "balcao.programmes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_cotton.apps.SimpleAppConfig",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",  # allauth's list of passkeys asks for it
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "balcao.site.middleware.Watched",
    "balcao.site.middleware.Observed",
    "balcao.site.versions.Versions",
    "balcao.site.middleware.Encrypted",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "balcao.site.middleware.Compressed",
    "balcao.site.middleware.Bounded",
    "balcao.site.middleware.Networks",
    "balcao.site.middleware.Addressed",
    "balcao.accounts.sessions.Numbered",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "balcao.accounts.sessions.Sessions",
    "balcao.site.middleware.ReadersLanguage",
    "balcao.site.programs.Programs",
    "balcao.accounts.sessions.Forms",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "balcao.diagnoses.visits.Visits",
    "balcao.accounts.second_factor.SecondFactor",
]

ROOT_URLCONF = "balcao.site.urls"
WSGI_APPLICATION = "balcao.site.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "balcao.site.context.site",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    [
                        "django_cotton.cotton_loader.Loader",
                        "django.template.loaders.app_directories.Loader",
                    ],
                )
            ],
            "builtins": ["django_cotton.templatetags.cotton", "balcao.site.templatetags.balcao"],
        },
    }
]

# Where things are kept
_env = environ.Env()
if options.DATABASE.text():
    DATABASES = {"default": _env.db_url_config(options.DATABASE.text())}
    if DATABASES["default"]["ENGINE"] == "django.db.backends.postgresql":
        DATABASES["default"]["ENGINE"] = "balcao.site.postgresql"
    DATABASES["default"]["CONN_MAX_AGE"] = 600
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
else:
    DATABASES = {
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / "balcao.sqlite3",
            "CONN_MAX_AGE": 600,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-16000;",
            },
        }
    }
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "balcao.site.counters.Counters",
        "LOCATION": "counts",
    },  # of allauth and ninja; nothing else is kept here
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 200},
    },
}
TASKS = {
    "default": {
        "BACKEND": "django_tasks_db.DatabaseBackend",
        "QUEUES": ["default", "files", "visitors", "post", "hooks"],
    }
}
FILE_UPLOAD_HANDLERS = ["balcao.site.uploading.Careful"]
FILE_UPLOAD_TEMP_DIR = HOME / "uploads"
FILE_UPLOAD_TEMP_DIR.mkdir(parents=True, exist_ok=True)
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_NUMBER_FILES = 5
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": {"location": HOME}},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Language, time
LANGUAGES = [("zh-hant", "中文"), ("pt-pt", "Português"), ("en", "English")]
LANGUAGE_CODE = options.LANGUAGE.text() or options.first_language(ECONOMY, ECONOMY_FILE)
LANGUAGE_COOKIE_NAME = "language"
LANGUAGE_COOKIE_AGE = 365 * 86400
LANGUAGE_COOKIE_SAMESITE = "Lax"
USE_I18N = True
USE_TZ = True
try:
    TIME_ZONE = economy(ECONOMY, ECONOMY_FILE).zone
except EconomyFileError as error:
    raise ImproperlyConfigured(f"{options.ECONOMY_FILE.name}, {error}") from None

# People
SESSION_ENGINE = "balcao.accounts.sessions"
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "desk"
LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "balcao.accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "balcao.accounts.adapter.SocialAdapter"
MFA_ADAPTER = "balcao.accounts.adapter.MFAAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_UNIQUE_EMAIL = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_MAX_ATTEMPTS = 3
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = True  # twice (accounts/door.py)
ACCOUNT_RATE_LIMITS = {  # for whatever address; for one from each of its own browsers, from a network, from all strangers, for a proof (accounts/codes.py)
    "request_login_code": "20/m/ip",
    "code_own_browser": "3/m/key,12/h/key",
    "code_network": "3/m/key",
    "code_strangers": "30/h/key",
    "confirm_email": "60/h/key",  # beside them: narrower, a stranger would keep a newcomer from their code
    "code_proof": "3/m/key,12/h/key",
}
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_REAUTHENTICATION_TIMEOUT = 900
ALLAUTH_TRUSTED_PROXY_COUNT = NINJA_NUM_PROXIES = (
    1 if HTTPS else 0
)  # counted by the visitor's address, as the proxy tells it
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 600
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
AGENCY_SESSION, AGENCY_IDLE = timedelta(hours=12), timedelta(minutes=30)
"""How long people of the agency stay signed in: in all, and without doing anything."""
OTHERS_IDLE = timedelta(days=14)
"""How long others stay signed in without doing anything; in all it is SESSION_COOKIE_AGE."""
ACCOUNT_FORMS = {
    "request_login_code": "balcao.accounts.forms.RequestLoginCodeForm",
    "signup": "balcao.accounts.forms.SignupForm",
    "add_email": "balcao.accounts.forms.AddEmailForm",
}
SOCIALACCOUNT_FORMS = {"signup": "balcao.accounts.forms.NationalSignupForm"}
MFA_FORMS = {
    "authenticate": "balcao.accounts.forms.AuthenticateForm",
    "reauthenticate": "balcao.accounts.forms.ReauthenticateForm",
    "authenticate_webauthn": "balcao.accounts.forms.AuthenticateByPasskeyForm",
    "login_webauthn": "balcao.accounts.forms.LoginByPasskeyForm",
    "reauthenticate_webauthn": "balcao.accounts.forms.ReauthenticateByPasskeyForm",
}
MFA_SUPPORTED_TYPES = ["totp", "webauthn"]  # recovery codes are our own (accounts/recovery.py)
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_PASSKEY_SIGNUP_ENABLED = True
MFA_TOTP_ISSUER = AGENCY
MFA_TOTP_TOLERANCE = 0  # a code opens for its own 30 seconds and no longer
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not HTTPS
USERSESSIONS_TRACK_ACTIVITY = False
SOCIALACCOUNT_ONLY = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "provider_class": "balcao.accounts.national.provider.Provider",
        "APPS": [
            {
                "provider_id": "national",
                "name": options.OIDC_NAME.text(),
                "client_id": options.OIDC_CLIENT.text(),
                "secret": options.OIDC_SECRET.text(),
                "settings": {"server_url": options.OIDC_SERVER.text(), "oauth_pkce_enabled": True},
            }
        ]
        if OIDC
        else [],
    }
}

# Messages
_mail = _env.email_url_config(options.MAIL.text()) if options.MAIL.text() else {}
EMAIL_BACKEND = "balcao.messaging.letters.Letters"  # what Django and its apps write waits in the queue of deliveries
MAIL_BACKEND = _mail.pop("EMAIL_BACKEND", "django.core.mail.backends.filebased.EmailBackend")  # and leaves by this
EMAIL_TIMEOUT = options.MAIL_TIMEOUT.number()
EMAIL_FILE_PATH = HOME / "mail"
globals().update(_mail)
DEFAULT_FROM_EMAIL = options.MAIL_FROM.text()
SMS_URL = options.SMS_URL.text()
SMS_KEY = options.SMS_KEY.text()
HOOK_HOSTS = options.HOOK_HOSTS.listed()
KEEP_YEARS = options.KEEP_YEARS.number()
MESSAGE_STORAGE = (
    "django.contrib.messages.storage.session.SessionStorage"  # what pages say may name somebody: it stays here
)


# Safety
def _origin(address: str) -> str:
    """Scheme and host of an address: browsers count the way to the identity provider as part of the form."""
    return "/".join(address.split("/")[:3])


CONTENT_SECURITY_POLICY = "; ".join(
    f"{directive} {' '.join(sources)}"
    for directive, sources in {
        "default-src": ["'none'"],
        "object-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'", "data:"],
        "connect-src": ["'self'"],
        "font-src": ["'self'"],
        "manifest-src": ["'self'"],
        "form-action": ["'self'", *([_origin(options.OIDC_SERVER.text())] if OIDC else [])],
        "base-uri": ["'none'"],
        "frame-ancestors": ["'none'"],
    }.items()
)
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = LANGUAGE_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 30 * 86400
WHO_COOKIE_NAME = "who"
CSRF_FAILURE_VIEW = "balcao.site.views.form_expired"
if HTTPS:
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_SSL_REDIRECT = True
    SECURE_REDIRECT_EXEMPT = ["^health$", "^ready$", "^metrics$"]
    SECURE_HSTS_SECONDS, SECURE_HSTS_INCLUDE_SUBDOMAINS = 365 * 86400, True
    SESSION_COOKIE_NAME, CSRF_COOKIE_NAME = "__Host-sessionid", "__Host-csrftoken"  # no other host can set them
    LANGUAGE_COOKIE_NAME = "__Host-language"
    WHO_COOKIE_NAME = "__Host-who"
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = True
    ACCOUNT_DEFAULT_HTTP_PROTOCOL = "https"

LOGGING = logging_of(options.LOG_LEVEL.text())
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008", "security.W012", "security.W016"]  # TLS is an option
SILENCED_SYSTEM_CHECKS += ["security.W003"]  # it knows Django's own guard of forms only, and not what is made of it
SILENCED_SYSTEM_CHECKS += ["models.W040"]  # what an index holds beside its keys, PostgreSQL alone keeps
