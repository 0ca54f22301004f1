"""What was measured of visual search on the simulated market as text, with verdicts on the targets."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.report_tables import costs_of_steps, framed, plain_table, with_ends
from benchmarks.visual_targets import LOCATED, LOST

Json = dict[str, Any]

PRODUCT: Final = {
    "located": "located",
    "told": "a box is told",
    "right": "and names it",
    "among_5": "among the photo's first five",
}
EVALUATED: Final = (
    "top_1",
    "top_5",
    "mrr",
    "box_recall",
    "box_precision",
    "locator_recall",
    "locator_precision",
    "locating_gain",
    "refused_at_95",
    "accepted_by_itself",
    "top_1_by_itself",
    "box_recall_by_itself",
    "box_precision_by_itself",
    "box_right_by_itself",
    "refused_by_itself",
    "refused_lacking_at_95",
    "added_top_1",
    "added_top_5",
    "top_1_turned",
    "top_1_dark",
    "top_1_blurred",
    "top_1_occluded",
    "ece",
    "latency_p50_ms",
    "latency_p99_ms",
    "rows_per_second",
)
_TARGET_SHARE: Final = 0.25


def shown(found: Json) -> Group:
    """Tables of the truth, of shares of the picture and of the flow's own measures; then the verdicts.

    Args:
        found: What `visual_search_simulated.measured` returns.
    """
    truth, world = found["truth"], found["world"]
    title = f"simulated market, scale {world['scale']:g}, seed {world['seed']}, {world['profile']}"
    table = plain_table(["", "rows", *PRODUCT.values()])
    for name, bands in truth["bands"].items():
        for one in bands:
            begin = one["from"] if isinstance(one["from"], str) else f"from {one['from']:g}"
            cells = (with_ends(one["measures"][measure]) for measure in PRODUCT)
            table.add_row(f"{name}: {begin}", f"{one['rows']:,}", *cells)
    table.add_row("all", "", *(with_ends(truth["measures"][name]) for name in PRODUCT))
    parts = [
        framed(f"{title}: {truth['photos']:,} test photos, each product of the catalogue", table, "95 % intervals"),
        _shrunk(found["shrunk"]),
        _evaluated(found["evaluation"]),
        costs_of_steps(found["costs"]),
    ]
    return Group(*parts, "\n".join(verdicts(found)))


def verdicts(found: Json) -> list[str]:
    """One line a target: what is asked, what was measured, met or missed."""
    measures = found["truth"]["measures"]
    at = {one["share"]: one["lost"] for one in found["shrunk"]}
    precision = measures["locator_precision"]["value"]
    told = "" if precision is None else f"; its precision is {precision:.3f}, things that are no products counted"
    lines = [f"{LOCATED.verdict_of(measures['located_of_all'])}{told}"]
    return [*lines, LOST.verdict_of(at[_TARGET_SHARE]) if _TARGET_SHARE in at else LOST.verdict(None)]


def _shrunk(rows: list[Json]) -> Group:
    table = plain_table(["product at", "photos", "top-1", "a box is there", "lost"])
    for one in rows:
        cells = (with_ends(one[name]) for name in ("top_1", "located", "lost"))
        table.add_row(f"{one['share']:.0%} of the picture", f"{one['photos']:,}", *cells)
    return framed("Fresh photos among clutter, the same but for the size of the product", table)


def _evaluated(measures: Json) -> Group:
    table = plain_table(["measure", "value", "n"])
    for name in EVALUATED:
        if name in measures:
            table.add_row(name, with_ends(measures[name]), f"{measures[name]['n']:,}")
    return framed("What the flow's evaluation measures", table)
