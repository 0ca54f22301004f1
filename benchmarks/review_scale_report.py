"""What review extraction costs by size, as text."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.rec_scale_report import TIMES
from benchmarks.report_tables import framed, plain_table
from benchmarks.review_targets import THREADS
from benchmarks.review_verdicts import of_speed

Json = dict[str, Any]

STEPS: Final = {"simulate": "simulating", "validate": "contract", "build": "features"}
LEARNT: Final = {"fit s": "seconds", "fit peak MB": "peak_mb", "bundle MB": "bundle_mb", "mentions": "mentions"}


def shown(records: list[Json]) -> Group:
    """A line a size of each: making, learning, reading, asking; then how costs grow, and the verdicts.

    Args:
        records: As `review_extraction_scale.curve` gives them.
    """
    parts = [_made(records), _learnt(records), _steps(records), _read(records), _kinds(records)]
    return Group(*parts, "\n".join([*grown(records), *verdicts(records)]))


def _made(records: list[Json]) -> Group:
    table = plain_table(["reviews", "annotations", "set aside", *(f"{one} s" for one in STEPS.values()), "peak MB"])
    for one in records:
        made = one["make"]
        counts = (f"{made[name]:,}" for name in ("reviews", "annotations", "set_aside"))
        seconds = (_number(made["steps"][step]["seconds"]) for step in STEPS)
        # of one process: the peak by the end of each step holds those before
        peaks = " / ".join(_number(made["steps"][step]["peak_mb"]) for step in STEPS)
        table.add_row(*counts, *seconds, peaks)
    return framed("Tables and examples; peak: of one process by the end of each step", table)


def _learnt(records: list[Json]) -> Group:
    table = plain_table(["reviews", "of products", "trained on", "engine", *LEARNT, "products known", "loaded MB"])
    for one in records:
        made, learnt = one["make"], one["learn"]
        counts = (f"{made['reviews']:,}", f"{made['reviews_of_products']:,}", f"{made['trained']:,}", one["engine"])
        cells = (*(learnt[name] for name in LEARNT.values()), learnt["known"], one["answer"]["loaded_mb"])
        table.add_row(*counts, *map(_number, cells))
    threads = ", ".join(sorted({str(one["threads"]) for one in records}))
    return framed(f"Fitting with the view of products, {threads} threads", table)


def _steps(records: list[Json]) -> Group:
    table = plain_table(["step of fitting", *(f"{one['make']['name']}: s" for one in records)])
    for step in dict.fromkeys(step for one in records for step in one["learn"]["steps"]):
        table.add_row(step, *(_number(one["learn"]["steps"].get(step, 0.0)) for one in records))
    return framed("Fitting by step; sizes: reviews in all, and trained on at most", table)


def _read(records: list[Json]) -> Group:
    table = plain_table(["size", "engine", "threads", "reviews/s", "of one processor", "by so many processes"])
    for one in records:
        for threads, found in one["answer"]["reading"].items():
            rates = (_number(found[name]) for name in ("reviews_per_second", "of_one_processor", "in_processes"))
            table.add_row(one["make"]["name"], one["engine"], threads, *rates)
    batch = max(one["answer"]["batch"] for one in records)
    return framed(f"Reading at most {batch:,} reviews in one batch", table)


def _kinds(records: list[Json]) -> Group:
    table = plain_table(["request", "size", *TIMES])
    for one in records:
        for kind, of in one["answer"]["kinds"].items():
            table.add_row(kind, one["make"]["name"], *(_number(of[name]) for name in TIMES.values()))
    return framed("One request after another, through predict on one thread", table)


def grown(records: list[Json]) -> list[str]:
    """How costs grow from the fewest to the most reviews; nothing of one size alone."""
    first, last = (pick(records, key=lambda one: int(one["make"]["reviews"])) for pick in (min, max))
    times = last["make"]["reviews"] / first["make"]["reviews"]
    if times <= 1:
        return []
    steps = {called: (first["make"]["steps"][step], last["make"]["steps"][step]) for step, called in STEPS.items()}
    steps["fitting"] = (first["learn"], last["learn"])
    said = ", ".join(
        f"{called} {two['seconds'] / one['seconds']:.1f} times the time and {two['peak_mb'] / one['peak_mb']:.1f} "
        "times the memory"
        for called, (one, two) in steps.items()
        if called != STEPS["simulate"]
    )
    return [f"{times:.1f} times the reviews: {said}"]


def verdicts(records: list[Json]) -> list[str]:
    """The target of speed with what was reached; none where so many threads were not tried."""
    lines = []
    for one in records:
        found = one["answer"]["reading"].get(str(THREADS))
        if found is not None:
            ways = (found["reviews_per_second"], found["in_processes"], found["of_one_processor"])
            lines.append(f"{one['make']['name']}: {of_speed(one['engine'], *ways)}")
    return lines or [f"not read on {THREADS} threads: no target is met or missed by this"]


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:,.2f}" if value < 100 else f"{value:,.0f}"
