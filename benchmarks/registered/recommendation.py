"""Recommendation: what is measured, what was asked, and what shows each challenge."""

from __future__ import annotations

from typing import Any, Final

from benchmarks.readings import Reading, at, made, read, row, walked
from benchmarks.rec_targets import (
    ABOVE,
    ABOVE_COLD,
    ABOVE_WARM,
    BEAUTY,
    FITTED,
    LATENCY,
    LATENCY_AT,
    OF_RANDOM,
    OF_RANDOM_UNSEEN,
    UNAVAILABLE,
    UNSEEN_OF_WARM,
)
from benchmarks.registered_goals import Goal
from benchmarks.registry import Bench, Beside, Shown

BENCHMARKS: Final = (
    Bench(
        "logs",
        "recommendation",
        "Amazon Beauty, the last product left out; Online Retail II, split by time",
        "real",
        (),
        ("amazon-beauty", "online-retail-ii"),
        peers=("implicit",),
    ),
    Bench(
        "simulated",
        "recommendation_simulated",
        "against the true preference",
        "simulated",
        ("--scale", "0.3", "--requests", "600"),
    ),
    Bench("scale", "recommendation_scale", "ten thousand to a million customers", "scale"),
)
_BEAUTY: Final = ("worlds", "beauty", "scores", "parts", "all")
_RETAIL: Final = ("worlds", "retail", "scores", "parts")
_CALLED: Final = {"recall_20": "recall@20", "ndcg_20": "NDCG@20"}


def _times_a_lot(lot: str) -> Any:
    def reader(found: Any) -> Reading | None:
        scores = walked(found, ("worlds", "retail", "scores"))
        unseen = read(walked(scores, ("parts", "all", "methods", "ours", "unseen_20")))
        if unseen is None or not scores[lot]:
            return None
        ends = [None if end is None else end / scores[lot] for end in (unseen.low, unseen.high)]
        return Reading(unseen.value / scores[lot], *ends)

    return reader


_UNAVAILABLE: Final = made(lambda found: sum(one["unavailable"] for one in found["unavailable"].values()))
_P99: Final = row((), lambda one: one["make"]["products"] >= 0.95 * LATENCY_AT, "answer", "kinds", "live", "p99_ms")
_UNSEEN: Final = at("methods", "ours", "unseen_of_warm")

TARGETS: Final = (
    *(
        Goal.of(target, "logs", at(*_BEAUTY, "methods", "ours", name), what="Amazon Beauty")
        for name, target in BEAUTY.items()
    ),
    *(
        Goal.above(f"Amazon Beauty: {target.what} above {peer}", "logs", at(*_BEAUTY, "ahead", peer, name))
        for peer in ABOVE
        for name, target in BEAUTY.items()
    ),
    Goal.of(FITTED, "logs", at("worlds", "beauty", "ours", "costs", "train", "seconds"), what="Amazon Beauty"),
    *(
        Goal.above(f"Online Retail II, {whom}: {called} above {peer}", "logs", at(*_RETAIL, part, "ahead", peer, name))
        for part, whom, peers in (("warm", "known customers", ABOVE_WARM), ("cold", "new customers", ABOVE_COLD))
        for peer in peers
        for name, called in _CALLED.items()
    ),
    Goal.of(OF_RANDOM, "logs", _times_a_lot("random_unseen"), what="Online Retail II"),
    Goal.of(
        OF_RANDOM_UNSEEN,
        "logs",
        _times_a_lot("random_among_unseen"),
        what="Online Retail II",
        tried="twenty places hold two products that nothing was learnt of; a list that is drawn from them alone finds "
        "more of them, and nothing else",
    ),
    Goal.of(UNSEEN_OF_WARM, "simulated", _UNSEEN, what="simulator", tried=".82 (.73 to .92), within noise"),
    Goal.of(UNAVAILABLE, "simulated", _UNAVAILABLE, what="simulator"),
    Goal.of(LATENCY, "scale", _P99),
)
EVALUATIONS: Final = (("simulated", ("evaluation",)),)
BESIDE: Final = (
    *(
        Beside(f"{target.what}, Amazon Beauty", "logs", (*_BEAUTY, "methods"), (name,))
        for name, target in BEAUTY.items()
    ),
    *(
        Beside(f"{called}, Online Retail II, {part}", "logs", (*_RETAIL, part, "methods"), (name,))
        for part in ("warm", "cold")
        for name, called in _CALLED.items()
    ),
)
SHOWN: Final = {
    "scale": Shown(
        ("tests/evaluation/test_rec_scale_benchmark_parts.py",),
        "scale",
        {
            "seconds of fitting, the most customers": ("scale", at(-1, "learn", "seconds")),
            "p99 ms of a request": ("scale", _P99),
        },
    ),
    "personalised": Shown(
        ("tests/models/test_rec_model.py", "tests/evaluation/test_rec_challenges.py"),
        "simulated",
        {"what knowing the customer adds to the true preference": ("simulated", at("lifts", "personal", "gain"))},
    ),
    "real time": Shown(
        ("tests/models/test_rec_model.py", "tests/models_code/test_rec_moment.py"),
        "scale",
        {"p99 ms from an event to another list": ("scale", at(-1, "answer", "after_event", "p99_ms"))},
    ),
    "cold-start customers": Shown(
        ("tests/models_code/test_rec_popular.py", "tests/evaluation/test_rec_measures.py"),
        "logs",
        {"Online Retail II, new customers: recall@20": ("logs", at(*_RETAIL, "cold", "methods", "ours", "recall_20"))},
    ),
    "cold-start products": Shown(
        ("tests/models_code/test_rec_newcomers.py", "tests/models_code/test_rec_content.py"),
        "logs",
        {
            "never learnt, times a lot": ("logs", _times_a_lot("random_unseen")),
            "never learnt, of the others": ("simulated", _UNSEEN),
        },
    ),
}
