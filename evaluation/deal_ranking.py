"""How deal ranking is measured: by relevance and revenue, for whom, how soon over, and what must not come."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from evaluation import deal_challenges, deal_measures
from evaluation.baseline import Baseline
from evaluation.deal_card import CARD as CARD
from evaluation.deal_challenges import challenges as challenges
from evaluation.deal_measures import measures as measures
from evaluation.deal_outcomes import outcomes as outcomes
from evaluation.deal_plots import measured_plots as measured_plots
from evaluation.deal_plots import plots as plots
from evaluation.deal_requests import request_columns as request_columns
from evaluation.deal_requests import request_params as request_params
from evaluation.deal_requests import requests as requests
from evaluation.deal_slices import SLICES as SLICES
from evaluation.deal_slices import slices as slices
from evaluation.deal_statistics import LOWER_IS_BETTER as LOWER_IS_BETTER
from evaluation.deal_statistics import STATISTICS as STATISTICS

MEASURES = (*deal_measures.OF_OUTCOMES, *deal_challenges.MEASURES)
# What the primary metric is held against.
BASELINE: Final = Baseline("ndcg_5_asked_again", "ndcg_5_popular", "the most redeemed first")
# What makes the use case hard, and by what it is measured, the telling one first; `benchmarks.registered` says more.
CHALLENGES: Final[Mapping[str, tuple[str, ...]]] = {
    "personal": ("personal_lift", "ndcg_5_personal", "personal_lift_purchases_0"),
    "deals that end soon": ("ndcg_5_ends_6h", "ndcg_5_ends_24h", "violations_expired", "realised_gain_allocated"),
    "new deals": ("new_of_seen_after_100_updated", "ndcg_5_new", "regret_first_24h_updated", "log_loss_gain_by_update"),
}
