"""A window in words: the sentence, the reasons, and a line per comparison for tables that people read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from evaluation import drift
from evaluation.drift import Finding

_ORDER = (drift.DRIFTED, drift.STEADY, drift.TOO_FEW, drift.NOT_COMPARED)


def in_words(finding: Finding) -> str:
    """What drifted, by how much, and what would have been allowed."""
    test = finding.test
    if test is None:
        return f"{finding.where}: {finding.note}"
    return f"{finding.where} {finding.signal}: {test.measured} {test.effect:.2f} (threshold {finding.threshold:g})"


def headline(summary: Mapping[str, Any]) -> str:
    """The verdict on a window as one sentence."""
    drifted = sum(finding["state"] == drift.DRIFTED for finding in summary["findings"])
    compared = sum(finding["state"] in (drift.DRIFTED, drift.STEADY) for finding in summary["findings"])
    verdict = "out" if summary["out"] else "in order"
    if not summary["judged"]:
        verdict = "too small to judge"
    return (
        f"{summary['model']} version {summary['champion']}, window {summary['window']}: {verdict}; "
        f"{drifted} of {compared} comparisons drifted."
    )


def probability(p_value: float) -> str:
    """Two digits; below what a test can tell apart from nothing, so much."""
    return "under 1e-100" if p_value < 1e-100 else f"{p_value:.2g}"


def ordered(summary: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    """Findings: those that drifted first, the largest change against its threshold before the smaller."""

    def place(finding: Mapping[str, Any]) -> tuple[int, float, str]:
        effect = 0.0 if finding["test"] is None else finding["test"]["effect"] / (finding["threshold"] or 1.0)
        return _ORDER.index(finding["state"]), -effect, where(finding)

    return sorted(summary["findings"], key=place)


def where(finding: Mapping[str, Any]) -> str:
    """Table and column."""
    return ".".join(part for part in (finding["table"], finding["column"]) if part)


def rows(summary: Mapping[str, Any]) -> list[dict[str, Any]]:
    """A line per comparison."""
    return [_row(finding) for finding in ordered(summary)]


def _row(finding: Mapping[str, Any]) -> dict[str, Any]:
    test = finding["test"]
    told = {"column": where(finding), "signal": finding["signal"], "state": finding["state"]}
    if test is None:
        return {**told, "change": "", "threshold": "", "p": "", "rows": "", "test": "", "note": finding["note"]}
    adjusted = finding["p_adjusted"]
    return {
        **told,
        "change": f"{test['effect']:.3f}",
        "threshold": f"{finding['threshold']:g}",
        "p": "" if adjusted is None else probability(adjusted),
        "rows": f"{test['n_reference']:,} / {test['n_new']:,}",
        "test": test["name"],
        "note": finding["note"],
    }
