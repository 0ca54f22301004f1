"""Product search on the cut of ESCI, beside tuned BM25, MiniLM, their fusion, and graders of pairs.

    python -m benchmarks.product_search [--countries us es jp] [--folds 5] [--only FOLD ...] [--share SHARE]
        [--titles 100000 1000000] [--without grading|retrieval|ours|speed ...] [--set models....=...] [--json OUT]

Queries are dealt over folds, those of the same words into one. Of each fold the tables go the way of the flow (ingest,
validate, build, train) with the other folds as train, of which the flow carves valid; then ours is asked by its
`predict`. Two questions, all answers out of fold:

- grading: which of exact, substitute, complement and irrelevant a query and a product are; beside the commonest grade,
  TF-IDF with logistic regression, and zero-shot cosines of MiniLM with thresholds from the other folds.
- retrieval: a query's exact product among all titles of its country (nearly every query has one judged product; what
  else would answer is not known and counts as wrong, for all methods alike). bm25s and tantivy have their fields and
  words, bm25s its constants too, chosen on the queries of the other folds; MiniLM reads titles as it comes.

Targets are those of the us rows; es and jp are told beside. Intervals are by the bootstrap over queries, differences
are paired. Speed: titles as often as `--titles` says, one thread, a process each. The folds are the evaluation:
settings are not to be chosen by them; for trying out there are `--only` and `--share`. Peers come with
`pip install '.[bench]'`.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Any, Final

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]

COUNTRIES: Final = ("us", "es", "jp")
PARTS: Final = ("grading", "retrieval", "ours", "speed")


def measured(chosen: argparse.Namespace, scratch: Path) -> Json:
    """Deal, learn, ask and measure, country by country; then the indexes' speed.

    Args:
        chosen: See `_arguments`.
        scratch: For tables and answers.

    Returns:
        `folds`, `share`, `whole`, `countries` and `speed`; see `search_esci_report.shown`.

    Raises:
        UserError: A step refused.
    """
    from benchmarks.search_esci_process import USE_CASE, ask
    from params.base import Profile
    from params.loading import load
    from params.product_search import Parameters

    def parameters(data: Path | None = None) -> Json:
        changes = {"source": "esci-sample", "data": None if data is None else str(data)}
        return load(Parameters, USE_CASE, Profile.FULL, changes, tuple(chosen.settings)).model_dump(mode="json")

    clean = ask("prepare", parameters())["references"]["clean"]
    folds = chosen.only if chosen.only is not None else list(range(chosen.folds))
    found: Json = {"folds": folds, "share": chosen.share, "countries": {}, "speed": {}}
    found["whole"] = len(folds) == chosen.folds and chosen.share >= 1
    for country in chosen.countries:
        place = scratch / country
        dealt = {"country": country, "folds": chosen.folds, "share": chosen.share, "out": str(place)}
        world, costs = ask("deal", parameters(), {"clean": clean}, **dealt), {}
        if "ours" not in chosen.without:
            costs = {str(fold): _ours(ask, parameters(place / f"fold-{fold}"), place, fold) for fold in folds}
        options: Json = {"folder": str(place), "folds": folds}
        if "grading" not in chosen.without:
            for name in _graders():
                ask("grade", parameters(), name=name, **options)
        peers = {} if "retrieval" in chosen.without else ask("retrieve", parameters(), **options)
        measures = ask("measure", parameters(), **options)
        found["countries"][country] = {"world": world, **measures, "chosen": peers, "costs": costs}
    if "speed" not in chosen.without and found["countries"]:
        found["speed"] = _speeds(ask, parameters(), scratch / chosen.countries[0], chosen.titles)
    return found


def _ours(ask: Any, parameters: Json, place: Path, fold: int) -> Json:
    given = ask("prepare", parameters)["references"]
    fitted = ask("fit", parameters, {"examples": given["examples"]})
    told = ask("answer", parameters, {"bundle": fitted["references"]["bundle"]}, folder=str(place), fold=fold)
    return {**fitted["costs"], "valid": fitted["valid"], **told}


def _graders() -> list[str]:
    from benchmarks.search_esci_graders import GRADERS

    return list(GRADERS)


def _speeds(ask: Any, parameters: Json, place: Path, titles: list[int]) -> Json:
    from benchmarks.search_speed import INDEXES

    return {
        name: [ask("speed", parameters, folder=str(place), name=name, titles=count) for count in titles]
        for name in INDEXES
    }


def main() -> int:
    """Measure once, print, and write to a file where one is named."""
    chosen = _arguments().parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        return measured_and_shown(lambda: measured(chosen, Path(scratch)), "benchmarks.search_esci_report", chosen.json)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--countries", nargs="+", choices=COUNTRIES, default=list(COUNTRIES))
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--only", type=int, nargs="+", help="these folds alone, for trying out")
    parser.add_argument("--share", type=float, default=1.0, help="of the queries, for trying out")
    parser.add_argument("--titles", type=int, nargs="*", default=[100_000, 1_000_000], help="of the indexes' speed")
    parser.add_argument("--without", nargs="+", choices=PARTS, default=[], help="leave parts out")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
