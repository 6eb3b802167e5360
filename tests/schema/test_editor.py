"""The schemas in a real editor's language server: what is offered, shown and flagged.

Needs Node.js and the npm package yaml-language-server; ACTIONPLAN_YAML_LS names its program where it is not on PATH.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from actionplan import schema
from actionplan.domain.accepted import WaiversFile
from actionplan.domain.model import Commitment, CommitmentsFile, OutcomesFile, PlanFile, Update
from actionplan.domain.reading import read
from actionplan.domain.reviewed import ReviewFile
from actionplan.domain.vocabulary import CONFIDENCES, REASONS, STATUSES
from actionplan.yamltext.tree import parse
from tests.schema.language_server import CURSOR, LanguageServer
from tests.schema.whole import TYPED, VALUES, WHOLE
from tests.schema.yaml12 import core_value, dump

ROOT = Path(__file__).parent.parent.parent
PLAN_FILES = sorted((ROOT / "commitments").glob("*/*.yaml"))
KINDS = {
    "plan": PlanFile,
    "commitments": CommitmentsFile,
    "outcomes": OutcomesFile,
    "waivers": WaiversFile,
    "review": ReviewFile,
}


def _command() -> list[str]:
    """The command that starts the server; skips where there is none."""
    named = os.environ.get("ACTIONPLAN_YAML_LS")
    found = named or shutil.which("yaml-language-server")
    if not shutil.which("node"):
        pytest.skip("Node.js is not installed")
    if not found:
        pytest.skip("yaml-language-server is not installed (npm install yaml-language-server)")
    assert Path(found).exists(), f"ACTIONPLAN_YAML_LS names {found}, which does not exist"
    return ["node", found, "--stdio"] if found.endswith(".js") else [found, "--stdio"]


@pytest.fixture(scope="module")
def editor() -> Iterator[LanguageServer]:
    server = LanguageServer(_command(), ROOT)
    yield server
    server.close()


def _file(kind: str, text: str) -> str:
    return f"# yaml-language-server: $schema=../../schema/{kind}.json\n{text}"


def _commitments(text: str) -> str:
    return _file("commitments", f"partner: hact\ncommitments:\n{text}")


def _offered(editor: LanguageServer, text: str) -> dict[str, str]:
    """What is offered at the cursor: each label with its explanation."""
    return {each["label"]: _explanation(each) for each in editor.completions(text)}


def _explanation(item: dict[str, Any]) -> str:
    said = item.get("documentation") or ""
    return str(said["value"]) if isinstance(said, dict) else str(said)


def _explained_keys(record: type) -> dict[str, str]:
    node = schema.schemas()["commitments.json"]["$defs"][record.__name__]
    return {key: each["markdownDescription"] for key, each in node["properties"].items()}


def test_keys_of_a_commitment_are_offered_and_explained(editor: LanguageServer) -> None:
    offered = _offered(editor, _commitments(f"  - {CURSOR}"))

    assert offered["New commitment"] == "A commitment, without an update yet"
    assert {key: offered[key] for key in _explained_keys(Commitment)} == _explained_keys(Commitment)


def test_keys_of_an_update_are_offered_and_explained(editor: LanguageServer) -> None:
    offered = _offered(editor, _commitments(f"  - id: hact-1\n    updates:\n      - {CURSOR}"))

    assert {"New update", "New update: complete"} <= offered.keys()
    assert {key: offered[key] for key in _explained_keys(Update)} == _explained_keys(Update)


@pytest.mark.parametrize(
    ("key", "words"),
    [
        ("status", {word.code: word.explained for word in STATUSES["default"].values()}),
        ("confidence", {word.code: word.explained for word in CONFIDENCES.values()}),
        ("reason", REASONS),
        ("parts: {a", {word.code: word.explained for word in STATUSES["default"].values()}),
    ],
)
def test_words_are_offered_with_their_meaning(editor: LanguageServer, key: str, words: dict[str, str]) -> None:
    closing = "}" if "{" in key else ""
    offered = _offered(editor, _commitments(f"  - id: hact-1\n    updates:\n      - {key}: {CURSOR}{closing}"))

    assert list(offered.items()) == list(words.items())


@pytest.mark.parametrize("key", ["title", "note", "lead", "due", "with", "condition", "parts", "kind", "updates"])
def test_nothing_is_offered_that_nobody_should_type(editor: LanguageServer, key: str) -> None:
    offered = _offered(editor, _commitments(f"  - id: hact-1\n    {key}: {CURSOR}"))

    assert not {"null", "true", "false", "Default value"} & offered.keys()


@pytest.mark.parametrize("vocabulary", ["default", "ogp"])
def test_vocabularies_are_offered(editor: LanguageServer, vocabulary: str) -> None:
    offered = _offered(editor, _file("plan", f"vocabulary: {CURSOR}"))

    assert offered[vocabulary].startswith("Not started, ")
    assert "New word" in offered


@pytest.mark.parametrize(
    ("kind", "text", "label"),
    [
        ("plan", f"partners:\n  {CURSOR}", "New partner"),
        ("plan", f"themes: {CURSOR}", "New theme"),
        ("commitments", f"partner: hact\ncommitments: {CURSOR}", "New commitment"),
    ],
)
def test_an_entry_is_offered_alone(editor: LanguageServer, kind: str, text: str, label: str) -> None:
    assert list(_offered(editor, _file(kind, text))) == [label]


@pytest.mark.parametrize(
    ("text", "heading", "said"),
    [
        ("due: 2016-03", "Due", "The date first agreed. It never changes; ask for an extension instead."),
        ("due:", "Due", "The date first agreed. It never changes; ask for an extension instead."),
        ("kind: ongoing", "Kind", "`ongoing`: a way of working with no end"),
        ("with: [nhf]", "With", "Keys of the supporting partners."),
        ("condition: {text: x}", "Condition", "What the commitment depends on"),
        ("updates: []", "Updates", "The log, oldest first."),
    ],
)
def test_hover_explains_a_key(editor: LanguageServer, text: str, heading: str, said: str) -> None:
    shown = editor.hover(_commitments(f"  - id: hact-1\n    {CURSOR}{text}\n"))

    assert shown.startswith(f"#### {heading}\n")
    assert said in shown


@pytest.mark.parametrize(("word", "said"), [("complete", "`complete`: delivered, with evidence"), ("begun", "")])
def test_hover_explains_a_status(editor: LanguageServer, word: str, said: str) -> None:
    shown = editor.hover(_commitments(f"  - id: hact-1\n    updates: [{{date: 2016, {CURSOR}status: {word}}}]\n"))

    assert shown.startswith("#### Status\n\nWhere it is now.")
    assert said in shown


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("du: 2016-03", "du is not allowed"),
        ("due: 31/03/2016", "Write 2016-03-31, or 2016-03,"),
        ("kind: on going", "Write one of deliverable, recurring, ongoing"),
        ("with: nhf", "Begin each item with “- ”"),
        ("condition: funding", "Write its keys on the lines below"),
        ("replaces: two words", "An id is one word of letters"),
    ],
)
def test_mistake_is_flagged_in_plain_words(editor: LanguageServer, line: str, message: str) -> None:
    found = editor.diagnostics(_commitments(f"  - id: hact-1\n    title: A title\n    {line}\n"))

    assert [number for number, _ in found] == [6]
    assert message in found[0][1]


@pytest.mark.parametrize("path", PLAN_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_real_files_are_not_flagged(editor: LanguageServer, path: Path) -> None:
    assert editor.diagnostics(path.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize("kind", KINDS)
def test_file_with_every_key_is_not_flagged(editor: LanguageServer, kind: str) -> None:
    assert editor.diagnostics(_file(kind, dump(WHOLE[f"{kind}.json"]).lstrip())) == []


@pytest.mark.parametrize("key", ["id", "title", "due", "with", "condition", "kind"])
def test_server_and_validator_flag_the_same_values(editor: LanguageServer, key: str) -> None:
    """The server reads a value as `core_value` does: what the other tests find holds in an editor."""
    needed = {"id": "hact-1", "title": "A title"}
    items = [dump(needed | {key: raw}, 4).lstrip() for raw in VALUES]
    text = _commitments("".join(f"  - {each}\n" for each in items))
    errors = Draft202012Validator(schema.schemas()["commitments.json"]).iter_errors(core_value(text))
    starts = [number for number, line in enumerate(text.splitlines(), 1) if line.startswith("  - ")]

    flagged = {sum(start <= line for start in starts) - 1 for line, _ in editor.diagnostics(text)}

    assert sorted(VALUES[each] for each in flagged) == sorted({VALUES[error.absolute_path[1]] for error in errors})


# Snippets: what the server would write at a place is read by us.


def _with_inserted(text: str, item: dict[str, Any]) -> str:
    """*text* with the completion put in at its cursor, every stop filled in, indented as editors do it."""
    before, after = text.split(CURSOR)
    line = before[before.rfind("\n") + 1 :]
    indent = line[: len(line) - len(line.lstrip())]
    edit = item.get("textEdit") or {}
    written = str(edit.get("newText", item.get("insertText"))).replace("\n", f"\n{indent}")
    written = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", written)
    written = re.sub(r"\$\{\d+:\$CURRENT_YEAR[^}]*\}", "2015-11-22", written)
    written = re.sub(r"\$\{\d+:([^}]*)\}", r"\1", written)
    written = re.sub(r"(\w+): \$\d+", lambda found: f"{found[1]}: {TYPED.get(found[1], 'Word')}", written)
    return before + re.sub(r"\$\d+", "word", written) + after


@pytest.mark.parametrize(
    ("kind", "label", "text"),
    [
        ("plan", "New plan", CURSOR),
        ("outcomes", "New file", CURSOR),
        ("commitments", "New file", CURSOR),
        ("commitments", "New commitment", f"partner: hact\ncommitments: {CURSOR}"),
        ("commitments", "New commitment", f"partner: hact\ncommitments:\n  {CURSOR}"),
        ("commitments", "New commitment", f"partner: hact\ncommitments:\n  - {CURSOR}"),
        ("commitments", "New commitment", f"partner: hact\ncommitments:\n  - {{id: a, title: b}}\n  {CURSOR}"),
        ("commitments", "New commitment", f"partner: hact\ncommitments:\n  - id: a\n    title: b\n  - {CURSOR}"),
        ("waivers", "New file", CURSOR),
        ("waivers", "New waiver", f"waivers:\n  - {CURSOR}"),
        ("outcomes", "New outcome", f"outcomes:\n  - {CURSOR}"),
        ("outcomes", "New indicator", f"outcomes:\n  - id: a\n    title: b\n    indicators: {CURSOR}"),
    ],
)
def test_what_a_snippet_writes_is_read(editor: LanguageServer, kind: str, label: str, text: str) -> None:
    asked = _file(kind, text)
    (item,) = (each for each in editor.completions(asked) if each["label"] == label)
    written = _with_inserted(asked, item)

    assert read(KINDS[kind], parse(written).value, 4), written
    assert editor.diagnostics(written) == [], written


@pytest.mark.parametrize("label", ["New update", "New update: complete", "New extension", "New part"])
@pytest.mark.parametrize("place", [f"{CURSOR}", f"\n      {CURSOR}", f"\n      - {CURSOR}"])
def test_what_an_entry_snippet_writes_is_read(editor: LanguageServer, label: str, place: str) -> None:
    key = {"New extension": "extensions", "New part": "parts"}.get(label, "updates")
    space = "" if place.startswith("\n") else " "
    asked = _commitments(f"  - id: hact-1\n    title: A title\n    {key}:{space}{place}")
    (item,) = (each for each in editor.completions(asked) if each["label"] == label)
    written = _with_inserted(asked, item)

    assert read(CommitmentsFile, parse(written).value, 4), written
    assert editor.diagnostics(written) == [], written
