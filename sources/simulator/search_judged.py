"""What raters say of products found for queries: mostly what is right, now and then one grade off."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sources.simulator.search_candidates import candidates
from sources.simulator.search_intents import COMPLEMENT, EXACT, IRRELEVANT, SUBSTITUTE, Intents, answers
from sources.simulator.search_market import Market
from sources.simulator.search_queries import queries
from sources.simulator.search_regions import REGIONS, languages
from sources.simulator.search_relevance import wanted
from sources.simulator.search_rows import grade_words, intent_columns, product_ids
from sources.simulator.search_time import DAY, DAYS, END, told
from sources.simulator.streams import scrambled, stream
from sources.simulator.vocabulary.phrases import LANGUAGES
from sources.simulator.words import Floats, Index, Strings, gather, hexadecimal, join

QUERIES = 1_500  # judged, times the root of the scale
WRONG = 0.05  # share of grades that are one off
_MOST = {EXACT: 6, SUBSTITUTE: 4, COMPLEMENT: 2, IRRELEVANT: 4}  # products judged of a query, by their true grade
_LOOKED_AT = (60, 30, 16)
_SMOOTHED = 0.5  # power of an intent's weight: raters see more of the tail than customers write


@dataclass(frozen=True)
class Judged:
    """Judged queries and what is said of products for them.

    Attributes:
        rows: query_id, query, product_id, grade, language, judged_at.
        truth: For each of them query_id, product_id, grade, wrong.
        query_truth: A row for each query: query_id, query, language, and what is meant (`intent_columns`).
        intents: Of each query.
        query_id: Of each query.
    """

    rows: pa.Table
    truth: pa.Table
    query_truth: pa.Table
    intents: Intents
    query_id: Strings


def judged(market: Market, shared: Intents, weights: Floats) -> Judged:
    """Judgments of queries that many have; `shared` and `weights` as `search_asked.pool` gives them."""
    rng = stream(market.seed, "judged queries")
    asked, language, text = _queries(market, shared, weights, rng)
    count = len(asked)
    query_id = hexadecimal("q", scrambled(np.arange(count), market.seed, "judged query"))
    of, product = candidates(market, asked, rng.random(count), _LOOKED_AT)
    lives = market.goods.lives.take(product)
    there = lives.on_sale(np.full(len(product), END - 1)) & ~lives.removed
    of, product = of[there], product[there]
    grade = answers(market.goods, asked, of, product).grade
    kept = _pooled(rng, of, grade, wanted(market.goods, product))
    of, product, grade = of[kept], product[kept], grade[kept]
    wrong = rng.random(len(of)) < WRONG
    given = np.where(wrong, _one_off(grade, rng.random(len(of))), grade)
    judged_at = (DAYS * DAY * rng.random(count)).astype(np.int64)[of]
    ids = {"query_id": gather(query_id, of), "product_id": product_ids(market, product)}
    spoken = gather(pa.array(LANGUAGES), language)
    return Judged(
        rows=pa.table(
            {
                "query_id": ids["query_id"],
                "query": gather(text, of),
                "product_id": ids["product_id"],
                "grade": grade_words(given),
                "language": gather(spoken, of),
                "judged_at": told(judged_at),
            }
        ),
        truth=pa.table(ids | {"grade": grade_words(grade), "wrong": wrong}),
        query_truth=pa.table(
            {"query_id": query_id, "query": text, "language": spoken, **intent_columns(market, asked)}
        ),
        intents=asked,
        query_id=query_id,
    )


def _queries(
    market: Market, shared: Intents, weights: Floats, rng: np.random.Generator
) -> tuple[Intents, Index, Strings]:
    """Intents, languages and texts of the queries; no text comes twice in a language."""
    asked = shared.take(_sampled(rng, weights, round(QUERIES * market.scale**0.5)))
    count = len(asked)
    shares = [region.share for region in REGIONS]
    language = languages(rng.choice(len(REGIONS), count, p=shares), rng.random(count))
    text = queries(market.seed, market.goods, market.brands, asked, language, np.zeros(count, np.int64))
    named = join([gather(pa.array(LANGUAGES), language), text])
    _, first = np.unique(np.asarray(named.to_pylist()), return_index=True)
    first.sort()
    return asked.take(first), language[first], gather(text, first)


def _sampled(rng: np.random.Generator, weights: Floats, wanted_count: int) -> Index:
    share = weights**_SMOOTHED
    count = min(wanted_count, len(weights))
    return np.sort(rng.choice(len(weights), count, replace=False, p=share / share.sum()))


def _pooled(rng: np.random.Generator, of: Index, grade: Index, worth: Floats) -> Index:
    """Some products of each query and true grade, those that are wanted rather than others."""
    score = worth + rng.gumbel(size=len(of))
    order = np.lexsort((-score, grade, of))
    key = of[order] * (IRRELEVANT + 1) + grade[order]
    first = np.flatnonzero(np.r_[True, key[1:] != key[:-1]]) if len(key) else np.zeros(0, np.int64)
    place = np.arange(len(key)) - np.repeat(first, np.diff(np.r_[first, len(key)]))
    most = np.array([_MOST[one] for one in range(IRRELEVANT + 1)])
    return np.sort(order[place < most[grade[order]]])


def _one_off(grade: Index, share: Floats) -> Index:
    """The grade above or below, on the side where there is one."""
    step = np.where(share < 0.5, -1, 1)
    moved = grade + step
    return np.where((moved < EXACT) | (moved > IRRELEVANT), grade - step, moved)
