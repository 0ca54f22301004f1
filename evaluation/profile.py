"""What is kept of a column so that another table can be compared with it: never its rows."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from evaluation import signals, vocabulary
from evaluation.signals import Signal


@dataclass(frozen=True)
class Limits:
    """How much is kept of a column.

    Args:
        max_values: A text column with fewer distinct values is a category.
        frequent: Words, keys or forms that are listed.
        vocabulary: Words of a text column.
    """

    max_values: int
    frequent: int
    vocabulary: int


@dataclass(frozen=True)
class Column:
    """One column: rows looked at, how many cells are missing, and its signals by name."""

    kind: str
    rows: int
    missing: int
    signals: Mapping[str, Signal] = field(default_factory=dict)
    vocabulary: frozenset[str] | None = None
    first: str = ""
    last: str = ""


def profile(values: pd.Series[Any], kind: str, limits: Limits, like: Column | None = None) -> Column:
    """Summarise a column.

    Args:
        values: Typed as the contract's reader types them.
        kind: Of the contract's kinds: id, text, number, integer, flag, time, json.
        like: The profile it will be compared with: a category there is one here, and its vocabulary is used.

    Returns:
        The profile. That of a reference lists the frequent values and items; one made `like` another lists all.
    """
    missing = int(values.isna().sum())
    found, words, (first, last) = _signals(values.dropna(), kind, limits, like)
    if like is None:
        most = max(limits.frequent, limits.max_values)
        found = {name: signals.trimmed(signal, most) for name, signal in found.items()}
    return Column(kind, len(values), missing, found, words, first, last)


_Found = tuple[dict[str, Signal], frozenset[str] | None, tuple[str, str]]


def _signals(known: pd.Series[Any], kind: str, limits: Limits, like: Column | None) -> _Found:
    nowhen = ("", "")
    if kind in ("number", "integer"):
        return {"value": signals.numbers(known.astype("float64").to_numpy())}, None, nowhen
    if kind == "flag":
        return {"value": signals.values(known)}, None, nowhen
    if kind == "time":
        return _times(known), None, (str(known.min()), str(known.max())) if len(known) else nowhen
    texts = known.astype("str")
    if kind == "id":
        forms = signals.values(texts.map(signals.form))
        return {"form": forms, "length": signals.numbers(texts.str.len().to_numpy("float64"))}, None, nowhen
    if kind == "text" and _is_category(texts, limits, like):
        return {"value": signals.values(texts)}, None, nowhen
    found, words = _texts(texts, limits, like)
    if kind == "json":
        keys = [_keys(text) for text in texts]
        found |= {"keys": signals.items(keys), "number of keys": signals.numbers([float(len(row)) for row in keys])}
    return found, words, nowhen


def _times(known: pd.Series[Any]) -> dict[str, Signal]:
    """Only what recurs: that a new window lies later than training is no news."""
    recurring = {"hour": signals.hours(known), "weekday": signals.weekdays(known)}
    return {name: signal for name, signal in recurring.items() if signal is not None}


def _is_category(texts: pd.Series[Any], limits: Limits, like: Column | None) -> bool:
    if like is not None:
        return "value" in like.signals
    distinct = texts.nunique()
    return 0 < distinct < limits.max_values and distinct * 4 <= len(texts)


def _texts(texts: pd.Series[Any], limits: Limits, like: Column | None) -> tuple[dict[str, Signal], frozenset[str]]:
    rows = vocabulary.split_words(texts)
    if like is None or like.vocabulary is None:
        frequent, words, unknown = vocabulary.learn(rows, limits.vocabulary)
    else:
        frequent, words = signals.items(rows), like.vocabulary
        unknown = signals.numbers(vocabulary.unknown_shares(rows, words))
    length = signals.numbers(texts.str.len().to_numpy("float64"))
    return {"length": length, "frequent words": frequent, "unknown words": unknown}, words


def _keys(text: str) -> list[str]:
    try:
        value = json.loads(text)
    except ValueError:
        return []
    return [str(name) for name in value] if isinstance(value, dict) else []
