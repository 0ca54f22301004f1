"""Judged pairs as searches: one a query, region and language, with the products that were judged for it."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import pandas as pd
import pyarrow as pa

from features.columns import UNKNOWN, micros, places
from features.product_search.grades import least_grade, refuse_grades
from features.product_search.parameters import FeaturesParameters
from features.product_search.queries import query_keys
from features.product_search.refusals import refuse_two_splits
from features.product_search.searches import JUDGED, Searches
from features.splits import SPLITS, check_given

CLASSES: Final = ("exact", "substitute", "complement", "irrelevant")
_NO_CLASS: Final = -1


def judged_searches(judgments: pa.Table, products: pa.Table, parameters: FeaturesParameters) -> Searches:
    """Searches from judgments.

    Of several judgments of a pair the latest counts; where the latest differ, the pair is left out. Where spellings of
    a query are in two splits, the later one (test, valid) keeps its rows and the other loses them.

    Args:
        judgments: With the columns of `tables.JUDGMENTS`.
        products: The catalogue.
        parameters: Settings.

    Raises:
        DataError: Grades are of two kinds, or a query as it is written has two splits.
    """
    grade, gain = _graded(judgments.column("grade").to_pandas().astype("str"), parameters)
    frame = pd.DataFrame(
        {
            "key": query_keys(judgments.column("query")),
            "region": judgments.column("region").to_pandas().astype("str"),
            "language": judgments.column("language").to_pandas().astype("str"),
            "product": places(judgments.column("product_id"), products.column("product_id")),
            "grade": grade,
            "gain": gain,
            "at": micros(judgments.column("judged_at")),
            "given": places(judgments.column("split"), pa.array(SPLITS, pa.large_string())),
            "query": judgments.column("query").to_pandas().astype("str"),
        }
    )
    known = frame["product"] != UNKNOWN
    lost = int((~known).sum())
    frame = frame[known].reset_index(drop=True)
    frame["search"] = frame.groupby(["key", "region", "language"], sort=False, dropna=False).ngroup()
    if (frame["given"] != UNKNOWN).any():
        check_given(frame["given"].to_numpy(), "judgments", "the queries split")
        refuse_two_splits(frame)
    own = frame["given"] == frame.groupby("search", sort=False)["given"].transform("max")
    crossing = int((~own).sum())
    frame = frame[own].reset_index(drop=True)
    firsts = frame.drop_duplicates("search", ignore_index=True)
    times = frame.groupby("search", sort=False)["at"].max().to_numpy(dtype=np.int64)
    pairs, merged, contradicting = _latest(frame)
    return Searches(
        rows=pd.DataFrame(
            {
                "example_id": _names(firsts),
                "query": firsts["query"],
                "customer_id": pd.Series([None] * len(firsts), dtype="str"),
                "region": firsts["region"],
                "language": firsts["language"],
                "kind": pd.Series([JUDGED] * len(firsts), dtype="str"),
            }
        ),
        times=times,
        keys=firsts["key"].to_numpy(dtype=np.uint64),
        given=firsts["given"].to_numpy(dtype=np.int64),
        pairs=pairs,
        lost=lost,
        merged=merged,
        contradicting=contradicting,
        crossing=crossing,
    )


def _graded(text: pd.Series[Any], parameters: FeaturesParameters) -> tuple[Any, Any]:
    """The class of each judgment (`_NO_CLASS` where grades are numbers), and its gain."""
    letter = text.str.strip().str.slice(0, 1).str.lower()
    code = letter.map({name[0]: place for place, name in enumerate(CLASSES)})
    numbers = pd.to_numeric(text.where(code.isna()), errors="coerce")
    refuse_grades(text, code.notna().to_numpy(), numbers)
    if code.notna().all():
        gains = np.array([1.0, parameters.gain_substitute, parameters.gain_complement, 0.0])
        places_of = code.to_numpy(dtype=np.int8)
        return places_of, gains[places_of]
    least = least_grade(numbers, parameters.least_grade)
    gain = ((numbers - least) / (numbers.max() - least)).clip(lower=0.0)
    return np.full(len(text), _NO_CLASS, dtype=np.int8), gain.to_numpy(dtype=np.float64)


def _latest(frame: pd.DataFrame) -> tuple[pd.DataFrame, int, int]:
    """One row a pair; how many said the same again or were corrected; how many contradict another."""
    pair = frame.groupby(["search", "product"], sort=False)
    last = frame[frame["at"] == pair["at"].transform("max")]
    among = last.groupby(["search", "product"], sort=False)[["grade", "gain"]]
    differs = (among.transform("min") != among.transform("max")).any(axis=1)
    contradicting = int(differs.sum())
    kept = last[~differs].drop_duplicates(["search", "product"])
    pairs = kept[["search", "product", "gain", "grade"]].reset_index(drop=True)
    none = pd.array([None] * len(pairs), dtype="boolean")
    pairs = pairs.assign(rank=np.nan, click=none, purchase=none)
    return pairs, len(frame) - contradicting - len(kept), contradicting


def _names(firsts: pd.DataFrame) -> pd.Series[Any]:
    """An id a search, of what it asks and where."""
    place = (firsts["region"].fillna("") + "|" + firsts["language"].fillna("")).to_numpy(dtype=object)
    where = pd.util.hash_array(place, categorize=False)
    numbers = firsts["key"].to_numpy(dtype=np.uint64) ^ (where * np.uint64(0x9E3779B97F4A7C15))
    return pd.Series([f"j-{number:016x}" for number in numbers.tolist()], dtype="str")
