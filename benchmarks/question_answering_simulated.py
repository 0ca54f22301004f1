"""Question answering on the simulated shop, whose truth is known: what no log can measure.

    python -m benchmarks.question_answering_simulated [--scale 0.5] [--seed 7 ...] [--without evaluation]
        [--set models....=...] [--json OUT]

The tables go the way of the flow (ingest, validate, build, train, evaluate), with their mess; what was broken is
counted row by row, and beside it what validation set aside. The bundle is asked the questions of the test whose truth
is known, by its `predict`, in two ways: of all that it holds of the product, as a shop asks, and with the candidates
that were judged. An answer is right where it rests on a passage or row that truly answers, or tells the true answer in
words from a passage that nobody judged.

Measured are precision and coverage at each promise, over the questions that can be answered and over all; false answers
by why nothing answers (told nowhere, the maker contradicts itself, out of scope, another customer's account); answers
by kind, language, source, slips and other words; facts that customers tell wrongly; personal questions; answers from
another customer's rows, which must be none; and answers that rest on reviews that command their reader. The flow's
evaluation asks again in adversarial ways. With several `--seed` each market is measured by itself.

It proves the road and the challenges, not the quality on real questions.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]


def measured(chosen: argparse.Namespace) -> list[Json]:
    """Make each market, let the flow learn it, and hold the answers against the truth.

    Returns:
        By seed `world`, `threads`, `planted`, see `qa_planted.counted`, `facts`, `costs`, `evaluation` (measures by
        name), and what `qa_simulated_process.truth` returns.

    Raises:
        UserError: A step refused.
    """
    return [_of_seed(chosen, seed) for seed in chosen.seed]


def _of_seed(chosen: argparse.Namespace, seed: int) -> Json:
    from benchmarks.qa_simulated_process import USE_CASE, ask
    from params.base import Profile
    from params.loading import load
    from params.question_answering import Parameters

    world = {"seed": seed, "scale": chosen.scale}
    changes = {"source": "simulator", "simulator": world}
    parameters = load(Parameters, USE_CASE, Profile.FULL, changes, chosen.settings).model_dump(mode="json")
    prepared = ask("prepare", parameters)
    given = prepared["references"]
    planted = ask("planted", parameters, {name: given[name] for name in ("tables", "clean")})
    fitted = ask("fit", parameters, {"examples": given["examples"]})
    inputs = {"examples": given["examples"], "bundle": fitted["references"]["bundle"]}
    costs, evaluation = prepared["costs"] | fitted["costs"], {}
    if "evaluation" not in chosen.without:
        evaluated = ask("evaluate", parameters, inputs)
        evaluation, costs = evaluated["measures"], costs | evaluated["costs"]
    own = ask("truth", parameters, {**inputs, "tables": given["tables"]})
    told = {"world": world, "threads": parameters["models"]["threads"], "planted": planted, "costs": costs}
    return {**told, "facts": prepared["facts"], "evaluation": evaluation, **own}


def main() -> int:
    """Measure once, print, and write to a file where one is named."""
    chosen = _arguments().parse_args()
    return measured_and_shown(lambda: measured(chosen), "benchmarks.qa_simulated_report", chosen.json)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=0.5, help="of the simulator; 1 is about 8,000 questions")
    parser.add_argument("--seed", type=int, nargs="+", default=[7], help="of the market; several are measured in turn")
    parser.add_argument("--without", nargs="+", choices=("evaluation",), default=[], help="leave parts out")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
