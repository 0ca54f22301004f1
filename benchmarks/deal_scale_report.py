"""What deal ranking costs by size, as text, with a verdict on the target."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.deal_targets import LATENCY, LATENCY_AT
from benchmarks.rec_scale_report import TIMES
from benchmarks.report_tables import framed, plain_table

Json = dict[str, Any]

COSTS: Final = {
    "fit s": ("learn", "seconds"),
    "fit peak MB": ("learn", "peak_mb"),
    "bundle MB": ("learn", "bundle_mb"),
    "loaded MB": ("answer", "loaded_mb"),
    "build s": ("make", "seconds"),
    "build peak MB": ("make", "peak_mb"),
    "requests/s, batch": ("answer", "batch_requests_per_second"),
}


def shown(records: list[Json]) -> Group:
    """A line a size, requests by how they are told, steps of fitting, and the verdict.

    Args:
        records: As `deal_ranking_scale.curve` gives them.
    """
    return Group(_costs(records), _kinds(records), _steps(records), "\n".join([*grown(records), *verdicts(records)]))


def _costs(records: list[Json]) -> Group:
    table = plain_table(["exposures", "deals", *COSTS])
    for one in records:
        counts = (f"{one['make'][name]:,}" for name in ("exposures", "deals"))
        table.add_row(*counts, *(_number(one[part][name]) for part, name in COSTS.values()))
    threads = ", ".join(sorted({str(one["threads"]) for one in records}))
    return framed(f"By size; fitted with {threads} threads, tables and examples made in one process", table)


def _kinds(records: list[Json]) -> Group:
    table = plain_table(["candidates told as", "candidates", "exposures", *TIMES])
    for one in records:
        for kind, of in one["answer"]["kinds"].items():
            counts = (f"{one['answer']['candidates']:,}", f"{one['make']['exposures']:,}")
            table.add_row(kind, *counts, *(_number(of[name]) for name in TIMES.values()))
    return framed("One request after another, through predict on one core", table)


def _steps(records: list[Json]) -> Group:
    table = plain_table(["step of fitting", *(f"{one['make']['exposures']:,}: s" for one in records)])
    for step in dict.fromkeys(step for one in records for step in one["learn"]["steps"]):
        table.add_row(step, *(_number(one["learn"]["steps"].get(step, 0.0)) for one in records))
    return framed("Fitting by step", table)


def grown(records: list[Json]) -> list[str]:
    """How costs grow from the fewest to the most exposures; nothing of one size alone."""
    if len(records) < 2:
        return []
    first, last = (pick(records, key=lambda one: int(one["make"]["exposures"])) for pick in (min, max))
    times = {"seconds of fitting": ("learn", "seconds"), "memory of fitting": ("learn", "peak_mb")}
    said = ", ".join(
        f"{last[part][name] / first[part][name]:.1f} times the {what}" for what, (part, name) in times.items()
    )
    return [f"{last['make']['exposures'] / first['make']['exposures']:.1f} times the exposures take {said}"]


def verdicts(records: list[Json]) -> list[str]:
    """The target with what was reached, of each way to ask; that it was not measured, where candidates were fewer."""
    lines = []
    for one in records:
        size, answer = f"{one['make']['exposures']:,} exposures", one["answer"]
        if answer["candidates"] < LATENCY_AT:
            lines.append(f"{size}: {answer['candidates']} candidates alone, no target is met or missed by this")
            continue
        lines += [
            f"{size}, {kind}: {LATENCY.verdict(of['p99_ms'])} (the processor alone: {of['cpu_p99_ms']:.1f})"
            for kind, of in answer["kinds"].items()
        ]
    return lines


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}" if value < 100 else f"{value:,.0f}"
