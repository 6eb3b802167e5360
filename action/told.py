"""What the comment says: what changes in the plans, and what the check found."""
# ruff: noqa: INP001  # a part of a script

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from pullrequest import Run

MOST_CHARACTERS = 65_536  # GitHub refuses a comment that is longer
SUMMARY_BYTES = 1024 * 1024  # GitHub drops the summary of a step that is longer

_PARTLY = (
    "Not all of the files can be read, so there may be more changes than are told. The log of the job says which.\n"
)


class Told(NamedTuple):
    """A part of the comment, and whether there would be a comment for it alone."""

    text: str
    is_news: bool = False


def findings_told(folder: Path, code: int) -> Told:
    """What the check found, as the summary of the job has it."""
    try:
        text = (folder / "findings.md").read_text(encoding="utf-8")
        found = json.loads((folder / "findings.json").read_text(encoding="utf-8"))["findings"]
    except (OSError, ValueError):
        said = f"The check could not be made (exit code {code}). The log of the job says why."
        return Told(f"## Check of the action plan\n\n{said}\n", is_news=True)
    return Told(text, is_news=bool(found))


def changes_told(environ: Mapping[str, str]) -> Told:
    """What changes in the plans since they left the branch that the pull request is for; only plans with news."""
    since = environ.get("BASE") or f"origin/{environ.get('GITHUB_BASE_REF', '')}"
    plan = environ.get("PLAN")
    found = _changes(environ, since, "json", [plan] if plan else [])
    complaint = found.stderr.decode("utf-8", "replace")
    sys.stderr.write(complaint)
    if found.returncode:
        return Told("What changes in the plans cannot be told. The log of the job says why.\n")
    plans = [each["plan"] for each in json.loads(found.stdout)["plans"] if each["news"]]
    text = _changes(environ, since, "markdown", plans).stdout.decode("utf-8", "replace") if plans else ""
    if complaint:
        text = f"{text}\n{_PARTLY}" if text else _PARTLY
    return Told(text or "In the plans that were there before and still are, nothing changes.\n", is_news=bool(plans))


def _changes(
    environ: Mapping[str, str], since: str, format_: str, plans: Sequence[str]
) -> subprocess.CompletedProcess[bytes]:
    """What `actionplan changes` says, of these *plans* where some are named."""
    inputs = {"--workspace": environ.get("WORKSPACE"), "--as-at": environ.get("AS_AT")}
    options = [f"{name}={value}" for name, value in inputs.items() if value] + [f"--plan={each}" for each in plans]
    # -P: no file of the repository that is checked is taken for a module.
    command = (sys.executable, "-P", "-m", "actionplan", "changes", f"--since={since}", f"--format={format_}", *options)
    return subprocess.run(command, capture_output=True, stdin=subprocess.DEVNULL, check=False)


def body_of(run: Run, changes: str, findings: str) -> str:
    """The comment: both parts, each cut at the end of a line where together they would be too long."""
    summary = f"[the summary of the job]({run.page})"
    foot = f"\n*For commit {run.commit}, from {summary}.*\n"
    rest = f"*This is not all of it: the rest is in {summary}.*\n"
    room = MOST_CHARACTERS - length_of(f"{run.mark}\n\n{foot}")
    kept = cut(findings, max(room // 2, room - length_of(changes)), rest)
    return f"{run.mark}\n{cut(changes, room - length_of(kept), rest)}\n{kept}{foot}"


def cut(text: str, room: int, rest: str) -> str:
    """*text*, or as many whole lines of it as there is *room* for with the sentence *rest* after them."""
    if length_of(text) <= room:
        return text
    left, kept = room - length_of(rest) - 1, []
    for line in text.split("\n"):
        left -= length_of(line) + 1
        if left < 0:
            break
        kept.append(f"{line}\n")
    return f"{''.join(kept)}\n{rest}"


def length_of(text: str) -> int:
    """The length of *text* as the strictest would count it: a sign beyond the first 65,536 of Unicode is two."""
    return len(text.encode("utf-16-le", "replace")) // 2


def summarise(environ: Mapping[str, str], text: str) -> None:
    """Put *text* at the end of the summary of the job, as far as there is room. Without a summary, nothing."""
    name = environ.get("GITHUB_STEP_SUMMARY")
    if not name:
        return
    with suppress(OSError), Path(name).open("ab") as file:
        data, room = text.encode(), SUMMARY_BYTES - file.tell()
        file.write(data if len(data) <= room else data[: max(room, 0)].rpartition(b"\n")[0])
