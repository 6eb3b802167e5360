"""docs/tutorial.md, followed word for word: its files written, its commands run, and what they say compared.

ACTIONPLAN_UPDATE_CASES=1 writes what they say into the page, to be read before it is kept. The how-to pages show commands
without what they say; those are run too.
"""

from __future__ import annotations

import os
import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import copytree

import pytest
from openpyxl import Workbook

from tests.cli.run import run
from tests.report.slides_templates import corporate
from tests.test_format_page import example
from tests.world.made import made

PAGE = Path(__file__).parent.parent / "docs" / "tutorial.md"
TEXT = PAGE.read_text(encoding="utf-8")
LEFT_OUT = "…"  # alone on a line of what a command says: the page leaves lines out

STEP = re.compile(
    r"^```(?P<language>\w+) ?(?P<info>[^\n]*)\n(?P<block>.*?)^```$"
    r"|^In `(?P<file>[^`\n]+)`, change `(?P<old>[^`\n]+)` to `(?P<new>[^`\n]+)`",
    re.DOTALL | re.MULTILINE,
)
ADD = "add to "
TIMELESS = ("", "explain AP402")  # commands that look at no day


@dataclass
class Reader:
    """Somebody who does what the page says, in a folder of their own."""

    folder: Path

    def do(self, step: re.Match[str]) -> str:
        """The step as it should stand on the page."""
        if step["file"]:
            self.change(step["file"], step["old"], step["new"])
        elif step["language"] == "powershell":
            self.make_folders(step["block"])
        elif step["language"] == "yaml":
            self.write(step["info"], step["block"])
        else:
            assert step["language"] == "console", step[0]
            ran = [f"$ {command}\n{self.run(command, shown)}" for command, shown in commands(step["block"])]
            return f"```console\n{''.join(ran)}```"
        return step[0]

    def make_folders(self, block: str) -> None:
        for line in block.splitlines():
            verb, path = line.split()
            target = self.folder / path.replace("\\", "/")
            if verb == "mkdir":
                target.mkdir(parents=True)
            else:
                assert verb == "cd", line
                self.folder = target

    def write(self, info: str, block: str) -> None:
        """Write the file that *info* names; with `add to`, add to its end."""
        path = self.folder / info.removeprefix(ADD)
        assert path.exists() == info.startswith(ADD), info
        before = path.read_text(encoding="utf-8") if path.exists() else ""
        path.write_text(before + block, encoding="utf-8")

    def change(self, name: str, old: str, new: str) -> None:
        (path,) = self.folder.rglob(name)
        text = path.read_text(encoding="utf-8")
        assert text.count(old) == 1, (name, old)
        path.write_text(text.replace(old, new), encoding="utf-8")

    def run(self, command: str, shown: str) -> str:
        """What *command* says, without the lines that the page leaves out."""
        program, *arguments = shlex.split(command)
        assert program == "actionplan"
        assert "--as-at" in arguments or " ".join(arguments) in TIMELESS, f"{command} depends on the day it is run"
        ran = run(*arguments, cwd=self.folder)
        assert ran.code in (0, 1, 3), ran
        lines = [line.rstrip() for line in (ran.out + ran.err).rstrip().splitlines()]
        return "".join(f"{line}\n" for line in left_out(lines, shown))


def commands(block: str) -> Iterator[tuple[str, str]]:
    """Each command of a console block, with what the page shows that it says."""
    parts = re.split(r"^\$ (.*)\n", block, flags=re.MULTILINE)
    assert parts[0] == "", block
    yield from zip(parts[1::2], parts[2::2], strict=True)


def left_out(lines: list[str], shown: str) -> list[str]:
    """*lines* without the stretches that *shown* leaves out; all of them where it leaves out none, or cannot be followed."""
    first_piece, *pieces = (each.splitlines() for each in re.split(rf"^{LEFT_OUT}\n", shown, flags=re.MULTILINE))
    if not pieces:
        return lines
    try:
        end = lines.index(first_piece[-1]) + 1 if first_piece else 0
        kept = lines[:end]
        for piece in pieces:
            start = lines.index(piece[0], end) if piece else len(lines)
            end = lines.index(piece[-1], start) + 1 if piece and piece is not pieces[-1] else len(lines)
            kept += [LEFT_OUT, *lines[start:end]]
    except ValueError:
        return lines
    return kept


@pytest.fixture(scope="module")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return Reader(tmp_path_factory.mktemp("tutorial"))


@pytest.fixture(scope="module")
def followed(reader: Reader) -> str:
    """The page as it should read, once all that it says was done."""
    return STEP.sub(reader.do, TEXT)


