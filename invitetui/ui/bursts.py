"""Keys that come faster than any hand: text pasted into the list, and one press that counts twice.

A terminal that knows how says when text is pasted. One that doesn't sends it as keys, and each letter
of a name would be a command. So the keys that have arrived together are looked at together, before the
first of them is answered.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Callable, Collection
from functools import cached_property

from textual import events
from textual.app import App
from textual.driver import Driver
from textual.message import Message
from textual.widget import Widget

DISTINCT = 5
"""Different characters at once that no hand types; `jjjjjj` and `jj2jK` are keys held down or hurried."""
HOLD = 0.001
"""Seconds that a key waits for others of its burst, and again for as long as more of them come."""
_MOST_WAITS = 50
STILL_PASTED = 0.06
"""Seconds of quiet after which a key is a key again."""
ONE_PRESS = 0.02
"""Seconds within which no finger presses the same key twice."""
QUICK, HELD = 0.05, 3
"""A key that comes again within so many seconds, and so many times in a row, is held down."""


class Arrivals:
    """The keys that have arrived and were not answered yet, and what is known of those before.

    A key came when the terminal reported it, however busy the app was then.
    """

    def __init__(self) -> None:
        self._waiting: deque[events.Key] = deque()
        self._looked_at = 0
        """How many of those waiting were looked at together with one before them."""
        self._pasted: set[int] = set()
        self._ahead: set[int] = set()
        """What was typed ahead into a field, which may not have its focus yet; the key that opens it too."""
        self._quiet_until = float("-inf")
        self._before = self._last = "", float("-inf")
        """The two keys that were taken last, and when they came."""
        self._quick = 0
        """How often in a row the last of them has come again quickly."""
        self.swallowed = 0
        """How many keys of this paste were swallowed so far."""
        self._acted: float | None = None
        """When the terminal reported the key of this burst that has acted on a person, if one has."""

    @property
    def waiting(self) -> bool:
        """Whether a key has arrived that was not answered yet."""
        return bool(self._waiting)

    def note(self, event: events.Key) -> None:
        """Note a key that has arrived."""
        self._waiting.append(event)

    async def is_pasted(
        self, event: events.Key, *, wait: bool, opens: Callable[[events.Key], bool] = lambda _: False
    ) -> bool:
        """Return whether a key is part of pasted text; it is the next to be answered.

        Args:
            event: the key.
            wait: whether others of its burst may still be on their way from the terminal.
            opens: whether a key opens a field here, into which the others of its burst are typed.
        """
        if not self._looked_at:
            self._pasted.clear()
            self._ahead.clear()
            self._acted = None
            for _ in range(_MOST_WAITS if wait and is_text(event) else 0):
                known = len(self._waiting)
                await asyncio.sleep(HOLD)
                if len(self._waiting) == known:
                    break
            self._look(self._waiting, opens)
        self._take(event)
        at = event.time
        pasted = id(event) in self._pasted or (is_text(event) and at < self._quiet_until)
        self._pasted.discard(id(event))
        if pasted:
            self.swallowed = self.swallowed + 1 if at < self._quiet_until else 1
            self._quiet_until = at + STILL_PASTED
        return pasted

    def is_typed(self, event: events.Key) -> bool:
        """Return whether a key goes into the field that has the focus, where text is what is wanted."""
        if id(event) in self._pasted:  # it came after the enter that closes the field
            return False
        self._take(event)
        self._looked_at = 0  # once the field closes, the rest is looked at anew
        return True

    def is_unseen(self, event: events.Key) -> bool:
        """Return whether a key that acts on a person came with another that did, and so for nobody seen."""
        unseen = self._acted is not None and event.time - self._acted < QUICK
        self._acted = self._acted if unseen else event.time
        return unseen

    def is_ahead(self, event: events.Key) -> bool:
        """Return whether a key was typed ahead into a field, in one burst with the key that opens it."""
        return id(event) in self._ahead

    def is_same_press(self, event: events.Key) -> bool:
        """Return whether this key, taken last, is the press before it once more: a bounce, or held down."""
        (before, then), (key, now) = self._before, self._last
        return key == before == event.key and (now - then < ONE_PRESS or self._quick >= HELD)

    def _take(self, event: events.Key) -> None:
        while self._waiting:
            self._looked_at = max(0, self._looked_at - 1)
            if self._waiting.popleft() is event:
                break
        self._before, self._last = self._last, (event.key, event.time)
        again = self._before[0] == event.key and event.time - self._before[1] < QUICK
        self._quick = self._quick + 1 if again else 0

    def _look(self, burst: Collection[events.Key], opens: Callable[[events.Key], bool]) -> None:
        self._looked_at = len(burst)
        text = [event for event in burst if is_text(event)]
        if text and opens(text[0]):  # typed ahead into its field, up to its enter
            ends = next(
                (place for place, event in enumerate(text) if (event.character or "") in "\r\n"), len(text)
            )
            self._ahead = {id(event) for event in text[: ends + 1]}
            text = text[ends + 1 :]
        # Where the app was busy, keys that a hand has pressed one by one are waiting together too.
        by_hand = bool(text) and text[-1].time - text[0].time > QUICK * len(text)
        if not by_hand and len({event.character for event in text}) >= DISTINCT:
            self._pasted |= {id(event) for event in text}


def is_text(event: events.Key) -> bool:
    """Return whether a key is one that text is made of."""
    return event.is_printable or (event.character or "\0") in "\r\n\t"


def takes_text(widget: Widget | None) -> bool:
    """Return whether keys are typed into a widget: a field, or the editor of a note."""
    return hasattr(widget, "insert_text_at_cursor")


class WatchedKeys(App[None]):
    """Lets through only keys that a hand has pressed."""

    class Refused(Message):
        """A key was not let through."""

        def __init__(self, says: str) -> None:
            super().__init__()
            self.says = says

    @cached_property
    def arrivals(self) -> Arrivals:
        """The keys on their way."""
        return Arrivals()

    def get_driver_class(self) -> type[Driver]:
        """Return what listens to the terminal: where it can, one that hands over together what came so."""
        found = super().get_driver_class()
        if found.__name__ != "LinuxDriver":  # on Windows, or one of the person's own
            return found
        from invitetui.ui.listening import Listener  # noqa: PLC0415  # there are none such on Windows

        return Listener

    @property
    def keys_come_singly(self) -> bool:
        """Whether others of a key's burst may still be on their way when it is to be answered."""
        return not (self.is_headless or getattr(self._driver, "hands_over_together", False))

    def post_message(self, message: Message) -> bool:
        """Note each key that the terminal reports."""
        if isinstance(message, events.Key) and not message.is_forwarded:
            self.arrivals.note(message)
        return super().post_message(message)

    async def on_event(self, event: events.Event) -> None:
        """Answer a key, unless it came with pasted text or is one press that counts twice.

        Once the person has left, nothing is answered any more.
        """
        if self._exit and isinstance(event, events.InputEvent | events.Paste):
            return
        if isinstance(event, events.Key) and not event.is_forwarded:
            if takes_text(self.focused) and self.arrivals.is_typed(event):
                pass
            elif await self.arrivals.is_pasted(event, wait=self.keys_come_singly, opens=self.opens_field):
                if not self.is_for_a_field(event):
                    self._refuse(self.pasted(self.arrivals.swallowed))
                return
            elif self.acts_once(event.key) and not self.arrivals.is_ahead(event):
                if self.arrivals.is_same_press(event):
                    self._refuse(f"{event.key} came twice at once and was taken once: once more for the next")
                    return
                if self.arrivals.is_unseen(event):
                    self._refuse(f"{event.key} came before you can have seen whom it is for: once more?")
                    return
            if self.arrivals.is_ahead(event) and not self.opens_field(event):
                await self._field_is_there()
            elif self.answers_at_once and self.answer(event):
                return
        await super().on_event(event)

    async def _field_is_there(self) -> None:
        """Wait for the field that a key has opened: what is typed ahead is meant for it."""
        for _ in range(_MOST_WAITS):
            if takes_text(self.focused):
                break
            await asyncio.sleep(HOLD)

    def _refuse(self, says: str) -> None:
        """Say why, by the way that keys take, and so not before what came of the keys before it."""
        if self.answers_at_once:
            self.say(says)
        else:
            (self.focused or self.screen).post_message(self.Refused(says))

    def on_watched_keys_refused(self, message: Refused) -> None:
        """Say why a key did nothing."""
        self.say(message.says)

    @property
    def answers_at_once(self) -> bool:
        """Whether keys are answered here, and need not go from widget to widget."""
        return False

    def answer(self, event: events.Key) -> bool:
        """Answer a key here and now; return whether it means anything here."""
        raise NotImplementedError

    def acts_once(self, key: str) -> bool:
        """Return whether a key does something to the person under the cursor: one press is for one."""
        raise NotImplementedError

    def opens_field(self, event: events.Key) -> bool:
        """Return whether a key opens a field from which nothing is changed: what follows is meant for it."""
        raise NotImplementedError

    def pasted(self, keys: int) -> str:
        """Return what to say of so many keys that came as pasted text."""
        raise NotImplementedError

    def is_for_a_field(self, event: events.Key) -> bool:
        """Take a key of pasted text into a field that waits for it; return whether there is one."""
        raise NotImplementedError

    def say(self, text: str) -> None:
        """Say something to the person where they are."""
        raise NotImplementedError
