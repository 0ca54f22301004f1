"""The marketplace as a policy meets it: requests in time order, ads that compete for them, and the true answer.

Requests, slates and probabilities are those of the log that `ad_click.write` writes for the same seed and scale.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from infra.errors import SettingsError
from sources.simulator.ad_campaigns import CAMPAIGNS
from sources.simulator.ad_rows import candidate_columns, request_columns
from sources.simulator.ad_shown import Asked, asked_on, make_shards
from sources.simulator.ad_slates import CANDIDATES, logging_policy
from sources.simulator.ad_time import DAYS
from sources.simulator.ad_truth import CLICK_RATE, ad_world, click_probability, conversion_probability
from sources.simulator.words import Floats, Index, Mask

Columns = dict[str, npt.NDArray[Any]]


@dataclass(frozen=True)
class Slates:
    """Requests, each with the ads that compete for it.

    Attributes:
        columns: Of the requests by contract name, (requests,): impression_id, time, customer, placement, position,
            device. Missing is None.
        candidates: Of the ads by contract name, (requests, candidates): ad, campaign, advertiser, category, price.
    """

    asked: Asked
    columns: Columns
    candidates: Columns

    def __len__(self) -> int:
        return len(self.asked)

    @property
    def shape(self) -> tuple[int, int]:
        """(requests, candidates)."""
        rows, candidates = self.asked.slates.shape
        return rows, candidates

    def pairs(self) -> Columns:
        """One row for each candidate of each request, candidates of a request in a row: (requests * candidates,)."""
        times = self.shape[1]
        repeated = {name: np.repeat(values, times) for name, values in self.columns.items()}
        return repeated | {name: values.reshape(-1) for name, values in self.candidates.items()}

    def chosen(self, place: Index) -> Columns:
        """Columns of the candidates at these places alone, as they come to a log: (requests,)."""
        rows = np.arange(len(self))
        return self.columns | {name: values[rows, place] for name, values in self.candidates.items()}


class AdMarket:
    """A stream of requests with known click probabilities, in which new ads keep arriving.

    Args:
        seed: Of the world, from 0.
        scale: 1.0 is 200,000 requests over 60 days.
        candidates: Ads that compete for each request.
        campaigns: The largest ones alone, where there shall be less to learn.
        click_rate: Of the logging policy over the largest slates of the log, before the redesign of the pages.

    Raises:
        SettingsError: A scale that is not to be had, or more candidates than ads run.
    """

    def __init__(
        self,
        seed: int = 0,
        scale: float = 1.0,
        *,
        candidates: int = CANDIDATES,
        campaigns: int = CAMPAIGNS,
        click_rate: float = CLICK_RATE,
    ) -> None:
        if not 1 <= campaigns <= CAMPAIGNS or not 0 < click_rate < 1:
            raise SettingsError(
                f"{campaigns} campaigns at a click rate of {click_rate}.",
                f"Give 1 to {CAMPAIGNS} campaigns and a rate between 0 and 1.",
            )
        self._shards = make_shards(seed, scale)
        self.world = ad_world(seed, campaigns, click_rate)
        fewest = min(len(self.world.inventory.running(day)) for day in range(DAYS))
        if not 1 <= candidates <= fewest:
            raise SettingsError(
                f"{candidates} candidates.", f"Give 1 to {fewest}: on some day no more ads of these campaigns run."
            )
        self._candidates = candidates
        self._days = iter(range(DAYS))
        self._left: Asked | None = None

    def requests(self, count: int) -> Slates:
        """The next requests, fewer at the end of the 60 days, and none after it."""
        parts: list[Asked] = []
        while count > 0 and (day := self._day()) is not None:
            parts.append(day.take(slice(0, count)))
            count -= len(parts[-1])
            self._left = day.take(slice(len(parts[-1]), None))
        return self._slates(Asked.joined(parts) if parts else self._nothing)

    def __iter__(self) -> Iterator[Slates]:
        """What is left, day by day."""
        while (day := self._day()) is not None:
            self._left = None
            yield self._slates(day)

    def click_probability(self, slates: Slates) -> Floats:
        """True probability that each candidate would be clicked, (requests, candidates)."""
        return click_probability(self.world, slates.asked.requests, slates.asked.slates)

    def conversion_probability(self, slates: Slates) -> Floats:
        """True probability that a click on each candidate ends in a purchase, (requests, candidates)."""
        return conversion_probability(self.world, slates.asked.requests, slates.asked.slates)

    def logging_policy(self, slates: Slates) -> Floats:
        """Choice probabilities of the policy that wrote the log, (requests, candidates)."""
        return logging_policy(self.world.inventory, slates.asked.requests, slates.asked.slates)

    def clicks(self, slates: Slates, place: Index) -> Mask:
        """Whether the candidates at these places are clicked, (requests,).

        All policies meet the same luck: whoever shows the same ad for a request gets the same answer.
        """
        truth = self.click_probability(slates)[np.arange(len(slates)), place]
        clicked: Mask = slates.asked.luck["click"] < truth
        return clicked

    def _day(self) -> Asked | None:
        while self._left is None or not len(self._left):
            day = next(self._days, None)
            if day is None:
                return None
            self._left = asked_on(self.world, self._shards, day, self._candidates)
        return self._left

    def _slates(self, asked: Asked) -> Slates:
        inventory = self.world.inventory
        rows, candidates = asked.slates.shape
        flat = candidate_columns(inventory, asked.slates.reshape(-1))
        return Slates(
            asked,
            {name: _plain(column) for name, column in request_columns(inventory.seed, asked.requests).items()},
            {name: _plain(column).reshape(rows, candidates) for name, column in flat.items()},
        )

    @cached_property
    def _nothing(self) -> Asked:
        return asked_on(self.world, self._shards[:1], 0, self._candidates).take(slice(0, 0))


def _plain(column: Any) -> npt.NDArray[Any]:
    return np.asarray(column if isinstance(column, np.ndarray) else column.to_numpy(zero_copy_only=False))