def test_what_the_tutorial_shows_is_what_comes(followed: str) -> None:
    if os.environ.get("ACTIONPLAN_UPDATE_CASES"):
        PAGE.write_text(followed, encoding="utf-8")

    assert followed == TEXT


@pytest.mark.usefixtures("followed")
def test_the_tutorial_makes_what_it_promises(reader: Reader) -> None:
    """Two partners, three commitments, two updates, and one mistake made on purpose."""
    text = "".join(path.read_text(encoding="utf-8") for path in reader.folder.rglob("*.yaml"))

    assert len(re.findall(r"^partner: ", text, flags=re.MULTILINE)) == 2
    assert len(re.findall(r"^  - id: ", text, flags=re.MULTILINE)) == 3
    assert len(re.findall(r"^      - date: ", text, flags=re.MULTILINE)) == 2
    assert len([step for step in STEP.finditer(TEXT) if step["file"]]) == 1


def test_every_block_of_the_tutorial_is_followed() -> None:
    followed = [step for step in STEP.finditer(TEXT) if step["language"]]

    assert len(re.findall(r"^```\w", TEXT, flags=re.MULTILINE)) == len(followed)


HOW_TO = sorted((PAGE.parent / "how-to").glob("*.md"))
COMMAND = re.compile(r"^(?:\$ | *- (?:run|script): | +- )?(actionplan .+)$", re.MULTILINE)


def commands_shown(page: Path) -> list[str]:
    """Each command in a block of a how-to page; one that goes on in the next line is one."""
    blocks = re.findall(r"^```\w+\n(.*?)^```$", page.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return [found for block in blocks for found in COMMAND.findall(block.replace("\\\n", " "))]


# What a command says that only goes on where somebody can be asked.
ASKS = ("there is nothing to record", "there is nobody to ask")


@pytest.mark.parametrize("page", HOW_TO, ids=lambda page: page.stem)
def test_the_commands_of_a_how_to_page_run(page: Path, tmp_path: Path) -> None:
    """One after the other on the example of docs/format.md, from a day on which it has no finding.

    The folder is a clone, as it is for a pull request: one commit after what is on main.
    """
    folder = tmp_path / "commitments" / "northfield"
    folder.mkdir(parents=True)
    for name, text in example().items():
        (folder / name).write_text(text, encoding="utf-8")
    _commit_after_main(tmp_path)
    _own_templates(tmp_path)
    _own_trackers(tmp_path)
    assert run("export", "-o", "plan.xlsx", cwd=tmp_path).code == 0  # which somebody sends back
    shown = commands_shown(page)

    assert shown
    for command in shown:
        ran = run(*_words(command, tmp_path), cwd=tmp_path, env={"ACTIONPLAN_AS_AT": "2025-12-31"})
        assert ran.code == 0 or any(each in ran.err for each in ASKS), ran


def _words(command: str, folder: Path) -> list[str]:
    """The words of *command* as a shell gives them; the forms that were sent are what comes back."""
    if "inbox" in command and not (folder / "inbox").exists():
        copytree(folder / "forms", folder / "inbox")
    words = shlex.split(command, comments=True)[1:]
    return [name for word in words for name in (sorted(map(str, folder.glob(word))) if "*" in word else [word])]


def _own_trackers(folder: Path) -> None:
    """The spreadsheets of their own that the pages speak of, and an export of the plan."""
    run("export", "-o", "plan.xlsx", cwd=folder, env={"ACTIONPLAN_AS_AT": "2025-12-31"})
    for name, status in (("tracker", "In progress"), ("june", "Not started"), ("september", "In progress")):
        book = Workbook()
        sheet = book.worksheets[0]
        for row in (
            ("Ref", "Action", "Lead", "Due", "Status"),
            ("t-1", "Plant 20 trees", "Elm Housing", "2026-03-31", status),
        ):
            sheet.append(row)
        book.save(folder / f"{name}.xlsx")


def _own_templates(folder: Path) -> None:
    """The templates of their own that the pages speak of."""
    shipped = PAGE.parent.parent / "actionplan" / "report" / "templates"
    for name, own in (
        ("page.html.j2", "ours.html.j2"),
        ("default.docx", "board.dotx"),
        ("board-paper.docx", "board.docx"),
    ):
        (folder / own).write_bytes((shipped / name).read_bytes())
    (folder / "board.potx").write_bytes(corporate().data)


def _commit_after_main(folder: Path) -> None:
    repository = made(folder)
    repository.commit({"README.md": "Our plans.\n"})
    repository.git("update-ref", "refs/remotes/origin/main", "HEAD")
    repository.branch("work")
    repository.commit({"README.md": "Our plans, and who keeps them.\n"})
