"""Werkdruk: tackle workload together with your people."""

# Every process that hands work to a worker needs the configured Celery application.
from werkdruk.celery import app as celery_app

__all__ = ["celery_app"]
