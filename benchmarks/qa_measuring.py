"""One part of the benchmark of question answering: its settings, its measurement, and whether an earlier one serves."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from benchmarks.kept_results import keep, taken
from benchmarks.qa_process import USE_CASE, ask
from infra import digests
from params.base import Profile
from params.loading import load
from params.question_answering import Parameters

Json = dict[str, Any]

VALID, FOLDS, ELSEWHERE = "valid", "folds", "hetpqa"
PARTS: Final = (VALID, FOLDS, ELSEWHERE)
COUNT: Final = 5  # of folds
OWN, OTHER = "epqa", "hetpqa"
_DECIDES: Final = ("source", "contract", "features", "models", "evaluation")  # parameters that a result hangs on
_WHOLE: Final = ("evaluation.challenge_questions=1000000",)
CODE: Final = (  # that makes a result
    "benchmarks.flow_steps",
    "benchmarks.part_process",
    "benchmarks.qa_beside",
    "benchmarks.qa_compared",
    "benchmarks.qa_elsewhere",
    "benchmarks.qa_held_out",
    "benchmarks.qa_measuring",
    "benchmarks.qa_out_of_fold",
    "benchmarks.qa_peers",
    "benchmarks.qa_pool",
    "benchmarks.qa_process",
    "benchmarks.qa_stand_in",
    "benchmarks.qa_whole",
    "benchmarks.rec_kept",
    "benchmarks.search_bm25s",
    "benchmarks.search_minilm",
    "benchmarks.search_peers",
    "benchmarks.search_statistics",
    "contracts",
    "evaluation",
    "features",
    "models",
    "sources.public",
)


def parameters_of(part: str, changes: Sequence[str], source: str = OWN) -> Json:
    """Of the flow: profile full, and of the folds as many as are measured."""
    own = (f"models.ranking.reader.folds={COUNT}",) if part == FOLDS else ()
    settings = (*_WHOLE, *changes, *own)
    return load(Parameters, USE_CASE, Profile.FULL, {"source": source}, settings).model_dump(mode="json")


def note(part: str, parameters: Json, stand_in: int) -> Json:
    """What a result hangs on: the digests of its settings and of the code."""
    own = {name: parameters[name] for name in _DECIDES if name in parameters}
    return {"settings": digests.of_value({**own, "part": part, "stand_in": stand_in}), "code": digests.of_source(CODE)}


def result_of(
    part: str, source: str, changes: Sequence[str], stand_in: int, folder: Path, *, asked: bool, anew: bool
) -> Json | None:
    """What a part found, now or in an earlier run that serves; None where it is not asked for and there is none.

    Args:
        part: Of `PARTS`.
        source: That is learned from, `epqa` or one that holds it.
        changes: Parameters, as `--set` takes them.
        stand_in: Questions of train that play the test, 0 for the test itself.
        folder: Of results.
        asked: Whether it is measured where none serves.
        anew: Whether it is measured in any case, where it is asked for.

    Raises:
        UserError: A step refused, or a result that lies in the folder is of other settings and not asked for.
    """
    parameters = parameters_of(part, changes, source)
    now = note(part, parameters, stand_in)
    before = None if asked and anew else taken(folder, part, now, asked=asked)
    if before is not None or not asked:
        return before
    print(f"{part}, {f'{stand_in} questions of train' if stand_in else 'the test'}", file=sys.stderr, flush=True)
    told = {
        "note": now,
        "part": part,
        "source": source,
        "stand_in": stand_in,
        "threads": parameters["models"]["threads"],
    }
    result = {**told, **_measured(part, parameters, changes, stand_in, folder / "outcomes" / part)}
    keep(folder, part, result)
    return result


def _measured(part: str, parameters: Json, changes: Sequence[str], stand_in: int, outcomes: Path) -> Json:
    prepared = ask("prepare", parameters, stand_in=stand_in)
    examples, folder = prepared["references"]["examples"], {"folder": str(outcomes)}
    if part == FOLDS:
        return {"facts": prepared["facts"], **ask("folds", parameters, {"examples": examples}, **folder)}
    fitted = ask("fit", parameters, {"examples": examples})
    bundle = fitted["references"]["bundle"]
    costs = prepared["costs"] | fitted["costs"]
    if part == VALID:
        found = ask("held_out", parameters, {"examples": examples, "bundle": bundle}, **folder)
        return {"facts": prepared["facts"], **found, "costs": costs | found["costs"], "valid": fitted["valid"]}
    others = parameters_of(part, changes, OTHER)
    given = ask("prepare", others, stand_in=stand_in)["references"]["examples"]
    return ask("elsewhere", others, {"examples": given, "bundle": bundle, "known": examples}, **folder)
