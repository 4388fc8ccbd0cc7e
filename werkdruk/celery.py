"""The Celery application: ``celery -A werkdruk.celery:app worker`` and ``… beat``."""

import os

from celery import Celery
from kombu.transport import TRANSPORT_ALIASES

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkdruk.settings")

# The broker of a trial: kombu's own, with messages that appear whole.
TRANSPORT_ALIASES["filesystem"] = "werkdruk.core.broker:Transport"

app = Celery("werkdruk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
