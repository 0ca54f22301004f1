"""One row per test example of demand forecasting: what the answers got wrong, as sums, and curves of the shown ones."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation import demand_shown, demand_spikes, forecast_sums
from evaluation.forecast_sums import Forecasts

Floats = npt.NDArray[np.float64]

ANSWERED: Final = ("mean", "p10", "p50", "p90", "low", "high")
BY_WEEK: Final = ("cells", "units", "error", "covered", "naive", "average")
KEPT: Final = ("example_id", "level", "product_id", "region", "category", "country", "origin", "history")


def outcomes(table: pd.DataFrame, answers: pd.DataFrame) -> pd.DataFrame:
    """What the answers to `demand_requests.requests` came to, in the order of the examples.

    Columns: who the example is (`KEPT`) and the `group` it is resampled with (its product, else its own row);
    the sums of `forecast_sums.sums`; `after_spike` and `after_spike_units`; the counts `spikes` and `calm` of
    `demand_spikes.ranked`; `by_week_*`, lists over the horizon; and the curves of `demand_shown`.

    Raises:
        ValueError: There is not one answer for each question.
    """
    width = max((len(row) for row in table["units"]), default=1)
    units = _padded(table["units"], width)
    forecasts = Forecasts(*(_within(table, values, width) for values in _answered(answers, len(table), width)))
    weekly = forecast_sums.by_week(units, forecasts, _padded(table["naive"], width), _padded(table["average"], width))
    level = table["level_before"].to_numpy(np.float64)
    spikes, calm = demand_spikes.ranked(units, forecasts.mean, level)
    after = demand_spikes.after_a_spike(units, list(table["past"]), level)
    found = {
        **{name: table[name].to_numpy() for name in KEPT},
        "group": _groups(table),
        **forecast_sums.sums(weekly, table["scale"].to_numpy(np.float64)),
        "after_spike": np.where(after, weekly["signed"], 0).sum(axis=1),
        "after_spike_units": np.where(after, weekly["units"], 0).sum(axis=1),
        "spikes": list(spikes),
        "calm": list(calm),
        **{f"by_week_{name}": list(weekly[name]) for name in BY_WEEK},
    }
    return demand_shown.with_curves(pd.DataFrame(found), table, units, forecasts)


def _groups(table: pd.DataFrame) -> npt.NDArray[np.object_]:
    """Rows of one product depend on each other; a sum over products stands for itself, the total for its origin."""
    own = table["region"].where(table["region"] != "", table["category"] + "|" + table["country"] + table["origin"])
    grouped: npt.NDArray[np.object_] = table["product_id"].where(table["product_id"] != "", own).to_numpy(object)
    return grouped


def _answered(answers: pd.DataFrame, questions: int, width: int) -> Iterable[Floats]:
    """Each answered column as (questions, width). A model of a shorter horizon goes on with its last week."""
    step = answers["step"].to_numpy(np.int64)
    question = np.cumsum(step == 1) - 1
    if (question[-1] + 1 if len(question) else 0) != questions:
        raise ValueError(f"{questions} questions were asked and {question[-1] + 1 if len(question) else 0} answered.")
    inside = step <= width
    for name in ANSWERED:
        values = np.full((questions, width), np.nan)
        values[question[inside], step[inside] - 1] = answers[name].to_numpy(np.float64)[inside]
        yield pd.DataFrame(values).ffill(axis=1).to_numpy()


def _within(table: pd.DataFrame, values: Floats, width: int) -> Floats:
    asked = np.minimum(table["weeks"].to_numpy(np.int64), width)
    return np.where(np.arange(width)[None, :] < asked[:, None], values, np.nan)


def _padded(rows: Iterable[Floats], width: int) -> Floats:
    rows = list(rows)
    found = np.full((len(rows), width), np.nan)
    for at, row in enumerate(rows):
        found[at, : len(row)] = row
    return found
