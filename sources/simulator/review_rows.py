"""Rows of reviews and annotations, and the truth behind them."""

from __future__ import annotations

import numpy as np
import pyarrow as pa

from sources.simulator import rec_time
from sources.simulator.review_clauses import Clauses
from sources.simulator.review_feelings import chances, rating, stars
from sources.simulator.review_products import Reviewed
from sources.simulator.review_reviewers import Reviews
from sources.simulator.review_speech import KINDS, OVERALL, Speech, domain_names, leaf_domains
from sources.simulator.review_triplets import Told, mean_told, span_columns
from sources.simulator.review_written import Written
from sources.simulator.taxonomy import leaves
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.words import Index, Strings, gather, hexadecimal

_CASES = ("as it is", "capital", "capitals", "small")


def review_rows(
    seed: int, products: Reviewed, reviews: Reviews, said: Clauses, typed: Written, clean: Written
) -> tuple[pa.Table, pa.Table]:
    """The contract's rows of reviews, and the truth of each.

    Columns of the truth: review_id, product_id, category, domain, language, stars, stars_reversed, clean (the text
    without slips, in whole words, with punctuation, without emoji and HTML), said (mean feeling, -1 to 1), clauses,
    annotated, and its manner: case, bare, html, emoji, slips, slang, stretched.
    """
    of = reviews.product
    told = mean_told(said, len(reviews))
    given, turned = stars(seed, reviews.number, products.quality[of, OVERALL], told)
    review_id = hexadecimal("r", reviews.number)
    product_id = products.ids.take(pa.array(of))
    category = gather(pa.array([leaf.department for leaf in leaves()]), products.leaf[of])
    language = gather(pa.array(LANGUAGES), reviews.language)
    rows = {
        "review_id": review_id,
        "text": typed.text,
        "product_id": product_id,
        "category": category,
        "stars": pa.array(given),
        "time": rec_time.told(reviews.seconds),
        "language": language,
        "annotated": pa.array(reviews.annotated),
    }
    truth = {
        "review_id": review_id,
        "product_id": product_id,
        "category": category,
        "domain": gather(pa.array(domain_names()), leaf_domains()[products.leaf[of]]),
        "language": language,
        "stars": pa.array(given),
        "stars_reversed": pa.array(turned),
        "clean": clean.text,
        "said": pa.array(told),
        "clauses": pa.array(reviews.clauses),
        "annotated": pa.array(reviews.annotated),
        "case": gather(pa.array(_CASES), reviews.case),
        "bare": pa.array(reviews.bare),
        "html": pa.array(reviews.html),
        **{name: pa.array(getattr(reviews, name) > 0) for name in ("emoji", "slips", "slang", "stretched")},
    }
    return pa.table(rows), pa.table(truth)


def triplet_rows(reviews: Reviews, said: Clauses, typed: Written, found: Told) -> tuple[pa.Table, pa.Table]:
    """The contract's rows of annotations, and all triplets of all reviews as they are.

    Columns of the truth beyond those of annotations: kind (of the clause), annotated (whether there is a row for it).
    """
    ids, texts = hexadecimal("r", reviews.number), typed.text.to_pylist()
    there = reviews.annotated[found.review] & ~found.missed
    every = np.arange(len(found))
    truth = span_columns(texts, ids, found, every, found.feeling)
    truth["kind"] = gather(pa.array(KINDS), said.kind[found.clause])
    truth["annotated"] = pa.array(there)
    return pa.table(span_columns(texts, ids, found, np.flatnonzero(there), found.seen)), pa.table(truth)


def product_truth_rows(products: Reviewed, names: Strings, mentions: Index) -> pa.Table:
    """How good products truly are.

    Columns: product_id, attribute, quality (0 is usual), divisive, negative, neutral, positive (probabilities of what
    a customer feels), rating (1 to 5, what these are worth), mentions (in all reviews), reviews (of the product).

    Args:
        products: Of a shelf.
        names: Of attributes.
        mentions: Triplets about each; (products, attributes).
    """
    of, attribute = np.nonzero(products.spoken)
    quality, divisive = products.quality[of, attribute], products.divisive[of, attribute]
    chance = chances(quality, divisive)
    return pa.table(
        {
            "product_id": products.ids.take(pa.array(of)),
            "attribute": gather(names, attribute),
            "quality": quality,
            "divisive": divisive,
            **{name: chance[:, place] for place, name in enumerate(("negative", "neutral", "positive"))},
            "rating": rating(chance),
            "mentions": mentions[of, attribute],
            "reviews": products.reviews[of],
        }
    )


def surface_truth_rows(spoken: Speech) -> pa.Table:
    """Every name of every attribute, once: attribute, surface; some names are of two attributes."""
    counts = np.diff(spoken.surfaces.starts)
    pairs = np.unique(np.stack([np.repeat(np.arange(len(counts)), counts), spoken.surfaces.values]), axis=1)
    return pa.table(
        {
            "attribute": gather(pa.array(spoken.names), pairs[0]),
            "surface": pa.array([spoken.text(phrase) for phrase in pairs[1].tolist()]),
        }
    )
