"""Addresses of MLflow's pages, where MLflow is a server that has some."""

from __future__ import annotations

from urllib.parse import quote, urlsplit, urlunsplit

from infra import environment


def root() -> str | None:
    """Address of the server's pages, None where MLflow is a database."""
    address = place()
    return address.rstrip("/") if address.startswith(("http://", "https://")) else None


def place() -> str:
    """Where MLflow keeps what it is told, for people to read: user name, password and options are left out."""
    uri = environment.tracking_uri()
    parts = urlsplit(uri)
    if not parts.netloc:
        return uri
    return urlunsplit((parts.scheme, parts.netloc.rpartition("@")[2], parts.path, "", ""))


def run_page(experiment_id: str, run_id: str) -> str | None:
    """Page of a run."""
    return _page(f"experiments/{quote(experiment_id)}/runs/{quote(run_id)}")


def artifact_page(experiment_id: str, run_id: str, path: str) -> str | None:
    """Page that shows one file of a run."""
    return _page(f"experiments/{quote(experiment_id)}/runs/{quote(run_id)}/artifacts/{quote(path)}")


def version_page(model: str, version: str) -> str | None:
    """Page of a registered version."""
    return _page(f"models/{quote(model, safe='')}/versions/{quote(version)}")


def _page(path: str) -> str | None:
    address = root()
    return None if address is None else f"{address}/#/{path}"
