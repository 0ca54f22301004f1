"""Contract tables of review extraction, drawn from the simulated world's products, and their truth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from sources.simulator.files import write_parts
from sources.simulator.review_clauses import clauses
from sources.simulator.review_mess import ReviewMess
from sources.simulator.review_products import Reviewed, shelves
from sources.simulator.review_reviewers import Reviews, batches
from sources.simulator.review_rows import product_truth_rows, review_rows, surface_truth_rows, triplet_rows
from sources.simulator.review_speech import speech
from sources.simulator.review_triplets import told
from sources.simulator.review_wording import wording
from sources.simulator.review_written import written
from sources.simulator.words import Index

TABLES = ("reviews", "annotations")
TRUTH = ("review_truth", "triplet_truth", "product_truth", "surface_truth")


def write(out: Path, *, seed: int, scale: float, messy: bool = True) -> None:
    """Write `reviews` and `annotations`, and in `truth/` what is behind them (`TRUTH`).

    A year and a half of reviews, about a quarter of them annotated; the others have stars alone. The bytes depend on
    the arguments alone, today's date is not one of them. A larger scale holds the products and reviews of a smaller
    one. Reviews are made in batches of one size, so memory does not grow with the scale.

    Args:
        out: Made if it is not there.
        seed: Of the world.
        scale: 1.0 is about 20,000 reviews of 2,000 products.
        messy: Add rows that the contract refuses, about two in a hundred, and copies; leave cells out; write numbers
            and times as text. Slips, short forms, emoji and HTML in the texts are there in any case, and so is what
            annotators miss or judge wrongly: that is no breach of the contract.

    Raises:
        SettingsError: A seed or a scale that is not to be had.
    """
    paths = {name: out / f"{name}.parquet" for name in TABLES}
    paths |= {name: out / "truth" / f"{name}.parquet" for name in TRUTH}
    write_parts(tables(seed, scale, messy), paths)


def tables(seed: int, scale: float, messy: bool = True) -> Iterator[dict[str, pa.Table]]:
    """The contract's tables and their truth, part by part."""
    made = shelves(seed, scale)
    mess = ReviewMess(seed) if messy else None
    yield {"surface_truth": surface_truth_rows(speech())}
    for products in made:
        mentions = np.zeros(products.spoken.shape, np.int64)
        for number, reviews in enumerate(batches(seed, products)):
            part, counted = _batch(seed, products, reviews)
            mentions += counted
            yield mess.part(part, products.shelf, number) if mess else part
        yield {"product_truth": product_truth_rows(products, pa.array(speech().names), mentions)}


def _batch(seed: int, products: Reviewed, reviews: Reviews) -> tuple[dict[str, pa.Table], Index]:
    """Rows of some reviews, and how often each attribute of each product is mentioned in them."""
    said = clauses(seed, products, reviews)
    words = wording(seed, products, reviews, said)
    typed = written(seed, reviews, said, words)
    careful = reviews.carefully()
    clean = written(seed, careful, said, words.without_emoji())
    found = told(seed, said, typed)
    rows, review_truth = review_rows(seed, products, reviews, said, typed, clean)
    annotations, triplet_truth = triplet_rows(reviews, said, typed, found)
    mentions = np.zeros(products.spoken.shape, np.int64)
    np.add.at(mentions, (reviews.product[found.review], found.attribute), 1)
    return {
        "reviews": rows,
        "annotations": annotations,
        "review_truth": review_truth,
        "triplet_truth": triplet_truth,
    }, mentions
