"""The blocks of the matching benchmark: which parts they ask, and the tables they print."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from benchmarks import matching_report as report
from benchmarks.matching_process import USE_CASE, ask
from benchmarks.matching_targets import SOURCES
from benchmarks.report_tables import out
from infra import environment
from infra.errors import DataError
from params.base import Profile
from params.loading import load
from params.product_matching import Parameters
from sources import catalog
from sources.public.product_matching import PAIR_METRIC

__all__ = ["SOURCES", "Choice", "measured"]

Json = dict[str, Any]


@dataclass(frozen=True)
class Choice:
    """What to measure.

    Attributes:
        blocks: Of quality, peers, blocking, twins, scale.
        sources: Names as `bazaar data list` shows them.
        profile: Profile of params.yaml.
        twins_scale: Of the simulated world in which twins are counted.
        settings: Parameters, `key.path=value`.
    """

    blocks: frozenset[str]
    sources: tuple[str, ...]
    profile: str
    twins_scale: float
    settings: tuple[str, ...]


def measured(chosen: Choice) -> Json:
    """Measure and print block by block.

    Returns:
        `profile`; `sources`: by name, what was measured on each that could be had; `twins` and `scale` where chosen.

    Raises:
        UserError: A source, a setting or the data are refused.
    """
    results: Json = {"profile": chosen.profile, "sources": {}}
    if chosen.blocks & {"quality", "peers", "blocking"}:
        for name in chosen.sources:
            found = _source(name, chosen)
            if found is not None:
                results["sources"][name] = found
        _print_sources(results["sources"], chosen)
    if "twins" in chosen.blocks:
        results["twins"] = _twins(chosen)
        out.print(report.twins(results["twins"]))
    if "scale" in chosen.blocks:
        results["scale"] = _scale()
    return results


def _source(name: str, chosen: Choice) -> Json | None:
    """All that is measured on one source; None where its files cannot be had."""
    facts = catalog.source_named(USE_CASE, name)
    if not _obtained(name):
        return None
    parameters = _parameters(chosen, name)
    prepared = ask("prepare", parameters)
    given = prepared["references"]
    by_f1 = facts.metric == PAIR_METRIC
    found: Json = {
        "source": {"floor": facts.floor if by_f1 else None, "published": dict(facts.published) if by_f1 else {}},
        "examples": prepared["facts"],
        "costs": prepared["costs"],
    }
    if "quality" in chosen.blocks:
        fitted = ask("fit", parameters, {"examples": given["examples"]})
        given |= fitted["references"]
        evaluated = ask("evaluate", parameters, {name: given[name] for name in ("examples", "bundle")})
        given |= evaluated["references"]
        found["costs"] |= fitted["costs"] | evaluated["costs"]
        found |= {"measures": evaluated["measures"], "valid": fitted["valid"]}
    if "peers" in chosen.blocks:
        found |= ask("peers", parameters, {name: given[name] for name in ("examples", "evaluation") if name in given})
    if "blocking" in chosen.blocks:
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
        out.print(f"{name}: skipped, its data are not here. {absent}\n")
        return False
    return True


def _parameters(chosen: Choice, source: str, *settings: str) -> Json:
    changes = {"source": source}
    parameters = load(Parameters, USE_CASE, Profile(chosen.profile), changes, (*chosen.settings, *settings))
    found: Json = parameters.model_dump(mode="json")
    return found


def _print_sources(results: Json, chosen: Choice) -> None:
    if results and chosen.blocks & {"quality", "peers"}:
        out.print(report.quality(results, chosen.profile))
        for peer in dict.fromkeys(peer for found in results.values() for peer in found.get("absent", [])):
            out.print(f"peer {peer} is not installed: pip install '.[bench]'\n")
    measurable = {name: found["blocking"] for name, found in results.items() if "blocking" in found}
    for name, found in measurable.items():
        if "refusal" not in found:
            out.print(report.blocking(name, found, found["floor"]))
    if measurable and all("refusal" in found for found in measurable.values()):
        for name, found in measurable.items():
            out.print(f"blocking is not measured on {name}: {found['refusal']}")


def _twins(chosen: Choice) -> Json:
    parameters = _parameters(chosen, catalog.SIMULATOR, f"simulator.scale={chosen.twins_scale}")
    given = ask("prepare", parameters)["references"]
    given |= ask("fit", parameters, {"examples": given["examples"]})["references"]
    return ask("twins", parameters, given)


def _scale() -> list[Json]:
    # Only this block has no process of its own for what it imports.
    from benchmarks.product_matching_scale import TARGET, curve

    records: list[Json] = curve()
    out.print(report.scale(records, dict(TARGET)))
    return records
