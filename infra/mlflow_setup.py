"""What has to be in order before MLflow's server starts, done in a process that ends: MLflow is large in memory."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from infra import artifact_places, mlflow_server, processes, sign_in, tracking
from infra.postgres import Postgres
from infra.sign_in import Credentials

LIMIT_SECONDS = 600


def prepare(artifacts: str, postgres: Postgres | None, credentials: Credentials | None) -> None:
    """Settle the database, look for the bucket, and give MLflow's administrator today's password.

    Raises:
        UserError: What the caller can put right.
        ProcessFailedError: A fault.
    """
    in_order = postgres is not None or tracking.is_settled()
    if in_order and credentials is None and not artifacts.startswith("s3:"):
        return
    request = {
        "artifacts": artifacts,
        "own_database": postgres is None,
        "sign_in": "" if credentials is None else credentials.kept_in,
        "users": mlflow_server.users_database(postgres),
    }
    with tempfile.TemporaryDirectory() as scratch:
        processes.run_module(
            "infra.mlflow_setup",
            request,
            scratch=Path(scratch),
            timeout_seconds=LIMIT_SECONDS,
            on_progress=lambda _label, _share: None,
        )


def work(request: dict[str, Any], _report: Callable[[str, float], None]) -> None:
    """Body of the process."""
    artifact_places.check_bucket(request["artifacts"])
    if request["own_database"]:
        tracking.settle_database()
    if request["sign_in"]:
        let_in(sign_in.kept(request["sign_in"]), request["users"])


def let_in(credentials: Credentials, users: str) -> None:
    """Make the user of the credentials MLflow's administrator, whose password MLflow else keeps from the first start.

    The administrator of former credentials is removed: who changed them wants the old ones to open nothing.
    """
    from mlflow.server.auth.sqlalchemy_store import SqlAlchemyStore

    store = SqlAlchemyStore()
    store.init_db(users)
    if not store.has_user(credentials.user):
        store.create_user(credentials.user, credentials.password, is_admin=True)
    elif not store.authenticate_user(credentials.user, credentials.password):
        store.update_user(credentials.user, password=credentials.password, is_admin=True)
    former = mlflow_server.configured_administrator()
    if former not in ("", credentials.user) and store.has_user(former):
        store.delete_user(former)
    mlflow_server.write_config(credentials, users)


if __name__ == "__main__":
    processes.serve_request(work)
