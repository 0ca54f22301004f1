"""What is said of impressions of which nothing was ever seen: no id, and a column that training did not have."""

from __future__ import annotations

from typing import Final

import numpy as np
import pandas as pd

from evaluation import ad_requests, probabilities
from evaluation.ad_learner import Learner
from evaluation.bootstrap import once
from evaluation.measure import Measure

MEASURES: Final = ("log_loss_unseen_ids", "normalised_entropy_unseen_ids")


def measures(model: Learner, table: pd.DataFrame) -> dict[str, Measure]:
    """Log loss where every name and id is one that training never saw, and a column comes that it did not have.

    Args:
        table: Rows of `ad_requests.requests`.
    """
    asked = ad_requests.request_columns(table)
    numbers = np.arange(len(asked)).astype("str")
    strange = {
        name: pd.Series(np.char.add(f"unseen {name} ", numbers), dtype="str") for name in ad_requests.categorical(asked)
    }
    request = asked.assign(**strange, **{_unused(asked): numbers})
    said = model.predict(request, ad_requests.request_params(table))["probability"].to_numpy(np.float64)
    outcomes = pd.DataFrame({"label": table["label"], "score": said})
    says = "with every name and id unseen, and a column that training did not have"
    return {
        name: Measure(
            float(statistic(outcomes, once(len(outcomes)))[0]), n=len(outcomes), higher_is_better=False, meaning=says
        )
        for name, statistic in zip(MEASURES, (probabilities.log_loss, probabilities.normalised_entropy), strict=True)
    }


def _unused(asked: pd.DataFrame) -> str:
    name = "never_seen"
    while name in asked:
        name += "_"
    return name
