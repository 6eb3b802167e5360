"""The schemas: up to date, complete, and of one mind with the reader."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from collections.abc import Iterator
from copy import deepcopy
from dataclasses import MISSING, fields, is_dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from actionplan import schema
from actionplan.domain import accepted, model, reviewed
from actionplan.domain.reading import Doubt, read
from actionplan.domain.vocabulary import STATUSES
from actionplan.yamltext.tree import parse
from tests.schema.whole import VALUES, WHOLE, Route, nodes
from tests.schema.yaml12 import core_value, dump

ROOT = Path(__file__).parent.parent.parent
SCHEMAS = schema.schemas()
VALIDATORS = {name: Draft202012Validator(each) for name, each in SCHEMAS.items()}
PLAN_FILES = sorted((ROOT / "commitments").glob("*/*.yaml"))


def _properties(each: dict[str, Any]) -> Iterator[tuple[Route, dict[str, Any]]]:
    for route, node in nodes(each):
        if len(route) > 1 and route[-2] == "properties" and isinstance(node, dict):
            yield route, node


@pytest.mark.parametrize("name", SCHEMAS)
def test_file_is_up_to_date(name: str) -> None:
    written = (ROOT / "schema" / name).read_text(encoding="utf-8")

    assert written == schema.texts()[name], "run: actionplan schema -o schema"


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_is_valid(name: str) -> None:
    Draft202012Validator.check_schema(SCHEMAS[name])
    used = set(re.findall(r'"#/\$defs/(\w+)"', json.dumps(SCHEMAS[name])))

    assert used == set(SCHEMAS[name]["$defs"])
    assert SCHEMAS[name]["$schema"] == schema.DIALECT
    assert SCHEMAS[name]["$id"].endswith(name)


@pytest.mark.parametrize("name", SCHEMAS)
def test_everything_is_explained(name: str) -> None:
    for route, each in _properties(SCHEMAS[name]):
        assert re.fullmatch(r"[A-Z][a-z]+( [a-z]+)*", each["title"]), route
        assert re.fullmatch(r"[A-Z].*[.?]", each["description"]), route
        assert each["markdownDescription"].startswith(each["description"]), route
    for route, node in nodes(SCHEMAS[name]):
        if isinstance(node, dict) and isinstance(node.get("enum"), list) and "January" not in node["enum"]:
            assert len(node["enumDescriptions"]) == len(node["enum"]) == len(node["markdownEnumDescriptions"]), route
            assert all(node["enumDescriptions"]), route
            assert "errorMessage" in node, route


def _records(each: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    for _, node in nodes(each):
        if isinstance(node, dict) and isinstance(node.get("properties"), dict) and "additionalProperties" in node:
            yield node["title"], node


@pytest.mark.parametrize("name", SCHEMAS)
def test_records_have_the_keys_of_the_model_in_its_order(name: str) -> None:
    found = [each for module in (model, accepted, reviewed) for each in vars(module).values()]
    classes = [each for each in found if is_dataclass(each) and isinstance(each, type)]
    shapes = {
        tuple(each.name.rstrip("_") for each in fields(kind)): [
            each.name.rstrip("_") for each in fields(kind) if each.default is each.default_factory is MISSING
        ]
        for kind in classes
    }

    for title, node in _records(SCHEMAS[name]):
        assert node["additionalProperties"] is False, title
        assert node.get("required", []) == shapes[tuple(node["properties"])], title


def test_patterns_mean_the_same_in_python_and_in_an_editor() -> None:
    for each in SCHEMAS.values():
        for route, node in nodes(each):
            if route and route[-1] == "pattern" and isinstance(node, str):
                assert set(re.findall(r"\\(.)", node)) <= {"s", "S", "."}, route


def test_nothing_points_to_the_network() -> None:
    for name, text in schema.texts().items():
        hosts = set(re.findall(r"https?://([a-z0-9.-]+)", text))
        assert hosts <= {"json-schema.org"}, name


# Real files.


def _schema_of(path: Path) -> str:
    """The schema that the first line of a plan file names."""
    found = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8"))
    assert found, path
    assert (path.parent / found[1]).resolve().parent == ROOT / "schema"
    return Path(found[1]).name


@pytest.mark.parametrize("path", PLAN_FILES, ids=lambda path: f"{path.parent.name}/{path.name}")
def test_real_files_are_valid(path: Path) -> None:
    value = core_value(path.read_text(encoding="utf-8"))

    assert [error.message for error in VALIDATORS[_schema_of(path)].iter_errors(value)] == []


@pytest.mark.skipif(find_spec("check_jsonschema") is None, reason="check-jsonschema is not installed")
@pytest.mark.parametrize("name", SCHEMAS)
def test_check_jsonschema_agrees(name: str, tmp_path: Path) -> None:
    """A check that reads YAML by another library, and patterns as an editor does."""
    file = str(ROOT / "schema" / name)
    invented = tmp_path / "whole.yaml"
    invented.write_text(dump(WHOLE[name]), encoding="utf-8")
    files = [str(path) for path in PLAN_FILES if _schema_of(path) == name] or [str(invented)]
    for arguments in (["--check-metaschema", file], ["--schemafile", file, *files]):
        command = [sys.executable, "-m", "check_jsonschema", *arguments]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        assert ran.returncode == 0, ran.stdout + ran.stderr


# The schema and the reader.


def _is_left_to_a_rule(route: Route, raw: Any) -> bool:
    """Whether this is the name of no vocabulary: the reader passes it on to rule AP111, which refuses it too."""
    is_name = route == ("vocabulary",) and raw is not None and isinstance(core_value(raw), str | float | int)
    return is_name and raw not in STATUSES


# Written forms that only the reader refuses: a pattern cannot count, and an editor has lost how a number was written.
LOOSER = {
    "from": {"2016-02-30"},
    "due": {"0x7E0", "2016.0", "2016-02-30", "2015/17", "2016-13"},
    "id": {"1.0123456789" + "0" * 60, "+2", ".5", ".inf", ".nan"},
    "title": {"9" * 301},
    "value": {"1.", ".5", "1e5", "0x1F", "0o17", ".inf", ".nan", "12345678901234567890", "1.0123456789"},
    "format": {"0x1", "01", "1.", "1.0"},
}


def _is_read(text: str, kind: type) -> bool:
    tree = parse(text)
    try:
        read(kind, tree.value, 4)
    except Doubt:
        return False
    return tree.is_whole and not tree.problems


def _changed(whole: Any, route: Route, raw: Any) -> Any:
    """*whole* with *raw* at *route*; without what is there where *raw* is None."""
    made = deepcopy(whole)
    box = made
    for step in route[:-1]:
        box = box[step]
    if raw is None:
        del box[route[-1]]
    else:
        box[route[-1]] = raw
    return made


def _mutants(name: str) -> Iterator[tuple[Route, Any, Any]]:
    """The file with every key, changed in one place: a value, a key missing, a key misspelt."""
    for route, _ in nodes(WHOLE[name]):
        if not route:
            continue
        yield route, None, _changed(WHOLE[name], route, None)
        for raw in VALUES:
            yield route, raw, _changed(WHOLE[name], route, raw)
        if isinstance(route[-1], str):
            for key in (f"x_{route[-1]}", "1", "true", "a b", "a" * 65):
                yield (*route[:-1], key), "word", _changed(WHOLE[name], (*route[:-1], key), "word")


@pytest.mark.parametrize("name", SCHEMAS)
def test_whole_file_has_every_key(name: str) -> None:
    def keys(value: Any) -> set[tuple[str, ...]]:
        return {tuple(value)} if isinstance(value, dict) else set()

    written = {key for _, node in nodes(WHOLE[name]) for key in keys(node)}

    assert _is_read(dump(WHOLE[name]), schema.FILES[name])
    for title, node in _records(SCHEMAS[name]):
        assert tuple(node["properties"]) in written, title


@pytest.mark.parametrize("name", SCHEMAS)
def test_schema_and_reader_accept_the_same(name: str) -> None:
    left_to_the_reader = set().union(*LOOSER.values())
    for route, raw, mutant in _mutants(name):
        text = dump(mutant)
        is_read = _is_read(text, schema.FILES[name])
        if _is_left_to_a_rule(route, raw) or (raw in left_to_the_reader and not is_read):
            continue
        assert VALIDATORS[name].is_valid(core_value(text)) == is_read, (route, raw)


def _field(name: str) -> tuple[str, Route]:
    """The schema and the route of the first key called *name* in the whole files."""
    return next((file, route) for file in WHOLE for route, _ in nodes(WHOLE[file]) if route and route[-1] == name)


@pytest.mark.parametrize("name", LOOSER)
def test_only_these_forms_are_left_to_the_reader(name: str) -> None:
    file, route = _field(name)
    tried = {*VALUES, *LOOSER[name]}
    loose = set()
    for raw in tried:
        text = dump(_changed(WHOLE[file], route, raw))
        if VALIDATORS[file].is_valid(core_value(text)) and not _is_read(text, schema.FILES[file]):
            loose.add(raw)

    assert loose == LOOSER[name]
