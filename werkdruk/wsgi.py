"""The WSGI entry point: ``werkdruk.wsgi:application``."""

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "werkdruk.settings")

application = get_wsgi_application()
