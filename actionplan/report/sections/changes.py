"""What changed since the last review: a sentence for each commitment, as `actionplan changes` words it."""

from __future__ import annotations

from actionplan.domain.change import CommitmentAdded, UpdateAdded
from actionplan.domain.telling import News, said_changes
from actionplan.report.cells import ID, LEAD, TITLE, marked, place_of
from actionplan.report.model import Block, Cell, Column, Missing, NoneSaid, Prose, Row, Section, Share, Table, Text
from actionplan.report.sections.restated import restated_blocks
from actionplan.report.view import View
from actionplan.report.words import said_share

_COLUMNS = (ID, TITLE, LEAD, Column("change", "What changed"))
_NO_LEAD = Missing("not applicable", matters=False)


def section(view: View) -> Section:
    return Section("changes", f"Changes {view.since}", (*_blocks(view), *restated_blocks(view)))


def _blocks(view: View) -> tuple[Block, ...]:
    """How many commitments changed, then each with its news: partner by partner, the worst first."""
    if view.baseline is None:
        return (NoneSaid(),)
    told = said_changes(view.baseline.plan, view.plan, view.changes, view.logs)
    inferred = _inferred(view)
    rows = tuple(_row(view, news, inferred) for chapter in told.chapters for news in chapter.news)
    if not rows:
        return (NoneSaid(),)
    ids = {each.id for each in view.positions}
    changed = sum(news.about == "commitment" and news.id in ids for chapter in told.chapters for news in chapter.news)
    said = said_share(Share(changed, len(ids), noun="commitments"))
    return Prose(f"There is news of {said}."), Table("changes", "Changes", _COLUMNS, rows)


def _row(view: View, news: News, inferred: frozenset[str]) -> Row:
    head = view.heads.get(news.id) if news.about == "commitment" else None
    named = head.cells if head else (Text(news.id), Text(news.title))
    lead: Cell = (view.partners.get(news.lead) or Text(news.lead)) if news.lead else _NO_LEAD
    change = marked(Text(news.said), "inferred" if news.id in inferred else "stated")
    return Row((*named, lead, change), place_of(view, news.id))


def _inferred(view: View) -> frozenset[str]:
    """The commitments whose news rests on an update that is our own reading."""
    updates = [(each.id, each.update) for each in view.changes if isinstance(each, UpdateAdded)]
    new = [each.commitment for each in view.changes if isinstance(each, CommitmentAdded)]
    told = [*updates, *((each.id, update) for each in new for update in each.updates)]
    return frozenset(key for key, update in told if update.basis == "inferred")
