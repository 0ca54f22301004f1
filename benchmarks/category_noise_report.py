"""What was measured of label noise as text."""

from __future__ import annotations

from typing import Any

from rich.console import Group

from benchmarks.category_noise_process import WAYS
from benchmarks.report_tables import framed, plain_table

Json = dict[str, Any]


def shown(found: Json) -> Group:
    """A table of what noise costs with the noise pass and without, and one of which labels are found.

    Args:
        found: What `product_classification_noise.measured` returns.
    """
    return Group(_costs(found["rows"]), _found(found["rows"]))


def _costs(rows: list[Json]) -> Group:
    shown = [f"{measure} {way}" for measure in ("top-1", "macro-F1", "lost") for way in WAYS]
    table = plain_table(["flipped", *shown, "set aside", "less", "s"])
    clean = next((row["off"] for row in rows if row["noise"] == 0), None)
    for row in rows:
        ways = [row[way] for way in WAYS]
        lost = [f"{100 * (clean['top1'] - one['top1']):.2f}" if clean else "-" for one in ways]
        facts = row["on"]["facts"]
        table.add_row(
            f"{row['noise']:.0%} {row['kind']}",
            *(f"{one[name]:.4f}" for name in ("top1", "macro_f1") for one in ways),
            *lost,
            *(f"{facts[name]:,}" for name in ("set_aside", "down_weighted")),
            f"{row['on']['seconds']:.0f}",
        )
    return framed(
        "What label noise costs, on labels as they were",
        table,
        "off, on: the noise pass; known: every flipped label is left out; lost: points of top-1 to no flips and no "
        "noise pass; labels of train alone are flipped, valid, on which probabilities are calibrated, stays as it was",
    )


def _found(rows: list[Json]) -> Group:
    table = plain_table(["flipped", "method", "told %", "precision", "recall"])
    for row in rows:
        for name, one in row["judged"]["methods"].items():
            table.add_row(
                f"{row['noise']:.0%} {row['kind']}",
                name,
                f"{100 * one['told']:.1f}",
                *("-" if one[key] is None else f"{one[key]:.3f}" for key in ("precision", "recall")),
            )
    return framed(
        "Which flipped labels are found", table, "labels that were wrong before any flip count as falsely found"
    )
