"""What changed, as one page without script or outside request."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from html import escape

from actionplan.cli.accounts import Account
from actionplan.cli.accounts.words import heading, opening
from actionplan.domain.telling import News
from actionplan.plaintext import one_line

_HEAD = """\
<!doctype html>
<html lang="en-GB">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>Changes in the action plan</title>
<style>
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 44rem; padding: 0 1rem; }
li { margin: 0 0 0.5rem; }
</style>
</head>
<body>
<main>
<h1>Changes in the action plan</h1>
"""
_TAIL = "</main>\n</body>\n</html>\n"


def render(accounts: Sequence[Account]) -> str:
    """Plan by plan, partner by partner, a sentence for each commitment."""
    return _HEAD + "".join(f"{line}\n" for each in accounts for line in _account(each)) + _TAIL


def _account(account: Account) -> Iterator[str]:
    yield f"<h2>{_shown(heading(account))}</h2>"
    yield f"<p>{_shown(opening(account))}</p>"
    for chapter in account.told.chapters:
        yield f"<h3>{_shown(chapter.name)}</h3>"
        yield "<ul>"
        yield from (f"<li>{_item(each)}</li>" for each in chapter.news)
        yield "</ul>"


def _item(news: News) -> str:
    """What the news is about, then the news."""
    if news.about == "plan":
        return _shown(news.text)
    about = f"<strong>{_shown(news.id)}</strong> {_shown(news.title)}"
    return f"{about}<br>{_shown(news.said)}.{' ' + _shown(news.note) if news.note else ''}"


def _shown(text: str) -> str:
    return escape(one_line(text))
