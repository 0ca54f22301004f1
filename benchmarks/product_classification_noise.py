"""Label noise in product classification: what it costs with the noise pass and without, and what is found of it.

    python -m benchmarks.product_classification_noise [--source simulator|uhtt] [--scale 1] [--share 0.3]
        [--split test|valid] [--noise 0 0.1 0.2 0.3 0.4] [--kinds any sibling] [--set models....=...] [--json OUT]

The tables go the way of the flow (ingest, validate, build). Then a share of the training labels is flipped, to any leaf
or to a sibling; the model is trained on them as the step `train` does, with the noise pass, without it, and with every
flipped label left out, as by a pass that never erred (after the scores out of fold, which learnt of the flips, as for
the pass). It is asked the test, whose labels nobody touched. Which flips are found is told beside cleanlab, which gets
the same answers out of fold. Labels of valid stay as they were, on which probabilities are calibrated: where people
mislabel, those would be as wrong, and this measures what noise costs in learning alone. What was mislabelled before
counts as falsely found, for nobody knows it: precision is too low by that.

`--share` keeps a share of the leaves. With `--split valid` half of valid plays the test, which is then not read.
Cleanlab comes with `pip install '.[bench]'`; without it it is left out.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benchmarks.category_noise_flips import KINDS
from benchmarks.entry import measured_and_shown

Json = dict[str, Any]

SEED = 1


def measured(chosen: argparse.Namespace) -> Json:
    """Flip, learn with the noise pass, without it, and with every flipped label left out (`known`), and judge.

    Returns:
        `source`, `share`, `split`, and `rows`: by share and kind of flips what `category_noise_process.learn` returns.

    Raises:
        UserError: A step refused.
    """
    from benchmarks.category_noise_process import USE_CASE, ask
    from params.base import Profile
    from params.loading import load
    from params.product_classification import Parameters

    changes: Json = {"source": chosen.source}
    if chosen.source == "simulator":
        changes["simulator"] = {"seed": chosen.seed, "scale": chosen.scale}
    parameters = load(Parameters, USE_CASE, Profile.FULL, changes, tuple(chosen.settings)).model_dump(mode="json")
    built = ask("prepare", parameters)["references"]["examples"]
    rows = []
    with tempfile.TemporaryDirectory() as scratch:
        examples = str(Path(scratch) / "examples")
        ask("cut", parameters, {"examples": built}, out=examples, split=chosen.split, share=chosen.share)
        for noise in chosen.noise:
            for kind in KINDS[:1] if noise == 0 else chosen.kinds:
                options = {"examples": examples, "noise": noise, "kind": kind, "seed": SEED}
                row = {"noise": noise, "kind": kind}
                rows.append(row | ask("learn", parameters, peer=find_spec("cleanlab") is not None, **options))
    return {"source": chosen.source, "share": chosen.share, "split": chosen.split, "rows": rows}


def main() -> int:
    """Measure once, print, and write to a file where one is named."""
    chosen = _arguments().parse_args()
    return measured_and_shown(lambda: measured(chosen), "benchmarks.category_noise_report", chosen.json)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--source", default="simulator", help="simulator, or a public data set by name")
    parser.add_argument("--scale", type=float, default=1.0, help="of the simulator; 1 is about 20,000 listings")
    parser.add_argument("--seed", type=int, default=7, help="of the simulator")
    parser.add_argument("--share", type=float, default=1.0, help="of the leaves that are kept")
    parser.add_argument("--split", choices=("test", "valid"), default="test", help="what is measured on")
    parser.add_argument("--noise", type=float, nargs="+", default=[0.0, 0.1, 0.2, 0.3, 0.4], help="shares of labels")
    parser.add_argument("--kinds", nargs="+", choices=KINDS, default=list(KINDS), help="where flipped labels go")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
