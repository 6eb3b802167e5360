"""Reminders: their words, and the files they are put into."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import PurePosixPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from actionplan.domain import types
from actionplan.domain.model import Plan
from actionplan.domain.returns import register
from actionplan.domain.written import BadValue
from actionplan.report.reminder.drafts import FORMATS, Draft, drafts_of
from actionplan.report.reminder.letter import Letter, Sender, letter_to
from tests.support import load_texts

HEAD = """\
format: 1
plan: northfield
title: {title}
agreement: {{title: Northfield agreement}}
period: {{from: 2025-04-01, to: 2026-03-31}}
reviews: {{every: quarter, year_starts: April}}
partners:
  haven: {{name: {name}, short: Haven, email: returns@haven.example}}
  elm: {{name: Elm Housing}}
"""

HAVEN = """\
partner: haven
commitments:
  - id: haven-1
    title: {title}
    due: 2025-09
    updates:
      - {{date: 2025-06-10, status: in-progress, confidence: amber, reason: capacity}}
    extensions:
      - {{asked: 2025-07-01, to: 2025-11-30, decision: granted, decided: 2025-07-20}}
  - {{id: haven-2, title: Print 500 leaflets, due_as_printed: by spring}}
"""
ON = date(2025, 10, 20)
JO = Sender("Jo Bell", "plan@northfield.example")

TEXT = """\
Dear colleagues at Haven Trust,

We have not yet received your return for Q2 2025 to 2026 (July to September 2025), on “Northfield plan”. It was due by \
14 October 2025.

You lead 2 commitments that are open:

haven-1: Open 3 advice hubs
Due: September 2025, moved to 30 November 2025. Last update: In progress, amber (10 June 2025).

haven-2: Print 500 leaflets
Agreed date: by spring. We have had no update on it so far.

For each commitment, please tell us:
- its status: not started, in progress, waiting, complete, withdrawn or superseded
- while it is open, how sure you are that it will be done: green, amber or red
- the next step, and when
- if it is complete: what shows it, such as a paper or a web page
- if it is amber, red, waiting, withdrawn or superseded: \
the reason, one of these: not enough people or time; money not found, late or cut; waits for a decision; waits for \
another partner; waits for another piece of work; data missing or late; policy or law changed; the task changed or grew; \
a supplier is late or failed; the work was not good enough and is being done again; something else was put first; \
something else took its place; another reason, the note says which
- if you need more time: until when, and why

If there is nothing to report, please say just that. Such a nil return is an answer too.

Please send your answer to Jo Bell (plan@northfield.example). If you have answered already, thank you, and please tell \
us when, so that we can look for it.

Thank you for your help.

Reference: northfield, 2025-26 Q2, haven
"""

TEAMS = """\
Return for Q2 2025 to 2026 (July to September 2025): Northfield plan

Dear colleagues at Haven Trust,

We have not yet received your return for Q2 2025 to 2026 (July to September 2025), on “Northfield plan”. It was due by \
14 October 2025.

You lead 2 commitments that are open:

- haven-1: Open 3 advice hubs. Due: September 2025, moved to 30 November 2025. Last update: In progress, amber (10 June 2025).

- haven-2: Print 500 leaflets. Agreed date: by spring. We have had no update on it so far.

For each commitment, please tell us:
- Its status: not started, in progress, waiting, complete, withdrawn or superseded.
- While it is open, how sure you are that it will be done: green, amber or red.
- The next step, and when.
- If it is complete: what shows it, such as a paper or a web page.
- If it is amber, red, waiting, withdrawn or superseded: \
the reason, one of these: not enough people or time; money not found, late or cut; waits for a decision; waits for \
another partner; waits for another piece of work; data missing or late; policy or law changed; the task changed or grew; \
a supplier is late or failed; the work was not good enough and is being done again; something else was put first; \
something else took its place; another reason, the note says which.
- If you need more time: until when, and why.

If there is nothing to report, please say just that. Such a nil return is an answer too.

Please send your answer to Jo Bell (plan@northfield.example). If you have answered already, thank you, and please tell \
us when, so that we can look for it.

Thank you for your help.

