"""What was measured of product search against the simulator's truth as text, with verdicts on the targets."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.report_tables import costs_of_steps, framed, plain_table, with_ends
from benchmarks.search_esci_report import GRADES_SHOWN, gain
from benchmarks.search_simulated_asked import typed_in_part, with_typos
from benchmarks.search_targets import FALSE_CORRECTIONS, MISTYPED, TYPED, UNAVAILABLE

Json = dict[str, Any]

_AIMED: Final = {typed_in_part(0.6): TYPED, with_typos(1): MISTYPED}
_SHOWN: Final = ("exact", "substitute", "complement", "irrelevant", "new")


def shown(found: Json) -> Group:
    """Tables of what was measured, then the verdicts.

    Args:
        found: What `product_search_simulated.measured` returns.
    """
    parts = [_ndcg("NDCG@10 against the truth", found["ndcg"]), _shares(found["shares"]), _ahead(found)]
    for name in ("changed", "unchanged"):
        what = "with an exact product launched in the 7 days before" if name == "changed" else "of no such product"
        parts.append(_ndcg(f"Whole queries {what}, {_count(found[name])} searches", found[name]))
    parts += [_composition(found["shown"]), _readings(found["readings"])]
    if found["propensities"]:
        parts.append(_propensities(found["propensities"]))
    if found["grading"]:
        parts.append(_grading(found["grading"]))
    parts.append(costs_of_steps(found["costs"]))
    return Group(*parts, "\n".join(verdicts(found)))


def _ndcg(title: str, ways: Json) -> Group:
    table = plain_table(["asked", "by how products answer", "by what they are worth to who asks"])
    for name, one in ways.items():
        table.add_row(name, with_ends(one["right"]), with_ends(one["worth"]))
    return framed(
        title,
        table,
        "worth: expected gain by the true chances of click and purchase; peers are told what can be had; the shop was "
        "asked with the slips of the log",
    )


def _shares(shares: Json) -> Group:
    table = plain_table(["asked", "NDCG@10 as a share of that of the whole query"])
    for name, one in shares.items():
        table.add_row(name, with_ends(one))
    return framed("Typed in part and mistyped", table, "typos on those queries alone that have letters for them")


def _ahead(found: Json) -> Group:
    rows = {f"ours over {name}": one for name, one in found["ahead"].items()}
    rows[f"knowing the customer, {found['lift']['n']:,} returning"] = found["lift"]
    if found["correction"]:
        rows["correcting clicks"] = found["correction"]
    table = plain_table(["gain of", "by how products answer", "by what they are worth to who asks"])
    for name, one in rows.items():
        table.add_row(name, gain(one["right"]), gain(one["worth"]))
    return framed("Gains in NDCG@10, whole queries", table, "paired, 95 % intervals by the bootstrap over customers")


def _composition(lists: Json) -> Group:
    table = plain_table(["method", *(f"{name}, top 5" for name in _SHOWN[:-1]), "new, top 10"])
    for name, one in lists.items():
        table.add_row(name, *("" if one[what] is None else f"{one[what]:.3f}" for what in _SHOWN))
    return framed("What lists are made of", table, "new: launched in the 14 days before; of impressions")


def _readings(readings: Json) -> Group:
    table = plain_table(["what", "share"])
    table.add_row("clean queries corrected", with_ends(readings["false_corrections"]))
    for typos, value in readings["put_right"].items():
        table.add_row(f"queries of {typos} typos read as they were meant", _share(value))
    for typed, value in readings["completed"].items():
        table.add_row(f"whole query among the completions at {typed} typed", _share(value))
    return framed(f"How {readings['queries']:,} queries were read", table)


def _propensities(found: Json) -> Group:
    table = plain_table(["place", "estimated", "true"])
    for place, (one, true) in enumerate(zip(found["estimated"], found["true"], strict=True), 1):
        table.add_row(str(place), f"{one:.3f}", f"{true:.3f}")
    errors = found["errors"]
    said = f"errors: mean {errors['mean']:.3f}, largest {errors['largest']:.3f}"
    return framed("How much a place is looked at, as a share of the first", table, said)


def _grading(grading: Json) -> Group:
    table = plain_table(["measure", "value"])
    for name, called in GRADES_SHOWN.items():
        table.add_row(called, with_ends(grading[name]))
    return framed("Grades of the judged pairs of the test against the true ones", table)


def verdicts(found: Json) -> list[str]:
    """One line a target: what was measured, what is asked, met or missed."""
    lines = [f"world: {found['world']}; {found['searches']:,} searches asked, {found['returning']:,} returning"]
    lines += [target.verdict(found["shares"][name]["value"]) for name, target in _AIMED.items()]
    lines.append(FALSE_CORRECTIONS.verdict(found["readings"]["false_corrections"]["value"]))
    lift = found["lift"]["worth"]
    sure = lift["low"] is not None and lift["low"] > 0
    lines.append(f"a lift by knowing the customer, beyond noise: {gain(lift)}, {'met' if sure else 'MISSED'}")
    counts = found["unavailable"]
    lines.append(f"{UNAVAILABLE.verdict(counts['unavailable'])}, of {counts['answers']:,} products answered")
    return lines


def _count(ways: Json) -> str:
    return f"{next(iter(ways.values()))['right']['n']:,}"


def _share(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"
