"""An address is never passed on: it is checked, and built anew from its slug."""

from __future__ import annotations

import pytest

from invitetui.domain.profile import HOME, SENT_PAGE, HostileAddress, canonical, openable


@pytest.mark.parametrize(
    "address",
    [
        "https://www.linkedin.com/in/ada-king",
        "http://www.linkedin.com/in/ada-king/",
        "HTTPS://WWW.LinkedIn.COM/in/ada-king",
        "linkedin.com/in/ada-king",
        "www.linkedin.com/in/ada-king?trk=people#top",
        "https://fr.linkedin.com/in/ada-king/en",
        "https://www.linkedin.com/in/ada%2Dking",
        " https://www.linkedin.com/in/ada-king ",
    ],
)
def test_one_profile_has_one_spelling(address: str) -> None:
    assert canonical(address) == "https://www.linkedin.com/in/ada-king"


@pytest.mark.parametrize(
    "slug",
    ["s%C3%B8ren-r%C3%A5dstr%C3%B6m", "søren-rådström", "søren-ra\u030adstro\u0308m", "s%c3%b8ren-rådström"],
)
def test_raw_percent_encoded_and_decomposed_slugs_are_one(slug: str) -> None:
    assert canonical(HOME + slug) == HOME + "søren-rådström"
    assert openable(HOME + slug) == HOME + "s%C3%B8ren-r%C3%A5dstr%C3%B6m"


@pytest.mark.parametrize(
    "address",
    [
        None,
        "",
        "  ",
        "https://www.linkedin.com/in",
        "https://www.linkedin.com/in/",
        "https://www.linkedin.com/",
        "https://www.linkedin.com/company/kiln",
        "https://www.linkedin.com/feed/in/ada",
    ],
)
def test_an_address_without_a_profile_is_none(address: str | None) -> None:
    assert canonical(address) is None
    assert openable(address) == SENT_PAGE


HOSTILE = {
    "user info": "https://www.linkedin.com@evil.example/in/ada",
    "user info before the real host": "https://evil@www.linkedin.com/in/ada",
    "a port": "https://www.linkedin.com:8443/in/ada",
    "an empty port": "https://www.linkedin.com:/in/ada",
    "a port that is none": "https://www.linkedin.com:x/in/ada",
    "a longer host": "https://www.linkedin.com.evil.example/in/ada",
    "a host that ends alike": "https://evillinkedin.com/in/ada",
    "a deeper host": "https://evil.www.linkedin.com/in/ada",
    "another host": "https://evil.example/in/ada",
    "a trailing dot": "https://www.linkedin.com./in/ada",
    "a look-alike letter": "https://www.l\u0456nkedin.com/in/ada",
    "a kelvin sign": "https://www.lin\u212aedin.com/in/ada",
    "full-width letters": "https://www.ｌinkedin.com/in/ada",
    "a broken bracket": "https://[www.linkedin.com/in/ada",
    "no host": "https:///in/ada",
    "two slashes": "//www.linkedin.com/in/ada",
    "a backslash": "https://www.linkedin.com\\@evil.example/in/ada",
    "a backslash in the slug": "https://www.linkedin.com/in/a\\b",
    "a tab": "https://www.linkedin.com/in/a\tda",
    "a tab in the scheme": "java\tscript:alert(1)",
    "a line feed": "https://www.linkedin.com/in/ada\nHost: evil",
    "a NUL": "https://www.linkedin.com/in/a\x00da",
    "a space": "https://www.linkedin.com/in/a da",
    "an escape sequence": "https://www.linkedin.com/in/\x1b[2Jada",
    "a bidi control": "https://www.linkedin.com/in/ada\u202e",
    "a lone surrogate": "https://www.linkedin.com/in/ada\ud800",
    "javascript": "javascript:alert(1)",
    "javascript with a host": "javascript://www.linkedin.com/in/ada%0aalert(1)",
    "data": "data:text/html,ada",
    "a file": "file:///etc/passwd",
    "a file with a host": "file://www.linkedin.com/in/ada",
    "mail": "mailto:ada@linkedin.com",
    "an option": "--profile=/tmp/x",
    "an option as a slug": "https://www.linkedin.com/in/--headless",
    "an encoded slash": "https://www.linkedin.com/in/ada%2F..%2Fevil",
    "an encoded backslash": "https://www.linkedin.com/in/ada%5Cevil",
    "an encoded NUL": "https://www.linkedin.com/in/ada%00",
    "an encoded line feed": "https://www.linkedin.com/in/ada%0a",
    "an encoded twice": "https://www.linkedin.com/in/ada%252Fevil",
    "bytes that are not UTF-8": "https://www.linkedin.com/in/%ff%fe",
    "the folder itself": "https://www.linkedin.com/in/.",
    "the folder above": "https://www.linkedin.com/in/..",
    "the folder above, encoded": "https://www.linkedin.com/in/%2e%2e",
    "an empty slug": "https://www.linkedin.com/in//ada",
    "a shell's characters": "https://www.linkedin.com/in/$(reboot)",
    "quotes": "https://www.linkedin.com/in/ada'\"",
    "an endless slug": "https://www.linkedin.com/in/" + "a" * 201,
}


@pytest.mark.parametrize("address", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_address_is_refused_and_never_opened(address: str) -> None:
    with pytest.raises(HostileAddress):
        canonical(address)
    assert openable(address) == SENT_PAGE


def test_what_was_stored_is_checked_again_before_it_is_opened() -> None:
    assert openable("https://www.linkedin.com/in/ada") == HOME + "ada"
    assert openable("https://evil.example/in/ada") == SENT_PAGE
