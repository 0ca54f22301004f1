"""Visual search: what is measured, what was asked, and what shows each challenge."""

from __future__ import annotations

from typing import Any, Final

from benchmarks.readings import at, made, row
from benchmarks.registered_goals import Goal
from benchmarks.registry import Bench, Beside, Shown
from benchmarks.visual_scale_report import AT, MEGABYTES, MILLISECONDS, RECALL
from benchmarks.visual_targets import BY_CATALOGUE, BY_CATALOGUE_5, BY_PHOTOS, FIT, LOCATED, LOST

BENCHMARKS: Final = (
    Bench(
        "grocery-store",
        "visual_search",
        "photos of 81 products from shops",
        "real",
        (),
        ("grocery-store",),
        peers=("scikit-learn",),
    ),
    Bench("simulated", "visual_search_simulated", "each product by its true size, turn, cover and light", "simulated"),
    Bench("scale", "visual_search_scale", "a million vectors", "scale", peers=("faiss-cpu", "usearch", "hnswlib")),
)
OURS, SHELF = "visual search", "visual search, catalogue pictures alone"


def _own(name: str) -> Any:
    return row(("indexes",), lambda one: one["name"] == "ours" and one["entries"] == AT, name)


def _behind(found: Any) -> float | None:
    """Milliseconds of ours less those of the fastest peer that finds as much, at a million entries."""
    rows = [one for one in found["indexes"] if one["entries"] == AT]
    ours = next(one for one in rows if one["name"] == "ours")
    aim = min(RECALL, ours["recall"])
    peers = [one["p50_ms"] for one in rows if one["name"] != "ours" and one["recall"] >= aim]
    return ours["p50_ms"] - min(peers) if peers else None


_LOST: Final = row(("shrunk",), lambda one: one["share"] == 0.25, "lost")

TARGETS: Final = (
    Goal.of(BY_PHOTOS, "grocery-store", at("methods", OURS, "top_1"), what="grocery-store"),
    Goal.of(BY_CATALOGUE, "grocery-store", at("methods", SHELF, "top_1"), what="grocery-store"),
    Goal.of(BY_CATALOGUE_5, "grocery-store", at("methods", SHELF, "top_5"), what="grocery-store"),
    Goal.of(FIT, "grocery-store", at("costs", "train", "seconds"), what="grocery-store"),
    Goal.of(LOCATED, "simulated", at("truth", "measures", "located_of_all"), what="simulator"),
    Goal.of(LOST, "simulated", _LOST, what="simulator"),
    Goal(f"recall@10 at {AT:,} vectors", RECALL, "scale", _own("recall")),
    Goal(f"p99 ms at {AT:,} vectors on one core", MILLISECONDS, "scale", _own("p99_ms"), at_least=False),
    Goal(f"MB at {AT:,} vectors", MEGABYTES, "scale", _own("memory_mb"), at_least=False),
    Goal(
        "p50 ms beyond that of the fastest of faiss, usearch and hnswlib that finds as much",
        0.0,
        "scale",
        made(_behind),
        at_least=False,
    ),
)
EVALUATIONS: Final = (("grocery-store", ("methods", OURS)), ("simulated", ("evaluation",)))
BESIDE: Final = tuple(
    Beside(name, "grocery-store", ("methods",), (key,), ours=OURS)
    for name, key in (("top-1", "top_1"), ("top-5", "top_5"), ("MRR", "mrr"))
)
SHOWN: Final = {
    "finding the product in the picture": Shown(
        ("tests/models_code/test_visual_locator.py", "tests/evaluation/test_visual_challenges.py"),
        "simulated",
        {
            "simulator: recall of the locator": ("simulated", at("truth", "measures", "located_of_all")),
            "simulator: top-1 lost at 25 % of the picture": ("simulated", _LOST),
        },
    ),
    "wide variety": Shown(
        ("tests/models_code/test_visual_augment.py", "tests/evaluation/test_visual_search.py"), "grocery-store"
    ),
    "millions of images": Shown(
        ("tests/models_code/test_visual_index.py", "tests/evaluation/test_visual_scale_benchmark_parts.py"),
        "scale",
        {f"recall@10 at {AT:,}": ("scale", _own("recall")), "p99 ms": ("scale", _own("p99_ms"))},
    ),
}
