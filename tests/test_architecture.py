"""The rooms and arrows of docs/architecture.md, held against the code."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "actionplan"

# Room: what of ours it may import. A room is a folder, or a module at the top.
MAY_IMPORT: dict[str, tuple[str, ...]] = {
    "domain": ("domain",),
    "yamltext": ("yamltext",),
    "plaintext": (),
    "shipped": (),
    "columns": ("plaintext",),
    "checks": ("checks", "domain", "yamltext"),
    "loaded": ("domain", "yamltext", "checks.diagnostic"),
    "sheets": ("domain", "yamltext", "loaded", "checks.diagnostic", "checks.reading", "checks.shape"),
    "load": ("domain", "yamltext", "loaded", "sheets", "checks.diagnostic", "checks.shape"),
    "validation": ("loaded", "checks"),
    "baseline": ("domain", "loaded", "checks", "yamltext"),
    "mending": ("load", "loaded", "validation", "checks.diagnostic", "yamltext"),
    "amend": ("domain", "loaded", "checks.diagnostic", "yamltext.emit", "yamltext.operations"),
    "minutes": ("amend", "domain", "loaded", "yamltext"),
    "starter": (),
    "example": ("shipped",),
    "founding": ("domain", "shipped", "yamltext"),
    "importing": ("amend", "domain", "loaded", "tables", "yamltext"),
    "proposal": ("load", "loaded", "validation", "checks.diagnostic", "yamltext"),
    "difference": (),
    "values": ("domain", "yamltext"),
    "schema": ("domain",),
    "report.model": (),
    "report.words": ("domain", "report.model", "report.written", "plaintext"),
    "report.charts": ("report.model", "report.words", "report.charts", "plaintext"),
    "report.sandbox": ("report.bounds",),
    "report.bounds": (),
    "report.sample": ("report.model",),
    "report.templates": ("shipped",),
    "report.templating": (
        *("report.model", "report.words", "report.written", "report.sandbox", "report.sample", "plaintext"),
    ),
    "report.widths": (),
    "report.written": ("report.model",),
    "report.renderers": (
        *("report.model", "report.words", "report.written", "report.widths", "report.charts", "report.templating"),
        *("plaintext", "columns", "shipped", "report.renderers.__init__", "report.renderers.fitted"),
    ),
    "report.renderers.office": ("report.model", "officefile"),
    "report.renderers.html": (
        *("report.model", "report.words", "report.charts", "report.templating", "report.templates", "plaintext"),
        *("report.written", "report.renderers.html"),
    ),
    "report.renderers.docx": (
        *("report.model", "report.words", "report.charts", "report.templating", "report.sandbox", "plaintext"),
        "report.written",
        *("officefile", "shipped", "report.widths", "report.renderers.docx", "report.renderers.office"),
    ),
    "report.renderers.csv": (
        "report.model",
        "report.words",
        "report.flat",
        "report.tabular",
        "report.typed",
        "report.written",
        "plaintext",
        "officefile",
    ),
    "report.renderers.xlsx": (
        *("report.model", "report.words", "report.flat", "report.tabular", "report.typed", "report.charts"),
        *("plaintext", "columns", "officefile", "report.renderers.xlsx"),
    ),
    "report.renderers.slides": (
        *("report.model", "report.words", "report.charts", "plaintext", "officefile", "report.renderers.slides"),
        "report.renderers.office",
    ),
    "report.flat": ("report.model", "report.words", "report.typed"),
    "report.typed": ("report.model", "report.words"),
    "report.tabular": ("report.model", "report.flat"),
    "officefile": (),
    "tables": ("domain", "checks.diagnostic", "tables", "officefile", "plaintext"),
    "report.reminder": ("domain", "report.words", "report.reminder", "plaintext"),
    "report": ("domain", "report.model", "report.words", "report"),
    "world": ("world",),
    "cli": ("",),
    "__main__": ("cli",),
    "__init__": (),
}

# Libraries a room may not touch at all, and those it may import only inside a function.
NEVER = {
    "domain": ("yaml", "rich", "typer", "tabulate"),
    "yamltext": ("pydantic", "rich", "typer", "tabulate"),
    "checks": ("rich", "typer", "tabulate", "yaml"),
    "load": ("rich", "typer", "tabulate", "yaml"),
    "report": ("yaml", "typer"),
    "tables": ("yaml", "rich", "typer"),
    "world": ("yaml", "pydantic", "rich", "typer", "tabulate"),
}
ONLY_INSIDE_FUNCTIONS = (
    "pydantic",
    "pydantic_core",
    "rich",
    "tabulate",
    "json",
    "csv",
    "jinja2",
    "docx",
    "difflib",
    "xlsxwriter",
    "python_calamine",
    "sqlite3",
    "typst",
    "icalendar",
    "pptx",
)

# Ways to touch the outside, and the only modules that may.
OUTSIDE = {
    "subprocess": ("world/gitcall.py", "world/editor.py"),
    "date.today": ("world/clock.py",),
    "datetime.now": (),
    "sys.exit": (),
    "os._exit": ("cli/main.py",),
    "print": (),
    "os.environ": ("cli/console.py", "world/gitcall.py", "world/editor.py", "world/ci.py"),
    "open": (
        "world/editor.py",
        "world/bookmark.py",
        "world/workspace.py",
        "world/given.py",
        "world/output.py",
        "world/replacing.py",
        "world/locking.py",
        "world/writing.py",
        "world/ci.py",
        "cli/crash.py",
        "cli/schema.py",
        "cli/console.py",
    ),
}

# A sandbox is a subclass of Jinja's, and what writes a text fifty thousand times cannot ask for it each time. These
# modules are themselves imported inside functions alone.
AT_THE_TOP = {"report.sandbox": ("jinja2",), "report.bounds": ("jinja2",), "report.renderers.json_v1": ("json",)}

MODULES = sorted(PACKAGE.rglob("*.py"))


def _name(path: Path) -> str:
    return ".".join(path.relative_to(PACKAGE).with_suffix("").parts)


def _room(name: str) -> str:
    return max((room for room in MAY_IMPORT if name == room or name.startswith(f"{room}.")), key=len, default="")


def _imports(path: Path) -> Iterator[tuple[str, int, bool]]:
    """Imported names, their line, and whether the import is at the top and runs."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    inside = {id(child) for node in ast.walk(tree) if isinstance(node, ast.FunctionDef) for child in ast.walk(node)}
    for_types = {
        id(child)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for child in ast.walk(node)
    }
    for node in ast.walk(tree):
        is_top = id(node) not in inside and id(node) not in for_types
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield alias.name, node.lineno, is_top
        elif isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                is_module = (PACKAGE.parent / Path(*whole.split("."))).with_suffix(".py").exists()
                yield whole if is_module else node.module, node.lineno, is_top


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_imports_follow_the_arrows(path: Path) -> None:
    room = _room(_name(path))
    assert room, f"{path} is in no room of docs/architecture.md"
    allowed = MAY_IMPORT[room]
    for imported, line, _ in _imports(path):
        if imported.split(".")[0] == "actionplan":
            inner = imported.removeprefix("actionplan").removeprefix(".")
            fits = any(inner == each or inner.startswith(f"{each}.") for each in allowed if each)
            assert fits or allowed == ("",) or not inner, f"{path}:{line} imports {imported}"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_libraries_stay_in_their_rooms(path: Path) -> None:
    name = _name(path)
    for imported, line, is_top in _imports(path):
        library = imported.split(".")[0]
        assert library not in NEVER.get(name.split(".")[0], ()), f"{path}:{line} imports {library}"
        late = library in ONLY_INSIDE_FUNCTIONS and library not in AT_THE_TOP.get(name, ())
        assert not (is_top and late), f"{path}:{line} imports {library} at the top"
        is_theirs = imported.removeprefix("actionplan.") in AT_THE_TOP and name not in AT_THE_TOP
        assert not (is_top and is_theirs), f"{path}:{line} imports {imported}"


