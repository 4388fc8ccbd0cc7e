"""Private keys as files that only the worker can read, outside the database and outside its backups.

A key is made before the transaction that needs it commits and destroyed after the one that ends it; the sweep
(`destroy_all_but`) removes what a crash left. Losing the key of an open wave loses that wave's answers.
"""

import os
from collections.abc import Iterable
from pathlib import Path
from uuid import UUID

from django.conf import settings
from nacl.public import PrivateKey

from surveys.domain.seal import new_keypair


class KeyLost(RuntimeError):
    """The file of a key that is still needed is not there."""


def make_key(organisation_id: UUID, name: str) -> bytes:
    """Make the key `name` and return its public half; a key that exists already is kept (a task that runs again).

    The caller holds the lock of the row that the key belongs to: nobody makes the same key at the same time.
    """
    path = _path(organisation_id, name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    private, _ = new_keypair()
    # The key gets its name when it is whole: a crash leaves no half key under it.
    new = path.with_suffix(".new")
    new.unlink(missing_ok=True)
    handle = os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(private)
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(new, path)
    except FileExistsError:
        private = read_key(organisation_id, name)
    new.unlink()
    _sync(path.parent)
    return bytes(PrivateKey(private).public_key)


def read_key(organisation_id: UUID, name: str) -> bytes:
    """The private key, 32 bytes; raises `KeyLost` when the file is gone or cut short."""
    try:
        private = _path(organisation_id, name).read_bytes()
    except FileNotFoundError as error:
        raise KeyLost(f"The key {name} is not in {settings.KEYS_DIR}.") from error
    if len(private) != PrivateKey.SIZE:
        raise KeyLost(f"The key {name} in {settings.KEYS_DIR} is damaged.")
    return private


def destroy_key(organisation_id: UUID, name: str) -> None:
    """Overwrite and remove the key; nothing happens when it is gone already."""
    path = _path(organisation_id, name)
    path.with_suffix(".new").unlink(missing_ok=True)
    try:
        with path.open("r+b") as file:
            file.write(os.urandom(PrivateKey.SIZE))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except FileNotFoundError:
        return
    _sync(path.parent)


def destroy_all_but(organisation_id: UUID, prefix: str, wanted: Iterable[str]) -> list[str]:
    """Destroy every key of the organisation whose name starts with `prefix` and is not `wanted`; their names."""
    keep = set(wanted)
    folder = _path(organisation_id, "any").parent
    names = sorted({path.stem for path in folder.glob(f"{prefix}*") if path.suffix in (".key", ".new")})
    gone = [name for name in names if name not in keep]
    for name in gone:
        destroy_key(organisation_id, name)
    return gone


def _path(organisation_id: UUID, name: str) -> Path:
    return Path(settings.KEYS_DIR) / str(organisation_id) / f"{name}.key"


def _sync(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
