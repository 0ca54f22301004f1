"""What product search costs by size, as text, with a verdict on the target."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.report_tables import framed, plain_table
from benchmarks.search_targets import LATENCY

Json = dict[str, Any]

AIMED_AT: Final = 1_000_000  # products of the target
_NEAR: Final = 0.95  # share of them that is taken for as many
_COSTS: Final = {
    "build s": ("learn", "seconds"),
    "build peak MB": ("learn", "peak_mb"),
    "bundle MB": ("learn", "bundle_mb"),
    "load s": ("answer", "load_seconds"),
    "opening MB": ("answer", "load_memory_mb"),
    "peak MB asked": ("answer", "peak_mb"),
    "queries/s, batch": ("answer", "batch_queries_per_second"),
}


def shown(records: list[Json]) -> Group:
    """Tables of costs, of requests by kind and by step; how they grow; the verdict.

    Args:
        records: As `product_search_scale.curve` gives them.
    """
    lines = [*grown(records), *verdicts(records)]
    return Group(_costs(records), _kinds(records), _steps(records), _build(records), "\n".join(lines))


def _costs(records: list[Json]) -> Group:
    table = plain_table(["products", *_COSTS])
    for one in records:
        table.add_row(f"{one['products']:,}", *(f"{one[part][name]:,.1f}" for part, name in _COSTS.values()))
    threads = ", ".join(sorted({str(one["threads"]) for one in records}))
    return framed(f"Costs; building with {threads} threads, asking on one core", table)


def _kinds(records: list[Json]) -> Group:
    table = plain_table(["requests", "products", "p50 ms", "p99 ms", "queries/s"])
    for one in records:
        for kind, rates in one["answer"]["kinds"].items():
            cells = (rates["p50_ms"], rates["p99_ms"], rates["queries_per_second"])
            table.add_row(kind, f"{one['products']:,}", *(f"{cell:,.1f}" for cell in cells))
    return framed("One request after another through predict, one core", table)


def _steps(records: list[Json]) -> Group:
    table = plain_table(["step", *(f"{one['products']:,}: mean ms, p99 ms" for one in records)])
    for step in records[0]["answer"]["steps"]:
        found = [one["answer"]["steps"][step] for one in records]
        table.add_row(step, *(f"{one['mean_ms']:.2f}  {one['p99_ms']:.2f}" for one in found))
    return framed("Live requests by step", table, "rest: tables in and out, fusion, what lies between")


def _build(records: list[Json]) -> Group:
    table = plain_table(["step of building", *(f"{one['products']:,}: s" for one in records)])
    for step in records[0]["learn"]["steps"]:
        table.add_row(step, *(f"{one['learn']['steps'].get(step, 0.0):,.1f}" for one in records))
    return framed("Building by step", table)


def grown(records: list[Json]) -> list[str]:
    """How costs grow from the smallest to the largest size; nothing of one size alone."""
    if len(records) < 2:
        return []
    first, last = (pick(records, key=lambda one: int(one["products"])) for pick in (min, max))
    p99 = [one["answer"]["kinds"]["live"]["p99_ms"] for one in (first, last)]
    times = {
        "seconds of building": last["learn"]["seconds"] / first["learn"]["seconds"],
        "memory of building": last["learn"]["peak_mb"] / first["learn"]["peak_mb"],
        "MB of the bundle": last["learn"]["bundle_mb"] / first["learn"]["bundle_mb"],
        "p99 of a request": p99[1] / p99[0],
    }
    said = ", ".join(f"{value:.1f} times the {name}" for name, value in times.items())
    return [f"{last['products'] / first['products']:.1f} times the products take {said}"]


def verdicts(records: list[Json]) -> list[str]:
    """The target with what was reached at its size; that it was not measured, otherwise."""
    aimed = [one for one in records if one["products"] >= _NEAR * AIMED_AT]
    if not aimed:
        return [f"not measured at {AIMED_AT:,} products: no target is met or missed by this"]
    return [
        f"{one['products']:,} products: {LATENCY.verdict(one['answer']['kinds']['live']['p99_ms'])}" for one in aimed
    ]
