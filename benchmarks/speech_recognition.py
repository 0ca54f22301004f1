"""Speech recognition on public recordings, beside PocketSphinx as it comes and MFCC with a logistic regression.

    python -m benchmarks.speech_recognition [--source fsdd] [--only PART] [--fold 0 ...]
        [--seconds 2 5 10] [--without peers evaluation enrolment] [--sheets DIR]
        [--profile full] [--set models....=...] [--json OUT]

The flow's own steps (ingest, validate, build, train, evaluate) learn from some speakers and hear others:

- fsdd: each of the five speakers is left out in turn, five trainings; accuracy over ten digits.
- dspspeech20: its own split by speakers; accuracy over eight words.
- speech-commands-subset: its own split by speakers; once of bed, cat and happy alone, once of all thirty words.
- alphanumeric-accents: too little to learn from, so the ready engine hears it, once any English words and once what the
  phrases let be said; speakers are dealt into three folds, for the confidence is learnt. Word error rates by kind.
- an4-tiny: forty utterances, to see that it runs.

Where speakers have recordings enough, they enrol: half of theirs are asked again with up to so many seconds of the
other half, and the other way round, told what is said there or not. Beside it, on the same recordings: PocketSphinx
with every setting as its wheel has it, of any English and of a plain grammar of the transcripts; and 13 MFCC over
eight parts of a recording with a logistic regression, which has to be beaten. Intervals are of the bootstrap over
recordings, or over speakers where there are ten or more; differences are paired. The tests are looked at once.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]


def measured(chosen: argparse.Namespace, folder: Path) -> Json:
    """Learn, hear, and hold it beside the baselines.

    Returns:
        `source`, `threads`, `profile`; `parts`, by name what `_part` returns.

    Raises:
        UserError: A step refused.
    """
    from benchmarks.speech_plans import PLANS
    from benchmarks.speech_process import USE_CASE
    from params.base import Profile
    from params.loading import load
    from params.speech_recognition import Parameters

    found = {}
    for plan in PLANS[chosen.source]:
        if chosen.only in (None, plan.name):
            changes, settings = {"source": chosen.source}, (*plan.changes, *chosen.changes)
            loaded = load(Parameters, USE_CASE, Profile(chosen.profile), changes, settings)
            found[plan.name] = _part(plan, loaded.model_dump(mode="json"), chosen, folder / plan.name)
    threads = loaded.model_dump(mode="json")["models"]["threads"]
    return {"source": chosen.source, "profile": chosen.profile, "threads": threads, "parts": found}


def _part(plan: Any, parameters: Json, chosen: argparse.Namespace, folder: Path) -> Json:
    """Train for each fold, and put all folds together.

    Returns:
        `folds`, of each `facts`, `costs`, `valid`, `bundle_mb` and `fit_seconds` of the peers; `evaluation`, the
        flow's own measures of the first fold, empty where it is not run; what `speech_process.measure` returns.
    """
    from benchmarks.speech_process import ask

    every = range(plan.folds) if plan.folds else (None,)
    folds: list[Json] = []
    answered: list[str] = []
    enrolled: list[str] = []
    evaluation: Json = {}
    for fold in every if plan.folds is None or not chosen.fold else chosen.fold:
        place = folder / f"fold {fold or 0}"
        prepared = ask("prepare", parameters, fold=fold, folds=plan.folds or 1, words=plan.words)
        given = {"examples": prepared["references"]["examples"]}
        fitted = ask("fit", parameters, given)
        inputs = {**given, "bundle": fitted["references"]["bundle"]}
        answered.append(str(place / "answered"))
        size = ask("answer", parameters, inputs, folder=answered[-1])
        one = {
            "facts": prepared["facts"],
            "costs": prepared["costs"] | fitted["costs"],
            "valid": fitted["valid"],
            **size,
        }
        one["peers"] = {
            name: ask("peer", parameters, given, name=name, folder=answered[-1])
            for name in (() if "peers" in chosen.without else plan.peers)
        }
        if plan.enrolled and "enrolment" not in chosen.without:
            enrolled.append(str(place / "enrolled"))
            one |= ask("enrolled", parameters, inputs, seconds=chosen.seconds, folder=enrolled[-1])
        if plan.evaluated and not folds and "evaluation" not in chosen.without:
            sheets = None if chosen.sheets is None else str(chosen.sheets / plan.name)
            evaluated = ask("evaluate", parameters, inputs, sheets=sheets)
            evaluation, one["costs"] = evaluated["measures"], one["costs"] | evaluated["costs"]
        folds.append(one)
    scores = ask("measure", parameters, answered=answered, enrolled=enrolled)
    return {"folds": folds, "asked_folds": plan.folds or 1, "evaluation": evaluation, **scores}


def main() -> int:
    """Measure once, print, and write to a file where one is named."""
    chosen = _arguments().parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        return measured_and_shown(lambda: measured(chosen, Path(scratch)), "benchmarks.speech_report", chosen.json)


def _arguments() -> argparse.ArgumentParser:
    from benchmarks.speech_plans import PLANS

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", choices=list(PLANS), default="fsdd", help="of recordings")
    parser.add_argument("--only", help="one part of its measurement, by its name in the report")
    parser.add_argument("--fold", nargs="+", type=int, default=[], help="only these, from 0; for trying out")
    parser.add_argument("--seconds", nargs="+", type=float, default=[2.0, 5.0, 10.0], help="of enrolment")
    parser.add_argument("--without", nargs="+", choices=("peers", "evaluation", "enrolment"), default=[])
    parser.add_argument("--sheets", type=Path, help="write the evaluation's pictures into this folder")
    parser.add_argument("--profile", choices=("quick", "full"), default="full", help="of the parameters")
    parser.add_argument("--set", nargs="+", default=[], dest="changes", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
