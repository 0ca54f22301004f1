"""How often intervals of off-policy values hold the truth, on bandits whose truth is known.

    python -m benchmarks.ad_click_off_policy_coverage [--logs N] [--resamples N] [--bandits NAME ...] [--json OUT]

Each bandit is logged many times. A 95 % interval should hold the truth in 95 % of the logs. Beside our interval stand
the normal one of the same estimate, which is what is usually printed, and the share of logs in which ours is that of
the bounds for any weights.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from benchmarks.report_tables import framed, out, plain_table
from evaluation.off_policy import Estimator, Log, Settings, Target, value

Floats = npt.NDArray[np.float64]

NORMAL: Final = 1.959964
SHOWN: Final[tuple[Estimator, ...]] = ("ips", "snips")


@dataclass(frozen=True)
class Bandit:
    """Actions with their click rate, and two policies over them.

    Attributes:
        says: What is hard about it.
        rates: Click rate of each action.
        logging: Probability of each action in the log.
        target: In the policy that is valued.
        rows: Of a log.
    """

    says: str
    rates: Floats
    logging: Floats
    target: Floats
    rows: int

    @property
    def truth(self) -> float:
        return float(self.rates @ self.target)

    def logged(self, rng: np.random.Generator) -> tuple[Log, Target]:
        shown = rng.choice(len(self.logging), self.rows, p=self.logging)
        clicks = (rng.random(self.rows) < self.rates[shown]).astype(np.float64)
        return Log(clicks, self.logging[shown], bounds=(0.0, 1.0)), Target(self.target[shown])


def _uniform(actions: int) -> Floats:
    return np.full(actions, 1 / actions)


def _sloped(actions: int, slope: float) -> Floats:
    weights = np.exp(np.arange(actions) / slope)
    return np.asarray(weights / weights.sum(), dtype=np.float64)


def _with_rare(rare: float, target_of_rare: float, rate_of_rare: float, rows: int, says: str) -> Bandit:
    return Bandit(
        says,
        np.array([0.02, 0.03, 0.04, 0.05, rate_of_rare]),
        np.array([0.3, 0.3, 0.2, 0.2 - rare, rare]),
        np.array([*(np.array([0.25, 0.25, 0.25, 0.25]) * (1 - target_of_rare)), target_of_rare]),
        rows,
    )


BANDITS: Final[dict[str, Callable[[], Bandit]]] = {
    "plain": lambda: Bandit("2 to 10 % clicks", np.linspace(0.02, 0.1, 10), _uniform(10), _sloped(10, 4), 2_000),
    "rare clicks": lambda: Bandit("50 clicks", np.linspace(0.001, 0.009, 34), _uniform(34), _sloped(34, 6), 10_000),
    "few clicks": lambda: Bandit(
        "5 clicks", np.array([0.001, 0.001, 0.002, 0.003]), _uniform(4), np.array([0.1, 0.2, 0.3, 0.4]), 3_000
    ),
    "heavy weights": lambda: Bandit(
        "weights to 100", np.linspace(0.05, 0.01, 20), _sloped(20, -3), _uniform(20), 10_000
    ),
    "ten heavy rows": lambda: _with_rare(1e-3, 0.05, 0.2, 10_000, "ten rows of weight 50"),
    "one heavy row": lambda: _with_rare(1e-4, 0.03, 0.2, 10_000, "one row of weight 300"),
    "propensity 1e-6": lambda: _with_rare(1e-6, 0.3, 0.5, 5_000, "the best action is hardly ever logged"),
}


def main() -> None:
    """Measure the chosen bandits and print a table."""
    chosen = _arguments()
    settings = Settings(resamples=chosen.resamples)
    found = {name: measured(BANDITS[name](), chosen.logs, settings) for name in chosen.bandits}
    table = plain_table(["", "estimator", "truth", "normal covers", "ours covers", "by bounds", "median width", "ESS"])
    for name, by_estimator in found.items():
        for estimator, one in by_estimator.items():
            table.add_row(
                f"{name}: {BANDITS[name]().says}",
                estimator,
                f"{one['truth']:.4f}",
                f"{one['normal']:.3f}",
                f"{one['ours']:.3f}",
                f"{one['bounds']:.2f}",
                f"{one['width']:.4f}",
                f"{one['effective']:,.0f}",
            )
    out.print(framed(f"Coverage of 95 % intervals in {chosen.logs} logs of each bandit", table))
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")


def measured(bandit: Bandit, logs: int, settings: Settings) -> dict[str, dict[str, Any]]:
    """Shares of the logs in which an interval holds the truth, by estimator."""
    rng = np.random.default_rng(settings.seed)
    held: dict[str, list[tuple[float, ...]]] = {estimator: [] for estimator in SHOWN}
    for _ in range(logs):
        log, target = bandit.logged(rng)
        for estimator in SHOWN:
            estimate = value(log, target, estimator, settings)
            reach = NORMAL * _error(log, target.weights(log), estimator)
            held[estimator].append(
                (
                    abs(estimate.value - bandit.truth) <= reach,
                    estimate.low <= bandit.truth <= estimate.high,
                    estimate.interval == "bounds",
                    estimate.high - estimate.low,
                    estimate.effective,
                )
            )
    return {estimator: _summary(np.array(rows, dtype=np.float64), bandit.truth) for estimator, rows in held.items()}


def _error(log: Log, weights: Floats, estimator: Estimator) -> float:
    """Standard error by the delta method."""
    share = np.ones(len(log)) if estimator == "ips" else weights
    ratio = float((weights * log.reward).sum() / share.sum())
    return float(np.sqrt(((weights * log.reward - ratio * share) ** 2).sum()) / share.sum())


def _summary(rows: Floats, truth: float) -> dict[str, Any]:
    normal, ours, bounds, _, effective = rows.mean(axis=0)
    return {
        "truth": truth,
        "normal": float(normal),
        "ours": float(ours),
        "bounds": float(bounds),
        "width": float(np.median(rows[:, 3])),
        "effective": float(effective),
    }


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--logs", type=int, default=300)
    parser.add_argument("--resamples", type=int, default=600, help="of the bootstrap")
    parser.add_argument("--bandits", nargs="+", choices=BANDITS, default=list(BANDITS))
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser.parse_args()


if __name__ == "__main__":
    main()
