"""`bazaar score`: requests answered by one model version, into one file or as a dated partition."""

from __future__ import annotations

import functools
import importlib
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from flows import console, running
from infra.errors import DataError, SettingsError, UserError
from params.loading import check, load_section
from params.score import ScoreParameters, ScoreSettings
from tasks import rooms

FLOW = "flows.batch_scoring"
SUFFIXES = (".parquet", ".csv")


@dataclass(frozen=True)
class Request:
    """What the command line asks for; what it leaves out is as the section `score` of params.yaml says."""

    use_case: str
    source: Path | None
    version: str | None
    rows: int | None
    settings: list[str]
    encoding: str | None

    @property
    def params(self) -> dict[str, Any]:
        """Request parameters of the model.

        Raises:
            SettingsError: One is not key=value.
        """
        given = {}
        for setting in self.settings:
            name, equals, text = setting.partition("=")
            if not equals:
                raise SettingsError(f"--set {setting!r} is not key=value.", "For example --set k=10.")
            given[name.strip()] = yaml.safe_load(text)
        return given


@console.answering
def score(
    request: Request,
    output: Path | None,
    to: Path | None,
    date: str | None,
    parallel: int | None,
) -> None:
    """Answer into the file `output`, or else as a dated partition under `to`.

    Raises:
        DataError: The input is absent, unreadable or not a request; nothing is written.
        SettingsError: Options exclude each other, or what is there would be written over.
        RegistryError: There is no champion or no such version.
    """
    if output is None:
        _score_partition(request, to, date, parallel)
        return
    for option, value in (("--to", to), ("--date", date), ("--parallel", parallel)):
        if value is not None:
            raise SettingsError(f"--output and {option} are both given.", "--output makes one file, --to a partition.")
    _score_file(request, output)


def _score_partition(request: Request, to: Path | None, date: str | None, parallel: int | None) -> None:
    """Run the flow `score`, as its deployment does."""
    asked = {
        "use_case": rooms.use_case_named(request.use_case).replace("_", "-"),
        "input": None if request.source is None else str(request.source.resolve()),
        "output": None if to is None else str(to.resolve()),
        "date": date,
        "version": request.version,
        "rows": request.rows,
        "parallel": parallel,
        "encoding": request.encoding,
        "request": request.params or None,
    }
    parameters = check(ScoreParameters, asked, "the command line")
    with console.showing_steps():
        manifest = perform(parameters)
    _tell(manifest["model"], manifest["model_version"], manifest["requests"], manifest["answers"], manifest["place"])
    _tell_left_out(manifest.get("columns_left_out", []), manifest["model_version"])
    if manifest["was_there"]:
        console.out.print("It was there already: the same input, version and parameters.", highlight=False)


def perform(parameters: ScoreParameters) -> dict[str, Any]:
    """Run the flow `score` on a running Prefect server, or on one that comes and goes with it.

    Returns:
        What the flow gives.

    Raises:
        UserError: What the caller can put right.
        RunFailedError: A fault; answered parts are kept.
    """
    with running.prefect_ready(functools.partial(importlib.import_module, FLOW)):
        from flows import batch_scoring

        try:
            manifest: dict[str, Any] = batch_scoring.score(parameters)
        except (UserError, KeyboardInterrupt):
            raise
        except Exception as error:
            raise running.full_disk(error) or console.RunFailedError(error) from error
        return manifest


def _score_file(request: Request, output: Path) -> None:
    """Answer into one file, without a server, and put it in place when all answers are there."""
    from infra import registry, tracking
    from tasks.answering import Asking, answer_file, columns_present
    from tasks.scoring_job import resolve_version

    name = rooms.use_case_named(request.use_case)
    source = _checked_paths(request.source, output)
    rows = request.rows or load_section(ScoreSettings, name, "score").rows
    params = request.params
    client = tracking.open_client()
    model_name = registry.model_name(name)
    version = resolve_version(client, model_name, request.version)
    model = registry.load(client, model_name, version)
    inputs = registry.signed_inputs(model.metadata)
    columns, ignored = columns_present(name, inputs, source, request.encoding)
    asking = Asking(name, version, columns, inputs, rows, params, request.encoding)
    _make_writable(output.parent)
    with tempfile.TemporaryDirectory(dir=output.parent, prefix=".scoring-") as scratch, _bar(source) as told:
        draft = Path(scratch) / output.name
        asked, answered = answer_file(model, asking, source, draft, told)
        shutil.move(draft, output)
    _tell(model_name, version, asked, answered, str(output))
    _tell_left_out(ignored, version)


def _tell(model: str, version: str, asked: int, answered: int, place: str) -> None:
    words = f"{model} version {version}: {asked:,} requests, {answered:,} answers in {place}"
    console.out.print(words, highlight=False, soft_wrap=True)


def _tell_left_out(columns: list[str], version: str) -> None:
    from tasks.answering import left_out

    if columns:
        console.out.print(left_out(columns, version), highlight=False, soft_wrap=True)


def _checked_paths(source: Path | None, output: Path) -> Path:
    if source is None:
        raise SettingsError("--output is given without --input.", "Name a parquet or csv file.")
    if not source.exists():
        raise DataError(f"There is no {source}.", "Give --input a parquet or csv file.")
    if output.suffix not in SUFFIXES:
        raise SettingsError(f"{output} ends in {output.suffix!r}.", f"Let --output end in {' or '.join(SUFFIXES)}.")
    if output.exists():
        raise SettingsError(f"{output} exists.", "Answers are never overwritten; name another file.")
    return source


def _make_writable(directory: Path) -> None:
    try:
        directory.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryFile(dir=directory):
            pass
    except OSError as error:
        raise SettingsError(
            f"Nothing can be written to {directory}: {error.strerror}.", "Name another --output."
        ) from error


@contextmanager
def _bar(source: Path) -> Iterator[Callable[[int], None]]:
    """Shows how many requests were answered."""
    columns = (TextColumn("score"), BarColumn(), MofNCompleteColumn(), TextColumn("rows"), TimeElapsedColumn())
    with Progress(*columns, console=console.out) as bar:
        task = bar.add_task("score", total=_row_count(source))
        yield lambda asked: bar.update(task, completed=asked)


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
