"""What is on the customer's lists, and what the customer is to be reminded of."""

from __future__ import annotations

import math
import re
from typing import Final

from .account import Reminder, Wish
from .days import DAY_SECONDS, spoken, written
from .finding import Finding, refused
from .own_question import Chosen, OwnQuestion
from .own_rows import listed, reminder_evidence, wish_evidence

LISTS, REMINDERS = "wish_lists", "reminders"
_OPEN: Final = re.compile(
    r"\b(?:when|what|which|how long|wann|was|welche[rsn]?|woran|cuándo|qué|cuál|quand|quels?|quelles?|qu)\b"
)
_COUNTED: Final = re.compile(r"\b(?:how many|wie viele|cuánt[oa]s|combien)\b")


def on_list(asked: OwnQuestion, found: Chosen[Wish]) -> Finding:
    """Whether it is on a list and on which, or what is there; that it is not is an answer as well."""
    if not found.rows:
        what = found.called or "anything"
        none = f"No, {what} is not on your list." if found.called else "No, your list is empty."
        return Finding(none, LISTS, "", None, found.share)
    rows = asked.within(found.rows, lambda row: row.time)
    if not rows:
        return refused(f"nothing of that is known to have been put on the list{asked.when}", LISTS)
    first = rows[0]
    evidence = wish_evidence(first, asked.names)
    if found.called:
        title, where = asked.names.title(first.product_id), _list(first)
        known = not math.isnan(first.time)
        page, aloud = (
            f", since {day.removeprefix('on ')}" if known else ""
            for day in ((written(first.time), spoken(first.time, asked.now)) if known else ("", ""))
        )
        short = asked.spoken_title(first.product_id)
        return Finding(
            f"Yes, {title} is on {where}{page}.", LISTS, evidence, first.product_id, found.share,
            f"Yes, {short} is on {where}{aloud}.",
        )  # fmt: skip
    titles = list(dict.fromkeys(asked.names.title(wish.product_id) for wish in rows))
    said = listed(titles, asked.settings.listed)
    count = f"{len(titles)} thing{'s' if len(titles) > 1 else ''}"
    since = f", put there{asked.when}" if asked.when else ""
    answer = f"There {'are' if len(titles) > 1 else 'is'} {count} on your list{since}: {said}."
    return Finding(answer, LISTS, evidence, first.product_id, found.share)


def reminder(asked: OwnQuestion, found: Chosen[Reminder]) -> Finding:
    """The next reminder of what is meant, or the latest that was; that there is none answers a yes or no."""
    every = asked.within(found.rows, lambda row: row.due)
    if not every:
        what = f"{f' for {found.called}' if found.called else ''}{asked.when}"
        if _OPEN.search(asked.text.lower()):
            return refused(f"this customer has no reminder{what}", REMINDERS)
        return Finding(f"No, you have no reminder{what}.", REMINDERS, "", None, found.share)
    grace = asked.settings.reminder_grace * DAY_SECONDS
    ahead = [one for one in every if not one.due < asked.now - grace]
    first = ahead[0] if ahead else every[-1]
    rows = ahead or [first]
    what = _about(first, asked)
    known = not math.isnan(first.due)
    page, aloud = (written(first.due), spoken(first.due, asked.now)) if known else ("with no day", "with no day")
    was = "was due" if known and not ahead else "is due"
    if found.called or (len(rows) == 1 and not _COUNTED.search(asked.text.lower())):
        said = "Your reminder" if ahead else "Your last reminder"
        answer, heard = (f"{said}, {what}, {was} {day}." for day in (page, aloud))
    else:
        more = listed([_about(one, asked) for one in rows], asked.settings.listed)
        answer, heard = (f"You have {len(rows)} reminders: {more}; the next {was} {day}." for day in (page, aloud))
    return Finding(
        answer, REMINDERS, reminder_evidence(first, asked.names), first.reminder_id, found.share, heard
    )  # fmt: skip


def _list(wish: Wish) -> str:
    if not wish.name:
        return "your wish list"
    return f'your list "{wish.name}"'


def _about(one: Reminder, asked: OwnQuestion) -> str:
    title = "" if one.product_id is None else asked.names.title(one.product_id)
    said = one.text.strip().rstrip(".") or title
    return f"{said} ({title})" if title and title.lower() not in said.lower() else said
