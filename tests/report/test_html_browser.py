"""The page in a real browser: axe-core over every way to look at it, its width on a phone, and its pages on paper.

ACTIONPLAN_AXE is the path of axe-core's axe.min.js (npm install axe-core); without it those tests skip, as all do
without Chromium.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from actionplan.report.model import RenderOptions
from actionplan.report.renderers.html import render
from tests.report.browser import CHROMIUM, Browser, browser
from tests.report.test_html import REPORTS

pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")

AXE = os.environ.get("ACTIONPLAN_AXE", "")
needs_axe = pytest.mark.skipif(not Path(AXE).is_file(), reason="ACTIONPLAN_AXE names no axe.min.js")
needs_pdftotext = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="pdftotext is not installed")

RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22a", "wcag22aa", "best-practice"]
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"prefers_color_scheme": "dark"},
    "forced colours": {"forced_colors": "active"},
    "print": {"media": "print"},
    "phone": {"width": 320},
    "dark phone": {"width": 375, "prefers_color_scheme": "dark"},
}


@pytest.fixture(scope="module")
def chromium(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    with browser(tmp_path_factory.mktemp("chromium")) as opened:
        yield opened


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Each report as a page and as a mail, in files."""
    folder = tmp_path_factory.mktemp("pages")
    written = {}
    for name, report in REPORTS.items():
        for kind, email in ((name, False), (f"{name}, mail", True)):
            written[kind] = folder / f"{kind}.html"
            written[kind].write_bytes(render(report, RenderOptions(email=email)))
    return written


# Looking at 500 commitments takes axe seconds each time: ACTIONPLAN_LOOKS=all does it in every way.
FEW = {"light", "dark", "print", "phone"}
ALL = [f"{name}{kind}" for name in REPORTS for kind in ("", ", mail")]


@needs_axe
@pytest.mark.parametrize("look", LOOKS)
@pytest.mark.parametrize("name", ALL)
def test_axe_finds_nothing(name: str, look: str, chromium: Browser, pages: dict[str, Path]) -> None:
    if name == "many" and look not in FEW and os.environ.get("ACTIONPLAN_LOOKS") != "all":
        pytest.skip("ACTIONPLAN_LOOKS=all looks at 500 commitments in this way too")
    chromium.look(**LOOKS[look])
    chromium.open(pages[name])
    chromium.value(Path(AXE).read_text(encoding="utf-8") + "; 0")

    options = f"{{runOnly: {RULES}, resultTypes: ['violations']}}"
    found = chromium.value(f"axe.run(document, {options}).then(found => [found.violations, found.passes.length])")
    violations, passes = found
    assert [(each["id"], each["help"], [node["html"][:200] for node in each["nodes"][:3]]) for each in violations] == []
    assert passes > 10


@needs_axe
def test_axe_sees_what_is_wrong(chromium: Browser, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.html"
    wrong.write_text(
        "<!DOCTYPE html><html><title>x</title><p style='color:#ccc'>pale<img src='data:,'>", encoding="utf-8"
    )
    chromium.look()
    chromium.open(wrong)
    chromium.value(Path(AXE).read_text(encoding="utf-8") + "; 0")

    found = chromium.value("axe.run().then(found => found.violations.map(each => each.id))")
    assert {"color-contrast", "image-alt", "html-has-lang"} <= set(found)


@pytest.mark.parametrize("name", ALL)
def test_nothing_is_asked_of_anybody_and_no_policy_is_broken(
    name: str, chromium: Browser, pages: dict[str, Path]
) -> None:
    chromium.look()
    chromium.open(pages[name])

    assert [each for each in chromium.asked if not each.startswith(("file:", "data:"))] == []
    assert chromium.complaints == []


def test_the_policy_holds(chromium: Browser, pages: dict[str, Path], tmp_path: Path) -> None:
    """What somebody adds to the page by hand is not obeyed."""
    text = pages["everything"].read_text(encoding="utf-8")
    added = "<style>h1 { color: rgb(1, 2, 3) }</style><script>document.title = 'obeyed'</script><img src='https://a.example/x.png'>"
    changed = tmp_path / "changed.html"
    changed.write_text(text.replace("</header>", f"{added}</header>"), encoding="utf-8")
    chromium.look()
    chromium.open(changed)

    assert chromium.value("document.title") != "obeyed"
    assert chromium.value("getComputedStyle(document.querySelector('h1')).color") != "rgb(1, 2, 3)"
    assert len([each for each in chromium.complaints if "Content Security Policy" in each]) == 3


@pytest.mark.parametrize("width", [320, 375, 1280])
@pytest.mark.parametrize("name", ALL)
def test_the_page_is_never_wider_than_the_screen(
    name: str, width: int, chromium: Browser, pages: dict[str, Path]
) -> None:
    chromium.look(width)
    chromium.open(pages[name])

    assert chromium.value("document.documentElement.scrollWidth") <= width


def test_dark_is_dark_and_pictures_keep_their_white_ground(chromium: Browser, pages: dict[str, Path]) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    panel = "getComputedStyle(document.querySelector('.picture')).backgroundColor"
    chromium.open(pages["everything"])

    chromium.look()
    assert (chromium.value(ground), chromium.value(panel)) == ("rgb(255, 255, 255)", "rgb(255, 255, 255)")
    chromium.look(prefers_color_scheme="dark")
    assert (chromium.value(ground), chromium.value(panel)) == ("rgb(22, 25, 29)", "rgb(255, 255, 255)")
    chromium.look(media="print", prefers_color_scheme="dark")
    assert chromium.value(ground) == "rgb(255, 255, 255)"


def paper(chromium: Browser, page: Path, folder: Path) -> list[str]:
    """The words of each printed page."""
    chromium.look()
    chromium.open(page)
    (folder / "page.pdf").write_bytes(chromium.pdf())
    text = subprocess.run(["pdftotext", "-layout", folder / "page.pdf", "-"], capture_output=True, check=True).stdout
    return text.decode("utf-8").split("\f")[:-1]


@needs_pdftotext
def test_every_printed_page_has_its_classification_and_its_number(
    chromium: Browser, pages: dict[str, Path], tmp_path: Path
) -> None:
    printed = paper(chromium, pages["everything"], tmp_path)

    assert len(printed) > 5
    for number, text in enumerate(printed, start=1):
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        assert lines[0] == 'OFFICIAL "R&D"'
        assert lines[-1].split("  ")[0] == "Northfield homes and health plan"
        assert 'OFFICIAL "R&D"' in lines[-1]
        assert lines[-1].endswith(f"Page {number} of {len(printed)}")


@needs_pdftotext
def test_nothing_is_missing_on_paper_and_header_rows_come_again(
    chromium: Browser, pages: dict[str, Path], tmp_path: Path
) -> None:
    printed = paper(chromium, pages["many"], tmp_path)
    text = "\n".join(printed)

    for partner in range(10):
        for place in range(50):
            assert len(re.findall(rf"\bp{partner}-{place}\b", text)) >= 2  # its partner's table, and the annex
    annex = [each for each in printed if re.search(r"northfield/p\d+\.yaml:\d+", each)]
    assert len(annex) > 5
    assert all("File and line" in each for each in annex)


@needs_pdftotext
def test_addresses_can_be_read_on_paper(chromium: Browser, pages: dict[str, Path], tmp_path: Path) -> None:
    text = " ".join("".join(paper(chromium, pages["everything"], tmp_path)).split())

    assert "https://haven.example/register" in text
