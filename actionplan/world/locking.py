"""One writer at a time: a lock file beside each file that is written, which says who holds it.

The lock is the name: whoever creates the file holds it. On Linux and macOS the holder also keeps an flock on it, which
the system lets go when the process dies, however it dies; so a lock that can be had is a dead one, and is removed. On
Windows an open file cannot be deleted; there a lock that can be deleted is a dead one.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from typing import NamedTuple

from actionplan.world import clock
from actionplan.world.refused import Refused, refusal
from actionplan.world.replacing import remove

if sys.platform != "win32":
    import fcntl

LOCK_WAIT_SECONDS = 10.0
SHORTEST_PAUSE = 0.005
LONGEST_PAUSE = 0.03
_FIRST_LINE = "actionplan is writing"
_RECORD_LIMIT = 1000
_HELD_ELSEWHERE = (errno.EAGAIN, errno.EACCES)
_OPEN = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)


class Holder(NamedTuple):
    """Who holds a lock, as the lock says."""

    user: str
    host: str
    pid: int
    since: str

    def __str__(self) -> str:
        return f"{self.user} on {self.host} (process {self.pid}) has been writing to it since {self.since}"


class Lock(NamedTuple):
    """A lock that this process holds: the name of its file, and that file, open."""

    path: str
    descriptor: int

    def is_kept(self) -> bool:
        """Whether it still is ours: nobody took the file away, which Windows allows nobody."""
        return sys.platform == "win32" or _is_same(self.path, self.descriptor)

    def release(self) -> None:
        """Let it go. What cannot be deleted is a dead lock to the next writer."""
        if sys.platform == "win32":
            _close(self.descriptor)
            remove(self.path)
            return
        if self.is_kept():
            remove(self.path)
        _close(self.descriptor)


def lock_name(path: str) -> str:
    """The lock's file for the file at *path*: hidden, so that readers of the folder pass over it."""
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}.lock")  # noqa: PTH118  # plain text paths are what the rest here has


def take(path: str, shown: str, who: str, wait: float, pause: Callable[[float], None]) -> Lock:
    """The lock for the file at *path*, called *shown*, waited for up to *wait* seconds, in *pause* after *pause*.

    *who* is the person it is taken for; the name they are logged in with where it is empty.
    Raises Refused where somebody else keeps it, or where it cannot be made.
    """
    until = time.monotonic() + wait
    name = lock_name(path)
    while True:
        try:
            lock = _create(name, who) or _after_the_dead(name, who)
        except OSError as error:
            raise refusal(shown, error) from None
        if lock is not None:
            return lock
        if time.monotonic() >= until:
            raise Refused(_held_by_another(shown, name))
        pause(SHORTEST_PAUSE + (LONGEST_PAUSE - SHORTEST_PAUSE) * os.urandom(1)[0] / 255)


def _create(name: str, who: str) -> Lock | None:
    """A new lock; None where somebody has one, or was quicker."""
    try:
        descriptor = os.open(name, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o644)  # colleagues may see who is writing
    except FileExistsError:
        return None
    except PermissionError:
        if sys.platform == "win32" and os.path.lexists(name):  # being deleted at this moment
            return None
        raise
    lock = Lock(name, descriptor)
    try:
        os.write(descriptor, _record(who))
        is_ours = _has_flock(descriptor) is not False and lock.is_kept()
    except BaseException:
        lock.release()
        raise
    if not is_ours:
        _close(descriptor)
        return None
    return lock


def _after_the_dead(name: str, who: str) -> Lock | None:
    """A new lock in the place of one whose holder is dead; None where the holder may be alive."""
    return _create(name, who) if _remove_dead(name) else None


def _remove_dead(name: str) -> bool:
    """Whether the lock *name* was a dead one, and is removed."""
    descriptor = _open(name)
    if descriptor is None:
        return False
    try:
        is_dead = _is_dead(name, descriptor)
        if is_dead and sys.platform != "win32":
            os.unlink(name)  # noqa: PTH108  # while its flock is ours, so that nobody else removes a newer one
    except FileNotFoundError:
        return False
    finally:
        _close(descriptor)
    if is_dead and sys.platform == "win32":
        remove(name)
        return not os.path.lexists(name)
    return is_dead


def _close(descriptor: int) -> None:
    """Close it. An error says nothing about the files that the lock was for."""
    with suppress(OSError):
        os.close(descriptor)


def _open(name: str) -> int | None:
    for flags in (os.O_RDWR, os.O_RDONLY):  # some network drives lock only what is open for writing
        try:
            return os.open(name, flags | _OPEN)
        except OSError:
            continue
    return None


def _is_dead(name: str, descriptor: int) -> bool:
    """Whether nobody holds the lock, as far as can be told; what is not a lock of ours is never called dead."""
    if sys.platform == "win32":
        return _is_record(descriptor)
    has_flock = _has_flock(descriptor)
    if has_flock is False or not _is_same(name, descriptor) or not _is_record(descriptor):
        return False
    holder = _holder(descriptor)
    if holder is None:
        return has_flock is True
    if holder.host != _host():  # a drive on the network may keep each machine's flocks to itself
        return False
    return has_flock is True or not _is_alive(holder.pid)


def _has_flock(descriptor: int) -> bool | None:
    """Whether the flock is ours now; None on a drive that knows none."""
    if sys.platform == "win32":
        return None
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        return False if error.errno in _HELD_ELSEWHERE else None
    return True


def _is_same(name: str, descriptor: int) -> bool:
    """Whether the file *name* is the one that is open."""
    try:
        return os.path.samestat(os.lstat(name), os.fstat(descriptor))
    except OSError:
        return False


def _is_alive(pid: int) -> bool:
    if sys.platform == "win32":  # where signal 0 is Ctrl-C
        return True
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _record(who: str) -> bytes:
    lines = (_FIRST_LINE, who or _user(), _host(), str(os.getpid()), clock.moment())
    return "".join(f"{' '.join(line.split())}\n" for line in lines).encode("utf-8", "backslashreplace")


def _read(descriptor: int) -> str:
    os.lseek(descriptor, 0, os.SEEK_SET)
    return os.read(descriptor, _RECORD_LIMIT).decode("utf-8", "replace")


def _is_record(descriptor: int) -> bool:
    """Whether the open file is a lock of ours: an ordinary file that says so, or one killed before it could."""
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        return False
    text = _read(descriptor)
    return text.startswith(_FIRST_LINE) or _FIRST_LINE.startswith(text)


def _holder(descriptor: int) -> Holder | None:
    lines = _read(descriptor).splitlines()
    if len(lines) != 5 or not lines[3].isdecimal():  # noqa: PLR2004  # what _record writes
        return None
    return Holder(lines[1], lines[2], int(lines[3]), lines[4])


def _held_by_another(shown: str, name: str) -> str:
    """The message when waiting was in vain."""
    holder = None
    descriptor = _open(name)
    if descriptor is not None:
        try:
            holder = _holder(descriptor) if _is_record(descriptor) else None
        finally:
            _close(descriptor)
    who = str(holder) if holder else f"{name} is in the way, and does not say who is writing"
    return (
        f"{shown} cannot be written now: {who}. Nothing was changed.\n"
        f"Wait until they have finished, then run the command again. If nobody is writing, delete {name}."
    )


def _user() -> str:
    from getpass import getuser

    try:
        return getuser()
    except (KeyError, OSError, ImportError):
        return "somebody"


def _host() -> str:
    if sys.platform == "win32":
        from socket import gethostname

        return gethostname()
    return os.uname().nodename or "this machine"
