"""AP301 to AP310: what an update may say, what it needs beside it, and when it contradicts the log."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from textwrap import dedent, indent

import pytest

from tests.support import judge_texts

ON = date(2025, 12, 31)
PLAN = Path(__file__).with_name("northfield.yaml").read_text(encoding="utf-8")
OGP = PLAN + "vocabulary: ogp\n"
OWN = (
    PLAN
    + dedent("""
    vocabulary:
      - {code: ip, label: On the way, meaning: under-way}
      - {code: held-up, label: Held up, meaning: under-way, tone: watch}
      - {code: landed, label: Landed, meaning: done, tone: good}
    reasons: {weather: Storm or flood}
    """).lstrip()
)
EVIDENCE = "evidence: [{title: Opening of the third hub, url: 'https://haven.example/hubs'}]"


def haven(keys: str) -> str:
    """A file with one commitment that is due in March 2026; *keys* begin on line 6."""
    head = "partner: haven\ncommitments:\n  - id: haven-1\n    title: Open 3 advice hubs\n    due: 2026-03\n"
    return f"{head}{indent(dedent(keys).strip(), '    ')}\n"


def logged(*updates: str, keys: str = "") -> str:
    """A file with a log; each update stands on a line, the first on line 7 where there are no other *keys*."""
    log = "".join(f"  - {{{each}}}\n" for each in updates)
    return haven(f"{dedent(keys).strip()}\nupdates:\n{log}")


def told(text: str, plan: str = PLAN) -> list[str]:
    """Every finding as at 31 December 2025: code, place and message."""
    findings = judge_texts({"plan.yaml": plan, "haven.yaml": text}, ON)
    return [f"{each.code} {each.line}:{each.column} {each.message}" for each in findings]


def fixes(text: str, plan: str = PLAN) -> list[str]:
    return [each.fix for each in judge_texts({"plan.yaml": plan, "haven.yaml": text}, ON)]


# AP301 status unknown


def test_unknown_status() -> None:
    text = logged("date: 2025-12-05, status: nearly-there")

    assert told(text) == ["AP301 7:36 haven-1 has the status “nearly-there”, which this plan does not use"]
    assert fixes(text) == ["Write one of not-started, in-progress, waiting, complete, withdrawn, superseded."]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("in-progres", "in-progress"),
        ("In-Progress", "in-progress"),
        ("in_progress", "in-progress"),
        ("completed", "complete"),
        ("withdrawl", "withdrawn"),
        # By meaning: no letters in common, or the wrong ones.
        ("started", "in-progress"),
        ("on-track", "in-progress"),
        ("Ongoing", "in-progress"),
        ("on-hold", "waiting"),
        ("done", "complete"),
        ("cancelled", "withdrawn"),
    ],
)
def test_unknown_status_that_is_meant_for_a_known_one(written: str, meant: str) -> None:
    assert fixes(logged(f"date: 2025-12-05, status: {written}")) == [f"Did you mean {meant}?"]


def test_unknown_status_of_a_part() -> None:
    text = logged(
        "date: 2025-12-05, status: in-progress, parts: {a: complete, b: begun}",
        keys="""
        parts:
          - {id: a, title: Hub in East ward open}
          - {id: b, title: Hub in West ward open}
        """,
    )

    assert told(text) == ["AP301 10:73 part b of haven-1 has the status “begun”, which this plan does not use"]


def test_a_code_of_another_vocabulary_is_unknown() -> None:
    assert told(logged("date: 2025-12-05, status: in-progress"), OGP) == [
        "AP301 7:36 haven-1 has the status “in-progress”, which this plan does not use"
    ]
    assert told(logged("date: 2025-12-05, status: substantial"), OGP) == []


@pytest.mark.parametrize(("written", "meant"), [("on-the-way", "ip"), ("In-the-way", "ip"), ("done", "landed")])
def test_a_word_of_ones_own_is_found_by_its_label_and_meaning(written: str, meant: str) -> None:
    assert fixes(logged(f"date: 2025-12-05, status: {written}"), OWN) == [f"Did you mean {meant}?"]


def test_where_no_word_has_that_meaning_all_are_listed() -> None:
    text = logged("date: 2025-12-05, status: cancelled")

    assert fixes(text, OWN) == ["Write one of ip, held-up, landed."]


def test_of_an_unknown_vocabulary_no_word_is_called_unknown() -> None:
    text = logged(
        "date: 2025-12-05, status: begun, confidence: mauve, reason: storms", "date: 2025-12-06, status: done"
    )

    assert [each[:5] for each in told(text, PLAN + "vocabulary: oecd\n")] == ["AP111"]


# AP302 confidence unknown


def test_unknown_confidence() -> None:
    text = logged("date: 2025-12-05, status: in-progress, confidence: high")

    assert told(text) == ["AP302 7:61 haven-1 has the confidence “high”, which does not exist"]
    assert fixes(text) == ["Write one of green, amber, red."]


@pytest.mark.parametrize(("written", "meant"), [("Amber", "amber"), ("gren", "green"), ("RED", "red")])
def test_unknown_confidence_that_is_meant_for_a_known_one(written: str, meant: str) -> None:
    text = logged(f"date: 2025-12-05, status: in-progress, confidence: {written}")

    assert fixes(text) == [f"Did you mean {meant}?"]


def test_unknown_confidence_of_what_is_closed_is_said_once() -> None:
    text = logged(f"date: 2025-12-05, status: complete, confidence: high, {EVIDENCE}")

    assert told(text) == ["AP302 7:58 haven-1 has the confidence “high”, which does not exist"]


# AP303 complete without evidence


def test_complete_without_evidence() -> None:
    text = logged("date: 2025-11-05, status: in-progress", "date: 2025-12-05, status: complete")

    assert told(text) == ["AP303 8:10 haven-1 is complete, and nothing shows it"]
    assert fixes(text) == ["Add evidence: a title and a link to what was delivered."]


def test_complete_twice_without_evidence_is_said_where_it_was_said_first() -> None:
    text = logged("date: 2025-11-05, status: complete", "date: 2025-12-05, status: complete, note: As reported.")

    assert told(text) == ["AP303 7:10 haven-1 is complete, and nothing shows it"]


@pytest.mark.parametrize(
    "updates",
    [
        (f"date: 2025-12-05, status: complete, {EVIDENCE}",),
        (f"date: 2025-11-05, status: in-progress, {EVIDENCE}", "date: 2025-12-05, status: complete"),
        ("date: 2025-11-05, status: complete", f"date: 2025-12-05, {EVIDENCE}"),
    ],
    ids=["with it", "before", "after"],
)
def test_complete_with_evidence(updates: tuple[str, ...]) -> None:
    assert told(logged(*updates)) == []


def test_what_was_complete_and_is_not_any_more_needs_no_evidence() -> None:
    text = logged("date: 2025-11-05, status: complete", "date: 2025-12-05, status: in-progress")

    assert [each[:5] for each in told(text)] == ["AP308"]


def test_a_part_that_is_complete_needs_no_evidence_of_its_own() -> None:
    text = logged(
        "date: 2025-12-05, status: in-progress, parts: {a: complete}", keys="parts: [{id: a, title: Hub open}]"
    )

    assert told(text) == []


A, B = (f"date: 2025-1{month}-05, parts: {{{part}: complete}}" for month, part in ((0, "a"), (1, "b")))
WHOLE = "date: 2025-12-05, status: complete"
HUBS = "parts: [{id: a, title: East hub open}, {id: b, title: West hub open}]"


@pytest.mark.parametrize(
    "updates",
    [
        (A, B, f"{WHOLE}, {EVIDENCE}"),
        (A, B, WHOLE, f"date: 2025-12-06, {EVIDENCE}"),
        (f"{A}, {EVIDENCE}", f"{B}, {EVIDENCE}", WHOLE),
        (f"date: 2025-10-05, parts: {{a: complete, b: complete}}, {EVIDENCE}", WHOLE),
        (A, f"date: 2025-11-05, parts: {{a: complete, b: complete}}, {EVIDENCE}", WHOLE),
        (f"{A}, {EVIDENCE}", f"{WHOLE}, reason: cost, parts: {{b: withdrawn}}"),
    ],
    ids=["with the whole", "later", "each part", "both parts", "a part once more", "one dropped"],
)
def test_what_has_parts_is_shown_as_a_whole_or_part_by_part(updates: tuple[str, ...]) -> None:
    assert [each for each in told(logged(*updates, keys=HUBS)) if each.startswith("AP303")] == []


@pytest.mark.parametrize(
    ("updates", "place", "what"),
    [
        ((f"{A}, {EVIDENCE}", B, WHOLE), "10:10", "part b"),
        ((A, f"{B}, {EVIDENCE}", WHOLE), "10:10", "part a"),
        ((f"{A}, {EVIDENCE}", f"{WHOLE}, parts: {{b: complete}}"), "9:10", "part b"),
        ((f"date: 2025-10-05, note: Talks, {EVIDENCE}", A, B, WHOLE), "11:10", "it"),
        ((f"date: 2025-10-05, parts: {{a: in-progress}}, {EVIDENCE}", A, B, WHOLE), "11:10", "it"),
        ((A, B, WHOLE), "10:10", "it"),
        ((f"date: 2025-10-05, {EVIDENCE}", f"{WHOLE}, parts: {{a: withdrawn, b: withdrawn}}"), "9:10", "it"),
    ],
)
def test_evidence_of_a_part_does_not_show_the_whole(updates: tuple[str, ...], place: str, what: str) -> None:
    found = [each for each in told(logged(*updates, keys=HUBS)) if each.startswith("AP303")]

    assert found == [f"AP303 {place} haven-1 is complete, and nothing shows {what}"]


def test_all_parts_that_nothing_shows_are_named() -> None:
    keys = HUBS.replace("]", ", {id: c, title: North hub open}]")
    text = logged(f"{A}, {EVIDENCE}", f"{WHOLE}, parts: {{b: complete, c: complete}}", keys=keys)

    assert told(text) == ["AP303 9:10 haven-1 is complete, and nothing shows parts b and c"]


@pytest.mark.parametrize(
    ("evidence", "code"),
    [("'https://haven.example'", "AP012"), ("[{url: 'https://haven.example'}]", "AP011")],
)
def test_evidence_that_cannot_be_read_is_not_also_missing(evidence: str, code: str) -> None:
    text = logged(f"date: 2025-12-05, status: complete, evidence: {evidence}")

    assert [each[:5] for each in told(text)] == [code]


def test_complete_without_evidence_in_other_words() -> None:
    assert told(logged("date: 2025-12-05, status: complete"), OGP) == [
        "AP303 7:10 haven-1 is complete, and nothing shows it"
    ]
    assert told(logged("date: 2025-12-05, status: landed"), OWN) == [
        "AP303 7:10 haven-1 is landed, and nothing shows it"
    ]


# AP304 complete with open parts

PARTS = """
parts:
  - {id: a, title: Hub in East ward open}
  - {id: b, title: Hub in West ward open}
  - {id: c, title: Hub in South ward open}
