"""Every number of product matching in one command, beside floors, published numbers and peers on the same pairs.

    python -m benchmarks.product_matching [--sources NAME ...] [--profile full|quick] [--only BLOCK ...] [--json OUT]

Blocks: quality, peers, blocking, twins, scale. Steps are kept in the run store, so that what is done is not done
again; peers, blocking, twins and scale are measured anew every time. Public data come as they do for `bazaar run`
(BAZAAR_DATA, BAZAAR_MIRROR, their home); a source that cannot be had is skipped, saying so.
"""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path
from typing import Any

from infra import environment

environment.prepare()

from rich.console import Console  # noqa: E402 - the settings of the tools come first

from benchmarks import matching_report as report  # noqa: E402
from benchmarks.matching_process import USE_CASE, ask  # noqa: E402
from benchmarks.matching_scale import curve  # noqa: E402
from benchmarks.matching_targets import SOURCES  # noqa: E402
from infra.errors import DataError, UserError  # noqa: E402
from params.base import Profile  # noqa: E402
from params.loading import load  # noqa: E402
from params.product_matching import Parameters  # noqa: E402
from sources import catalog  # noqa: E402
from sources.public.product_matching import PAIR_METRIC  # noqa: E402

Json = dict[str, Any]
BLOCKS = ("quality", "peers", "blocking", "twins", "scale")
WIDTH = 200
out = Console(width=WIDTH)


def main() -> int:
    """Measure the chosen blocks, print a table each, and write them to a file where one is named."""
    chosen = _arguments()
    try:
        results = _measured(chosen)
    except UserError as refused:
        print(f"error: {refused}", file=sys.stderr)
        return refused.exit_code
    if chosen.json:
        chosen.json.write_text(json.dumps(results, indent=2, allow_nan=False) + "\n", encoding="utf-8")
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sources", nargs="+", default=list(SOURCES), metavar="NAME", help="see `bazaar data list`")
    parser.add_argument("--profile", type=Profile, choices=list(Profile), default=Profile.FULL)
    parser.add_argument("--only", nargs="+", choices=BLOCKS, default=list(BLOCKS), help="these blocks alone")
    parser.add_argument("--skip-scale", action="store_true", help="leave out the curve up to a million listings")
    parser.add_argument("--twins-scale", type=float, default=1.0, help="of the simulator; 1 is about 20,000 listings")
    parser.add_argument("--set", nargs="+", default=[], dest="settings", help="parameters: models.max_depth=8")
    parser.add_argument("--json", type=Path, help="write all that was measured here")
    return parser.parse_args()


def _measured(chosen: argparse.Namespace) -> Json:
    blocks = set(chosen.only) - ({"scale"} if chosen.skip_scale else set())
    results: Json = {"profile": chosen.profile.value, "sources": {}}
    if blocks & {"quality", "peers", "blocking"}:
        for name in chosen.sources:
            found = _source(name, chosen, blocks)
            if found is not None:
                results["sources"][name] = found
        _print_sources(results["sources"], blocks)
    if "twins" in blocks:
        results["twins"] = _twins(chosen)
        out.print(report.twins(results["twins"]), "")
    if "scale" in blocks:
        results["scale"] = curve()
        if results["scale"]:
            out.print(report.rows("Scale: simulated listings end to end", results["scale"]), "")
    return results


def _source(name: str, chosen: argparse.Namespace, blocks: set[str]) -> Json | None:
    """All that is measured on one source; None where its files cannot be had."""
    facts = catalog.source_named(USE_CASE, name)
    if not _obtained(name):
        return None
    parameters = _parameters(chosen, {"source": name})
    prepared = ask("prepare", parameters)
    given = prepared["references"]
    by_f1 = facts.metric == PAIR_METRIC
    found: Json = {
        "source": {"floor": facts.floor if by_f1 else None, "published": dict(facts.published) if by_f1 else {}},
        "examples": prepared["facts"],
        "costs": prepared["costs"],
    }
    if "quality" in blocks:
        fitted = ask("fit", parameters, {"examples": given["examples"]})
        given |= fitted["references"]
        evaluated = ask("evaluate", parameters, {name: given[name] for name in ("examples", "bundle")})
        given |= evaluated["references"]
        found["costs"] |= fitted["costs"] | evaluated["costs"]
        found |= {"measures": evaluated["measures"], "valid": fitted["valid"]}
    if "peers" in blocks:
        found |= ask("peers", parameters, {name: given[name] for name in ("examples", "evaluation") if name in given})
    if "blocking" in blocks:
        found["blocking"] = ask("blocking", parameters, {name: given[name] for name in ("clean", "examples")})
        found["blocking"]["floor"] = None if by_f1 else facts.floor
    return found


def _obtained(name: str) -> bool:
    available = next(entry["available"] for entry in catalog.describe(USE_CASE) if entry["name"] == name)
    if available != "remote":
        return True
    try:
        catalog.fetch(USE_CASE, name, cache=environment.state_directory() / "public")
    except DataError as absent:
        out.print(f"{name}: skipped, its data are not here. {absent}\n", markup=False, highlight=False)
        return False
    return True


def _parameters(chosen: argparse.Namespace, changes: Json) -> Json:
    parameters = load(Parameters, USE_CASE, chosen.profile, changes, chosen.settings)
    found: Json = parameters.model_dump(mode="json")
    return found


def _print_sources(results: Json, blocks: set[str]) -> None:
    if results and blocks & {"quality", "peers"}:
        out.print(report.quality(results), "")
        for peer in dict.fromkeys(peer for found in results.values() for peer in found.get("absent", [])):
            out.print(f"peer {peer} is not installed: pip install '.[bench]'\n", markup=False)
    measurable = {name: found["blocking"] for name, found in results.items() if "blocking" in found}
    for name, found in measurable.items():
        if "refusal" not in found:
            out.print(report.blocking(name, found, found["floor"]), "")
    if measurable and all("refusal" in found for found in measurable.values()):
        for name, found in measurable.items():
            out.print(f"blocking is not measured on {name}: {found['refusal']}", highlight=False)


def _twins(chosen: argparse.Namespace) -> Json:
    parameters = _parameters(chosen, {"source": catalog.SIMULATOR})
    parameters["simulator"] |= {"scale": chosen.twins_scale}
    given = ask("prepare", parameters)["references"]
    given |= ask("fit", parameters, {"examples": given["examples"]})["references"]
    return ask("twins", parameters, given)


if __name__ == "__main__":
    sys.exit(main())
