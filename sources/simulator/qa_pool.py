"""Passages of products from which candidates are drawn that answer something else, or nothing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sources.simulator.qa_judged import Judged
from sources.simulator.qa_passages import REVIEW, Passages
from sources.simulator.qa_rates import ASKED_RATES
from sources.simulator.review_products import paired
from sources.simulator.streams import Ids, draws
from sources.simulator.words import Index, Strings


@dataclass(frozen=True)
class Pool:
    """All passages of a shelf in the order of products; (passages,), and where each product's begin.

    Attributes:
        text, source: As candidates.
        fact: Place of the fact that they tell, -1 for none.
        sentence: Place of the sentence of a review, -1 for others.
        starts: First passage of each product, and the end; (products + 1,).
    """

    text: Strings
    source: Index
    fact: Index
    sentence: Index
    starts: Index

    @classmethod
    def of(cls, count: int, said: Passages, found: Judged) -> Pool:
        """What is said of so many products, and the sentences of their reviews."""
        product = np.r_[said.product, found.product]
        order = np.argsort(product, kind="stable")
        nothing = np.full(len(said), -1)
        return cls(
            text=pa.concat_arrays([said.text, found.text]).take(pa.array(order)),
            source=np.r_[said.source, np.full(len(found.product), REVIEW)][order],
            fact=np.r_[said.fact, np.full(len(found.product), -1)][order],
            sentence=np.r_[nothing, np.arange(len(found.product))][order],
            starts=np.searchsorted(product[order], np.arange(count + 1)),
        )

    def drawn(self, seed: int, number: Ids, product: Index) -> tuple[Index, Index]:
        """Question and passage of all that the products of questions have, those of a question in an order drawn.

        Args:
            seed: Of the world.
            number: What draws are made from, (questions,).
            product: Which each is about, (questions,).
        """
        count = np.diff(self.starts)[product]
        of = np.repeat(np.arange(len(number)), count)
        within = np.arange(len(of)) - np.repeat(np.cumsum(count) - count, count)
        share = draws(paired(number[of], within), seed, "other candidates")
        order = np.lexsort((share, of))
        return of[order], (self.starts[product][of] + within)[order]


def evened(of: Index, text: Strings, grade: Index) -> Index:
    """Places of the candidates that are kept: as many of every question, so that their number tells nothing.

    A question has fewer only where its product has. Of candidates with one text the one with the highest grade stays.

    Args:
        of: Question of each, (candidates,); what is to stay comes first.
        text: Of each.
        grade: Of each.
    """
    code = text.dictionary_encode().indices.to_numpy()
    order = np.lexsort((np.arange(len(of)), -grade, code, of))
    first = np.r_[True, (np.diff(of[order]) != 0) | (np.diff(code[order]) != 0)][: len(of)]
    kept = np.sort(order[first])
    kept = kept[np.argsort(of[kept], kind="stable")]
    place = np.arange(len(kept)) - np.searchsorted(of[kept], of[kept])
    found: Index = kept[place < ASKED_RATES.candidates]
    return found
