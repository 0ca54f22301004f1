"""One row per test review: what was told of it, what people annotated, and what of both is the same."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.ratios import divided
from evaluation.review_counts import OF, Same, counts
from evaluation.review_requests import FLAGS, examples_of
from evaluation.review_told import Told
from evaluation.review_truth import Annotated, Flags, Longs, written
from models.review_extraction.extracted import Triplets

Column = npt.NDArray[Any]

STARS: Final = np.array([1.0, 3.0, 5.0])  # of a negative, a neutral, a positive opinion


def outcomes(table: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """What the answers to `review_requests.requests` came to, in the order of the reviews; see `compared`."""
    return compared(table, answers, Annotated.of(table, examples_of(table)))


def compared(table: pd.DataFrame, answers: pd.DataFrame, annotated: Annotated) -> pd.DataFrame:
    """What was told held against what was annotated.

    Columns: `example_id`, `group`, `category`; of triplets, pairs (both spans), aspects and opinions (written ones)
    how many are `<what>_told`, `<what>_annotated`, `<what>_right`, and of triplets alone with an implied aspect, or
    with one that training lacks, likewise; `polarity_right` of the pairs that are right (of two sentiments of one pair
    the surer decides); `told_twice`; `spans` that are told and `misplaced` ones; `without` (nothing is annotated) and
    `told_of_nothing`; `scores` and `rights`, a list of each review's triplets; `attributes_told` and
    `attributes_meant`, lists of the pairs that are right and have both; `stars` and `stars_told`; the flags that
    slices are cut by.
    """
    told, rows, texts = Told.of(table, answers), len(table), table["text"].tolist()
    ours, theirs = told.triplets, annotated.triplets
    keys, true = ours.keys(), theirs.keys()
    right = Same.of(keys, true).right()
    place = Same.of(keys[:, OF["pairs"]], true[:, OF["pairs"]]).place()
    unseen, unseen_true = (_unseen(texts, one, annotated.known) for one in (ours, theirs))
    found: dict[str, Column] = {
        "example_id": table["example_id"].astype("str").to_numpy(),
        "group": table["group"].astype("str").to_numpy(),
        "category": table["category"].astype("str").to_numpy(),
        **{name: count for what in OF for name, count in counts(keys, true, rows, what).items()},
        **_of_part("implied", ours.aspect_start < 0, theirs.aspect_start < 0, right, ours, theirs, rows),
        **_of_part("unseen", unseen, unseen_true, right, ours, theirs, rows),
        "polarity_right": np.bincount(ours.text[right & _surest(keys, told.confidence)], minlength=rows),
        "told_twice": told.again,
        "spans": np.bincount(ours.text, minlength=rows),
        "misplaced": np.bincount(ours.text[told.misplaced], minlength=rows),
        "scores": _lists(told.confidence, ours.text, rows),
        "rights": _lists(right.astype(np.int64), ours.text, rows),
        **_attributes(told, annotated, place, rows),
        "stars": table["stars"].to_numpy(np.float64, na_value=np.nan),
        "stars_told": stars_told(told, rows),
        **{name: table[name].to_numpy(dtype=bool) for name in FLAGS},
    }
    without = found["triplets_annotated"] == 0
    return pd.DataFrame(found | {"without": without, "told_of_nothing": without & (found["triplets_told"] > 0)})


def stars_told(told: Told, rows: int) -> npt.NDArray[np.float64]:
    """Mean of the opinions of each review, the surer ones weighing more, NaN where none is told; (rows,)."""
    weight, at = np.nan_to_num(told.confidence, nan=1.0), told.triplets.text
    summed = np.bincount(at, weight * STARS[told.triplets.sentiment], minlength=rows)
    whole = np.bincount(at, weight, minlength=rows)
    return divided(summed.astype(np.float64), whole.astype(np.float64))


def _unseen(texts: list[str], triplets: Triplets, known: frozenset[str]) -> Flags:
    """Whether each aspect is written and training has none of the same words; (n,)."""
    words = written(texts, triplets.text, triplets.aspect_start, triplets.aspect_end)
    return np.array([bool(one) and one not in known for one in words], dtype=bool)


def _of_part(
    name: str, told: Flags, annotated: Flags, right: Flags, ours: Triplets, theirs: Triplets, rows: int
) -> dict[str, Column]:
    return {
        f"{name}_told": np.bincount(ours.text[told], minlength=rows),
        f"{name}_annotated": np.bincount(theirs.text[annotated], minlength=rows),
        f"{name}_right": np.bincount(ours.text[told & right], minlength=rows),
    }


def _surest(keys: npt.NDArray[np.int64], confidence: npt.NDArray[np.float64]) -> Flags:
    """The surest triplet of each pair: it decides where a pair is told with two sentiments; (n,)."""
    order = np.argsort(-np.nan_to_num(confidence, nan=-1.0), kind="stable")
    found = np.zeros(len(keys), dtype=bool)
    if len(keys):
        found[order[np.unique(keys[order][:, OF["pairs"]], axis=0, return_index=True)[1]]] = True
    return found


def _attributes(told: Told, annotated: Annotated, place: Longs, rows: int) -> dict[str, Column]:
    meant = np.full(len(place), None, dtype=object)
    meant[place >= 0] = annotated.attribute[place[place >= 0]]
    both = np.array([a is not None and b is not None for a, b in zip(told.attribute, meant, strict=True)], dtype=bool)
    at = told.triplets.text[both]
    return {
        "attributes_told": _lists(told.attribute[both], at, rows),
        "attributes_meant": _lists(meant[both], at, rows),
    }


def _lists(values: Column, row: Longs, rows: int) -> npt.NDArray[np.object_]:
    """The values of each row as a list; (rows,)."""
    order = np.argsort(row, kind="stable")
    ends = np.cumsum(np.bincount(row, minlength=rows))
    held = np.empty(rows, dtype=object)
    held[:] = [part.tolist() for part in np.split(values[order], ends[:-1])] if rows else []
    return held
