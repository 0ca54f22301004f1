"""Review extraction on DMASTE: exact triplets in domain and across domains, both engines beside a lexicon.

    python -m benchmarks.review_extraction [--split test|valid] [--settings in-domain|across ...]
        [--domains electronics ...] [--held-out electronics home fashion beauty] [--engines transformer|crf|lexicon ...]
        [--folder DIR] [--anew] [--set models....=...] [--json OUT]

In domain: learnt from the training reviews of a domain, chosen on its valid ones, tested on its test. Across: learnt
from all domains but one, tested on the test of that one, of which nothing is learnt, its reviews without annotations
included. Each part goes the way of the flow (ingest, validate, build, train, evaluate) with its steps' own processes
and run store, so a run that was interrupted goes on. Measured are exact triplets, terms, polarity, implied and unseen
aspects, short sentences asked alone (hardly a review is short), the noise channel on all reviews, calibration, and what
is told of reviews whose stars nobody told, with 95 % intervals by the bootstrap over reviews. DMASTE has no products,
so opinions are held against stars review by review; `review_extraction_simulated` has products.

The floor is a lexicon: phrases that were aspects and opinions in training are so again, an opinion is about the nearest
one, and has the sentiment that it mostly had; its three settings are chosen on valid. Differences are paired.

With `--folder` the result of each part stays, and parts that are not named are taken from there; of other settings
they are refused, of other code they are taken and said to be so. Parts that are named and lie there are not measured
again unless the code is another one, or `--anew` asks for it.

The test is looked at once. For trying out there is `--split valid`: its reviews play the test, valid is a tenth of
train, and those of the test are left out before anything is built. Reading and fitting are timed on `models.threads`
threads (2) while nothing else should run; seconds of the processor are told beside.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from benchmarks.entry import measured_and_shown
from benchmarks.review_kept import ACROSS, ENGINES, IN_DOMAIN, METHODS, WAYS, Part

Json = dict[str, Any]

DOMAINS: Final = ("electronics", "home", "fashion", "beauty")


def measured(chosen: argparse.Namespace, folder: Path) -> Json:
    """Measure the parts that are asked for, and take the others over.

    Returns:
        `split`, `threads`; `results`, one for each way, domain and method that is known; `ahead`, by way and domain.

    Raises:
        UserError: A step refused, or a result that lies in the folder is of other settings.
    """
    from benchmarks.review_measuring import measure, parameters_of, taken
    from benchmarks.review_process import ask

    named = {IN_DOMAIN: chosen.domains, ACROSS: chosen.held_out}
    results: list[Json] = []
    ahead, threads = {}, 0
    for way in WAYS:
        for domain in DOMAINS:
            asked = chosen.engines if way in chosen.settings and domain in named[way] else []
            found = []
            for engine in ENGINES:
                parameters = parameters_of(way, domain, engine, chosen.changes)
                parts = [Part(way, domain, method) for method in METHODS[engine]]
                before = [taken(folder, part, parameters, chosen.split, asked=engine in asked) for part in parts]
                if engine in asked and (chosen.anew or None in before):
                    before = list(measure(folder, parts, parameters, chosen.split))
                found += [one for one in before if one is not None]
                threads = parameters["models"]["threads"]
            results += found
            if len(found) > 1:
                names = {one["method"]: Part(way, domain, one["method"]).name for one in found}
                ahead[f"{way} {domain}"] = ask("compare", parameters, folder=str(folder), names=names)
    return {"split": chosen.split, "threads": threads, "results": results, "ahead": ahead}


def main() -> int:
    """Measure once, print, and write to a file where one is named."""
    chosen = _arguments().parse_args()
    if chosen.split == "test":
        print("The test is looked at once, with settings that stand: choose them on --split valid.", file=sys.stderr)
    with tempfile.TemporaryDirectory() as scratch:
        place = chosen.folder or Path(scratch)
        return measured_and_shown(lambda: measured(chosen, place), "benchmarks.review_report", chosen.json)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--split", choices=("test", "valid"), default="test", help="valid for trying things out")
    parser.add_argument("--settings", nargs="+", choices=tuple(WAYS), default=list(WAYS), help="how it is learnt")
    parser.add_argument("--domains", nargs="+", choices=DOMAINS, default=["electronics"], help="of in-domain")
    parser.add_argument("--held-out", nargs="+", choices=DOMAINS, default=list(DOMAINS), help="of across")
    parser.add_argument("--engines", nargs="+", choices=ENGINES, default=list(ENGINES))
    parser.add_argument("--folder", type=Path, help="keep results here; those of parts not named are taken from here")
    parser.add_argument("--anew", action="store_true", help="measure again what lies in the folder")
    parser.add_argument("--set", nargs="+", default=[], dest="changes", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
