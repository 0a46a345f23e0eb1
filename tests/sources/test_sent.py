"""The Sent page, as text and as HTML: every card with its truth, and nothing but cards."""

from __future__ import annotations

import time
from datetime import timedelta
from urllib.parse import quote

import pytest

from invitetui.domain.text import clean
from invitetui.sources.seen import Page, Seen, SourceError
from tests import archives
from tests.archives import Sent
from tests.sources.taking import HOME, NOW, read

SENT = archives.made_up(300, NOW, seed=5)
LISTED = archives.pending(SENT, NOW)


def page(data: str) -> Page:
    (found,) = read(data.encode(), "sent page").pages
    return found


def lines(*each: str) -> str:
    return "\n".join(each)


def truth(sent: Sent) -> tuple[str, str]:
    return clean(sent.name), " ".join(archives.headline(sent))


@pytest.mark.parametrize("pictures", [True, False])
@pytest.mark.parametrize("furniture", [True, False])
def test_every_card_of_the_text_is_read(pictures: bool, furniture: bool) -> None:
    found = page(archives.sent_text(SENT, NOW, pictures=pictures, furniture=furniture))
    assert [(card.name, card.headline) for card in found.cards] == [truth(sent) for sent in LISTED]
    assert (found.count, found.complete) == (len(LISTED), True)
    for card, sent in zip(found.cards, LISTED, strict=True):
        assert card.sent_earliest < sent.at <= card.sent_latest
        assert card.note == ((clean(sent.note) or None) if pictures or len(sent.note) > 20 else None)


@pytest.mark.parametrize("today", [True, False])
def test_every_card_of_the_html_is_read_with_its_address(today: bool) -> None:
    found = page(archives.sent_html(SENT, NOW, today=today))
    assert [(card.name, card.headline) for card in found.cards] == [truth(sent) for sent in LISTED]
    assert [card.url for card in found.cards] == [sent.url for sent in LISTED]
    assert [card.note for card in found.cards] == [clean(sent.note) or None for sent in LISTED]
    assert (found.count, found.complete) == (len(LISTED), True)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\n\n", "\n \n"])
def test_any_line_ends_and_blank_lines_between(end: str) -> None:
    text = archives.sent_text(SENT, NOW, pictures=True).replace("\n", end)
    assert [(card.name, card.headline) for card in page(text).cards] == [truth(sent) for sent in LISTED]


def test_a_copy_with_fewer_cards_than_its_count_is_incomplete() -> None:
    for data in (archives.sent_text(SENT, NOW, cards=20), archives.sent_html(SENT, NOW, cards=20)):
        found = page(data)
        assert (len(found.cards), found.count, found.complete) == (20, len(LISTED), False)
    without_heading = archives.sent_text(SENT, NOW).replace("People (", "Folk (")
    assert (page(without_heading).count, page(without_heading).complete) == (None, False)


def test_a_card_in_unknown_wording_is_rejected_with_its_line_and_the_copy_is_incomplete() -> None:
    text = lines(
        "People (2)",
        "Ada",
        "Baker",
        "Sent a fortnight ago",
        "Withdraw",
        "Bo",
        "x",
        "Sent 1 day ago",
        "Withdraw",
    )
    seen = read(text.encode(), "clip")
    assert [(r.source, r.line, r.reason) for r in seen.rejected] == [
        ("clip", 4, "“Sent a fortnight ago” is not an age that can be read")
    ]
    assert [card.name for card in seen.pages[0].cards] == ["Bo"]
    assert not seen.pages[0].complete


@pytest.mark.parametrize(
    ("note", "headline"),
    [
        ("Hi Ada, I saw your talk. Shall we stay in touch?", "Baker"),
        ("you said that you would like to meet some day", "Baker"),
        ("It was good to meet Ada at the harbour", "Baker at Kiln. And so on."),
        ("=1+1", "Baker"),
        ("你好，很高兴认识你", "x"),
    ],
)
def test_a_note_without_a_picture_line_below_belongs_to_the_card_above(note: str, headline: str) -> None:
    text = lines(
        "Ada Quill",
        "Cook",
        "Sent 1 day ago",
        "Withdraw",
        note,
        "Bo Vask, Ph.D.",
        headline,
        "Sent today",
        "Withdraw",
    )
    ada, bo = page(text).cards
    assert (ada.name, ada.note, bo.name, bo.headline) == ("Ada Quill", note, "Bo Vask, Ph.D.", headline)


def test_a_card_of_which_it_is_not_sure_where_it_begins_is_rejected() -> None:
    text = lines("Ada", "x", "Sent today", "Withdraw", *"abcdefgh", "Sent today", "Withdraw")
    assert [r.line for r in read(text.encode()).rejected] == [5]


def test_a_headline_says_nothing_of_age_or_picture() -> None:
    headline = ("Sent 3 years ago", "Withdraw all hope", "Bo’s profile picture", "Bo")
    text = lines("Ada’s profile picture", "Ada", *headline, "Sent 2 days ago", "Withdraw")
    (ada,) = page(text).cards
    assert (ada.name, ada.headline) == ("Ada", "Sent 3 years ago Withdraw all hope Bo’s profile picture Bo")


