"""A web server that answers as the API of GitHub does, as far as the comments on one pull request go.

Its answers follow docs.github.com/en/rest/issues/comments: pages with a Link header, 403 for a token that may not
write, 422 for a comment that is too long. Before that it can be told to have trouble of any kind.
"""

from __future__ import annotations

import json
import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

TOKEN = "ghs_ThisIsTheTokenOfTheJob"  # noqa: S105  # of no service
REPOSITORY = "northfield/plans"
NUMBER = 7
BOT = {"login": "github-actions[bot]", "type": "Bot"}
LONGEST = 65_536

Trouble = Callable[["Asked"], bool]  # whether that was all of the answer


class GitHub:
    """What the service knows of the pull request, and what it was asked."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.comments: list[dict[str, Any]] = []
        self.asked: list[str] = []
        self.command_lines: set[str] = set()  # of every process that ran while something was asked
        self.troubles: list[Trouble] = []
        self.may_write = True
        self.author: dict[str, str] = BOT
        self.person: str | None = None  # who the token belongs to; the one of a job is nobody's
        self.is_over = threading.Event()
        self._ids = count(1_001)

    def add(self, body: str, author: dict[str, str] | None) -> dict[str, Any]:
        comment = {"id": next(self._ids), "body": body, "user": author}
        self.comments.append(comment)
        return comment

    @property
    def bodies(self) -> list[str]:
        return [each["body"] for each in self.comments]


@contextmanager
def github() -> Iterator[GitHub]:
    """The service, on a port of this machine until the block ends."""

    class Handler(Asked):
        service: GitHub

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    Handler.service = GitHub(f"http://127.0.0.1:{server.server_port}/api/v3")
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield Handler.service
    finally:
        Handler.service.is_over.set()
        server.shutdown()
        server.server_close()


class Asked(BaseHTTPRequestHandler):
    """One question."""

    service: GitHub
    protocol_version = "HTTP/1.1"
    said_instead: int | None = None

    def _answered(self) -> None:
        service = self.service
        length = int(self.headers.get("Content-Length") or 0)
        self.document = json.loads(self.rfile.read(length) or b"{}")
        service.asked.append(f"{self.command} {self.path.removeprefix('/api/v3')}")
        service.command_lines |= _command_lines()
        if service.troubles and service.troubles.pop(0)(self):
            return
        if self.headers.get("Authorization") != f"Bearer {TOKEN}":
            self.answer(401, {"message": "Bad credentials"})
        else:
            self.truly()

    do_GET = do_POST = do_PATCH = do_DELETE = _answered  # noqa: N815  # as the server asks for them

    def truly(self) -> None:
        """The answer where there is no trouble."""
        parts = urlsplit(self.path)
        place = f"/api/v3/repos/{REPOSITORY}/issues"
        if (self.command, parts.path) == ("GET", "/api/v3/user") and self.service.person:
            self.answer(200, {"login": self.service.person})
        elif (self.command, parts.path) == ("GET", f"{place}/{NUMBER}/comments"):
            self._page(parse_qs(parts.query))
        elif not self.service.may_write or parts.path == "/api/v3/user":
            self.answer(403, {"message": "Resource not accessible by integration"})
        elif (self.command, parts.path) == ("POST", f"{place}/{NUMBER}/comments"):
            self._written(None)
        elif found := re.fullmatch(rf"{re.escape(place)}/comments/([0-9]+)", parts.path):
            self._one(int(found[1]))
        else:
            self.answer(404, {"message": "Not Found"})

    def _page(self, query: dict[str, list[str]]) -> None:
        size, number = (int(query.get(name, [usual])[0]) for name, usual in (("per_page", "30"), ("page", "1")))
        size = min(size, 100)
        comments = self.service.comments
        last = max(1, -(-len(comments) // size))
        # GitHub's links go by the number of the repository, and here to another host, where nobody must be asked.
        link = "<https://api.github.example/repositories/1/issues/7/comments?per_page={}&page={}>; rel={}"
        named = {"prev": number - 1, "next": number + 1, "last": last, "first": 1}
        links = [link.format(size, page, f'"{name}"') for name, page in named.items() if 1 <= page <= last]
        self.answer(
            200, comments[(number - 1) * size : number * size], **({"Link": ", ".join(links)} if last > 1 else {})
        )

    def _one(self, name: int) -> None:
        found = next((each for each in self.service.comments if each["id"] == name), None)
        if found is None:
            self.answer(404, {"message": "Not Found"})
        elif self.command == "DELETE":
            self.service.comments.remove(found)
            self.answer(204, None)
        else:
            self._written(found)

    def _written(self, comment: dict[str, Any] | None) -> None:
        body = self.document["body"]
        if len(body.encode("utf-16-le")) // 2 > LONGEST:
            self.answer(422, {"message": "Validation Failed"})
        elif comment is None:
            self.answer(201, self.service.add(body, self.service.author))
        else:
            comment["body"] = body
            self.answer(200, comment)

    def answer(self, code: int, document: object, **headers: str) -> None:
        data = b"" if document is None else json.dumps(document).encode()
        self.send_response(self.said_instead or code)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)), **headers}.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: object) -> None:
        """Nothing on the terminal."""


def _command_lines() -> set[str]:
    """The command line of each process on this machine, where it says so."""
    lines = set()
    for each in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            lines.add(each.read_bytes().decode(errors="replace"))
        except OSError:  # it has ended
            continue
    return lines


# Kinds of trouble


def says(code: int, message: str = "", **headers: str) -> Trouble:
    """An answer of *code*, whatever was asked."""

    def trouble(asked: Asked) -> bool:
        asked.answer(code, {"message": message}, **headers)
        return True

    return trouble


def does_it_but_says(code: int) -> Trouble:
    """What was asked for is done, and the answer gets lost on the way."""

    def trouble(asked: Asked) -> bool:
        asked.said_instead = code
        asked.truly()
        return True

    return trouble


def hangs_up(asked: Asked) -> bool:
    """No answer, and the line is cut."""
    asked.connection.shutdown(socket.SHUT_RDWR)
    asked.close_connection = True
    return True


def keeps_silent(asked: Asked) -> bool:
    """No answer, and the line stays open."""
    asked.service.is_over.wait()
    asked.close_connection = True
    return True


def drips(asked: Asked) -> bool:
    """An answer, a byte at a time, that does not end."""
    asked.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n")
    while not asked.service.is_over.wait(0.05):
        try:
            asked.wfile.write(b" ")
        except OSError:
            break
    asked.close_connection = True
    return True


def is_a_login_page(asked: Asked) -> bool:
    """What a network in between answers that wants to know who asks."""
    data = b"<!doctype html><title>Log in</title>"
    asked.send_response(200)
    asked.send_header("Content-Length", str(len(data)))
    asked.end_headers()
    asked.wfile.write(data)
    return True
