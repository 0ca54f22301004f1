"""Question answering by size: the contract, features, fitting, memory, the bundle, and single questions.

    python -m benchmarks.question_answering_scale [--passages 10000 100000 1000000] [--questions 1000] [--threads 1 2]
        [--requests 300] [--folder DIR] [--set models....=...] [--json OUT]

Products of the simulated shop with all that is said of them, at each size, with their mess: about 25 passages a product
of reviews, and 15 more of its maker and community. They go through the contract and `build`, which keeps all passages
(`features.max_passages` stands aside) and trains on `--questions` of the judged questions at most; then training is
what the step `train` calls, the meanings of all passages included. The reader learns in two folds and one epoch unless
`--set` says otherwise: reading takes as long as after a longer fit, and how good answers are is not measured here.

The bundle is loaded in a process of its own, and asked one question after another through `predict`: of all that it
holds of a product, with the reader and without; of ten candidates that are told; and about the customer's own account;
on each number of threads, which are held to as many cores where the system can. How costs grow is told by ten times the
passages.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from benchmarks import scale_curve

Json = dict[str, Any]

PASSAGES: Final = (10_000, 100_000, 1_000_000)
LIGHTER: Final = (
    "models.ranking.reader.folds=2",
    "models.ranking.reader.epochs=1",
    "models.ranking.reader.most_pairs=4000",
)


def curve(chosen: argparse.Namespace, scratch: Path) -> list[Json]:
    """Measure each size; see `scale_curve.measured`, of the parts of `qa_scale_process`."""
    from benchmarks.qa_scale_process import USE_CASE, ask
    from params.base import Profile
    from params.loading import load
    from params.question_answering import Parameters

    settings = (*LIGHTER, *chosen.settings)
    parameters = load(Parameters, USE_CASE, Profile.FULL, {"source": "simulator"}, settings).model_dump(mode="json")
    sizes = [
        {"name": f"{count}-{chosen.questions}", "passages": count, "questions": chosen.questions}
        for count in chosen.passages
    ]
    asked = {"requests": chosen.requests, "threads": chosen.threads}
    return scale_curve.measured(ask, parameters, sizes, asked, scratch, kept=bool(chosen.folder))


def main() -> int:
    """Measure all sizes, print, and write to a file where one is named."""
    return scale_curve.shown(_arguments().parse_args(), curve, "benchmarks.qa_scale_report")


def _arguments() -> argparse.ArgumentParser:
    parser = scale_curve.arguments(__doc__, 300)
    parser.add_argument("--passages", type=int, nargs="+", default=list(PASSAGES))
    parser.add_argument("--questions", type=int, default=1_000, help="to train on at most")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="that questions are asked on")
    return parser


if __name__ == "__main__":
    sys.exit(main())
