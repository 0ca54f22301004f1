"""How ad-click probability is measured: probabilities of rare events, by age of ad, by campaign, over time, in time."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

import pandas as pd

from evaluation import (
    ad_campaigns,
    ad_latency,
    ad_learner,
    ad_logged_policy,
    ad_measures,
    ad_shift,
    ad_staleness,
    ad_unseen,
    asked_again,
)
from evaluation.ad_card import CARD as CARD
from evaluation.ad_learner import Learner
from evaluation.ad_measures import LOWER_IS_BETTER as LOWER_IS_BETTER
from evaluation.ad_measures import STATISTICS as STATISTICS
from evaluation.ad_measures import measures as measures
from evaluation.ad_outcomes import outcomes as outcomes
from evaluation.ad_plots import plots as plots
from evaluation.ad_requests import request_columns as request_columns
from evaluation.ad_requests import request_params as request_params
from evaluation.ad_requests import requests as requests
from evaluation.ad_slices import SLICES as SLICES
from evaluation.ad_slices import slices as slices
from evaluation.baseline import Baseline
from evaluation.measure import Measure

MEASURES = (
    *ad_measures.OF_OUTCOMES,
    *ad_campaigns.MEASURES,
    *ad_staleness.MEASURES,
    *ad_shift.MEASURES,
    *ad_logged_policy.MEASURES,
    *ad_latency.MEASURES,
    *ad_unseen.MEASURES,
)
# What the primary metric is held against.
BASELINE: Final = Baseline("log_loss", "log_loss_of_share", "the share of clicks told of every ad")
# What makes the use case hard, and by what it is measured, the telling one first; `benchmarks.registered` says more.
CHALLENGES: Final[Mapping[str, tuple[str, ...]]] = {
    "rare clicks, calibrated": ("calibration_error", "ece", "calibration_error_worst_campaign", "log_loss"),
    "bidding latency": ("score_50_p99_ms", "score_1_p99_ms"),
    "explore and exploit": ("policy_gain_*", "policy_value_*", "policy_effective_rows"),
}


def challenges(
    model: Learner,
    examples: Path,
    table: pd.DataFrame,
    settings: Mapping[str, Any],
) -> dict[str, Measure]:
    """Measures that need the model asked again, or a copy of it that learns: the model stays as it is.

    Args:
        model: What is evaluated.
        examples: What `build` wrote.
        table: `requests(examples)`.
        settings: Of the evaluation, see `params.ad_click.evaluation`.
    """
    said = outcomes(table, pd.DataFrame({"probability": ad_learner.probability(model, table)}))
    confidence = float(settings["confidence"])
    found = ad_campaigns.measures(said, int(settings["campaign_clicks"]), confidence)
    rows = asked_again.spread(len(table), int(settings["challenge_rows"]))
    stream, frozen = (one.iloc[rows].reset_index(drop=True) for one in (table, said))
    found |= ad_staleness.measures(model, stream, frozen, settings)
    found |= ad_shift.measures(model, stream, frozen, settings)
    found |= ad_logged_policy.measures(model, examples, table, said, settings)
    found |= ad_latency.measures(model, stream, settings)
    found |= ad_unseen.measures(model, stream)
    return found
