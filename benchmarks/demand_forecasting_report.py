"""The forecasting benchmark's tables, in plain text that can be pasted into a report."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from rich.console import Group
from rich.table import Table

from benchmarks.demand_forecasting_targets import COVERAGE, Split
from benchmarks.report_tables import framed, plain_table

Json = dict[str, Any]

INTERVAL: Final = "95 % interval of resampled rows in brackets"
SPANS: Final = {"1": "week 1", "2_4": "2-4", "5_13": "5-13", "14_26": "14-26", "27_52": "27-52"}


def methods(title: str, found: Mapping[str, Json]) -> Group:
    """A row a method at one level."""
    table = plain_table(
        ["", "WAPE", "ours over it", "RMSSE", "weighted quantile loss", "bias", "within 80 %", "seconds"]
    )
    for name, method in found.items():
        measures = method["measures"]
        table.add_row(
            name,
            _with_interval(measures["wape"]),
            _with_interval(method.get("ours_over_theirs")),
            _number(measures["rmsse"]),
            _number(measures.get("weighted_quantile_loss")),
            _number(measures["bias"], signed=True),
            _number(measures.get("coverage_80")),
            f"{method['seconds']:,.1f}",
        )
    return framed(title, table, f"WAPE of the median or the point forecast; {INTERVAL}")


def slices(title: str, ours: Json) -> Group:
    """Our error and coverage by horizon and by volume."""
    table = plain_table(["", "WAPE", "within 80 %"])
    measures = ours["measures"]
    for span, name in SPANS.items():
        _slice(table, f"weeks ahead: {name.removeprefix('week ')}", measures, f"week_{span}")
    for name in measures:
        if name.startswith("coverage_80_volume_"):
            volume = name.removeprefix("coverage_80_volume_")
            _slice(table, f"units a week before: {volume}", measures, f"volume_{volume}")
    below, above = (_number(measures.get(side)) for side in ("below", "above"))
    return framed(title, table, f"share of weeks below P10 {below}, above P90 {above}")


def verdicts(name: str, split: Split, levels: Mapping[str, Mapping[str, Json]]) -> list[str]:
    """Sentences: which targets are met."""
    ours = {level: found["ours"]["measures"] for level, found in levels.items() if "ours" in found}
    if not ours:
        return []
    product = ours["product"]
    wape, covered = product["wape"]["value"], product["coverage_80"]["value"]
    said = []
    if split.below is not None:
        sign = "<=" if split.at_most else "<"
        said.append(f"{name}: WAPE by product {wape:.3f}, target {sign} {split.below:g}: {_word(split.met(wape))}")
    low, high = COVERAGE
    inside = low <= covered <= high
    said.append(f"{name}: 80 % intervals by product cover {covered:.3f}, target {low:g}-{high:g}: {_word(inside)}")
    for level, found in levels.items():
        peers = {peer: one["measures"]["wape"]["value"] for peer, one in found.items() if peer != "ours"}
        best = min(peers, key=lambda peer: peers[peer], default=None)
        if best is not None:
            value = ours[level]["wape"]["value"]
            better = _word(value < peers[best])
            said.append(
                f"{name}: WAPE by {level} {value:.3f}, best peer {best} {peers[best]:.3f}, to be better: {better}"
            )
    return said


def _slice(table: Table, title: str, measures: Json, key: str) -> None:
    wape, covered = measures.get(f"wape_{key}"), measures.get(f"coverage_80_{key}")
    if wape is not None or covered is not None:
        table.add_row(title, _number(wape), _number(covered))


def _word(met: bool | None) -> str:
    return "met" if met else "missed"


def _number(measure: Json | None, *, signed: bool = False) -> str:
    if measure is None or measure["value"] is None:
        return ""
    value = measure["value"]
    if abs(value) >= 1000:
        return f"{value:.2g}"
    return f"{value:+.3f}" if signed else f"{value:.3f}"


def _with_interval(measure: Json | None) -> str:
    text = _number(measure)
    if measure is None or not text or measure["low"] is None or measure["high"] is None:
        return text
    return f"{text} ({measure['low']:.3f}-{measure['high']:.3f})"
