"""What trackers and exports say of a plan to the edits that take it in, or to the files of a new plan."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from typing import Any, NamedTuple

from actionplan.amend import (
    add_commitment,
    add_extension,
    add_update,
    decide_extension,
    file_of,
    keep_source,
    register_partner,
    register_theme,
    written,
)
from actionplan.domain.model import FORMAT, NOBODY, Agreement, Commitment, CommitmentsFile, Partner, Period, PlanFile
from actionplan.domain.naming import file_name
from actionplan.domain.written import BadValue, echo
from actionplan.loaded import Loaded, Text
from actionplan.tables.entries import Entries, Texts, as_text, files_in
from actionplan.tables.intake.against import Standing
from actionplan.tables.layout import Column, Holds
from actionplan.tables.lending import BASELINE, HEAD, OUTCOMES, REVIEWS, WAIVERS
from actionplan.yamltext.emit import document, modeline, new_document
from actionplan.yamltext.file import read_file
from actionplan.yamltext.operations import Bare, Insert, Operation, Value

HEAD_FILE = f"{HEAD}.yaml"
MAPPING = "import/mapping.yaml"
"""Where a plan keeps how its tracker is read, from its folder on: in a folder of its own, so no plan file."""


class FileEdits(NamedTuple):
    """The edits of each file of a plan, and its new files."""

    operations: Mapping[str, Sequence[Operation]]
    new: Sequence[Text] = ()


def taking_in(loaded: Loaded, standing: Standing, partners: Mapping[str, Partner]) -> FileEdits:
    """What takes *standing* into the plan *loaded*: appended logs, new commitments, new partners, new themes."""
    operations: dict[str, list[Operation]] = {}
    for was, now in standing.changed:
        operations.setdefault(loaded.homes[was.id].file, []).extend(_grown(loaded, was, now))
    new = []
    for lead, commitments in _by_lead(standing).items():
        file = loaded.partner_files.get(lead)
        if file is None:
            new.append(_partner_text(loaded, lead, commitments))
        else:
            operations.setdefault(file, []).extend(_added(loaded, file, commitments))
    head = _head(loaded, standing, partners)
    if head:
        operations[loaded.head_file] = head
    return FileEdits(operations, new)


def _by_lead(standing: Standing) -> dict[str, list[Commitment]]:
    """The commitments that are new, by the key of who leads."""
    found: dict[str, list[Commitment]] = {}
    for each in standing.added:
        found.setdefault(each.lead or NOBODY, []).append(each)
    return found


def _grown(loaded: Loaded, was: Commitment, now: Commitment) -> list[Operation]:
    """What was added to a log, to the requests, to what was decided of them, and to what is kept of a tracker."""
    operations = _several([add_update(loaded, was.id, each) for each in now.updates[len(was.updates) :]])
    operations += _several([add_extension(loaded, was.id, each) for each in now.extensions[len(was.extensions) :]])
    for number, (asked, decided) in enumerate(zip(was.extensions, now.extensions, strict=False)):
        if decided != asked:
            operations += decide_extension(loaded, was.id, number, decided)
    return operations + ([keep_source(loaded, was.id, now.source)] if dict(was.source) != dict(now.source) else [])


def _added(loaded: Loaded, file: str, commitments: Sequence[Commitment]) -> list[Operation]:
    return _several([add_commitment(loaded, file, replace(each, lead=None)) for each in commitments])


def _several(operations: Sequence[Operation]) -> list[Operation]:
    """*operations* for one list: where it is not there yet, one that puts all the items into it."""
    if len(operations) > 1 and isinstance(operations[0], Insert):
        items = [item for each in operations if isinstance(each, Insert) for item in _items(each.value)]
        return [operations[0]._replace(value=items)]
    return list(operations)


def _items(value: Value) -> Sequence[Value]:
    return value if isinstance(value, list) else [value]


def _head(loaded: Loaded, standing: Standing, partners: Mapping[str, Partner]) -> list[Operation]:
    head = loaded.files[loaded.head_file].tree.value
    registered = [register_partner(loaded, key, partner) for key, partner in partners.items()]
    themes = [register_theme(loaded, key, title) for key, title in standing.new_themes.items()]
    return [*_merged(registered, head.get("partners")), *_merged(themes, head.get("themes"))]


def _merged(operations: Sequence[Operation], there: Any) -> list[Operation]:
    """*operations* for one mapping: where it is not there yet, one that puts all the entries into it."""
    if there is None and len(operations) > 1:
        entries: dict[str, Value] = {}
        for each in operations:
            if isinstance(each, Insert) and isinstance(each.value, Mapping):
                entries |= each.value
        first = operations[0]
        return [first._replace(value=entries)] if isinstance(first, Insert) else []
    return list(operations)


def _partner_text(loaded: Loaded, lead: str, commitments: Sequence[Commitment]) -> Text:
    name = _free_name(lead, {each.rpartition("/")[2].lower() for each in loaded.files})
    text = new_document(*file_of(lead, *commitments))
    return Text(loaded.shown(name), name.removesuffix(".yaml").lower(), text.encode())


def _free_name(lead: str, taken: AbstractSet[str]) -> str:
    """The name of the file of *lead*, none of *taken*."""
    name = file_name(lead)
    return name if name.lower() not in taken else f"{name.removesuffix('.yaml')}-imported.yaml"


class Named(NamedTuple):
    """What a new plan is called: its id, its title, its agreement, and the days for which it runs."""

    plan: str
    title: str
    agreement: str
    period: Period | None = None


def new_plan(
    named: Named, standing: Standing, partners: Mapping[str, Partner]
) -> tuple[PlanFile, dict[str, CommitmentsFile]]:
    """The head of a new plan, and what each partner's file will hold, by its name in the plan's folder."""
    agreement, themes = Agreement(named.agreement), standing.new_themes
    head = PlanFile(FORMAT, named.plan, named.title, agreement, named.period, partners=partners, themes=themes)
    return head, partner_files(standing)


def partner_files(standing: Standing) -> dict[str, CommitmentsFile]:
    """What the files of a new plan's leading partners will hold, by their names in its folder."""
    files: dict[str, CommitmentsFile] = {}
    for lead, commitments in _by_lead(standing).items():
        files[_free_name(lead, {HEAD_FILE, *files})] = CommitmentsFile(lead, tuple(commitments))
    return files


