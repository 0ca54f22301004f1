"""How recommendation is measured: what is found of what customers took, for whom, where, when, and how soon."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evaluation import rec_challenges, rec_measures
from evaluation.baseline import Baseline
from evaluation.rec_card import CARD as CARD
from evaluation.rec_challenges import challenges as challenges
from evaluation.rec_measures import measures as measures
from evaluation.rec_outcomes import outcomes as outcomes
from evaluation.rec_plots import measured_plots as measured_plots
from evaluation.rec_plots import plots as plots
from evaluation.rec_requests import easier_params as easier_params
from evaluation.rec_requests import request_columns as request_columns
from evaluation.rec_requests import request_params as request_params
from evaluation.rec_requests import requests as requests
from evaluation.rec_slices import SLICES as SLICES
from evaluation.rec_slices import slices as slices
from evaluation.rec_statistics import LOWER_IS_BETTER as LOWER_IS_BETTER
from evaluation.rec_statistics import STATISTICS as STATISTICS

MEASURES = (*rec_measures.OF_OUTCOMES, *rec_challenges.MEASURES)
# What the primary metric is held against.
BASELINE: Final = Baseline("ndcg_10_personal", "ndcg_10_impersonal", "told nothing of the customer")
# What makes the use case hard, and by what it is measured, the telling one first; `benchmarks.registered` says more.
CHALLENGES: Final[Mapping[str, tuple[str, ...]]] = {
    "scale": ("latency_p99_ms", "queries_per_second", "train_seconds", "peak_memory_mb"),
    "personalised": ("personal_lift", "ndcg_10_personal", "identical_lists_known"),
    "real time": ("event_to_list_p99_ms", "changed_lists", "latency_p99_ms"),
    "cold-start customers": ("recall_10_events_0", "ndcg_10_events_0", "recall_10_events_1"),
    "cold-start products": ("unseen_of_warm", "recall_10_unseen", "unseen_of_random", "unseen_share_10"),
}
