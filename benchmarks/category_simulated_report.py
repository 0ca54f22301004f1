"""What was measured of product classification against the simulator's truth as text, with verdicts on the targets."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from rich.console import Group

from benchmarks.report_tables import framed, plain_table

CONFUSED: Final = 0.01  # most of the listings with a counterpart that lie under it
LOST: Final = 0.02  # most that 30 % of flipped labels cost
COVERED: Final = 0.85  # least share answered below the root,
RIGHT: Final = 0.95  # with so much of it right
_CONFUSIONS, _CHARACTERS = 10, 60  # shown, of each text
_TARGET_FLIPS: Final = "0.3"
_SHOWN: Final = (
    "top1",
    "top5",
    "macro_f1",
    "weighted_f1",
    "macro_f1_scarce",
    "hierarchical_f1",
    "tree_distance",
    "micro_f1",
    "jaccard",
    "micro_f1_several",
    "jaccard_several",
    "ece",
    "coverage_at_95_precision",
    "leaf_precision",
    "leaf_coverage",
    "answer_precision",
    "answer_coverage",
    "answered_depth",
    "accessory_confusion",
)

Json = dict[str, Any]


def shown(found: Json) -> Group:
    """Tables of the measures, of what the world allows, of noise and costs; then the verdicts.

    Args:
        found: What `product_classification_simulated.measured` returns.
    """
    measures = found["measures"]
    others = [name for name in measures if name not in _SHOWN]
    return Group(
        _measures("Against the true leaves of the test", measures, (name for name in _SHOWN if name in measures)),
        _measures("Parts of the test, and the model asked again", measures, others),
        _parts("First answers by what a listing's texts tell", found["told"]),
        _ceiling(found["ceiling"]),
        _parts("Abstaining answers by level of the tree, 0 is the root", found["levels"]),
        _detector(found),
        _flips(found["flips"]),
        _confusions(found["confused"]),
        _costs(found["costs"]),
        "\n".join(verdicts(found)),
    )


def _measures(title: str, measures: Json, names: Iterable[str]) -> Group:
    table = plain_table(["measure", "value", "95 % interval", "listings"])
    for name in names:
        one = measures[name]
        ends = "" if one["low"] is None else f"{_number(one['low'])} to {_number(one['high'])}"
        table.add_row(name, _number(one["value"]), ends, f"{one['n']:,}")
    return framed(title, table)


def _parts(title: str, parts: Json) -> Group:
    table = plain_table(["part", "share of listings", "right"])
    for name, one in parts.items():
        table.add_row(name, _number(one["share"]), _number(one["right"]))
    return framed(title, table)


def _ceiling(ceiling: Json) -> Group:
    table = plain_table(["what an oracle knows", "listings", "right"])
    for name, one in ceiling["ways"].items():
        table.add_row(name, f"{one['listings']:,}", _number(one["right"]))
    return framed(
        "What the world allows one who reads every word and forgets no product",
        table,
        f"top-1 {_number(ceiling['top1'])}, accessory confusion {_number(ceiling['confused'])}, "
        f"surely answerable {_number(ceiling['answerable'])}; "
        + "; ".join(f"{name}: {one['meaning']}" for name, one in ceiling["ways"].items()),
    )


def _detector(found: Json) -> Group:
    rows = {"as labelled": found["noise"]}
    rows |= {f"{share} flipped": one["on"]["noise"] for share, one in found["flips"].items() if float(share) > 0}
    table = plain_table(["training labels", "all", "wrong", "held to be", *_SCORES])
    for name, row in rows.items():
        for part in _PARTS:
            cells = (_number(row[part][score]) for score in _SCORES)
            table.add_row(name, f"{row['labels']:,}", f"{row['wrong']:,}", part.replace("_", " "), *cells)
    return framed(
        "The noise detector beside the truly wrong labels",
        table,
        "distrusted: set aside or counting less; reported: also those that people are asked about alone",
    )


_PARTS: Final = ("set_aside", "distrusted", "reported")
_SCORES: Final = ("found", "precision", "recall")


def _flips(flips: Json) -> Group:
    names = ("top1", "macro_f1", "weighted_f1", "micro_f1", "answer_precision", "answer_coverage", "seconds")
    table = plain_table(["flipped on top", "noise pass", *names])
    for share, ways in flips.items():
        for way, one in ways.items():
            table.add_row(share, way, *(_number(one[name]) for name in names))
    return framed(
        "Training labels made worse",
        table,
        "perfect: what is truly wrong, flipped or not, is not trained on; labels of valid, which calibrates, are not "
        "flipped",
    )


def _confusions(rows: list[Json]) -> Group:
    names = ("title", "description", "answered", "true")
    table = plain_table([*names, "probability"])
    for row in rows[:_CONFUSIONS]:
        cells = [row["title"], row["description"], *(row[name].rsplit(" > ", 1)[-1] for name in names[2:])]
        table.add_row(*((cell or "-")[:_CHARACTERS] for cell in cells), str(row["probability"]))
    return framed("Some that lie among their accessories, or the reverse", table)


def _costs(costs: Json) -> Group:
    table = plain_table(["step", "seconds", "peak MB", "of which its processes"])
    for step, cost in costs.items():
        peaks = [cost.get("own_peak_mb"), cost["children_peak_mb"]]
        cells = (cost["seconds"], max((peak for peak in peaks if peak), default=None), peaks[1])
        table.add_row(step, *("-" if value is None else f"{value:,.1f}" for value in cells))
    return framed("What the steps cost", table)


def verdicts(found: Json) -> list[str]:
    """One line a target: what was measured, what is asked, met or missed."""
    measures = found["measures"]
    lines = [f"world: {found['world']}"]
    confused = measures["accessory_confusion"]
    if confused["value"] is not None:
        allowed = found["ceiling"]["confused"]
        lines.append(
            f"accessory confusion {_number(confused['value'])} ({_number(confused['low'])} to "
            f"{_number(confused['high'])}) of {confused['n']:,}, target < {CONFUSED}: "
            f"{_met(confused['value'] < CONFUSED)}; the oracle's {_number(allowed)}"
        )
    right, covered = measures["answer_precision"]["value"], measures["answer_coverage"]["value"]
    lines.append(
        f"abstaining answers: {_number(right)} right, target >= {RIGHT}, cover {_number(covered)}, "
        f"target >= {COVERED}: {_met(right is not None and right >= RIGHT and covered >= COVERED)}"
    )
    flips = found["flips"]
    if "on" in flips["0"] and _TARGET_FLIPS in flips:
        for name in ("top1", "macro_f1", "weighted_f1"):
            lost = {way: flips["0"]["on"][name] - flips[_TARGET_FLIPS][way][name] for way in ("on", "off", "perfect")}
            lines.append(
                f"{name} lost at 30 % flipped labels: {_number(lost['on'])} with the noise pass, "
                f"{_number(lost['off'])} without, {_number(lost['perfect'])} were what is wrong known, "
                f"target < {LOST}: {_met(lost['on'] < LOST)}"
            )
    return lines


def _met(met: bool) -> str:
    return "met" if met else "MISSED"


def _number(value: float | None) -> str:
    if value is None:
        return "-"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.4f}" if abs(value) < 100 else f"{value:,.0f}"
