"""Settings of the tests: the product's own, against the embedded PostgreSQL with row security in force."""

import atexit
import os
import shutil
import tempfile
from pathlib import Path

os.environ.setdefault("SECRET_KEY", "tests-only-" + "x" * 50)
os.environ.setdefault("WERKDRUK_LINK_SECRET", "tests-only-" + "y" * 50)
os.environ.setdefault("WERKDRUK_INSECURE_HTTP", "1")
os.environ.setdefault("ALLOWED_HOSTS", "testserver,localhost,127.0.0.1")
os.environ.setdefault("WERKDRUK_BASE_URL", "http://testserver")
_scratch = Path(tempfile.mkdtemp(prefix="werkdruk-tests-"))
atexit.register(shutil.rmtree, _scratch, ignore_errors=True)
os.environ.setdefault("WERKDRUK_KEYS_DIR", str(_scratch / "keys"))
os.environ.setdefault("WERKDRUK_BROKER_DIR", str(_scratch / "broker"))
os.environ.setdefault("WERKDRUK_DEMO_MAIL_DIR", str(_scratch / "mail"))
os.environ.setdefault("STATIC_ROOT", str(_scratch / "static"))
(_scratch / "static").mkdir()
os.environ.setdefault("LOG_LEVEL", "WARNING")
os.environ.setdefault("WERKDRUK_MAILS_PER_MINUTE", "0")
if "DATABASE_URL" not in os.environ:
    from werkdruk.embedded import postgres

    os.environ["WERKDRUK_TEST_CLUSTER"] = str(Path(__file__).resolve().parent.parent / "var" / "test")
    _cluster = postgres.ensure(Path(os.environ["WERKDRUK_TEST_CLUSTER"]), fast=True, hold=True)
    os.environ["DATABASE_URL"] = _cluster.url("werkdruk", "werkdruk_app")
    os.environ["DATABASE_OWNER_URL"] = _cluster.url("werkdruk", "werkdruk_owner")
    os.environ["WERKDRUK_TEST_MAINTENANCE_URL"] = _cluster.url("postgres", "werkdruk_maintenance")
    os.environ["WERKDRUK_TEST_ADMIN_URL"] = _cluster.url("postgres", "postgres")

from werkdruk.settings import *  # noqa: E402, F403  the environment has to be set first

# The checks of a password are slow on purpose; tests sign in hundreds of times.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MAILERS = {"default": {"BACKEND": "django.core.mail.backends.locmem.EmailBackend"}}
CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
CELERY_TASK_ALWAYS_EAGER = False
