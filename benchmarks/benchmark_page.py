"""`docs/benchmarks.md`, written from the results: every target with its verdict, and ours beside others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any, Final

from benchmarks.bench_circumstances import machine_in_words
from benchmarks.bench_results import Result
from benchmarks.page_tables import table
from benchmarks.readings import number, read, walked
from benchmarks.registered_goals import Goal, Verdict
from benchmarks.registry import Bench, Beside, Registered

Results = Mapping[tuple[str, str], Result]  # by use case and name of the run

HEAD: Final = """# Benchmarks

Written by `bazaar bench --pages` from `benchmarks/results`; not by hand. `bazaar bench USE_CASE` measures again (on
real data; `--kind simulated` and `--kind scale` the others), with `pip install -e '.[bench]'` for the peers. Beside
each result lies what its run printed, as `.txt`.

"Within noise" is said where an end of the 95 % interval would decide otherwise. Numbers of one run were measured
together, ours and those of peers. "Not measured" is what has no result for the record yet; earlier numbers, with their
commands, are on the pages of the use cases.
"""
MISSED: Final = (Verdict.MISSED, Verdict.MISSED_IN_NOISE)


def page(everything: Iterable[Registered], results: Results) -> str:
    """The whole page."""
    every = tuple(everything)
    lines = [HEAD, *_summary(every, results)]
    for of in every:
        lines += [f"## {_title(of.use_case)}", "", *_runs(of, results), *_targets(of, results)]
        lines += [*_missed(of, results), *_beside(of, results)]
    return "\n".join(lines).rstrip() + "\n"


def judged(of: Registered, goal: Goal, results: Results) -> tuple[str, Verdict]:
    """What was reached as text, and what that says of a target."""
    result = results.get((of.use_case, goal.benchmark))
    reading = None if result is None else goal.reached(result.found)
    absent = "" if result is None else "its result lacks it"
    return str(reading) if reading is not None else absent, goal.verdict(reading)


def _summary(every: tuple[Registered, ...], results: Results) -> list[str]:
    rows, total = [], Counter[Verdict]()
    for of in every:
        counts = Counter(judged(of, goal, results)[1] for goal in of.targets)
        total += counts
        anchor = of.use_case.replace("_", "-")
        rows.append([f"[{_title(of.use_case)}](#{anchor})", *(str(counts[one]) for one in Verdict)])
    rows.append(["all", *(str(total[one]) for one in Verdict)])
    return table(["targets of", *Verdict], rows)


def _runs(of: Registered, results: Results) -> list[str]:
    rows = [_run(of, bench, results.get((of.use_case, bench.name))) for bench in of.benchmarks]
    return table(["run", "what", "command", "measured", "data", "code", "machine"], rows)


def _run(of: Registered, bench: Bench, result: Result | None) -> list[str]:
    name = f"`{bench.name}`"
    if result is None:
        return [name, bench.says, f"`{bench.command}`", "not yet", "", "", ""]
    under = result.circumstances
    data = ", ".join(f"{source} `{one['sha256'][:12]}`" for source, one in under["data"].items()) or "simulated"
    linked = f"[{name}](../benchmarks/results/{of.use_case}/{bench.name}.json)"
    code = "no checkout" if under["commit"] is None else f"`{under['commit'][:10]}`"
    code += " and changes" if under["changed"] else ""
    return [
        linked,
        bench.says,
        f"`{result.command}`",
        f"{result.began[:10]}, {number(round(result.seconds))} s",
        data,
        code,
        machine_in_words(under["machine"]),
    ]


def _targets(of: Registered, results: Results) -> list[str]:
    rows = []
    for goal in of.targets:
        reached, verdict = judged(of, goal, results)
        told = f"**{verdict}**" if verdict in MISSED else str(verdict)
        rows.append([goal.what, str(goal), reached, told, f"`{goal.benchmark}`"])
    return table(["target", "asked", "measured", "", "run"], rows)


def _missed(of: Registered, results: Results) -> list[str]:
    told = [goal for goal in of.targets if judged(of, goal, results)[1] in MISSED]
    lines = [f"- {goal.what}: {goal.tried or 'nothing is noted of what was tried.'}" for goal in told]
    return ["What was tried where a target is not met:", "", *lines, ""] if lines else []


def _beside(of: Registered, results: Results) -> list[str]:
    lines = []
    for one in of.beside:
        result = results.get((of.use_case, one.benchmark))
        rows = [] if result is None else compared(one, result.found)
        if rows:
            title = f"{one.what} ({'more' if one.higher else 'less'} is better), run `{one.benchmark}`:"
            lines += [title, "", *table(["method", "measured", "of ours"], rows)]
    return lines


def compared(beside: Beside, found: Any) -> list[list[str]]:
    """A row a method, ours first: its value, and what share of ours that is."""
    methods = walked(found, beside.methods) or {}
    values = {name: read(walked(one, beside.measure)) for name, one in methods.items()}
    if beside.ours_at:
        values[beside.ours] = read(walked(found, beside.ours_at))
    ours = values.pop(beside.ours, None)
    if ours is None:
        return []
    rows = [["**ours**", str(ours), ""]]
    for name, one in values.items():
        if one is not None:
            rows.append([name, str(one), f"{one.value / ours.value:.3g}" if ours.value else ""])
    return rows


def _title(use_case: str) -> str:
    return use_case.replace("_", " ").capitalize()
