"""Records whose fields are columns, numpy or pyarrow ones of the same length: some rows of them, several joined."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from typing import Any, TypeVar

import numpy as np
import pyarrow as pa

from sources.simulator.words import Index

Record = TypeVar("Record")


def taken(record: Record, rows: Index) -> Record:
    """Some rows of a dataclass of columns, in the order given."""
    columns: list[Any] = [getattr(record, one.name) for one in fields(record)]  # type: ignore[arg-type]
    picked = (one.take(pa.array(rows)) if isinstance(one, pa.Array) else one[rows] for one in columns)
    return type(record)(*picked)


def joined(parts: Sequence[Record]) -> Record:
    """Dataclasses of columns one after the other; there is one at least."""
    names = [one.name for one in fields(parts[0])]  # type: ignore[arg-type]
    columns: list[list[Any]] = [[getattr(part, name) for part in parts] for name in names]
    whole = (pa.concat_arrays(one) if isinstance(one[0], pa.Array) else np.concatenate(one) for one in columns)
    return type(parts[0])(*whole)
