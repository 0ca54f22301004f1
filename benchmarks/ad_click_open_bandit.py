"""Off-policy estimates on Open Bandit beside what the other policy reached when it was shown itself.

    python -m benchmarks.ad_click_open_bandit [--resamples N] [--json OUT]

In each campaign, men and women, the value of bts is estimated from the log of random and that of random from the log
of bts, by every estimator, without clipping, at the cap of the least bound on the error, and at 10; the truth is the
click rate of the policy's own log. Each policy is also valued on its own log, where the estimate has to be the click
rate. Last, rows of each log are given the propensity .000001: nothing may break, and the estimate has to say what it
is worth.

Random's probabilities are known: one in 34 or 46. Those of bts are approximated: its share of each item at each
position over the week of its own log. It chose by position and by what it had learnt by then, so its true value is that
of these shares only as far as its changes through the day do not follow changes of an item's click rate.
"""

from __future__ import annotations

import argparse
import json
import sys
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any, Final

import numpy as np

from benchmarks import ad_click_open_bandit_logs as logs
from benchmarks.ad_click_open_bandit_logs import Shown
from benchmarks.report_tables import framed, out, plain_table
from evaluation.off_policy import Estimate, Settings, Target, values
from evaluation.proportion import clopper_pearson
from infra import environment
from infra.errors import UserError

CAPS: Final[tuple[Any, ...]] = (None, "bound", 10.0)
RARE, EVERY = 1e-6, 100
OTHER: Final = {"bts": "random", "random": "bts"}


def main() -> int:
    """Measure, print, and write everything to a file where one is named."""
    chosen = _arguments()
    environment.prepare()
    settings = Settings(resamples=chosen.resamples)
    try:
        shown = logs.read(environment.state_directory() / "public")
    except UserError as refused:
        print(f"error: {refused}", file=sys.stderr)
        return refused.exit_code
    found = [*crossed(shown, settings), *themselves(shown, settings), *rare(shown, settings)]
    _print(found)
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2) + "\n", encoding="utf-8")
    return 0


def crossed(shown: dict[tuple[str, str], Shown], settings: Settings) -> list[dict[str, Any]]:
    """Each policy from the other's log."""
    found = []
    for (campaign, policy), own in shown.items():
        log = shown[campaign, OTHER[policy]]
        target = logs.target(log, own.shares() if policy == "bts" else logs.uniform(log))
        for cap in CAPS:
            for estimator, estimate in values(log.log(), target, replace(settings, cap=cap)).items():
                found.append(_entry("other's log", campaign, policy, estimator, cap, estimate, own))
    return found


def themselves(shown: dict[tuple[str, str], Shown], settings: Settings) -> list[dict[str, Any]]:
    """Each policy from its own log, with the propensities that were logged."""
    found = []
    for (campaign, policy), own in shown.items():
        for estimator, estimate in values(own.log(), Target(own.propensity), settings).items():
            found.append(_entry("own log", campaign, policy, estimator, None, estimate, own))
    return found


def rare(shown: dict[tuple[str, str], Shown], settings: Settings) -> list[dict[str, Any]]:
    """Each policy from the other's log of which every hundredth row says that it came once in a million."""
    found = []
    for (campaign, policy), own in shown.items():
        log = shown[campaign, OTHER[policy]]
        propensity = log.propensity.copy()
        propensity[::EVERY] = RARE
        target = logs.target(log, own.shares() if policy == "bts" else logs.uniform(log))
        for estimator, estimate in values(log.log(propensity), target, settings).items():
            found.append(_entry("propensity 1e-6", campaign, policy, estimator, None, estimate, own))
    return found


def _entry(
    part: str, campaign: str, policy: str, estimator: str, cap: Any, estimate: Estimate, own: Shown
) -> dict[str, Any]:
    low, high = clopper_pearson(int(own.click.sum()), len(own.click))
    return {
        "part": part,
        "campaign": campaign,
        "policy": policy,
        "estimator": estimator,
        "asked_cap": cap,
        "click_rate": own.click_rate,
        "click_rate_low": low,
        "click_rate_high": high,
        "inside": bool(estimate.low <= own.click_rate <= estimate.high),
        "finite": bool(np.isfinite([estimate.value, estimate.low, estimate.high, estimate.effective]).all()),
        **asdict(estimate),
    }


def _print(found: list[dict[str, Any]]) -> None:
    for part in dict.fromkeys(entry["part"] for entry in found):
        table = plain_table(
            ["", "cap", "value", "95 % interval", "by", "own click rate", "inside", "ESS", "mean weight", "largest"]
        )
        entries = [entry for entry in found if entry["part"] == part]
        for entry in entries:
            table.add_row(
                f"{entry['campaign']}, {entry['policy']}, {entry['estimator']}",
                "" if entry["cap"] is None else f"{entry['cap']:.1f}",
                f"{entry['value']:.5f}",
                f"{entry['low']:.5f} to {entry['high']:.5f}",
                entry["interval"],
                f"{entry['click_rate']:.5f} ({entry['click_rate_low']:.5f} to {entry['click_rate_high']:.5f})",
                "yes" if entry["inside"] else "no",
                f"{entry['effective']:,.0f}",
                f"{entry['mean_weight']:.3g}",
                f"{entry['largest_weight']:,.1f}",
            )
        sampled = [entry for entry in entries if entry["interval"] != "model"]
        inside = sum(entry["inside"] for entry in sampled)
        said = (
            f"{inside} of {len(sampled)} intervals have the own click rate in them; dm's, which trust the model, aside"
        )
        out.print(framed(f"Open Bandit, {part}", table, said))
        for reason in dict.fromkeys(
            f"{entry['campaign']}, {entry['policy']}: {reason}" for entry in entries for reason in entry["reasons"]
        ):
            out.print(reason)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--resamples", type=int, default=2_000, help="of the bootstrap")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
