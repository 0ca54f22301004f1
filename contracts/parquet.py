"""parquet files as batches of Arrow columns in the types they were written with."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet

from contracts import header as headers
from contracts.contract import Kind, Table
from infra.errors import DataError

ROWS = 8_192  # of a batch; whole pages pasted into a column make even these few hundred MB
FILES = 32  # of a batch where a column holds whole files


class ParquetFile:
    """One parquet file whose columns were matched to the table's.

    Raises:
        DataError: It is no whole parquet file, or lacks a required column.
    """

    def __init__(self, path: Path, table: Table, where: str) -> None:
        self.path, self.where = path, where
        try:
            # Page buffers are read as they are needed; otherwise a whole row group is held at once.
            self._file = pa.parquet.ParquetFile(
                path, pre_buffer=False, buffer_size=1 << 20, page_checksum_verification=True
            )
        except (pa.ArrowException, OSError) as error:
            raise self._unreadable(error) from error
        self._rows = FILES if any(column.kind is Kind.BYTES for column in table.columns) else ROWS
        names = list(self._file.schema_arrow.names)
        self.header = headers.match(names, table, where, lambda: self._file.metadata.num_rows)
        self._source = {name: names[at] for name, at in self.header.positions.items()}

    @property
    def has_rows(self) -> bool:
        return bool(self._file.metadata.num_rows)

    def batches(self) -> Iterator[pa.RecordBatch]:
        """Declared columns under their declared names.

        Raises:
            DataError: A page is broken.
        """
        try:
            for batch in self._file.iter_batches(batch_size=self._rows, columns=list(self._source.values())):
                columns = [batch.column(source) for source in self._source.values()]
                yield pa.RecordBatch.from_arrays(columns, names=list(self._source))
        except (pa.ArrowException, OSError) as error:
            raise self._unreadable(error) from error
        finally:
            self._file.close()

    def _unreadable(self, error: Exception) -> DataError:
        return DataError(
            f"{self.where} is no whole parquet file: {error}",
            "Write or copy it anew: it is cut short, altered, or of another format than its name says.",
        )
