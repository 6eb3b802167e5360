"""One file put in the place of another, whole or not at all."""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
import time
from typing import NamedTuple

from actionplan.world.refused import OPEN_ELSEWHERE

RETRY_SECONDS = 2.5
_AS_IT_IS = getattr(os, "O_BINARY", 0)
_NO_LINKS = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0) | _AS_IT_IS  # a pipe would wait for ever
_CANNOT_FLUSH = (errno.EINVAL, errno.ENOTSUP, errno.EBADF, errno.ENOSYS, errno.EACCES, errno.EPERM)


class Found(NamedTuple):
    """A file as it is: its state, and its bytes where it is an ordinary one."""

    state: os.stat_result
    data: bytes

    @property
    def is_ordinary(self) -> bool:
        return stat.S_ISREG(self.state.st_mode)


def find(path: str, limit: int) -> Found | None:
    """What is at *path*, *limit* bytes of it at most; None where there is nothing. Raises OSError, for a link too."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _NO_LINKS)
    except FileNotFoundError:
        return None
    try:
        state = os.fstat(descriptor)
        if not stat.S_ISREG(state.st_mode):
            return Found(state, b"")
        with os.fdopen(descriptor, "rb", closefd=False) as file:
            return Found(state, file.read(limit))
    finally:
        os.close(descriptor)


def put_beside(path: str, data: bytes, like: os.stat_result | None) -> str:
    """The name of a new file beside *path* that holds *data*, safe on the drive, with the rights of *path*.

    *like* is the state of the file at *path*; without one, the new file has the rights any new file here would have.
    """
    beside = beside_name(path)
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | _AS_IT_IS
    descriptor = os.open(beside, flags, 0o666 if like is None else 0o600)
    try:
        try:
            _write_whole(descriptor, data)
            if like is not None:
                _keep_rights(path, like, descriptor)
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
    except BaseException:
        remove(beside)
        raise
    return beside


def _write_whole(descriptor: int, data: bytes) -> None:
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def _keep_rights(path: str, like: os.stat_result, descriptor: int) -> None:
    """Owner and further attributes as far as they may be given, the mode in any case."""
    if sys.platform == "win32":
        return
    _keep_attributes(path, descriptor)
    state = os.fstat(descriptor)
    if (state.st_uid, state.st_gid) != (like.st_uid, like.st_gid):
        _keep_owner(like, descriptor)
    os.fchmod(descriptor, stat.S_IMODE(like.st_mode))  # after the owner: a new owner clears bits


def _keep_attributes(path: str, descriptor: int) -> None:
    if sys.platform != "linux":
        return
    try:
        names = os.listxattr(path)
    except OSError:  # this drive knows none
        return
    for name in names:
        try:
            os.setxattr(descriptor, name, os.getxattr(path, name))
        except OSError:  # not ours to give
            continue


def _keep_owner(like: os.stat_result, descriptor: int) -> None:
    if sys.platform == "win32":
        return
    for user, group in ((like.st_uid, like.st_gid), (-1, like.st_gid)):
        try:
            os.fchown(descriptor, user, group)
        except OSError:  # only root may give files away; the group may still be ours to give
            continue
        return


def put_in_place(beside: str, path: str) -> None:
    """Replace *path* by *beside*. Where Windows has it open elsewhere, try again for 2.5 seconds. Raises OSError."""
    until = time.monotonic() + RETRY_SECONDS
    pause = 0.02
    while True:
        try:
            os.replace(beside, path)  # noqa: PTH105  # plain text paths are what the rest here has
        except OSError as error:
            if getattr(error, "winerror", None) not in OPEN_ELSEWHERE or time.monotonic() + pause > until:
                raise
            time.sleep(pause)
            pause *= 2
        else:
            return


def flush_folder(folder: str) -> None:
    """Make the names in *folder* safe on the drive, where the drive can do that. Raises OSError."""
    if sys.platform == "win32":
        return
    try:
        descriptor = os.open(folder, os.O_RDONLY)
    except PermissionError:  # may be written but not read
        return
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in _CANNOT_FLUSH:
            raise
    finally:
        os.close(descriptor)


def remove(path: str) -> None:
    """Delete *path* if that can be done."""
    try:
        os.unlink(path)  # noqa: PTH108  # as above
    except OSError:
        return


def beside_name(path: str) -> str:
    """A name beside *path* that nobody has: hidden, so that readers of the folder pass over it."""
    folder, name = os.path.split(path)
    return os.path.join(folder, f".{name}.{os.getpid()}.{os.urandom(4).hex()}.tmp")  # noqa: PTH118  # as above


def remove_leftovers(path: str) -> None:
    """Delete what writers of *path* left beside it when they were killed. For the holder of its lock only."""
    folder, name = os.path.split(path)
    ours = re.compile(rf"\.{re.escape(name)}\.\d+\.[0-9a-f]{{8}}\.tmp")
    try:
        with os.scandir(folder) as entries:
            left = [each.path for each in entries if ours.fullmatch(each.name) and each.is_file(follow_symlinks=False)]
    except OSError:  # may be written but not read
        return
    for each in left:
        remove(each)
