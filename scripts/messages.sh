#!/bin/sh
# Collects the texts to translate from code and templates, and compiles the translations.
set -eu
cd "$(dirname "$0")/.."
export DJANGO_SETTINGS_MODULE=tests.settings
.venv/bin/python manage.py makemessages --locale nl --no-wrap --no-location \
    --ignore .venv --ignore var --ignore tests --ignore bench --ignore docs
.venv/bin/python manage.py compilemessages --locale nl --locale en
