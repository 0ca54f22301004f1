"""No more requests than are wanted, drawn by hash: the same ones whatever the order of the rows."""

from __future__ import annotations

import numpy as np
import pandas as pd

from features.hashes import mixed
from features.recommendation.parameters import FeaturesParameters
from features.recommendation.requests import Requests
from features.recommendation.splits import TEST, VALID
from features.splits import SPLITS


def drawn(requests: Requests, parameters: FeaturesParameters) -> tuple[Requests, dict[str, int]]:
    """Those drawn, and how many of each split are left out.

    No customer has more than `requests_each` of a split: a robot that calls all day is one customer.
    """
    numbers = mixed(requests.number, parameters.seed + 2)
    order = np.argsort(numbers, kind="stable")
    own = pd.DataFrame({"part": requests.part[order], "customer": requests.customer[order]})
    turn = np.empty(len(order), dtype=np.int64)
    turn[order] = own.groupby(["part", "customer"], sort=False).cumcount().to_numpy()
    kept = turn < parameters.requests_each
    left_out: dict[str, int] = {}
    for part in (VALID, TEST):
        mine = order[(kept & (requests.part == part))[order]]
        kept[mine[parameters.max_requests :]] = False
        left_out[SPLITS[part]] = int(((requests.part == part) & ~kept).sum())
    return requests.take(kept), left_out
