"""Click probability on the sample of KDD Cup 2012 in five folds, beside LightGBM, Vowpal Wabbit and the plain model.

    python -m benchmarks.ad_click_kdd [--seed N] [--without-shown] [--methods NAME ...] [--workers N] [--json OUT]

Rows are dealt into five folds with equal shares of clicks, at random: there is no time. Each fold is foretold by models
that learnt from the other four. A tenth of these, by hash, is the valid part, as in the flow: on it each peer chooses
its settings, anew in each fold, and then learns from all of the four. Ours has the settings that were settled on the
folds of seed 0, and finds the number of its trees, its weights and its calibration within the four by itself. What is
claimed is of seed 1 (the default). Peers get what ours gets: LightGBM the very matrix that our trees see (out-of-fold
target rates, counts, numbers), Vowpal Wabbit and the plain logistic regression the same columns as words, numbers by
the bin that they lie in.

AUC, log loss and normalised entropy are means over folds, with the lowest and the highest; the expected calibration
error is over 15 bins of equally many of all rows together, because of 8,000 rows even true probabilities have one of
.011 by chance. Differences are paired, with 95 % intervals by the bootstrap over rows within folds. `--without-shown`
leaves out how often the row was shown, which no bidder knows beforehand. Peers come with `pip install '.[bench]'`.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from benchmarks import ad_click_kdd_report as report
from benchmarks.ad_click_kdd_folds import FOLDS, Deal, foretold, read
from benchmarks.ad_click_kdd_methods import METHODS
from infra import environment
from infra.errors import UserError


def main() -> int:
    """Learn and foretell each fold by each method, print, and write to a file where one is named."""
    chosen = _arguments()
    environment.prepare()
    try:
        examples = read(environment.state_directory() / "public", shown=not chosen.without_shown)
    except UserError as refused:
        print(f"error: {refused}", file=sys.stderr)
        return refused.exit_code
    deal = Deal(chosen.seed, chosen.folds)
    rows = foretold(examples, deal, chosen.methods, workers=chosen.workers, threads=chosen.threads)
    if chosen.rows:
        rows.to_parquet(chosen.rows, index=False)
    found = report.measured(rows, resamples=chosen.resamples, seed=chosen.seed)
    found |= {"seed": chosen.seed, "shown": not chosen.without_shown}
    report.show(found)
    if chosen.json:
        chosen.json.write_text(json.dumps(found, indent=2, allow_nan=False) + "\n", encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1, help="of the folds; 0 for trying things out")
    parser.add_argument("--folds", type=int, choices=range(1, FOLDS + 1), default=FOLDS, help="the first so many alone")
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS))
    parser.add_argument("--without-shown", action="store_true", help="leave out how often a row was shown")
    parser.add_argument("--resamples", type=int, default=1000)
    parser.add_argument("--workers", type=int, default=2, help="folds side by side")
    parser.add_argument("--threads", type=int, default=1, help="of each")
    parser.add_argument("--rows", type=Path, help="write every row's probabilities here, parquet")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
