"""Logged predictions: what `bazaar score` wrote, of one model version."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from infra import digests
from infra.errors import DataError
from tasks.answering import AT as SCORED_AT
from tasks.monitor_sample import sampled_from

if TYPE_CHECKING:
    import pyarrow.dataset as ds

VERSION = "model_version"
SUFFIXES = (".parquet", ".csv")


def files_of(place: Path) -> list[Path]:
    """The files of a log: itself, or all parts below a directory; hidden ones are none.

    Raises:
        DataError: There is none, or they are of two formats.
    """
    if place.is_file():
        found = [place]
    elif place.is_dir():
        found = [path for path in sorted(place.rglob("*")) if path.is_file() and not _hidden(path, place)]
    else:
        raise DataError(f"There is no {place}.", "Give --predictions the file or directory that `bazaar score` wrote.")
    found = [path for path in found if path.suffix in SUFFIXES]
    if not found or len({path.suffix for path in found}) > 1:
        what = "files of two formats" if found else "no parquet or csv file"
        raise DataError(f"{place} holds {what}.", "Give --predictions what `bazaar score` wrote.")
    return found


def digest(place: Path) -> str:
    """sha256 over all files of a log."""
    return digests.of_value({str(path.relative_to(place.parent)): digests.of_file(path) for path in files_of(place)})


def logged(place: Path, version: str, most: int) -> tuple[pd.DataFrame, int, int]:
    """Predictions of one version.

    Args:
        place: A file or a directory of parts, partitions by hive included.
        version: Whose predictions count.
        most: Rows in memory, about.

    Returns:
        A sample of them, how many there are, and how many are of other versions.

    Raises:
        DataError: A file cannot be read, or carries no `model_version`.
    """
    import pyarrow as pa
    import pyarrow.dataset as ds

    files = files_of(place)
    try:
        log = ds.dataset([str(path) for path in files], format=files[0].suffix[1:], partitioning="hive")
        if VERSION not in log.schema.names:
            raise DataError(
                f"{place} has no column {VERSION}, so whose predictions they are is not known.",
                "Give --predictions what `bazaar score` wrote.",
            )
        wanted = ds.field(VERSION).cast(pa.string()) == version
        # The date and the run in a partition's path are of the asking, not of the answers.
        own = {name for part in log.get_fragments() for name in part.physical_schema.names}
        columns = [name for name in log.schema.names if name in own - {VERSION, SCORED_AT}]
        frame, rows = sampled_from(log, columns, (), most, wanted)
        return _typed(frame, log), rows, log.count_rows() - rows
    except (pa.ArrowException, OSError) as error:
        raise DataError(f"{place} cannot be read: {error}", "Give --predictions what `bazaar score` wrote.") from error


def _typed(frame: pd.DataFrame, log: ds.Dataset) -> pd.DataFrame:
    """A column without one value is of arrow's type `null`; as an object it would pass for text."""
    import pyarrow as pa

    return frame.astype({name: "float64" for name in frame.columns if log.schema.field(name).type == pa.null()})


def _hidden(path: Path, place: Path) -> bool:
    return any(piece.startswith((".", "_")) for piece in path.relative_to(place).parts)
