"""`bazaar up`: Prefect, MLflow and the deployments as children of this process, until it is told to end."""

from __future__ import annotations

import importlib.util
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import typer

from flows import console, up_servers, up_told
from flows.up_servers import Plan
from infra import artifact_places, environment, home_databases, postgres, public_name, sign_in, up_note
from infra.errors import SettingsError
from infra.module_process import ProcessFailedError
from infra.server_process import ServerFailedError
from infra.until_told import until_told
from infra.up_note import Up

# Servers of a killed `up` end by themselves: they are told, and killed after a grace of their own.
LEFT_SECONDS = 40.0
LOOK_SECONDS = 0.5


@console.answering
def up(
    host: str,
    name: str | None,
    prefect_port: int,
    mlflow_port: int,
    postgres_url: str | None,
    artifacts: str,
    auth_file: Path | None,
) -> None:
    """Start everything, tell where it is, and watch it until Ctrl-C or SIGTERM.

    Raises:
        SettingsError: An option cannot be used, or a `bazaar up` runs here.
        typer.Exit: A server ended by itself; all others were ended, and the code is 1.
    """
    plan = Plan(
        host,
        public_name.of(host, name),
        prefect_port,
        mlflow_port,
        postgres.given(postgres_url),
        artifact_places.address(artifacts),
        sign_in.given(auth_file),
    )
    _check_installed(plan)
    with _alone():
        home_databases.refuse_another_than(str(plan.postgres or ""))
        _wait_for_left_servers()
        with _faults_told():
            _run(plan)


@console.answering
def status() -> None:
    """Tell what is up in this home; the exit code is 1 where nothing is."""
    running = up_note.running()
    if running is None:
        console.out.print(f"Nothing is up in {environment.home()}. Start it: bazaar up", soft_wrap=True)
        raise typer.Exit(console.FAULT)
    up_told.addresses(running)
    with _faults_told():
        own = sign_in.given()
        up_told.scheduled(running, own or (sign_in.kept(running.sign_in) if running.sign_in else None))


@contextmanager
def _faults_told() -> Iterator[None]:
    try:
        yield
    except (ServerFailedError, ProcessFailedError) as error:
        console.err.print(f"failed: {error}", style="red", highlight=False, markup=False, soft_wrap=True)
        raise typer.Exit(console.FAULT) from error


def _tell(plan: Plan, note: Up) -> None:
    up_told.addresses(note)
    up_told.cautions(note, plan.host, plan.name)
    try:
        up_told.experiments_elsewhere(note, plan.credentials)
        up_told.scheduled(note, plan.credentials)
    except ServerFailedError as error:
        # A server that is slow now may be well in a minute; one that ends is told by the watch.
        up_told.caution(f"Not all could be told: {error}. Ask again: bazaar up --status")


def _run(plan: Plan) -> None:
    children = up_servers.Children()
    try:
        with until_told():
            note = up_servers.start_servers(plan, children)
            up_servers.start_deployments(plan, note, children)
            _tell(plan, note)
            console.out.print("Ctrl-C ends all of it.")
            children.watch()
    finally:
        children.end()
    console.out.print("All has ended.")


@contextmanager
def _alone() -> Iterator[None]:
    """Hold this home's one place for a `bazaar up`; the system gives it back when its holder is killed."""
    from filelock import FileLock, Timeout

    directory = environment.state_directory()
    directory.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(directory / "up.lock", timeout=0):
            yield
    except Timeout as error:
        raise SettingsError(_who_is_up(), "End that one first (Ctrl-C, or kill its pid), or use it.") from error


def _who_is_up() -> str:
    noted = up_note.read()
    if noted is None or not noted.ready:
        return f"Another `bazaar up` is starting or ending in {environment.home()}."
    return (
        f"`bazaar up` runs in {environment.home()} already, as process {noted.process['pid']} on "
        f"{noted.process['host']}: Prefect {up_told.pages(noted)}, MLflow {noted.mlflow}."
    )


def _wait_for_left_servers() -> None:
    """A killed `bazaar up` takes its servers along within seconds; their ports are free only then."""
    deadline = time.monotonic() + LEFT_SECONDS
    while left := up_note.left_children():
        if time.monotonic() > deadline:
            pids = ", ".join(str(child["pid"]) for child in left)
            raise SettingsError(
                f"Servers of a `bazaar up` that was killed still run: {pids}.", f"End them: kill {pids}"
            )
        time.sleep(LOOK_SECONDS)


def _check_installed(plan: Plan) -> None:
    for needed, option, module, extra in (
        (plan.postgres, "PostgreSQL", "psycopg2", "postgres"),
        (plan.credentials, "Signing in to MLflow", "flask_wtf", "auth"),
    ):
        if needed is not None and importlib.util.find_spec(module) is None:
            raise SettingsError(f"{option} needs packages that are not installed.", f"pip install 'bazaar[{extra}]'")
