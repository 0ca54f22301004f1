"""The servers of `bazaar up`, in the order in which they need each other."""

from __future__ import annotations

import os
import sys
import time
from dataclasses import dataclass, replace
from pathlib import Path

from flows import up_told
from infra import (
    environment,
    home_databases,
    mlflow_server,
    mlflow_setup,
    postgres,
    server_process,
    servers,
    up_note,
)
from infra.postgres import Postgres
from infra.server_process import ServerFailedError, ServerProcess
from infra.sign_in import Credentials
from infra.up_note import Up

WATCH_SECONDS = 0.5
# The deployments import every use case before they are ready.
DEPLOYMENTS_SECONDS = 600.0


@dataclass(frozen=True)
class Plan:
    """What was asked for, checked."""

    host: str
    name: str
    prefect_port: int
    mlflow_port: int
    postgres: Postgres | None
    artifacts: str
    credentials: Credentials | None


class Children:
    """The servers that were started, and the note that tells of them."""

    def __init__(self) -> None:
        self.servers: list[ServerProcess] = []

    def add(self, server: ServerProcess, note: Up) -> Up:
        """One more; the note with it, which lies on disk."""
        self.servers.append(server)
        note = note.with_child(server)
        note.write()
        return note

    def watch(self) -> None:
        """Wait for an end that nobody asked for.

        Raises:
            ServerFailedError: It came.
        """
        while True:
            self.check()
            time.sleep(WATCH_SECONDS)

    def check(self) -> None:
        for server in self.servers:
            if not server.is_running():
                code = server.process.returncode
                raise ServerFailedError(f"{server.name} ended by itself with exit code {code}; {server.last_words()}")

    def end(self) -> None:
        """Stop all, the last started first: runs end while the servers they report to still answer."""
        for server in reversed(self.servers):
            server.stop()
        up_note.remove()
        _ready_file().unlink(missing_ok=True)


def start_servers(plan: Plan, children: Children) -> Up:
    """Prefect and MLflow, both answering, and told of in the note."""
    environment.make_directories()
    _keep_former_logs()
    listening = server_process.listen(plan.host, plan.mlflow_port, "--mlflow-port")
    variables = dict(plan.credentials.for_prefect_server()) if plan.credentials else {}
    if plan.postgres is not None:
        # Both drivers look there; it is in no command line.
        os.environ.update(plan.postgres.variables())
        made = postgres.make_databases(plan.postgres, users=plan.credentials is not None)
        up_told.made(made, plan.postgres)
        home_databases.remember(str(plan.postgres))
        variables["PREFECT_SERVER_DATABASE_CONNECTION_URL"] = plan.postgres.for_prefect()
    prefect, api = servers.start_prefect(plan.host, plan.prefect_port, name=plan.name, variables=variables)
    note = children.add(prefect, _note(plan, api))
    mlflow_setup.prepare(plan.artifacts, plan.postgres, plan.credentials)
    mlflow, address = mlflow_server.start(
        plan.host, listening, plan.artifacts, plan.postgres, plan.credentials, plan.name
    )
    note = children.add(mlflow, replace(note, mlflow=address))
    for server in children.servers:
        server.wait_until_healthy()
    note = replace(note, ready=True)
    note.write()
    return note


def _note(plan: Plan, api: str) -> Up:
    return Up(
        prefect=api,
        mlflow="",
        artifacts=plan.artifacts,
        databases=str(plan.postgres or "SQLite"),
        sign_in=plan.credentials.kept_in if plan.credentials else up_note.NO_SIGN_IN,
    )


def start_deployments(plan: Plan, note: Up, children: Children) -> None:
    """The runner of all deployments, which has registered them and takes runs."""
    _ready_file().unlink(missing_ok=True)
    credentials = plan.credentials
    runner = server_process.start(
        "the deployments",
        ["command", sys.executable, "-P", "-m", "flows.deployments", str(_ready_file())],
        variables={
            "PREFECT_API_URL": note.prefect,
            "MLFLOW_TRACKING_URI": note.mlflow,
            **({**credentials.for_prefect(), **credentials.for_mlflow()} if credentials else {}),
        },
        log=servers.log_path("deployments"),
    )
    children.add(runner, note)
    deadline = time.monotonic() + DEPLOYMENTS_SECONDS
    while not _ready_file().exists():
        children.check()
        if time.monotonic() > deadline:
            raise ServerFailedError(f"{runner.name} were not ready in time; {runner.last_words()}")
        time.sleep(WATCH_SECONDS)


def _ready_file() -> Path:
    return environment.state_directory() / "deployments.ready"


def _keep_former_logs() -> None:
    """Of the start before this one: why it ended may be asked after it was started again."""
    for name in ("prefect", "mlflow", "deployments"):
        log = servers.log_path(name)
        if log.exists():
            log.replace(log.with_suffix(".before.log"))
