"""What must not hide in words that somebody types and many people get by mail: addresses and unseen letters."""

import re
import unicodedata

# What a mail program makes a link of, whether or not it says http.
ADDRESS = re.compile(r"(?i)\b(?:[a-z][a-z0-9+.-]*://|www\.)[^\s<>()\"']+|\b(?:javascript|data|vbscript):\S*")


def is_hidden(letter: str, *, lines: bool) -> bool:
    """Line ends where there is one line, control characters, and what turns or hides text."""
    if lines and letter in "\r\n\t":
        return False
    return unicodedata.category(letter) in ("Cc", "Cf", "Co", "Cs", "Zl", "Zp") and letter != "\u200d"


def leads_away(text: str, *, lines: bool) -> bool:
    """Whether `text` holds an address or letters that nobody sees: words in a mail lead to our own pages only."""
    return bool(ADDRESS.search(text)) or any(is_hidden(letter, lines=lines) for letter in text)
