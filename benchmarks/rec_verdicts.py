"""What was measured of recommendation on public logs, held against the targets."""

from __future__ import annotations

from typing import Any, Final

from benchmarks.rec_process import OURS
from benchmarks.rec_scores import ALL, COLD, UNSEEN, WARM
from benchmarks.rec_targets import (
    ABOVE,
    ABOVE_COLD,
    ABOVE_WARM,
    BEAUTY,
    FITTED,
    FLOORS,
    OF_RANDOM,
    OF_RANDOM_UNSEEN,
    PUBLISHED,
)
from benchmarks.rec_worlds import BEAUTY as BEAUTY_WORLD
from benchmarks.rec_worlds import RETAIL, WORLDS
from benchmarks.search_esci_report import gain

Json = dict[str, Any]

PARTS: Final = {ALL: "all customers", WARM: "customers with an event before", COLD: "customers without an event before"}
_WARM_AND_COLD: Final = {WARM: ABOVE_WARM, COLD: ABOVE_COLD}


def verdicts(found: Json) -> list[str]:
    """Each target with what was reached."""
    lines: list[str] = []
    for name, one in found["worlds"].items():
        parts = one["scores"]["parts"]
        if OURS not in parts[ALL]["methods"]:
            lines.append(f"{WORLDS[name].source}: ours was not asked, no target is met or missed by this")
        elif name == BEAUTY_WORLD:
            lines += _of_beauty(one)
        elif name == RETAIL:
            lines += _of_retail(one["scores"])
    return lines


def _of_beauty(one: Json) -> list[str]:
    part = one["scores"]["parts"][ALL]
    lines = []
    for name, target in BEAUTY.items():
        published = ", ".join(f"{method} {of[name]:g}" for method, of in PUBLISHED.items())
        value = part["methods"][OURS][name]["value"]
        lines.append(f"{target.verdict(value)} (floor {FLOORS[name]:g}; published: {published})")
    lines += [_above(part, other, name, of.what) for other in ABOVE for name, of in BEAUTY.items()]
    return [*lines, FITTED.verdict(one["ours"]["costs"]["train"]["seconds"])]


def _of_retail(scores: Json) -> list[str]:
    lines = []
    for part, others in _WARM_AND_COLD.items():
        own = scores["parts"].get(part)
        # for customers without an event what is popular stands in for all other peers
        more = [other for other in own["ahead"] if other not in others] if own and part == WARM else []
        for other in (*others, *more):
            for name in ("recall_20", "ndcg_20"):
                what = f"{PARTS[part]}, {WORLDS[RETAIL].shown[name]}"
                told = _above(own, other, name, what)
                lines.append(f"{told} (no part of the target)" if other in more else told)
    unseen = scores["parts"][ALL]["methods"][OURS][UNSEEN]
    lots = {OF_RANDOM: scores["random_unseen"], OF_RANDOM_UNSEEN: scores["random_among_unseen"]}
    return [*lines, *(target.verdict_of(_times(unseen, lot)) for target, lot in lots.items())]


def _times(measure: Json, lot: float) -> Json:
    return {name: None if measure[name] is None else measure[name] / lot for name in ("value", "low", "high")}


def _above(part: Json | None, other: str, name: str, what: str) -> str:
    gains = None if part is None else part["ahead"].get(other)
    if gains is None or gains[name]["gain"] is None:
        return f"{what} above {other}: not measured, MISSED"
    sure = gains[name]["low"] is not None and gains[name]["low"] > 0
    verdict = "met, beyond noise" if sure else "met, within noise" if gains[name]["gain"] > 0 else "MISSED"
    return f"{what} above {other}: {gain(gains[name])}, {verdict}"
