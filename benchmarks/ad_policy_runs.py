"""One policy through one market: what it shows, what it learns, what it loses against the truth."""

from __future__ import annotations

import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks.ad_policy_learners import ByLinUcb, ByModel, Floats, Index, Learner, Lived, Mask, Start
from benchmarks.ad_policy_values import valued
from features.ad_click import FeaturesParameters, build
from models.ad_click import AdClickModel, train
from models.ad_click.policies import EpsilonGreedy, Greedy, Policy, Thompson, Ucb
from models.bundle import open_checked
from sources.simulator.ad_market import AdMarket

RANDOM: Final = "random"
LIN_UCB: Final = "lin_ucb"
TEST_SHARE: Final = 0.05  # of the first log; nothing is measured on it, and the model is updated with it

Json = dict[str, Any]


@dataclass(frozen=True)
class Setting:
    """The market and the pace of learning.

    Attributes:
        scale: 1 is 200,000 requests over 60 days.
        campaigns: That compete.
        click_rate: Of the policy that wrote the log.
        candidates: For each request.
        warm_up: Requests of the log of the market's own policy that every learner starts from.
        batch: Requests between two updates.
        trees: Whether the model may grow trees from the first log; they stay as they are while the rest learns.
    """

    scale: float = 0.25
    campaigns: int = 12
    click_rate: float = 0.1
    candidates: int = 8
    warm_up: int = 2_000
    batch: int = 500
    trees: bool = True

    def market(self, seed: int) -> AdMarket:
        return AdMarket(
            seed, self.scale, candidates=self.candidates, campaigns=self.campaigns, click_rate=self.click_rate
        )


@dataclass(frozen=True)
class Arm:
    """A policy and how much it explores: epsilon, the deviations of a bound, the scale of Thompson's deviations."""

    policy: str
    amount: float = 0.0

    @property
    def name(self) -> str:
        return f"{self.policy} {self.amount:g}" if self.policy not in (RANDOM, "greedy") else self.policy

    def of_model(self) -> Policy:
        made: dict[str, Policy] = {
            "greedy": Greedy(),
            "epsilon_greedy": EpsilonGreedy(min(self.amount, 1.0)),
            "thompson": Thompson(self.amount),
            "ucb": Ucb(self.amount),
        }
        return made[self.policy]


def start(setting: Setting, seed: int, folder: Path) -> Start:
    """Train the product's model on the first requests, as the market's own policy answers them."""
    market = setting.market(seed)
    seen = market.requests(setting.warm_up)
    place = drawn(market.logging_policy(seen), np.random.default_rng([seed, 1]))
    click = market.clicks(seen, place)
    tables = folder / "tables"
    tables.mkdir(parents=True)
    table = pd.DataFrame({**seen.chosen(place), "click": click})
    table["time"] = pd.to_datetime(table["time"], utc=True)
    table.to_parquet(tables / "impressions.parquet")
    build(tables, folder / "examples", FeaturesParameters(test_share=TEST_SHARE, min_positives=1))
    settings = {"threads": 1, "seed": seed, "trees": {"enabled": setting.trees}}
    train(folder / "examples", settings, folder / "trained", lambda _name, _share: None)
    model = AdClickModel.load(open_checked(folder / "trained"))
    left = pd.read_parquet(folder / "examples" / "test.parquet", columns=["example_id"])["example_id"]
    model.update(table[table["impression_id"].isin(left)])
    model.save(folder / "bundle")
    return Start(folder / "bundle", seen, place, click)


def live(setting: Setting, seed: int, arm: Arm, begun: Start) -> Lived:
    """Show ads to all requests after the start.

    Draws are those of the request and the seed alone, and a shown ad is clicked by the request's own luck, so
    policies of a seed are paired.
    """
    market = setting.market(seed)
    market.requests(setting.warm_up)
    learner = _learner(arm, begun)
    rng = np.random.default_rng([seed, 2])
    found: list[tuple[Index, Floats, Mask, Floats]] = []
    batches, truths = [], []
    while len(slates := market.requests(setting.batch)):
        chance = learner.probabilities(slates) if learner else np.full(slates.shape, 1 / slates.shape[1])
        place = drawn(chance, rng)
        click, truth, rows = market.clicks(slates, place), market.click_probability(slates), np.arange(len(slates))
        if learner:
            learner.learn(slates, place, click)
        found.append((place, chance[rows, place], click, truth.max(axis=1) - truth[rows, place]))
        batches.append(slates)
        truths.append(truth)
    place, propensity, click, lost = (np.concatenate(column) for column in zip(*found, strict=True))
    return Lived(place, propensity, click, lost, batches, truths)


def summary(arm: Arm, seed: int, lived: Lived, points: int = 40) -> Json:
    """Final and cumulative regret in clicks, and the click rate; JSON values."""
    total = np.cumsum(lived.lost)
    at = np.linspace(0, len(total), points + 1, dtype=int)[1:]
    return {
        **asdict(arm),
        "name": arm.name,
        "seed": seed,
        "requests": len(total),
        "regret": float(total[-1]),
        "click_rate": float(lived.click.mean()),
        "curve": {"requests": at.tolist(), "regret": total[at - 1].tolist()},
    }


def drawn(chance: Floats, rng: np.random.Generator) -> Index:
    """A place for each request, drawn from choice probabilities (requests, candidates)."""
    reach = np.cumsum(chance, axis=1)
    point = rng.random((len(chance), 1)) * reach[:, -1:]
    place = (point >= reach).sum(axis=1)
    last = chance.shape[1] - 1 - (chance[:, ::-1] > 0).argmax(axis=1)
    return np.asarray(np.minimum(place, last), dtype=np.intp)


def run(setting: Setting, seed: int, arms: list[Arm], logs: tuple[str, ...] = ()) -> Json:
    """All arms of a seed, from one start: `summary` of each, and `values` from the logs of those that are named."""
    with tempfile.TemporaryDirectory() as scratch:
        begun = start(setting, seed, Path(scratch))
        summaries, values = [], []
        for arm in arms:
            lived = live(setting, seed, arm, begun)
            summaries.append(summary(arm, seed, lived))
            if arm.name in logs:
                values += valued(seed, arm.name, lived, begun)
    return {"summaries": summaries, "values": values}


def _learner(arm: Arm, begun: Start) -> Learner | None:
    if arm.policy == RANDOM:
        return None
    if arm.policy == LIN_UCB:
        return ByLinUcb.start(arm.amount, 1.0, begun.seen, begun.place, begun.click)
    return ByModel.start(arm.of_model(), begun.bundle)
