"""What recommendation costs by size, as text, with a verdict on the target."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.rec_targets import LATENCY, LATENCY_AT
from benchmarks.report_tables import framed, plain_table

Json = dict[str, Any]

_NEAR: Final = 0.95  # share of the products of the target that is taken for as many
TIMES: Final = {
    "p50 ms": "p50_ms",
    "p99 ms": "p99_ms",
    "p50 ms of the core": "cpu_p50_ms",
    "p99 ms of the core": "cpu_p99_ms",
    "requests/s": "queries_per_second",
}
COSTS: Final = {
    "fit s": ("learn", "seconds"),
    "fit peak MB": ("learn", "peak_mb"),
    "bundle MB": ("learn", "bundle_mb"),
    "loaded MB": ("answer", "loaded_mb"),
    "build s": ("make", "seconds"),
    "build peak MB": ("make", "peak_mb"),
    "requests/s, batch": ("answer", "batch_queries_per_second"),
}


def shown(records: list[Json]) -> Group:
    """A line a size: costs and live requests; then requests by kind, steps of fitting, and the verdict.

    Args:
        records: As `recommendation_scale.curve` gives them.
    """
    return Group(_costs(records), _kinds(records), _steps(records), "\n".join([*grown(records), *verdicts(records)]))


def _costs(records: list[Json]) -> Group:
    names = ["customers", "products", "events", "p50 ms", "p99 ms", "event to list p99 ms", "lists changed", *COSTS]
    table = plain_table(names)
    for one in records:
        live, after = one["answer"]["kinds"]["live"], one["answer"]["after_event"]
        counts = (f"{one['make'][name]:,}" for name in ("customers_of_events", "products", "events"))
        times = (live["p50_ms"], live["p99_ms"], after["p99_ms"], after["changed"])
        costs = (one[part][name] for part, name in COSTS.values())
        table.add_row(*counts, *(_number(cell) for cell in (*times, *costs)))
    threads = ", ".join(sorted({str(one["threads"]) for one in records}))
    return framed(f"By size; fitted with {threads} threads, asked through predict on one core, ten products", table)


def _kinds(records: list[Json]) -> Group:
    table = plain_table(["requests", "customers", *TIMES])
    for one in records:
        customers = f"{one['make']['customers_of_events']:,}"
        for kind, of in one["answer"]["kinds"].items():
            table.add_row(kind, customers, *(_number(of[name]) for name in TIMES.values()))
    return framed("One request after another", table)


def _steps(records: list[Json]) -> Group:
    table = plain_table(["step of fitting", *(f"{one['make']['customers_of_events']:,}: s" for one in records)])
    for step in records[0]["learn"]["steps"]:
        table.add_row(step, *(_number(one["learn"]["steps"].get(step, 0.0)) for one in records))
    return framed("Fitting by step", table)


def grown(records: list[Json]) -> list[str]:
    """How costs grow from the fewest to the most events; nothing of one size alone."""
    if len(records) < 2:
        return []
    first, last = (pick(records, key=lambda one: int(one["make"]["events"])) for pick in (min, max))
    times = {
        "seconds of fitting": ("learn", "seconds"),
        "memory of fitting": ("learn", "peak_mb"),
        "MB of the bundle": ("learn", "bundle_mb"),
    }
    found = {what: last[part][name] / first[part][name] for what, (part, name) in times.items()}
    said = ", ".join(f"{value:.1f} times the {name}" for name, value in found.items())
    return [f"{last['make']['events'] / first['make']['events']:.1f} times the events take {said}"]


def verdicts(records: list[Json]) -> list[str]:
    """The target with what was reached at its size; that it was not measured, otherwise."""
    aimed = [one for one in records if one["make"]["products"] >= _NEAR * LATENCY_AT]
    if not aimed:
        return [f"not measured at {LATENCY_AT:,} products: no target is met or missed by this"]
    return [
        f"{one['make']['customers_of_events']:,} customers, {one['make']['products']:,} products: "
        f"{LATENCY.verdict(one['answer']['kinds']['live']['p99_ms'])}"
        for one in aimed
    ]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}" if value < 100 else f"{value:,.0f}"