Reference: northfield, 2025-26 Q2, haven
"""


def plan_of(title: str = "Open 3 advice hubs", name: str = "Haven Trust", plan: str = "Northfield plan") -> Plan:
    loaded = load_texts({"plan.yaml": HEAD.format(title=plan, name=name), "haven.yaml": HAVEN.format(title=title)})
    assert loaded.plan is not None
    return loaded.plan


def letter(plan: Plan, on: date = ON, sender: Sender | None = JO) -> Letter:
    made = register(plan, on)
    assert made is not None
    (missing,) = made.missing
    return letter_to(missing, made, plan, sender)


def draft(each: Letter, format_: str, stem: str = "haven") -> Draft:
    (found,) = drafts_of([(stem, each)], [format_])
    return found


def read_back(data: bytes) -> EmailMessage:
    message = message_from_bytes(data, policy=default)
    assert isinstance(message, EmailMessage)
    assert not message.defects
    return message


def body_of(message: EmailMessage) -> str:
    content = message.get_content()
    assert isinstance(content, str)
    return content.replace("\r\n", "\n")


def test_the_email_is_unsent_and_says_all() -> None:
    message = read_back(draft(letter(plan_of()), "eml").data)

    assert dict(message.items()) == {
        "X-Unsent": "1",
        "From": "Jo Bell <plan@northfield.example>",
        "To": "Haven Trust <returns@haven.example>",
        "Subject": "Return for Q2 2025 to 2026 (July to September 2025): Northfield plan",
        "X-Actionplan-Reference": "northfield, 2025-26 Q2, haven",
        "Content-Type": 'text/plain; charset="utf-8"',
        "Content-Transfer-Encoding": "quoted-printable",
        "MIME-Version": "1.0",
    }
    assert body_of(message) == TEXT


def test_the_email_has_the_line_ends_and_the_letters_that_every_mail_program_reads() -> None:
    data = draft(letter(plan_of("Café – naïve, 家")), "eml").data

    assert data.isascii()
    assert data.count(b"\n") == data.count(b"\r\n")


def test_the_plain_text() -> None:
    head = (
        "To: Haven Trust <returns@haven.example>\n"
        "Subject: Return for Q2 2025 to 2026 (July to September 2025): Northfield plan\n\n"
    )

    assert draft(letter(plan_of()), "text").data.decode() == head + TEXT


def test_the_text_for_teams() -> None:
    assert draft(letter(plan_of()), "teams").data.decode() == TEAMS


@pytest.mark.parametrize(
    ("due", "extension", "said"),
    [
        ("2025-10-19", "", "Overdue: it was due 19 October 2025, 1 day ago."),
        ("2025-09", "", "Overdue: it was due September 2025, which ended 20 days ago."),
        ("2025-10-20", "", "Due: 20 October 2025."),
        ("2025-09", "to: 2025-11-30, decision: granted, decided: 2025-07-20", "Due: September 2025, moved to 30 November 2025."),
        ("2025-07", "to: 2025-10-18, decision: granted, decided: 2025-07-20", "Overdue: it was first due July 2025; the date granted was 18 October 2025, 2 days ago."),
        ("2025-09", "to: 2025-11-30", "Overdue: it was due September 2025, which ended 20 days ago. More time until 30 November 2025 was asked for; that is not decided yet."),
        ("2025-09", "to: 2025-11-30, decision: refused, decided: 2025-07-20", "Overdue: it was due September 2025, which ended 20 days ago."),
    ],
)  # fmt: skip
def test_what_is_overdue_is_called_so(due: str, extension: str, said: str) -> None:
    extensions = f"\n    extensions: [{{asked: 2025-07-01, {extension}}}]" if extension else ""
    haven = HAVEN.format(title="Open 3 advice hubs").partition("    extensions")[0].rstrip()
    texts = {
        "plan.yaml": HEAD.format(title="P", name="H"),
        "haven.yaml": haven.replace("due: 2025-09", f"due: {due}") + f"{extensions}\n",
    }
    plan = load_texts(texts).plan
    assert plan is not None

    assert " ".join(letter(plan).items[0].known) == f"{said} Last update: In progress, amber (10 June 2025)."


def test_reasons_of_ones_own_are_listed_once_and_a_plan_without_words_has_none() -> None:
    plan = plan_of()
    own = replace(plan, head=replace(plan.head, reasons={"planning": "Permission: not given; see the note"}))
    without = replace(plan, head=replace(plan.head, vocabulary="nonesuch"))

    assert draft(letter(own), "text").data.decode().count("permission: not given, see the note\n") == 1
    assert letter(without).asked[-2:] == (
        "if it is in your own words: the reason",
        "if you need more time: until when, and why",
    )


def test_before_the_last_day_it_is_not_called_late_and_without_a_sender_the_message_is_answered() -> None:
    early = letter(plan_of(), date(2025, 10, 14), None)

    assert early.opening[0].endswith("on “Northfield plan”. It is due by 14 October 2025.")
    assert early.ending[1].startswith("Please answer this message. ")
    assert read_back(draft(early, "eml").data)["From"] is None


def test_periods_in_a_row_are_said() -> None:
    said = letter(plan_of(), date(2026, 1, 20)).opening[0]

    assert said.endswith("It was due by 14 January 2026. This is the 2nd review period in a row without one.")
    before = letter(plan_of(), date(2026, 1, 14)).opening[0]
    assert before.endswith("It is due by 14 January 2026. None came in for the review period before.")


def test_a_partner_without_an_address_or_without_an_entry_gets_a_draft_too() -> None:
    texts = {
        "plan.yaml": HEAD.format(title="P", name="H"),
        "ash.yaml": "partner: ash\ncommitments:\n  - {id: a, title: A}\n",
    }
    plan = load_texts(texts).plan
    assert plan is not None
    ash = letter(plan)

    assert (ash.name, ash.email) == ("ash", None)
    assert read_back(draft(ash, "eml").data)["To"] is None
    assert draft(ash, "text").data.startswith(b"To: ash\nSubject: ")


ATTACKS = [
    '"Open 3 hubs\\r\\nBcc: all@elm.example\\r\\n\\r\\nHello"',
    '"Open 3 hubs\\nBcc: all@elm.example"',
    '"Open \\u202Egnp.exe\\u2066 and \\u200F"',
    '"=?utf-8?q?Bcc=3A_all=40elm=2Eexample?="',
    '"Open 3 hubs\\u2028Bcc: all@elm.example\\u0085x"',
    '"\\" <all@elm.example>, \\""',
    '"X\\r"',
]


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_in_a_title_or_a_name_is_obeyed(attack: str) -> None:
    made = letter(plan_of(attack, attack, attack))
    message = read_back(draft(made, "eml").data)

    assert list(message.keys()) == [
        "X-Unsent",
        "From",
        "To",
        "Subject",
        "X-Actionplan-Reference",
        "Content-Type",
        "Content-Transfer-Encoding",
        "MIME-Version",
    ]
    assert [each.addr_spec for each in message["To"].addresses] == ["returns@haven.example"]
    assert message["Subject"] == made.subject
    for format_ in FORMATS:
        data = draft(made, format_).data
        body = (body_of(read_back(data)) if format_ == "eml" else data.decode()).split("\n")
        usual = draft(letter(plan_of()), format_).data
        expected = (body_of(read_back(usual)) if format_ == "eml" else usual.decode()).split("\n")
        assert len(body) == len(expected)
        assert not [each for each in body if each.startswith("Bcc")]
        assert not set("".join(body)) & OBEYED


OBEYED = set("\r\v\f\x1b\x85\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")

pieces = ["=?", "?=", "utf-8", "?q?", "=40", " ", "\r\n", "é", "家", "<a@b.example>", ",", '"', "\\", ":", "Bcc"]
words = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=300) | st.lists(
    st.sampled_from(pieces), min_size=1, max_size=60
).map("".join)


@given(words, words, words)
def test_what_is_read_back_is_what_was_written(title: str, name: str, sender: str) -> None:
    head = plan_of().head
    partners = {"haven": replace(head.partners["haven"], name=name)}
    plan = replace(plan_of(), head=replace(head, title=title, partners=partners))
    made = letter(plan, sender=Sender(sender, "jo@elm.example"))
    message = read_back(draft(made, "eml").data)

    assert message["Subject"] == made.subject
    assert message["To"].addresses[0].display_name == made.name
    assert made.sender is not None
    assert message["From"].addresses[0].display_name == made.sender.name
    assert body_of(message) == draft(made, "text").data.decode().partition("\n\n")[2]
    for text in (made.subject, made.name, made.greeting, *made.opening, *(each.title for each in made.items)):
        assert text.splitlines() in ([text], [])


def test_the_same_reminder_is_the_same_bytes_and_is_known_again() -> None:
    for format_ in FORMATS:
        first, again = (draft(letter(plan_of()), format_) for _ in range(2))
        other = draft(letter(plan_of(), date(2026, 1, 20)), format_)

        assert first.data == again.data
        assert first.is_same(again.data)
        assert first.is_same(again.data.replace(b"\r\n", b"\n"))
        assert not first.is_same(other.data)
        assert not first.is_same(b"")
        assert not first.is_same(b"\xff\xfe\x00Reference: ")


@pytest.mark.parametrize("stem", ["../../etc/passwd", "a\\b:c*?", "CON", ".hidden", "-rf", "…", "x" * 64])
def test_names_of_files_are_safe(stem: str) -> None:
    for format_ in FORMATS:
        name = draft(letter(plan_of()), format_, f"northfield-{stem}").name

        assert PurePosixPath(name).name == name
        assert name.startswith("northfield")
        assert not set(name) - set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-")


def test_names_that_differ_in_capitals_alone_are_two() -> None:
    one = letter(plan_of())

    names = [each.name for each in drafts_of([("Haven", one), ("haven", one), ("HAVEN", one)], ["eml"])]
    assert names == ["Haven.eml", "haven-2.eml", "HAVEN-3.eml"]


@given(st.from_regex(re.compile(types._EMAIL, re.ASCII), fullmatch=True))
def test_every_address_that_a_plan_may_hold_is_an_address_to_a_mail_program(address: str) -> None:
    made = letter(plan_of())._replace(email=address)

    if len(address) <= types.EMAIL_LENGTH:
        assert types.parse_email(address) == address
        assert read_back(draft(made, "eml").data)["To"].addresses[0].addr_spec == address


@pytest.mark.parametrize(
    "text",
    [
        "haven",
        "haven@example",
        "a@b..example",
        ".a@b.example",
        "a b@c.example",
        "Jo <a@b.example>",
        "a@b.example, c@d.example",
        "a@b.example\r\nBcc: c@d.example",
        "a@-b.example",
        "é@b.example",
        f"{'a' * 250}@b.example",
        "a@b.example\n",
    ],
)
def test_what_is_no_address_is_refused(text: str) -> None:
    with pytest.raises(BadValue, match="is not an email address"):
        types.parse_email(text)
