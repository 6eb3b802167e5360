"""What is done so that a pull request has one comment, and that it is up to date."""
# ruff: noqa: INP001  # a part of a script

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any, NamedTuple

from pullrequest import NoComment, Run
from talk import FORBIDDEN, Line, Refused, Unanswered

TRIES = 3
LONGEST_WAIT = 10.0  # seconds, between two of them
_AGAIN = "Run the job again for it. The check itself is not touched by this."
_PERMISSIONS = "permissions: {contents: read, pull-requests: write}"
_REMEDIES = {
    401: "Leave out the input “token” of the action, or renew what it holds.",
    FORBIDDEN: f"If the token may only read, give the job this: {_PERMISSIONS}",
    404: f"If the token may not see the pull request, give the job this: {_PERMISSIONS}",
}

Comment = Mapping[str, Any]


class Ours(NamedTuple):
    """A comment that an earlier run made: its number, and whose turn it was."""

    name: int
    turn: tuple[int, int]


def settle(line: Line, body: str, *, is_needed: bool, tries: int = TRIES) -> str:
    """What was done so that there is one comment, with *body*; where none *is_needed*, only one that is there changes.

    An answer that does not come is waited for, and asked for again. Raises NoComment.
    """
    try:
        return _settled(line, body, is_needed=is_needed)
    except Unanswered as problem:
        if tries <= 1:
            raise NoComment(f"{problem}. {_AGAIN}") from None
        time.sleep(min(problem.wait, LONGEST_WAIT))
    except Refused as problem:
        is_usual = line.run.is_fork and problem.code == FORBIDDEN
        raise NoComment(_remedy(line.run, problem), is_usual=is_usual) from None
    except (KeyError, TypeError):
        raise NoComment("what answered at GITHUB_API_URL does not speak as GitHub does. See what it is.") from None
    return settle(line, body, is_needed=is_needed, tries=tries - 1)


def _remedy(run: Run, problem: Refused) -> str:
    if run.is_fork and problem.code == FORBIDDEN:
        return (
            "for a pull request from a fork GitHub gives the job a token that may only read. "
            "What it would say is in the summary of the job."
        )
    return f"GitHub answered {problem.code}: {problem}. {_REMEDIES.get(problem.code, _AGAIN)}"


def _settled(line: Line, body: str, *, is_needed: bool) -> str:
    """What was done. It may be done again: what was written although no answer came is found, and not written twice."""
    ours = _ours_among(line, _comments(line))
    place = f"repos/{line.run.repository}/issues"
    if not ours and not is_needed:
        return "No comment was made: there is nothing to say."
    if not ours:
        line.ask("POST", f"{place}/{line.run.number}/comments", {"body": body})
        return "A comment was made on the pull request."
    if max(each.turn for each in ours) > line.run.turn:
        return "The comment on the pull request is already that of a later run, and stays."
    first, *others = ours
    line.ask("PATCH", f"{place}/comments/{first.name}", {"body": body})
    for each in others:  # of runs at the same time, which found none yet
        with suppress(Refused):
            line.ask("DELETE", f"{place}/comments/{each.name}")
    return "The comment on the pull request was brought up to date."


def _comments(line: Line) -> Iterator[Comment]:
    """All comments on the pull request, page by page, the oldest first."""
    query = "per_page=100"
    while query:
        answer = line.ask("GET", f"repos/{line.run.repository}/issues/{line.run.number}/comments?{query}")
        yield from answer.document
        query = answer.following


def _ours_among(line: Line, comments: Iterator[Comment]) -> list[Ours]:
    """Those of *comments* that begin with our mark, and that a bot made or who the token belongs to.

    Anybody may write our mark into a comment of their own.
    """
    pattern = re.compile(rf"<!-- actionplan {line.run.key} ([0-9]{{1,9}})\.([0-9]{{1,9}}) -->")
    marked = [(each, found) for each in comments if (found := pattern.match(each["body"] or ""))]
    kinds = {_author(each).get("type") for each, _ in marked}
    own = _own_name(line) if kinds - {"Bot"} else None
    return [
        Ours(each["id"], (int(found[1]), int(found[2])))
        for each, found in marked
        if _author(each).get("type") == "Bot" or (own and _author(each).get("login") == own)
    ]


def _author(comment: Comment) -> Mapping[str, Any]:
    author: Mapping[str, Any] = comment["user"] or {}  # none where the account is gone
    return author


def _own_name(line: Line) -> str | None:
    """Who the token belongs to; nobody where it is the one of a job."""
    try:
        return str(line.ask("GET", "user").document["login"])
    except Refused:
        return None
