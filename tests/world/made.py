"""Real repositories, made for one test: a folder, the git that fills it, and what its commits are called."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import NamedTuple

ENVIRONMENT = {
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_AUTHOR_NAME": "Ada Officer",
    "GIT_AUTHOR_EMAIL": "ada@haven.example",
    "GIT_AUTHOR_DATE": "2015-10-05T09:30:00+01:00",
    "GIT_COMMITTER_NAME": "Ben Clerk",
    "GIT_COMMITTER_EMAIL": "ben@elm.example",
    "GIT_COMMITTER_DATE": "2015-10-06T10:00:00+00:00",
    "GIT_ALLOW_PROTOCOL": "file",
}


class Failed(Exception):  # noqa: N818  # an answer that some tests ask for
    """git ended with a failure."""


class Made(NamedTuple):
    """A repository in the folder `top`."""

    top: Path

    def git(self, *arguments: str | bytes, given: bytes = b"", env: Mapping[str, str] | None = None) -> str:
        """What git prints, without the last line end."""
        inherited = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
        done = subprocess.run(
            ["git", *arguments],
            cwd=self.top,
            env={**inherited, **ENVIRONMENT, **(env or {})},
            input=given,
            capture_output=True,
            check=False,
        )
        if done.returncode:
            raise Failed(done.stderr.decode(errors="replace"))
        return os.fsdecode(done.stdout).removesuffix("\n")

    def commit(self, files: Mapping[str, str | bytes | None], subject: str = "Change") -> str:
        """The hash of a new commit in which *files* hold this text; None takes one away."""
        for name, text in files.items():
            path = self.top / name
            if text is None:
                path.unlink()
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(text.encode() if isinstance(text, str) else text)
        self.git("add", "--all", ".")
        self.git("commit", "--quiet", "--allow-empty", "-m", subject)
        return self.at("HEAD")

    def merge(self, *names: str, result: Mapping[str, str | None] | None = None) -> str:
        """The hash of a merge with *names*: as git does it, or with *result* whatever git would do."""
        if result is None:
            self.git("merge", "--quiet", "--no-ff", "-m", "Merge", *names)
            return self.at("HEAD")
        self.git("merge", "--quiet", "--no-ff", "--no-commit", "--strategy", "ours", *names)
        return self.commit(result, "Merge")

    def branch(self, name: str, start: str = "HEAD") -> None:
        self.git("checkout", "--quiet", "-B", name, start)

    def at(self, name: str) -> str:
        return self.git("rev-parse", name)


def made(top: Path, *options: str) -> Made:
    """An empty repository in *top*, on the branch main."""
    top.mkdir(parents=True, exist_ok=True)
    repository = Made(top)
    repository.git("init", "--quiet", "--initial-branch=main", *options)
    return repository


def clone(source: Made, top: Path, *options: str) -> Made:
    """A clone of *source* by way of git's own protocol, as over a network."""
    source.git("-c", "protocol.file.allow=always", "clone", "--quiet", *options, f"file://{source.top}", str(top))
    return Made(top)


class Written(NamedTuple):
    """A commit for fast-import: the places of its parents in the list, and all files it holds."""

    parents: tuple[int, ...]
    files: Mapping[str, bytes]


def write_history(repository: Made, history: Iterable[Written], branch: str = "main") -> list[str]:
    """The hashes of *history*, written in one go; the last one is on *branch*."""
    parts, count = [], 0
    for count, (parents, files) in enumerate(history, 1):
        day = 1_420_070_400 + count * 7_919 % 101 * 3600  # clocks are wrong, and no order is to rest on them
        parts.append(f"commit refs/heads/{branch}\nmark :{count}\ncommitter Ada <ada@haven.example> {day} +0000\n")
        parts.append(f"data <<END\nNumber {count}\nEND\n")
        parts += [f"{'merge' if at else 'from'} :{each + 1}\n" for at, each in enumerate(parents)]
        parts.append("deleteall\n")
        for name, data in files.items():
            parts.append(f"M 100644 inline {name}\ndata {len(data)}\n{data.decode('latin-1')}\n")
        parts.append("\n")
    repository.git("fast-import", "--quiet", "--export-marks=.git/marks", given="".join(parts).encode("latin-1"))
    marks = (repository.top / ".git/marks").read_text(encoding="ascii").split("\n")[:-1]
    assert len(marks) == count
    return [name for _, name in sorted((int(mark[1:]), name) for mark, name in map(str.split, marks))]
