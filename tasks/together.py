"""Rows that compete are answered at once: batches that cut none of them apart, and a refusal where files do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from infra.errors import DataError
from tasks import rooms

if TYPE_CHECKING:
    import pandas as pd

    from contracts.contract import Table

Flags = npt.NDArray[np.bool_]


def column_of(use_case: str, params: Mapping[str, Any]) -> str | None:
    """The column whose rows of one value have to be answered at once; None where each row is answered by itself."""
    room = rooms.module("contracts", use_case)
    column: str | None = getattr(room, "TOGETHER", None)
    apart = getattr(room, "APART", {})
    return None if all(params.get(name, value) == value for name, value in apart.items()) else column


def alone_without(use_case: str) -> bool:
    """Whether rows are answered each by itself where the input lacks that column, rather than all at once."""
    return bool(getattr(rooms.module("contracts", use_case), "ALONE_WITHOUT", False))


def unbroken(batches: Iterable[pd.DataFrame], column: str) -> Iterator[pd.DataFrame]:
    """The same rows in the same order, the last group of a batch moved to the next one.

    Args:
        batches: None of them empty.
        column: Rows of one value are a group; an empty cell is one by itself.

    Raises:
        DataError: Rows of a value lie apart; those before were given by then.
    """
    seen, given = _Seen(), 0
    held: list[pd.DataFrame] = []
    for batch in batches:
        values = batch[column]
        begins = _begins(values)
        last = int(np.flatnonzero(begins)[-1]) if values.notna().iloc[-1] else len(batch)
        if held and last == 0 and values.iloc[0] == held[-1][column].iloc[-1]:
            held.append(batch)
            continue
        if whole := [part for part in (*held, batch.iloc[:last]) if len(part)]:
            yield _joined(whole, column, seen, given)
            given += sum(map(len, whole))
        held = [batch.iloc[last:]] if last < len(batch) else []
    if held:
        yield _joined(held, column, seen, given)


def check_parts(parts: Sequence[tuple[Path, str]], request: Table, column: str, encoding: str | None) -> None:
    """Refuse files that are answered apart and share a value.

    Args:
        parts: Each file and its name for people.
        request: Table of a request.
        column: As in `unbroken`.
        encoding: Of csv files that are not UTF-8.

    Raises:
        DataError: A value is in two files, or a file cannot be read.
    """
    from contracts.reading import columns_in, iter_batches

    alone = request.model_copy(update={"columns": tuple(one for one in request.columns if one.name == column)})
    seen = _Seen()
    for path, name in parts:
        if column not in columns_in(path, request, encoding)[0]:
            continue
        own = [np.zeros(0, dtype=np.uint64)]
        for batch in iter_batches(path, alone, encoding=encoding, may_be_empty=True):
            ids = batch[column].dropna().drop_duplicates()
            again = seen.known(ids)
            if again.any():
                raise DataError(
                    f"{name}: {column} {ids[again].iloc[0]!r} is in an earlier part too, and parts are answered apart.",
                    f"Keep all rows of one {column} in one file, or give one file.",
                )
            own.append(_keys(ids))
        seen.add(np.unique(np.concatenate(own)))


def _joined(whole: Sequence[pd.DataFrame], column: str, seen: _Seen, given: int) -> pd.DataFrame:
    """Whole groups as one table, the row numbers of which begin after `given`; they are seen then.

    Raises:
        DataError: One was seen before.
    """
    import pandas as pd

    joined: pd.DataFrame = pd.concat(whole, ignore_index=True)
    begins = np.flatnonzero(_begins(joined[column]))
    ids = joined[column].iloc[begins]
    again = seen.known(ids) | ids.duplicated().to_numpy()
    if again.any():
        first = int(again.argmax())
        raise DataError(
            f"Rows of {column} {ids.iloc[first]!r} lie apart: there is one more in row "
            f"{given + int(begins[first]) + 1:,}, after rows of others.",
            f"They are answered at once: sort the file by {column}.",
        )
    seen.add(_keys(ids))
    return joined


class _Seen:
    """Values met so far, 8 bytes each; two of ten million are taken for one with a chance of 3 in a million."""

    def __init__(self) -> None:
        self.keys = np.zeros(0, dtype=np.uint64)

    def known(self, ids: pd.Series[Any]) -> Flags:
        keys = _keys(ids)
        at = self.keys.searchsorted(keys)
        inside = at < len(self.keys)
        found: Flags = inside.copy()
        found[inside] = self.keys[at[inside]] == keys[inside]
        return found

    def add(self, keys: npt.NDArray[np.uint64]) -> None:
        keys = np.sort(keys)
        self.keys = np.insert(self.keys, self.keys.searchsorted(keys), keys)


def _keys(ids: pd.Series[Any]) -> npt.NDArray[np.uint64]:
    import pandas as pd

    hashed: npt.NDArray[np.uint64] = pd.util.hash_array(ids.to_numpy(object), categorize=False)
    return hashed


def _begins(values: pd.Series[Any]) -> Flags:
    """Where a group begins; an empty cell begins none."""
    there = values.notna().to_numpy()
    text = values.to_numpy(object)
    begins: Flags = there.copy()
    begins[1:] &= ~there[:-1] | (text[1:] != text[:-1])
    return begins
