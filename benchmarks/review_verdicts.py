"""The targets of review extraction on annotated reviews, each with what was reached."""

from __future__ import annotations

from typing import Any

from benchmarks.review_kept import CRF, IN_DOMAIN, TRANSFORMER
from benchmarks.review_targets import ACROSS, FIT, IN_DOMAIN_OF, LOST, SPEED, TERMS, THREADS
from benchmarks.review_targets import IN_DOMAIN as IN_DOMAIN_TARGET

Json = dict[str, Any]


def reading(result: Json) -> tuple[float | None, float | None]:
    """Reviews read a second by the clock, and by seconds of the processor; None of a floor."""
    one = result.get("reading")
    return (None, None) if one is None else (one["reviews"] / one["seconds"], one["reviews"] / one["cpu_seconds"])


def verdicts(found: Json) -> list[str]:
    """One line a target and result: what is asked, what was measured, met or missed; quality of the test alone."""
    lines = [] if found["split"] == "test" else ["not the test: no target of quality is met or missed by this"]
    for one in found["results"]:
        if one["method"] in (TRANSFORMER, CRF):
            own = _of_quality(one) if found["split"] == "test" else []
            lines += [f"{called(one)}: {line}" for line in [*own, *_of_cost(one)]]
    return lines


def _of_quality(one: Json) -> list[str]:
    measures = one["measures"]
    targets = {"triplet_f1": ACROSS}
    if one["way"] == IN_DOMAIN:
        targets = {"triplet_f1": IN_DOMAIN_TARGET} if one["domain"] == IN_DOMAIN_OF else {}
        targets["aspect_term_f1"] = TERMS
    targets["triplet_f1_noised_lost"] = LOST
    beside = " (reported beside, the target is the transformer's)" if one["method"] == CRF else ""
    return [f"{target.verdict_of(measures[name])}{beside}" for name, target in targets.items() if name in measures]


def together(result: Json) -> float | None:
    """Reviews read a second by processes of one thread each, one a core; None where it was not measured."""
    one = result.get("reading_together")
    return None if one is None else float(one["reviews"] / one["seconds"])


def of_speed(engine: str, threads: float | None, processes: float | None, processor: float | None) -> str:
    """The target of reading on 2 cores, by the faster way to use them: a process of so many threads, or processes."""
    best = max((rate for rate in (threads, processes) if rate is not None), default=None)
    ways = {"one process of 2 threads": threads, "2 processes of one": processes, "one processor": processor}
    told = ", ".join(f"{way} {rate:,.0f}" for way, rate in ways.items() if rate is not None)
    return f"{SPEED[engine].verdict(best)} ({told})"


def _of_cost(one: Json) -> list[str]:
    if one["threads"] != THREADS:
        return [f"on {one['threads']} threads: no target of speed is met or missed by this"]
    seconds = one["costs"]["train"]["seconds"] if one["method"] == TRANSFORMER else None
    clock, processor = reading(one)
    lines = [of_speed(one["method"], clock, together(one), processor)]
    return lines if one["method"] != TRANSFORMER else [*lines, FIT.verdict(seconds)]


def called(one: Json) -> str:
    """A result in a line of a table."""
    return f"{one['way']} {one['domain']}, {one['method']}"
