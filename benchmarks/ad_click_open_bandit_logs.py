"""The logs of Open Bandit as off-policy evaluation takes them: choices, target policies, a reward model."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from evaluation.off_policy import Log, Target

Floats = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.int64]

SOURCE: Final = "open-bandit"
USER: Final = [f"user_feature_{place}" for place in range(4)]
FOLDS: Final = 5
PENALTY: Final = 0.1  # C of the reward model: 40 to 70 clicks carry little more than each item's rate
SEED: Final = 0


@dataclass(frozen=True)
class Shown:
    """What one policy showed in one campaign.

    Attributes:
        item: Place of the item among the campaign's items, shape (n,).
        position: From 0, shape (n,).
        click: 0 or 1, shape (n,).
        propensity: As logged, shape (n,).
        user: Features of the visitor, one column each.
        items: How many the campaign has.
        positions: How many places there are.
    """

    item: Numbers
    position: Numbers
    click: Floats
    propensity: Floats
    user: pd.DataFrame
    items: int
    positions: int

    @property
    def click_rate(self) -> float:
        return float(self.click.mean())

    def log(self, propensity: Floats | None = None) -> Log:
        """As a log of clicks; the impressions of one page view are not linked, so each is its own group."""
        return Log(self.click, self.propensity if propensity is None else propensity, bounds=(0.0, 1.0))

    def shares(self) -> Floats:
        """How often each item was shown at each position, shape (positions, items), rows sum to 1."""
        flat = np.bincount(self.position * self.items + self.item, minlength=self.positions * self.items)
        counts = flat.reshape(self.positions, self.items).astype(np.float64)
        shares: Floats = counts / counts.sum(axis=1, keepdims=True)
        return shares


def read(cache: Path) -> dict[tuple[str, str], Shown]:
    """The four logs by campaign and policy."""
    from sources.catalog import source_named

    with TemporaryDirectory() as folder:
        source_named("ad_click", SOURCE).write(Path(folder), cache)
        table = pd.read_parquet(Path(folder) / "impressions.parquet")
    found = {}
    for campaign, rows in table.groupby("campaign"):
        ads, positions = sorted(rows["ad"].unique()), sorted(rows["position"].unique())
        for policy, shown in rows.groupby("policy"):
            found[str(campaign), str(policy)] = Shown(
                item=pd.Categorical(shown["ad"], ads).codes.astype(np.int64),
                position=pd.Categorical(shown["position"], positions).codes.astype(np.int64),
                click=shown["click"].to_numpy(np.float64),
                propensity=shown["propensity"].to_numpy(np.float64),
                user=shown[USER],
                items=len(ads),
                positions=len(positions),
            )
    return found


def target(shown: Shown, chances: Floats) -> Target:
    """A policy that chooses by position alone, with estimates of a reward model that did not see the row.

    Args:
        shown: The log that it is valued on.
        chances: Its probability of each item at each position, shape (positions, items).
    """
    rates = _click_rates(shown)
    rows = np.arange(len(shown.item))
    return Target(
        chances[shown.position, shown.item],
        rates[rows, shown.item],
        (rates * chances[shown.position]).sum(axis=1),
    )


def uniform(shown: Shown) -> Floats:
    """Every item alike at every position."""
    return np.full((shown.positions, shown.items), 1 / shown.items)


def _click_rates(shown: Shown) -> Floats:
    """Click rate of every item in every row's place, shape (n, items); each fold from a model of the others."""
    from sklearn.linear_model import LogisticRegression

    context = pd.get_dummies(shown.user.assign(position=shown.position.astype("str"))).to_numpy(np.float64)
    items = np.eye(shown.items)
    fold = np.random.default_rng(SEED).permutation(len(shown.item)) % FOLDS
    rates = np.empty((len(shown.item), shown.items))
    for held in range(FOLDS):
        learnt, asked = fold != held, fold == held
        model: Any = LogisticRegression(C=PENALTY, max_iter=1_000)
        model.fit(np.hstack([context, items[shown.item]])[learnt], shown.click[learnt])
        of_context, of_item = np.split(model.coef_[0], [context.shape[1]])
        logits = (context[asked] @ of_context)[:, None] + of_item[None, :] + model.intercept_[0]
        rates[asked] = 1 / (1 + np.exp(-logits))
    return rates
