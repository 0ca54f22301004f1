"""Requests as callers send them: which series, from when on, how far, by week or by day."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from ..errors import InputError
from . import cells
from .cells import UNKNOWN_DAY
from .panel import ALL, Panel

TEXT_COLUMNS: Final = (
    "product_id",
    "region",
    "category",
    "country",
    "origin",
    "title",
    "attributes",
    "launch_date",
)
COLUMNS: Final = (*TEXT_COLUMNS, "price")
WEEKLY: Final = "weekly"
DAILY: Final = "daily"
DEFAULT_HORIZON: Final = 13


@dataclass(frozen=True)
class Asked:
    """A request of r rows, checked.

    Attributes:
        texts: r rows: product_id, region, category, country, title, attributes; "" where nothing is said.
        origin: Week from whose beginning on is forecast, int64 (r,), 1 or more; may lie beyond the panel.
        launch: Day number since 1970, int64 (r,); `UNKNOWN_DAY` where nothing is said.
        price: float64 (r,); NaN where nothing is said.
        horizon: Weeks.
        daily: Whether days are asked for.
    """

    texts: pd.DataFrame
    origin: npt.NDArray[np.int64]
    launch: npt.NDArray[np.int64]
    price: npt.NDArray[np.float64]
    horizon: int
    daily: bool

    def __len__(self) -> int:
        return len(self.origin)

    def distinct(self, rows: npt.NDArray[np.int64]) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
        """Of some rows those that ask for different things, and for each row which of them it is."""
        keys = self.texts.iloc[rows].assign(launch=self.launch[rows], price=self.price[rows])
        codes = keys.groupby(list(keys), sort=False, dropna=False).ngroup().to_numpy(dtype=np.int64)
        _, first = np.unique(codes, return_index=True)
        return rows[first], codes.astype(np.int64)


def read(frame: pd.DataFrame, params: dict[str, Any] | None, panel: Panel, longest: int) -> Asked:
    """Check a request against what the model knows.

    Args:
        frame: Any of `COLUMNS`; `product_id` must be there, nulls are allowed everywhere.
        params: `horizon` (weeks) and `frequency` (`weekly` or `daily`).
        panel: Says where time begins, and whether days are known.
        longest: Weeks that training had targets for.

    Raises:
        InputError: A column or parameter that cannot be used; names it, counts the rows, says the way out.
    """
    horizon, daily = _params(params or {}, panel, longest)
    if "product_id" not in frame.columns:
        raise InputError(
            f"the request ({len(frame)} rows) lacks the column product_id; give it, null asks for all products."
        )
    texts = pd.DataFrame({name: cells.text(frame, name) for name in TEXT_COLUMNS}, dtype="str")
    _check_levels(texts)
    _check_named(frame, texts)
    cells.check_json_objects(texts["attributes"])
    origin = cells.days(texts["origin"], "origin")
    return Asked(
        texts=texts.drop(columns=["origin", "launch_date"]),
        origin=_weeks(origin, panel),
        launch=cells.days(texts["launch_date"], "launch_date"),
        price=cells.amounts(frame, "price"),
        horizon=horizon,
        daily=daily,
    )


def _params(given: dict[str, Any], panel: Panel, longest: int) -> tuple[int, bool]:
    horizon = given.get("horizon", min(DEFAULT_HORIZON, longest))
    frequency = given.get("frequency", WEEKLY)
    if isinstance(horizon, bool) or not isinstance(horizon, int | np.integer):
        raise InputError(f"horizon is {horizon!r}; it is a whole number of weeks, 1 to {longest}.")
    if horizon < 1:
        raise InputError(f"horizon is {horizon}; at least one week must be asked for.")
    if horizon > longest:
        raise InputError(
            f"horizon is {horizon} weeks and the model was trained for {longest}; ask for at most {longest}, or train "
            "with a larger features.horizon."
        )
    if frequency not in (WEEKLY, DAILY):
        raise InputError(f"frequency is {frequency!r}; it is {WEEKLY} or {DAILY}.")
    if frequency == DAILY and panel.weekday is None:
        raise InputError(
            f"frequency is {DAILY} and the model was trained on weekly tables, which say nothing of days; ask for "
            f"{WEEKLY}, or train on daily sales."
        )
    return int(horizon), frequency == DAILY


def _check_levels(texts: pd.DataFrame) -> None:
    """What is asked for must be one of the sums that are forecast."""
    any_product, any_region = texts["product_id"] == ALL, texts["region"] == ALL
    category, country = texts["category"] != ALL, texts["country"] != ALL
    both = any_product & category & (~any_region | country)
    if both.any():
        raise InputError(
            f"{int(both.sum())} rows name a category together with a region or country and no product_id; sums are by "
            "one of them: leave the other columns null, or name product_id and region and add up the answers."
        )
    part = ~any_product & any_region & country
    if part.any():
        raise InputError(
            f"{int(part.sum())} rows name product_id and country without a region; name the region, or leave country "
            "null for the product over all regions."
        )


def _check_named(frame: pd.DataFrame, texts: pd.DataFrame) -> None:
    """A description is of one product, so without an id it would be answered as a sum."""
    described = (texts[["title", "attributes", "launch_date"]] != ALL).any(axis=1).to_numpy()
    if "price" in frame:
        described = described | frame["price"].notna().to_numpy()
    nameless = described & (texts["product_id"] == ALL).to_numpy()
    if nameless.any():
        raise InputError(
            f"{int(nameless.sum())} rows bring title, attributes, price or launch_date and no product_id, which asks "
            "for all products; give the new product any id."
        )


def _weeks(days: npt.NDArray[np.int64], panel: Panel) -> npt.NDArray[np.int64]:
    """Week of each origin; the first after the panel where none is named."""
    start = int(panel.start.astype(np.int64))
    weeks = np.where(days == UNKNOWN_DAY, panel.weeks, (days - start) // 7)
    early = weeks < 1
    if early.any():
        first = np.datetime64(int(days[early][0]), "D")
        raise InputError(
            f"{int(early.sum())} rows of origin lie before anything is known, the first is {first}; sales begin on "
            f"{panel.start}, so the earliest origin is {panel.date_of(1)}."
        )
    return weeks


def signature() -> dict[str, list[tuple[str, str, object]]]:
    """What the registry is told: a request's columns, an answer's columns, and the parameters of a request."""
    inputs: list[tuple[str, str, object]] = [(name, "string", name == "product_id") for name in TEXT_COLUMNS]
    texts = ("product_id", "region", "category", "country", "origin", "date")
    numbers = ("mean", "p10", "p50", "p90", "low", "high")
    return {
        "inputs": [*inputs, ("price", "double", False)],
        "outputs": [
            *((name, "string", False) for name in texts),
            ("step", "long", False),
            *((name, "double", False) for name in numbers),
            ("basis", "string", False),
        ],
        "params": [("horizon", "long", DEFAULT_HORIZON), ("frequency", "string", WEEKLY)],
    }
