"""Signals that ask the program to stop, heard only where stopping leaves nothing half done."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

_NAMES = ("SIGINT", "SIGTERM", "SIGHUP", "SIGBREAK")
_STOPS = tuple(getattr(signal, name) for name in _NAMES if hasattr(signal, name))


class Stops:
    """Whether the program was asked to stop, and whether it may stop now."""

    def __init__(self) -> None:
        self.asked = 0
        self._is_heard = False

    def receive(self, number: int, _frame: FrameType | None) -> None:
        """Note the first signal, and stop if this is a place to stop. Later ones would only disturb tidying up."""
        if not self.asked:
            self.asked = number
            if self._is_heard:
                self.answer()

    def answer(self) -> None:
        """Stop here, if the program was asked to."""
        if self.asked == signal.SIGINT:
            raise KeyboardInterrupt
        if self.asked:
            raise SystemExit(128 + self.asked)

    @contextmanager
    def heard(self, *, heard: bool = True) -> Iterator[None]:
        """A stretch in which a signal stops the program at once; or, with *heard* false, one in which it waits."""
        before = self._is_heard
        self._is_heard = heard
        try:
            if heard:
                self.answer()
            yield
        finally:
            self._is_heard = before


@contextmanager
def stops_held_back() -> Iterator[Stops]:
    """A stretch in which signals wait. At its end the first one that came is sent again, to do what it always does.

    Outside the main thread signals never arrive, and are left alone.
    """
    stops = Stops()
    before = {each: signal.getsignal(each) for each in _STOPS}
    taken = {each: was for each, was in before.items() if was not in (None, signal.SIG_IGN)}
    try:
        for each in taken:
            signal.signal(each, stops.receive)
    except ValueError:  # not the main thread
        taken = {}
    try:
        yield stops
    finally:
        for each, was in taken.items():
            signal.signal(each, was)
        if stops.asked:
            signal.raise_signal(stops.asked)
