#!/bin/sh
# Puts everything the product needs into this folder (.venv and var), and, as root on Debian or Ubuntu, installs
# missing system packages. Nothing else on the machine changes. Does nothing, quickly, when all is there.
#
#   scripts/bootstrap.sh          what a demo needs
#   scripts/bootstrap.sh tests    what the tests need besides
#
# WERKDRUK_SKIP_PACKAGES=1 leaves system packages alone.
set -eu
cd "$(dirname "$0")/.."

say() { printf '%s\n' "$*" >&2; }
stop() {
    printf '\n%s\n' "$*" >&2
    exit 1
}

wanted=$(cat .python-version)

is_wanted() {
    [ "$("$1" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null)" = "$wanted" ]
}

# A Python of the wanted version: on the path, in pyenv's folder, or one that uv installed. A pyenv shim answers
# to the name but may have no such version selected, so each candidate has to run.
find_python() {
    for candidate in "python$wanted" python3 \
        "${PYENV_ROOT:-$HOME/.pyenv}/versions/$wanted"*/bin/python3 \
        "$HOME/.local/share/uv/python/cpython-$wanted"*/bin/python3 \
        var/python/cpython-"$wanted"*/bin/python3 \
        /usr/local/bin/"python$wanted" /opt/*/bin/"python$wanted"; do
        if is_wanted "$candidate"; then
            "$candidate" -c 'import os, sys; print(os.path.realpath(sys.executable))'
            return
        fi
    done
}

# uv reads the lock file; versions before 0.8 do not know its format.
is_good_uv() {
    version=$("$@" --version 2>/dev/null) || return 1
    version=${version#uv }
    major=${version%%.*}
    minor=${version#*.}
    minor=${minor%%.*}
    [ "$major" -gt 0 ] || [ "$minor" -ge 8 ]
}

# One that is there, or a private one in var/uv.
find_uv() {
    for candidate in var/uv/bin/uv uv "$HOME/.local/bin/uv" "$HOME/.cargo/bin/uv" \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/*/bin/uv; do
        if is_good_uv "$candidate"; then
            echo "$candidate"
            return
        fi
    done
    base=${python:-$(command -v python3 || true)}
    [ -n "$base" ] || stop "Python is missing. Install Python $wanted (package python3 and python3-venv) and try again."
    say "Installing uv into var/uv"
    rm -rf var/uv
    mkdir -p var
    if ! "$base" -m venv var/uv >/dev/null 2>&1; then
        rm -rf var/uv
        [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
            stop "$base cannot make virtual environments. Install the package python3-venv, or uv, and try again."
        apt_install python3-venv
        "$base" -m venv var/uv
    fi
    var/uv/bin/python -m pip install --quiet --disable-pip-version-check 'uv>=0.8' >&2 ||
        stop "uv could not be installed. See the message above; uv may also be installed by hand."
    echo var/uv/bin/uv
}

apt_install() {
    say "Installing system packages: $*"
    export DEBIAN_FRONTEND=noninteractive
    apt-get update -qq >&2
    # At runlevel 1 Debian installs services without starting them.
    RUNLEVEL=1 apt-get install -y -qq --no-install-recommends "$@" >/dev/null ||
        stop "apt-get could not install: $*"
}

install_python_packages() {
    stamp=$(cksum pyproject.toml uv.lock .python-version)
    if [ -x .venv/bin/python ] && [ "$(cat .venv/.complete 2>/dev/null)" = "$stamp" ] && is_wanted .venv/bin/python
    then
        return
    fi
    python=$(find_python)
    uv=$(find_uv)
    mkdir -p var
    # Where no Python of this version is found, uv fetches one; into this folder, not into the home folder.
    export UV_PYTHON_INSTALL_DIR="$PWD/var/python"
    # The second try trusts the machine's own certificates: on many office networks only those are right.
    "$uv" sync --frozen --quiet --python "${python:-$wanted}" 2>var/sync.log ||
        "$uv" --system-certs sync --frozen --quiet --python "${python:-$wanted}" || {
        [ -n "$python" ] || stop "Python $wanted was not found here and could not be fetched. Install it and try again."
        stop "The Python packages could not be installed; see the message above."
    }
    printf '%s\n' "$stamp" >.venv/.complete
}

has_library() {
    .venv/bin/python - "$@" <<'PYTHON' 2>/dev/null
import ctypes
import ctypes.util
import sys

for name in sys.argv[1:]:
    try:
        ctypes.CDLL(f"lib{name}.so.0")
    except OSError:
        if sys.platform == "linux" or ctypes.util.find_library(name) is None:
            sys.exit(1)
PYTHON
}

has_fonts() {
    for place in /usr/share/fonts /usr/local/share/fonts "$HOME/.fonts" "$HOME/.local/share/fonts" /Library/Fonts; do
        [ -n "$(find "$place" \( -name '*.ttf' -o -name '*.otf' -o -name '*.ttc' \) 2>/dev/null | head -n 1)" ] && return
    done
    return 1
}

has_command() {
    for name in "$@"; do
        command -v "$name" >/dev/null 2>&1 && return
    done
    return 1
}

install_system_packages() {
    missing=
    has_library pango-1.0 pangoft2-1.0 harfbuzz-subset ||
        missing="$missing libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0"
    has_fonts || missing="$missing fontconfig fonts-dejavu-core"
    if [ "${1:-}" = tests ]; then
        has_command chromium chromium-browser google-chrome || missing="$missing chromium"
        has_command msgfmt || missing="$missing gettext"
        has_command pdftotext || missing="$missing poppler-utils"
        has_command redis-server || missing="$missing redis-server"
    fi
    [ -n "$missing" ] || return 0
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
        # shellcheck disable=SC2086  # a list of names
        apt_install $missing
    else
        stop "These system packages are missing (names of Debian and Ubuntu):
 $missing
Install them, for example with: sudo apt-get install$missing
or set WERKDRUK_SKIP_PACKAGES=1 to go on without (PDFs need pango, browser tests need chromium)."
    fi
}

install_python_packages
[ -n "${WERKDRUK_SKIP_PACKAGES:-}" ] || install_system_packages "$@"
