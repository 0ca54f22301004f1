"""What relevance costs in revenue and the other way round: the same requests, ordered ever more by revenue."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.deal_lists import Lists
from evaluation.deal_outcomes import FIRST
from evaluation.deal_truth import Truth
from evaluation.measure import Measure
from evaluation.measured import measured
from evaluation.ratios import of_sums

ALPHAS: Final = {"0": 0.0, "025": 0.25, "05": 0.5, "075": 0.75, "1": 1.0}
BOTH: Final = ("ndcg_5", "revenue_5")
MEASURES: Final = (
    *(f"{name}_alpha_{alpha}" for name in BOTH for alpha in ALPHAS),
    *(f"{name}_gain_alpha_{alpha}" for name in BOTH for alpha in ALPHAS if alpha != "0"),
)
_WHAT: Final = {"ndcg_5": "NDCG of the first five", "revenue_5": "revenue of the first five over that of the best five"}


def measures(
    found: Mapping[str, Lists], table: pd.DataFrame, known: Truth, settings: Mapping[str, object]
) -> dict[str, Measure]:
    """Both by alpha, and what each alpha gains over relevance alone on the same resamples; none without a request.

    Args:
        found: Lists of the table's requests by name of alpha.
        table: Requests in which an order matters.
        known: Of the test.
        settings: `resamples`, `confidence`, `seed`.
    """
    if len(table) == 0:
        return {}
    columns: dict[str, npt.NDArray[np.float64]] = {}
    over = {"ndcg_5": "measurable", "revenue_5": "best"}
    statistics, says = {}, {}
    for alpha, lists in found.items():
        ndcg, tells = lists.ndcg(known, FIRST)
        taken, best = lists.revenue(known, FIRST)
        columns |= {f"ndcg_5_{alpha}": ndcg, f"revenue_5_{alpha}": taken}
        columns |= {"measurable": tells.astype(np.float64), "best": best} if alpha == "0" else {}
        for name in BOTH:
            statistics[f"{name}_alpha_{alpha}"] = of_sums(f"{name}_{alpha}", over[name])
            says[f"{name}_alpha_{alpha}"] = f"{_WHAT[name]}, ordered with alpha {ALPHAS[alpha]}"
            if alpha != "0":
                columns[f"{name}_gain_{alpha}"] = columns[f"{name}_{alpha}"] - columns[f"{name}_0"]
                statistics[f"{name}_gain_alpha_{alpha}"] = of_sums(f"{name}_gain_{alpha}", over[name])
                says[f"{name}_gain_alpha_{alpha}"] = f"{name}_alpha_{alpha} less {name}_alpha_0, on the same resamples"
    rows = pd.DataFrame({"group": table["group"].to_numpy(), **columns})
    return measured(rows, statistics, says, settings)
