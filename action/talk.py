"""Questions to GitHub, and its answers."""
# ruff: noqa: INP001  # a part of a script

from __future__ import annotations

import json
import re
from http.client import HTTPException
from typing import Any, NamedTuple
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from pullrequest import Run

FORBIDDEN = 403
_TOO_MANY_REQUESTS = 429
_SERVER_ERRORS = range(500, 600)


class Refused(Exception):  # noqa: N818  # an answer
    """GitHub answered that it will not, with this code and these words."""

    def __init__(self, code: int, said: str) -> None:
        super().__init__(said)
        self.code = code


class Unanswered(Exception):  # noqa: N818  # as above
    """No answer that counts came. It may yet, after *wait* seconds."""

    def __init__(self, said: str, wait: float = 1.0) -> None:
        super().__init__(said)
        self.wait = wait


class Answer(NamedTuple):
    """What GitHub answered, and the query of the next page where there is one."""

    document: Any
    following: str


class _Straight(HTTPRedirectHandler):
    """Follows no redirection, which would take the token along."""

    def redirect_request(self, *_: object) -> None:
        return None


class Line(NamedTuple):
    """A way to ask GitHub, for one run, with as many seconds for each answer."""

    run: Run
    seconds: float

    def ask(self, method: str, path: str, document: object = None) -> Answer:
        """The answer to one question. Raises Refused where it is no, Unanswered where asking again may help."""
        headers = {
            "Authorization": f"Bearer {self.run.token}",
            "Accept": "application/vnd.github+json",
            "Content-Type": "application/json",
            "User-Agent": "actionplan",
            "X-GitHub-Api-Version": "2022-11-28",
        }
        data = None if document is None else json.dumps(document).encode()
        request = Request(f"{self.run.api}/{path}", data, headers, method=method)  # noqa: S310  # it is http or https
        try:
            with build_opener(_Straight).open(request, timeout=self.seconds) as response:
                return Answer(json.loads(response.read() or b"null"), _following(response.headers.get("Link", "")))
        except HTTPError as error:
            raise _no(error) from None
        except (OSError, HTTPException) as error:
            raise Unanswered(f"{urlsplit(self.run.api).hostname} did not answer ({_reason(error)})") from None
        except ValueError:
            raise Unanswered(f"{urlsplit(self.run.api).hostname} did not answer in JSON") from None


def _following(links: str) -> str:
    """The query of the next page. Its address is not used: the token goes nowhere but to the API."""
    found = re.search(r'<([^<>]*)>[^<]*;\s*rel="next"', links)
    return urlsplit(found[1]).query if found else ""


def _no(error: HTTPError) -> Refused | Unanswered:
    """What an answer of 300 or more comes to. With 403 GitHub also says that it was asked too often."""
    with error:
        wait = error.headers.get("Retry-After", "")
        is_busy = bool(wait) or error.headers.get("X-RateLimit-Remaining") == "0"
        if error.code in (_TOO_MANY_REQUESTS, *_SERVER_ERRORS) or (error.code == FORBIDDEN and is_busy):
            return Unanswered(f"GitHub answered {error.code}", float(wait) if wait.isdecimal() else 1.0)
        try:
            said = str(json.loads(error.read())["message"])
        except (OSError, HTTPException, ValueError, KeyError, TypeError):
            said = str(error.reason)
        return Refused(error.code, said)


def _reason(error: Exception) -> str:
    inner = getattr(error, "reason", error)
    return getattr(inner, "strerror", None) or str(inner) or type(inner).__name__