@pytest.mark.parametrize(
    "address",
    ["https://www.linkedin.com@evil.example/in/ada", "https://www.linkedin.com.evil.example/in/ada",
     "https://www.linkedin.com\\@evil.example/in/ada", "javascript:alert(1)//in/ada", "//evil.example/in/ada",
     "https://www.linkedin.com:8443/in/ada", "file:///in/ada", "https://www.linkedin.com/in/-ada/in/"],
)  # fmt: skip
def test_a_hostile_address_is_rejected_with_its_line(address: str) -> None:
    good = archives.sent_html(SENT[:40], NOW)
    first = archives.pending(SENT[:40], NOW)[0]
    html = good.replace(f"{HOME}{quote(first.slug)}/", address)
    seen = read(html.encode(), "page.html")
    assert [(r.source, r.line is not None) for r in seen.rejected] == [("page.html", True)]
    assert not seen.pages[0].complete
    assert all(card.url and card.url.startswith(HOME) for card in seen.pages[0].cards)


def test_html_that_is_no_sent_page_is_refused() -> None:
    for data in (b"<html></html>", b"<!DOCTYPE html><main>Hello</main>", b"<"):
        with pytest.raises(SourceError, match="no invitation on this page"):
            read(data)


@pytest.mark.parametrize(
    "data",
    [
        "<div>" * 200_000,
        "<a" * 300_000,
        "<" * 1_000_000,
        "<!--" * 200_000,
        "<a href='" * 100_000,
        "< " * 500_000,
        "<" + "a" * 1_000_000,
        "<p>" * 200_000,
        "<b>" * 200_000,
        "<script>" * 100_000,
        "<li><ul>" * 100_000,
    ],
    ids=[
        "deep",
        "tags",
        "angles",
        "comments",
        "attributes",
        "spaces",
        "name",
        "paragraphs",
        "bold",
        "scripts",
        "lists",
    ],
)
def test_monstrous_html_is_refused_within_a_second(data: str) -> None:
    before = time.process_time()
    with pytest.raises(SourceError):
        read(data.encode())
    assert time.process_time() - before < 1


def test_what_stands_in_scripts_and_comments_is_no_depth() -> None:
    html = archives.sent_html(SENT, NOW)
    noise = (
        "<script>var a = '" + "<div>" * 1_000 + "';</script><!-- " + "<div>" * 1_000 + " -->" + "<p>x" * 1_000
    )
    assert page(html.replace("<main>", noise + "<main>")).complete


def test_a_field_of_a_megabyte_is_refused_with_its_line() -> None:
    big = "x" * 1_000_000
    for data in (
        lines("Ada", big, "Sent today", "Withdraw"),
        archives.sent_html(SENT[:40], NOW).replace("</main>", "").replace("Baker", big).replace("CTO", big),
    ):
        with pytest.raises(SourceError, match=r"line \d+: .* longer than 131,072"):
            read(data.encode())


def test_a_page_of_many_cards_is_read_in_time() -> None:
    many = archives.made_up(4_000, NOW, seed=6, namesakes=False)
    for data in (archives.sent_text(many, NOW), archives.sent_html(many, NOW)):
        before = time.process_time()
        assert page(data).complete
        assert time.process_time() - before < 3


def test_other_languages() -> None:
    text = lines(
        "Personnes (1)",
        "Photo de profil de Zoë Zeel",
        "Zoë Zeel",
        "Boulangère",
        "Envoyée il y a 2 semaines",
        "Retirer",
    )
    found = page(text)
    assert (found.cards[0].name, found.cards[0].headline, found.complete) == ("Zoë Zeel", "Boulangère", True)


def test_the_moment_has_to_be_told() -> None:
    from invitetui.sources import archive  # noqa: PLC0415

    with pytest.raises(SourceError, match="moment"):
        archive.read_bytes(archives.sent_text(SENT, NOW).encode(), "clip")
    assert isinstance(read(archives.sent_text(SENT, NOW).encode()), Seen)


LANGUAGES = {
    "fr": "Personnes|Retirer|Retirer l’invitation à {}|Photo de profil de {}|Envoyée il y a 2 semaines",
    "de": "Personen|Zurückziehen|Einladung an {} zurückziehen|Profilbild von {}|Vor 2 Wochen gesendet",
    "es": "Personas|Retirar|Retirar la invitación a {}|Foto de perfil de {}|Enviada hace 2 semanas",
    "pt": "Pessoas|Retirar|Retirar o convite enviado para {}|Foto do perfil de {}|Enviado há 2 semanas",
    "it": "Persone|Ritira|Ritira l’invito inviato a {}|Foto del profilo di {}|Inviato 2 settimane fa",
    "nl": "Personen|Intrekken|Uitnodiging aan {} intrekken|Profielfoto van {}|2 weken geleden verzonden",
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", ["text", "today", "until 2024"])
def test_the_whole_page_in_other_languages(language: str, form: str) -> None:
    people, withdraw, label, picture, told = LANGUAGES[language].split("|")
    sent = [
        archives.Sent("Zoë", "Zeel", "zoe-zeel", NOW - timedelta(days=15)),
        archives.Sent("Bo", "Vask", "bo-vask", NOW - timedelta(days=16), "Bonjour, hallo, hola!"),
    ]
    made = (
        archives.sent_text(sent, NOW)
        if form == "text"
        else archives.sent_html(sent, NOW, today=form == "today")
    )
    made = made.replace("People (", f"{people} (").replace("Sent 2 weeks ago", told)
    for name in ("Zoë Zeel", "Bo Vask"):
        made = made.replace(f"Withdraw invitation sent to {name}", label.format(name))
        made = made.replace(f"{name}’s profile picture", picture.format(name))
    found = page(made.replace("Withdraw", withdraw))
    assert found.complete
    assert [(card.name, card.headline, card.note) for card in found.cards] == [
        (one.name, " ".join(archives.headline(one)), one.note or None) for one in sent
    ]
    assert {NOW - card.sent_latest for card in found.cards} == {timedelta(days=14)}
