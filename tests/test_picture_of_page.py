"""The README's picture of the web page is what Chromium shows. ACTIONPLAN_UPDATE_PICTURES=1 draws it anew.

The picture carries the words that it shows (an iTXt chunk of the PNG), so that a machine without Chromium can tell
whether they are still those of the page.
"""

from __future__ import annotations

import os
import re
import struct
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from zlib import crc32

import pytest
from lxml import html

from actionplan.report.build import Findings, Options, build
from actionplan.report.model import Fact, Facts, RenderOptions, Report, Text
from actionplan.report.renderers.html import render
from tests.report.browser import CHROMIUM, browser
from tests.report.plans import real

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "pictures" / "report-html.png"
WIDTH, HEIGHT = 1120, 1240
WORDS = b"Words\0\0\0\0\0"


def report_shown() -> Report:
    """The report on the 2015/16 plan, with what is another each day (version, commit) as it stands for ever."""
    report = build([real("mou-2015-16", Findings(0, 0, 0))], Options(on=date(2015, 12, 31), version="0.1.0"))
    facts = [
        replace(each, cell=Text("commit 0123456789ab")) if each.id == "commit" else each
        for each in report.provenance.rows
    ]
    return replace(report, provenance=Facts(tuple[Fact, ...](facts)))


def page() -> bytes:
    return render(report_shown(), RenderOptions())


def words_of(text: bytes) -> str:
    """What stands at the top of the page: its head, its contents and its first section."""
    root = html.document_fromstring(text.decode("utf-8"))
    parts = [next(root.iter(tag)) for tag in ("header", "nav", "section")]
    return " ".join(" ".join(map(str, each.itertext())) for each in parts)


def chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    """The kind and the content of each chunk of a PNG."""
    place = 8
    while place < len(picture):
        (length,) = struct.unpack(">I", picture[place : place + 4])
        yield picture[place + 4 : place + 8], picture[place + 8 : place + 8 + length]
        place += length + 12


def chunk(kind: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + kind + content + struct.pack(">I", crc32(kind + content))


def draw(folder: Path) -> bytes:
    """The top of the page as Chromium shows it, with its words."""
    (folder / "report.html").write_bytes(page())
    with browser(folder) as chromium:
        chromium.look(WIDTH)
        chromium.send(
            "Emulation.setDeviceMetricsOverride", width=WIDTH, height=HEIGHT, deviceScaleFactor=1, mobile=False
        )
        chromium.open(folder / "report.html")
        chromium.value("document.documentElement.style.overflow = 'hidden'")
        drawn = chromium.picture()
    kept = [each for each in chunks(drawn) if each[0] != b"IEND"]
    told = (b"iTXt", WORDS + settled(words_of(page())).encode("utf-8"))
    return drawn[:8] + b"".join([chunk(*each) for each in (*kept, told, (b"IEND", b""))])


def settled(text: str) -> str:
    return " ".join(text.split())


def test_the_picture_shows_what_the_page_says(tmp_path: Path) -> None:
    if os.environ.get("ACTIONPLAN_UPDATE_PICTURES"):
        if CHROMIUM is None:
            pytest.skip("Chromium is not installed")
        PICTURE.write_bytes(draw(tmp_path))

    (said,) = [content for kind, content in chunks(PICTURE.read_bytes()) if kind == b"iTXt"]
    expected = settled(words_of(page()))
    assert said.removeprefix(WORDS).decode("utf-8") == expected, (
        "ACTIONPLAN_UPDATE_PICTURES=1 pytest tests/test_picture_of_page.py"
    )


def test_the_picture_is_of_the_top_of_the_page() -> None:
    (head,) = [content for kind, content in chunks(PICTURE.read_bytes()) if kind == b"IHDR"]

    assert struct.unpack(">II", head[:8]) == (WIDTH, HEIGHT)
    assert PICTURE.stat().st_size < 250_000


def test_the_pages_say_in_words_what_the_picture_shows() -> None:
    for name in ("README.md", "docs/how-to/report.md"):
        found = re.search(
            r"!\[(.*?)\]\([./]*(?:docs/)?pictures/report-html\.png\)", (ROOT / name).read_text("utf-8"), re.DOTALL
        )
        assert found is not None, name
        assert len(found[1]) > 60
