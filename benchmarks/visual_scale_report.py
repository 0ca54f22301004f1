"""What the index of visual search costs by size, beside others, as text with verdicts on the targets."""

from __future__ import annotations

from typing import Any, Final

from rich.console import Group

from benchmarks.report_tables import framed, plain_table
from benchmarks.visual_scale_indexes import OURS

Json = dict[str, Any]

AT: Final = 1_000_000  # entries, and the targets there
RECALL: Final = 0.95
MILLISECONDS: Final = 5.0
MEGABYTES: Final = 300.0
COLUMNS: Final = {
    "recall@10": "recall",
    "p50 ms": "p50_ms",
    "p99 ms": "p99_ms",
    "asked/s": "per_second",
    "build s": "build_seconds",
    "added/s": "vectors_per_second",
    "memory MB": "memory_mb",
    "on disk MB": "size_mb",
}


def shown(found: Json) -> Group:
    """A line an index and size, what the networks cost, and the verdicts.

    Args:
        found: As `visual_search_scale.measured` gives it.
    """
    table = plain_table(["index", "entries", "looks at", *COLUMNS])
    for one in found["indexes"]:
        effort = "as it is" if one["effort"] is None else f"{one['effort']}"
        table.add_row(one["name"], f"{one['entries']:,}", effort, *(_number(one[name]) for name in COLUMNS.values()))
    said = framed(
        f"Ten nearest of a vector, {found['dimensions']} dimensions, on one core, one after another",
        table,
        f"Others look as little far as finds what ours does, and {found['aim']:.0%}, on other vectors; ours is as set.",
    )
    absent = [f"not measured, for it is not installed: {name}" for name in found["absent"]]
    return Group(said, *_photos(found), "\n".join([*absent, *verdicts(found["indexes"])]))


def verdicts(indexes: list[Json]) -> list[str]:
    """Targets with what was reached; that they were not measured, otherwise."""
    own = {one["entries"]: one for one in indexes if one["name"] == OURS}
    said = [] if AT in own else [f"not measured at {AT:,} entries: no target is met or missed by this"]
    if AT in own:
        one = own[AT]
        said += [
            _verdict(f"recall@10 at {AT:,}", one["recall"], RECALL, least=True),
            _verdict(f"p99 ms at {AT:,}", one["p99_ms"], MILLISECONDS, least=False),
            _verdict(f"memory in MB at {AT:,}", one["memory_mb"], MEGABYTES, least=False),
        ]
    for entries, one in own.items():
        # what finds less than it was to is no peer
        peers = [
            peer
            for peer in indexes
            if peer["entries"] == entries and peer["name"] != OURS and peer["recall"] >= min(RECALL, one["recall"])
        ]
        if peers:
            best = min(peers, key=lambda peer: float(peer["p50_ms"]))
            said.append(
                _verdict(f"p50 ms at {entries:,} beside {best['name']}", one["p50_ms"], best["p50_ms"], least=False)
            )
    return said


def _photos(found: Json) -> list[Group]:
    one = found.get("photos")
    if not one:
        return []
    table = plain_table(["photos", "p50 ms", "p99 ms", f"crops/s by {one['threads']} threads", "loaded MB", "peak MB"])
    names = ("p50_ms", "p99_ms", "vectors_per_second", "loaded_mb", "peak_mb")
    table.add_row(f"{one['photos']:,}", *(_number(one[name]) for name in names))
    return [framed("A whole request: bytes in, boxes and products out, on one core", table)]


def _verdict(what: str, value: float, aim: float, *, least: bool) -> str:
    met = value >= aim if least else value <= aim
    bound = "least" if least else "most"
    return f"{'met' if met else 'MISSED'}: {what} is {_number(value)}, to be at {bound} {_number(aim)}"


def _number(value: float) -> str:
    return f"{value:,.3f}" if value < 10 else f"{value:,.1f}" if value < 1_000 else f"{value:,.0f}"
