#!/bin/sh
# Every check and every test; ends with a summary and fails when any of them failed.
#
#   scripts/test.sh          everything
#   scripts/test.sh static   only what reads the code
#
# WERKDRUK_TEST_ARGS are added to pytest's arguments.
set -u
cd "$(dirname "$0")/.."

bin=.venv/bin
apps="werkdruk measures policy surveys projects"
failed=
passed=
log=$(mktemp)
trap 'rm -f "$log"' EXIT
trap 'exit 130' INT TERM

# Runs one check; its output is shown when it fails.
check() {
    name=$1
    shift
    started=$(date +%s)
    if "$@" >"$log" 2>&1; then
        passed="$passed $name"
        printf '  ok      %-22s %3s s\n' "$name" "$(($(date +%s) - started))"
    else
        failed="$failed $name"
        printf '  FAILED  %-22s %3s s\n' "$name" "$(($(date +%s) - started))"
        sed 's/^/          /' "$log"
    fi
}

# The environment of a production server, without a single real secret. No check connects to the database.
as_production() {
    env -u DEBUG -u WERKDRUK_DEMO -u WERKDRUK_INSECURE_HTTP \
        DJANGO_SETTINGS_MODULE=werkdruk.settings \
        SECRET_KEY="$($bin/python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
        WERKDRUK_LINK_SECRET="$($bin/python -c 'import secrets; print(secrets.token_urlsafe(60))')" \
        DATABASE_URL=postgres://werkdruk_app:x@127.0.0.1:1/werkdruk \
        REDIS_URL=redis://127.0.0.1:1/0 \
        ALLOWED_HOSTS=werkdruk.example \
        WERKDRUK_BASE_URL=https://werkdruk.example \
        "$@"
}

begin=$(date +%s)
printf 'Checks\n'
check "ruff check" $bin/ruff check --no-fix .
check "ruff format" $bin/ruff format --check .
# shellcheck disable=SC2086  # a list of folders
check "types" $bin/mypy $apps
check "floors" $bin/lint-imports
check "templates" $bin/djlint templates --lint --quiet
check "migrations" env DJANGO_SETTINGS_MODULE=tests.settings $bin/python manage.py makemigrations --check --dry-run
check "deployment" as_production $bin/python manage.py check --deploy --fail-level WARNING
check "translations" $bin/python scripts/check_messages.py

if [ "${1:-}" != static ]; then
    printf 'Tests\n'
    # shellcheck disable=SC2086  # several arguments
    if $bin/pytest -n "${WERKDRUK_TEST_PROCESSES:-2}" --dist loadgroup ${WERKDRUK_TEST_ARGS:-}; then
        passed="$passed tests"
    else
        failed="$failed tests"
    fi
fi

printf '\n%s seconds. ' "$(($(date +%s) - begin))"
if [ -n "$failed" ]; then
    printf 'Failed:%s\n' "$failed"
    exit 1
fi
printf 'Everything passed:%s\n' "$passed"
