"""The run of a workflow on a pull request."""
# ruff: noqa: INP001  # a part of a script

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import urlsplit


class NoComment(Exception):  # noqa: N818  # an outcome, not a mistake
    """Why there is no comment and what can be done about it; `is_usual` where nobody has to do anything."""

    def __init__(self, said: str, *, is_usual: bool = False) -> None:
        super().__init__(f"No comment was made: {said}")
        self.is_usual = is_usual


class Run(NamedTuple):
    """One run, as far as a comment has to know it.

    `key` is the same for all runs of one workflow on the same plans; `turn` says which of them began later. `page` is
    where GitHub shows the run.
    """

    api: str
    token: str
    repository: str
    number: int
    is_fork: bool
    key: str
    turn: tuple[int, int]
    commit: str
    page: str

    @property
    def mark(self) -> str:
        """The first line of the comment: nobody sees it, and the next run finds the comment by it."""
        return f"<!-- actionplan {self.key} {self.turn[0]}.{self.turn[1]} -->"


def run_of(environ: Mapping[str, str], token: str) -> Run:
    """The run that this is. Raises NoComment where it is for no pull request, or GitHub does not say enough of it."""
    if environ.get("GITHUB_EVENT_NAME") != "pull_request":
        raise NoComment("that is done where a workflow runs on pull_request, and this run is not.", is_usual=True)
    pull = _pull_request(environ.get("GITHUB_EVENT_PATH", ""))
    number, head, repository = pull.get("number"), pull.get("head") or {}, environ.get("GITHUB_REPOSITORY", "")
    api = environ.get("GITHUB_API_URL", "").rstrip("/")
    if not isinstance(number, int) or not re.fullmatch(r"[\w.-]+/[\w.-]+", repository):
        raise NoComment("GitHub does not say which pull request this run is for. Run the job again.")
    if urlsplit(api).scheme not in ("https", "http"):
        raise NoComment("GITHUB_API_URL is not the address of a web server. Leave it as GitHub sets it.")
    if not re.fullmatch("[!-~]+", token):
        raise NoComment("there is no token, or it is not one. Leave out the input “token” of the action.")
    return Run(
        api=api,
        token=token,
        repository=repository,
        number=number,
        is_fork=(head.get("repo") or {}).get("full_name") != repository,
        key=_key(environ),
        turn=(_counted(environ.get("GITHUB_RUN_NUMBER")), _counted(environ.get("GITHUB_RUN_ATTEMPT"))),
        commit=str(head.get("sha", ""))[:12],
        page=f"{environ.get('GITHUB_SERVER_URL', '')}/{repository}/actions/runs/{environ.get('GITHUB_RUN_ID', '')}",
    )


def _pull_request(path: str) -> dict[str, Any]:
    """The pull request of the event that GitHub wrote to *path*; nothing where there is none."""
    try:
        pull = json.loads(Path(path).read_text(encoding="utf-8"))["pull_request"]
    except (OSError, ValueError, KeyError, TypeError):
        return {}
    return pull if isinstance(pull, dict) else {}


def _key(environ: Mapping[str, str]) -> str:
    """A name for the workflow, by its file, with what it looks at. Hashed: nothing in it can end the mark early."""
    workflow = environ.get("GITHUB_WORKFLOW_REF", "").rpartition("@refs/")[0] or environ.get("GITHUB_WORKFLOW", "")
    whole = "\0".join((workflow, environ.get("WORKSPACE", ""), environ.get("PLAN", "")))
    return sha256(whole.encode("utf-8", "replace")).hexdigest()[:16]


def _counted(text: str | None) -> int:
    return int(text) if text and re.fullmatch("[0-9]{1,9}", text) else 0
