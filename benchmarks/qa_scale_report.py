"""What question answering costs by size, as text."""

from __future__ import annotations

from itertools import pairwise
from typing import Any, Final

from rich.console import Group

from benchmarks.qa_scale_asked import STORED, WITH
from benchmarks.qa_targets import THREADS, TIME
from benchmarks.rec_scale_report import TIMES
from benchmarks.report_tables import framed, plain_table

Json = dict[str, Any]

STEPS: Final = {"simulate": "simulating", "validate": "contract", "build": "features"}
COUNTS: Final = ("products", "reviews", "passages", "set_aside", "trained")
LEARNT: Final = {"fit s": "seconds", "of the processor": "cpu_seconds", "peak MB": "peak_mb", "bundle MB": "bundle_mb"}


def shown(records: list[Json]) -> Group:
    """A line a size of each: making, learning, asking; then how costs grow, and the verdicts.

    Args:
        records: As `question_answering_scale.curve` gives them.
    """
    parts = [_made(records), _learnt(records), _steps(records), _kinds(records)]
    return Group(*parts, "\n".join([*grown(records), *verdicts(records)]))


def _made(records: list[Json]) -> Group:
    heads = ("reviews", "passages", "set aside", "trained on", *(f"{one} s" for one in STEPS.values()), "peak MB")
    table = plain_table(["products", *heads])
    for one in records:
        made = one["make"]
        seconds = (_number(made["steps"][step]["seconds"]) for step in STEPS)
        # of one process: the peak by the end of each step holds those before
        peaks = " / ".join(_number(made["steps"][step]["peak_mb"]) for step in STEPS)
        table.add_row(*(f"{made[name]:,}" for name in COUNTS), *seconds, peaks)
    return framed("Tables and examples; peak: of one process by the end of each step", table)


def _learnt(records: list[Json]) -> Group:
    parts = list(dict.fromkeys(part for one in records for part in one["learn"]["files_mb"]))
    table = plain_table(["passages", *LEARNT, *(f"{part} MB" for part in parts), "load s", "loaded MB"])
    for one in records:
        learnt, asked = one["learn"], one["answer"]
        cells = [*(learnt[name] for name in LEARNT.values()), *(learnt["files_mb"].get(part, 0.0) for part in parts)]
        cells += [asked["load_seconds"], asked["loaded_mb"]]
        table.add_row(f"{one['make']['passages']:,}", *map(_number, cells))
    threads = ", ".join(sorted({str(one["threads"]) for one in records}))
    return framed(f"Fitting with the meanings of all passages, {threads} threads", table)


def _steps(records: list[Json]) -> Group:
    table = plain_table(["step of fitting", *(f"{one['make']['passages']:,}: s" for one in records)])
    for step in dict.fromkeys(step for one in records for step in one["learn"]["steps"]):
        table.add_row(step, *(_number(one["learn"]["steps"].get(step, 0.0)) for one in records))
    return framed("Fitting by step, by number of passages", table)


def _kinds(records: list[Json]) -> Group:
    table = plain_table(["question", "reader", "threads", "passages", *TIMES])
    for one in records:
        for of in one["answer"]["kinds"]:
            cells = (_number(of[name]) for name in TIMES.values())
            table.add_row(of["kind"], of["reader"], str(of["threads"]), f"{one['make']['passages']:,}", *cells)
    return framed("One question after another, through predict, on as many cores as threads", table)


def grown(records: list[Json]) -> list[str]:
    """How costs grow from each size to the next; nothing of one size alone."""
    ordered = sorted(records, key=lambda one: int(one["make"]["passages"]))
    return [_between(*pair) for pair in pairwise(ordered)]


def _between(first: Json, last: Json) -> str:
    times = last["make"]["passages"] / first["make"]["passages"]
    steps = {STEPS[step]: (first["make"]["steps"][step], last["make"]["steps"][step]) for step in ("validate", "build")}
    steps["fitting"] = (first["learn"], last["learn"])
    said = [
        f"{called} {two['seconds'] / one['seconds']:.1f} times the time and {two['peak_mb'] / one['peak_mb']:.1f} "
        "times the memory"
        for called, (one, two) in steps.items()
    ]
    said.append(f"bundle {last['learn']['bundle_mb'] / first['learn']['bundle_mb']:.1f} times the bytes")
    named = [{(of["kind"], of["reader"], of["threads"]): of for of in one["answer"]["kinds"]} for one in (first, last)]
    asked = [key for key in named[0] if key[0] == STORED and key in named[1]]
    said += [
        f"a question {kind} {reader} on {threads} threads {named[1][key]['p50_ms'] / named[0][key]['p50_ms']:.2f} times"
        for key in asked
        for kind, reader, threads in [key]
    ]
    return (
        f"{first['make']['passages']:,} to {last['make']['passages']:,} passages, {times:.1f} times: {', '.join(said)}"
    )


def verdicts(records: list[Json]) -> list[str]:
    """The target of time with what was reached; none where so many threads were not tried."""
    lines = [
        f"{one['make']['passages']:,} passages, {of['kind']}, {of['reader']}: {TIME.verdict(of['p50_ms'])} "
        f"(p99 {of['p99_ms']:.1f})"
        for one in records
        for of in one["answer"]["kinds"]
        if of["threads"] == THREADS and of["reader"] == WITH
    ]
    return lines or [f"not asked on {THREADS} threads: no target is met or missed by this"]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}" if value < 100 else f"{value:,.0f}"
