"""What changed, for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from actionplan.cli import console
from actionplan.cli.accounts import Account
from actionplan.cli.accounts.words import heading, opening
from actionplan.columns import wrap
from actionplan.domain.telling import Chapter
from actionplan.plaintext import one_line


def render(accounts: Sequence[Account]) -> str:
    """Plan by plan, partner by partner, a sentence for each commitment."""
    return "\n".join("".join(f"{line}\n" for line in _account(each)) for each in accounts)


def _account(account: Account) -> Iterator[str]:
    width = console.width()
    yield from wrap(one_line(heading(account)), width)
    yield from wrap(one_line(opening(account)), width)
    for chapter in account.told.chapters:
        yield ""
        yield one_line(chapter.name)
        yield from _chapter(chapter, width)


def _chapter(chapter: Chapter, width: int) -> Iterator[str]:
    for news in chapter.news:
        lines = wrap(one_line(news.text), width - 4)
        yield from (f"{'  - ' if number == 0 else '    '}{line}" for number, line in enumerate(lines))
        if news.note:
            yield from (f"    {line}" for line in wrap(one_line(news.note), width - 4))
