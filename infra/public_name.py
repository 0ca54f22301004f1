"""What the servers have to know of the name by which other machines reach them."""

from __future__ import annotations

import ipaddress
import os

ANYWHERE = ("", "0.0.0.0", "::")  # noqa: S104 - compared, not listened on
THIS_MACHINE = ("localhost", "127.0.0.1", "[::1]")


def of(host: str, named: str | None) -> str:
    """The name: the one given, else the address that is listened on where it is one of its own; empty where none is."""
    return named or ("" if host in ANYWHERE or is_loopback(host) else host)


def is_loopback(host: str) -> bool:
    """Whether only this machine reaches it."""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def for_prefect(name: str, port: int) -> dict[str, str]:
    """Where Prefect's pages, opened on another machine, ask for what they show."""
    return _unset({"PREFECT_SERVER_UI_API_URL": f"http://{_in_address(name)}:{port}/api"}) if name else {}


def for_mlflow(name: str, port: int) -> dict[str, str]:
    """The names by which MLflow lets itself be called, and the pages that may write: its own."""
    if not name:
        return {}
    called = [*THIS_MACHINE, _in_address(name)]
    return _unset(
        {
            "MLFLOW_SERVER_ALLOWED_HOSTS": ",".join(f"{host}:{port}" for host in called),
            "MLFLOW_SERVER_CORS_ALLOWED_ORIGINS": ",".join(f"http://{host}:{port}" for host in called),
        }
    )


def _in_address(name: str) -> str:
    return f"[{name}]" if ":" in name else name


def _unset(variables: dict[str, str]) -> dict[str, str]:
    """Those that the user, behind a proxy of their own for one, has not set."""
    return {name: value for name, value in variables.items() if not os.environ.get(name)}
