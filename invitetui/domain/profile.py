"""Profile addresses: checked, taken apart, and built anew from the slug alone."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote, unquote, urlsplit

from invitetui.domain.text import REPLACEMENT, clean

HOME = "https://www.linkedin.com/in/"
SENT_PAGE = "https://www.linkedin.com/mynetwork/invitation-manager/sent/"

_HOST = re.compile(r"(?:[a-z]{2,3}\.)?linkedin\.com", re.ASCII | re.IGNORECASE)
"""`linkedin.com`, `www.`, and LinkedIn's own country hosts (`fr.linkedin.com`)."""

_WRITTEN_OUT = re.compile(r"https://www\.linkedin\.com/in/((?:[\w-]|%[0-9A-Fa-f]{2})+)/?")
"""As LinkedIn writes nearly all of them: of these only the slug is in question."""

_FORBIDDEN_IN_SLUG = frozenset("/\\?#%<>\"'`@:;,|^{}[]()$!*+=& ")
_LONGEST_SLUG = 200


class HostileAddress(ValueError):
    """An address that only looks like LinkedIn's, or that is no web address at all."""


def canonical(address: str | None) -> str | None:
    """Return the one spelling of a profile's address, or None where it names no profile.

    The slug is unquoted and NFC-normalised, because LinkedIn writes it raw in one export and
    percent-encoded in another: `https://www.linkedin.com/in/søren-rådström`.

    Raises:
        HostileAddress: another host, user info, a port, a backslash, a control character,
            another scheme, or a slug with characters that no slug has.
    """
    if address is None or not (address := address.strip(" ")):
        return None
    if written_out := _WRITTEN_OUT.fullmatch(address):
        return HOME + _checked_slug(written_out[1])
    if "\\" in address or " " in address or clean(address) != address:
        raise HostileAddress("the address has a character that no web address has")
    if "://" not in address:
        address = "https://" + address
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise HostileAddress("the address can't be read") from error
    if parts.scheme not in ("https", "http") or "@" in parts.netloc or port is not None:
        raise HostileAddress("the address is not a plain web address")
    if not _HOST.fullmatch(parts.netloc):
        raise HostileAddress("the address is not on linkedin.com")
    folder, _, rest = parts.path.strip("/").partition("/")
    if folder != "in" or not rest:
        return None
    return HOME + _checked_slug(rest.partition("/")[0])


def slug_of(url: str) -> str:
    """Return the slug of a canonical address."""
    return url.removeprefix(HOME)


def checked(url: str | None) -> str | None:
    """Return a stored address checked once more, for the file may have been edited by hand; else None."""
    try:
        return canonical(url)
    except HostileAddress:
        return None


def openable(url: str | None) -> str:
    """Return the address to hand to a browser: built anew and percent-encoded, or the Sent page."""
    address = checked(url)
    return HOME + quote(slug_of(address), safe="") if address else SENT_PAGE


def _checked_slug(quoted: str) -> str:
    slug = unicodedata.normalize("NFC", unquote(quoted))
    if not slug or len(slug) > _LONGEST_SLUG or slug in (".", "..") or slug.startswith("-"):
        raise HostileAddress("the address has no profile name that LinkedIn could have given")
    if slug.replace("-", "a").isalnum():
        return slug
    if clean(slug) != slug or any(_has_no_place_in_a_slug(character) for character in slug):
        raise HostileAddress("the profile name in the address has characters that none has")
    return slug


def _has_no_place_in_a_slug(character: str) -> bool:
    return (
        character in _FORBIDDEN_IN_SLUG
        or character == REPLACEMENT
        or unicodedata.category(character) in ("Cn", "Co", "Zs")
    )
