"""Rows of an export that the plan does not have: each taken with all that stands below it, or refused with it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from actionplan.domain.dates import Window, parse_window
from actionplan.domain.model import EVERYBODY, NOBODY, Commitment, Extension
from actionplan.domain.reading import Doubt, reader
from actionplan.domain.written import BadValue, echo
from actionplan.tables.entries import Entries, Key
from actionplan.tables.form.requests import objections_to
from actionplan.tables.intake.instead import instead
from actionplan.tables.intake.matching import Fresh, file_of_lead, files_of_leads
from actionplan.tables.intake.taking import Taking, Wrong, first_cell, unread
from actionplan.tables.layout import shapes

_LOGS = ("updates", "extensions")
_FIRST = ("commitments", *_LOGS)
"""What is looked at first: commitments say which partners and themes are needed."""

_ADD_TO = "Correct it, or add a row for it to {}."


def add(taking: Taking, fresh: Sequence[Fresh]) -> None:
    """Take the rows of *fresh* that a command could have written, and refuse the others with the reason."""
    adding = _Adding(taking, tuple(_tidy(taking, each) for each in fresh))
    for root in sorted(adding.roots, key=lambda each: each.table not in _FIRST):
        adding.take(root)


def _tidy(taking: Taking, fresh: Fresh) -> Fresh:
    """*fresh* with its words as files have them; what cannot be read stays as it is."""
    columns = {each.name: each for each in shapes()[fresh.table].columns}
    texts = dict(fresh.row.texts)
    for name, text in texts.items():
        try:
            texts[name] = taking.terms.text(columns[name], text)
        except BadValue:
            continue
    return fresh._replace(row=fresh.row._replace(texts=texts))


class _Adding:
    """The new rows of one plan: those that stand by themselves, and those below each of them."""

    def __init__(self, taking: Taking, fresh: Sequence[Fresh]) -> None:
        self.taking = taking
        tables: dict[str, list[Mapping[str, str]]] = defaultdict(list)
        for each in fresh:
            tables[each.table].append(each.row.texts)
        self.entries = Entries(tables)
        keys = {(each.table, each.key) for each in fresh}
        self.below: dict[tuple[str, Key], list[Fresh]] = defaultdict(list)
        self.stopped: dict[tuple[str, Key], str] = {}
        self.roots: list[Fresh] = []
        new = {each.row.texts.get("id", "") for each in fresh if each.table == "partners" and not self._wrong(each)}
        self.leads = {NOBODY, EVERYBODY, *taking.base.known[taking.plan].partners, *new}
        for each in fresh:
            above = (shapes()[each.table].above, each.above)
            if above in keys and each.table != "commitments":
                self.below[above].append(each)
            else:
                self.roots.append(each)

    def take(self, root: Fresh) -> None:
        """Take a row with all that stands below it, or refuse it with them."""
        tree = (root, *self._under(root))
        wrong = {number: found for number, each in enumerate(tree) if (found := self._wrong(each))}
        against = None if wrong else self._after(root) or self._record(root)
        if against is not None:
            wrong[0] = against
        if not wrong:
            self.taking.account.taken += len(tree)
            return
        if root.table in _LOGS and not root.trouble:
            self.stopped.setdefault((root.table, root.above), first_cell(root.row).address)
        for number, each in enumerate(tree):
            self._refuse(each, wrong.get(number), tree[min(wrong)])

    def _after(self, root: Fresh) -> Wrong | None:
        """That an entry before this one is not taken, so this one cannot have its place; None where it can."""
        at = self.stopped.get((root.table, root.above))
        return Wrong(shapes()[root.table].key[-1], f"it comes after {at}, which is not taken") if at else None

    def _under(self, above: Fresh) -> Iterator[Fresh]:
        for each in self.below.pop((above.table, above.key), ()):
            yield each
            yield from self._under(each)

    def _wrong(self, fresh: Fresh) -> Wrong | None:
        table, row = fresh.table, fresh.row
        renamed = self._renamed(row.texts) if table == "commitments" else ""
        if renamed or fresh.trouble:
            return Wrong(shapes()[table].key[-1], renamed or fresh.trouble)
        return unread(self.taking.terms, table, row, row.cells) or self.taking.barred(table, row)

    def _renamed(self, texts: Mapping[str, str]) -> str:
        """That a commitment with this title is not in the file, and the id therefore another one; empty where not."""
        gone = [key[-1] for table, key in self.taking.kept if table == "commitments"]
        before = next((each for each in gone if self.taking.standing.before[each].title == texts.get("title")), None)
        return f"{before} has this title, and is not in the file: ids are never changed" if before else ""

    def _refuse(self, fresh: Fresh, wrong: Wrong | None, first: Fresh) -> None:
        if wrong is None:
            why = f"it belongs together with {first_cell(first.row).address}, which is not taken"
            self.taking.account.refuse(first_cell(fresh.row), why)
        else:
            cell = fresh.row.cells.get(wrong.column) or first_cell(fresh.row)
            self.taking.account.refuse(cell, wrong.why)

    def _record(self, root: Fresh) -> Wrong | None:
        """Add what *root* is to the plan. None where that was done, else why it cannot be."""
        match root.table:
            case "commitments":
                return self._commitment(root)
            case table if table in _LOGS:
                return self._entry(root)
            case "partners" | "themes":
                return self._registered(root)
            case _:
                return Wrong(shapes()[root.table].key[-1], f"the plan has no such row. {_instead(root)}")

    def _read(self, root: Fresh) -> Any:
        """The record that *root* is. Raises BadValue where it is none."""
        value = self.entries.value(root.table, root.row.texts)
        value.pop("lead", None)  # the file says who leads
        try:
            return reader(shapes()[root.table].kinds[0])(value, self.taking.terms.year_starts)
        except Doubt:
            raise BadValue("it cannot be read together with what stands below it", "") from None

    def _commitment(self, root: Fresh) -> Wrong | None:
        standing, texts = self.taking.standing, root.row.texts
        against = self._against_commitment(texts)
        if against is not None:
            return against
        try:
            found = self._read(root)
        except BadValue as bad:
            return Wrong("id", f"{bad.message}. {bad.fix}")
        standing.used.add(found.id.lower())
        standing.now[found.id] = replace(found, lead=texts["lead"], agreed=found.agreed or self._agreed(found))
        return None

    def _agreed(self, found: Commitment) -> Window | None:
        """When a commitment was agreed that does not say it: as where it is added by hand, unless it has a past."""
        begins, on = self.taking.base.known[self.taking.plan].begins, self.taking.base.on
        return parse_window(on.isoformat()) if begins and begins < on and not found.updates else None

    def _against_commitment(self, texts: Mapping[str, str]) -> Wrong | None:
        id_, lead = texts["id"], texts.get("lead", "")
        if id_.lower() in self.taking.standing.used:
            return Wrong("id", f"{id_} is or was the id of something, and ids are never used again")
        if not lead:
            return Wrong("lead", f"say who leads: the key of a partner, {NOBODY} or {EVERYBODY}")
        if lead not in self.leads:
            return Wrong("lead", f"no partner has the key {echo(lead)}. {_ADD_TO.format('partners')}")
        file = file_of_lead(lead, files_of_leads(self.taking.base.lent, self.taking.plan))
        if texts["file"] != file:
            return Wrong("file", f"what {lead} leads stands in {file}. Leave it empty.")
        return None

    def _entry(self, root: Fresh) -> Wrong | None:
        """An update or a request of a commitment that the plan has."""
        standing, id_ = self.taking.standing, root.row.texts["commitment"]
        now = standing.now.get(id_)
        if now is None:
            return Wrong(
                "commitment", f"there is no commitment {echo(id_)} in the plan. {_ADD_TO.format('commitments')}"
            )
        try:
            found = self._read(root)
        except BadValue as bad:
            return Wrong("number", f"{bad.message}. {bad.fix}")
        if root.table == "updates":
            standing.now[id_] = replace(now, updates=(*now.updates, found))
            return None
        against = self._against_request(found, now)
        if against is None:
            standing.now[id_] = replace(now, extensions=(*now.extensions, found))
        return against

    def _against_request(self, asked: Extension, now: Commitment) -> Wrong | None:
        """Why a request cannot be made: as where it is made by hand."""
        word = self.taking.terms.words.status(
            next((each.status for each in reversed(now.updates) if each.status), None)
        )
        if not word.is_open:
            return Wrong("commitment", f"{now.id} is {word.label.lower()}: it is closed")
        against = next(objections_to(asked, now), None)
        return Wrong("to", f"{against[0]}. {against[1]}") if against else None

    def _registered(self, root: Fresh) -> Wrong | None:
        """A partner or a theme that a new commitment names."""
        standing, key = self.taking.standing, root.row.texts["id"]
        added = standing.added
        is_theme = root.table == "themes"
        named = {each.theme for each in added} if is_theme else {name for each in added for name in each.with_}
        if key not in (named if is_theme else named | {each.lead for each in added}):
            return Wrong("id", f"no new commitment names it. {_instead(root)}")
        if is_theme:
            standing.new_themes[key] = root.row.texts["title"]
            return None
        try:
            self.taking.partners[key] = self._read(root)
        except BadValue as bad:
            return Wrong("id", f"{bad.message}. {bad.fix}")
        return None


def _instead(fresh: Fresh) -> str:
    return instead(fresh.table, "", fresh.row.texts)
