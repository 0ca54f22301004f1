"""What of a column is compared between two tables: numbers, exclusive values, or items that a row may hold."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

Floats = npt.NDArray[np.float64]

MAX_NUMBERS: Final = 10_000  # a summary of numbers keeps this many of their order statistics


@dataclass(frozen=True)
class Numbers:
    """Numbers of n rows, as at most `MAX_NUMBERS` evenly spaced order statistics."""

    values: Floats
    n: int


@dataclass(frozen=True)
class Values:
    """Rows by value, one value a row; `other` counts the rows whose value is not listed."""

    counts: Mapping[str, int]
    other: int
    n: int


@dataclass(frozen=True)
class Items:
    """Rows that hold an item (a word, a key), several items a row; `other` counts items that are not listed."""

    counts: Mapping[str, int]
    other: int
    n: int


Signal = Numbers | Values | Items


def numbers(values: Iterable[float] | Floats) -> Numbers:
    """Missing and infinite ones are left out."""
    array = np.asarray(values, dtype=np.float64)
    array = np.sort(array[np.isfinite(array)])
    n = len(array)
    if n > MAX_NUMBERS:
        array = array[np.linspace(0, n - 1, MAX_NUMBERS).round().astype(np.int64)]
    return Numbers(array, n)


def values(column: pd.Series[Any]) -> Values:
    """Every value, missing ones left out."""
    counted = column.dropna().astype("str").value_counts()
    return Values({str(name): int(rows) for name, rows in counted.items()}, 0, int(counted.sum()))


def items(rows: Iterable[Iterable[str]]) -> Items:
    """Every item, counted once a row."""
    counted: Counter[str] = Counter()
    n = 0
    for row in rows:
        counted.update(set(row))
        n += 1
    return Items(dict(counted), 0, n)


def trimmed(signal: Signal, most: int, least_share: float = 0.0) -> Signal:
    """Only the frequent values or items listed, the rest under `other`; ties in the order of their names.

    Args:
        most: Of them are listed.
        least_share: Of the rows that one has to be in to be listed.
    """
    if isinstance(signal, Numbers):
        return signal
    frequent = [entry for entry in signal.counts.items() if entry[1] >= least_share * signal.n]
    listed = sorted(frequent, key=lambda entry: (-entry[1], entry[0]))[:most]
    left_out = sum(signal.counts.values()) - sum(rows for _, rows in listed)
    return type(signal)(dict(listed), signal.other + left_out, signal.n)


_RUNS: Final = re.compile(r"[^\W_]+")


def form(identifier: str) -> str:
    """How an identifier is written: `9` digits, `a` letters, `x` both, punctuation as it is."""

    def kind(run: re.Match[str]) -> str:
        return "9" if run[0].isdigit() else "a" if run[0].isalpha() else "x"

    return _RUNS.sub(kind, identifier)


def hours(times: pd.Series[Any]) -> Values | None:
    """By hour of the day; None where the times are dates, or span less than a week."""
    known = times.dropna()
    if len(known) == 0 or _days(known) < 7 or bool((known == known.dt.normalize()).all()):
        return None
    return values(known.dt.hour)


def weekdays(times: pd.Series[Any]) -> Values | None:
    """By day of the week; None where the times span less than four weeks."""
    known = times.dropna()
    return values(known.dt.day_name()) if len(known) and _days(known) >= 28 else None


def _days(times: pd.Series[Any]) -> int:
    return int((times.max() - times.min()).days)
