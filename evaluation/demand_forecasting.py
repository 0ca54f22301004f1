"""How demand forecasting is measured: by series and by sums, by how far ahead, by history and by region."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pandas as pd

from evaluation import demand_coherence
from evaluation.baseline import Baseline
from evaluation.demand_card import CARD as CARD
from evaluation.demand_measures import MEASURES as MEASURES
from evaluation.demand_measures import STATISTICS as STATISTICS
from evaluation.demand_measures import measures as measures
from evaluation.demand_outcomes import outcomes as outcomes
from evaluation.demand_plots import plots as plots
from evaluation.demand_requests import PANEL
from evaluation.demand_requests import easier_params as easier_params
from evaluation.demand_requests import request_columns as request_columns
from evaluation.demand_requests import request_params as request_params
from evaluation.demand_requests import requests as requests
from evaluation.demand_slices import PATTERNS
from evaluation.demand_slices import slices as slices
from evaluation.measure import Measure
from models.demand_forecasting.panel import Panel

if TYPE_CHECKING:
    from models.serving import ServableModel

LOWER_IS_BETTER: frozenset[str] = frozenset(STATISTICS)
SLICES = PATTERNS
# What the primary metric is held against.
BASELINE: Final = Baseline("wape", "wape_seasonal_naive", "the same week a year before")
# What makes the use case hard, and by what it is measured, the telling one first; `benchmarks.registered` says more.
CHALLENGES: Final[Mapping[str, tuple[str, ...]]] = {
    "scale": ("rows_per_second", "latency_p99_ms", "peak_memory_mb", "bundle_mb"),
    "new products": ("wape_ratio_new_to_year", "wape_history_0", "coverage_80_history_0"),
    "seasonality": ("wape_ratio_to_seasonal_naive", "wape_horizon_27_52", "wape_horizon_week_52"),
    "demand spikes and the weeks after": ("bias_after_spike", "spike_recall"),
    "regions": ("wape_worst_region", "wape_in_*", "incoherence"),
}


def challenges(
    model: ServableModel, examples: Path, table: pd.DataFrame, settings: Mapping[str, Any]
) -> dict[str, Measure]:
    """Measures that need the model asked again: whether sums of its answers are its answers for the sums.

    Args:
        model: What is evaluated.
        examples: What `build` wrote.
        table: `requests(examples)`.
        settings: `coherence_questions`: the most that are asked, about; `seed`.
    """
    series = Panel.load(examples / PANEL).series
    origin = str(table["origin"].min())
    most, seed = int(settings["coherence_questions"]), int(settings["seed"])
    return {"incoherence": demand_coherence.incoherence(model.predict, series, origin, most, seed)}
