"""A plan that is taken over: what was wrong on that day is known, what is new is not, and the list only shrinks."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from actionplan.baseline import Left, baseline_name, baseline_text, left_of
from actionplan.checks.known import entry_mark, mark_of
from actionplan.load import load
from actionplan.loaded import Loaded, Text
from actionplan.validation import Sorted, findings_of, findings_of_change, partition
from tests.support import Content, load_texts

TODAY, LATER = date(2025, 12, 30), date(2025, 12, 31)
PLAN = Path(__file__).parent.joinpath("checks", "northfield.yaml").read_text(encoding="utf-8")

# Complete without evidence twice, a vague title, a key nobody knows, and a file that nobody leads.
HAVEN = """\
partner: haven
commitments:
  - id: haven-1
    title: Open 3 advice hubs
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: complete}
  - id: haven-2
    title: Train 9 advisers
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: complete}
  - id: haven-3
    title: Deliver a range of masterclasses
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
"""
EVERYBODY = """\
partner: all
contact: The town hall
commitments:
  - id: all-1
    title: Publish 3 stories of homes made warm
    due: 2026-03
    updates:
      - {date: 2025-12-05, status: in-progress, confidence: green}
"""
FILES: Mapping[str, Content] = {"plan.yaml": PLAN, "haven.yaml": HAVEN, "all.yaml": EVERYBODY}

TEXT = """\
# What was wrong when this plan was taken over, on 30 December 2025. actionplan wrote it: do not add to it.
date: 2025-12-30
at_first: 5
findings:
  - {rule: AP010, file: all.yaml, key: contact}
  - {rule: AP604, file: all.yaml, key: partner}
  - {rule: AP303, commitment: haven-1, key: evidence}
  - {rule: AP303, commitment: haven-2, key: evidence}
  - {rule: AP601, commitment: haven-3, key: title}
