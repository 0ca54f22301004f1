"""`docs/challenges.md`, written from the results: each challenge, its measures, their values, and what shows them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from typing import Final

from benchmarks.bench_champions import CHAMPION
from benchmarks.benchmark_page import Results
from benchmarks.page_tables import table
from benchmarks.readings import Reading, read, taken, walked
from benchmarks.registry import Registered, Shown

HOLE: Final = "**a hole: nothing measures it**"
AWAITED: Final = "not measured yet"
HEAD: Final = """# Challenges

What makes each system hard is a measure, which its evaluation prints and its gate can read. Written by
`bazaar bench --pages` from the measures that each evaluation names, the results in `benchmarks/results` and the
champions that `bazaar bench --champions` noted there; not by hand. Values of a champion of the simulated marketplace
prove the plumbing, not the quality.
"""

Row = tuple[str, Reading | None, str]  # measure, value, where it comes from


def page(everything: Iterable[Registered], results: Results) -> str:
    """The whole page."""
    lines = [HEAD]
    for of in everything:
        lines += [f"## {of.use_case.replace('_', ' ').capitalize()}", ""]
        lines += table(["challenge", "measure", "value", "from", "shown by"], _rows(of, results))
    return "\n".join(lines).rstrip() + "\n"


def holes(of: Registered) -> list[str]:
    """Challenges of a use case that have no measure, or nothing that shows them."""
    return [
        challenge
        for challenge, names in of.challenges().items()
        if challenge not in of.shown or not of.shown[challenge].tests or not (names or of.shown[challenge].measures)
    ]


def measured(of: Registered, challenge: str, results: Results) -> Iterator[Row]:
    """All measures of a challenge: what benchmarks measure of it, then what the evaluation does."""
    shown = of.shown.get(challenge)
    for what, (run, reader) in (shown.measures if shown else {}).items():
        result = results.get((of.use_case, run))
        yield what, None if result is None else taken(reader, result.found), f"run `{run}`"
    for name in of.challenges()[challenge]:
        yield from _evaluated(of, name, results)


def _evaluated(of: Registered, name: str, results: Results) -> Iterator[Row]:
    """A measure of the evaluation, or all that fit a pattern, from the first result that has any."""
    for run, path in (*of.evaluations, (CHAMPION, ("measures",))):
        result = results.get((of.use_case, run))
        measures = None if result is None else walked(result.found, path)
        fitting = [one for one in measures or () if fnmatchcase(one, name)]
        told = [(one, read(measures[one])) for one in fitting]
        known = [(f"`{one}`", reading, _from(run)) for one, reading in told if reading is not None]
        if known:
            yield from known
            return
    yield f"`{name}`", None, ""


def _rows(of: Registered, results: Results) -> Iterator[list[str]]:
    for challenge in of.challenges():
        rows = list(measured(of, challenge, results))
        by = _shown_by(of.shown.get(challenge))
        if not rows or challenge in holes(of):
            yield [challenge, HOLE, "", "", by]
        for place, (what, reading, where) in enumerate(rows):
            value = AWAITED if reading is None else str(reading)
            yield [challenge if place == 0 else "", what, value, where, by if place == 0 else ""]


def _from(run: str) -> str:
    return CHAMPION if run == CHAMPION else f"run `{run}`"


def _shown_by(shown: Shown | None) -> str:
    if shown is None:
        return ""
    tests = ", ".join(f"[{one.rpartition('/')[2]}](../{one.partition('::')[0]})" for one in shown.tests)
    return f"{tests}; run `{shown.benchmark}`"
