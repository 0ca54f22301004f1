"""The forecasting benchmark split by split: the flow's own steps, then everybody on the same weeks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from benchmarks import demand_forecasting_peers as peers
from benchmarks import demand_forecasting_report as report
from benchmarks.demand_forecasting_process import USE_CASE, ask
from benchmarks.demand_forecasting_targets import SOURCE, SPLITS
from benchmarks.report_tables import out
from params.base import Profile
from params.demand_forecasting import Parameters
from params.loading import load

Json = dict[str, Any]


@dataclass(frozen=True)
class Choice:
    """What to measure.

    Attributes:
        splits: Keys of `demand_forecasting_targets.SPLITS`.
        profile: Profile of params.yaml.
        ours: Whether our model is trained and measured.
        methods: Peers by name; all that are installed where absent.
        settings: Parameters, `key.path=value`.
    """

    splits: Sequence[str]
    profile: str
    ours: bool
    methods: tuple[str, ...] | None
    settings: tuple[str, ...]


def measured(chosen: Choice) -> Json:
    """Measure and print split by split.

    Returns:
        `profile`, `source`; `splits`: by name, `origin`, `weeks`, `levels` (by level, by method), `costs`, `verdicts`.

    Raises:
        UserError: A setting or the data are refused.
    """
    results: Json = {"profile": chosen.profile, "source": SOURCE, "splits": {}}
    for name in peers.PACKAGES:
        if not peers.installed(name):
            out.print(f"peer {name} is not installed: pip install '.[bench]'\n")
    for split in chosen.splits:
        results["splits"][split] = _measured(split, chosen)
    for sentence in (said for found in results["splits"].values() for said in found["verdicts"]):
        out.print(sentence)
    return results


def _measured(name: str, chosen: Choice) -> Json:
    split = SPLITS[name]
    settings = (*split.settings, *chosen.settings)
    parameters = load(Parameters, USE_CASE, Profile(chosen.profile), {"source": SOURCE}, settings).model_dump(
        mode="json"
    )
    prepared = ask("prepare", parameters)
    given = {"examples": prepared["references"]["examples"]}
    costs = prepared["costs"]
    if chosen.ours:
        fitted = ask("fit", parameters, given)
        given |= fitted["references"]
        costs |= fitted["costs"]
    methods = None if chosen.methods is None else list(chosen.methods)
    levels = ask("measure", parameters, given, split=name, methods=methods)
    where = f"{name}, {split.weeks} weeks from {split.origin.isoformat()}, profile {chosen.profile}"
    for level, found in levels.items():
        out.print(report.methods(f"By {level}: {where}", found))
        if chosen.ours:
            out.print(report.slices(f"Ours by {level}: {where}", found["ours"]))
    return {
        "origin": split.origin.isoformat(),
        "weeks": split.weeks,
        "floor": split.floor,
        "levels": levels,
        "costs": costs,
        "verdicts": report.verdicts(name, split, levels),
    }
