"""What policies lose while they learn, on the simulator's market, whose true click probabilities are known.

    python -m benchmarks.ad_click_policies [--market dense|log] [--scale 0.25] [--no-trees] [--json OUT] [--picture SVG]

All policies of a seed start from one model, trained on the same short log of the market's own policy, meet the same
requests with the same luck, and learn only from what they show: greedy, epsilon-greedy, Thompson and upper bounds from
the product's model, which is updated batch by batch; LinUCB from ridge regressions of its own. How much each explores
is chosen on other seeds; beside it stand epsilon-greedy at .1, and Thompson as it is shipped and at the whole
posterior. Target: Thompson loses at most half of what epsilon-greedy loses.

The dense market has the twelve largest campaigns at a click rate of 10 %, so that ads are learnt within the period; the
log's has all 240 at .5 %. Where the first log is as short as here, trees grown from it can hold back what is learnt
later: `--no-trees` shows the same without. From the logs of some policies two others are valued, and held against their
true value.
"""

from __future__ import annotations

import argparse
import json
import sys
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from itertools import repeat
from multiprocessing import get_context
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks.ad_policy_report import draw, shown
from benchmarks.ad_policy_runs import LIN_UCB, RANDOM, Arm, Setting, run

Json = dict[str, Any]

MARKETS: Final = {
    "dense": Setting(),
    "log": Setting(campaigns=240, click_rate=0.005, warm_up=20_000),
}
AMOUNTS: Final = {
    "epsilon_greedy": (0.003, 0.01, 0.03, 0.1),
    "thompson": (0.1, 0.25, 0.5, 1.0),
    "ucb": (0.1, 0.3, 1.0),
    LIN_UCB: (0.05, 0.2, 1.0),
}
FIXED: Final = (Arm(RANDOM), Arm("greedy"), Arm("epsilon_greedy", 0.1), Arm("thompson", 0.25), Arm("thompson", 1.0))
LOGS: Final = ("random", "epsilon_greedy 0.1", "thompson 0.25", "greedy")  # whose logs value other policies
TUNING_SEEDS: Final = (1_001, 1_002)
TUNING_SCALE: Final = 0.25


def tuned(setting: Setting, workers: int) -> tuple[dict[str, float], list[Json]]:
    """The amount of exploration by policy that loses least on other seeds, and what each lost."""
    arms = [Arm(policy, amount) for policy, amounts in AMOUNTS.items() for amount in amounts]
    short = replace(setting, scale=min(TUNING_SCALE, setting.scale))
    rows = [one for found in _map(short, TUNING_SEEDS, arms, (), workers) for one in found["summaries"]]
    lost = {arm: np.mean([row["regret"] for row in rows if row["name"] == arm.name]) for arm in arms}
    best = {
        policy: min((lost[Arm(policy, amount)], amount) for amount in amounts)[1] for policy, amounts in AMOUNTS.items()
    }
    return best, rows


def measured(setting: Setting, seeds: int, workers: int) -> Json:
    """Tune, then run all policies on fresh seeds."""
    amounts, tuning = tuned(setting, workers)
    print(f"tuned: {amounts}", file=sys.stderr, flush=True)
    arms = list(dict.fromkeys([*FIXED, *(Arm(policy, amount) for policy, amount in amounts.items())]))
    found = _map(setting, tuple(range(1, seeds + 1)), arms, LOGS, workers)
    return {
        "setting": setting.__dict__,
        "amounts": amounts,
        "tuning": tuning,
        "summaries": [one for each in found for one in each["summaries"]],
        "values": [one for each in found for one in each["values"]],
    }


def _map(setting: Setting, seeds: tuple[int, ...], arms: list[Arm], logs: tuple[str, ...], workers: int) -> list[Json]:
    work = partial(run, logs=logs)
    if workers == 1:
        return [work(setting, seed, arms) for seed in seeds]
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        return list(pool.map(work, repeat(setting), seeds, repeat(arms)))


def main() -> int:
    """Measure once, print, and write to files where they are named."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--market", choices=sorted(MARKETS), default="dense")
    parser.add_argument("--scale", type=float, default=0.25, help="1 is 200,000 requests")
    parser.add_argument("--no-trees", action="store_true", help="the model is its logistic regression alone")
    parser.add_argument("--seeds", type=int, default=6)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    parser.add_argument("--picture", type=Path, help="write cumulative regret with its bands here, as SVG")
    chosen = parser.parse_args()
    found = measured(
        replace(MARKETS[chosen.market], scale=chosen.scale, trees=not chosen.no_trees), chosen.seeds, chosen.workers
    )
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")
    if chosen.picture:
        draw(found, chosen.picture)
    shown(found)
    return 0


if __name__ == "__main__":
    sys.exit(main())
