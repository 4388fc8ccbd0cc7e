"""Codes that a person can type: 11 letters and digits with a check character, in groups of four.

29 characters, a prime number, none of which looks like another: with a weighted sum modulo 29 every single wrong
character and every two neighbours that changed places are noticed. 11 of them are 53 bits.
"""

ALPHABET = "23456789ABCDFGHJKMNPQRSTVWXYZ"
PAYLOAD = 11
LENGTH = PAYLOAD + 1


def make_code(secret: bytes) -> str:
    """The code of `secret` (random bytes, at least 12), without spaces."""
    number = int.from_bytes(secret, "big")
    letters = []
    for _ in range(PAYLOAD):
        number, digit = divmod(number, len(ALPHABET))
        letters.append(ALPHABET[digit])
    payload = "".join(letters)
    return payload + _check(payload)


def grouped(code: str) -> str:
    """The code as it is printed."""
    return " ".join(code[at : at + 4] for at in range(0, len(code), 4))


def read_code(typed: str) -> str | None:
    """What was typed as a code: case, spaces and dashes do not matter; None when it is mistyped."""
    code = "".join(letter for letter in typed.upper() if letter.isalnum())
    if len(code) != LENGTH or any(letter not in ALPHABET for letter in code):
        return None
    return code if code[-1] == _check(code[:-1]) else None


def _check(payload: str) -> str:
    total = sum(weight * ALPHABET.index(letter) for weight, letter in enumerate(payload, start=2))
    # The sum with the check character, which weighs 1, is a multiple of 29.
    return ALPHABET[-total % len(ALPHABET)]
