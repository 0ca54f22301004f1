"""csv and tsv files as batches of text, read by Arrow; what Arrow cannot say is found out afterwards, line by line."""

from __future__ import annotations

import csv
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv

from contracts import encoding as encodings
from contracts import header as headers
from contracts.contract import Table
from contracts.encoding import BROKEN_COMPRESSION, Survey
from contracts.files import form_of, open_binary
from infra.errors import DataError

# A row longer than this is taken for a quote that was never closed.
BLOCK = 16 << 20
DELIMITERS = (",", ";", "\t", "|")


class DelimitedFile:
    """One csv or tsv file whose encoding, delimiter and header are settled.

    Args:
        path: The file, compressed or not.
        table: What it should hold.
        where: Table and file, for messages.
        encoding: Of the file, where it is not UTF-8 and has no byte order mark.

    Raises:
        DataError: It is empty, does not decode, or lacks a required column.
    """

    def __init__(self, path: Path, table: Table, where: str, encoding: str | None = None) -> None:
        _lift_field_limit()
        self.path, self.where = path, where
        self.survey: Survey = encodings.survey(path, where, encoding)
        self.delimiter, self.names, self.has_rows = self._first_record(table)
        self.header = headers.match(self.names, table, where, self._count_rows)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Declared columns as text, an empty cell as an empty string; blank lines are no rows.

        Raises:
            DataError: Rows of unequal length or quotes that do not close. The latter can show at the end only.
        """
        if not self.has_rows:
            return
        rows = 0
        try:
            for batch in self._reader():
                rows += batch.num_rows
                yield batch
        except (pa.ArrowInvalid, UnicodeError) as error:
            raise self._explain(str(error)) from error
        except BROKEN_COMPRESSION as error:
            raise encodings.unreadable(self.where, error) from error
        # Fewer rows than lines: either cells hold line breaks, or an open quote swallowed rows. A strict pass tells.
        if self.survey.quotes and self.survey.lines not in (rows, rows + 1):
            trouble = self._trouble()
            if trouble is not None:
                raise trouble

    def _reader(self) -> Iterator[pa.RecordBatch]:
        places = [f"c{at}" for at in range(len(self.names))]
        wanted = {f"c{at}": name for name, at in self.header.positions.items()}
        names = [wanted[place] for place in sorted(wanted, key=places.index)]
        read = pa.csv.ReadOptions(
            column_names=places,
            skip_rows_after_names=1,
            block_size=BLOCK,
            encoding=self.survey.encoding.removesuffix("-sig"),
        )
        parse = pa.csv.ParseOptions(delimiter=self.delimiter, newlines_in_values=True)
        convert = pa.csv.ConvertOptions(
            column_types=dict.fromkeys(places, pa.large_string()),
            include_columns=sorted(wanted, key=places.index),
            strings_can_be_null=False,
            null_values=[],
        )
        with open_binary(self.path) as stream:
            source = pa.PythonFile(stream, mode="r")
            for batch in pa.csv.open_csv(source, read_options=read, parse_options=parse, convert_options=convert):
                yield batch.rename_columns(names)

    def _records(self, *, strict: bool = False) -> Iterator[tuple[int, int, list[str]]]:
        """Records with their first and last line, as Python's own reader sees them."""
        with io.TextIOWrapper(open_binary(self.path), encoding=self.survey.encoding, newline="") as text:
            reader: Any = csv.reader(text, delimiter=self.delimiter, strict=strict)
            end = 0
            for record in reader:
                if record:
                    yield end + 1, reader.line_num, record
                end = reader.line_num

    def _first_record(self, table: Table) -> tuple[str, list[str], bool]:
        """Delimiter, header and whether any row follows.

        The delimiter is the one under which the header names most declared columns, then most columns at all.
        """
        declared = {column.name.casefold() for column in table.columns}
        best: tuple[int, int] = (-1, -1)
        chosen = ",", [""], False
        for delimiter in ("\t",) if form_of(self.path) == ".tsv" else DELIMITERS:
            self.delimiter = delimiter
            records = self._records()
            first = next(records, None)
            if first is None:
                break
            score = sum(name.strip().casefold() in declared for name in first[2]), len(first[2])
            if score > best:
                best, chosen = score, (delimiter, first[2], next(records, None) is not None)
        return chosen

    def _count_rows(self) -> int:
        return max(0, sum(1 for _ in self._records()) - 1)

    def _explain(self, arrow_says: str) -> DataError:
        return (
            self._ragged()
            or self._trouble()
            or DataError(f"{self.where} cannot be read: {arrow_says}", "Write the file anew, or give it as parquet.")
        )

    def _ragged(self) -> DataError | None:
        expected, count, first = len(self.names), 0, (0, 0, 0)
        for start, end, record in self._records():
            if len(record) != expected:
                count += 1
                if count == 1:
                    first = start, end, len(record)
        if count == 0:
            return None
        start, end, fields = first
        runs = f" (that record runs on to line {end:,}: a quote may never be closed)" if end > start else ""
        return DataError(
            f"{self.where}, line {start:,}: {fields} fields where the header has {expected}{runs}; {count:,} such "
            f"records.",
            f"Put quotes around cells that hold {self.delimiter!r}, or add the missing cells; no row was read.",
        )

    def _trouble(self) -> DataError | None:
        """A quote that never closes, or text between a closing quote and the next delimiter."""
        last = 1
        try:
            for _, end, _ in self._records(strict=True):
                last = end + 1
        except csv.Error as error:
            return DataError(
                f"{self.where}, record at line {last:,}: its quotes do not match ({error}), so rows after it would "
                "be swallowed.",
                "Double the quotes inside quoted cells, and close every quote.",
            )
        return None


def _lift_field_limit() -> None:
    # Python refuses cells beyond 128 KiB by default; whole product pages are longer.
    csv.field_size_limit(sys.maxsize)