"""


def test_complete_with_an_open_part() -> None:
    text = logged(
        "date: 2025-11-05, status: in-progress, parts: {a: complete}",
        f"date: 2025-12-05, status: complete, parts: {{b: in-progress, c: superseded}}, {EVIDENCE}",
        keys=PARTS,
    )

    assert told(text) == ["AP304 12:36 haven-1 is complete, and part b is still open"]
    assert fixes(text) == [
        "If it is delivered, add “parts: {b: complete}” here; if not, give a status that is still open."
    ]


def test_complete_with_several_open_parts() -> None:
    text = logged(f"date: 2025-12-05, status: complete, {EVIDENCE}", keys=PARTS)

    assert told(text) == ["AP304 11:36 haven-1 is complete, and parts a, b and c are still open"]


def test_complete_with_every_part_closed() -> None:
    text = logged(
        "date: 2025-11-05, status: in-progress, parts: {a: complete, b: withdrawn}",
        f"date: 2025-12-05, status: complete, parts: {{c: complete}}, {EVIDENCE}",
        keys=PARTS,
    )

    assert told(text) == []


def test_parts_that_are_closed_after_it_was_said_to_be_complete_come_too_late() -> None:
    text = logged(
        f"date: 2025-11-05, status: complete, parts: {{a: complete, b: complete}}, {EVIDENCE}",
        "date: 2025-12-05, parts: {c: complete}",
        keys=PARTS,
    )

    assert told(text) == ["AP304 11:36 haven-1 is complete, and part c is still open"]


def test_a_log_is_mended_by_saying_it_again() -> None:
    text = logged(
        f"date: 2025-11-05, status: complete, parts: {{a: complete, b: complete}}, {EVIDENCE}",
        "date: 2025-12-05, status: complete, parts: {c: complete}",
        keys=PARTS,
    )

    assert told(text) == []


def test_withdrawn_with_open_parts_is_fine() -> None:
    assert told(logged("date: 2025-12-05, status: withdrawn, reason: funding", keys=PARTS)) == []


def test_a_part_with_an_unknown_status_is_said_once() -> None:
    text = logged(
        f"date: 2025-12-05, status: complete, parts: {{a: complete, b: complete, c: ready}}, {EVIDENCE}", keys=PARTS
    )

    assert [each[:5] for each in told(text)] == ["AP301"]


# AP305 reason missing


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ("status: in-progress, confidence: amber", "amber"),
        ("status: in-progress, confidence: red", "red"),
        ("status: waiting", "waiting"),
        ("status: waiting, confidence: green", "waiting"),
        ("status: waiting, confidence: red", "waiting and red"),
        ("status: withdrawn", "withdrawn"),
        ("status: superseded", "superseded"),
        ("confidence: amber", "amber"),
    ],
)
def test_reason_missing(words: str, named: str) -> None:
    text = logged(f"date: 2025-12-05, {words}")

    assert told(text) == [f"AP305 7:10 haven-1 is {named}, and no reason is given"]
    assert fixes(text) == ["Add a reason to this update, such as capacity, funding, decision, partner or dependency."]


@pytest.mark.parametrize(
    "words",
    [
        "status: not-started",
        "status: in-progress",
        "status: in-progress, confidence: green",
        "status: waiting, confidence: amber, reason: other",
        f"status: complete, {EVIDENCE}",
    ],
)
def test_no_reason_needed_or_one_given(words: str) -> None:
    assert told(logged(f"date: 2025-12-05, {words}")) == []


def test_reason_missing_in_each_update_is_said_for_each() -> None:
    text = logged("date: 2025-11-05, status: waiting", "date: 2025-12-05, status: in-progress, confidence: red")

    assert told(text) == [
        "AP305 7:10 haven-1 is waiting, and no reason is given",
        "AP305 8:10 haven-1 is red, and no reason is given",
    ]


def test_reason_missing_in_an_update_before_completion() -> None:
    text = logged(
        "date: 2025-11-05, status: in-progress, confidence: amber", f"date: 2025-12-05, status: complete, {EVIDENCE}"
    )

    assert told(text) == ["AP305 7:10 haven-1 is amber, and no reason is given"]


def test_reason_missing_in_other_words() -> None:
    assert told(logged("date: 2025-12-05, status: withdrawn"), OGP) == [
        "AP305 7:10 haven-1 is withdrawn, and no reason is given"
    ]
    text = logged("date: 2025-12-05, status: held-up")
    assert told(text, OWN) == ["AP305 7:10 haven-1 is held up, and no reason is given"]
    assert fixes(text, OWN) == ["Add a reason to this update, such as weather, capacity, funding, decision or partner."]


def test_a_reason_in_words_of_its_own_is_unknown_and_not_also_missing() -> None:
    text = logged("date: 2025-12-05, status: waiting, reason: not enough staff")

    assert [each[:5] for each in told(text)] == ["AP310"]


# AP306 confidence when closed


@pytest.mark.parametrize("confidence", ["green", "amber", "red"])
def test_confidence_of_what_is_complete(confidence: str) -> None:
    text = logged(f"date: 2025-12-05, status: complete, confidence: {confidence}, {EVIDENCE}")

    assert told(text) == [f"AP306 7:58 haven-1 is complete, and has a confidence: {confidence}"]
    assert fixes(text) == ["Remove the confidence: it is asked only while a commitment is open."]


def test_confidence_after_it_was_withdrawn() -> None:
    text = logged(
        "date: 2025-10-05, status: in-progress, confidence: green",
        "date: 2025-11-05, status: withdrawn, reason: funding",
        "date: 2025-12-05, confidence: red, note: Nobody is sad about it.",
    )

    assert told(text) == ["AP306 9:40 haven-1 is withdrawn, and has a confidence: red"]


def test_confidence_of_what_was_opened_again() -> None:
    text = logged(
        "date: 2025-11-05, status: superseded, reason: replaced",
        "date: 2025-12-05, status: in-progress, confidence: green",
    )

    assert [each[:5] for each in told(text)] == ["AP308"]


# AP307 condition failed

FAILED = "condition: {text: subject to funding, state: failed, date: 2025-11-28}"


@pytest.mark.parametrize(("status", "label"), [("in-progress", "in progress"), ("not-started", "not started")])
def test_condition_failed(status: str, label: str) -> None:
    text = logged(f"date: 2025-12-05, status: {status}", "date: 2025-12-06, note: Still hoping.", keys=FAILED)

    assert told(text) == [f"AP307 6:50 haven-1 is {label}, and what it depends on has failed: “subject to funding”"]
    assert fixes(text) == [
        "Add an update with the status withdrawn. If the partners still want it, agree it anew, with an id of its own."
    ]


def test_condition_failed_where_no_word_means_dropped() -> None:
    assert fixes(logged("date: 2025-12-05, status: ip", keys=FAILED), OWN) == [
        "Add an update that closes it. If the partners still want it, agree it anew, with an id of its own."
    ]


@pytest.mark.parametrize(
    "update",
    [
        "date: 2025-12-05, status: withdrawn, reason: funding",
        f"date: 2025-12-05, status: complete, {EVIDENCE}",
        "date: 2025-12-05, note: Nobody has said what becomes of it.",
    ],
)
def test_condition_failed_of_what_is_closed_or_has_no_status(update: str) -> None:
    assert told(logged(update, keys=FAILED)) == []


@pytest.mark.parametrize("state", ["met", "not-yet-met"])
def test_condition_that_has_not_failed(state: str) -> None:
    assert told(logged("date: 2025-12-05, status: in-progress", keys=FAILED.replace("failed", state))) == []


# AP308 update after completion


def test_open_again() -> None:
    text = logged(
        f"date: 2025-10, status: complete, {EVIDENCE}",
        "date: 2025-11-05, note: The board was told.",
        "date: 2025-12-05, status: in-progress",
        "date: 2025-12-06, status: waiting, reason: partner",
    )

    assert told(text) == ["AP308 9:36 haven-1 has been complete since October 2025, and this update says in progress"]
    assert fixes(text) == [
        (
            "Give new work a commitment of its own. If it was closed too early, say so in the note and add to this line: "
            "# actionplan: allow AP308 - why"
        )
    ]


def test_open_again_and_allowed() -> None:
    text = logged(f"date: 2025-10, status: complete, {EVIDENCE}", "date: 2025-12-05, status: in-progress")

    assert told(text.rstrip("\n") + "  # actionplan: allow AP308 - the third hub closed again\n") == []


def test_closed_in_another_way() -> None:
    text = logged(
        "date: 2025-10-05, status: withdrawn, reason: funding",
        "date: 2025-11-05, status: withdrawn, reason: funding",
        f"date: 2025-12-05, status: complete, {EVIDENCE}",
    )

    assert told(text) == ["AP308 9:36 haven-1 has been withdrawn since 5 October 2025, and this update says complete"]


def test_closed_open_and_closed_again_is_said_once() -> None:
    text = logged(
        f"date: 2025-10-05, status: complete, {EVIDENCE}",
        "date: 2025-11-05, status: in-progress",
        "date: 2025-12-05, status: complete",
    )

    assert [each[:10] for each in told(text)] == ["AP308 8:36"]


@pytest.mark.parametrize("update", ["note: The lease was signed.", EVIDENCE, "status: complete"])
def test_a_note_evidence_or_the_same_status_may_follow(update: str) -> None:
    assert told(logged(f"date: 2025-10-05, status: complete, {EVIDENCE}", f"date: 2025-12-05, {update}")) == []


def test_an_unknown_status_after_completion_is_said_once() -> None:
    text = logged(f"date: 2025-10-05, status: complete, {EVIDENCE}", "date: 2025-12-05, status: re-opened")

    assert [each[:5] for each in told(text)] == ["AP301"]


# AP309 weak evidence


def shown(evidence: str) -> str:
    """A file whose only evidence, on line 7, is *evidence*."""
    return logged(f"date: 2025-12-05, status: complete, evidence: [{{{evidence}}}]")


@pytest.mark.parametrize(
    "title",
    [
        "as before", "As above.", "See previous update", "see above", "As per last report", "Same as previous quarter",
        "Please see the previous update.", "ditto", "n/a", "N/A", "TBC", "To follow", "none", "available on request",
    ],
)  # fmt: skip
def test_evidence_by_name_only(title: str) -> None:
    text = shown(f"title: {title}")

    assert told(text) == [f"AP309 7:65 the evidence of haven-1 is only called “{title}”"]
    assert fixes(text) == [
        "Name what shows it, and give its web address: evidence is read on its own, also years later."
    ]


@pytest.mark.parametrize(
    "title",
    ["As before the fire: photographs", "Last report of the working group", "See-through walls, a study", "Sameness"],
)
def test_titles_that_only_sound_like_it(title: str) -> None:
    assert told(shown(f"title: '{title}'")) == []


@pytest.mark.parametrize(
    "title", [r"'\\northfield\shared\hubs.docx'", r"'S:\Housing\hubs.docx'", "'file:///C:/hubs.docx'"]
)
def test_evidence_on_a_drive(title: str) -> None:
    text = shown(f"title: {title}")

    assert told(text) == ["AP309 7:65 the evidence of haven-1 is a file on somebody's own drive or server"]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        (
            "https://eur01.safelinks.protection.outlook.com/?url=https%3A%2F%2Fhaven.example",
            "eur01.safelinks.protection.outlook.com",
        ),
        ("https://urldefense.com/v3/__https://haven.example__;!!abc", "urldefense.com"),
        ("https://urldefense.proofpoint.com/v2/url?u=https-3A__haven.example", "urldefense.proofpoint.com"),
        ("https://protect-eu.mimecast.com/s/AbCdEf", "protect-eu.mimecast.com"),
        ("https://linkprotect.cudasvc.com/url?a=https%3a%2f%2fhaven.example", "linkprotect.cudasvc.com"),
        ("https://www.google.com/url?q=https://haven.example", "www.google.com"),
        ("https://www.google.co.uk/url?sa=t&url=https://haven.example", "www.google.co.uk"),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fhaven.example", "l.facebook.com"),
    ],
)
def test_links_that_go_through_a_filter(url: str, host: str) -> None:
    text = shown(f"title: Opening, url: '{url}'")

    assert told(text) == [f"AP309 7:79 an evidence link of haven-1 goes through {host}, not to the thing itself"]
    assert fixes(text) == ["Open the link, and write the address that the browser then shows."]


@pytest.mark.parametrize(
    "url",
    [
        "https://haven.example/hubs?mail=jo.bloggs@northfield.example",
        "https://haven.example/hubs?data=05%7C01%7Cjo.bloggs%40northfield.example%7C",
        "https://haven.example/hubs?data=05%257Cjo.bloggs%2540northfield.example",
        "https://jo.bloggs:secret@northfield.example/hubs",
        "https://eur01.safelinks.protection.outlook.com/?data=jo.bloggs%40northfield.example",
        "https://northfield-my.sharepoint.com/personal/x?login=jo.bloggs@northfield.example",
    ],
)
def test_a_link_with_an_address_is_found_and_the_address_not_repeated(url: str) -> None:
    findings = judge_texts({"plan.yaml": PLAN, "haven.yaml": shown(f"title: Opening, url: '{url}'")}, ON)

    assert [each.code for each in findings] == ["AP309"]
    assert not any(word in each.message + each.fix for each in findings for word in ("bloggs", "secret", "@", "%40"))


def test_what_is_said_of_a_link_with_an_address() -> None:
    text = shown("title: Opening, url: 'https://haven.example/?to=jo@northfield.example'")

    assert told(text) == ["AP309 7:79 an evidence link of haven-1 holds an e-mail address"]
    assert fixes(text) == ["Find the same page without it: often the part of the link from “?” on can go."]


@pytest.mark.parametrize(
    ("url", "host"),
    [
        ("http://localhost:8080/hubs", "localhost"),
        ("http://127.0.0.1/hubs", "127.0.0.1"),
        ("http://10.1.2.3/hubs", "10.1.2.3"),
        ("https://intranet/hubs", "intranet"),
        ("https://files.northfield.local/hubs", "files.northfield.local"),
        ("https://northfield-my.sharepoint.com/personal/jo/hubs.docx", "northfield-my.sharepoint.com"),
        ("https://outlook.office.com/mail/id/AAQk", "outlook.office.com"),
    ],
)
def test_links_that_only_their_owner_can_open(url: str, host: str) -> None:
    text = shown(f"title: Opening, url: '{url}'")

    assert told(text) == [f"AP309 7:79 an evidence link of haven-1 leads to {host}, which others cannot open"]
    assert fixes(text) == [
        "Put it where every partner can open it, and link to that; or link to the page that announces it."
    ]


@pytest.mark.parametrize(
    "url",
    [
        "https://haven.example",
        "https://medium.com/@haven/our-hubs",
        "https://www.google.com/maps/@54.97,-1.61,15z",
        "https://www.facebook.com/haven/posts/12",
        "https://northfield.sharepoint.com/sites/board/hubs.docx",
        "https://web.archive.org/web/2025/http://localhost.example/hubs",
        "https://cdn.haven.example/npm/map@5.3.0/dist/map.css",
        "https://10.haven.example/hubs",
        "https://haven.example/a%40b",
    ],
)
def test_links_that_are_fine(url: str) -> None:
    assert told(shown(f"title: Opening of the hub, url: '{url}'")) == []


def test_a_note_that_only_points_back() -> None:
    text = logged("date: 2025-12-05, status: in-progress, note: As before.")

    assert told(text) == ["AP309 7:55 the note of an update of haven-1 only says “As before.”"]
    assert fixes(text) == ["Write what is the case now, in a sentence: each update is read on its own."]


def test_a_note_that_says_more_is_fine() -> None:
    assert told(logged("date: 2025-12-05, status: in-progress, note: 'As before, the lease is not signed.'")) == []


def test_each_of_several_pieces_of_evidence_is_looked_at() -> None:
    text = logged(
        "date: 2025-11-05, status: in-progress",
        f"date: 2025-12-05, status: complete, {EVIDENCE[:-1]}, {{title: as above}}, {{title: ditto}}]",
    )

    assert [each[:11] for each in told(text)] == ["AP309 8:135", "AP309 8:154"]


def test_a_title_and_a_link_are_two_mistakes() -> None:
    text = shown("title: ditto, url: 'https://localhost/hubs'")

    assert [each[:10] for each in told(text)] == ["AP309 7:65", "AP309 7:77"]


# AP310 reason unknown


def test_unknown_reason() -> None:
    text = logged("date: 2025-12-05, status: waiting, reason: weather")

    assert told(text) == ["AP310 7:53 an update of haven-1 gives the reason “weather”, which this plan does not use"]
    assert fixes(text) == [
        (
            "Write one of capacity, funding, decision, partner, dependency, data, policy, scope, supplier, quality, "
            "priority, replaced, other; or add yours to reasons in plan.yaml."
        )
    ]


def test_unknown_reason_that_is_meant_for_a_known_one() -> None:
    assert fixes(logged("date: 2025-12-05, status: waiting, reason: Fundings")) == ["Did you mean funding?"]


def test_unknown_reason_of_an_extension() -> None:
    text = logged(
        "date: 2025-12-05, status: in-progress",
        keys="extensions: [{asked: 2025-12-01, to: 2026-03-31, reason: weather}]",
    )

    assert told(text) == ["AP310 6:62 an extension of haven-1 gives the reason “weather”, which this plan does not use"]


def test_an_extension_may_be_without_a_reason() -> None:
    text = logged("date: 2025-12-05, status: in-progress", keys="extensions: [{asked: 2025-12-01, to: 2026-03-31}]")

    assert told(text) == []


def test_a_reason_of_ones_own() -> None:
    assert told(logged("date: 2025-12-05, status: held-up, reason: weather"), OWN) == []
    assert told(logged("date: 2025-12-05, status: held-up, reason: capacity"), OWN) == []
