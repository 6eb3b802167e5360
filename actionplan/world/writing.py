"""Files changed all or none, by one writer at a time.

With the locks held, what is there is read again, what is to be there is proved, and `Held.write` puts it there.
Whatever happens in between, a full drive, a signal, a power cut: each file is the old one or the new one.
"""

from __future__ import annotations

import os
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple, NoReturn

from actionplan.world.locking import LOCK_WAIT_SECONDS, Lock, take
from actionplan.world.place import Place, check_unchanged, look, place_of
from actionplan.world.refused import Refused, Unsettled, reason, refusal
from actionplan.world.replacing import Found, flush_folder, put_beside, put_in_place, remove, remove_leftovers
from actionplan.world.stopping import Stops, stops_held_back

__all__ = ["LOCK_WAIT_SECONDS", "Change", "Held", "Refused", "Unsettled", "held", "read_to_change"]


class Change(NamedTuple):
    """A file to be changed: what it held when it was read (None: there was none), and what it is to hold."""

    path: Path
    before: bytes | None
    after: bytes


class _Step(NamedTuple):
    """A change on its way: its place, the file as it was, and the name of the new file beside it."""

    change: Change
    place: Place
    was: Found | None
    beside: str


def read_to_change(path: Path, inside: Path) -> bytes | None:
    """What the file at *path* holds; None where there is none yet. Takes no lock: for what is shown before it is held.

    Raises Refused where it could not be changed: not an ordinary file, read-only, hard-linked, or not in *inside*.
    """
    found = look(place_of(path, inside))
    return None if found is None else found.data


@contextmanager
def held(paths: Sequence[Path], inside: Path, who: str = "", wait: float = LOCK_WAIT_SECONDS) -> Iterator[Held]:
    """The files at *paths*, which lie in the folder *inside*, held for this process alone until the block ends.

    Other writers are waited for up to *wait* seconds; they are told of *who*, by default the user's own name.
    A signal to stop inside the block unwinds it and then does what it always does; while files change, it waits.
    Raises Refused where a file is held by somebody else, or cannot be.
    """
    places = {path: place_of(path, inside) for path in paths}
    with stops_held_back() as stops, ExitStack() as release:
        locks = []
        named = {place.real: place for place in places.values()}
        for real in sorted(named):  # everybody in the same order, so that no two wait for each other
            lock = take(real, str(named[real].path), who, wait, partial(_pause, stops))
            release.callback(lock.release)
            locks.append(lock)
            remove_leftovers(real)
        with stops.heard():
            yield Held(places, locks, stops)


def _pause(stops: Stops, seconds: float) -> None:
    with stops.heard():
        time.sleep(seconds)


class Held:
    """Files that only this process writes, as long as the others keep to the locks."""

    def __init__(self, places: Mapping[Path, Place], locks: Sequence[Lock], stops: Stops) -> None:
        self._places = places
        self._locks = locks
        self._stops = stops

    def read(self, path: Path) -> bytes | None:
        """What is there now; None where there is no file. Raises Refused where it could not be changed."""
        found = look(self._places[path])
        return None if found is None else found.data

    def write(self, changes: Sequence[Change]) -> None:
        """Make all of *changes*, or none.

        Raises Refused where a file is not what it was before, or cannot be written: then nothing was changed. Raises
        Unsettled, which says how things stand, where not even that could be brought about.
        """
        if len({self._places[change.path].real for change in changes}) < len(changes):
            raise ValueError("two changes to one file")
        with self._stops.heard(heard=False), ExitStack() as litter:
            found = [self._check(change) for change in changes]
            steps = [
                self._prepare(change, was, litter)
                for change, was in zip(changes, found, strict=True)
                if change.after != change.before
            ]
            for change in changes:
                self._check(change)
            self._check_locks()
            self._stops.answer()
            _put_all(steps)
        self._stops.answer()

    def _check(self, change: Change) -> Found | None:
        return check_unchanged(self._places[change.path], change.before, change.after)

    def _prepare(self, change: Change, was: Found | None, litter: ExitStack) -> _Step:
        place = self._places[change.path]
        try:
            beside = put_beside(place.real, change.after, was.state if was else None)
        except OSError as error:
            raise refusal(change.path, error) from None
        litter.callback(remove, beside)
        return _Step(change, place, was, beside)

    def _check_locks(self) -> None:
        for lock in self._locks:
            if not lock.is_kept():
                raise Refused(f"{lock.path} was deleted while it was needed. Nothing was changed.\nRun it again.")


def _put_all(steps: Sequence[_Step]) -> None:
    """Put every new file in its place; where one cannot be, put back those that were replaced before it."""
    done: list[_Step] = []
    for step in steps:
        try:
            put_in_place(step.beside, step.place.real)
        except OSError as error:
            _put_back(done, steps, error)
        done.append(step)
    _flush_folders(steps)


def _put_back(done: Sequence[_Step], steps: Sequence[_Step], error: OSError) -> NoReturn:
    """Undo what was *done* of *steps*. Raises Refused if all of it is undone, else Unsettled."""
    failed = steps[len(done)].change.path
    undone = [step for step in reversed(done) if _is_undone(step)]
    if len(undone) == len(done):
        raise refusal(failed, error) from None
    why, remedy = reason(error)
    still_new = [step for step in done if step not in undone]
    raise Unsettled(
        f"{failed} cannot be written: {why}. What was written before it could not be taken back.\n"
        f"New: {_names(still_new)}. As before: {_names(step for step in steps if step not in still_new)}.\n{remedy}"
    ) from None


def _is_undone(step: _Step) -> bool:
    """Whether the file is again what it was, in the same way in which it was replaced."""
    try:
        if Path(step.place.real).read_bytes() != step.change.after:  # somebody else's by now
            return False
        if step.was is None:
            os.unlink(step.place.real)  # noqa: PTH108  # plain text paths are what the rest here has
            return True
        beside = put_beside(step.place.real, step.was.data, step.was.state)
        try:
            put_in_place(beside, step.place.real)
        except OSError:
            remove(beside)
            raise
    except OSError:
        return False
    return True


def _flush_folders(steps: Sequence[_Step]) -> None:
    try:
        for folder in sorted({step.place.folder for step in steps}):
            flush_folder(folder)
    except OSError as error:
        raise Unsettled(
            f"{_names(steps)}: written, but the drive did not confirm that it is kept: {reason(error)[0]}.\n"
            "Look whether the change is there; have the drive looked at."
        ) from None


def _names(steps: Iterable[_Step]) -> str:
    return ", ".join(str(step.change.path) for step in steps)
