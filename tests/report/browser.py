"""A real Chromium that a test talks to: through two pipes, in its own protocol, with nothing to install.

Each message is one JSON text that ends in a zero byte. https://chromedevtools.github.io/devtools-protocol
"""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
from base64 import b64decode
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")


class Browser:
    """One page in one browser. `asked` are the addresses that it has asked for."""

    def __init__(self, to: int, from_: int) -> None:
        self.to, self.from_ = to, from_
        self.number = 0
        self.unread = b""
        self.session: str | None = None
        self.asked: list[str] = []
        self.complaints: list[str] = []
        self.loaded = False
        target = self.send("Target.createTarget", url="about:blank")["targetId"]
        self.session = self.send("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for each in ("Page.enable", "Network.enable", "Runtime.enable", "Log.enable"):
            self.send(each)

    def send(self, method: str, **params: Any) -> Any:
        """What the browser answers; a failure is one of the test."""
        self.number += 1
        message = {"id": self.number, "method": method, "params": params}
        if self.session:
            message["sessionId"] = self.session
        os.write(self.to, json.dumps(message).encode() + b"\0")
        while True:
            answer = self.next()
            if answer.get("id") == self.number:
                assert "error" not in answer, (method, answer["error"])
                return answer["result"]
            self.heed(answer)

    def next(self) -> dict[str, Any]:
        while b"\0" not in self.unread:
            read = os.read(self.from_, 1 << 20)
            assert read, "the browser has gone"
            self.unread += read
        message, _, self.unread = self.unread.partition(b"\0")
        told: dict[str, Any] = json.loads(message)
        return told

    def heed(self, told: dict[str, Any]) -> None:
        match told.get("method"):
            case "Network.requestWillBeSent":
                self.asked.append(told["params"]["request"]["url"])
            case "Log.entryAdded":
                self.complaints.append(told["params"]["entry"]["text"])
            case "Page.loadEventFired":
                self.loaded = True

    def open(self, path: Path) -> None:
        """The page in *path*, loaded."""
        self.loaded, self.asked, self.complaints = False, [], []
        self.send("Page.navigate", url=path.as_uri())
        while not self.loaded:
            self.heed(self.next())

    def look(self, width: int = 1280, *, media: str = "", **features: str) -> None:
        """As on a screen so wide, on *media*, for somebody who asks for *features* (`prefers_color_scheme="dark"`)."""
        self.send(
            "Emulation.setDeviceMetricsOverride", width=width, height=900, deviceScaleFactor=1, mobile=width < 500
        )
        asked = [{"name": name.replace("_", "-"), "value": value} for name, value in features.items()]
        self.send("Emulation.setEmulatedMedia", media=media, features=asked)

    def value(self, script: str) -> Any:
        """What *script* gives, after it is settled."""
        answer = self.send("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in answer, answer.get("exceptionDetails")
        return answer["result"].get("value")

    def pdf(self) -> bytes:
        return b64decode(self.send("Page.printToPDF", preferCSSPageSize=True, printBackground=False)["data"])

    def picture(self, *, whole: bool = False) -> bytes:
        return b64decode(self.send("Page.captureScreenshot", captureBeyondViewport=whole)["data"])


@contextmanager
def browser(folder: Path) -> Iterator[Browser]:
    """A browser that keeps what it keeps in *folder*, and ends with the block."""
    assert CHROMIUM
    (their_in, to), (from_, their_out) = os.pipe(), os.pipe()
    flags = [CHROMIUM, "--headless", "--no-sandbox", "--disable-gpu", "--remote-debugging-pipe"]
    flags += ["--no-first-run", "--disable-background-networking", f"--user-data-dir={folder}"]
    command = f"exec {shlex.join(flags)} 3<&{their_in} 4>&{their_out}"
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(["/bin/bash", "-c", command], pass_fds=(their_in, their_out), stderr=log, stdout=log)
    os.close(their_in)
    os.close(their_out)
    try:
        yield Browser(to, from_)
    finally:
        os.close(to)
        os.close(from_)
        process.terminate()
        process.wait(timeout=30)
