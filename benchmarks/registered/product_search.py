"""Product search: what is measured, what was asked, and what shows each challenge."""

from __future__ import annotations

from typing import Final

from benchmarks.readings import at, row
from benchmarks.registered_goals import Goal
from benchmarks.registry import Bench, Beside, Shown
from benchmarks.search_targets import FALSE_CORRECTIONS, GRADING, LATENCY, MISTYPED, TYPED, UNAVAILABLE

BENCHMARKS: Final = (
    Bench(
        "esci",
        "product_search",
        "grades and retrieval on the us rows of a cut of ESCI, folds of queries",
        "real",
        ("--countries", "us"),
        ("esci-sample",),
        peers=("bm25s", "tantivy", "scikit-learn"),
    ),
    Bench("simulated", "product_search_simulated", "against true relevance", "simulated", ("--scale", "0.3")),
    Bench("scale", "product_search_scale", "up to a million products", "scale"),
)
_US: Final = ("countries", "us")
_BEATEN: Final = ("BM25 (bm25s)", "BM25 (tantivy)", "MiniLM")
_TYPED: Final = at("shares", "60% typed")
_MISTYPED: Final = at("shares", "1 typo")
_P99: Final = row((), lambda one: one["products"] >= 0.95 * 1_000_000, "answer", "kinds", "live", "p99_ms")
_LIFT: Final = at("lift", "worth")

TARGETS: Final = (
    *(
        Goal.of(target, "esci", at(*_US, "grading", "methods", "ours", name), what="ESCI, us")
        for name, target in GRADING.items()
    ),
    *(
        Goal.above(f"ESCI, us: {called} above {peer}", "esci", at(*_US, "retrieval", "ahead", peer, name))
        for peer in _BEATEN
        for name, called in (("ndcg_10", "NDCG@10"), ("mrr", "MRR"), ("recall_100", "recall@100"))
    ),
    Goal.of(
        TYPED,
        "simulated",
        _TYPED,
        what="simulator",
        tried="94.4 % (93.5 to 95.3) with 60 steps of tuning",
    ),
    Goal.of(MISTYPED, "simulated", _MISTYPED, what="simulator"),
    Goal.of(FALSE_CORRECTIONS, "simulated", at("readings", "false_corrections"), what="simulator"),
    Goal.above("simulator: what knowing the customer adds to NDCG", "simulated", _LIFT, beyond_noise=True),
    Goal.of(UNAVAILABLE, "simulated", at("unavailable", "unavailable"), what="simulator"),
    Goal.of(LATENCY, "scale", _P99),
)
EVALUATIONS: Final = ()
BESIDE: Final = tuple(
    Beside(called, "esci", (*_US, "retrieval", "methods"), (name,))
    for name, called in (("ndcg_10", "NDCG@10"), ("mrr", "MRR"), ("recall_100", "recall@100"))
)
SHOWN: Final = {
    "partial and misspelt queries": Shown(
        ("tests/models_code/test_search_completion.py", "tests/models_code/test_search_spelling.py"),
        "simulated",
        {"60 % typed, of the whole query": ("simulated", _TYPED), "one typo": ("simulated", _MISTYPED)},
    ),
    "personal, regional, current results": Shown(
        ("tests/models_code/test_search_profiles.py", "tests/models_code/test_search_as_of.py"),
        "simulated",
        {
            "what knowing the customer adds": ("simulated", _LIFT),
            "answers that cannot be had": ("simulated", at("unavailable", "unavailable")),
        },
    ),
    "latency": Shown(
        ("tests/evaluation/test_search_scale_benchmark_parts.py",),
        "scale",
        {"p99 ms of a request at a million products": ("scale", _P99)},
    ),
}
