"""Hand-overs, receipts and feedback as lines of text for officers; the words are in `commands.vi.yml`."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from bot.answers.messages import ChecklistItem, ChecklistMessage, LegalReference
from bot.answers.wording import day, listed
from bot.conversations.feedback import Feedback
from bot.conversations.hand_overs import HandOver
from bot.conversations.hours import ZONE
from bot.conversations.receipts import Receipt


@cache
def _texts() -> dict[str, str]:
    texts: dict[str, str] = yaml.safe_load(Path(__file__).with_name("commands.vi.yml").read_text(encoding="utf-8"))
    return texts


def word(key: str, **values: Any) -> str:
    """Return the text under `key` with its names filled in. Raises `KeyError`."""
    return _texts()[key].format(**values)


def queue(waiting: Sequence[HandOver]) -> Iterator[str]:
    """Yield one line for each conversation that waits for or is with an officer, under a heading."""
    yield word("queue_title" if waiting else "queue_empty")
    for one in waiting:
        yield word("queue_line", officer=one.officer or word("none"), **_of(one)).rstrip()
        yield f"       {one.summary}"


def hand_over(shown: HandOver) -> Iterator[str]:
    """Yield everything that an officer sees of one conversation: summary first, then what was said."""
    yield word("shown_title", **_of(shown))
    yield word("shown_reason", **_of(shown))
    if shown.officer:
        yield word("shown_officer", officer=shown.officer)
    yield shown.summary
    yield ""
    for said in shown.messages:
        yield word("said", at=_moment(said.said_at), author=word(f"author_{said.author}"), text=said.text)
    if not shown.messages:
        yield word("shown_silent")


def receipt(found: Receipt) -> Iterator[str]:
    """Yield a list exactly as it was told, with when and by which release."""
    told = found.told
    yield word("receipt_title", title=told.title)
    yield word("receipt_number", number=found.number, told=_moment(found.told_at), release=found.release)
    yield word("receipt_source", source=told.source.title, day=day(told.as_of))
    if not told.complete:
        yield word("receipt_incomplete")
    yield from _facts(told)
    for part, items in (
        ("needed", told.needed),
        ("undecided", told.undecided),
        ("not_needed", told.not_needed),
    ):
        yield from _papers(part, items)
    if told.notes:
        yield from ("", word("receipt_notes"), *(word("receipt_note", text=line.text) for line in told.notes))


def feedback(given: Sequence[Feedback]) -> Iterator[str]:
    """Yield one line for each verdict, newest first, and how many there are."""
    for one in given:
        reason = word(f"feedback_{one.reason}") if one.reason else word("none")
        values = {"verdict": word(f"verdict_{one.verdict}"), "procedure": one.procedure_code or word("none")}
        yield word("feedback_line", given=_moment(one.given_at), reason=reason, **values)
        if one.note:
            yield word("feedback_note", note=one.note)
    up = sum(one.verdict == "up" for one in given)
    yield word("feedback_count", count=len(given), up=up, down=len(given) - up) if given else word("feedback_none")


def _of(one: HandOver) -> dict[str, object]:
    return {
        "number": one.number,
        "channel": one.channel,
        "state": word(f"state_{one.state}"),
        "reason": _texts().get(f"reason_{one.reason}", one.reason),
        "asked": _moment(one.asked_at),
    }


def _facts(told: ChecklistMessage) -> Iterator[str]:
    if told.facts:
        yield from ("", word("receipt_facts"))
    for fact in told.facts:
        key = "receipt_fact" if fact.sure else "receipt_fact_unsure"
        yield word(key, question=fact.question, answer=fact.answer)


def _papers(part: str, items: Sequence[ChecklistItem]) -> Iterator[str]:
    if items:
        yield from ("", word(f"receipt_{part}"))
    for item in items:
        yield word("receipt_paper", name=item.name, action=word(f"action_{item.action}"), counts=_counts(item))
        yield from _particulars(item)


def _counts(item: ChecklistItem) -> str:
    if item.originals is None and item.copies is None:
        return word("receipt_counts_unknown")
    told = (("originals", item.originals), ("copies", item.copies))
    return "".join(word(f"receipt_{kind}", count=count) for kind, count in told if count)


def _particulars(item: ChecklistItem) -> Iterator[str]:
    if item.why:
        yield word("receipt_why", why=item.why)
    if item.form:
        yield word("receipt_form", form=item.form)
    if item.replaced_by:
        yield word("receipt_replaced", others=listed(item.replaced_by))
    yield from (word("receipt_check", point=point) for point in item.check)
    yield from (word("receipt_law", law=_law(law)) for law in item.legal_bases)


def _law(law: LegalReference) -> str:
    return word("receipt_law_article", article=law.article, number=law.number) if law.article else law.number


def _moment(moment: datetime | None) -> str:
    return f"{moment.astimezone(ZONE):%d/%m/%Y %H:%M}" if moment else word("none")
