"""What reads our output on the other side, written again from its own rules: for tests to ask what it would do."""

from __future__ import annotations

import re
from typing import Any, NamedTuple
from xml.etree import ElementTree as ET

GITHUB_COMMANDS = frozenset(
    (
        *("add-mask", "add-matcher", "add-path", "debug", "echo", "endgroup", "error", "group", "notice"),
        *("remove-matcher", "save-state", "set-env", "set-output", "stop-commands", "warning"),
    )
)
_GITHUB_MESSAGE = (("%0D", "\r"), ("%0A", "\n"), ("%25", "%"))
_GITHUB_PROPERTY = (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%"))
_AZURE_MESSAGE = (("%0D", "\r"), ("%0A", "\n"), ("%AZP25", "%"))
_AZURE_PROPERTY = (("%3B", ";"), ("%0D", "\r"), ("%0A", "\n"), ("%5D", "]"), ("%AZP25", "%"))


class Command(NamedTuple):
    """A command that a log obeys."""

    name: str
    properties: dict[str, str]
    message: str


def github_commands(log: str) -> list[Command]:
    """What the runner of GitHub Actions obeys in *log* (actions/runner, ActionCommand.cs: both of its forms)."""
    found = (_github_new(line) or _github_old(line) for line in re.split("\r\n|\r|\n", log))
    return [each for each in found if each and each.name in GITHUB_COMMANDS]


def _github_new(line: str) -> Command | None:
    """`::name key=value,key=value::message` at the start of a line."""
    text = line.lstrip()
    if not text.startswith("::") or "::" not in text[2:]:
        return None
    head, _, message = text[2:].partition("::")
    name, _, listed = head.partition(" ")
    pairs = [each.strip().partition("=") for each in listed.split(",") if each.strip()]
    properties = {key: _read(value, _GITHUB_PROPERTY) for key, _, value in pairs if value}
    return Command(name, properties, _read(message, _GITHUB_MESSAGE)) if name in GITHUB_COMMANDS else None


def _github_old(line: str) -> Command | None:
    """`##[name key=value;]message` anywhere in a line."""
    start = line.find("##[")
    end = line.find("]", start)
    if start < 0 or end < 0:
        return None
    return Command(line[start + 3 : end].partition(" ")[0], {}, line[end + 1 :])


def azure_commands(log: str) -> list[Command]:
    """What the agent of Azure Pipelines obeys in *log* (azure-pipelines-agent, Command.cs), anywhere in a line."""
    commands = []
    for line in re.split("\r\n|\r|\n", log):
        start = line.find("##vso[")
        end = line.find("]", start)
        if start >= 0 and end >= 0:
            name, _, listed = line[start + 6 : end].partition(" ")
            pairs = [each.partition("=") for each in listed.split(";") if each]
            properties = {key: _read(value, _AZURE_PROPERTY) for key, _, value in pairs}
            commands.append(Command(name, properties, _read(line[end + 1 :], _AZURE_MESSAGE)))
        elif re.match(r"\s*##\[", line):
            commands.append(Command("colour", {}, line))
    return commands


def xml_tree(text: str) -> ET.Element:
    """What a reader of XML takes *text* for."""
    return ET.fromstring(text)  # noqa: S314  # text of our own


def _read(text: str, escapes: tuple[tuple[str, str], ...]) -> str:
    for written, meant in escapes:
        text = text.replace(written, meant)
    return text


def _closed(**properties: object) -> dict[str, object]:
    """An object with exactly these keys."""
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}


_WORDS = {"type": "string", "minLength": 1}
_COUNT = {"type": "integer", "minimum": 1}
_LEVEL = {"enum": ["error", "warning", "note"]}
_TEXT = _closed(text=_WORDS)

# docs.gitlab.com/ci/testing/code_quality, “Code Quality report format”.
GITLAB: dict[str, Any] = {
    "type": "array",
    "items": _closed(
        description=_WORDS,
        check_name=_WORDS,
        fingerprint={"type": "string", "pattern": "^[0-9a-f]{32}$"},
        severity={"enum": ["info", "minor", "major", "critical", "blocker"]},
        location=_closed(path={"type": "string", "pattern": r"^(?!\./)(?!/)"}, lines=_closed(begin=_COUNT)),
    ),
}

# The keys that GitHub's page on SARIF asks for, and those of the OASIS standard that are ours; no others.
_RULE = _closed(
    id=_WORDS,
    name=_WORDS,
    shortDescription=_TEXT,
    fullDescription=_TEXT,
    help=_closed(text=_WORDS, markdown=_WORDS),
    defaultConfiguration=_closed(level=_LEVEL),
    properties=_closed(
        tags={"type": "array", "items": _WORDS, "uniqueItems": True},
        precision={"enum": ["very-high", "high", "medium", "low"]},
        **{"problem.severity": {"enum": ["error", "warning", "recommendation"]}},
    ),
)
_RESULT = _closed(
    ruleId=_WORDS,
    ruleIndex={"type": "integer", "minimum": 0},
    level=_LEVEL,
    message=_TEXT,
    locations={
        "type": "array",
        "minItems": 1,
        "maxItems": 1,
        "items": _closed(
            physicalLocation=_closed(
                artifactLocation={
                    "type": "object",
                    "required": ["uri"],
                    "properties": {
                        "uri": {"type": "string", "pattern": r"^[A-Za-z0-9._~%/-]+$"},
                        "uriBaseId": {"const": "%SRCROOT%"},
                    },
                    "additionalProperties": False,
                },
                region=_closed(startLine=_COUNT, startColumn=_COUNT, endLine=_COUNT, endColumn=_COUNT),
            )
        ),
    },
    partialFingerprints=_closed(primaryLocationLineHash=_WORDS),
)
_RUN = _closed(
    tool=_closed(driver=_closed(name=_WORDS, semanticVersion=_WORDS, rules={"type": "array", "items": _RULE})),
    automationDetails=_closed(id={"const": "actionplan/"}),
    columnKind={"enum": ["utf16CodeUnits", "unicodeCodePoints"]},
    invocations={"type": "array", "minItems": 1},
    results={"type": "array", "items": _RESULT, "maxItems": 25_000},
)
SARIF: dict[str, Any] = _closed(
    **{"$schema": {"type": "string", "format": "uri"}},
    version={"const": "2.1.0"},
    runs={"type": "array", "items": _RUN, "minItems": 1, "maxItems": 1},
)

# reviewdog, proto/rdf/reviewdog.proto.
_POSITION = _closed(line=_COUNT, column=_COUNT)
_RANGE = _closed(start=_POSITION, end=_POSITION)
_DIAGNOSTIC = _closed(
    message=_WORDS,
    location=_closed(path=_WORDS, range=_RANGE),
    severity={"enum": ["ERROR", "WARNING", "INFO"]},
    code=_closed(value=_WORDS),
)
_DIAGNOSTIC["properties"]["suggestions"] = {  # type: ignore[index]  # an object of ours
    "type": "array",
    "items": _closed(range=_RANGE, text={"type": "string"}),
    "minItems": 1,
}
RDJSON: dict[str, Any] = _closed(source=_closed(name=_WORDS), diagnostics={"type": "array", "items": _DIAGNOSTIC})
