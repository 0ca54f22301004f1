"""What was measured of visual search on photos of a public set as text, with verdicts on the targets."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.report_tables import framed, plain_table, with_ends
from benchmarks.visual_process import COMPARED, OURS, OURS_SHELF
from benchmarks.visual_targets import BY_CATALOGUE, BY_CATALOGUE_5, BY_PHOTOS, FIT, PUBLISHED, THREADS

Json = dict[str, Any]

QUALITY: Final = {"top_1": "top-1", "top_5": "top-5", "mrr": "MRR", "ece": "ECE", "ece_by_chance": "by chance"}
COSTS: Final = {
    "latency_p50_ms": "p50 ms",
    "latency_p99_ms": "p99 ms",
    "rows_per_second": "photos/s",
    "bundle_mb": "bundle MB",
    "load_memory_mb": "loaded MB",
    "peak_memory_mb": "peak MB",
}
ANSWERED: Final = {
    "accepted_by_itself": "photos of a product that are answered",
    "top_1_by_itself": "photos of a product that are answered, and with it first",
    "refused_by_itself": "photos of nothing of the catalogue that are refused",
    "refused_lacking_by_itself": "photos whose products are taken out that are refused",
    "refused_at_95": "photos of nothing that a threshold refuses which answers 95 % of the others",
    "refused_lacking_at_95": "photos whose products are taken out, likewise",
    "added_top_1": "products that training never saw, added from one picture each: top-1",
    "added_top_5": "likewise, top-5",
    "near_duplicates": "test photos that nearly are photos of train or valid",
    "top_1_unlike": "top-1 of the others",
}
HARDER: Final = ("turned", "dark", "blurred", "occluded")


def shown(found: Json) -> Group:
    """Tables of quality, of what is harder, of catalogues that grow, of gains and costs; then the verdicts.

    Args:
        found: What `visual_search.measured` returns.
    """
    facts = found["facts"]
    title = f"grocery-store, {found['split']}: {facts['test']['photos']:,} photos of {facts['products']:,} products"
    table = plain_table(["", *QUALITY.values()])
    for name, measures in found["methods"].items():
        table.add_row(name, *(_cell(measures.get(one)) for one in QUALITY))
    ours = found["methods"][OURS]
    parts = [
        framed(title, table, "95 % intervals over photos"),
        _harder(ours),
        _crowded(ours),
        _answered(ours),
        _gains(found["ahead"]),
        _costs(found, ours),
    ]
    return Group(*parts, "\n".join([*PUBLISHED, *verdicts(found)]))


def verdicts(found: Json) -> list[str]:
    """One line a target: what is asked, what was measured, met or missed; quality of the test alone."""
    ours, shelf = found["methods"][OURS], found["methods"][OURS_SHELF]
    lines = []
    if found["split"] == "test":
        lines += [BY_PHOTOS.verdict_of(ours["top_1"]), BY_CATALOGUE.verdict_of(shelf["top_1"])]
        lines.append(BY_CATALOGUE_5.verdict_of(shelf["top_5"]))
    else:
        lines.append("not the test: no target of quality is met or missed by this")
    if found["threads"] == THREADS:
        lines.append(FIT.verdict(found["costs"]["train"]["seconds"]))
    else:
        lines.append(f"on {found['threads']} threads: no target of training time is met or missed by this")
    return lines


def _harder(measures: Json) -> Group:
    shares = sorted(float(name.removeprefix("top_1_at_")) for name in measures if name.startswith("top_1_at_"))
    table = plain_table(["photos of the test", "top-1", "lost", "whole picture alone", "gain of locating"])
    for share in reversed(shares):
        at = f"at_{share:g}"
        names = (f"top_1_{at}", f"top_1_lost_{at}", f"top_1_whole_{at}", f"locating_gain_{at}")
        table.add_row(f"product at {share:g} % of the picture", *(_cell(measures.get(name)) for name in names))
    for way in HARDER:
        table.add_row(way, *(_cell(measures.get(name)) for name in (f"top_1_{way}", f"top_1_lost_{way}")), "", "")
    table.add_row("as they are", "", "", "", _cell(measures.get("locating_gain")))
    return framed("Made harder", table, "how hard: section `evaluation` of the parameters")


def _crowded(measures: Json) -> Group:
    prefix = "entry_top_1_among_"
    counts = sorted(int(name.removeprefix(prefix)) for name in measures if name.startswith(prefix))
    heads = ["entry top-1", "entry recall@10", "index recall@10", "p50 ms", "p99 ms", "MB", "vectors/s"]
    names = ("entry_top_1", "entry_recall_10", "index_recall_10", "index_p50_ms", "index_p99_ms", "index_mb")
    table = plain_table(["entries right for none", *heads])
    for count in counts:
        each = (measures.get(f"{name}_among_{count}") for name in (*names, "indexed_per_second"))
        table.add_row(f"{count:,}", *map(_cell, each))
    return framed("As the catalogue grows", table, "beyond the pictures that there are, entries are made up")


def _answered(measures: Json) -> Group:
    table = plain_table(["", "share", "of photos"])
    for name, says in ANSWERED.items():
        one = measures.get(name)
        table.add_row(says, _cell(one) or "none there", "" if one is None else f"{one['n']:,}")
    return framed("Refused, added later, and repeated", table, "at the model's own threshold where none is named")


def _gains(ahead: Json) -> Group:
    table = plain_table(["over", *COMPARED])
    for other, gains in ahead.items():
        table.add_row(other, *(_gain(gains[name]) for name in COMPARED))
    return framed("Gains", table, "paired, with 95 % intervals; of the catalogue's pictures: by these alone")


def _costs(found: Json, ours: Json) -> Group:
    train = found["costs"]["train"]
    table = plain_table(["fit s", "fit peak MB", *COSTS.values()])
    spent = (train["seconds"], train["children_peak_mb"])
    cells = ["" if one is None else f"{one:,.0f}" for one in spent]
    table.add_row(*cells, *(_cell(ours.get(name)) for name in COSTS))
    others = ", ".join(f"{name} {seconds:,.0f} s" for name, seconds in found["fit_seconds"].items())
    return framed(f"Costs, {found['threads']} threads", table, f"fitting of the others: {others}" if others else "")


def _cell(measure: Json | None) -> str:
    return "" if measure is None else with_ends(measure)


def _gain(one: Json) -> str:
    if one["gain"] is None:
        return ""
    ends = "" if one["low"] is None else f" ({one['low']:+.3f} to {one['high']:+.3f})"
    return f"{one['gain']:+.3f}{ends}"
