"""Untrusted text: names, notes, headlines, file names, error texts. Data, never markup or escapes."""

from __future__ import annotations

import re
import unicodedata

REPLACEMENT = "\N{REPLACEMENT CHARACTER}"

_HARMFUL = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufff9-\ufffb]"
)
"""Control characters (C0 but for white space, DEL, C1), line and bidi controls, lone surrogates."""

_SPACES = re.compile(r"\s+")
_LINES = re.compile("\r\n|[\n\x0b\x0c\r\x1c-\x1e\x85\u2028\u2029]")


def clean(text: str) -> str:
    """Return `text` on one line, with all that could steer a terminal shown as U+FFFD.

    Used on import and again on display, for a file may have been edited by hand in between.
    """
    if text.isprintable() and "  " not in text:  # then its only white space is the plain space
        return text.strip(" ")
    # A paragraph or line separator is white space to `\s`, so harm goes first.
    return _SPACES.sub(" ", _HARMFUL.sub(REPLACEMENT, text)).strip()


def harmless(text: str) -> str:
    """Return `text` with its lines and spaces as they are, and what could steer a terminal as U+FFFD.

    For what a person is writing: nothing of it is tidied up.
    """
    return "\n".join(_HARMFUL.sub(REPLACEMENT, line.replace("\t", " ")) for line in _LINES.split(text))


def fold(text: str) -> str:
    """Return the form in which two names are compared: composed, caseless, single spaces."""
    if text.isascii():
        return clean(text).lower()
    # Case folding may leave letters that compose anew: `ß` and an accent become `sś`.
    return unicodedata.normalize("NFC", clean(unicodedata.normalize("NFC", text)).casefold())
