"""What differs between a window and the training reference: a finding per signal of every column."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from evaluation import drift, two_samples
from evaluation.drift import Finding
from evaluation.profile import Column
from evaluation.signals import Items, Numbers, Signal, Values, trimmed
from params.monitor import MonitorSettings, Thresholds
from tasks.monitor_pictures import picture, shares
from tasks.monitor_profiles import Profiled, Profiles

UNKNOWN_WORDS = "unknown words"
MISSING = "missing"
REJECTED = "rejected rows"


def tables(reference: Profiles, new: Profiles, settings: MonitorSettings) -> Iterator[Finding]:
    """Findings on every column of every table of the reference; a table that the window lacks is told."""
    for name, profiled in reference.items():
        if name not in new:
            yield _told(name, "", "the window has no such table")
            continue
        yield from _columns(name, profiled, new[name], settings)
    for name in sorted(set(new) - set(reference)):
        yield _told(name, "", "training had no such table")


def answers(reference: Profiled, new: Profiled, settings: MonitorSettings, where: str) -> Iterator[Finding]:
    """Findings on what the champion answers, against its answers on the test examples."""
    shared = set(reference.columns) & set(new.columns)
    if not shared:
        yield _told(where, "", "no column of these answers is one of the answers on the test examples")
    for column in (name for name in reference.columns if name in shared):
        yield from _signals(where, column, reference.columns[column], new.columns[column], settings, answered=True)


def rejected(reference: Mapping[str, float], new: Mapping[str, float], settings: MonitorSettings) -> Iterator[Finding]:
    """A finding per table on the share of rows that validation set aside; only a rise counts."""
    for name in sorted({key.removesuffix(".rows_read") for key in new if key.endswith(".rows_read")}):
        counts = [
            int(part.get(f"{name}.{of}", 0)) for part in (reference, new) for of in ("rows_rejected", "rows_read")
        ]
        if counts[1] == 0 or counts[3] == 0:
            continue
        test = two_samples.share(*counts, only_rise=True)
        drawn = shares(counts[0] / counts[1], counts[2] / counts[3], REJECTED)
        yield Finding(name, "", REJECTED, test, settings.thresholds.rejected, "", picture=drawn)


def _columns(table: str, reference: Profiled, new: Profiled, settings: MonitorSettings) -> Iterator[Finding]:
    for name, column in reference.columns.items():
        if f"{table}.{name}" in settings.ignore:
            continue
        theirs = new.columns.get(name)
        if theirs is None:
            yield _told(table, name, "the window has no such column")
            continue
        yield _missing(table, name, column, theirs, settings.thresholds)
        yield from _signals(table, name, column, theirs, settings)


def _missing(table: str, name: str, reference: Column, new: Column, thresholds: Thresholds) -> Finding:
    test = two_samples.share(reference.missing, reference.rows, new.missing, new.rows)
    drawn = None
    if reference.rows and new.rows:
        drawn = shares(reference.missing / reference.rows, new.missing / new.rows, MISSING)
    return Finding(table, name, MISSING, test, thresholds.missing, "", picture=drawn)


def _signals(
    table: str, name: str, reference: Column, new: Column, settings: MonitorSettings, *, answered: bool = False
) -> Iterator[Finding]:
    for signal, ours in reference.signals.items():
        theirs = new.signals.get(signal)
        if theirs is None:
            yield _told(table, name, f"the window spans too short a time for {signal}")
            continue
        listed = trimmed(ours, settings.frequent, settings.frequent_share) if isinstance(ours, Items) else ours
        threshold = settings.thresholds.prediction if answered else _threshold(signal, ours, settings.thresholds)
        yield Finding(table, name, signal, _test(signal, listed, theirs), threshold, "", picture=picture(ours, theirs))


def _test(signal: str, reference: Signal, new: Signal) -> two_samples.Comparison:
    if signal == UNKNOWN_WORDS and isinstance(reference, Numbers) and isinstance(new, Numbers):
        return two_samples.mean_rise(reference, new)
    return two_samples.compare(reference, new)


def _threshold(signal: str, kind: Signal, thresholds: Thresholds) -> float:
    if signal == UNKNOWN_WORDS:
        return thresholds.unknown_words
    if isinstance(kind, Items):
        return thresholds.words
    return thresholds.value if isinstance(kind, Values) else thresholds.number


def _told(table: str, column: str, note: str) -> Finding:
    return Finding(table, column, "", None, 0.0, drift.NOT_COMPARED, note=note)
