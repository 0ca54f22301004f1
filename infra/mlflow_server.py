"""MLflow's tracking server and registry as a child of this process."""

from __future__ import annotations

import configparser
import secrets
import socket
import sys
from pathlib import Path

from infra import artifact_places, environment, public_name, server_process, servers
from infra.postgres import Postgres
from infra.server_process import ServerProcess
from infra.sign_in import Credentials

# One process, no job runner of its own: a sixth of the memory of MLflow's default.
LEAN = {"MLFLOW_SERVER_ENABLE_JOB_EXECUTION": "false"}


def start(
    host: str,
    listening: socket.socket,
    artifacts: str,
    postgres: Postgres | None,
    credentials: Credentials | None,
    name: str = "",
) -> tuple[ServerProcess, str]:
    """Start MLflow's server, not yet waited for, and give its address.

    Args:
        listening: Holds the port until the server, which binds it by itself, is about to.
        artifacts: As `infra.artifact_places.address` gives it.
        postgres: Where its database is; the home's SQLite when None.
        credentials: What it asks everyone for, if anything.
        name: By which other machines reach it, if they do.
    """
    port = listening.getsockname()[1]
    root = server_process.address_of(host, port)
    listening.close()
    words = [
        sys.executable, "-P", "-m", "mlflow", "server", "--host", host, "--port", str(port), "--workers", "1",
        "--backend-store-uri", database(postgres),
        "--artifacts-destination", artifact_places.destination(artifacts),
        # A line a request would fill the disk of whoever leaves it running.
        "--uvicorn-opts", "--no-access-log",
        *(["--app-name", "basic-auth"] if credentials else []),
    ]  # fmt: skip
    server = server_process.start(
        "MLflow",
        ["command", *words],
        variables={
            **LEAN,
            **public_name.for_mlflow(name, port),
            **(sign_in_variables(credentials) if credentials else {}),
        },
        log=servers.log_path("mlflow"),
        health=f"{root}/health",
    )
    return server, root


def database(postgres: Postgres | None) -> str:
    """The address of MLflow's database."""
    return environment.own_database_uri() if postgres is None else postgres.for_mlflow()


def sign_in_variables(credentials: Credentials) -> dict[str, str]:
    """What makes MLflow's server ask for credentials; the password is in no file of ours."""
    return {
        "MLFLOW_AUTH_CONFIG_PATH": str(config_path()),
        "MLFLOW_AUTH_ADMIN_PASSWORD": credentials.password,
        # Signs the form for new users; a new key with each start is fine where there is one worker.
        "MLFLOW_FLASK_SERVER_SECRET_KEY": secrets.token_hex(32),
    }


def users_database(postgres: Postgres | None) -> str:
    """The address of the database of MLflow's users."""
    own = f"sqlite:///{environment.state_directory() / 'mlflow-users.db'}"
    return own if postgres is None else postgres.for_mlflow_users()


def configured_administrator() -> str:
    """The administrator of the last start that asked for credentials; empty where there was none."""
    before = configparser.ConfigParser()
    before.read(config_path())
    return before.get("mlflow", "admin_username", fallback="")


def write_config(credentials: Credentials, users: str) -> None:
    """Write MLflow's settings of who may come in, without a password.

    Args:
        users: As `users_database` gives it.
    """
    settings = configparser.ConfigParser()
    # A percent sign would begin a reference to another setting.
    values = {"default_permission": "READ", "database_uri": users, "admin_username": credentials.user}
    settings["mlflow"] = {name: value.replace("%", "%%") for name, value in values.items()}
    with config_path().open("w", encoding="utf-8") as written:
        settings.write(written)


def config_path() -> Path:
    return environment.state_directory() / "mlflow-auth.ini"
