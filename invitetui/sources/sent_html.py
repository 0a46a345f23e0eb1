"""LinkedIn's Sent page saved as HTML: the same cards as its text, with their profile addresses.

Since 2025 the cards are list items under a `lazy-column`, until 2024 they were `li.invitation-card`.
Class names are hashed today, so that the roles and labels meant for screen readers are what is read.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime

from selectolax.lexbor import LexborHTMLParser, LexborNode

from invitetui.domain.profile import HostileAddress
from invitetui.domain.text import clean
from invitetui.sources.ages import WITHDRAW, age
from invitetui.sources.fields import Range, Unreadable, address
from invitetui.sources.seen import Page, Rejected, Seen, SeenInvitation, SourceError
from invitetui.sources.sent_text import WHAT, count_in, is_picture
from invitetui.sources.table import LONGEST_FIELD

DEEPEST = 400
"""Tags that may be open at once; LinkedIn's page has some sixty."""

_LABEL = re.compile(r"withdraw invitation sent to (.+)", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<!--|<(/?)([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_ENDS = {
    "<!--": re.compile("-->"),
    **{name: re.compile(f"</{name}", re.IGNORECASE) for name in ("script", "style", "textarea", "title")},
}
"""What ends a run of characters in which there are no tags."""
_OPEN_AT_WILL = frozenset(
    "area base br col embed hr img input link meta source track wbr "
    "html head body p li dt dd option tr td th thead tbody tfoot".split()
)
"""Tags that nothing closes, or that need not be closed."""


@dataclass(frozen=True, slots=True)
class Structure:
    """How the page marks its parts at some time, as CSS selectors."""

    card: str
    name: str
    note: str


TODAY = Structure(
    card='main [data-testid="lazy-column"] [role="listitem"]',
    name="",
    note='[data-testid="expandable-text-box"]',
)
UNTIL_2024 = Structure(
    card="ul.mn-invitation-list > li.invitation-card",
    name=".invitation-card__tvm-title",
    note='[class*="custom-message"]',
)


def read(text: str, source: str, now: datetime) -> Seen:
    """Return the cards of the page, and whether they are all that it had.

    Args:
        text: the page as the browser saved it.
        source: what messages call it.
        now: the instant (UTC) at which the page was saved, from which its ages count.

    Raises:
        SourceError: there is no card in it, or it is nested more deeply than any page of LinkedIn.
    """
    _require_shallow(text, source)
    page = LexborHTMLParser(text)
    page.strip_tags(["script", "style", "svg", "code", "template", "noscript"])
    for structure in (TODAY, UNTIL_2024):
        if found := page.css(structure.card):
            return _read(page, found, structure, _Places(text, source), now)
    raise SourceError(
        source, None, "there is no invitation on this page: it is not the Sent page, or not whole"
    )


def _read(
    page: LexborHTMLParser, found: list[LexborNode], structure: Structure, places: _Places, now: datetime
) -> Seen:
    cards: list[SeenInvitation] = []
    rejected: list[Rejected] = []
    count = _count(page)
    for node in found:
        card = _Card(node, structure)
        line = places.line_of(card)
        try:
            cards.append(card.invitation(now, line, places.source))
        except (Unreadable, HostileAddress) as error:
            rejected.append(Rejected(places.source, line, str(error)))
    addresses = {card.url.casefold() for card in cards if card.url}
    once_each = len(addresses) + sum(card.url is None for card in cards)
    complete = count == len(cards) == once_each and not rejected
    whole = Page(places.source, now, tuple(cards), count, complete)
    return Seen(WHAT, pages=(whole,), rejected=tuple(rejected))


class _Places:
    """Where the cards stand in the file, for messages: cards come in the order of the text."""

    def __init__(self, text: str, source: str) -> None:
        self.source = source
        self._text = text
        self._at = 0
        self._line = 1

    def line_of(self, card: _Card) -> int:
        """Return the line of the card's address or name, or that of the card before."""
        for mark in (card.href, card.name):
            if mark and (at := self._text.find(mark, self._at)) >= 0:
                self._line += self._text.count("\n", self._at, at)
                self._at = at
                break
        return self._line


class _Card:
    """One list item, taken apart. The note is taken out first, so that it is not read as headline."""

    def __init__(self, node: LexborNode, structure: Structure) -> None:
        notes = node.css(structure.note)
        self.note = clean(" ".join(note.text(separator=" ", strip=True) for note in notes)) or None
        for note in notes:
            note.decompose()
        links = node.css('a[href*="/in/"]')
        self.href = next((href for link in links if (href := link.attributes.get("href"))), "")
        self.name = self._name(node, links, structure)
        self._lines = [
            line for raw in node.text(separator="\n", strip=True).split("\n") if (line := clean(raw))
        ]

    @staticmethod
    def _name(node: LexborNode, links: list[LexborNode], structure: Structure) -> str:
        labels = [
            node.attributes.get("aria-label") or "" for node in node.css("a[aria-label], button[aria-label]")
        ]
        for label in labels:
            if found := _LABEL.fullmatch(label.strip()):
                return clean(found[1])
        if structure.name and (title := node.css_first(structure.name)):
            return clean(title.text(separator=" ", strip=True))
        named = [text for link in links if (text := clean(link.text(separator=" ", strip=True)))]
        # In other languages the label says the name too, at another place.
        return next((name for name in named if any(name in label for label in labels)), "")

    def invitation(self, now: datetime, line: int, source: str) -> SeenInvitation:
        """Return what the card says; raises as `age` and `address` do."""
        if max(map(len, [self.name, self.note or "", *self._lines])) > LONGEST_FIELD:
            raise SourceError(source, line, f"a text is longer than {LONGEST_FIELD:,} characters")
        if not self.name:
            raise Unreadable("the card has no name")
        place, (earliest, latest) = self._age(now)
        shown = [
            text
            for text in self._lines[:place]
            if text != self.name and text.casefold() not in WITHDRAW and not is_picture(text, self.name)
        ]
        href = self.href if "://" in self.href or not self.href.startswith("/in/") else _HOST + self.href
        return SeenInvitation(
            self.name, address(href), earliest, latest, self.note, line, source, " ".join(shown) or None
        )

    def _age(self, now: datetime) -> tuple[int, Range]:
        """Return which line is the age, and what it means: the last one, for a headline may be one too."""
        unreadable = Unreadable("the card has no age")
        for place in range(len(self._lines) - 1, -1, -1):
            line = self._lines[place]
            if line.casefold() in WITHDRAW:
                continue
            try:
                return place, age(line, now, bare=True)
            except Unreadable as error:
                unreadable = error if place == len(self._lines) - 1 else unreadable
        told = [line for line in self._lines if line.casefold() not in WITHDRAW]
        if told:
            age(told[-1], now)
        raise unreadable


_HOST = "https://www.linkedin.com"


def _count(page: LexborHTMLParser) -> int | None:
    for link in page.css('a[href$="/sent/CONNECTION/"]'):
        if found := re.search(r"\(([0-9][0-9.,'’\s]*)\)", link.text(separator=" ", strip=True)):
            digits = re.sub(r"[^0-9]", "", found[1])
            return int(digits) if len(digits) < 8 else None
    titles = page.css("main a, main button, main h1, main h2, h1, h2, button")
    return count_in(clean(title.text(separator=" ", strip=True)) for title in titles)


def _require_shallow(text: str, source: str) -> None:
    """Refuse what the parser would take hours for: its time grows with the square of the depth."""
    depth = at = 0
    while found := _TAG.search(text, at):
        at = found.end()
        name = (found[2] or found[0]).lower()
        if not found[1] and (ends := _ENDS.get(name)):
            if not (end := ends.search(text, at)):
                return
            at = end.start() if name != "<!--" else end.end()
            depth += name != "<!--"
        elif name not in _OPEN_AT_WILL and not found[0].endswith("/>"):
            depth = max(0, depth - 1) if found[1] else depth + 1
        if depth > DEEPEST:
            line = text.count("\n", 0, found.start()) + 1
            told = f"more than {DEEPEST} tags are open at once, which no page of LinkedIn has"
            raise SourceError(source, line, told)
