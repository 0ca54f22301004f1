"""The matching benchmark's tables, in plain text that can be pasted into a report."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from rich.console import Group
from rich.table import Table

from benchmarks.matching_targets import COMPLETENESS, COMPLETENESS_AT, FALSE_MERGES, QUALITY, Target
from benchmarks.report_tables import framed, plain_table

Json = dict[str, Any]

INTERVAL = "95 % interval in brackets"

# Name of the measure, how it is called here; a row that no source has is left out.
ROWS = {
    "f1": "F1",
    "precision": "precision at the F1 threshold",
    "recall": "recall at the F1 threshold",
    "precision_at_operating_point": "precision at the operating point",
    "recall_at_operating_point": "recall at the operating point",
    "recall_at_95_precision": "recall at 95 % precision",
    "recall_at_97_precision": "recall at 97 % precision",
    "recall_at_99_precision": "recall at 99 % precision",
    "average_precision": "average precision",
    "f1_unseen_product": "F1, unseen products",
    "f1_without_title": "F1, title blanked",
    "f1_without_description": "F1, description blanked",
    "f1_without_brand": "F1, brand blanked",
    "f1_without_price": "F1, price blanked",
    "f1_without_attributes": "F1, attributes blanked",
    "false_merges_on_twins": "false merges on test twins",
    "pair_completeness": "pair completeness, test pairs asked of the index",
}
COSTS = {
    "candidates_per_listing": "candidates a listing",
    "latency_p50_ms": "latency of one request, p50",
    "latency_p99_ms": "latency of one request, p99",
    "rows_per_second": "pairs scored a second",
    "peak_memory_mb": "peak memory, evaluation",
    "bundle_mb": "bundle",
    "load_seconds": "load",
}


def quality(results: Mapping[str, Json], profile: str) -> Group:
    """A column a source, shares in percent with their 95 % interval: ours, the bounds, published numbers, peers."""
    table = plain_table(["", *results])
    measures = {name: result.get("measures", {}) for name, result in results.items()}
    _add(table, "F1", (_share(found.get("f1")) for found in measures.values()))
    _add(table, "  target", (_verdict(name, "f1", measures[name]) for name in results))
    _add(table, "  floor: plain baseline", (_percent(result["source"]["floor"]) for result in results.values()))
    systems = dict.fromkeys(system for result in results.values() for system in result["source"]["published"])
    for system in systems:
        _add(
            table, f"  published: {system}", (_percent(r["source"]["published"].get(system)) for r in results.values())
        )
    _peer_rows(table, results)
    for name, title in list(ROWS.items())[1:]:
        _add(table, title, (_share(found.get(name)) for found in measures.values()))
        if any(name in targets for targets in QUALITY.values()):
            _add(table, "  target", (_verdict(source, name, measures[source]) for source in results))
    _add(table, "test pairs", (_count(found.get("f1", {}).get("n")) for found in measures.values()))
    for name, title in COSTS.items():
        _add(table, title, (_plain(found.get(name)) for found in measures.values()))
    costs = [result.get("costs", {}) for result in results.values()]
    _add(table, "train", (_seconds(cost.get("train", {}).get("seconds")) for cost in costs))
    _add(table, "peak memory, train", (_megabytes(cost.get("train", {}).get("children_peak_mb")) for cost in costs))
    return framed(f"Quality on the frozen tests, profile {profile}: shares in percent, {INTERVAL}", table)


def _peer_rows(table: Table, results: Mapping[str, Json]) -> None:
    names = dict.fromkeys(name for result in results.values() for name in result.get("peers", {}))
    for name in names:
        peers = [result.get("peers", {}).get(name, {}) for result in results.values()]
        found = [peer.get("measures", {}) for peer in peers]
        _add(table, f"  peer: {name}", (_share(measures.get("f1")) for measures in found))
        _add(table, "    ours ahead by", (_ahead(peer.get("ours_ahead")) for peer in peers))
        shares = (_share(measures.get("recall_at_99_precision")) for measures in found)
        _add(table, "    its recall at 99 % precision", shares)
        _add(table, "    its time", (_seconds(peer.get("seconds")) for peer in peers))


def blocking(source: str, result: Json, floor: float | None) -> Group:
    """The curve of pair completeness over candidates kept."""
    title = (
        f"Blocking on {source}: {result['true_pairs']:,} true pairs of test products, "
        f"index over {result['listings']:,} listings built in {result['build_seconds']:.1f} s"
    )
    table = plain_table(["at most", "candidates a listing", "pair completeness", "target", "best possible", "search"])
    for point in result["points"]:
        bound = COMPLETENESS.get(source) if point["k"] == COMPLETENESS_AT else None
        table.add_row(
            str(point["k"]),
            f"{point['candidates_per_listing']:.2f}",
            _share(point["completeness"]),
            _judged(bound, point["completeness"]),
            f"{100 * point['best_possible']:.1f}",
            _seconds(point["seconds"]),
        )
    known = f", floor {_percent(floor)}" if floor is not None else ""
    return framed(title, table, f"first candidate right: {_share(result['nearest_right'])}{known}")


def twins(result: Json) -> Group:
    """False merges by kind, then the true pairs found at the same threshold."""
    world, threshold = result["world"], result["threshold"]
    title = (
        f"Variation twins in the simulator (seed {world['seed']}, scale {world['scale']:g}): {result['listings']:,} "
        f"listings of {result['held_out_families']:,} families held out of {result['families']:,}"
    )
    table = plain_table(["", "called match", "target", "pairs"])
    for name, merges in result["merges"].items():
        bound = FALSE_MERGES if name == "all twins" else None
        table.add_row(f"false: {name}", _share(merges, digits=2), _judged(bound, merges), _count(merges["n"]))
    for name, matches in result["matches"].items():
        table.add_row(f"true: {name}", _share(matches, digits=2), "", _count(matches["n"]))
    certified = "certified" if threshold["certified"] else "not certified"
    stated = f"precision {threshold['stated']:.0%} stated, {certified} on valid"
    return framed(title, table, f"operating threshold {threshold['value']:.4f}: {stated}; exact {INTERVAL}")


def scale(records: list[Json], target: Json) -> Group:
    """A column a size; the target is for one of the sizes.

    Args:
        records: As `benchmarks.product_matching_scale.curve` returns them.
        target: `listings`, and the most `minutes` and `gibibytes` that they may take.
    """
    table = plain_table(["", *(f"{record['listings']:,} listings" for record in records)])
    for name in records[0]:
        _add(table, name.replace("_", " "), (_cell(record[name]) for record in records))
    bound = f"target: {target['listings']:,} listings in {target['minutes']} minutes below {target['gibibytes']} GiB"
    # A world has about as many listings as it was asked for.
    asked = [r for r in records if 0.9 * target["listings"] < r["listings"] < 1.1 * target["listings"]]
    for record in asked:
        met = record["total"] <= 60 * target["minutes"] and record["peak_gibibytes"] < target["gibibytes"]
        bound += f": {'met' if met else 'missed'}"
    return framed("Scale: simulated listings blocked, scored and clustered end to end, seconds by stage", table, bound)


def _add(table: Table, title: str, cells: Iterable[str]) -> None:
    filled = list(cells)
    if any(filled):
        table.add_row(title, *filled)


def _share(measure: Json | None, digits: int = 1) -> str:
    if measure is None or measure["value"] is None:
        return ""
    text = f"{100 * measure['value']:.{digits}f}"
    if measure["low"] is None or measure["high"] is None:
        return text
    return f"{text} ({100 * measure['low']:.{digits}f}-{100 * measure['high']:.{digits}f})"


def _verdict(source: str, name: str, measures: Json) -> str:
    return _judged(QUALITY.get(source, {}).get(name), measures.get(name))


def _judged(target: Target | None, measure: Json | None) -> str:
    """The bound, whether it is met, and whether the interval's worse end meets it too."""
    if target is None:
        return ""
    if measure is None or measure["value"] is None:
        return str(target)
    if not target.met(measure["value"]):
        return f"{target} missed"
    worse = measure["low"] if target.at_least else measure["high"]
    return f"{target} met" if worse is not None and target.met(worse) else f"{target} met, in doubt"


def _ahead(test: Json | None) -> str:
    if test is None:
        return ""
    return f"{100 * test['difference']:+.1f} (p {test['p_value']:.3f})"


def _plain(measure: Json | None) -> str:
    if measure is None or measure["value"] is None:
        return ""
    return f"{_cell(measure['value'])} {measure['unit']}".strip()


def _cell(value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return "" if value is None else str(value)
    return f"{value:,.0f}" if abs(value) >= 100 or value == int(value) else f"{value:.3g}"


def _percent(value: float | None) -> str:
    return "" if value is None else f"{value:.1f}"


def _count(value: int | None) -> str:
    return "" if value is None else f"{value:,}"


def _seconds(value: float | None) -> str:
    return "" if value is None else f"{value:,.1f} s"


def _megabytes(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f} MB"
