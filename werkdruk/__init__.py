"""Werkdruk. The Celery application is loaded with Django, so that a web process hands work to the right broker."""

from werkdruk.celery import app as celery_app

__all__ = ["celery_app"]
