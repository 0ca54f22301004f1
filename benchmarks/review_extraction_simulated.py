"""Review extraction on the simulated market, whose truth is known: what no log can measure.

    python -m benchmarks.review_extraction_simulated [--scale 0.5] [--seed 7] [--engine crf|transformer ...]
        [--reviews 4000] [--products 1000] [--without evaluation] [--set models....=...] [--json OUT]

The tables go the way of the flow (ingest, validate, build, train, evaluate), with their mess; what was broken is
counted row by row and beside it what validation set aside. Each engine is fitted and asked by its `predict`:

- held-out reviews that nobody annotated, of products that are in no training: their triplets against what was meant,
  also by how they are written (no punctuation, HTML, emoji, slips, slang, drawn-out words, capitals);
- products: ratings of their attributes against the true ones (what opinions all customers together would have), by the
  reviews that the version knows, and by held-out reviews that the request tells. Beside them the mean of the true
  opinions in the same reviews, which is what reading without an error would give, the product's mean stars, and the
  median for all. By number of mentions: how wide the interval is and how often it holds the truth;
- the flag of contradicting reviews against attributes that customers truly disagree about, and against what the same
  reviews say;
- all names of attributes that were read: whether those of one attribute have one canonical name, and no other's.

A name that is of two attributes is left out there. A canonical name is taken for the true attribute that most of its
mentions mean, of triplets that are right. It proves the road and the challenges, not the quality on real reviews.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]


def measured(chosen: argparse.Namespace) -> Json:
    """Make the market, let each engine learn, and hold it against the truth.

    Returns:
        `world`; `planted`, see `review_planted.counted`; `engines`, by engine `costs`, `valid`, `evaluation` and what
        `review_simulated_process.truth` returns.

    Raises:
        UserError: A step refused.
    """
    from benchmarks.review_simulated_process import ask

    found: Json = {"world": {"scale": chosen.scale, "seed": chosen.seed}, "engines": {}}
    for engine in chosen.engine:
        parameters = _parameters(chosen, engine)
        prepared = ask("prepare", parameters)
        given = prepared["references"]
        if "planted" not in found:
            found["planted"] = ask("planted", parameters, {name: given[name] for name in ("tables", "clean")})
            found["facts"] = prepared["facts"]
        fitted = ask("fit", parameters, {"examples": given["examples"]})
        inputs = {"examples": given["examples"], "bundle": fitted["references"]["bundle"]}
        costs, evaluation = prepared["costs"] | fitted["costs"], {}
        if "evaluation" not in chosen.without:
            evaluated = ask("evaluate", parameters, inputs)
            evaluation, costs = evaluated["measures"], costs | evaluated["costs"]
        own = ask(
            "truth", parameters, {**inputs, "tables": given["tables"]}, reviews=chosen.reviews, products=chosen.products
        )
        threads = parameters["models"]["threads"]
        told = {"costs": costs, "valid": fitted["valid"], "evaluation": evaluation, "threads": threads}
        found["engines"][engine] = {**told, **own}
    return found


def _parameters(chosen: argparse.Namespace, engine: str) -> Json:
    from benchmarks.review_process import USE_CASE
    from params.base import Profile
    from params.loading import load
    from params.review_extraction import Parameters

    changes = {"source": "simulator", "simulator": {"seed": chosen.seed, "scale": chosen.scale}}
    settings = (*chosen.settings, f"models.extraction.engine={engine}")
    return load(Parameters, USE_CASE, Profile.FULL, changes, settings).model_dump(mode="json")


def main() -> int:
    """Measure once, print, and write to a file where one is named."""
    chosen = _arguments().parse_args()
    return measured_and_shown(lambda: measured(chosen), "benchmarks.review_simulated_report", chosen.json)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scale", type=float, default=0.5, help="of the simulator; 1 is about 20,000 reviews")
    parser.add_argument("--seed", type=int, default=7, help="of the market")
    parser.add_argument("--engine", nargs="+", choices=("crf", "transformer"), default=["crf", "transformer"])
    parser.add_argument("--reviews", type=int, default=4_000, help="held-out ones at most that are read")
    parser.add_argument("--products", type=int, default=1_000, help="known ones at most that are asked for")
    parser.add_argument("--without", nargs="+", choices=("evaluation",), default=[], help="leave parts out")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
