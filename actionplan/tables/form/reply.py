"""The words that go back to a partner whose form was read: what was taken over, and each thing that could not be."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from actionplan.domain.said import listed
from actionplan.plaintext import one_line
from actionplan.tables.form.filled import Remark

LAST_LINE = "Reference: return form "
_COUNTED = 12  # names in a sentence


class Reply(NamedTuple):
    """What there is to say to the partner. Conflicts are sentences; `answered` are the ids that answers came for.

    `recorded` are those of them that were recorded before. `left` are the ids whose answers were left out, and
    `why_left` what stood against them.
    """

    name: str
    period: str
    title: str
    file: str
    answered: tuple[str, ...]
    recorded: tuple[str, ...]
    problems: tuple[Remark, ...]
    conflicts: tuple[str, ...]
    left: tuple[str, ...]
    why_left: tuple[Remark | str, ...]
    unread: tuple[Remark, ...]
    unanswered: tuple[str, ...]
    proposed: int
    is_written: bool
    reference: str

    @property
    def has_questions(self) -> bool:
        return bool(self.problems or self.conflicts)


def reply_text(reply: Reply) -> str:
    """The reply, ready to be read and sent by hand."""
    return "\n\n".join([_head(reply), *_body(reply), f"{LAST_LINE}{reply.reference}"]) + "\n"


def is_reply_about(reference: str, data: bytes) -> bool:
    """Whether *data* is a reply to the same form, which a newer one may take the place of."""
    last = data.decode("utf-8", "replace").rstrip().rpartition("\n")[2].strip()
    return last == f"{LAST_LINE}{reference}"


def _head(reply: Reply) -> str:
    about = "some questions" if reply.has_questions or reply.why_left else "received"
    return f"To: {one_line(reply.name)}\nSubject: Your return for {reply.period}: {about}"


def _body(reply: Reply) -> Iterator[str]:
    yield f"Dear colleagues at {one_line(reply.name)},"
    yield f"Thank you for your return for {reply.period}, on “{one_line(reply.title)}”. {_taken(reply)}"
    if reply.problems:
        yield f"Please look at these cells of your form ({one_line(reply.file)}), and send it again:"
        yield _lines([_problem(each) for each in reply.problems])
    if reply.conflicts:
        yield "The plan has moved on since we sent you the form. Please tell us which holds:"
        yield _lines(reply.conflicts)
    if reply.left:
        why = " We have these questions; please answer, or send the form again:" if reply.why_left else ""
        yield f"We have not recorded {_answers(reply.left)}.{why}"
    if reply.why_left:
        yield _lines([_problem(each) if isinstance(each, Remark) else each for each in reply.why_left])
    if reply.unread:
        yield "We also found this in the form, and have not taken it over. If it matters, please tell us:"
        yield _lines([one_line(each.text) for each in reply.unread])
    if reply.unanswered:
        yield (
            f"We found no answer for {_names(reply.unanswered)}. If there is nothing to report on "
            f"{'it' if len(reply.unanswered) == 1 else 'them'}, "
            "please say just that: it is an answer too."
        )
    if reply.proposed:
        what = "a new commitment" if reply.proposed == 1 else f"{reply.proposed} new commitments"
        yield f"You propose {what}. The meeting decides on that."
    yield "Thank you for your help."


def _taken(reply: Reply) -> str:
    if not (reply.answered or reply.has_questions):
        return "There is no answer in it yet."
    recorded = reply.answered if reply.is_written else reply.recorded
    said = f"We have recorded {_answers(recorded)}." if recorded else ""
    if not reply.has_questions:
        return said or f"We have read {_answers(reply.answered)}."
    rest = "the others" if recorded else "it"
    return f"{said} Before we can record {rest}, we have to ask you something.".strip()


def _answers(ids: Sequence[str]) -> str:
    return f"your {'answer' if len(ids) == 1 else 'answers'} on {_names(ids)}"


def _problem(remark: Remark) -> str:
    about = f" ({remark.id})" if remark.id else ""
    return one_line(f"{remark.place}{about}: {remark.message}.{f' {remark.fix}' if remark.fix else ''}")


def _names(ids: Sequence[str]) -> str:
    shown = [one_line(each) for each in ids[:_COUNTED]]
    return listed([*shown, f"{len(ids) - _COUNTED} more"] if len(ids) > _COUNTED else shown)


def _lines(texts: Sequence[str]) -> str:
    return "\n".join([f"- {each}" for each in texts])
