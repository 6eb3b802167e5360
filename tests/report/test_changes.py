"""What changed is said in the words of `actionplan changes`, in one row for each commitment."""

from __future__ import annotations

from actionplan.domain.telling import said_changes
from actionplan.report.model import Inferred, NoneSaid, Prose, Text
from actionplan.report.sections.changes import section
from actionplan.report.view import view_of
from actionplan.report.words import said
from tests.report.plans import END_OF_2015, EVERYTHING, options, real, report_on, subject_of, table


def test_the_words_are_those_of_the_account() -> None:
    view = view_of(subject_of(EVERYTHING), options())
    assert view.baseline is not None
    told = said_changes(view.baseline.plan, view.plan)
    account = [(news.id, news.title, news.said) for chapter in told.chapters for news in chapter.news]

    rows = table(report_on(subject_of(EVERYTHING)), "changes", "changes").rows

    assert account
    shown = [(said(row.cells[0]), said(row.cells[1]), said(row.cells[3]).removesuffix(" (inferred)")) for row in rows]
    assert shown == account


def test_how_many_changed_has_its_denominator() -> None:
    view = view_of(real("mou-2015-16"), options(END_OF_2015))

    assert section(view).blocks[0] == Prose("There is news of 6 of 10 commitments.")


def test_what_rests_on_our_own_reading_is_marked() -> None:
    rows = table(report_on(real("mou-2015-16"), on=END_OF_2015), "changes", "changes").rows
    marked = {said(row.cells[0]): isinstance(row.cells[3], Inferred) for row in rows}

    assert marked == {"hact-1": True, "hact-2": False, "c-1": False, "c-2": False, "c-3": False, "c-4": False}


def test_one_partner_hears_of_its_own_only() -> None:
    view = view_of(subject_of(EVERYTHING), options(partner="elm"))
    found = [row.cells[0] for row in table(report_on(subject_of(EVERYTHING), partner="elm"), "changes", "changes").rows]

    assert Text("haven-1") not in found
    assert Text("elm-3") in found
    assert f" of {len(view.positions)} commitments." in section(view).blocks[0].text  # type: ignore[union-attr]


def test_nothing_earlier_and_nothing_new_are_said() -> None:
    assert section(view_of(subject_of({}), options())).blocks == (NoneSaid(),)
