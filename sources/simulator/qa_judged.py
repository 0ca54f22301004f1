"""Reviews that judge, as review extraction has them, cut into sentences; and what they come to."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import pyarrow as pa

from sources.simulator import rec_time
from sources.simulator.qa_products import Questioned
from sources.simulator.qa_rates import ASKED_RATES
from sources.simulator.review_clauses import clauses
from sources.simulator.review_feelings import NEGATIVE, NEUTRAL, POSITIVE, stars
from sources.simulator.review_products import Reviewed
from sources.simulator.review_reviewers import Reviews, batches
from sources.simulator.review_speech import OVERALL
from sources.simulator.review_triplets import mean_told, told
from sources.simulator.review_wording import wording
from sources.simulator.review_written import NOWHERE, written
from sources.simulator.words import Floats, Index, Strings, gather, hexadecimal

MIXED = 3  # beside the feelings: about as many for as against
VERDICTS = ("negative", "neutral", "positive", "mixed")
_SENTENCE = re.compile(r"(?:<br />|\n|(?<=[.!?])\s)+")


@dataclass(frozen=True)
class Judged:
    """Sentences of reviews of a shelf, and what they judge.

    Attributes:
        reviews: The contract's rows.
        product, text: Of sentences, (sentences,).
        sentence, attribute, feeling: A row for each thing that a sentence judges, (judgements,).
        of: Product of each judgement, (judgements,).
        counts: Judgements by feeling, (products, attributes, 3).
        verdict: What they come to, as `VERDICTS` counts, -1 where too few judge; (products, attributes).
    """

    reviews: pa.Table
    product: Index
    text: Strings
    sentence: Index
    attribute: Index
    feeling: Index
    of: Index
    counts: Index
    verdict: Index


def judged(seed: int, products: Questioned) -> Judged:
    """The reviews of a shelf."""
    parts, before = [], 0
    for some in batches(seed, products.reviewed):
        parts.append(_part(seed, products.reviewed, some, before))
        before += len(parts[-1][2])
    rows, products_of, text, judgements = zip(*parts, strict=True)
    found, product = np.concatenate(judgements), np.concatenate(products_of)
    of = product[found[:, 0]]
    counts = np.zeros((*products.reviewed.spoken.shape, 3), np.int64)
    np.add.at(counts, (of, found[:, 1], found[:, 2]), 1)
    return Judged(
        reviews=pa.concat_tables(rows),
        product=product,
        text=pa.concat_arrays(text),
        sentence=found[:, 0],
        attribute=found[:, 1],
        feeling=found[:, 2],
        of=of,
        counts=counts,
        verdict=verdicts(counts),
    )


def verdicts(counts: Index) -> Index:
    """What judgements come to: the side that most are on, else mixed; -1 where too few judge.

    Args:
        counts: By feeling, (..., 3).
    """
    total, rates = counts.sum(axis=-1), ASKED_RATES
    share = counts / np.maximum(total, 1)[..., None]
    most = share.argmax(axis=-1)
    found: Index = np.where(share.max(axis=-1) >= rates.one_sided, most, MIXED)
    # a few that find it neither good nor bad take no side
    found = np.where((found == MIXED) & (counts[..., NEGATIVE] == 0), POSITIVE, found)
    found = np.where((found == MIXED) & (counts[..., POSITIVE] == 0), NEGATIVE, found)
    found = np.where((found == POSITIVE) & (counts[..., POSITIVE] == 0), NEUTRAL, found)
    return np.where(total < rates.least_reviews, -1, found)


def _part(seed: int, products: Reviewed, reviews: Reviews, before: int) -> tuple[pa.Table, Index, Strings, Index]:
    """Rows of some reviews; product and text of their sentences; sentence, attribute and feeling of judgements."""
    said = clauses(seed, products, reviews)
    typed = written(seed, reviews, said, wording(seed, products, reviews, said))
    found = told(seed, said, typed)
    texts = typed.text.to_pylist()
    spans = [_spans(text) for text in texts]
    counts = np.array([len(some) for some in spans])
    of = np.repeat(np.arange(len(reviews)), counts)
    begins = np.array([begin for some in spans for begin, _ in some], np.int64)
    pieces = [text[begin:end] for text, some in zip(texts, spans, strict=True) for begin, end in some]
    place = np.where(found.aspect[:, 0] != NOWHERE, found.aspect[:, 0], found.opinion[:, 0]).clip(min=0)
    longest = max((len(text) for text in texts), default=0) + 1
    sentence = np.searchsorted(of * longest + begins, found.review * longest + place, side="right") - 1
    wanted = found.attribute != OVERALL
    triples = np.unique(np.stack([sentence + before, found.attribute, found.feeling], axis=1)[wanted], axis=0)
    return (
        _rows(seed, products, reviews, typed.text, mean_told(said, len(reviews))),
        reviews.product[of],
        pa.array(pieces, pa.string()),
        triples,
    )


def _rows(seed: int, products: Reviewed, reviews: Reviews, text: Strings, told: Floats) -> pa.Table:
    given, _ = stars(seed, reviews.number, products.quality[reviews.product, OVERALL], told)
    return pa.table(
        {
            "review_id": hexadecimal("r", reviews.number),
            "product_id": gather(products.ids, reviews.product),
            "text": text,
            "stars": pa.array(given, pa.int64()),
            "time": rec_time.told(reviews.seconds),
        }
    )


def _spans(text: str) -> list[tuple[int, int]]:
    """First character of each sentence, and the one behind it."""
    edges = [(0, 0), *(match.span() for match in _SENTENCE.finditer(text)), (len(text), len(text))]
    found = [(one[1], other[0]) for one, other in pairwise(edges) if other[0] > one[1]]
    return found or [(0, len(text))]
