"""What is to be expected of a deal shown to a customer: the chance that it is redeemed, and what that brings in."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..odds import sigmoid
from ..steps import Steps
from .deals import Deals
from .examples import Examples
from .looks import Looks
from .lookups import Lookups
from .order import Order
from .outlook_settings import OutlookSettings
from .pair_features import NAMES, OF_TIME, features_of
from .probability import Probability
from .revenue import Revenue
from .scored import Fresh, Scored
from .states import States

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Outlook(Lookups):
    """A fitted model of probability, revenue and order.

    Attributes:
        probability, revenue, order: What was fitted.
        timed: Whether it hangs on the time of a request.
        ranked: Whether the places of deals were known; then answers are those of the first place.
        fresh: See there; empty in a loaded bundle.
        metrics: On rows of valid; see `Choice.measured`.
        facts: What was learnt from and how, as JSON values.
    """

    probability: Probability
    revenue: Revenue
    order: Order
    timed: bool
    ranked: bool
    fresh: Fresh
    metrics: dict[str, float] = field(default_factory=dict)
    facts: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def fit(cls, data: Examples, settings: OutlookSettings, steps: Steps) -> Outlook:
        """Learn of train, choose and calibrate on valid, then learn of both; see `outlook_fitting`."""
        from .outlook_fitting import fit

        return fit(data, settings, steps)

    def score(
        self,
        states: States,
        deals: Deals | Looks,
        pair_state: Ints,
        pair_deal: Ints,
        seconds: Numbers,
        stock_left: Numbers | None = None,
        rank: Numbers | None = None,
    ) -> Scored:
        """Of pairs of a customer's state and a deal.

        Args:
            states: Of the requests' customers.
            deals: The bundle's, told ones, or what `looked_at` made of any.
            pair_state, pair_deal: Places of each pair in the two; (pairs,).
            seconds: Of the requests, since 1970; (states,).
            stock_left: Of each pair's deal, NaN without a bound; None: none has; (pairs,).
            rank: At which each pair is shown, from 1, NaN where not known; None: all on top; (pairs,).
        """
        looks = deals if isinstance(deals, Looks) else self.looked_at(deals)
        features = self.features(states, looks, pair_state, pair_deal, seconds, stock_left, rank)
        logit = self.probability.logit(features)
        return Scored(
            sigmoid(logit),
            self.revenue.of(features, looks, pair_deal),
            sigmoid(logit + self.order.added(features)),
        )

    def features(
        self,
        states: States,
        looks: Looks,
        pair_state: Ints,
        pair_deal: Ints,
        seconds: Numbers,
        stock_left: Numbers | None = None,
        rank: Numbers | None = None,
    ) -> Floats:
        """As `score` reads pairs; (pairs, features)."""
        nothing = np.full(len(pair_state), np.nan)
        top = np.ones(len(pair_state)) if rank is None else rank
        found = features_of(
            self.tables.tastes(states, seconds),
            looks,
            self.memory,
            pair_state,
            pair_deal,
            seconds,
            nothing if stock_left is None else stock_left,
            top if self.ranked else nothing,
            self.tables.columns.numbers(states.customers, len(states)),
            self.tables.chosen.memory.share_smoothing,
        )
        if not self.timed:
            found[:, [NAMES.index(name) for name in OF_TIME]] = np.nan
        return found

    def save(self, directory: Path) -> None:
        """Write what `load` reads."""
        from .outlook_files import save

        save(self, directory)

    @classmethod
    def load(cls, directory: Path) -> Outlook:
        """Read what `save` wrote.

        Raises:
            ValueError: Its trees read other features than this code makes.
        """
        from .outlook_files import load

        return load(directory)
