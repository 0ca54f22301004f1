"""Question answering on ePQA: the first candidate, and when to say nothing, beside BM25, MiniLM and its own parts.

    python -m benchmarks.question_answering [--parts valid folds hetpqa] [--source epqa]
        [--valid-from test|train] [--folder DIR] [--anew] [--set models....=...] [--json OUT]

- `valid`: fitted on ePQA's train through the contract, features and the step `train`, profile full; its bundle is asked
  the 96 questions of ePQA's valid with their candidates, as a request is, and measured by the flow's evaluation: P@1
  and MRR over answerable and over all questions, precision against coverage, what promises give and keep, false
  answers, sources, calibration, and milliseconds a question.
- `folds`: five folds by product over both files together. Not five whole fits: one fit of the ranking on all questions
  with `models.ranking.reader.folds=5`, whose trees, cross-encoder, blend and confidence each rank a question by parts
  that had not learned from its product; so it costs six fits of the cross-encoder. What is read of all folds is how
  often words occur in passages and questions, without a grade, and the size of the trees is chosen, of a few, by all
  folds together. Thresholds of the promises are found on the other folds.
- `hetpqa`: the bundle of `valid` asked questions of hetPQA's dev about products that it has not learned from, where
  there is a wrong candidate. These are evidence of the product's other questions, which nobody judged.

Coverage at a precision is judged by the threshold that is best on the very questions that are measured, which a shop
would have to find beforehand. It flatters, ours and the peers alike, and is what the target asks for; what thresholds
keep that were found on other questions is told beside it, as what promises give. All settings were tuned on ePQA's
train, by folds: `folds`, which are train for the greater part, are no fresh questions to that choice, `valid` is.

Peers are asked the same questions in the same run, with the candidates in the same order, that of a hash (as published,
those that answer come first): BM25 (bm25s; floors of the README beside), cosines of MiniLM, trees over words alone,
and our trees and our reader each alone. Differences are paired, with 95 % intervals that resample whole products.

With `--folder` the result of each part stays, and parts that are not named are taken from there; of other settings they
are refused, of other code they are taken and said to be so. Parts that are named and lie there are not measured again
unless the code is another one, or `--anew` asks for it. So parts may run in processes of their own, one after another.

ePQA's valid is looked at once. For trying out there is `--valid-from train`: 96 questions of train play it, those of
valid are left out before anything is built.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]

PARTS: Final = ("valid", "folds", "hetpqa")
STAND_IN: Final = 96  # questions of train that play the test


def measured(chosen: argparse.Namespace, folder: Path) -> Json:
    """Measure the parts that are asked for, and take the others over.

    Returns:
        `valid_from`, `source`; `parts`, by name what `qa_measuring.result_of` returns of those that are known.

    Raises:
        UserError: A step refused, or a result that lies in the folder is of other settings.
    """
    from benchmarks.qa_measuring import result_of

    found = {
        part: result_of(
            part,
            chosen.source,
            chosen.changes,
            STAND_IN if chosen.valid_from == "train" else 0,
            folder,
            asked=part in chosen.parts,
            anew=chosen.anew,
        )
        for part in PARTS
    }
    return {
        "valid_from": chosen.valid_from,
        "source": chosen.source,
        "parts": {part: one for part, one in found.items() if one is not None},
    }


def main() -> int:
    """Measure once, print, and write to a file where one is named."""
    chosen = _arguments().parse_args()
    if chosen.valid_from == "test":
        print("ePQA's valid is looked at once, with settings that stand: see --valid-from train.", file=sys.stderr)
    with tempfile.TemporaryDirectory() as scratch:
        place = chosen.folder or Path(scratch)
        return measured_and_shown(lambda: measured(chosen, place), "benchmarks.qa_report", chosen.json)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--parts", nargs="*", choices=PARTS, default=list(PARTS), help="none: put together what is kept"
    )
    parser.add_argument("--source", default="epqa", help="or another public source that holds ePQA, to learn more from")
    parser.add_argument("--valid-from", choices=("test", "train"), default="test", help="train for trying things out")
    parser.add_argument("--folder", type=Path, help="keep results here; those of parts not named are taken from here")
    parser.add_argument("--anew", action="store_true", help="measure again what lies in the folder")
    parser.add_argument("--set", nargs="+", default=[], dest="changes", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
