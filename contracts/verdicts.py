"""Row rules that Great Expectations has no fast expectation for, decided on whole columns.

Each verdict is one boolean a row; `contracts.expectations` hands it to Great Expectations as a column, so that these
rules are counted and reported like all others.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from contracts.contract import RowRule
from contracts.lists import keeps_boxes, keeps_list, keeps_members
from contracts.markup import readable
from contracts.media import Looked
from contracts.spans import keeps_span

Verdict = npt.NDArray[np.bool_]
DECIDED_HERE = (
    "type",
    "unique",
    "refers_to",
    "not_in",
    "any_of_not_null",
    "differ",
    "ordered",
    "not_after_today",
    "span",
    "media",
    "list_of",
    "members_in",
    "boxes_in_media",
)


def keeps(
    rule: RowRule,
    frame: pd.DataFrame,
    unreadable: Mapping[str, npt.NDArray[np.int64]],
    kept: Mapping[str, pd.DataFrame],
    today: date | None = None,
    media: Mapping[str, Looked] | None = None,
) -> Verdict:
    """Whether each row keeps the rule.

    Args:
        rule: Its check is one of `DECIDED_HERE`.
        frame: n rows.
        unreadable: Positions of cells that could not be read, by column.
        kept: Rows by table: those of other tables that keep all their own rules; has the one that the rule looks into.
        today: The day up to whose end, in UTC, times may lie; `not_after_today` needs it.
        media: Files by the name of their media; has that of the rule, where it has one.
    """
    if rule.check == "type":
        return _flags(len(frame), unreadable.get(rule.columns[0]))
    if rule.check == "unique":
        return _unique(rule, frame)
    if rule.check == "any_of_not_null":
        says = readable if rule.options.get("readable") else _filled
        some: Verdict = np.any([says(frame[column]) for column in rule.columns], axis=0)
        return some | ~_meant(frame, rule.options.get("where"))
    if rule.check == "differ":
        left, right = (frame[column] for column in rule.columns)
        return (left.isna() | right.isna() | (left != right)).to_numpy(dtype=bool)
    if rule.check == "ordered":
        first, second = (frame[column] for column in rule.columns)
        return (first.isna() | second.isna() | (first <= second)).to_numpy(dtype=bool)
    if rule.check == "not_after_today" and today is not None:
        times = frame[rule.columns[0]]
        return (times.isna() | (times < day_end(today))).to_numpy(dtype=bool)
    if rule.check == "span":
        return keeps_span(rule, frame, kept[str(rule.options["table"])])
    if rule.check == "list_of":
        return keeps_list(rule, frame)
    if rule.check in ("media", "boxes_in_media") and media is not None:
        return _seen(rule, frame, media[str(rule.options["media"])])
    if rule.check == "members_in":
        return keeps_members(rule, frame, kept[str(rule.options["table"])][str(rule.options["column"])])
    if rule.check in ("refers_to", "not_in"):
        other = kept[str(rule.options["table"])][str(rule.options["column"])]
        return _refers(frame[rule.columns[0]], other) if rule.check == "refers_to" else _not_in(frame, rule, other)
    raise ValueError(f"Rule {rule.name!r}: check {rule.check!r} is not decided here.")


def _seen(rule: RowRule, frame: pd.DataFrame, looked: Looked) -> Verdict:
    names = frame[rule.columns[0]]
    looked.look(names.dropna())
    if rule.check == "boxes_in_media":
        return keeps_boxes(rule, frame, looked.sizes)
    return ~_filled(names) | names.isin(looked.sizes.keys()).to_numpy()


def day_end(day: date) -> pd.Timestamp:
    """The first moment after a day, in UTC."""
    return pd.Timestamp(day, tz="UTC") + pd.Timedelta(days=1)


def _unique(rule: RowRule, frame: pd.DataFrame) -> Verdict:
    """Of rows that are equal in every cell the first keeps the rule; of rows that share the key but differ, none does:
    nothing tells which of them is right.
    """
    key = frame[list(rule.columns)]
    if rule.options.get("unordered"):
        key = _either_way_round(key)
    values = _names(rule.options.get("missing_equal"))
    filled: Verdict = np.all([_filled(key[column]) for column in key.columns if column not in values], axis=0)
    repeated = key.iloc[:, 0].duplicated(keep=False) if key.shape[1] == 1 else key.duplicated(keep=False)
    shared: Verdict = filled & repeated.to_numpy()
    verdict = ~shared
    if not shared.any():
        return verdict
    suspects = frame.loc[shared].copy()
    suspects[list(rule.columns)] = key.loc[shared]
    group = suspects.groupby(list(rule.columns), sort=False, dropna=False).ngroup().to_numpy()
    repeats = suspects.duplicated(keep="first").to_numpy()
    distinct = np.bincount(group, weights=~repeats)
    verdict[shared] = ~repeats & (distinct[group] == 1)
    return verdict


def _meant(frame: pd.DataFrame, where: object) -> Verdict:
    """Which rows have one of the values that are told of each column; all where none is told of."""
    told = where.items() if isinstance(where, Mapping) else ()
    meant = [frame[str(column)].isin(list(values)).to_numpy(dtype=bool) for column, values in told]
    return np.all(meant, axis=0) if meant else np.ones(len(frame), dtype=bool)


def _names(option: object) -> tuple[str, ...]:
    return tuple(map(str, option)) if isinstance(option, (list, tuple)) else ()


def _either_way_round(key: pd.DataFrame) -> pd.DataFrame:
    left, right = (key[column] for column in key.columns)
    swap = (left > right).to_numpy(dtype=bool)
    return pd.DataFrame(
        {key.columns[0]: left.where(~swap, right), key.columns[1]: right.where(~swap, left)}, index=key.index
    )


def _not_in(frame: pd.DataFrame, rule: RowRule, other: pd.Series) -> Verdict:
    column = frame[rule.columns[0]]
    return ~_refers(column, other.dropna()) | ~_filled(column)


def _refers(column: pd.Series, known: pd.Series) -> Verdict:
    # Arrow's lookup: pandas' own isin makes a Python string of every key first, ten times as slow on a million.
    given = pa.array(column, from_pandas=True)
    found = pc.is_in(given, value_set=pa.array(known, from_pandas=True).cast(given.type))
    verdict: Verdict = np.asarray(pc.or_(found, pc.is_null(given)), dtype=bool)
    return verdict


def _filled(column: pd.Series) -> Verdict:
    return column.notna().to_numpy(dtype=bool)


def _flags(n: int, broken: npt.NDArray[np.int64] | None) -> Verdict:
    verdict = np.ones(n, dtype=bool)
    if broken is not None:
        verdict[broken] = False
    return verdict
