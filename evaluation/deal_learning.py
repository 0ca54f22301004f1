"""How soon a model that is kept up to date knows what a new deal draws, by how often that was shown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.deal_lists import Lists
from evaluation.deal_outcomes import FIRST, sums
from evaluation.deal_stream import Streamed
from evaluation.deal_truth import Truth
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ratios import of_sums, quotient
from evaluation.shelf import Flags

Floats = npt.NDArray[np.float64]

# How often a deal's offer had been shown in the test before: from, and up to but not. No settings: measures of versions
# that part it otherwise cannot be compared.
BY_IMPRESSIONS: Final = {"0": (0, 1), "1_100": (1, 101), "101_1000": (101, 1001), "more": (1001, 2**62)}
KEPT: Final = ("updated", "frozen")
_SEEN, _AFTER, _GAIN = "ndcg_5_seen", "new_of_seen_after_100", "log_loss_gain_by_update"
MEASURES: Final = (
    *(f"{name}_new_{part}_{kept}" for name in ("ndcg_5", "log_loss") for part in BY_IMPRESSIONS for kept in KEPT),
    *(f"{_SEEN}_{kept}" for kept in KEPT),
    *(f"{_AFTER}_{kept}" for kept in KEPT),
    _GAIN,
)
_BY: Final = {"updated": "by a copy that learns from the test as it goes on", "frozen": "by the model as it is"}


def measures(stream: Streamed, known: Truth, settings: Mapping[str, Any]) -> dict[str, Measure]:
    """NDCG@5 with gains of new deals alone and their log loss by impressions so far, and what learning gains.

    Args:
        stream: Lists of both.
        known: Of the test.
        settings: `resamples`, `confidence`, `seed`.
    """
    columns: dict[str, Floats] = {}
    statistics, says, over = {}, {}, {}
    for kept, found in (("updated", stream.updated), ("frozen", stream.frozen)):
        for part, holds, what in _parts(found, known):
            name = f"{part}_{kept}"
            gains, tells = found.ndcg(known, FIRST, holds)
            columns |= {f"ndcg_{name}": gains, f"with_{name}": tells.astype(np.float64)}
            of_deals = sums(found, known, holds & found.answered)
            columns |= {f"{one}_{name}": of_deals[one] for one in ("loss", "weight")}
            statistics[f"ndcg_5_{name}"] = of_sums(f"ndcg_{name}", f"with_{name}")
            says[f"ndcg_5_{name}"] = f"ndcg_5 with gains of {what} alone, {_BY[kept]}"
            over[f"ndcg_5_{name}"] = f"with_{name}"
            if part.startswith("new_") and part != "new_after_100":
                statistics[f"log_loss_{name}"] = of_sums(f"loss_{name}", f"weight_{name}")
                says[f"log_loss_{name}"] = f"log loss of {what}, {_BY[kept]}"
                over[f"log_loss_{name}"] = f"weight_{name}"
        known_well = statistics.pop(f"ndcg_5_new_after_100_{kept}")
        statistics[f"{_AFTER}_{kept}"] = quotient(known_well, statistics[f"{_SEEN}_{kept}"])
        says[f"{_AFTER}_{kept}"] = f"ndcg_5 with gains of new deals shown over 100 times, over {_SEEN}, {_BY[kept]}"
        over[f"{_AFTER}_{kept}"] = f"with_new_after_100_{kept}"
    later = np.isin(np.arange(len(stream.table)), stream.later).astype(np.float64)
    before, after = (sums(one, known, one.answered) for one in (stream.frozen, stream.updated))
    columns |= {"gain": later * (before["loss"] - after["loss"]), "later": later * after["weight"]}
    statistics[_GAIN] = of_sums("gain", "later")
    says[_GAIN] = "log loss of all shown deals by the model as it is, less that of the copy, behind the first part"
    over[_GAIN] = "later"
    rows = pd.DataFrame({"group": stream.table["group"].to_numpy(), **columns})
    rests = {name: int((columns[column] > 0).sum()) for name, column in over.items()}
    statistics = {name: one for name, one in statistics.items() if rests[name]}
    lower = frozenset(name for name in statistics if name.startswith("log_loss_new"))
    intervals = measured(rows, statistics, says, settings, lower)
    return {name: replace(one, n=rests[name]) for name, one in intervals.items()}


def _parts(found: Lists, known: Truth) -> Iterator[tuple[str, Flags, str]]:
    """Names of the parts, which deals fall into each, and what they are."""
    new, count = known.new[found.pair], known.impressions[found.pair]
    for part, (low, high) in BY_IMPRESSIONS.items():
        shown = f"{low:,} to {high - 1:,}" if part != "more" else f"at least {low:,}"
        yield f"new_{part}", new & (low <= count) & (count < high), f"new deals shown {shown} times before"
    yield "new_after_100", new & (count > 100), ""
    yield "seen", ~new, "deals that were met before the test"
