"""`bazaar run`: parameters, the flow, and what is told at its end."""

from __future__ import annotations

import errno
import functools
import json
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from flows import console
from infra import environment
from infra.errors import SettingsError, UserError
from params.base import FlowParameters, Profile
from tasks import rooms

FULL = {errno.ENOSPC, errno.EDQUOT}
NOTHING_LEFT = 64 * 1024
FULL_SIGNS = ("No space left on device", "database or disk is full")


@console.answering
def run(
    use_case: str,
    source: str | None,
    data: Path | None,
    as_of: str | None,
    profile: str | None,
    settings: list[str],
    metrics: Path | None = None,
    data_rev: str | None = None,
    plots: Path | None = None,
) -> None:
    """Run the flow of a use case and print its metrics, its verdict and where to look.

    Raises:
        UserError: What the caller can put right.
        RunFailedError: A fault; finished steps are kept.
    """
    name = rooms.use_case_named(use_case)
    parameters = read_parameters(name, source, data, as_of, profile, settings, data_rev)
    summary = train_and_tell(name, parameters)
    if metrics is not None:
        _write_metrics(summary, metrics)
    if plots is not None:
        from flows import plotting

        plotting.write(name, summary, plots)


def train_and_tell(use_case: str, parameters: FlowParameters) -> dict[str, Any]:
    """Run the flow of a use case in the sight of a person; errors and result as of `perform`."""
    with console.showing_steps():
        summary = perform(use_case, parameters)
    _tell(summary)
    return summary


def perform(use_case: str, parameters: FlowParameters) -> dict[str, Any]:
    """Run the flow of a use case on a running Prefect server, or on one that comes and goes with it.

    Args:
        use_case: Module name.
        parameters: Checked parameters.

    Returns:
        The summary that `tasks.register.register` gives.

    Raises:
        UserError: What the caller can put right.
        RunFailedError: A fault; finished steps are kept.
    """
    with prefect_ready(functools.partial(rooms.module, "flows", use_case)):
        return guarded(getattr(rooms.module("flows", use_case), use_case), parameters)


def guarded(flow: Callable[[Any], dict[str, Any]], parameters: object) -> dict[str, Any]:
    """Call a flow; what it fails of is a user's error or a fault, and nothing else.

    Raises:
        UserError: What the caller can put right.
        RunFailedError: A fault; finished steps are kept.
    """
    try:
        return flow(parameters)
    except (UserError, KeyboardInterrupt):
        raise
    except Exception as error:
        raise full_disk(error) or console.RunFailedError(error) from error


@contextmanager
def prefect_ready(meanwhile: Callable[[], object] | None = None) -> Iterator[None]:
    """A Prefect API for the flows called inside the block.

    Args:
        meanwhile: Imports to make while a temporary server starts.
    """
    from infra import servers

    environment.make_directories()
    with servers.prefect_api(meanwhile):
        yield


def full_disk(error: BaseException) -> UserError | None:
    """The user's error that a full disk is, whichever library met it; None where it is something else."""
    cause: BaseException | None = error
    while cause is not None:
        signs = [line for line in str(cause).splitlines() if any(sign in line for sign in FULL_SIGNS)]
        if signs or getattr(cause, "errno", None) in FULL:
            return SettingsError(
                f"The disk is full: {signs[-1].strip() if signs else cause}",
                "Free space, then run the same command again: finished steps are kept.",
            )
        cause = cause.__cause__ or cause.__context__
    for disk in (environment.home(), environment.store_directory(), Path(tempfile.gettempdir())):
        # Some libraries only say that a write was incomplete.
        if disk.exists() and shutil.disk_usage(disk).free < NOTHING_LEFT:
            return SettingsError(
                f"The disk is full, nothing is left at {disk}: {str(error).splitlines()[0]}",
                "Free space, then run the same command again: finished steps are kept.",
            )
    return None


