"""How long a git that answers question after question may take for one of them."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from subprocess import Popen
from threading import Event, Thread
from time import monotonic

from actionplan.world import gitcall

_LOOKS = 10  # in the time that an answer may take


class Patience:
    """Ends a git that does not answer; whoever waits for it then reads an end.

    A damaged object announces more bytes than it has. git sends what there is and waits for the next question, while
    whoever asked waits for the rest.
    """

    def __init__(self, git: Popen[bytes]) -> None:
        self._git = git
        self._waiting_since: float | None = None
        self._is_over = Event()

    @contextmanager
    def waiting(self) -> Iterator[None]:
        """While the block runs, an answer is waited for."""
        self._waiting_since = monotonic()
        try:
            yield
        finally:
            self._waiting_since = None

    @contextmanager
    def watching(self) -> Iterator[Patience]:
        """While the block runs, git is watched."""
        watch = Thread(target=self._watch, daemon=True)
        watch.start()
        try:
            yield self
        finally:
            self._is_over.set()
            watch.join()

    def _watch(self) -> None:
        while not self._is_over.wait(gitcall.TIMEOUT_SECONDS / _LOOKS):
            since = self._waiting_since
            if since is not None and monotonic() - since > gitcall.TIMEOUT_SECONDS:
                self._git.kill()
                return
