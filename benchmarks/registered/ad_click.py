"""Ad clicks: what is measured, what was asked, and what shows each challenge."""

from __future__ import annotations

from typing import Any, Final

from benchmarks.ad_click_kdd_targets import ERROR, TARGET
from benchmarks.readings import Reading, at, made, row, worst
from benchmarks.registered_goals import Goal
from benchmarks.registry import Bench, Beside, Shown
from sources.public.hillstrom import HILLSTROM

BENCHMARKS: Final = (
    Bench(
        "kdd",
        "ad_click_kdd",
        "click probability in five folds of the sample of KDD Cup 2012",
        "real",
        ("--seed", "1"),
        ("kdd2012",),
        peers=("lightgbm", "vowpalwabbit"),
    ),
    Bench(
        "hillstrom",
        "ad_click_hillstrom",
        "spend of a learned policy beside the best e-mail sent to all",
        "real",
        (),
        ("hillstrom",),
    ),
    Bench(
        "open-bandit",
        "ad_click_open_bandit",
        "off-policy values beside what the other policy reached",
        "real",
        (),
        ("open-bandit",),
    ),
    Bench("simulated", "ad_click_simulated", "a million impressions against their true probabilities", "simulated"),
    Bench("policies", "ad_click_policies", "what policies lose while they learn", "simulated"),
    Bench(
        "coverage",
        "ad_click_off_policy_coverage",
        "how often intervals of off-policy values hold the truth",
        "simulated",
    ),
    Bench("latency", "ad_click_latency", "milliseconds of a bid in process", "scale", writes="--out"),
    Bench("scale", "ad_click_scale", "building and learning up to 10 M impressions", "scale"),
)


def _regret(found: Any) -> Reading | None:
    """Regret of Thompson as it is shipped over that of epsilon-greedy at .1, paired over seeds."""
    import numpy as np

    from benchmarks.ad_policy_report import ratio_of_means

    rows = found.get("summaries", [])
    named = {
        name: np.array([one["regret"] for one in rows if one["name"] == name])
        for name in ("thompson 0.25", "epsilon_greedy 0.1")
    }
    if any(len(one) < 2 for one in named.values()):
        return None
    ratio, low, high = ratio_of_means(named["thompson 0.25"], named["epsilon_greedy 0.1"])
    return Reading(ratio, low, high)


def _held(found: Any) -> float:
    """Share of intervals by importance weights, of each policy from the other's log, that hold its own click rate."""
    rows = [one for one in found if one["part"] == "other's log" and one["interval"] != "model"]
    return sum(one["inside"] for one in rows) / len(rows)


def _off(found: Any) -> float:
    rows = found["frozen"]["campaigns"].values()
    return float(max(abs(one["calibration_to_truth"] - 1) for one in rows if "calibration_to_truth" in one))


_TEN_MILLION: Final = 0.99 * 10_000_000

TARGETS: Final = (
    Goal(
        "KDD Cup 2012 sample: AUC, mean of five folds (ends: lowest and highest fold)",
        TARGET,
        "kdd",
        at("methods", "ours", "auc"),
        tried="crosses of ids and of bins, residual rates, distinct counts, neighbours by id, other partitions of the "
        "folds, deeper and shallower trees; the best of anything, hand-picked on the tuning folds, was .7336",
    ),
    Goal("KDD Cup 2012 sample: ECE", ERROR, "kdd", at("methods", "ours", "calibration_error"), at_least=False),
    *(
        Goal.above(f"KDD Cup 2012 sample: AUC above {peer}", "kdd", at("ahead", peer, "auc"), beyond_noise=True)
        for peer in ("LightGBM", "Vowpal Wabbit")
    ),
    Goal("Hillstrom: AUC of the visit", HILLSTROM.floor or 0.0, "hillstrom", at("visit_auc"), strict=True),
    Goal.above(
        "Hillstrom: spend an e-mail above the best fixed e-mail, by IPS",
        "hillstrom",
        at("spend", "gains", "ips"),
        beyond_noise=True,
        tried="the recipe was settled on 30 % of the customers; of 64,000 customers 578 bought anything, so the gain "
        "that such a test finds is larger than any that can be expected",
    ),
    Goal("Open Bandit: intervals from the other's log that hold the own click rate", 1.0, "open-bandit", made(_held)),
    Goal(
        "Open Bandit: estimates that stay finite with propensities of 1e-6",
        1.0,
        "open-bandit",
        made(lambda found: min(float(one["finite"]) for one in found if one["part"] == "propensity 1e-6")),
    ),
    *(
        Goal(
            f"simulator: log loss over that of the true probabilities, {way}",
            1.02,
            "simulated",
            at(way, "slices", "all", "relative"),
            at_least=False,
        )
        for way in ("frozen", "learning")
    ),
    Goal(
        "simulator: largest distance of a campaign with 1,000 clicks from calibration, frozen",
        0.05,
        "simulated",
        made(_off),
        at_least=False,
    ),
    Goal(
        "simulator: regret of Thompson over that of epsilon-greedy .1",
        0.5,
        "policies",
        _regret,
        at_least=False,
        tried="against an epsilon that was tuned to the market on other seeds (.003) it is 1.03",
    ),
    Goal("p99 ms of 50 candidates in process", 1.0, "latency", at("candidates_50", "clock_p99_ms"), at_least=False),
    Goal(
        "seconds that 10 M impressions are learnt in",
        600,
        "scale",
        row((), lambda one: one["train"]["rows"] >= _TEN_MILLION, "train", "seconds"),
        at_least=False,
    ),
    Goal(
        "GiB that 10 M impressions are learnt in",
        6,
        "scale",
        row((), lambda one: one["train"]["rows"] >= _TEN_MILLION, "train", "gibibytes"),
        at_least=False,
    ),
)
EVALUATIONS: Final = ()
BESIDE: Final = (
    Beside("AUC", "kdd", ("methods",), ("auc",)),
    Beside("log loss", "kdd", ("methods",), ("log_loss",), higher=False),
)
SHOWN: Final = {
    "rare clicks, calibrated": Shown(
        ("tests/models_code/test_ad_click_calibration.py", "tests/evaluation/test_ad_click.py"),
        "simulated",
        {
            "KDD Cup 2012 sample: ECE": ("kdd", at("methods", "ours", "calibration_error")),
            "log loss over the truth's": ("simulated", at("frozen", "slices", "all", "relative")),
        },
    ),
    "bidding latency": Shown(
        ("tests/models/test_ad_click_model.py",),
        "latency",
        {"p99 ms of 50 candidates in process": ("latency", at("candidates_50", "clock_p99_ms"))},
    ),
    "explore and exploit": Shown(
        ("tests/models_code/test_ad_click_policies.py", "tests/evaluation/test_off_policy.py"),
        "policies",
        {
            "regret of Thompson over that of epsilon-greedy .1": ("policies", _regret),
            "p99 ms of a bid, worst of 1 and 50 candidates": (
                "latency",
                worst([at(f"candidates_{count}", "clock_p99_ms") for count in (1, 50)], highest=True),
            ),
        },
    ),
}
