"""What changed, for programs (schema/changes-v1.json)."""

from __future__ import annotations

from collections.abc import Sequence

from actionplan.cli.accounts import Account


def render(accounts: Sequence[Account]) -> str:
    """Each plan with its chapters and their news, as written out here."""
    import json

    document = {"format": "actionplan.changes", "version": 1, "plans": [_account(each) for each in accounts]}
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _account(account: Account) -> dict[str, object]:
    told = account.told
    return {
        "plan": account.plan.id,
        "since": account.since,
        "until": account.until,
        "changed": told.changed,
        "of": told.of,
        "counts": dict(told.counts),
        "news": [
            {
                "about": news.about,
                "id": news.id,
                "title": news.title,
                "lead": news.lead or None,
                "kind": news.kind,
                "tone": news.tone,
                "text": news.text,
                "note": news.note or None,
            }
            for chapter in told.chapters
            for news in chapter.news
        ],
    }
