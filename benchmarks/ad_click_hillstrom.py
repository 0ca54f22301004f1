"""Spend an e-mail of a learned policy on Hillstrom's customers, beside the best e-mail sent to all.

    python -m benchmarks.ad_click_hillstrom [--part official|development] [--resamples N] [--json OUT]

The recipe: our click model learns the probability of a visit from the customer and the e-mail; times the mean spend of
a visit after that e-mail it is the spend to be expected; the e-mail with the largest is sent. The recipe was settled on
30 % of the customers (`--part development`, by cross-fitting among them). The others are looked at once: each fifth of
them is judged by a model that learnt from the other four and from the 30 %. So every customer who counts is one whom
neither the model nor whoever chose the recipe has seen.

Values are estimated by IPS, SNIPS and DR with the propensity 1/3, DR with the same model's expected spend. The gain
over the best fixed e-mail is paired: where the policy sends that e-mail too, nothing is at stake. The best fixed e-mail
is the one with the largest estimate on the very customers, which favours it. What gain the test would have found (in
four of five such experiments) follows from the standard error of the gain by IPS.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict
from pathlib import Path
from statistics import NormalDist
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks import ad_click_hillstrom_policy as recipe
from benchmarks.ad_click_hillstrom_policy import Judged
from benchmarks.report_tables import framed, out, plain_table
from evaluation.off_policy import Estimator, Log, Settings, Target, difference, value
from infra import environment
from infra.errors import UserError
from sources.public.hillstrom import HILLSTROM

POWER: Final = 0.8
SHOWN: Final[tuple[Estimator, ...]] = ("ips", "snips", "dr")


def main() -> int:
    """Learn, value, print, and write everything to a file where one is named."""
    chosen = _arguments()
    environment.prepare()
    try:
        customers = recipe.read(environment.state_directory() / "public")
    except UserError as refused:
        print(f"error: {refused}", file=sys.stderr)
        return refused.exit_code
    tried, kept = recipe.parts(customers)
    if chosen.part == "development":
        judged = recipe.cross_fitted(tried, tried.iloc[:0])
    else:
        judged = recipe.cross_fitted(kept, tried)
    found = valued(judged, Settings(resamples=chosen.resamples))
    _print(chosen.part, found)
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


def valued(judged: Judged, settings: Settings) -> dict[str, Any]:
    """Values of the policy and of each fixed e-mail, gains over the best of them, in spend and in visits."""
    rows = len(judged.customers)
    policies = {"learned policy": _target(judged, judged.chosen)} | {
        f"all: {arm}": _target(judged, np.full(rows, place)) for place, arm in enumerate(judged.arms)
    }
    found: dict[str, Any] = {
        "customers": rows,
        "sent": {arm: float((judged.chosen == place).mean()) for place, arm in enumerate(judged.arms)},
        "visit_auc": _auc(judged),
    }
    for reward in ("spend", "click"):
        outcome = judged.customers[reward].to_numpy(np.float64)
        # Every e-mail had one chance in three, by design. The largest spend that there can be is taken to be that seen.
        propensity = judged.customers["propensity"].to_numpy(np.float64)
        log = Log(
            outcome,
            propensity,
            bounds=(0, 1) if reward == "click" else None,
            least_propensity=float(propensity.min()),
        )
        means = judged.spend if reward == "spend" else judged.visits
        aimed = {name: _with_estimates(target, judged, means) for name, target in policies.items()}
        values = {
            name: {estimator: asdict(value(log, target, estimator, settings)) for estimator in SHOWN}
            for name, target in aimed.items()
        }
        best = max((name for name in values if name != "learned policy"), key=lambda name: values[name]["ips"]["value"])
        gains = {
            estimator: asdict(difference(log, aimed["learned policy"], aimed[best], estimator, settings))
            for estimator in SHOWN
        }
        detectable = _detectable(log, aimed["learned policy"], aimed[best], settings)
        found[reward] = {"values": values, "best_fixed": best, "gains": gains, "detectable": detectable}
    return found


def _target(judged: Judged, choice: recipe.Numbers) -> tuple[Target, recipe.Numbers]:
    return Target((choice == judged.sent).astype(np.float64)), choice


def _with_estimates(policy: tuple[Target, recipe.Numbers], judged: Judged, means: recipe.Floats) -> Target:
    target, choice = policy
    rows = np.arange(len(choice))
    return Target(target.probability, means[rows, judged.sent], means[rows, choice])


def _detectable(log: Log, target: Target, baseline: Target, settings: Settings) -> float:
    """The true gain that a test at the settings' confidence finds with probability `POWER`, by the gain's deviation."""
    normal = NormalDist()
    apart = (target.weights(log) - baseline.weights(log)) * log.reward
    error = float(apart.std()) / np.sqrt(len(log))
    return float((normal.inv_cdf((1 + settings.confidence) / 2) + normal.inv_cdf(POWER)) * error)


def _auc(judged: Judged) -> float:
    from sklearn.metrics import roc_auc_score

    rows = np.arange(len(judged.customers))
    return float(roc_auc_score(judged.customers["click"], judged.visits[rows, judged.sent]))


def _print(part: str, found: dict[str, Any]) -> None:
    for reward, name in (("spend", "spend an e-mail"), ("click", "visits an e-mail")):
        table = plain_table(["", *(estimator for estimator in SHOWN), "ESS"])
        for policy, values in found[reward]["values"].items():
            effective = f"{values['ips']['effective']:,.0f}"
            table.add_row(policy, *(_with_interval(values[estimator]) for estimator in SHOWN), effective)
        best, gains = found[reward]["best_fixed"], found[reward]["gains"]
        table.add_row(f"gain over {best}", *(_with_interval(gains[estimator], signed=True) for estimator in SHOWN), "")
        table.add_row("gain that would be found", f"{found[reward]['detectable']:.4f}", "", "", "")
        ways = sorted({gains[estimator]["interval"] for estimator in SHOWN})
        out.print(framed(f"Hillstrom, {part}: {name}", table, f"95 % intervals in brackets, by {', '.join(ways)}"))
    low = found["spend"]["gains"]["ips"]["low"]
    sent = pd.Series(found["sent"]).map("{:.1%}".format).to_dict()
    out.print(f"{found['customers']:,} customers; the policy sends {sent}")
    auc, floor = found["visit_auc"], HILLSTROM.floor or 0.0
    out.print(f"AUC of the visit {auc:.4f}, floor {floor}: {_word(auc > floor)}")
    out.print(f"spend above the best fixed e-mail beyond noise (IPS): {_word(low > 0)}")


def _word(met: bool) -> str:
    return "met" if met else "missed"


def _with_interval(estimate: dict[str, Any], *, signed: bool = False) -> str:
    sign = "+" if signed else ""
    return f"{estimate['value']:{sign}.4f} ({estimate['low']:{sign}.4f} to {estimate['high']:{sign}.4f})"


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--part", choices=("official", "development"), default="official")
    parser.add_argument("--resamples", type=int, default=2_000, help="of the bootstrap")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
