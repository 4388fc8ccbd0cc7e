"""The Celery application: ``celery -A werkdruk.celery:app worker`` and ``… beat``."""

import os

from celery import Celery

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkdruk.settings")

app = Celery("werkdruk")
app.config_from_object("django.conf:settings", namespace="CELERY")
app.autodiscover_tasks()
