"""What is lost in the first hours of a deal, by a model as it is and by one that learns from the test as it goes on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.deal_catalogue import ALWAYS
from evaluation.deal_lists import Lists
from evaluation.deal_outcomes import FIRST, sums
from evaluation.deal_stream import Streamed
from evaluation.deal_truth import Truth
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ratios import of_sums
from evaluation.shelf import Flags

Floats = npt.NDArray[np.float64]

HOURS: Final = (1, 6, 24)
_KEPT: Final = {"frozen": "by the model as it is", "updated": "by a copy that learns from the test as it goes on"}
MEASURES: Final = tuple(
    f"{name}_first_{hours}h_{kept}" for name in ("regret", "log_loss") for hours in HOURS for kept in _KEPT
)
_HOUR: Final = 3_600_000_000  # microseconds


def measures(stream: Streamed, known: Truth, settings: Mapping[str, Any]) -> dict[str, Measure]:
    """What lists of young deals lose to an oracle, and their log loss; none of a log without any.

    The oracle shows what is redeemed of the deals of those hours first, which is an NDCG of 1.

    Args:
        stream: Lists of both.
        known: Of the test.
        settings: `resamples`, `confidence`, `seed`.
    """
    columns: dict[str, Floats] = {}
    statistics, says, rests = {}, {}, {}
    for kept, found in (("frozen", stream.frozen), ("updated", stream.updated)):
        for hours in HOURS:
            name, young = f"first_{hours}h_{kept}", _young(found, known, hours)
            gains, tells = found.ndcg(known, FIRST, young)
            of_deals = sums(found, known, young & found.answered)
            if tells.any():
                columns |= {f"lost_{name}": tells - gains, f"tells_{name}": tells.astype(np.float64)}
                rests[f"regret_{name}"] = int(tells.sum())
                statistics[f"regret_{name}"] = of_sums(f"lost_{name}", f"tells_{name}")
                says[f"regret_{name}"] = (
                    f"ndcg_5 that an oracle has more, with gains of deals in their first {hours} h alone, {_KEPT[kept]}"
                )
            if of_deals["weight"].any():
                columns |= {f"{one}_{name}": of_deals[one] for one in ("loss", "weight")}
                rests[f"log_loss_{name}"] = int((of_deals["weight"] > 0).sum())
                statistics[f"log_loss_{name}"] = of_sums(f"loss_{name}", f"weight_{name}")
                says[f"log_loss_{name}"] = f"log loss of deals in their first {hours} h, {_KEPT[kept]}"
    rows = pd.DataFrame({"group": stream.table["group"].to_numpy(), **columns})
    measures_of = measured(rows, statistics, says, settings, frozenset(statistics))
    return {name: replace(one, n=rests[name]) for name, one in measures_of.items()}


def _young(found: Lists, known: Truth, hours: int) -> Flags:
    since = known.deals.since[known.deal[found.pair]]
    age = known.moment[found.number[found.row]] - np.where(since == ALWAYS, 0, since)
    young: Flags = (since != ALWAYS) & (age < hours * _HOUR)
    return young
