"""Passages of what customers say of a product: reviews, and answers of the community."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from features.columns import TEXT, TIME, UNKNOWN, Mask, micros, places, read
from features.question_answering.parameters import FeaturesParameters
from features.question_answering.plain import one_line, plain
from features.question_answering.runs import place_in_run
from features.question_answering.sentences import sentences

_ROWS: Final = 65_536  # whose texts are in memory at a time
_REVIEWS: Final = {"review_id": TEXT, "product_id": TEXT, "text": TEXT, "stars": pa.float64(), "time": TIME}
_COMMUNITY: Final = {
    **dict.fromkeys(("answer_id", "product_id", "question", "answer"), TEXT),
    "votes": pa.float64(),
    "time": TIME,
}


def reviews_of(folder: Path, products: Any, parameters: FeaturesParameters) -> tuple[Iterator[pa.Table], int]:
    """A passage for each sentence of the latest reviews of each product.

    Args:
        folder: Of the clean tables; reviews.parquet need not be there.
        products: (p,) ids of the products.
        parameters: Settings.

    Returns:
        The passages, part by part, with the review's id, stars and time; and how many reviews are not read.
    """
    known = read(folder, "reviews", {"product_id": TEXT, "time": TIME})
    if known is None:
        return iter(()), 0
    wanted = _latest(known, products, parameters.max_product_reviews)
    return _sentences(folder, wanted), int((~wanted).sum())


def community_of(folder: Path, products: Any) -> Iterator[pa.Table]:
    """A passage for each answer, with its question behind it."""
    for _, part in _read(folder, "community_answers", _COMMUNITY):
        part = part.filter(pc.is_in(part.column("product_id"), value_set=products.combine_chunks()))
        answer, question = one_line(part.column("answer")), one_line(part.column("question"))
        asked = pc.binary_join_element_wise(answer, question, pa.scalar(" Question: ", TEXT))
        yield pa.table(
            {
                "product_id": part.column("product_id"),
                "id": part.column("answer_id"),
                "text": pc.if_else(pc.equal(question, ""), answer, asked),
                "weight": part.column("votes"),
                "time": part.column("time"),
            }
        )


def _latest(known: pa.Table, products: Any, most: int) -> Mask:
    """(n,) whether a review is one of the latest of a product; those without a time are the oldest."""
    product, time = places(known.column("product_id"), products), micros(known.column("time"))
    order = np.lexsort((-np.arange(len(product)), time, product))[::-1]
    order = order[product[order] != UNKNOWN]
    rank = place_in_run(product[order])
    wanted = np.zeros(len(product), dtype=bool)
    wanted[order[rank < most]] = True
    return wanted


def _sentences(folder: Path, wanted: Mask) -> Iterator[pa.Table]:
    for start, part in _read(folder, "reviews", _REVIEWS):
        part = part.filter(pa.array(wanted[start : start + part.num_rows]))
        rows, text = sentences(plain(part.column("text")))
        own = part.take(pa.array(rows))
        yield pa.table(
            {
                "product_id": own.column("product_id"),
                "id": own.column("review_id"),
                "text": text,
                "weight": own.column("stars"),
                "time": own.column("time"),
            }
        )


def _read(folder: Path, name: str, columns: dict[str, pa.DataType]) -> Iterator[tuple[int, pa.Table]]:
    """Parts of a table with the place of each one's first row; none where it is not there."""
    path = folder / f"{name}.parquet"
    if not path.is_file():
        return
    file, start = pq.ParquetFile(path), 0
    there = [column for column in columns if column in file.schema_arrow.names]
    for batch in file.iter_batches(_ROWS, columns=there):
        yield (
            start,
            pa.table(
                {
                    column: batch.column(column).cast(kind) if column in there else pa.nulls(len(batch), kind)
                    for column, kind in columns.items()
                }
            ),
        )
        start += len(batch)
