"""The clean tables as arrays: reviews, and the triplets that were annotated in them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import TEXT, TIME, UNKNOWN, Longs, Mask, micros, places, read
from features.splits import SPLITS
from infra.errors import DataError

IMPLIED: Final = -1  # start and end of a span that is not written
SPANS: Final = ("aspect_start", "aspect_end", "opinion_start", "opinion_end")
KEPT: Final = ("text", "product_id", "category", "stars", "time", "language")
_REVIEWS: Final = {
    "review_id": TEXT,
    "text": TEXT,
    "product_id": TEXT,
    "category": TEXT,
    "stars": pa.float32(),
    "time": TIME,
    "language": TEXT,
    "annotated": pa.bool_(),
    "split": TEXT,
}
_ANNOTATIONS: Final = {"review_id": TEXT, **dict.fromkeys(SPANS, pa.int64()), "sentiment": TEXT, "attribute": TEXT}


@dataclass(frozen=True)
class Tables:
    """n reviews and the m triplets of those that are annotated.

    Attributes:
        reviews: review_id and `KEPT`; what the table lacks is null.
        annotated: (n,) whether all that a review judges is known.
        given: (n,) position in `SPLITS`, `UNKNOWN` where none is given.
        triplets: `SPANS`, `IMPLIED` where not written, blanks at their ends left out; sentiment, attribute.
        review: (m,) position of each one's review, rising.
        unused: Annotations of reviews that are said not to be annotated.
    """

    reviews: pa.Table
    annotated: Mask
    given: Longs
    triplets: pa.Table
    review: Longs
    unused: int

    def __len__(self) -> int:
        return int(self.reviews.num_rows)

    @cached_property
    def ids(self) -> pa.Array:
        """(n,) of the reviews."""
        return self.column("review_id")

    @cached_property
    def times(self) -> Longs:
        """(n,) microseconds, `NO_TIME` where not known."""
        return micros(self.reviews.column("time"))

    def column(self, name: str) -> Any:
        """(n,) a column of the reviews, in one piece."""
        return self.reviews.column(name).combine_chunks()

    def span(self, name: str) -> Longs:
        """(m,) one of `SPANS`."""
        return np.asarray(self.triplets.column(name), dtype=np.int64)


def read_tables(folder: Path) -> Tables:
    """Reviews and annotations, those joined that fit.

    Raises:
        DataError: A table is absent, or no review is annotated.
    """
    reviews, annotations = _required(folder, "reviews", _REVIEWS), _required(folder, "annotations", _ANNOTATIONS)
    ids = reviews.column("review_id").combine_chunks()
    review = places(annotations.column("review_id"), ids)
    has = np.zeros(len(ids), dtype=bool)
    has[review[review != UNKNOWN]] = True
    said = pc.fill_null(reviews.column("annotated").cast(pa.int8()), UNKNOWN)
    flag = np.asarray(said, dtype=np.int64)
    annotated = np.where(flag == UNKNOWN, has, flag == 1)
    if not annotated.any():
        raise DataError(
            f"None of the {len(ids):,} reviews is annotated.",
            "Annotate some, and see that annotations.review_id is written as reviews.review_id is.",
        )
    used = (review != UNKNOWN) & annotated[review]
    order = np.flatnonzero(used)
    order = order[np.argsort(review[order], kind="stable")]
    triplets = annotations.take(pa.array(order)).drop_columns(["review_id"])
    for place, name in enumerate(SPANS):
        triplets = triplets.set_column(place, name, pc.fill_null(triplets.column(name), IMPLIED))
    triplets = _bare(triplets, reviews.column("text").combine_chunks(), review[order])
    return Tables(
        reviews=reviews.select(["review_id", *KEPT]),
        annotated=annotated,
        given=places(reviews.column("split"), pa.array(SPLITS, TEXT)),
        triplets=triplets,
        review=review[order],
        unused=int((~used).sum()),
    )


def _bare(triplets: pa.Table, texts: pa.Array, review: Longs) -> pa.Table:
    """Spans without blanks at their ends, which tools mark with a word and no engine tells."""
    for kind in ("aspect", "opinion"):
        start, end = (triplets.column(f"{kind}_{edge}").to_numpy().copy() for edge in ("start", "end"))
        rows = np.flatnonzero(start != IMPLIED)
        edges = zip(texts.take(pa.array(review[rows])).to_pylist(), start[rows], end[rows], strict=True)
        said = [text[begin:stop] for text, begin, stop in edges]
        start[rows] += np.array([len(words) - len(words.lstrip()) for words in said], dtype=np.int64)
        end[rows] -= np.array([len(words) - len(words.rstrip()) for words in said], dtype=np.int64)
        for edge, values in (("start", start), ("end", end)):
            name = f"{kind}_{edge}"
            triplets = triplets.set_column(triplets.column_names.index(name), name, pa.array(values))
    return triplets


def _required(folder: Path, name: str, columns: dict[str, pa.DataType]) -> pa.Table:
    table = read(folder, name, columns)
    if table is None or table.num_rows == 0:
        what = f"holds no `{name}`" if table is None else f"holds `{name}` without any row"
        raise DataError(f"{folder} {what}.", "Give the table; `bazaar contract review-extraction` shows it.")
    return table
