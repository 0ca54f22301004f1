"""How product search is measured: the order of results, half-typed and mistyped queries, who asks, where and when."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evaluation import search_challenges, search_measures
from evaluation.baseline import Baseline
from evaluation.search_card import CARD as CARD
from evaluation.search_challenges import challenges as challenges
from evaluation.search_measures import measures as measures
from evaluation.search_outcomes import outcomes as outcomes
from evaluation.search_plots import measured_plots as measured_plots
from evaluation.search_plots import plots as plots
from evaluation.search_requests import easier_params as easier_params
from evaluation.search_requests import request_columns as request_columns
from evaluation.search_requests import request_params as request_params
from evaluation.search_requests import requests as requests
from evaluation.search_slices import SLICES as SLICES
from evaluation.search_slices import slices as slices
from evaluation.search_statistics import LOWER_IS_BETTER as LOWER_IS_BETTER
from evaluation.search_statistics import STATISTICS as STATISTICS

MEASURES = (*search_measures.OF_OUTCOMES, *search_challenges.MEASURES)
# What the primary metric is held against.
BASELINE: Final = Baseline("ndcg_10_personal", "ndcg_10_impersonal", "told nothing of the customer")
# What makes the use case hard, and by what it is measured, the telling one first; `benchmarks.registered` says more.
CHALLENGES: Final[Mapping[str, tuple[str, ...]]] = {
    "partial and misspelt queries": ("typed_60_of_full", "typos_1_of_full", "false_corrections", "completion_mrr_40"),
    "personal, regional, current results": (
        "personal_lift",
        "unavailable",
        "ndcg_10_changed_query",
        "ndcg_10_new_product",
    ),
    "latency": ("latency_p99_ms", "queries_per_second"),
}
