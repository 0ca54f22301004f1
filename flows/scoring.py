"""`bazaar score`: a file of requests answered by one model version, streamed."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows import console
from infra.errors import DataError, RegistryError, SettingsError
from tasks import rooms

if TYPE_CHECKING:
    import pandas as pd
    from mlflow.pyfunc import PyFuncModel

SUFFIXES = (".parquet", ".csv")


@console.answering
def score(
    use_case: str,
    source: Path,
    output: Path,
    version: str | None,
    rows: int,
    settings: list[str],
    encoding: str | None = None,
) -> None:
    """Resolve the champion once, answer every request, and put the answers in place when all are there.

    Raises:
        DataError: The input is absent, unreadable or not a request; nothing is written.
        RegistryError: There is no champion or no such version.
    """
    name = rooms.use_case_named(use_case)
    _check_paths(source, output)
    from infra import registry, tracking

    client = tracking.open_client()
    model_name = registry.model_name(name)
    version = version or registry.alias_version(client, model_name, registry.CHAMPION)
    if version is None:
        raise RegistryError(f"{model_name} has no champion.", f"Train one: bazaar run {model_name}.")
    model = registry.load(client, model_name, version)
    _make_writable(output.parent)
    with tempfile.TemporaryDirectory(dir=output.parent, prefix=".scoring-") as scratch:
        draft = Path(scratch) / output.name
        batches = _batches(name, source, rows, encoding)
        asked, answered = _answer_all(name, model, source, batches, draft, version, rows, _params(settings))
        shutil.move(draft, output)
    console.out.print(
        f"{model_name} version {version}: {asked:,} requests, {answered:,} answers in {output}", highlight=False
    )


def _check_paths(source: Path, output: Path) -> None:
    if not source.exists():
        raise DataError(f"There is no {source}.", "Give --input a parquet or csv file.")
    if output.suffix not in SUFFIXES:
        raise SettingsError(f"{output} ends in {output.suffix!r}.", f"Let --output end in {' or '.join(SUFFIXES)}.")
    if output.exists():
        raise SettingsError(f"{output} exists.", "Answers are never overwritten; name another file.")


def _make_writable(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=directory):
            pass
    except OSError as error:
        raise SettingsError(
            f"Nothing can be written to {directory}: {error.strerror}.", "Name another --output."
        ) from error


def _params(settings: list[str]) -> dict[str, Any]:
    params = {}
    for setting in settings:
        name, equals, text = setting.partition("=")
        if not equals:
            raise SettingsError(f"--set {setting!r} is not key=value.", "For example --set k=10.")
        params[name.strip()] = yaml.safe_load(text)
    return params


def _answer_all(
    use_case: str,
    model: PyFuncModel,
    source: Path,
    batches: Iterator[pd.DataFrame],
    draft: Path,
    version: str,
    rows: int,
    params: dict[str, Any],
) -> tuple[int, int]:
    asked = answered = 0
    columns = (TextColumn("score"), BarColumn(), MofNCompleteColumn(), TextColumn("rows"), TimeElapsedColumn())
    with Progress(*columns, console=console.out) as bar, _Writer(draft) as writer:
        task = bar.add_task("score", total=_row_count(source))
        for batch in batches:
            if asked:
                _check_batches_are_independent(use_case, params, rows)
            answers = _answer(model, batch, params)
            writer.write(answers.assign(model_version=version))
            asked, answered = asked + len(batch), answered + len(answers)
            bar.update(task, completed=asked)
    return asked, answered


def _check_batches_are_independent(use_case: str, params: dict[str, Any], rows: int) -> None:
    for name, value in getattr(rooms.module("contracts", use_case), "WHOLE_TABLE", {}).items():
        if params.get(name) == value:
            raise DataError(
                f"{name}={value} needs all rows at once, and the input has more than the {rows:,} of one batch.",
                "Raise --batch to at least the number of rows.",
            )


def _answer(model: PyFuncModel, batch: pd.DataFrame, params: dict[str, Any]) -> pd.DataFrame:
    from mlflow.exceptions import MlflowException

    try:
        answers: pd.DataFrame = model.predict(batch, params=params or None)
    except (MlflowException, ValueError) as error:
        raise DataError(f"The model refuses the request: {error}", "Compare it with the model's signature.") from error
    return answers


def _batches(use_case: str, source: Path, rows: int, encoding: str | None) -> Iterator[pd.DataFrame]:
    """Typed batches that hold only the columns that the file has: an absent one is not an empty one."""
    from contracts.reading import columns_in, iter_batches

    request = rooms.module("contracts", use_case).REQUEST
    present = columns_in(source, request, encoding)
    for batch in iter_batches(source, request, rows, encoding):
        yield batch[present]


def _row_count(source: Path) -> int | None:
    if source.suffix != ".parquet" or not source.is_file():
        return None
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return int(pq.read_metadata(source).num_rows)
    except pa.ArrowException:
        # The reader says what is wrong with the file; the progress bar only wants a length.
        return None


class _Writer:
    """Appends frames to one parquet or csv file, all with the columns of the first."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.parquet: Any = None
        self.started = False

    def __enter__(self) -> _Writer:
        return self

    def __exit__(self, *_ended: object) -> None:
        if self.parquet is not None:
            self.parquet.close()

    def write(self, frame: pd.DataFrame) -> None:
        if self.path.suffix == ".csv":
            frame.to_csv(self.path, mode="a", header=not self.started, index=False)
            self.started = True
            return
        import pyarrow as pa
        import pyarrow.parquet as pq

        schema = None if self.parquet is None else self.parquet.schema
        table = pa.Table.from_pandas(frame, schema=schema, preserve_index=False)
        if self.parquet is None:
            self.parquet = pq.ParquetWriter(self.path, table.schema, compression="zstd")
        self.parquet.write_table(table)
