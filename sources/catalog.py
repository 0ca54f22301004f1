"""Every data source by name, and the way from a name to contract tables."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from importlib import import_module
from pathlib import Path
from typing import Any

from infra import environment
from infra.errors import DataError
from sources.public import (
    ad_click,
    deal_ranking,
    demand_forecasting,
    product_classification,
    product_matching,
    product_search,
    question_answering,
    recommendation,
    review_extraction,
    speech_recognition,
    visual_search,
)
from sources.public.fetch import availability, obtain
from sources.public.source import Source

SIMULATOR = "simulator"
PUBLIC: Mapping[str, tuple[Source, ...]] = {
    "ad_click": ad_click.SOURCES,
    "deal_ranking": deal_ranking.SOURCES,
    "demand_forecasting": demand_forecasting.SOURCES,
    "product_classification": product_classification.SOURCES,
    "product_matching": product_matching.SOURCES,
    "product_search": product_search.SOURCES,
    "question_answering": question_answering.SOURCES,
    "recommendation": recommendation.SOURCES,
    "review_extraction": review_extraction.SOURCES,
    "speech_recognition": speech_recognition.SOURCES,
    "visual_search": visual_search.SOURCES,
}


def sources_for(use_case: str) -> dict[str, Source]:
    """The sources of a use case by name, the simulated marketplace first.

    Raises:
        DataError: No such use case has sources.
    """
    use_case = _known_use_case(use_case)
    return {source.name: source for source in (_simulator(use_case), *PUBLIC[use_case])}


def resolve(use_case: str, name: str, out: Path, *, cache: Path, seed: int, scale: float) -> None:
    """Write the tables of a source to the folder `out`.

    Args:
        use_case: Whose contract the tables fulfil.
        name: A source of `sources_for(use_case)`.
        out: Folder for the tables, made where absent.
        cache: Folder that keeps fetched files between runs.
        seed: Of the simulated marketplace; public data do not depend on it.
        scale: Size of the simulated marketplace; public data come whole.

    Raises:
        DataError: The source is unknown, or its files cannot be had or are altered.
    """
    source = source_named(use_case, name)
    if source.name == SIMULATOR:
        import_module(f"sources.simulator.{source.use_case}").write(out, seed=seed, scale=scale)
    else:
        source.write(out, cache)


def contract_options(use_case: str, name: str) -> dict[str, tuple[str, ...]]:
    """The columns that a source has beyond those that the contract names, by the contract's option that declares them.

    Raises:
        DataError: The source is unknown.
    """
    source = source_named(use_case, name)
    if source.name != SIMULATOR:
        return dict(source.contract_options)
    return dict(getattr(import_module(f"sources.simulator.{source.use_case}"), "CONTRACT_OPTIONS", {}))


def fetch(use_case: str, name: str, *, cache: Path) -> list[Path]:
    """Put all files of a source into `cache` and return their paths; the simulator has none."""
    return [obtain(file, cache) for file in source_named(use_case, name).files]


def describe(use_case: str, *, cache: Path | None = None) -> list[dict[str, Any]]:
    """The facts of every source of a use case, for display.

    Args:
        use_case: Whose sources.
        cache: Folder that keeps fetched files; the one that runs use where it is not given.

    Returns:
        A dict a source with the fields of `Source` that are facts, and `available`: `built in`,
        `cached`, `local` (in the local folder) or `remote`.
    """
    facts = (
        "name",
        "summary",
        "home",
        "licence",
        "citation",
        "rows",
        "dropped",
        "metric",
        "floor",
        "published",
        "notes",
    )
    cache = cache or environment.state_directory() / "public"
    return [
        {fact: _plain(getattr(source, fact)) for fact in facts} | {"available": _available(source, cache)}
        for source in sources_for(use_case).values()
    ]


def source_named(use_case: str, name: str) -> Source:
    """The source of that name.

    Raises:
        DataError: No such source; names the nearest ones.
    """
    known = sources_for(use_case)
    if name not in known:
        raise DataError(f"No source {name!r} for {use_case}.", _nearest(name, list(known)))
    return known[name]


def _known_use_case(use_case: str) -> str:
    module = use_case.strip().replace("-", "_")
    if module not in PUBLIC:
        raise DataError(f"No use case {use_case!r} has data sources.", _nearest(module, list(PUBLIC)))
    return module


def _nearest(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=3, cutoff=0.5)
    hint = f"Did you mean {' or '.join(near)}? " if near else ""
    return f"{hint}Known: {', '.join(known)}."


def _simulator(use_case: str) -> Source:
    return Source(
        name=SIMULATOR,
        use_case=use_case,
        summary="The embedded marketplace: any size, its truth known; it proves the plumbing, not a model's quality.",
        home="in this repository, sources/simulator",
        licence="Apache-2.0",
        citation="",
        metric="challenge measures against the simulated truth",
        writer="",
        notes=("Needs no network. The same seed and scale give the same tables.",),
    )


def _available(source: Source, cache: Path) -> str:
    if source.name == SIMULATOR:
        return "built in"
    states = {availability(file, cache) for file in source.files}
    return next(state for state in ("remote", "local", "cached") if state in states)


def _plain(fact: object) -> object:
    if isinstance(fact, Mapping):
        return dict(fact)
    return list(fact) if isinstance(fact, tuple) else fact
