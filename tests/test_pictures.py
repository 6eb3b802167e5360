"""The README's picture is what the tool prints. ACTIONPLAN_UPDATE_PICTURES=1 draws it anew."""

from __future__ import annotations

import io
import os
import re
from pathlib import Path

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from tests.cli.run import run

ROOT = Path(__file__).parent.parent
PICTURE = ROOT / "docs" / "pictures" / "report.svg"
LINES = 31

# Dark on light with the contrast that WCAG 2.2 AA asks of text.
THEME = TerminalTheme(
    (255, 255, 255),
    (29, 29, 31),
    [(29, 29, 31), (170, 30, 20), (0, 92, 50), (140, 72, 0), (20, 80, 160), (110, 40, 120), (0, 90, 110), (80, 80, 80)],
)

# Rich's own frame without its web font: pages that show the picture block outside requests. As text the picture stays small.
FRAME = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {terminal_width} {terminal_height}" role="img" aria-labelledby="title">
<title id="title">The report on the 2015/16 action plan in a terminal</title>
<style>
.{unique_id}-matrix {{ font-family: Menlo, Consolas, "DejaVu Sans Mono", monospace; font-size: {char_height}px; white-space: pre; }}
{styles}
</style>
<rect width="100%" height="100%" fill="#ffffff" stroke="#d0d0d5" rx="6"/>
<g transform="translate(12, 12)" xml:space="preserve"><g class="{unique_id}-matrix">{matrix}</g></g>
</svg>
"""


def draw() -> str:
    """The picture: the top of the report, as SVG."""
    ran = run("report", "--plan", "mou-2015-16", "--as-at", "2015-12-31", cwd=ROOT, env={"FORCE_COLOR": "1"})
    lines = ran.out.splitlines()[:LINES]
    # Where the files stand in git is another line each day.
    text = "\n".join(
        re.sub(r"^(\x1b\[[0-9;]*m)?Files:.*$", "Files:            commit 0123456789ab", line) for line in lines
    )
    console = Console(record=True, width=82, file=io.StringIO(), force_terminal=True, color_system="standard")
    console.print(Text.from_ansi(text))
    return console.export_svg(title="", theme=THEME, code_format=FRAME, unique_id="terminal") + "\n"


def test_the_picture_is_up_to_date() -> None:
    drawn = draw()
    if os.environ.get("ACTIONPLAN_UPDATE_PICTURES"):
        PICTURE.write_text(drawn, encoding="utf-8", newline="\n")

    kept = PICTURE.read_text(encoding="utf-8")
    assert _words(kept) == _words(drawn), "ACTIONPLAN_UPDATE_PICTURES=1 pytest tests/test_pictures.py"


def _words(picture: str) -> list[str]:
    """What the picture says, line by line; where the letters and the line ends stand is the drawing library's affair."""
    return [said for said in re.findall(r"<text[^>]*>([^<]*)</text>", picture) if said.strip()]


def test_the_readme_says_in_words_what_the_picture_shows() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(r"!\[(.*?)\]\(docs/pictures/report\.svg\)", readme, re.DOTALL)

    assert found is not None
    assert len(found[1]) > 60
    assert "http" not in re.sub(r'xmlns="[^"]*"', "", PICTURE.read_text(encoding="utf-8"))