"""

EVIDENCE = "        evidence: [{title: The register, url: 'https://haven.example/register', date: 2025-12}]\n"
MENDED = HAVEN.replace(
    "      - {date: 2025-12-05, status: complete}\n  - id: haven-2",
    f"      - date: 2025-12-05\n        status: complete\n{EVIDENCE}  - id: haven-2",
)


def taken_over(files: Mapping[str, Content] = FILES, text: str = TEXT) -> dict[str, Content]:
    return {**files, "baseline.yaml": text}


def written(files: Mapping[str, Content], today: date = TODAY, *, again: bool = False) -> str:
    """The text of a new baseline; *again*: of one after the baseline that is there."""
    loaded = load_texts(files)
    return baseline_text(loaded, findings_of(loaded, today, today), today, loaded.baseline if again else None)


def sorted_out(loaded: Loaded) -> Sorted:
    return partition(findings_of(loaded, LATER, LATER), loaded, LATER)


def new_in(files: Mapping[str, Content]) -> list[str]:
    return [each.code for each in sorted_out(load_texts(files)).new]


def left_in(files: Mapping[str, Content]) -> Left | None:
    loaded = load_texts(files)
    return left_of(loaded, findings_of(loaded, LATER, LATER))


def test_the_text_is_one_line_for_each_finding() -> None:
    assert written(FILES) == TEXT


def test_what_was_there_is_known_and_not_lost() -> None:
    loaded = load_texts(taken_over())

    found = sorted_out(loaded)

    assert sorted(each.code for each in found.known) == ["AP010", "AP303", "AP303", "AP601", "AP604"]
    assert (found.new, found.waived) == ((), ())
    assert left_of(loaded, findings_of(loaded, LATER, LATER)) == Left(5, 5)
    assert written(taken_over(), LATER, again=True) == TEXT


def test_what_it_says_is_a_sentence() -> None:
    assert Left(12, 40).said == "Baseline: 12 of 40 findings are left."
    assert Left(1, 40).said == "Baseline: 1 of 40 findings is left."
    assert Left(0, 1).said == "Baseline: 0 of 1 findings are left."


def test_where_it_is_written() -> None:
    assert baseline_name(load_texts(FILES)) == "northfield/baseline.yaml"
    assert baseline_name(load("northfield", [Text("plan.yaml", "plan", PLAN.encode())])) == "baseline.yaml"
    assert baseline_name(load_texts({**FILES, "baseline.yml": TEXT})) == "northfield/baseline.yml"


@pytest.mark.parametrize(
    "new",
    [
        ("title: Train 9 advisers\n", "title: Train 9 advisers\n    theme: damp\n", ["AP105"]),
        ("partner: haven\n", "partner: haven\nphone: 1\n", ["AP010"]),
        ("partner: haven\n", "partner: haven\ncontact: 1\n", ["AP010"]),
        ("id: haven-2", "id: haven-4", ["AP303"]),
    ],
)
def test_what_is_new_is_not_known(new: tuple[str, str, list[str]]) -> None:
    old, other, codes = new

    found = [each for each in new_in(taken_over({**FILES, "haven.yaml": HAVEN.replace(old, other)})) if each != "AP907"]

    assert found == codes


def test_as_many_are_known_as_there_were() -> None:
    twice = HAVEN.replace("status: complete}", "status: complete, reason: x1, by: a}")
    two = twice.replace(
        "      - {", "      - {date: 2025-12-04, status: in-progress, confidence: red, reason: x2}\n      - {", 1
    )
    text = written({**FILES, "haven.yaml": twice})

    assert text.count("AP310, commitment: haven-1") == 1
    assert new_in(taken_over({**FILES, "haven.yaml": twice}, text)) == []
    assert new_in(taken_over({**FILES, "haven.yaml": two}, text)) == ["AP310"]
    assert written({**FILES, "haven.yaml": two}).count("AP310, commitment: haven-1") == 2


def test_lines_files_and_folders_may_change() -> None:
    head, first, second = (
        HAVEN.partition("  - id: haven-1")[0],
        *HAVEN.partition("commitments:\n")[2].split("  - id: haven-2"),
    )
    turned = f"# sorted\n{head}  - id: haven-2{second}\n{first}"
    files = {"plan.yaml": PLAN, "all.yaml": EVERYBODY, "other-name.yaml": turned, "baseline.yaml": TEXT}
    elsewhere = [Text(f"../plans/2025/{name}", name[:-5], str(text).encode()) for name, text in files.items()]

    for loaded in (load_texts(files), load_texts(files, folder="renamed"), load("2025", elsewhere)):
        found = sorted_out(loaded)
        assert (found.new, len(found.known)) == ((), 5)


def test_a_plan_may_get_another_id() -> None:
    assert new_in(taken_over({**FILES, "plan.yaml": PLAN.replace("plan: northfield", "plan: northfield-2025")})) == []


def test_what_is_mended_is_said_and_goes() -> None:
    files = taken_over({**FILES, "haven.yaml": MENDED})

    (finding,) = sorted_out(load_texts(files)).new

    assert (finding.code, finding.severity, finding.line, finding.file) == (
        "AP907",
        "advice",
        4,
        "northfield/baseline.yaml",
    )
    assert finding.message == "1 of the 5 findings in the baseline is gone"
    assert (
        finding.fix == "Write the baseline again, so that they cannot come back: actionplan validate --write-baseline"
    )
    assert left_in(files) == Left(4, 5)
    again = written(files, LATER, again=True)
    assert again == TEXT.replace("  - {rule: AP303, commitment: haven-1, key: evidence}\n", "")
    assert new_in({**files, "baseline.yaml": again}) == []
    assert left_in({**files, "baseline.yaml": again}) == Left(4, 5)
    assert new_in(taken_over(text=again)) == ["AP303"]  # it came back


def test_what_came_since_is_not_taken_up_unless_the_plan_is_taken_over_anew() -> None:
    files = taken_over({**FILES, "haven.yaml": MENDED.replace("    title: Train", "    theme: damp\n    title: Train")})

    again, anew = (written(files, LATER, again=each) for each in (True, False))

    assert "haven-2, key: theme" not in again
    assert "  - {rule: AP105, commitment: haven-2, key: theme}\n" in anew
    assert anew.startswith("# What was wrong when this plan was taken over, on 31 December 2025.")
    assert "date: 2025-12-31\nat_first: 5\n" in anew


def test_when_all_are_gone_the_file_may_go() -> None:
    text = TEXT[: TEXT.index("  - {rule: AP010")]
    one = f"{text}  - {{rule: AP303, commitment: haven-1, key: evidence}}\n"
    two = f"{one}  - {{rule: AP999, file: gone.yaml}}\n"
    files = {"plan.yaml": PLAN, "haven.yaml": MENDED}

    for each, message in (
        (one, "the finding in the baseline is gone"),
        (two, "all 2 findings in the baseline are gone"),
    ):
        said = next(f for f in findings_of(load_texts(taken_over(files, each)), LATER, LATER) if f.code == "AP907")
        assert said.message == message
        assert said.fix == "Remove this file: nothing is left of what was wrong when the plan was taken over."
    assert written(taken_over(files, two), again=True) == text.replace("findings:\n", "findings: []\n")
    assert "AP907" not in new_in(taken_over(files, text.replace("findings:\n", "findings: []\n")))


@pytest.mark.parametrize(
    "broken", ["partner: [haven\n", "partner: haven\n---\npartner: haven\n", "partner: &a haven\nnote: *a\n"]
)
def test_what_stands_in_a_file_that_cannot_be_read_is_never_known(broken: str) -> None:
    files = {**FILES, "haven.yaml": broken}

    assert "haven.yaml" not in written(files)
    found = sorted_out(load_texts(taken_over(files, written(files))))
    assert {each.file for each in found.new} == {"northfield/haven.yaml"}
    forged = TEXT + "".join(
        f"  - {{rule: {code}, file: haven.yaml}}\n" for code in ("AP007", "AP008", "AP011", "AP016")
    )
    assert "northfield/haven.yaml" in {each.file for each in sorted_out(load_texts(taken_over(files, forged))).new}


def test_what_cannot_be_seen_is_not_called_gone() -> None:
    files = taken_over({**FILES, "haven.yaml": "partner: [haven\n"})
    assert "AP907" not in new_in(files)
    assert written(files, again=True) == TEXT
    assert left_in(files) == Left(5, 5)

    partly = taken_over({**FILES, "haven.yaml": f"{MENDED}    when: 2026\n"})
    assert new_in(partly) == ["AP010"]
    assert written(partly, again=True) == TEXT

    no_plan = taken_over({**FILES, "plan.yaml": "format: [\n"})
    assert new_in(no_plan) == ["AP010", "AP007"]
    assert written(no_plan, again=True) == TEXT


def test_nothing_is_called_gone_on_another_day() -> None:
    loaded = load_texts(taken_over({**FILES, "haven.yaml": MENDED}))

    assert "AP907" not in [each.code for each in findings_of(loaded, date(2025, 12, 24), LATER)]


def test_a_waiver_goes_first_and_is_not_taken_up() -> None:
    waivers = "waivers: [{rule: AP303, commitment: haven-1, reason: x, approved_by: x, until: 2026-01-31}]\n"
    files = {**FILES, "waivers.yaml": waivers}

    found = sorted_out(load_texts(taken_over(files)))

    assert [each.finding.about for each in found.waived] == ["northfield/haven-1"]
    assert (found.new, len(found.known)) == ((), 4)
    assert left_in(taken_over(files)) == Left(5, 5)
    assert "AP303, commitment: haven-1" not in written(files)
    assert "AP303, commitment: haven-1" in written({**FILES, "waivers.yaml": waivers.replace("2026-01", "2025-10")})


def test_what_is_wrong_with_waivers_and_baseline_is_not_taken_up() -> None:
    waivers = "waivers: [{rule: AP303, commitment: haven-9, reason: x, approved_by: x, until: 2026-01-31}, {rule: x}]\n"
    outlived = f"{TEXT}  - {{rule: AP401, commitment: haven-1}}\nmore: x\n"
    files = {**taken_over(text=outlived), "waivers.yaml": waivers}

    assert {"AP906", "AP011", "AP010", "AP907"} <= {each.code for each in sorted_out(load_texts(files)).new}
    assert written(files) == TEXT


def test_a_change_is_never_known() -> None:
    moved = {**FILES, "haven.yaml": HAVEN.replace("due: 2026-03", "due: 2026-06", 1)}
    forged = f"{TEXT}  - {{rule: AP509, commitment: haven-1, key: due}}\n"
    after = load_texts(taken_over(moved, forged))
    findings = findings_of_change(load_texts(taken_over()), after, LATER)

    found = partition(findings, after, LATER, is_change=True)

    assert "AP509" in [each.code for each in found.new]
    assert found.known == ()


@pytest.mark.parametrize(
    "broken", ["", "findings: [\n", "date: 2025-12-30\nfindings: {a: b}\n", TEXT.replace("date: 2025-12-30\n", "")]
)
def test_a_baseline_that_cannot_be_read_knows_nothing(broken: str) -> None:
    found = sorted_out(load_texts(taken_over(text=broken)))

    assert found.known == ()
    assert len(found.new) == 6
    assert load_texts(taken_over(text=broken)).is_whole


def test_a_baseline_in_which_some_lines_cannot_be_read_knows_the_others() -> None:
    found = sorted_out(load_texts(taken_over(text=TEXT.replace("rule: AP601, ", "rule: [AP601], "))))

    assert len(found.known) == 4
    assert sorted(each.code for each in found.new) == ["AP012", "AP601"]


def test_a_baseline_without_a_number_counts_what_it_holds() -> None:
    assert left_in(taken_over({**FILES, "haven.yaml": MENDED}, TEXT.replace("at_first: 5\n", ""))) == Left(4, 5)


def test_without_either_file_everything_is_new() -> None:
    loaded = load_texts(FILES)
    findings = findings_of(loaded, LATER, LATER)

    assert partition(findings, loaded, LATER) == (findings, (), ())
    assert (loaded.waivers, loaded.baseline, left_of(loaded, findings)) == (None, None, None)


@settings(max_examples=200, derandomize=True, deadline=None)
@given(st.lists(st.tuples(st.text(max_size=400), st.text(max_size=20), st.booleans()), max_size=5))
@example([("x" * 300, "y" * 300, False), ("x" * 301, "y" * 301, False)])
def test_whatever_a_key_or_a_file_is_called_it_is_known_again(names: list[tuple[str, str, bool]]) -> None:
    loaded = load_texts(FILES)
    some = findings_of(loaded, TODAY, TODAY)[0]
    findings = [
        some._replace(
            key=key, about="northfield/haven-1" if is_about else "", place=some.place, file=f"northfield/{file}"
        )
        for key, file, is_about in names
    ]
    sheets = {each.file: loaded.sheets["northfield/haven.yaml"] for each in findings}
    loaded = load_texts(FILES)
    object.__setattr__(loaded, "sheets", {**loaded.sheets, **sheets})

    text = baseline_text(loaded, findings, TODAY, None)

    again = load_texts(taken_over(text=text))
    assert [each for each in again.hits if each.hit.place.file.endswith("baseline.yaml")] == []
    assert again.baseline is not None
    assert sorted(map(entry_mark, again.baseline.findings)) == sorted(map(mark_of, findings))


def test_a_baseline_that_is_written_again_and_again_only_shrinks() -> None:
    """Whatever is mended, broken and brought back in between."""
    pieces = HAVEN.splitlines(keepends=True)
    chance = random.Random(7)
    files, before = taken_over(), TEXT
    for _ in range(60):
        lines = [each for each in pieces if chance.random() > 0.04]
        haven = "".join(lines) if chance.random() < 0.8 else MENDED
        files = {**files, "haven.yaml": haven, "baseline.yaml": before}
        after = written(files, LATER, again=True)
        assert set(after.splitlines()) - {"findings: []"} <= set(before.splitlines())
        before = after
    assert before.count("- {") < TEXT.count("- {")
