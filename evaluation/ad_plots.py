"""What a report draws of ad clicks: whether rare probabilities hold, by score, by campaign and over time."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation import ad_campaigns, ad_requests, ad_staleness
from evaluation.curves import FEW, Line, Plot, precision_recall, reliability
from evaluation.probabilities import bins
from evaluation.proportion import clopper_pearson_of

TENTHS: Final = 10
CAMPAIGNS: Final = 30
PERIODS: Final = 20
CONFIDENCE: Final = 0.95


def plots(table: pd.DataFrame) -> list[Plot]:
    """Curves of the outcomes; those that they do not allow are left out."""
    return [
        reliability(table["score"], table["label"], rare=True),
        _tenths(table),
        precision_recall(table["score"], table["label"], rare=True),
        *_campaigns(table),
        *_over_time(table),
    ]


def _tenths(table: pd.DataFrame) -> Plot:
    """Every tenth as wide as the next, so that the many low scores can be seen."""
    tenth = bins(table["score"].to_numpy(np.float64), TENTHS)
    share = f"{float(table['label'].mean()):.3%}" if len(table) else "none"
    return _shares(
        table,
        tenth,
        tenth + 1.0,
        name="Positives by score",
        x_label="tenth of the test impressions by score; 10 is the highest",
        note=f"{len(table):,} test impressions, {share} of them positive, with exact 95 % intervals.",
    )


def _over_time(table: pd.DataFrame) -> Iterator[Plot]:
    parts = ad_staleness.in_order(table, PERIODS)
    if len(parts) < 2:
        return
    period = np.repeat(np.arange(len(parts)), [part.stop - part.start for part in parts])
    moment = table[ad_requests.TIME].to_numpy("datetime64[us]").astype(np.int64) / 86_400e6
    middle = pd.Series(moment).groupby(period).transform("mean").to_numpy(np.float64) - np.nanmin(moment)
    yield _shares(
        table,
        period,
        middle,
        name="Positives over time",
        x_label="days since the first test impression",
        note=f"{len(parts)} parts of about equally many impressions, with exact 95 % intervals; one model throughout.",
    )


def _shares(
    table: pd.DataFrame,
    part: npt.NDArray[np.int64],
    x: npt.NDArray[np.floating[Any]],
    *,
    name: str,
    x_label: str,
    note: str,
) -> Plot:
    """Share of positives of each part with its interval, and the mean probability beside it."""
    of_part = table[["label", "score"]].assign(x=x).groupby(part)
    found = of_part.agg(rows=("label", "size"), hits=("label", "sum"), said=("score", "mean"), x=("x", "mean"))
    hits, rows = found["hits"].to_numpy(np.int64), found["rows"].to_numpy(np.int64)
    low, high = clopper_pearson_of(hits, rows, CONFIDENCE)
    places = found["x"].tolist()
    return Plot(
        name=name,
        x_label=x_label,
        y_label="positives, %",
        x=places,
        y=(hits / rows * 100).tolist(),
        low=(low * 100).tolist(),
        high=(high * 100).tolist(),
        lines={"mean probability": Line(x=places, y=(found["said"] * 100).tolist())},
        note=note,
    )


def _campaigns(table: pd.DataFrame) -> Iterator[Plot]:
    """The ratio of the campaigns with the most positives; of few positives it says nothing."""
    every = ad_campaigns.by_campaign(table, CONFIDENCE)
    found = every[every["found"] >= FEW].head(CAMPAIGNS)
    if len(found) < 2:
        return
    places = [float(place) for place in range(1, len(found) + 1)]
    yield Plot(
        name="Calibration by campaign",
        x_label="campaigns, the one with the most positives first",
        y_label="probabilities over positives",
        x=places,
        y=found["ratio"].tolist(),
        low=found["low"].tolist(),
        high=found["high"].tolist(),
        lines={"calibrated": Line(x=places, y=[1.0] * len(places))},
        points=True,
        note=f"{len(found):,} of {len(every):,} campaigns, with exact 95 % intervals: "
        f"{int(found['found'].iloc[0]):,} to {int(found['found'].iloc[-1]):,} positives.",
    )
