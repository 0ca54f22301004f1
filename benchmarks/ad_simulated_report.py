"""What was measured of ad clicks against the simulator's truth as text, with verdicts on the targets."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.report_tables import framed, plain_table

OVER_TRUTH: Final = 1.02  # most of the log loss over that of the true probabilities
OFF_CALIBRATION: Final = 0.05  # most of the distance of a campaign's calibration ratio from 1

Json = dict[str, Any]


def shown(found: Json) -> Group:
    """Tables of the slices, the campaigns, the parts that are missed and the costs; then the verdicts.

    Args:
        found: What `ad_click_simulated.measured` returns.
    """
    ways = [name for name in ("frozen", "learning", "informed", "constant") if name in found]
    return Group(
        *(_slices(f"{way}: {_SAYS[way]}", found[way]["slices"]) for way in ways),
        *(_campaigns(way, found[way]["campaigns"]) for way in ways if way != "constant"),
        *([_missed({way: found[way]["missed"] for way in ways})] if found[ways[0]]["missed"] else []),
        _costs(found["costs"]),
        "\n".join(_verdicts(found)),
    )


_SAYS: Final = {
    "frozen": "the model as it was trained",
    "learning": "the same model, which learns of the test's impressions after it has answered them",
    "informed": "a learner that knows the form of the truth and the spread of its parts",
    "constant": "the share of clicks so far",
}


def _slices(title: str, rows: Json) -> Group:
    names = ("rows", "positives", "log loss", "of truth", "ratio", "expected", "NE", "NE truth", "calibration")
    table = plain_table(["part", *names, "to truth"])
    for name, row in rows.items():
        table.add_row(name, *_cells(row))
    return framed(title, table, "ratio: log loss over the truth's; expected: the same over all clicks there might be")


def _cells(row: Json) -> list[str]:
    counts = [f"{row['rows']:,}", f"{row['clicks']:,}"]
    if "log_loss" not in row:
        return counts + ["-"] * 8
    return [
        *counts,
        f"{row['log_loss']:.5f}",
        f"{row['truth']:.5f}",
        _share(row["relative"]),
        f"{row['expected']:.4f}",
        f"{row['normalised_entropy']:.4f}",
        f"{row['normalised_entropy_of_truth']:.4f}",
        _share(row["calibration"]),
        f"{row['calibration_to_truth']:.3f}",
    ]


def _campaigns(way: str, rows: Json) -> Group:
    table = plain_table(["campaign", "positives in the log", "in the test", "over positives", "over truth"])
    for name, row in rows.items():
        ratios = (_share(row["calibration"]), f"{row['calibration_to_truth']:.3f}") if "calibration" in row else "--"
        table.add_row(name, f"{row['clicks_in_log']:,}", f"{row['clicks']:,}", *ratios)
    return framed(f"{way}: sum of probabilities of campaigns with many clicks", table)


def _missed(by_way: dict[str, Json]) -> Group:
    table = plain_table(["part", *(f"{way} {what}" for way in by_way for what in ("slope", "cost %"))])
    for name in dict.fromkeys(name for rows in by_way.values() for name in rows):
        cells = [by_way[way].get(name, {}) for way in by_way]
        shown_cells = [
            _number(cell.get(what), times) for cell in cells for what, times in (("slope", 1), ("cost", 100))
        ]
        table.add_row(name, *shown_cells)
    return framed(
        "What is missed of the true log odds before the shift",
        table,
        "slope: 0 learnt, -1 unknown, above 0 overdone; cost: expected loss over the truth's, percent",
    )


def _number(value: float | None, times: int) -> str:
    return "-" if value is None else f"{value * times:.3f}"


def _costs(costs: Json) -> Group:
    table = plain_table(["step", "seconds", "peak MB", "of which its processes"])
    for step, cost in costs.items():
        peaks = [cost.get("own_peak_mb"), cost["children_peak_mb"]]
        cells = (cost["seconds"], max((peak for peak in peaks if peak), default=None), peaks[1])
        table.add_row(step, *("-" if value is None else f"{value:,.1f}" for value in cells))
    return framed("What the steps cost", table)


def _share(share: Json) -> str:
    return f"{share['value']:.4f} ({share['low']:.3f} to {share['high']:.3f})"


def _verdicts(found: Json) -> list[str]:
    lines = [f"world: {found['world']}"]
    for way in ("frozen", "learning"):
        for part in ("all", "before the shift"):
            row = found[way]["slices"][part]
            if "relative" in row:
                met = "met" if row["relative"]["value"] <= OVER_TRUTH else "MISSED"
                lines.append(
                    f"{way}, {part}: log loss over the truth's {_share(row['relative'])}, "
                    f"expected {row['expected']:.4f}, target <= {OVER_TRUTH}: {met}"
                )
        lines += [
            _campaign_verdict(way, name, found[way][name]) for name in ("campaigns", "campaigns before the shift")
        ]
    return lines


def _campaign_verdict(way: str, title: str, rows: Json) -> str:
    ratios = [row["calibration_to_truth"] for row in rows.values() if "calibration_to_truth" in row]
    if not ratios:
        return f"{way}, {title}: none has enough clicks"
    held = sum(abs(ratio - 1) <= OFF_CALIBRATION for ratio in ratios)
    worst = max(ratios, key=lambda ratio: abs(ratio - 1))
    met = "met" if held == len(ratios) else "MISSED"
    return (
        f"{way}, {title}: {held} of {len(ratios)} within 1 +- {OFF_CALIBRATION} of the truth, worst {worst:.3f}: {met}"
    )
