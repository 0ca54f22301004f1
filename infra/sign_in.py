"""Credentials for Prefect and MLflow: from the environment or a private file, never from a command line."""

from __future__ import annotations

import os
import stat
from dataclasses import dataclass, field
from pathlib import Path

from infra import environment, up_note
from infra.errors import SettingsError

VARIABLE = "BAZAAR_AUTH"
FILE_VARIABLE = "BAZAAR_AUTH_FILE"
# MLflow refuses shorter ones.
SHORTEST_PASSWORD = 12
FORM = "one line USER:PASSWORD, in printable ASCII without spaces, the password of 12 characters or more"


@dataclass(frozen=True)
class Credentials:
    """A user and password.

    Args:
        kept_in: `environment`, or the path of the file they came from.
    """

    user: str
    password: str = field(repr=False)
    kept_in: str

    def for_prefect(self) -> dict[str, str]:
        """What Prefect's clients read."""
        return {"PREFECT_API_AUTH_STRING": f"{self.user}:{self.password}"}

    def for_mlflow(self) -> dict[str, str]:
        """What MLflow's clients read."""
        return {"MLFLOW_TRACKING_USERNAME": self.user, "MLFLOW_TRACKING_PASSWORD": self.password}

    def for_prefect_server(self) -> dict[str, str]:
        """What Prefect's server reads; it is also a client of itself."""
        return {"PREFECT_SERVER_API_AUTH_STRING": f"{self.user}:{self.password}", **self.for_prefect()}


def given(file: Path | None = None) -> Credentials | None:
    """The credentials a user named: `file`, else `BAZAAR_AUTH_FILE`, else `BAZAAR_AUTH`, else none.

    Raises:
        SettingsError: They cannot be read, are open to others, or have not the form `USER:PASSWORD`.
    """
    named = file or os.environ.get(FILE_VARIABLE)
    if named:
        return read_file(Path(named))
    line = os.environ.get(VARIABLE)
    return _parsed(line, VARIABLE, up_note.FROM_ENVIRONMENT) if line else None


def read_file(path: Path) -> Credentials:
    """Credentials of a file that nobody but its owner can read.

    Raises:
        SettingsError: It is absent, unreadable, open to others, or has another form.
    """
    path = path.expanduser().resolve()
    try:
        mode = path.stat().st_mode
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        why = getattr(error, "strerror", None) or "it is no text"
        raise SettingsError(
            f"The credentials in {path} cannot be read: {why}.",
            f"Ask whoever runs `bazaar up` for access, or set {FILE_VARIABLE} (or {VARIABLE}) to your own: {FORM}.",
        ) from error
    if stat.S_IMODE(mode) & (stat.S_IRWXG | stat.S_IRWXO):
        raise SettingsError(f"{path} holds a password and is open to others.", f"Close it: chmod 600 {path}")
    return _parsed("\n".join(lines).strip(), str(path), str(path))


def kept(kept_in: str) -> Credentials:
    """The credentials again, from where they were found.

    Args:
        kept_in: Of the credentials.

    Raises:
        SettingsError: They are no longer there.
    """
    if kept_in != up_note.FROM_ENVIRONMENT:
        return read_file(Path(kept_in))
    line = os.environ.get(VARIABLE)
    if not line:
        raise SettingsError(
            "The servers of the running `bazaar up` want credentials, which it took from its environment.",
            f"Set {VARIABLE} here too, or {FILE_VARIABLE}: {FORM}.",
        )
    return _parsed(line, VARIABLE, kept_in)


def provide() -> None:
    """Give the clients of Prefect and MLflow in this process their credentials, where they were given none.

    The file that a running `bazaar up` names is used for its own servers alone.

    Raises:
        SettingsError: Its servers want credentials, and they cannot be read here.
    """
    own = given()
    up = up_note.running()
    for_tools = (
        (environment.prefect_address(), "prefect", Credentials.for_prefect),
        (environment.tracking_uri(), "mlflow", Credentials.for_mlflow),
    )
    for address, tool, variables in for_tools:
        found = own
        if found is None and up is not None and address == getattr(up, tool):
            found = _of(up)
        if found is not None and (address or "").startswith(("http://", "https://")):
            for name, value in variables(found).items():
                os.environ.setdefault(name, value)


def _of(up: up_note.Up) -> Credentials | None:
    return None if up.sign_in == up_note.NO_SIGN_IN or _tools_have_theirs() else kept(up.sign_in)


def _tools_have_theirs() -> bool:
    return bool(os.environ.get("PREFECT_API_AUTH_STRING") and os.environ.get("MLFLOW_TRACKING_PASSWORD"))


def _parsed(line: str, place: str, kept_in: str) -> Credentials:
    user, colon, password = line.partition(":")
    plain = line.isascii() and line.isprintable() and " " not in line
    if not (user and colon and plain) or len(password) < SHORTEST_PASSWORD:
        # What was read is not told: it may hold the password.
        raise SettingsError(f"{place} has not the form of credentials.", f"Write {FORM}.")
    return Credentials(user, password, kept_in)