def test_no_import_circles() -> None:
    graph = {
        _name(path): {
            each.removeprefix("actionplan.") for each, _, _ in _imports(path) if each.startswith("actionplan.")
        }
        for path in MODULES
    }
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " imports ".join((*trail, name))
        if name in done:
            return
        for imported in graph.get(name, ()):
            visit(imported, (*trail, name))
        done.add(name)

    for name in graph:
        visit(name, ())


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_the_outside_is_touched_in_its_rooms(path: Path) -> None:
    shown = path.relative_to(PACKAGE).as_posix()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        said = ""
        if isinstance(node, ast.Call):
            said = ast.unparse(node.func)
        elif isinstance(node, ast.Attribute):
            said = ast.unparse(node)
        elif isinstance(node, ast.Import):
            said = node.names[0].name
        assert not isinstance(node, ast.Global), f"{path}:{node.lineno} global"
        for way, allowed in OUTSIDE.items():
            is_way = said == way or (
                way == "open" and said.endswith((".open", ".read_text", ".write_text", ".read_bytes", ".write_bytes"))
            )
            if is_way:
                assert shown in allowed, f"{path}:{getattr(node, 'lineno', 0)} touches {way}"


@pytest.mark.parametrize("path", MODULES, ids=_name)
def test_modules_are_of_a_readable_size(path: Path) -> None:
    if path.name != "model.py":  # the words of the plan belong on one page
        assert path.read_text(encoding="utf-8").count("\n") <= 300
