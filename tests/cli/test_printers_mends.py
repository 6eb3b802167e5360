"""Suggestions in reviewdog's format, taken over as reviewdog would: the file is then what `fix` would have written."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from actionplan.cli.printers.rdjson import render
from actionplan.mending import mend_plan
from tests.cli.findings import ON, checked
from tests.support import load_texts

PLAN = (Path(__file__).parent.parent / "checks" / "northfield.yaml").read_text(encoding="utf-8")
FILE = "northfield/haven.yaml"
HEAD = "partner: haven\ncommitments:\n  - id: haven-1\n    title: Open 3 advice hubs\n    due: 2026-03\n"
LOG = "    updates:\n      - {date: 2025-12-05, status: in-progress, confidence: green}\n"

WRITTEN = {
    "a day": HEAD + "    agreed: 13/02/2025\n" + LOG,
    "in double quotes": HEAD + '    agreed: "13/02/2025"  # as printed\n' + LOG,
    "in single quotes": HEAD + "    agreed: '13/02/2025'\n" + LOG,
    "a key": HEAD + "    Kind: ongoing\n" + LOG,
    "a key in quotes": HEAD + "    'waits-on': []\n" + LOG,
    "after signs of several bytes": HEAD
    + LOG.replace("{date", "{note: £é😀, date").replace("in-progress", "In progress"),
    "a word of several": HEAD + "    with: [elm housing]\n" + LOG,
    "with windows line ends": (HEAD + "    agreed: 13/02/2025\n" + LOG).replace("\n", "\r\n"),
    "behind a byte order mark": "\ufeff# £\n" + HEAD + "    agreed: 13/02/2025\n" + LOG,
    "a blank at a line's end": HEAD + "    theme: homes \n" + LOG,
    "no line end": (HEAD + LOG).removesuffix("\n"),
    "two of them": HEAD + "    agreed: 13/02/2025\n" + LOG.replace("green", "GREEN"),
}
UNSUGGESTED = {
    "a byte order mark": "\ufeff" + HEAD + LOG,
    "two blanks": HEAD + "    theme: homes \n    kind: deliverable \n" + LOG,
    "a block": HEAD + "    agreed: >-\n      13/02/2025\n" + LOG,
}


def _suggestions(text: str) -> list[dict[str, Any]]:
    loaded = load_texts({"plan.yaml": PLAN, "haven.yaml": text})
    findings = mend_plan(loaded, ON, ON).before.findings
    files = {name: opened.source.text for name, opened in loaded.files.items()}
    what = checked([each for each in findings if each.file == FILE], files)
    what = what._replace(files={name: opened.source for name, opened in loaded.files.items()})
    return [each for found in json.loads(render(what))["diagnostics"] for each in found.get("suggestions", ())]


def _taken_over(text: str, suggestions: list[dict[str, Any]]) -> bytes:
    """The file with the suggestions in it. Lines end with LF, columns count bytes, the end is exclusive."""
    lines = text.encode().split(b"\n")
    starts = [sum(len(each) + 1 for each in lines[:number]) for number in range(len(lines))]
    data = text.encode()
    for each in sorted(
        suggestions, key=lambda each: (-each["range"]["start"]["line"], -each["range"]["start"]["column"])
    ):
        start, end = (
            starts[at["line"] - 1] + at["column"] - 1 for at in (each["range"]["start"], each["range"]["end"])
        )
        data = data[:start] + each["text"].encode() + data[end:]
    return data


@pytest.mark.parametrize("text", WRITTEN.values(), ids=WRITTEN)
def test_suggestions_are_what_fix_writes(text: str) -> None:
    loaded = load_texts({"plan.yaml": PLAN, "haven.yaml": text})
    mended = mend_plan(loaded, ON, ON).after.loaded
    right = next(each.data for each in mended.texts if each.name == FILE)
    is_marked = text.startswith("\ufeff")

    suggestions = _suggestions(text)

    assert suggestions
    taken = _taken_over(text, suggestions)
    assert (taken.removeprefix("\ufeff".encode()) if is_marked else taken) == right


@pytest.mark.parametrize("text", UNSUGGESTED.values(), ids=UNSUGGESTED)
def test_what_is_not_one_plain_stretch_is_not_suggested(text: str) -> None:
    assert _suggestions(text) == []
