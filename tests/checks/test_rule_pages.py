"""Every rule's page is run: its failing example yields exactly its code, its mended one nothing."""

from __future__ import annotations

import importlib
import re
from datetime import date
from pathlib import Path

import pytest

from actionplan.checks.rules import CHANGE, CODES, JUDGEMENT, MODULES, READING, USE
from actionplan.loaded import Text
from tests.support import Content, codes_in, judge_change_of_texts, judge_texts

AS_AT = date(2025, 12, 31)

BASE: dict[str, Content] = {
    "plan.yaml": Path(__file__).with_name("northfield.yaml").read_text(encoding="utf-8"),
}

_BLOCK = re.compile(r"^```yaml (\S+)(?: (\S+))?\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_MIB = 1024 * 1024


def _example(page: str, heading: str) -> dict[str, Content]:
    """The files of the example under *heading*. A word after a file's name says what cannot be shown on a page."""
    after = page.split(f"\n{heading}:\n", 1)[1]
    section = re.split(r"^(?:Before|Fails|Mended|See also):", after, maxsplit=1, flags=re.MULTILINE)[0]
    return {name: _content(text, special) for name, special, text in _BLOCK.findall(section)}


def _content(text: str, special: str) -> Content:
    """What the file holds. `filled-to=17MiB` makes it that large; `trouble=AP023` is a file that was not opened."""
    word, _, value = special.partition("=")
    if word == "trouble":
        return Text("", "", trouble="the file cannot be read", remedy="Put a file in its place.", code=value)
    data = _unescaped(text)
    if word == "filled-to":
        data += b"# filled\n" * (int(value.removesuffix("MiB")) * _MIB // len(b"# filled\n"))
    return data


def _unescaped(text: str) -> bytes:
    """*text* as bytes. On a page, what nobody could see is written ⟨U+202E⟩, for single bytes ⟨0xE9⟩, or ⟨no line end⟩."""
    text = text.replace("⟨no line end⟩\n", "")
    shown = re.sub(r"⟨U\+([0-9A-F]+)⟩", lambda found: chr(int(found[1], 16)), text)
    pieces = re.split(r"⟨0x([0-9A-F]{2})⟩", shown)
    return b"".join(bytes([int(piece, 16)]) if number % 2 else piece.encode() for number, piece in enumerate(pieces))


@pytest.mark.parametrize("name", [*READING, *JUDGEMENT, *USE])
def test_page_is_run(name: str) -> None:
    module = importlib.import_module(f"actionplan.checks.rules.{name}")
    page = module.__doc__ or ""

    failing = {**BASE, **_example(page, "Fails")}
    mended = {**BASE, **_example(page, "Mended")}

    assert set(codes_in(judge_texts(failing, AS_AT))) == {module.CODE}
    assert codes_in(judge_texts(mended, AS_AT)) == []


@pytest.mark.parametrize("name", CHANGE)
def test_page_about_a_change_is_run(name: str) -> None:
    module = importlib.import_module(f"actionplan.checks.rules.{name}")
    page = module.__doc__ or ""
    before, failing, mended = ({**BASE, **_example(page, heading)} for heading in ("Before", "Fails", "Mended"))

    said = codes_in(judge_change_of_texts(before, failing, AS_AT))
    # What loosens a check is said beside what was done with it.
    assert said == ([module.CODE] if name != "ap514_completed_as_rules_loosen" else ["AP514", "AP517"])
    assert codes_in(judge_change_of_texts(before, mended, AS_AT)) == []
    states = (*judge_texts(before, AS_AT), *judge_texts(mended, AS_AT))
    assert [each for each in states if each.severity == "error"] == []


@pytest.mark.parametrize("name", MODULES)
def test_page_is_complete(name: str) -> None:
    module = importlib.import_module(f"actionplan.checks.rules.{name}")
    page = module.__doc__ or ""

    assert name[:5].upper() == module.CODE
    assert module.SEVERITY in ("error", "warning", "advice")
    assert re.fullmatch(r"\d+\.\d+\.\d+", module.SINCE)
    assert re.fullmatch(r"[A-Z“].*\.", page.splitlines()[0])
    for heading in ("What it checks:", "Why it matters:", "Fails:", "Mended:"):
        assert page.count(f"\n{heading}") == 1, heading
    assert page.count("\nBefore:") == (name in CHANGE)
    assert hasattr(module, "check") == (name in JUDGEMENT or name in CHANGE)


def test_registry_is_in_order_and_complete() -> None:
    folder = Path(importlib.import_module("actionplan.checks.rules").__file__ or "").parent
    modules = {path.stem for path in folder.glob("ap*.py")}

    assert list(READING) == sorted(READING)
    assert list(JUDGEMENT) == sorted(JUDGEMENT)
    assert list(CHANGE) == sorted(CHANGE)
    assert set(MODULES) == modules
    assert len(CODES) == len(MODULES)
