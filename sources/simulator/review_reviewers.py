"""Who writes reviews, and in what manner: when, how much, in which language, how carefully."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, replace

import numpy as np

from sources.simulator import rec_time
from sources.simulator.review_lexicon import AS_IT_IS, CAPITALS, SMALL
from sources.simulator.review_manners import MANNER_RATES
from sources.simulator.review_products import REVIEW_BITS, Reviewed
from sources.simulator.streams import Ids, draws, scrambled
from sources.simulator.words import Floats, Index, Mask

_SHELF_BITS = 22  # of a review's number in its shelf
_BATCH = 20_000  # reviews made at once


@dataclass(frozen=True)
class Reviews:
    """Reviews of a shelf, (reviews,) each.

    Attributes:
        number: In the ids.
        product: Place of the product.
        seconds: Since `rec_time.FIRST`.
        clauses: How many.
        language: As `LANGUAGES` counts; 0 is English.
        annotated: Whether somebody did.
        case: Of all letters; `AS_IT_IS` is that of careful writers.
        bare, html, lines: Without punctuation, with HTML, with lines.
        emoji, slips, slang, stretched: Shares of clauses or words.
    """

    number: Ids
    product: Index
    seconds: Index
    clauses: Index
    language: Index
    annotated: Mask
    case: Index
    bare: Mask
    html: Mask
    lines: Mask
    emoji: Floats
    slips: Floats
    slang: Floats
    stretched: Floats

    def __len__(self) -> int:
        return len(self.number)

    def take(self, rows: Index | slice) -> Reviews:
        """Some of them, in the order given."""
        return Reviews(*(getattr(self, part.name)[rows] for part in fields(self)))

    def carefully(self) -> Reviews:
        """The same, as nobody in a hurry would write them."""
        never, none = np.zeros(len(self), np.bool_), np.zeros(len(self))
        plain = replace(self, case=np.full(len(self), AS_IT_IS), bare=never, html=never, lines=never)
        return replace(plain, emoji=none, slips=none, slang=none, stretched=none)


def batches(seed: int, products: Reviewed) -> Iterator[Reviews]:
    """All reviews of a shelf's products in an order that tells nothing, some at a time."""
    found = _reviews(seed, products)
    found = found.take(np.argsort(found.number, kind="stable"))
    for first in range(0, len(found), _BATCH):
        yield found.take(slice(first, first + _BATCH))


def _reviews(seed: int, products: Reviewed) -> Reviews:
    rates = MANNER_RATES
    product = np.repeat(np.arange(len(products)), products.reviews)
    within = np.arange(len(product)) - np.repeat(np.cumsum(products.reviews) - products.reviews, products.reviews)
    number = scrambled((products.shelf << _SHELF_BITS) + (product << REVIEW_BITS) + within, seed, "review")

    def draw(aspect: str) -> Floats:
        return draws(number, seed, f"review's {aspect}")

    def share(aspect: str, reviews: float, words: float) -> Floats:
        return np.where(draw(aspect) < reviews, words, 0.0)

    abroad = np.searchsorted(np.cumsum([rates.german, rates.spanish, rates.french]), draw("language"), side="right")
    language = (abroad + 1) % 4
    return Reviews(
        number=number,
        product=product,
        seconds=rec_time.moments(draw("day"), draw("hour")),
        clauses=_lengths(draw("length"), draw("exact length")),
        language=language,
        annotated=(draw("annotation") < rates.annotated) & (language == 0),
        case=np.select(
            [draw("case") < rates.small, draw("case") > 1 - rates.capitals], [SMALL, CAPITALS], AS_IT_IS
        ).astype(np.int64),
        bare=draw("punctuation") < rates.bare,
        html=draw("HTML") < rates.html,
        lines=draw("lines") < rates.lines,
        emoji=share("emoji", rates.emoji, rates.emoji_places),
        slips=np.maximum(share("slips", rates.slips, rates.slip_words), share("haste", rates.hasty, rates.hasty_words)),
        slang=share("slang", rates.slang, rates.slang_words),
        stretched=share("drawn-out words", rates.stretched, rates.stretched_words),
    )


def _lengths(kind: Floats, exact: Floats) -> Index:
    """Clauses of reviews: most have few, some many."""
    rates = MANNER_RATES
    edges = np.cumsum([rates.one, rates.two, rates.some])
    least = np.array([1, 2, 3, 6])[np.searchsorted(edges, kind, side="right")]
    most = np.array([1, 2, 5, rates.most])[np.searchsorted(edges, kind, side="right")]
    found: Index = least + (exact * (most - least + 1)).astype(np.int64)
    return found
