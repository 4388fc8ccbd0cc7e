# The image of web server, worker and scheduler. Three stages: packages, static files, what runs.
FROM python:3.13-slim AS packages
ENV UV_COMPILE_BYTECODE=1 UV_LINK_MODE=copy UV_PYTHON_DOWNLOADS=never UV_NO_CACHE=1
RUN pip install --no-cache-dir "uv>=0.8"
WORKDIR /app
COPY pyproject.toml uv.lock .python-version ./
RUN uv sync --frozen --no-default-groups --no-install-project

FROM python:3.13-slim AS base
# WeasyPrint draws PDFs with pango; the fonts are for letters that the product's own font lacks.
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 fontconfig fonts-dejavu-core \
 && rm -rf /var/lib/apt/lists/* \
 && useradd --system --uid 10001 --home-dir /app --shell /usr/sbin/nologin werkdruk \
 && install -d -o werkdruk -g werkdruk -m 0700 /keys
ENV PATH=/app/.venv/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    DJANGO_SETTINGS_MODULE=werkdruk.settings STATIC_ROOT=/app/staticfiles \
    WERKDRUK_KEYS_DIR=/keys WERKDRUK_VAR_DIR=/tmp/werkdruk
WORKDIR /app
COPY --from=packages /app/.venv .venv
COPY manage.py ./
COPY werkdruk werkdruk
COPY measures measures
COPY policy policy
COPY surveys surveys
COPY projects projects
COPY templates templates
COPY static static
COPY locale locale

# Settings refuse to load without secrets; collecting files uses none of them.
FROM base AS static
RUN SECRET_KEY=unused-while-building WERKDRUK_LINK_SECRET=unused-while-building \
    DATABASE_URL=postgres://unused@127.0.0.1:1/unused REDIS_URL=redis://127.0.0.1:1/0 \
    ALLOWED_HOSTS=localhost python manage.py collectstatic --noinput

FROM base
COPY --from=static /app/staticfiles staticfiles
USER werkdruk
EXPOSE 8000
# No access log: paths of survey links are personal.
CMD ["python", "-m", "granian", "--interface", "wsgi", "--no-ws", "--host", "0.0.0.0", "--port", "8000", \
     "--workers", "2", "--blocking-threads", "4", "werkdruk.wsgi:application"]
