"""What was measured of methods of product classification as text, with verdicts on the targets."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.category_targets import COSTS, FLOORS, MEASURES
from benchmarks.report_tables import framed, plain_table

Json = dict[str, Any]

OURS: Final = "ours"
SHOWN: Final = {
    "top1": "top-1",
    "top5": "top-5",
    "macro_f1": "macro-F1",
    "weighted_f1": "weighted-F1",
    "macro_f1_scarce": "macro-F1, scarce leaves",
    "hierarchical_f1": "hierarchical F1",
    "tree_distance": "tree distance",
    "ece": "ECE",
    "coverage_at_95_precision": "coverage at 95 %",
}
SPENT: Final = {
    "train_seconds": "training s",
    "train_titles_per_second": "titles/s trained",
    "train_peak_mb": "peak MB training",
    "titles_per_second": "titles/s scored",
    "ask_peak_mb": "peak MB scoring",
    "model_mb": "model MB",
}


def rates(costs: Json) -> Json:
    """Costs of a method with its rates: `train_titles_per_second` and `titles_per_second`."""
    return {
        **costs,
        "train_titles_per_second": costs["train_rows"] / costs["train_seconds"],
        "titles_per_second": costs["ask_rows"] / costs["ask_seconds"],
    }


def shown(found: Json) -> Group:
    """A table of the measures, one of how far ours is ahead, one of the costs; then the verdicts.

    Args:
        found: `split`, `share`, `methods` and `ahead` (see `category_scores.measured`), and `costs` by method.
    """
    methods = found["methods"]
    measures = plain_table(["", *methods, "floor"])
    for name, called in SHOWN.items():
        floor = FLOORS.get(name) if _whole_test(found) else None
        cells = [_with_ends(one.get(name)) for one in methods.values()]
        if any(cells):
            measures.add_row(called, *cells, _number(floor))
    title = f"UHTT, {found['split']}, {found['share']:.0%} of the leaves, {found['listings']:,} listings"
    parts = [framed(title, measures, "with 95 % intervals")]
    if found["ahead"]:
        parts.append(framed("Gains of ours over each", _gains(found["ahead"]), "paired, with 95 % intervals"))
    costs = plain_table(["", *SPENT.values()])
    for name, spent in found["costs"].items():
        costs.add_row(name, *(_count(spent.get(what)) for what in SPENT))
    title = f"Costs, {found['threads']} threads, each method in a process of its own"
    parts.append(framed(title, costs, "peaks hold some 300 MB of Python and its libraries"))
    return Group(*parts, "\n".join(verdicts(found)))


def verdicts(found: Json) -> list[str]:
    """Each target with what was reached, and whether it is met; none where ours was not measured."""
    if OURS not in found["methods"]:
        return []
    ours, spent = found["methods"][OURS], found["costs"].get(OURS, {})
    values = [(target, ours[name]["value"]) for name, target in MEASURES.items()]
    values += [(target, spent[name]) for name, target in COSTS.items() if name in spent]
    said = [f"{target}: {_count(value)}, {'met' if target.met(value) else 'missed'}" for target, value in values]
    for name, gains in found["ahead"].items():
        for measure in MEASURES:
            gain = gains[measure]
            above = gain["low"] is not None and gain["low"] > 0
            said.append(f"{SHOWN[measure]} above {name} beyond noise: {_gain(gain)}, {'met' if above else 'missed'}")
    return said if _whole_test(found) else [*said, "not the official test: no target is met or missed by this"]


def _whole_test(found: Json) -> bool:
    return found["split"] == "test" and found["share"] >= 1


def _gains(ahead: Json) -> Any:
    table = plain_table(
        ["over", *(called for name, called in SHOWN.items() if any(name in one for one in ahead.values()))]
    )
    for other, gains in ahead.items():
        table.add_row(other, *(_gain(gains.get(name)) for name in SHOWN if any(name in one for one in ahead.values())))
    return table


def _with_ends(measure: Json | None) -> str:
    if measure is None or measure["value"] is None:
        return ""
    ends = "" if measure["low"] is None else f" ({_number(measure['low'])}-{_number(measure['high'])})"
    return f"{_number(measure['value'])}{ends}"


def _gain(gain: Json | None) -> str:
    if gain is None or gain["gain"] is None:
        return ""
    ends = "" if gain["low"] is None else f" ({gain['low']:+.4f} to {gain['high']:+.4f})"
    return f"{gain['gain']:+.4f}{ends}"


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:.3f}"


def _count(value: float | None) -> str:
    return "" if value is None else f"{value:,.0f}" if abs(value) >= 10 else f"{value:.3f}"
