"""Which files can belong to a request: known by what is in them, and by a name that says the same."""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from enum import StrEnum

MAX_BYTES = 5 * 1024 * 1024
MOST_FILES = 10
LONGEST_NAME = 150

# Extension → content type. What a browser would run as a page (HTML, SVG) is not among them.
TYPES = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "odt": "application/vnd.oasis.opendocument.text",
    "png": "image/png",
    "jpg": "image/jpeg",
}
_ALIASES = {"jpeg": "jpg"}
_CONTROL = re.compile(r"[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
_PATH = re.compile(r"[\\/:*?\"<>|]+")


class FileProblem(StrEnum):
    """Why a file cannot be added."""

    EMPTY = "empty"
    TOO_BIG = "too_big"
    OTHER_KIND = "other_kind"
    NAME_DIFFERS = "name_differs"


class UnfitFile(Exception):
    """The file cannot be used; `problem` says why."""

    def __init__(self, problem: FileProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that can be kept: a name without anything odd in it, its kind (a key of `TYPES`), its bytes."""

    name: str
    kind: str
    content: bytes


def check_file(name: str, content: bytes) -> CheckedFile:
    """The file as it can be kept; raises `UnfitFile` when it is empty, too big, or not what its name says."""
    if not content:
        raise UnfitFile(FileProblem.EMPTY)
    if len(content) > MAX_BYTES:
        raise UnfitFile(FileProblem.TOO_BIG)
    kind = _kind(content)
    if kind is None:
        raise UnfitFile(FileProblem.OTHER_KIND)
    clean = clean_name(name)
    stem, dot, ending = clean.rpartition(".")
    ending = _ALIASES.get(ending.lower(), ending.lower())
    if not dot or ending != kind:
        raise UnfitFile(FileProblem.NAME_DIFFERS)
    return CheckedFile(f"{stem.strip() or 'document'}.{kind}", kind, content)


def clean_name(name: str) -> str:
    """The last part of `name` without signs that steer a screen or a file system, of a length that can be stored."""
    last = re.split(r"[\\/]", unicodedata.normalize("NFC", name))[-1]
    clean = _PATH.sub(" ", _CONTROL.sub("", last)).strip(" .")
    stem, dot, ending = clean.rpartition(".")
    return f"{stem[: LONGEST_NAME - 20]}{dot}{ending[:10]}" if dot else clean[: LONGEST_NAME - 20]


def _kind(content: bytes) -> str | None:
    """What the first bytes (and in a zip the parts) say that the file is."""
    if content.startswith(b"%PDF-"):
        return "pdf"
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png"
    if content.startswith(b"\xff\xd8\xff"):
        return "jpg"
    if content.startswith(b"PK\x03\x04"):
        return _zipped(content)
    return None


def _zipped(content: bytes) -> str | None:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            names = set(parts.namelist())
            if {"[Content_Types].xml", "word/document.xml"} <= names:
                # A document with macros can hold a program.
                return None if any(one.endswith("vbaProject.bin") for one in names) else "docx"
            first = parts.infolist()[0] if names else None
            if first is not None and first.filename == "mimetype" and first.file_size < 100:
                return "odt" if parts.read(first) == TYPES["odt"].encode() else None
    except (zipfile.BadZipFile, ValueError, RuntimeError, NotImplementedError, OSError):
        return None
    return None
