"""An editor without a screen: yaml-language-server over its standard streams."""

from __future__ import annotations

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path
from queue import Empty, Queue
from threading import Thread
from typing import Any

PATIENCE_SECONDS = 120
CURSOR = "⌖"
SETTINGS = {
    "yaml": {
        "validate": True,
        "hover": True,
        "completion": True,
        "schemaStore": {"enable": False},
        "kubernetesCRDStore": {"enable": False},
    }
}
CAPABILITIES = {
    "textDocument": {
        "completion": {"completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]}},
        "hover": {"contentFormat": ["markdown"]},
        "publishDiagnostics": {},
    },
    "workspace": {"configuration": True},
}


class LanguageServer:
    """A running server, asked one thing at a time. Texts are opened as files of *root* that need not exist."""

    def __init__(self, command: Sequence[str], root: Path) -> None:
        self._root = root
        self._messages: Queue[dict[str, Any] | None] = Queue()
        self._numbers = 0
        self._is_configured = False
        self._process = subprocess.Popen(
            list(command), stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
        Thread(target=self._listen, daemon=True).start()
        folder = {"uri": root.as_uri(), "name": root.name}
        start = {
            "processId": None,
            "rootUri": root.as_uri(),
            "workspaceFolders": [folder],
            "capabilities": CAPABILITIES,
        }
        self._ask("initialize", start)
        self._tell("initialized", {})
        self._tell("workspace/didChangeConfiguration", {"settings": SETTINGS})
        while not self._is_configured:
            self._next()

    def close(self) -> None:
        try:
            self._ask("shutdown", None)
            self._tell("exit", None)
            self._process.wait(PATIENCE_SECONDS)
        finally:
            self._process.kill()
            self._process.wait()
            for stream in (self._process.stdin, self._process.stdout):
                if stream:
                    stream.close()

    def completions(self, text: str) -> list[dict[str, Any]]:
        """What is offered where the cursor ⌖ stands in *text*, in the server's order."""
        found: list[dict[str, Any]] = self._ask("textDocument/completion", self._open_at(text))["items"]
        return found

    def hover(self, text: str) -> str:
        found = self._ask("textDocument/hover", self._open_at(text))
        return str(found["contents"]["value"]) if found else ""

    def diagnostics(self, text: str) -> list[tuple[int, str]]:
        """Line and message of everything the server finds wrong in *text*."""
        uri = self._open(text)
        while True:
            message = self._next()
            about = message.get("params", {})
            if message.get("method") == "textDocument/publishDiagnostics" and about["uri"] == uri:
                return [(each["range"]["start"]["line"] + 1, each["message"]) for each in about["diagnostics"]]

    def _open(self, text: str) -> str:
        self._numbers += 1
        uri = (self._root / "commitments" / "editor" / f"text-{self._numbers}.yaml").as_uri()
        document = {"uri": uri, "languageId": "yaml", "version": 1, "text": text}
        self._tell("textDocument/didOpen", {"textDocument": document})
        return uri

    def _open_at(self, text: str) -> dict[str, Any]:
        before, after = text.split(CURSOR)
        position = {"line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}
        return {"textDocument": {"uri": self._open(before + after)}, "position": position}

    def _ask(self, method: str, params: Any) -> Any:
        self._numbers += 1
        number = self._numbers
        self._send({"id": number, "method": method, "params": params})
        while True:
            message = self._next()
            if message.get("id") == number and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def _tell(self, method: str, params: Any) -> None:
        self._send({"method": method, "params": params})

    def _next(self) -> dict[str, Any]:
        """The next message; the server's own questions are answered on the way."""
        try:
            message = self._messages.get(timeout=PATIENCE_SECONDS)
        except Empty:
            raise AssertionError("the language server says nothing") from None
        assert message is not None, "the language server has ended"
        if "id" in message and "method" in message:
            self._answer(message)
        return message

    def _answer(self, question: dict[str, Any]) -> None:
        result: Any = None
        if question["method"] == "workspace/configuration":
            result = [SETTINGS.get(each["section"]) for each in question["params"]["items"]]
            self._is_configured = True
        self._send({"id": question["id"], "result": result})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self._process.stdin
        self._process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self._process.stdin.flush()

    def _listen(self) -> None:
        assert self._process.stdout
        try:
            while length := self._length():
                self._messages.put(json.loads(self._process.stdout.read(length)))
        finally:
            self._messages.put(None)

    def _length(self) -> int:
        """The length of the next message, from its header; 0 at the end."""
        length = 0
        assert self._process.stdout
        for line in iter(self._process.stdout.readline, b""):
            if not line.strip():
                return length
            name, _, value = line.partition(b":")
            length = int(value) if name.lower() == b"content-length" else length
        return 0
