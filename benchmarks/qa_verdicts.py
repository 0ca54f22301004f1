"""The targets of question answering on public questions, each with what was reached."""

from __future__ import annotations

from typing import Any, Final

from benchmarks.qa_peers import BM25, MINILM
from benchmarks.qa_targets import COVERAGE, FIRST, MILLISECONDS, THREADS

Json = dict[str, Any]

_JUDGED: Final = ("valid", "folds")
_OURS: Final = "ours"


def verdicts(found: Json) -> list[str]:
    """One line a target and part: what is asked, what was measured, met or missed; of the test alone."""
    if found["valid_from"] != "test":
        return ["not ePQA's valid: no target is met or missed by this"]
    lines = []
    for part in (part for part in _JUDGED if part in found["parts"]):
        one = found["parts"][part]
        ours = one["methods"][_OURS]
        told = [FIRST.verdict_of(ours["p_at_1"]), COVERAGE.verdict_of(ours["coverage_at_precision_90"])]
        told += [ahead(peer, one["ahead"][peer]) for peer in (BM25, MINILM) if peer in one["ahead"]]
        lines += [f"{part}: {line}" for line in [*told, *_of_time(one)]]
    return lines


def ahead(peer: str, gains: Json) -> str:
    """Whether ours is above a peer, and whether noise alone may have put it there."""
    gain = gains["p_at_1"]
    if gain["gain"] is None:
        return f"P@1 above {peer}: not measured, MISSED"
    ends = "" if gain["low"] is None else f" ({gain['low']:+.3f} to {gain['high']:+.3f})"
    return f"P@1 above {peer}: {gain['gain']:+.3f}{ends}, {'met' if gain['gain'] > 0 else 'MISSED'}"


def _of_time(one: Json) -> list[str]:
    measure = one["measures"].get("told_p50_ms")
    if measure is None:
        return []
    if one["threads"] != THREADS:
        return [f"on {one['threads']} threads: no target of time is met or missed by this"]
    return [MILLISECONDS.verdict(measure["value"])]
