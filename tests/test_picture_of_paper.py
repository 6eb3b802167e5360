"""The README's picture of the Word document is what LibreOffice shows. ACTIONPLAN_UPDATE_PICTURES=1 draws it anew.

As the picture of the page does, it carries the words that it shows.
"""

from __future__ import annotations

import io
import os
import re
import shutil
import struct
import subprocess
from pathlib import Path

import docx
import pytest

from actionplan.report.model import RenderOptions
from actionplan.report.renderers.docx import render
from tests.office import converted
from tests.test_picture_of_page import ROOT, WORDS, chunk, chunks, report_shown, settled

PICTURE = ROOT / "docs" / "pictures" / "report-word.png"
UNTIL = "Exceptions"


def words_of(paper: bytes) -> str:
    """What stands on the first page and a half: all until the exceptions, in the order of reading."""
    said: list[str] = []
    for each in docx.Document(io.BytesIO(paper)).iter_inner_content():
        if isinstance(each, docx.table.Table):
            said += [cell.text for row in each.rows for cell in row.cells]
        elif each.text == UNTIL:
            break
        else:
            said.append(each.text)
    return settled(" ".join(said))


def draw(folder: Path, paper: bytes) -> bytes:
    """The first page, with the words."""
    (folder / "report.docx").write_bytes(paper)
    printed = converted(folder / "report.docx", "pdf", folder)
    page = [
        "pdftoppm",
        "-r",
        "80",
        "-f",
        "1",
        "-l",
        "1",
        "-singlefile",
        "-png",
        str(printed),
        str(folder / "page"),
    ]
    subprocess.run(page, check=True, capture_output=True)
    drawn = (folder / "page.png").read_bytes()
    kept = [each for each in chunks(drawn) if each[0] != b"IEND"]
    told = (b"iTXt", WORDS + words_of(paper).encode("utf-8"))
    return drawn[:8] + b"".join([chunk(*each) for each in (*kept, told, (b"IEND", b""))])


def test_the_picture_shows_what_the_paper_says(tmp_path: Path) -> None:
    paper = render(report_shown(), RenderOptions())
    if os.environ.get("ACTIONPLAN_UPDATE_PICTURES"):
        if not (shutil.which("soffice") and shutil.which("pdftoppm")):
            pytest.skip("LibreOffice or poppler-utils are not installed")
        PICTURE.write_bytes(draw(tmp_path, paper))

    (said,) = [content for kind, content in chunks(PICTURE.read_bytes()) if kind == b"iTXt"]
    assert said.removeprefix(WORDS).decode("utf-8") == words_of(paper), (
        "ACTIONPLAN_UPDATE_PICTURES=1 pytest tests/test_picture_of_paper.py"
    )


def test_the_picture_is_of_a_page() -> None:
    (head,) = [content for kind, content in chunks(PICTURE.read_bytes()) if kind == b"IHDR"]
    width, height = struct.unpack(">II", head[:8])

    assert 1.35 < height / width < 1.45  # A4, upright
    assert PICTURE.stat().st_size < 250_000


def test_the_pages_say_in_words_what_the_picture_shows() -> None:
    for name in ("README.md", "docs/how-to/report.md"):
        found = re.search(
            r"!\[(.*?)\]\([./]*(?:docs/)?pictures/report-word\.png\)", (ROOT / name).read_text("utf-8"), re.DOTALL
        )
        assert found is not None, name
        assert len(found[1]) > 60
