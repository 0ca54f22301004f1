"""One part of the benchmark of review extraction: its settings, its measurement, and whether an earlier one serves."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks import kept_results
from benchmarks.review_kept import LEXICON, WAYS, Part, note
from benchmarks.review_process import USE_CASE, ask
from params.base import Profile
from params.loading import load
from params.review_extraction import Parameters

Json = dict[str, Any]

_WHOLE: Final = ("evaluation.challenge_reviews=1000000", "evaluation.term_reviews=1000000")


def parameters_of(way: str, domain: str, engine: str, changes: Sequence[str]) -> Json:
    """Of the flow; the lexicon needs no engine, and has the default's."""
    told = () if engine == LEXICON else (f"models.extraction.engine={engine}",)
    settings = (WAYS[way].format(domain), *_WHOLE, *changes, *told)
    return load(Parameters, USE_CASE, Profile.FULL, {"source": "dmaste"}, settings).model_dump(mode="json")


def taken(folder: Path, part: Part, parameters: Json, split: str, *, asked: bool) -> Json | None:
    """The result of an earlier run, None where there is none that serves.

    Args:
        folder: Of results.
        part: Whose.
        parameters: Of the flow.
        split: That is measured.
        asked: Whether it is to be measured where none serves: one of other settings or other code does not then.

    Raises:
        SettingsError: It is not asked for and was measured with other settings.
    """
    return kept_results.taken(folder, part.name, note(parameters, split, part.method), asked=asked)


def measure(folder: Path, parts: Sequence[Part], parameters: Json, split: str) -> Iterator[Json]:
    """Measure an engine, or both floors at once, and keep what was found.

    Raises:
        UserError: A step refused.
    """
    first = parts[0]
    print(f"{first.name}, {split}", file=sys.stderr, flush=True)
    prepared = ask("prepare", parameters, split=split)
    given, options = {"examples": prepared["references"]["examples"]}, {"folder": str(folder)}
    if len(parts) == 1:
        fitted = ask("fit", parameters, given)
        inputs = {**given, "bundle": fitted["references"]["bundle"]}
        found = ask("evaluate", parameters, inputs, **options, name=first.name)
        costs = prepared["costs"] | fitted["costs"] | found["costs"]
        each = {first.method: {**found, "costs": costs, "valid": fitted["valid"]}}
    else:
        each = ask("floor", parameters, given, **options, names={one.method: one.name for one in parts})
    for part in parts:
        told = {"note": note(parameters, split, part.method), "facts": prepared["facts"], "way": part.way}
        told |= {"domain": part.domain, "method": part.method, "threads": parameters["models"]["threads"]}
        result = {**told, **each[part.method]}
        kept_results.keep(folder, part.name, result)
        yield result
