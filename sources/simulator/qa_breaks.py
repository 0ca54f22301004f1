"""How untidy the tables of question answering are: the share of each kind of mess, and what stands in broken cells."""

from __future__ import annotations

from dataclasses import dataclass

Words = tuple[str | None, ...]


@dataclass(frozen=True)
class QaBreaks:
    """Rows added, as a share of the good ones of their table."""

    no_id: float = 0.002  # of all tables with an id
    wordless: float = 0.002  # reviews, answers, reminders and questions without a word
    endless: float = 0.0005  # questions of 6,000 characters; one in a part at least
    unknown_product: float = 0.003  # of reviews, answers, orders and lists
    strange_stars: float = 0.002
    broken_time: float = 0.002  # of reviews, answers, orders and lists
    future_time: float = 0.001
    negative_quantity: float = 0.003  # of orders
    negative_price: float = 0.002
    broken_attributes: float = 0.01  # of products, no JSON
    unknown_source: float = 0.002  # of qa
    unknown_grade: float = 0.002
    other_text: float = 0.002  # an id of a review or an answer again, with another text
    repeated: float = 0.003  # whole copies


@dataclass(frozen=True)
class QaSilence:
    """Share of the cells of a column that are empty."""

    brand: float = 0.05
    stars: float = 0.05
    time: float = 0.03  # of reviews and answers
    votes: float = 0.1
    status: float = 0.05  # of orders that were delivered
    price: float = 0.0
    list: float = 0.1
    kind: float = 0.05


QA_BREAKS, QA_SILENCE = QaBreaks(), QaSilence()
MARKED_UP = 0.03  # share of reviews, answers and descriptions with tags
WORDLESS: Words = (None, "", "   ")
STRANGE_STARS: Words = ("0", "6", "-1", "11")
UNKNOWN_SOURCES: Words = ("internet", "?", "friend")
UNKNOWN_GRADES: Words = ("3", "-1", "good", "?")
BROKEN_ATTRIBUTES: Words = ("{", "color: red", "[1, 2]", '{"color": ')
NEGATIVE: Words = ("-1", "-2")
ENDLESS_CHARACTERS = 6_000
