"""A dictionary that versions share is, to whoever asks, the dictionary that the edits make."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from invitetui.domain import overlay
from invitetui.domain.overlay import Overlay

keys = st.sampled_from("abcdefgh")
edits = st.dictionaries(keys, st.none() | st.integers(), max_size=3)
writing = st.dictionaries(keys, st.integers(), max_size=3)


def edited(values: dict[str, int], changes: dict[str, int | None]) -> dict[str, int]:
    """Return what a plain dictionary becomes."""
    values = dict(values)
    for key, value in changes.items():
        if value is None:
            values.pop(key, None)
        else:
            values[key] = value
    return values


@given(writing, st.lists(st.tuples(edits, st.booleans()), max_size=8), st.integers(0, 4))
def test_every_version_stays_what_the_edits_made_of_it(
    first: dict[str, int], steps: list[tuple[dict[str, int | None], bool]], fold_at: int
) -> None:
    usual, overlay._FOLD_AT = overlay._FOLD_AT, max(1, fold_at)
    try:
        versions, models = [Overlay(first)], [first]
        for changes, goes_through_all in steps:
            versions.append(versions[-1].edited(changes))
            models.append(edited(models[-1], changes))
            if goes_through_all:
                assert list(versions[-1].items()) == list(models[-1].items())
        for version, model in zip(versions, models, strict=True):
            assert_is(version, model)
    finally:
        overlay._FOLD_AT = usual


def assert_is(version: Overlay[int], model: dict[str, int]) -> None:
    every = "abcdefghi"
    assert [version.get(key) for key in every] == version.some(every) == [model.get(key) for key in every]
    assert [key in version for key in every] == [key in model for key in every]
    assert {key: version[key] for key in model} == model
    assert (len(version), list(version)) == (len(model), list(model))
    assert list(version.values()) == list(model.values())
    assert version == model
    assert version == Overlay(model)
    assert version.whole == model
