"""What was edited in an export that came back: what can be taken into the plan, and why the rest cannot."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from actionplan.domain.model import Partner
from actionplan.domain.written import echo
from actionplan.tables.entries import Key
from actionplan.tables.intake.account import Account, Remark
from actionplan.tables.intake.added import add
from actionplan.tables.intake.against import Standing
from actionplan.tables.intake.growth import slipped, window
from actionplan.tables.intake.instead import instead
from actionplan.tables.intake.matching import Pair, matched
from actionplan.tables.intake.returned import Returned, Row
from actionplan.tables.intake.taking import Base, Taking, first_cell, unread
from actionplan.tables.layout import shapes

SAME = "rows that the plan has just so"
ASKED = "rows with a date that was moved, which is asked for already"
MOVED = "The date was moved from {} to {} in an export of the plan; who decided it is not on record."
_DECISION = {"decision", "decided", "by"}


class Edits(NamedTuple):
    """What an export adds to one plan: commitments, new partners; and table and key of rows that only the plan has."""

    standing: Standing
    partners: Mapping[str, Partner]
    kept: Sequence[tuple[str, Key]]

    def missing(self, why: str) -> list[Remark]:
        """The rows that only the plan has, each with *why* it is told of."""
        return [Remark(f"{table} {', '.join(key[1:])}", why) for table, key in self.kept]


def held_against(export: Returned, base: Base) -> tuple[Account, Mapping[str, Edits]]:
    """What became of each row of *export*, and what it adds to each plan. Of tables that it may be, the likeliest."""
    if not export.is_one:
        return _held(export.tables, base)
    every = [_held({name: rows}, base) for name, rows in export.tables.items()]
    return min(every, key=lambda each: len(each[0].refused))


def _held(tables: Mapping[str, Sequence[Row]], base: Base) -> tuple[Account, Mapping[str, Edits]]:
    account = Account()
    only = next(iter(base.known)) if len(base.known) == 1 else ""
    of_plan: dict[str, dict[str, list[Row]]] = defaultdict(lambda: {name: [] for name in tables})
    for name, rows in tables.items():
        for row in rows:
            account.read += 1
            plan = row.texts.get("plan") or only
            if plan in base.known:
                of_plan[plan][name].append(row._replace(texts={**row.texts, "plan": plan}))
            else:
                account.refuse(
                    first_cell(row), f"it is of the plan {echo(plan)}, which was not asked for or is not here"
                )
    return account, {plan: _edits(Taking(plan, base, account), rows) for plan, rows in of_plan.items()}


def _edits(taking: Taking, tables: Mapping[str, Sequence[Row]]) -> Edits:
    found = matched(tables, taking.plan, taking.base.lent, taking.terms)
    taking.kept = found.kept
    for pair in found.pairs:
        _hold(taking, pair)
    add(taking, found.fresh)
    return Edits(taking.standing, taking.partners, found.kept)


def _hold(taking: Taking, pair: Pair) -> None:
    """Put on the account a row that the plan has, and take what may be taken of what it says anew."""
    if not pair.changed:
        taking.account.merged[SAME] += 1
        return
    is_moved, is_decided = _is_moved(pair), _is_decided(pair)
    wrong = unread(taking.terms, pair.table, pair.row, pair.changed)
    if wrong is None and (is_moved or is_decided):
        wrong = taking.barred(pair.table, pair.row)
    if wrong:
        _refuse(taking, pair, wrong.why)
    elif is_moved:
        _move(taking, pair)
    elif is_decided:
        _decide(taking, pair)
    else:
        _refuse(taking, pair, instead(pair.table, pair.changed[0], pair.row.texts))


def _refuse(taking: Taking, pair: Pair, why: str) -> None:
    """Refuse the row, with each cell that says something else than the plan."""
    first, *others = [
        f"{name}: {echo(pair.was[name])} in the plan, {echo(pair.row.texts[name])} here" for name in pair.changed
    ]
    cells = [pair.row.cells[name] for name in pair.changed]
    said = [first, *(f"{cell.address} {each}" for cell, each in zip(cells[1:], others, strict=True))]
    taking.account.refuse(cells[0], f"{'; '.join(said)}. {why}")


def _is_moved(pair: Pair) -> bool:
    """Whether the one thing that changed is a date that was agreed: it is asked for, as with a tracker."""
    return (
        pair.table == "commitments" and pair.changed == ("due",) and "" not in (pair.was["due"], pair.row.texts["due"])
    )


def _move(taking: Taking, pair: Pair) -> None:
    now = taking.standing.now[pair.was["id"]]
    grown = slipped(now, window(pair.row.texts["due"], taking.terms.year_starts), taking.base.on, MOVED)
    if grown == now:
        taking.account.merged[ASKED] += 1
    else:
        taking.standing.now[now.id] = grown
        taking.account.taken += 1


def _is_decided(pair: Pair) -> bool:
    """Whether what changed is that a request which waited has a decision, its day, and who took it."""
    is_open = pair.table == "extensions" and not pair.was["decision"]
    return is_open and "decision" in pair.changed and _DECISION.issuperset(pair.changed)


def _decide(taking: Taking, pair: Pair) -> None:
    """Record what was decided of a request, on which day, and by whom."""
    now, number = taking.standing.now[pair.was["commitment"]], int(pair.was["number"]) - 1
    said = {
        each.name: taking.terms.value(each, pair.row.texts.get(each.name, ""))
        for each in shapes()["extensions"].columns
        if each.name in _DECISION
    }
    decided = replace(now.extensions[number], **said)
    taking.standing.now[now.id] = replace(
        now, extensions=(*now.extensions[:number], decided, *now.extensions[number + 1 :])
    )
    taking.account.taken += 1
