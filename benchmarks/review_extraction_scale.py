"""Review extraction by size: the contract, features, the view of products, fitting, reading, and single requests.

    python -m benchmarks.review_extraction_scale [--reviews 10000 100000 1000000] [--annotated 2000]
        [--fits 500 2000 8000] [--threads 1 2] [--requests 300] [--folder DIR]
        [--set models.extraction.engine=crf models....=...] [--json OUT]

Reviews of the simulated market at each size, about a quarter of them annotated, with their mess. They go through the
contract and `build`, which trains on `--annotated` of them at most; then training is what the step `train` calls, with
the view of all products whose reviews it may know (`features.max_product_reviews`, `models.ratings.known_reviews`).
`--fits` are so many annotated reviews to train on, each with five times as many in all. The bundle is loaded in a
process of its own: a batch is read on each number of threads, then single requests are asked one after another on one
thread through `predict`: one review, the view of a known product, the view of ten reviews that are told. How good the
answers are is not measured here. The engine is crf unless `--set` says otherwise.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Any, Final

from benchmarks import scale_curve

Json = dict[str, Any]

REVIEWS: Final = (10_000, 100_000, 1_000_000)
FITS: Final = (500, 2_000, 8_000)
IN_ALL: Final = 5  # times as many reviews as are trained on


def sizes_of(chosen: argparse.Namespace) -> list[Json]:
    """What is made: by number of reviews, then by number of those that are trained on."""
    sizes = [(reviews, chosen.annotated) for reviews in chosen.reviews]
    sizes += [(IN_ALL * annotated, annotated) for annotated in chosen.fits]
    return [
        {"name": f"{reviews}-{annotated}", "reviews": reviews, "annotated": annotated}
        for reviews, annotated in dict.fromkeys(sizes)
    ]


def curve(chosen: argparse.Namespace, scratch: Path) -> list[Json]:
    """Measure each size; see `scale_curve.measured`, of the parts of `review_scale_process`; and `engine`."""
    from benchmarks.review_process import USE_CASE
    from benchmarks.review_scale_process import ask
    from params.base import Profile
    from params.loading import load
    from params.review_extraction import Parameters

    settings = ("models.extraction.engine=crf", *chosen.settings)
    parameters = load(Parameters, USE_CASE, Profile.FULL, {"source": "simulator"}, settings).model_dump(mode="json")
    asked = {"requests": chosen.requests, "threads": chosen.threads}
    found = scale_curve.measured(ask, parameters, sizes_of(chosen), asked, scratch, kept=bool(chosen.folder))
    return [{**one, "engine": parameters["models"]["extraction"]["engine"]} for one in found]


def main() -> int:
    """Measure all sizes, print, and write to a file where one is named."""
    return scale_curve.shown(_arguments().parse_args(), curve, "benchmarks.review_scale_report")


def _arguments() -> argparse.ArgumentParser:
    parser = scale_curve.arguments(__doc__, 300)
    parser.add_argument("--reviews", type=int, nargs="*", default=list(REVIEWS))
    parser.add_argument("--annotated", type=int, default=2_000, help="to train on at most, at each of these sizes")
    parser.add_argument("--fits", type=int, nargs="*", default=list(FITS), help="so many to train on")
    parser.add_argument("--threads", type=int, nargs="+", default=[1, 2], help="that a batch is read on")
    return parser


if __name__ == "__main__":
    sys.exit(main())
