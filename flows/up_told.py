"""What `bazaar up` tells in the terminal."""

from __future__ import annotations

import os
from typing import Any

from rich import box
from rich.table import Table

from flows import console
from infra import artifact_places, environment, http_api, public_name
from infra.postgres import Postgres
from infra.sign_in import Credentials
from infra.up_note import FROM_ENVIRONMENT, Up

MOST = 200


def pages(note: Up) -> str:
    """Where Prefect's pages are."""
    return note.prefect.removesuffix("/api")


def addresses(note: Up) -> None:
    """Where everything is."""
    places = {"": f"files under {artifact_places.own_directory()}"}
    places[artifact_places.SERVED_ADDRESS] = "handed out by the MLflow server"
    signs = {"": "nobody is asked who they are", FROM_ENVIRONMENT: "credentials from the environment"}
    for name, value in (
        ("Prefect", f"{pages(note)}   runs, deployments, schedules"),
        ("MLflow", f"{note.mlflow}   experiments, model versions"),
        ("databases", note.databases),
        ("artifacts", places.get(note.artifacts, note.artifacts)),
        ("sign-in", signs.get(note.sign_in, f"credentials from {note.sign_in}")),
        ("process", f"{note.process['pid']}"),
        ("logs", str(environment.state_directory() / "logs")),
    ):
        console.out.print(f"{name:<11} {value}", highlight=False, markup=False, soft_wrap=True)


def made(databases: list[str], postgres: Postgres) -> None:
    """The databases that were not there before."""
    if databases:
        console.out.print(f"made on {postgres}: {', '.join(databases)}", highlight=False, soft_wrap=True)


def cautions(note: Up, host: str, name: str) -> None:
    """What its user should know before relying on it."""
    if not note.sign_in and not public_name.is_loopback(host):
        caution(
            f"Whoever reaches {host} can start runs and change the registry. Ask for credentials: --auth-file FILE, "
            "and put TLS in front (a reverse proxy): they travel in clear."
        )
    if not name and not public_name.is_loopback(host):
        caution("The pages work on this machine alone until they know the name it has on others: --name NAME.")
    for variable, address in (("PREFECT_API_URL", note.prefect), ("MLFLOW_TRACKING_URI", note.mlflow)):
        named = os.environ.get(variable)
        if named and named != address:
            caution(f"{variable} is {named}: commands with that setting use it, not {address}.")


def experiments_elsewhere(note: Up, credentials: Credentials | None) -> None:
    """Experiments whose files do not go where `--artifacts` says: an experiment keeps the place it was made with.

    Raises:
        ServerFailedError: MLflow does not say.
    """
    found = http_api.post(f"{note.mlflow}/api/2.0/mlflow/experiments/search", {"max_results": MOST}, credentials)
    for experiment in found.get("experiments", []):
        name, place = experiment["name"], experiment["artifact_location"]
        if name != "Default" and place != artifact_places.of_experiment(note.artifacts, name):
            caution(f"The experiment {name} was made with its files in {place}; they stay there.")


def scheduled(note: Up, credentials: Credentials | None) -> None:
    """The deployments, with their schedules.

    Raises:
        ServerFailedError: Prefect does not say.
    """
    flows = {
        flow["id"]: flow["name"] for flow in http_api.post(f"{note.prefect}/flows/filter", {"limit": MOST}, credentials)
    }
    deployments = http_api.post(f"{note.prefect}/deployments/filter", {"limit": MOST}, credentials)
    table = Table("deployment", "schedule", "state", box=box.SIMPLE_HEAD)
    rows = sorted((f"{flows.get(found['flow_id'], '?')}/{found['name']}", found) for found in deployments)
    for name, found in rows:
        table.add_row(name, _schedules(found), _state(found))
    console.out.print(table)


def _schedules(deployment: dict[str, Any]) -> str:
    return ", ".join(_in_words(entry["schedule"]) for entry in deployment["schedules"]) or "none; on request"


def _in_words(schedule: dict[str, Any]) -> str:
    when = schedule.get("cron") or schedule.get("rrule") or f"every {schedule.get('interval')} s"
    return f"{when} {schedule.get('timezone') or ''}".strip()


def _state(deployment: dict[str, Any]) -> str:
    if not deployment["schedules"]:
        return ""
    active = not deployment["paused"] and any(entry["active"] for entry in deployment["schedules"])
    return "active" if active else "paused"


def caution(text: str) -> None:
    """Something its user should know."""
    console.out.print(f"take care   {text}", style="yellow", highlight=False, markup=False, soft_wrap=True)
