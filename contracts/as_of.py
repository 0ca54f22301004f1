"""What was known at the end of a day: later rows are left out before any rule sees them.

A row is known from its `known_at` on (where that is missing, from its `known_at_else` on), and not before every row
that it refers to. A row without a date is known when what it refers to is; one that refers to nothing dated cannot be
said to have been known, and is left out. A table
that neither has a date nor refers to a dated one holds at all times. A date that cannot be read stays in: it is a
fault of the row, and the row's quarantine says so.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from contracts.contract import Contract, Table
from contracts.reading import Reading, Unreadable
from contracts.report import LeftOut
from contracts.rules import references
from contracts.verdicts import day_end
from infra.errors import DataError

Mask = npt.NDArray[np.bool_]


class UndatedError(DataError):
    """Tables that do not say when their rows became known: no date can be kept with them."""


class AsOf:
    """Leaves rows out of one table after another, in the order of `contracts.rules.in_order`.

    Args:
        contract: The tables.
        day: Rows known by its end, in UTC, are kept.
    """

    def __init__(self, contract: Contract, day: date) -> None:
        self.day = day
        self.emptied: dict[str, LeftOut] = {}
        self._contract = contract
        self._end = day_end(day)
        self._first: dict[str, str] = {}
        # By table and column that others refer to: ids of which every row was left out.
        self._gone: dict[tuple[str, str], pa.Array] = {}

    def keep_known(self, table: Table, reading: Reading) -> tuple[Reading, LeftOut]:
        """The rows that were known, and how many were not and why.

        Raises:
            UndatedError: The table says in no way when its rows became known.
            DataError: It is required, and none of its rows was known.
        """
        followed, refers = self._references(table, reading.frame)
        later, missing = self._dates(table, reading, refers is not None)
        undated = missing if refers is None else missing & ~refers
        out = later | followed | undated
        left_out = LeftOut(
            column=next(iter(_dating(table, reading)), None),
            rows=len(out),
            later=int(later.sum()),
            followed=int((followed & ~later).sum()),
            undated=int((undated & ~followed & ~later).sum()),
            kept_undated=int((missing & ~out).sum()),
        )
        if out.all():
            self._note_emptied(table, reading, left_out)
        if table.known_at is not None or refers is not None:
            self._note_gone(table, reading.frame, out)
        return (_without(reading, out) if out.any() else reading), left_out

    def check_choices(self, present: Iterable[str]) -> None:
        """Refuse where of a group of tables, of which one has to be there, all were emptied.

        Raises:
            DataError: Such a group.
        """
        names = set(present)
        for group in self._contract.one_of:
            emptied = [name for name in group if name in self.emptied]
            if emptied and not names & set(group):
                raise DataError(" ".join(map(self._none_known, emptied)), "Choose a later as_of.")

    def _references(self, table: Table, frame: pd.DataFrame) -> tuple[Mask, Mask | None]:
        """Rows that refer to a row left out; and rows that refer to any dated row, None where the table cannot."""
        followed = np.zeros(len(frame), dtype=bool)
        refers: Mask | None = None
        for column, target in references(table):
            if target not in self._gone:
                continue
            given = pa.array(frame[column], from_pandas=True)
            followed |= np.asarray(pc.is_in(given, value_set=self._gone[target].cast(given.type)), dtype=bool)
            refers = frame[column].notna().to_numpy() | (False if refers is None else refers)
        return followed, refers

    def _dates(self, table: Table, reading: Reading, follows: bool) -> tuple[Mask, Mask]:
        """Rows dated later, and rows without a date."""
        rows = len(reading.frame)
        none = np.zeros(rows, dtype=bool)
        if table.known_at is None:
            return none, none.copy()
        if not _dating(table, reading) and not follows:
            files = ", ".join(path.name for path, _ in reading.files[:3])
            raise UndatedError(
                f"Table {table.name} ({files}) has no column {table.known_at}, which says when a row became known, "
                f"so as_of = {self.day} cannot be kept.",
                f"Add {table.known_at} (ISO 8601 dates or timestamps), or leave as_of out.",
            )
        dates, unreadable = _known_from(table, reading)
        undated = dates.isna().to_numpy(dtype=bool) & ~unreadable
        return (dates >= self._end).to_numpy(dtype=bool) & ~unreadable, undated

    def _note_emptied(self, table: Table, reading: Reading, left_out: LeftOut) -> None:
        dates = _known_from(table, reading)[0].dropna()
        self._first[table.name] = f", the first on {dates.min():%Y-%m-%d}" if len(dates) else ""
        self.emptied[table.name] = left_out
        if table.required:
            raise DataError(self._none_known(table.name), "Choose a later as_of.")

    def _none_known(self, name: str) -> str:
        left_out = self.emptied[name]
        parts = [
            (left_out.later, f"became known later by {left_out.column}{self._first[name]}"),
            (left_out.followed, "refer to rows that were not known"),
            (left_out.undated, f"have no {left_out.column}"),
        ]
        why = "; ".join(f"{count:,} {words}" for count, words in parts if count)
        return f"Table {name}: none of its {left_out.rows:,} rows was known on {self.day}: {why}."

    def _note_gone(self, table: Table, frame: pd.DataFrame, out: Mask) -> None:
        """An id that one known row still carries is not gone, whatever later rows repeat it."""
        for other in self._contract.tables:
            for _, (target, column) in references(other):
                if target == table.name and (target, column) not in self._gone:
                    ids = pa.array(frame[column], from_pandas=True)
                    left, kept = ids.filter(pa.array(out)).unique(), ids.filter(pa.array(~out)).unique()
                    self._gone[target, column] = left.filter(pc.invert(pc.is_in(left, value_set=kept)))


def _dating(table: Table, reading: Reading) -> list[str]:
    """The columns that are there and say when a row became known, the one that counts first."""
    declared = (table.known_at, table.known_at_else)
    return [name for name in declared if name is not None and name not in reading.absent]


def _known_from(table: Table, reading: Reading) -> tuple[pd.Series, Mask]:
    """When each row became known, missing where nothing says so; and rows whose date is there and cannot be read."""
    dates = pd.Series(pd.NaT, index=reading.frame.index, dtype="datetime64[us, UTC]")
    unreadable = np.zeros(len(dates), dtype=bool)
    for name in _dating(table, reading):
        if name in reading.unreadable:
            broken = np.zeros(len(dates), dtype=bool)
            broken[reading.unreadable[name].rows] = True
            unreadable |= broken & dates.isna().to_numpy(dtype=bool)
        dates = dates.where(dates.notna() | unreadable, reading.frame[name])
    return dates, unreadable


def _without(reading: Reading, out: Mask) -> Reading:
    """The reading without some rows; faults and origins keep pointing at the rows they belong to."""
    kept = np.flatnonzero(~out)
    place = np.cumsum(~out) - 1
    unreadable: dict[str, Unreadable] = {}
    for column, fault in reading.unreadable.items():
        stays = ~out[fault.rows]
        if stays.any():
            texts = tuple(text for text, here in zip(fault.texts, stays, strict=True) if here)
            unreadable[column] = Unreadable(place[fault.rows[stays]].astype(np.int64), texts)
    origin = kept if reading.origin is None else reading.origin[kept]
    return replace(
        reading,
        frame=reading.frame.iloc[kept].reset_index(drop=True),
        unreadable=unreadable,
        origin=origin.astype(np.int64),
    )
