"""Deal ranking on Complete Journey, beside popularity, rates, the number of products, and LightGBM.

    python -m benchmarks.deal_ranking [--without peers|ours ...] [--laxer] [--folder DIR] [--set models....=...]
        [--json OUT]

A deal is a coupon in a campaign, shown to every household of the campaign when it starts: 800,199 pairs with 2,075
redeemed. Campaigns that start before 2017-09-01 are learnt, the four that start from 2017-06-28 on are valid, the ten
later ones are the test: 266,353 pairs with 873 redeemed, most of coupons never seen before. What is redeemed from
2017-09-01 on is not known to what is fitted, also where it was of a campaign before. `--laxer` is the other reading, a
split by campaign alone: labels of campaigns before are learnt whenever they came; for ours and peers without a model.

The tables go the way of the flow (ingest, validate, build, train); then ours is asked by its `predict` for all
households of the test, with what each bought and redeemed before. Peers are told the same: what the household bought
and redeemed before the request, counts and rates of all households and of what was shown until the test begins, and
declared columns. LightGBM, LambdaMART within households or a logistic loss over all rows, chooses among 12 settings on
valid. It is also told more than ours: the purchases, redemptions and mailings of all households until each request;
no target is held against these rows, as ours is not told of the test.

NDCG@5 is over the household-campaigns that redeem something; of equal scores the exact expectation of a lot is taken,
and beside it what remains if the redeemed one stands last. AUC and average precision are over all rows, of the
probability where a method has one, as is log loss; its sum over the redeemed is 1 if it is calibrated. Intervals are by
the bootstrap over households, differences are paired. The test is the evaluation: settings are not to be chosen by
it. LightGBM comes with `pip install '.[bench]'`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Final

from benchmarks.entry import measured_and_shown

Json = dict[str, Any]

PARTS: Final = ("peers", "ours")
SOURCE: Final = "complete-journey"
_DATES: Final = ("features.split_by=start", "features.valid_from=2017-06-28", "features.test_from=2017-09-01")
_ALL: Final = ("features.max_requests=10000000", "features.max_test_requests=10000000")  # nobody is left out


def measured(chosen: argparse.Namespace, scratch: Path) -> Json:
    """Build, learn, ask and measure.

    Args:
        chosen: See `_arguments`.
        scratch: For scores.

    Returns:
        `facts`, `ours` (None where it was not asked), `peers` and `scores`; see `deal_report.shown`.

    Raises:
        UserError: A step refused.
    """
    from benchmarks.deal_process import USE_CASE, ask
    from params.base import Profile
    from params.deal_ranking import Parameters
    from params.loading import load

    settings = (*_DATES, *_ALL, *chosen.settings)
    parameters = load(Parameters, USE_CASE, Profile.FULL, {"source": SOURCE}, settings).model_dump(mode="json")
    prepared = ask("prepare", parameters)
    given, folder = {"examples": prepared["references"]["examples"]}, str(scratch)
    found: Json = {"facts": prepared["facts"], "ours": None, "peers": {}, "known_later": None}
    if chosen.laxer:
        lax = ask("laxer", parameters, given)
        given, found["known_later"] = {"examples": lax["references"]["examples"]}, lax["known_later"]
    if "ours" not in chosen.without:
        fitted = ask("fit", parameters, given)
        inputs = {**given, "bundle": fitted["references"]["bundle"]}
        found["ours"] = {**ask("answer", parameters, inputs, folder=folder), **fitted}
    if "peers" not in chosen.without:
        found["peers"] = _peers(
            lambda part, **options: ask(part, parameters, given, folder=folder, **options), scratch, chosen
        )
    return {**found, "scores": ask("measure", parameters, given, folder=folder)}


def _peers(ask: Callable[..., Json], folder: Path, chosen: argparse.Namespace) -> Json:
    """What the peers' parts return; those whose scores lie in the folder are not asked again."""
    kept = folder / "peers.json"
    found: Json = json.loads(kept.read_text(encoding="utf-8")) if kept.is_file() else {}
    wanted: dict[str, Json] = {"plain": {"part": "plain"}}
    wanted |= {
        f"{name}{told}": {"part": "trees", "name": name, "told": told} for name, told in _trees() if not chosen.laxer
    }
    for key, options in wanted.items():
        if key not in found:
            found[key] = ask(**options)
            kept.write_text(json.dumps(found), encoding="utf-8")
    return {name: one for key in wanted for name, one in found[key].items()}


def _trees() -> list[tuple[str, str]]:
    """Each learner with each that it is told; none where LightGBM is missing."""
    if find_spec("lightgbm") is None:
        return []
    from benchmarks.deal_lightgbm import BINARY, LAMBDAMART
    from benchmarks.deal_process import TOLD

    return [(name, told) for told in TOLD for name in (LAMBDAMART, BINARY)]


def main() -> int:
    """Measure once, print, and write to a file where one is named."""
    chosen = _arguments().parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        place = chosen.folder or Path(scratch)
        place.mkdir(parents=True, exist_ok=True)
        return measured_and_shown(lambda: measured(chosen, place), "benchmarks.deal_report", chosen.json)


def _arguments() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--without", nargs="+", choices=PARTS, default=[], help="leave parts out")
    parser.add_argument(
        "--laxer", action="store_true", help="learn what is redeemed later of campaigns before the test"
    )
    parser.add_argument("--folder", type=Path, help="keep scores here; peers whose scores lie here are not asked again")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.threads=1")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
