"""Every sentence-sized passage that a product may be asked through, of all its sources."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import TEXT, TIME, Longs, coded, micros
from features.question_answering.maker import attributes_of, bullets_of, descriptions_of, titles_of
from features.question_answering.parameters import FeaturesParameters
from features.question_answering.people import community_of, reviews_of
from features.question_answering.runs import place_in_run
from features.question_answering.sentences import no_longer
from features.question_answering.tables import OF_PRODUCTS, Tables
from features.splits import unit_hash
from infra.errors import DataError

SCHEMA: Final = pa.schema(
    [
        ("product_id", TEXT),
        ("source", TEXT),
        ("id", TEXT),
        ("text", TEXT),
        ("weight", pa.float64()),
        ("time", TIME),
    ]
)


def passages_of(tables: Tables, parameters: FeaturesParameters) -> tuple[pa.Table, dict[str, int]]:
    """All passages, those of a product together and in the order of `OF_PRODUCTS`.

    Returns:
        Rows of `SCHEMA`: weight is stars or votes; id the name of an attribute, "title", a review_id or an answer_id.
        And how many there are and were left out: passages, passages_left_out, reviews_left_out,
        products_with_passages_left_out.

    Raises:
        DataError: So few are wanted that some products would have none.
    """
    ids = tables.products.column("product_id")
    reviews, unread = reviews_of(tables.folder, ids, parameters)
    parts = [pa.table({name: [] for name in SCHEMA.names}, schema=SCHEMA)]
    for source, made in (
        ("description", titles_of(tables.products)),
        ("attribute", attributes_of(tables.products, tables.declared)),
        ("bullet", bullets_of(tables.products)),
        ("description", descriptions_of(tables.products)),
        ("review", reviews),
        ("community", community_of(tables.folder, ids)),
    ):
        parts.extend(_short(source, one, parameters) for one in made)
    whole = pa.concat_tables(parts)
    kept, cut = _kept(whole, parameters)
    counts = {
        "passages": len(kept),
        "passages_left_out": whole.num_rows - len(kept),
        "reviews_left_out": unread,
        "products_with_passages_left_out": cut,
    }
    return whole.take(pa.array(kept)), counts


def _short(source: str, made: pa.Table, parameters: FeaturesParameters) -> pa.Table:
    """Of a table that lacks some columns of `SCHEMA` one that has them, with no passage that is too long."""
    text = made.column("text").combine_chunks()
    row, cut = no_longer(np.arange(made.num_rows), text, parameters.passage_characters)
    long = made.take(pa.array(row))
    columns: dict[str, Any] = {"source": pa.array([source], TEXT).take(pa.array(np.zeros(len(row), dtype=np.int64)))}
    columns["text"] = cut
    for field in SCHEMA:
        if field.name not in columns:
            there = field.name in made.column_names
            columns[field.name] = long.column(field.name).cast(field.type) if there else pa.nulls(len(row), field.type)
    whole = pa.table({name: columns[name] for name in SCHEMA.names}, schema=SCHEMA)
    return whole.set_column(
        whole.column_names.index("weight"), "weight", pc.fill_null(whole.column("weight"), float("nan"))
    )


def _kept(whole: pa.Table, parameters: FeaturesParameters) -> tuple[Longs, int]:
    """Rows in order: said once, not too many of a product and source, not too many in all; and of how many products
    some were too many.
    """
    product, _ = coded(whole.column("product_id"))
    source = np.asarray(pc.index_in(whole.column("source"), value_set=pa.array(OF_PRODUCTS, TEXT)), dtype=np.int64)
    rows = once = _once(whole, product, source)
    newest = -micros(whole.column("time")).astype(np.float64)
    rows = rows[np.lexsort((rows, newest[rows], source[rows], product[rows]))]
    rank = place_in_run(product[rows].astype(np.int64) * len(OF_PRODUCTS) + source[rows])
    rows = rows[rank < parameters.max_product_passages]
    kept = _capped(rows, _turn(product[rows], source[rows]), whole, parameters)
    return kept, len(np.unique(product[np.setdiff1d(once, kept)]))


def _capped(rows: Longs, turn: Longs, whole: pa.Table, parameters: FeaturesParameters) -> Longs:
    """Whole turns as far as they go, and of the next one what a hash of its products draws."""
    most = parameters.max_passages
    if len(rows) <= most or most == 0:
        return rows[:most]
    under = np.cumsum(np.bincount(turn))
    if most < under[0]:
        raise DataError(
            f"features.max_passages={most:,} is fewer than the {under[0]:,} products that have passages: some would "
            f"have none, and no question about them could be answered.",
            remedy=f"Set features.max_passages={under[0] * len(OF_PRODUCTS):,} or more, which leaves a passage of "
            f"every source, or 0, and tell each request its candidates.",
        )
    cap = int(np.searchsorted(under, most, side="right"))
    next_turn = np.flatnonzero(turn == cap)
    names = whole.column("product_id").take(pa.array(rows[next_turn])).to_pandas()
    order = np.argsort(unit_hash(pd.Series(names), parameters.seed + 3), kind="stable")
    drawn = next_turn[order[: most - int(under[cap - 1])]]
    return np.asarray(rows[np.sort(np.append(np.flatnonzero(turn < cap), drawn))], dtype=np.int64)


def _once(whole: pa.Table, product: Any, source: Longs) -> Longs:
    """Of equal texts of one product, source and id the first."""
    text, _ = coded(whole.column("text"))
    named, _ = coded(whole.column("id"))
    order = np.lexsort((text, named, source, product))
    keys = np.stack([product[order], source[order], named[order], text[order]])
    fresh = np.append(True, (keys[:, 1:] != keys[:, :-1]).any(axis=0))[: len(order)]
    return np.sort(order[fresh])


def _turn(product: Any, source: Longs) -> Longs:
    """(n,) place of each passage in its product where the sources take turns, so that a cap spares each of them."""
    within = place_in_run(product.astype(np.int64) * len(OF_PRODUCTS) + source)
    order = np.lexsort((source, within, product))
    turn = np.empty(len(order), dtype=np.int64)
    turn[order] = place_in_run(product[order].astype(np.int64))
    return turn