def read_parameters(
    use_case: str,
    source: str | None,
    data: Path | None,
    as_of: str | None,
    profile: str | None,
    settings: list[str],
    data_rev: str | None = None,
) -> FlowParameters:
    """Parameters from params.yaml and the command line.

    Raises:
        SettingsError: Something is unknown, out of bounds, or excludes something else.
    """
    from params.loading import load
    from tasks import gate_policy

    if source is not None and data is not None:
        raise SettingsError("--source and --data are both given.", "Choose one.")
    if source is not None and data_rev is not None:
        raise SettingsError("--source and --data-rev are both given.", "Only data that DVC tracks have revisions.")
    changes = {
        "source": source,
        "data": None if data is None else str(data.resolve()),
        "data_rev": data_rev,
        "as_of": as_of,
    }
    kind: type[FlowParameters] = rooms.module("params", use_case).Parameters
    parameters = load(kind, use_case, _profile(profile, source, data or data_rev), changes, settings)
    gate_policy.check(use_case, parameters)
    return parameters


def _profile(name: str | None, source: str | None, own: Path | str | None) -> Profile:
    if name is None:
        real = own is not None or source not in (None, "simulator")
        return Profile.FULL if real else Profile.QUICK
    try:
        return Profile(name)
    except ValueError as error:
        raise SettingsError(f"There is no profile {name!r}.", "Known: quick, full.") from error


def _write_metrics(summary: dict[str, Any], path: Path) -> None:
    values = {name: measure["value"] for name, measure in summary["measures"].items()}
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(values, indent=2) + "\n", encoding="utf-8")
    except OSError as error:
        raise SettingsError(
            f"The metrics cannot be written to {path}: {error.strerror}.", "Name another --metrics."
        ) from error


def as_of_lines(summary: dict[str, Any]) -> list[str]:
    """What an `as_of` date left out of each table, a line each; none without one."""
    from contracts import wording
    from contracts.report import LeftOut

    found = {name: LeftOut.model_validate(values) for name, values in summary["left_out"].items()}
    return list(wording.left_out(summary["as_of"], found))


def _tell(summary: dict[str, Any]) -> None:
    from infra import tracking

    console.out.print(console.measures_table(summary))
    verdict = "[bold green]promoted[/]" if summary["promoted"] else "[bold yellow]not promoted[/]"
    console.out.print(
        f"{summary['model']} version {summary['version']}: {verdict}: {summary['reason']}",
        soft_wrap=True,
        highlight=False,
    )
    console.out.print(f"report      {summary['report']}", soft_wrap=True, highlight=False)
    for line in as_of_lines(summary):
        console.out.print(f"as of       {line}", soft_wrap=True, highlight=False)
    for line in summary["set_aside"]:
        console.out.print(f"set aside   {line}", soft_wrap=True, highlight=False, markup=False)
    console.out.print(f"evaluation  {summary['evaluation']}", soft_wrap=True, highlight=False)
    console.out.print(f"MLflow run  {summary['run_id']}", soft_wrap=True, highlight=False)
    experiment = tracking.experiment_id(tracking.open_client(), summary["model"])
    page = f"#/experiments/{experiment}/runs/{summary['run_id']}"
    address = environment.tracking_uri()
    if address.startswith("http"):
        console.out.print(f"to look     {address.rstrip('/')}/{page}", soft_wrap=True, highlight=False)
    else:
        own = address == environment.own_database_uri()
        command = "bazaar up" if own else f"mlflow ui --host 127.0.0.1 --backend-store-uri {address}"
        console.out.print(f"to look     {command}", soft_wrap=True, highlight=False)
        console.out.print(f"then        http://127.0.0.1:5000/{page}", soft_wrap=True, highlight=False)
    if summary["promoted"] or summary["champion_before"]:
        console.out.print(
            f"consumers   mlflow.pyfunc.load_model('models:/{summary['model']}@champion')", highlight=False
        )
