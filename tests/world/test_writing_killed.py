"""Writers that are killed, or asked to stop: each file is the old one or the new one, and the next run tidies up."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from collections import Counter
from pathlib import Path

import pytest

from actionplan.world.writing import Change, held
from tests.world.test_writing import at_the_nth, change, names_in, put
from tests.world.writer import numbered, start

pytestmark = pytest.mark.skipif(os.name != "posix", reason="Windows has no such signals")

KILLS = int(os.environ.get("ACTIONPLAN_KILLS", "150"))  # `make full` runs more
SEED = int(os.environ.get("ACTIONPLAN_SEED", "7"))
LONGEST_LIFE = 0.004  # seconds after its first words; one write takes about a thousandth


class Family:
    """Processes that count up in files, one after the other, each until it is killed."""

    def __init__(self, *paths: Path) -> None:
        self.process: subprocess.Popen[str] = start("generations", *paths)
        self.begun, self.done = 0, 0

    def kill_one(self, chance: random.Random, turn: int) -> None:
        """Let the next one live for a while, kill it, and take note of what it had said."""
        if turn:
            self._go_on()
        child = 0
        for _ in range(chance.randint(1, 12)):
            child = self._listen() or child
        while not child:
            child = self._listen()
        time.sleep(chance.random() * LONGEST_LIFE)
        os.kill(child, signal.SIGKILL)

    def bury(self) -> None:
        while self._listen() >= 0:
            pass

    def _listen(self) -> int:
        """Process number of one just born, 0 where something else was said, -1 when it is buried."""
        assert self.process.stdout is not None
        word, number = [*self.process.stdout.readline().split(), "0"][:2]
        match word:
            case "born":
                return int(number)
            case "begun":
                self.begun = max(self.begun, int(number))
            case "done":
                self.done = max(self.done, int(number))
            case "buried":
                return -1
            case _:
                pytest.fail("the parent died")
        return 0

    def _go_on(self) -> None:
        assert self.process.stdin is not None
        self.process.stdin.write("\n")
        self.process.stdin.flush()


def number_in(path: Path) -> int:
    """The number in the file, which is whole."""
    content = path.read_bytes()
    number = int(content.split(b"\n")[0])
    assert content == numbered(number)
    return number


@pytest.mark.parametrize(("writers", "files"), [(1, 1), (3, 2)])
def test_killed_at_any_moment(tmp_path: Path, writers: int, files: int) -> None:
    paths = [put(tmp_path / f"{name}.yaml", numbered(0)) for name in "abc"[:files]]
    families = [Family(*paths) for _ in range(writers)]
    chance = random.Random(SEED)
    found: Counter[str] = Counter()

    for turn in range(-(-KILLS // writers)):
        for family in families:
            family.kill_one(chance, turn)
        for family in families:
            family.bury()
        done, begun = max(each.done for each in families), max(each.begun for each in families)
        numbers = [number_in(path) for path in paths]
        assert done <= min(numbers) <= max(numbers) <= begun, f"seed {SEED}"
        found["new" if max(numbers) > done else "old" if begun > done else "between"] += 1
        found["litter"] += len(names_in(tmp_path)) > files

    for family in families:
        family.process.communicate(timeout=60)
    for path in paths:
        change(path, "next\n")
    assert names_in(tmp_path) == [path.name for path in paths]
    # Otherwise the kills came at moments that show nothing.
    assert found["old"], found
    assert found["litter"], found


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT, signal.SIGHUP], ids=lambda each: each.name)
def test_asked_to_stop_at_every_moment(tmp_path: Path, number: signal.Signals) -> None:
    """Both files are old or both are new, nothing is left beside them, and the process ends by that very signal."""
    said = start("every-call", str(int(number)), tmp_path / "a", tmp_path / "b").communicate(timeout=300)[0]

    outcomes = Counter(said.splitlines())
    assert outcomes.pop("0 new new 0") == 1
    assert set(outcomes) == {f"-{int(number)} old old 0", f"-{int(number)} new new 0"}
    assert outcomes.total() > 100


def test_killed_at_every_moment(tmp_path: Path) -> None:
    """Each file is old or new, the first never later than the second; the last run has tidied up after all of them."""
    said = start("every-call", str(int(signal.SIGKILL)), tmp_path / "a", tmp_path / "b").communicate(timeout=300)[0]

    outcomes = Counter(line.rpartition(" ")[0] for line in said.splitlines())
    assert said.splitlines()[-1] == "0 new new 0"
    assert outcomes.pop("0 new new") == 1
    assert set(outcomes) == {"-9 old old", "-9 new old", "-9 new new"}
    assert outcomes["-9 new old"] <= 4  # the moments round the second replacement
    assert outcomes.total() > 100


def test_ctrl_c_while_waiting_for_a_lock(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    holder = start("hold", "Asha Roy", haven)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"
    waiting = start("wait", haven)
    assert waiting.stdout is not None
    assert waiting.stdout.readline() == "waiting\n"

    waiting.send_signal(signal.SIGTERM)

    waiting.communicate(timeout=60)
    assert waiting.returncode == -signal.SIGTERM
    holder.communicate(timeout=60)
    assert (holder.returncode, haven.read_bytes(), names_in(tmp_path)) == (0, b"old\n", ["haven.yaml"])


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT], ids=lambda each: each.name)
def test_asked_to_stop_while_the_change_is_worked_out(tmp_path: Path, number: signal.Signals) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    holder = start("hold", "Asha Roy", haven)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"

    holder.send_signal(number)

    holder.wait(60)  # its stdin is still open: only the signal ends it
    said = holder.communicate(timeout=60)[0]
    assert said == ("interrupted\n" if number == signal.SIGINT else "")
    assert holder.returncode == (130 if number == signal.SIGINT else -number)
    assert names_in(tmp_path) == ["haven.yaml"]


def test_the_usual_answer_to_a_signal_is_given_back(tmp_path: Path) -> None:
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    try:
        answers = [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)]
        change(put(tmp_path / "haven.yaml", "old\n"), "new\n")
        assert [signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)] == answers
        signal.raise_signal(signal.SIGTERM)
    finally:
        signal.signal(signal.SIGTERM, before)

    assert heard == [signal.SIGTERM]


@pytest.mark.parametrize(("call", "left"), [("fsync", b"old\n"), ("replace", b"new\n")])
def test_a_signal_while_a_file_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, call: str, left: bytes
) -> None:
    """Before the file is replaced nothing changes, after it the change stands; in both cases nothing more is done."""
    haven = put(tmp_path / "haven.yaml", "old\n")
    heard: list[int] = []
    before = signal.signal(signal.SIGTERM, lambda number, _: heard.append(number))
    try:
        with pytest.raises(SystemExit) as left_with, held([haven], tmp_path) as files:  # noqa: PT012  # what follows the write must not be reached
            at_the_nth(monkeypatch, call, {1: lambda: signal.raise_signal(signal.SIGTERM)})
            files.write([Change(haven, b"old\n", b"new\n")])
            pytest.fail("it went on")
    finally:
        signal.signal(signal.SIGTERM, before)

    assert (left_with.value.code, heard) == (128 + signal.SIGTERM, [signal.SIGTERM])
    assert (haven.read_bytes(), names_in(tmp_path)) == (left, ["haven.yaml"])


def test_a_signal_while_the_lock_is_made_is_answered_before_anything_is_done(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    at_the_nth(monkeypatch, "open", {1: lambda: signal.raise_signal(signal.SIGINT)})

    reached: list[str] = []

    with pytest.raises(KeyboardInterrupt), held([haven], tmp_path):
        reached.append("the block")

    assert reached == []
    assert names_in(tmp_path) == ["haven.yaml"]


def test_a_signal_after_a_write_is_answered_at_once(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    reached: list[str] = []

    with pytest.raises(KeyboardInterrupt), held([haven], tmp_path) as files:  # noqa: PT012  # what follows the signal must not be reached
        files.write([Change(haven, b"old\n", b"new\n")])
        signal.raise_signal(signal.SIGINT)
        reached.append("the line after")

    assert reached == []
    assert (haven.read_bytes(), names_in(tmp_path)) == (b"new\n", ["haven.yaml"])


def test_a_signal_that_was_ignored_stays_ignored(tmp_path: Path) -> None:
    haven = put(tmp_path / "haven.yaml", "old\n")
    under = ("sh", "-c", 'trap "" TERM; exec "$@"', "sh")
    holder = start("hold", "Asha Roy", haven, under=under)
    assert holder.stdout is not None
    assert holder.stdout.readline() == "held\n"

    holder.send_signal(signal.SIGTERM)

    assert holder.communicate(timeout=60)[0] == "let go\n"
    assert holder.returncode == 0
