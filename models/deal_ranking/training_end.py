"""What is known of exposures when training ends."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..moments import seconds_of
from .examples import Examples, Known
from .logged import Logged

Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


def end_of(data: Examples, known: Known, asked: Numbers) -> float:
    """When what is known ends, seconds since 1970: where the test begins, else at the last that happened."""
    border = data.facts.get("test_from")
    last = seconds_of(known.redemptions["time"]).max(initial=float(asked.max()))
    return float(last) if border is None else pd.Timestamp(border).timestamp()


def exposures_of(data: Examples, asked: Numbers) -> Logged:
    """All of them."""
    customers = data.requests["customer_id"].astype("str").to_numpy(dtype=object)[data.request]
    ranks = data.shown["rank"].to_numpy(dtype=np.float64)
    deals = data.shown["deal_id"].astype("str").tolist()
    return Logged(customers.tolist(), deals, asked[data.request], ranks)


def delays_of(data: Examples, asked: Numbers, until: float) -> tuple[Numbers, Numbers]:
    """Seconds from each redeemed exposure to its redemption, and to the end of what is known."""
    used = np.flatnonzero(data.shown["redeemed"].to_numpy(dtype=bool))
    shown = asked[data.request[used]]
    return seconds_of(data.shown["redeemed_at"].iloc[used]) - shown, _behind(data, until) - shown


def redeemed_of(data: Examples, until: float) -> Truths:
    """Whether each exposure was redeemed by the end of what is known."""
    at = seconds_of(data.shown["redeemed_at"])
    return data.shown["redeemed"].to_numpy(dtype=bool) & (at < _behind(data, until))


def _behind(data: Examples, until: float) -> float:
    """The first moment that is not known: where nothing lies behind the end, it is known itself."""
    return float(np.nextafter(until, np.inf)) if data.facts.get("test_from") is None else until