def head_text(head: PlanFile) -> str:
    """The text of a new plan.yaml, which whoever writes it has to read again."""
    value: dict[str, Value] = {**written(head), "format": Bare(head.format)}
    return document(value, (modeline(HEAD),))


def partner_text(record: CommitmentsFile) -> str:
    """The text of a partner's new file, which whoever writes it has to read again."""
    return document(*file_of(record.partner, *record.commitments))


def restored_plan(tables: Mapping[str, Iterable[Texts]], plan: str) -> dict[str, str]:
    """The texts of a plan's files by their names in its folder, from the rows of its tables.

    Raises BadValue where a file has no name that a plan's file can have.
    """
    files = files_in(Entries(tables, _cell), plan)
    for name in files:
        if not _FILE.fullmatch(name):
            fix = "A plan's files lie in its folder or in reviews/, and end in .yaml."
            raise BadValue(f"{echo(name)} cannot be the name of a plan's file", fix)
    return {name: new_document(value, _modeline(name)) for name, value in files.items()}


_FILE = re.compile(r"(?:reviews/)?[A-Za-z0-9][A-Za-z0-9._-]{0,63}\.ya?ml")


def _cell(column: Column, text: str) -> Any:
    """What stands in a cell, dates and numbers without quotes."""
    is_bare = column.holds in (Holds.DAY, Holds.DATES, Holds.NUMBER) or column.name == "format"
    return Bare(text) if is_bare else as_text(column, text)


def _modeline(name: str) -> tuple[str, ...]:
    """The comment that tells an editor the schema of the file *name*."""
    stem = name.rpartition(".")[0]
    if stem == BASELINE:
        return ()
    if stem.startswith(REVIEWS):
        return (modeline("review", "../../../"),)
    return (modeline(stem if stem in (HEAD, OUTCOMES, WAIVERS) else "commitments"),)


def mapping_file(value: Mapping[str, Value]) -> str:
    """The text of the file that keeps how a tracker is read."""
    remarks = (
        "How the tracker is read: what each of its columns stands for.",
        "source: kept as it is; nothing: left out.",
    )
    return new_document(value, remarks)


def values_of(name: str, data: bytes) -> Any:
    """The plain values of a YAML file, None where it cannot be read whole."""
    source, tree = read_file(name, data)
    is_read = tree.is_whole and not any(each.kind in _BROKEN for each in tree.problems)
    return tree.value if is_read and source.text else None


_BROKEN = frozenset(("alias", "merge", "tag", "directive", "several-documents", "syntax"))
