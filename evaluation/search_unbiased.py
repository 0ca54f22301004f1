"""Clicks of the test weighed by how seldom their places are looked at.

A product far down is clicked less because it is less looked at; a click there stands for those that would have come
higher up (Joachims, Swaminathan and Schnabel, 2017, WSDM). Propensities are read from train, with the search's own
estimator at its defaults, so that all models are measured by the same ones.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.search_requests import words
from evaluation.shelf import DAY, micros
from models.product_search.propensity import Propensities, estimated
from models.product_search.propensity_settings import PropensitySettings

Floats = npt.NDArray[np.float64]

_SETTINGS: Final = PropensitySettings()


def weights(examples: Path, ranks: Floats) -> Floats:
    """What a click at each place counts for, at most `most_weight`; NaN where its place is not known, or none is.

    Args:
        examples: What `build` wrote.
        ranks: Places of the pairs of the test, NaN where not known; (pairs,).
    """
    unknown = np.full(len(ranks), np.nan)
    if not np.isfinite(ranks).any():
        return unknown
    found = propensities(examples)
    if not found.facts["corrected"]:
        return unknown
    chance = np.maximum(found.of(ranks), 1 / _SETTINGS.most_weight)
    return np.where(np.isfinite(ranks), 1 / chance, np.nan)


def propensities(examples: Path) -> Propensities:
    """Chance that each place is looked at, of the searches of train whose time is known."""
    shown = pd.read_parquet(
        examples / "pairs.parquet",
        columns=["example_id", "product_id", "rank", "click", "purchase"],
        filters=[("split", "==", "train"), ("rank", ">", 0)],
    )
    searches = pd.read_parquet(examples / "train.parquet", columns=["example_id", "query", "time"])
    search = pd.Index(searches["example_id"]).get_indexer(pd.Index(shown["example_id"]))
    window = micros(searches["time"], 0) // int(_SETTINGS.window_days * DAY)
    query = pd.factorize(pd.Series(words(searches["query"]), dtype="str"))[0]
    timed = searches["time"].notna().to_numpy(dtype=bool)[search]
    shown, search = shown[timed], search[timed]
    alike = pd.DataFrame(
        {"query": query[search], "window": window[search], "product": pd.factorize(shown["product_id"])[0]}
    )
    groups = alike.groupby(list(alike), sort=False).ngroup().to_numpy().astype(np.int64)
    clicked = [shown[name].astype("boolean").fillna(False).to_numpy(dtype=bool) for name in ("click", "purchase")]
    return estimated(groups, shown["rank"].to_numpy(dtype=np.float64), clicked[0] | clicked[1], _SETTINGS)
