"""Sealing ballots while a wave is open.

A sealed box (libsodium: X25519, XSalsa20-Poly1305) can be made by anyone with the public key and opened only
with the private key. The sender leaves no key behind, so even the server that sealed a ballot cannot open it.
Every box of one kind has the same size, because length alone tells who wrote much.
"""

import json
import unicodedata
import uuid
from collections.abc import Callable, Hashable

from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox

from surveys.domain.ballot import Ballot
from surveys.domain.scoring import ANSWERS

SEAL_OVERHEAD = 48
OPEN_ANSWER_LENGTH = 1000
MOST_ANSWERS = 18
MOST_OPEN_ANSWERS = 2
LONGEST_CODE = 64
LONGEST_UNIT = 64

# Bytes before padding. Two open answers of 1,000 characters take at most 4 bytes a character (an escaped
# quote, backslash or new line takes 2): 8,000. Eighteen answers with the longest codes take 18 · 70 = 1,260,
# the open answers' codes 2 · 70, the unit 64, keys and brackets less than 60, the prefix 4: 9,528 together.
BALLOT_SIZE = 10 * 1024
# An open answer of its own, as JSON: 1,000 characters take at most 4,000 bytes (an escaped one takes 2), the unit
# and the brackets less than 100, the prefix 4.
OPEN_ANSWER_SIZE = 5 * 1024

_PREFIX = 4


class SealBroken(ValueError):
    """A box that cannot be opened with this key, or that was not sealed here."""


def new_keypair() -> tuple[bytes, bytes]:
    """A new (private, public) key, 32 bytes each."""
    private = PrivateKey.generate()
    return bytes(private), bytes(private.public_key)


def seal(public: bytes, plaintext: bytes, size: int) -> bytes:
    """Seal ``plaintext``, padded to ``size`` bytes; the box has ``size + SEAL_OVERHEAD`` bytes, always.

    Raises ValueError when it does not fit: at most ``size - 4`` bytes.
    """
    if len(plaintext) > size - _PREFIX:
        raise ValueError(f"{len(plaintext)} bytes do not fit in a box of {size}")
    padded = (len(plaintext).to_bytes(_PREFIX) + plaintext).ljust(size, b"\0")
    return SealedBox(PublicKey(public)).encrypt(padded)


def open_sealed(private: bytes, box: bytes) -> bytes:
    """What was sealed. Raises SealBroken for a wrong key, a changed box or wrong padding."""
    try:
        padded = SealedBox(PrivateKey(private)).decrypt(box)
    except CryptoError as error:
        raise SealBroken("this box does not open with this key") from error
    end = _PREFIX + int.from_bytes(padded[:_PREFIX])
    if len(padded) < _PREFIX or end > len(padded) or padded[end:].strip(b"\0"):
        raise SealBroken("this box was not padded here")
    return padded[_PREFIX:end]


def clean_open_answer(text: str) -> str:
    """The text without control characters (new lines stay, as one character) and surrounding space."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return "".join(
        letter for letter in text if letter == "\n" or unicodedata.category(letter) not in ("Cc", "Cs")
    ).strip()


def encode_ballot(ballot: Ballot) -> bytes:
    """The ballot as JSON in UTF-8, to be sealed with ``BALLOT_SIZE``, in which it always fits.

    Unit, answers by code and open answers by code, in alphabetical order, whatever order they were given in;
    open answers cleaned, empty ones left out. Raises ValueError for more or longer content than promised.
    """
    answers = {code: answer for code, answer in ballot.answers.items() if answer is not None}
    open_answers = {code: clean_open_answer(text) for code, text in ballot.open_answers.items()}
    open_answers = {code: text for code, text in open_answers.items() if text}
    unit = str(ballot.unit)
    if len(answers) > MOST_ANSWERS or len(open_answers) > MOST_OPEN_ANSWERS:
        raise ValueError("a ballot has at most 18 answers and 2 open answers")
    if any(_size(code) > LONGEST_CODE for code in (*answers, *open_answers)) or _size(unit) > LONGEST_UNIT:
        raise ValueError("a code or unit is at most 64 bytes long")
    if any(type(answer) is not int or answer not in ANSWERS for answer in answers.values()):
        raise ValueError("an answer is 1 to 5")
    if any(len(text) > OPEN_ANSWER_LENGTH for text in open_answers.values()):
        raise ValueError("an open answer is at most 1,000 characters long")
    return json.dumps(
        {"unit": unit, "answers": answers, "open": open_answers},
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode()


def decode_ballot(data: bytes, parse_unit: Callable[[str], Hashable] = uuid.UUID) -> Ballot:
    """Inverse of :func:`encode_ballot`. Raises ValueError for anything else."""
    try:
        found = json.loads(data)
        return Ballot(parse_unit(found["unit"]), dict(found["answers"]), dict(found["open"]))
    except (KeyError, TypeError) as error:
        raise ValueError("not a ballot") from error


def encode_open_answer(text: str, unit: str = "") -> bytes:
    """One open answer with the unit that may stand beside it, to be sealed with ``OPEN_ANSWER_SIZE``.

    Raises ValueError for a longer text or unit than promised.
    """
    if len(text) > OPEN_ANSWER_LENGTH or _size(unit) > LONGEST_UNIT:
        raise ValueError("an open answer is at most 1,000 characters long, a unit 64 bytes")
    return json.dumps([unit, text], ensure_ascii=False, separators=(",", ":")).encode()


def decode_open_answer(data: bytes) -> tuple[str, str]:
    """Text and unit (empty: none). Inverse of :func:`encode_open_answer`; ValueError for anything else."""
    found = json.loads(data)
    if not (isinstance(found, list) and len(found) == 2 and all(isinstance(one, str) for one in found)):
        raise ValueError("not an open answer")
    return found[1], found[0]


def _size(text: str) -> int:
    return len(json.dumps(text, ensure_ascii=False).encode()) - 2
