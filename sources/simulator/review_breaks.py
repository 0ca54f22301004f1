"""How untidy the tables of reviews are: the share of each kind of mess, and what stands in broken cells."""

from __future__ import annotations

from dataclasses import dataclass

Words = tuple[str | None, ...]


@dataclass(frozen=True)
class ReviewBreaks:
    """Rows added, as a share of the good ones of their table."""

    no_id: float = 0.001  # of reviews
    textless: float = 0.003
    signs: float = 0.002  # emoji and marks alone
    markup: float = 0.001  # tags alone
    endless: float = 0.0003  # a text of 50 kB; one in a batch at least
    strange_stars: float = 0.003
    broken_time: float = 0.001
    future_time: float = 0.001
    other_text: float = 0.002  # an id again, with the text and the stars of another review
    repeated: float = 0.003  # whole copies
    outside: float = 0.004  # of annotations: behind the end of the text
    crossing: float = 0.003  # begins within a word
    backwards: float = 0.002
    half: float = 0.002  # begins and does not end
    unknown_review: float = 0.002
    unknown_sentiment: float = 0.002
    contradicting: float = 0.004  # the same spans, another sentiment
    copied: float = 0.003  # whole copies


@dataclass(frozen=True)
class ReviewSilence:
    """Share of the cells of a column that are empty."""

    product_id: float = 0.04
    category: float = 0.03
    stars: float = 0.06
    time: float = 0.04
    language: float = 0.5
    attribute: float = 0.1  # of annotations
    opinion: float = 0.05
    aspect: float = 0.05


REVIEW_BREAKS, REVIEW_SILENCE = ReviewBreaks(), ReviewSilence()
TEXTLESS: Words = (None, "", "   ", "\n\n")
SIGNS: Words = ("😍😍😍", "👍", "!!!", "...", "😡", "❤️❤️")
MARKUP: Words = ("<br />", "<p>&nbsp;</p>", "<div><br/></div>")
STRANGE_STARS: Words = ("0", "6", "-1", "11", "5.5", "100")
UNKNOWN_SENTIMENTS: Words = ("?", "mixed", "POSITIV", "n/a")
ENDLESS_BYTES = 50_000
