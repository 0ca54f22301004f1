"""A file of requests answered by one model, streamed: memory holds a batch, whatever the file's size."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infra.asking import ask
from infra.errors import DataError
from tasks import rooms, together
from tasks.request_of import request_of

if TYPE_CHECKING:
    import pandas as pd
    from mlflow.pyfunc import PyFuncModel

VERSION = "model_version"
AT = "scored_at"


@dataclass(frozen=True)
class Asking:
    """How a file is read and asked.

    Args:
        use_case: Module name.
        version: Of the model; every answer carries it.
        columns: Those of the request's columns that are there: an absent one is not an empty one.
        inputs: Of the version's signature, name -> type; those that the request does not name are read too.
        rows: Of a batch.
        params: Request parameters of the model.
        encoding: Of csv files that are not UTF-8.
    """

    use_case: str
    version: str
    columns: Sequence[str]
    inputs: Mapping[str, str]
    rows: int
    params: Mapping[str, Any]
    encoding: str | None = None


Told = Callable[[int], object]


def answer_file(
    model: PyFuncModel, asking: Asking, source: Path, draft: Path, told: Told, *, may_be_empty: bool = False
) -> tuple[int, int]:
    """Answer every request of a file, in its order, into a new file.

    Rows that compete for one answer are asked at once, if need be in a batch of more rows.

    Args:
        source: A file, or a directory of parts.
        draft: Ends in .parquet or .csv; absent where there is no request.
        told: Called with the number of requests answered so far.
        may_be_empty: A file without a row is no error.

    Returns:
        Requests asked, answers given.

    Raises:
        DataError: The input is unreadable or not a request, or rows that compete lie apart.
    """
    asked = answered = 0
    batches = _batches(asking, source, may_be_empty)
    column = together.column_of(asking.use_case, asking.params)
    if column is not None and column in asking.columns:
        batches = together.unbroken(batches, column)
    with _Writer(draft, asking.version) as writer:
        for batch in batches:
            if asked:
                has = f"more than the {asking.rows:,} of one batch"
                check_independent(asking.use_case, asking.params, asking.columns, has)
            answers = ask(model, batch, asking.params)
            writer.write(answers)
            asked, answered = asked + len(batch), answered + len(answers)
            told(asked)
    return asked, answered


def check_independent(use_case: str, params: Mapping[str, Any], columns: Sequence[str], has: str) -> None:
    """Refuse request parameters whose answer depends on all rows at once.

    Args:
        columns: Those that the input holds: without the one that tells which rows compete, all do.
        has: What the input has, that is too much: "3 parts".

    Raises:
        DataError: There is such a parameter.
    """
    for name, value in getattr(rooms.module("contracts", use_case), "WHOLE_TABLE", {}).items():
        if params.get(name) == value:
            raise DataError(
                f"{name}={value} needs all rows at once, and the input has {has}.",
                "Give one file, and raise --batch to at least the number of its rows.",
            )
    column = together.column_of(use_case, params)
    if column is not None and column not in columns and not together.alone_without(use_case):
        raise DataError(
            f"Without a column {column} all rows compete and have to be answered at once, and the input has {has}.",
            f"Give the column {column}; or one file, and raise --batch to at least the number of its rows.",
        )


def columns_present(
    use_case: str, inputs: Mapping[str, str], source: Path, encoding: str | None
) -> tuple[list[str], list[str]]:
    """Columns that a file, or any part of a directory, holds.

    Args:
        use_case: Module name.
        inputs: Of the version's signature, name -> type.
        source: A file, or a directory of parts.
        encoding: Of csv files that are not UTF-8.

    Returns:
        Those of the request, and those that the version does not know, which are left out.

    Raises:
        DataError: A file is unreadable or lacks a required column.
    """
    from contracts.reading import columns_in

    return columns_in(source, request_of(use_case, inputs), encoding)


def left_out(columns: Sequence[str], version: str) -> str:
    """One sentence on columns of the input that no answer rests on."""
    return f"Left out, because version {version} was trained without: {', '.join(columns)}."


def _batches(asking: Asking, source: Path, may_be_empty: bool) -> Iterator[pd.DataFrame]:
    from contracts.reading import iter_batches

    request = request_of(asking.use_case, asking.inputs)
    for batch in iter_batches(source, request, asking.rows, asking.encoding, may_be_empty=may_be_empty):
        yield batch[list(asking.columns)]


class _Writer:
    """Appends answers to one parquet or csv file, all with the columns of the first, stamped with version and time."""

    def __init__(self, path: Path, version: str) -> None:
        self.path = path
        self.version = version
        self.parquet: Any = None
        self.schema: Any = None
        self.started = False

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, *_ended: object) -> None:
        if self.parquet is not None:
            self.parquet.close()

    def write(self, answers: pd.DataFrame) -> None:
        now = datetime.now(UTC)
        if self.path.suffix == ".csv":
            stamped = answers.assign(**{VERSION: self.version, AT: now.isoformat(timespec="seconds")})
            stamped.to_csv(self.path, mode="a", header=not self.started, index=False)
            self.started = True
            return
        import pyarrow as pa
        import pyarrow.parquet as pq

        table = pa.Table.from_pandas(answers, schema=self.schema, preserve_index=False)
        self.schema = self.schema or table.schema
        for name, value in ((VERSION, pa.scalar(self.version)), (AT, pa.scalar(now, pa.timestamp("us", "UTC")))):
            table = table.append_column(name, pa.repeat(value, len(answers)))
        if self.parquet is None:
            self.parquet = pq.ParquetWriter(self.path, table.schema, compression="zstd")
        self.parquet.write_table(table)
