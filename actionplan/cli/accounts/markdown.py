"""What changed, as Markdown: for a pull request or a wiki."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from actionplan.cli.accounts import Account
from actionplan.cli.accounts.words import heading, opening
from actionplan.plaintext import one_line
from actionplan.report.renderers.markdown import escape


def render(accounts: Sequence[Account]) -> str:
    """Plan by plan, partner by partner, a sentence for each commitment."""
    return "\n".join("".join(f"{line}\n" for line in _account(each)) for each in accounts)


def _account(account: Account) -> Iterator[str]:
    yield f"## {_shown(heading(account))}"
    yield ""
    yield _shown(opening(account))
    for chapter in account.told.chapters:
        yield from ("", f"### {_shown(chapter.name)}", "")
        for news in chapter.news:
            yield f"- {_shown(news.text)}{' ' + _shown(news.note) if news.note else ''}"


def _shown(text: str) -> str:
    return escape(one_line(text))
