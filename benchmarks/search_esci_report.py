"""What was measured of product search on ESCI as text, with verdicts on the targets."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.report_tables import framed, plain_table, with_ends
from benchmarks.search_esci_process import OURS
from benchmarks.search_targets import GRADING, GRADING_FLOORS

Json = dict[str, Any]

TARGETED: Final = "us"
BEATEN: Final = ("BM25 (bm25s)", "BM25 (tantivy)", "MiniLM")  # what ours is to be above, in the same run
GRADES_SHOWN: Final = {
    "macro_f1": "macro-F1",
    "auc": "AUC, exact against the rest",
    "right": "right",
    "f1_exact": "F1 exact",
    "f1_substitute": "F1 substitute",
    "f1_complement": "F1 complement",
    "f1_irrelevant": "F1 irrelevant",
}
RANKS_SHOWN: Final = {"ndcg_10": "NDCG@10", "mrr": "MRR", "recall_100": "recall@100"}
_COMPARED: Final = 3  # measures, of which differences are shown
_SPEEDS: Final = ("titles", "build_seconds", "peak_mb", "index_mb", "p50_ms", "p99_ms", "queries_per_second")


def shown(found: Json) -> Group:
    """Tables by country, the table of speeds, and the verdicts.

    Args:
        found: `countries`, by country `world`, `grading`, `retrieval`, `chosen` and `costs`; `speed`, by index.
    """
    parts: list[Any] = []
    for country, one in found["countries"].items():
        where = f"ESCI, {country} rows: {one['world']}"
        for part, names in (("grading", GRADES_SHOWN), ("retrieval", RANKS_SHOWN)):
            if one[part]["methods"]:
                parts += _compared(f"{part}, {where}", one[part], names)
        if one["grading"].get("confusion"):
            parts.append(f"grades by ours, true ones by row: {one['grading']['confusion']}\n")
        parts += [_settings(one["chosen"]), _costs(one["costs"])]
    if found["speed"]:
        parts.append(_speeds(found["speed"]))
    return Group(*parts, "\n".join(verdicts(found)))


def _compared(title: str, part: Json, names: dict[str, str]) -> list[Any]:
    table = plain_table(["", *names.values()])
    for method, measures in part["methods"].items():
        table.add_row(method, *(with_ends(measures[name]) for name in names))
    out: list[Any] = [framed(title, table, "out of fold, with 95 % intervals by the bootstrap over queries")]
    if part["ahead"]:
        first = list(names)[:_COMPARED]
        table = plain_table(["over", *(names[name] for name in first)])
        for method, gains in part["ahead"].items():
            table.add_row(method, *(gain(gains[name]) for name in first))
        out.append(framed("Gains of ours over each", table, "paired, with 95 % intervals"))
    return out


def _settings(chosen: Json) -> Group:
    table = plain_table(["peer", "fold", "setting chosen on the queries of the other folds"])
    for name, folds in chosen.items():
        for fold, setting in folds.items():
            table.add_row(name, fold, ", ".join(f"{key}={value}" for key, value in setting.items()))
    return framed("Settings of the peers that find", table)


def _costs(costs: Json) -> Group:
    table = plain_table(["fold", "training s", "kept the trees", "graded"])
    for fold, one in costs.items():
        ranker = one["facts"].get("ranker") or {}
        seconds = one["train"]["seconds"]
        table.add_row(fold, "-" if seconds is None else f"{seconds:,.0f}", str(ranker.get("kept")), str(one["graded"]))
    return framed("Training of ours", table)


def _speeds(speed: Json) -> Group:
    table = plain_table(["index", *(name.replace("_", " ") for name in _SPEEDS)])
    for name, sizes in speed.items():
        for one in sizes:
            table.add_row(name, *(f"{one[what]:,.0f}" if one[what] >= 100 else f"{one[what]:,.2f}" for what in _SPEEDS))
    return framed("Indexes of words, titles alone, best 100 of a query, one thread", table)


def verdicts(found: Json) -> list[str]:
    """Each target with what was reached; none where the us rows or ours were not measured, or not whole."""
    one = found["countries"].get(TARGETED)
    if one is None:
        return ["the us rows were not measured: no target is met or missed by this"]
    lines = [] if found["whole"] else ["not all queries and folds: no target is met or missed by this"]
    graded = one["grading"]["methods"].get(OURS)
    for name, target in GRADING.items():
        value = None if graded is None else graded[name]["value"]
        lines.append(f"{target.verdict(value)} (floor {GRADING_FLOORS[name]:g}, zero-shot)")
    for other in BEATEN:
        gains = one["retrieval"]["ahead"].get(other)
        for name, called in RANKS_SHOWN.items():
            if gains is None:
                lines.append(f"{called} above {other}: not measured, MISSED")
                continue
            ahead = gains[name]["gain"] is not None and gains[name]["gain"] > 0
            sure = gains[name]["low"] is not None and gains[name]["low"] > 0
            verdict = "met, beyond noise" if sure else "met, within noise" if ahead else "MISSED"
            lines.append(f"{called} above {other}: {gain(gains[name])}, {verdict}")
    return lines


def gain(one: Json) -> str:
    """A gain with its interval; empty where undefined."""
    if one["gain"] is None:
        return ""
    ends = "" if one["low"] is None else f" ({one['low']:+.4f} to {one['high']:+.4f})"
    return f"{one['gain']:+.4f}{ends}"
