"""PostgreSQL under Prefect and MLflow: a database for each, made where it is absent."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from infra.errors import SettingsError

if TYPE_CHECKING:
    from sqlalchemy.engine import URL

VARIABLE = "BAZAAR_POSTGRES_URL"
EXAMPLE = "postgresql://user@host:5432/"
PASSWORDS = f"the password from PGPASSWORD, from ~/.pgpass, or inside {VARIABLE}"
PREFIX = "bazaar"
PORT = 5432
MAINTENANCE = "postgres"
CONNECT_SECONDS = 10


@dataclass(frozen=True)
class Postgres:
    """A PostgreSQL server and the databases on it that are ours, named `PREFIX_prefect` and so on."""

    url: URL = field(repr=False)
    prefix: str

    def __str__(self) -> str:
        """The address without its password."""
        return self._rendered("postgresql", self.prefix)

    def for_prefect(self) -> str:
        """As Prefect takes it; the password is none of it."""
        return self._rendered("postgresql+asyncpg", f"{self.prefix}_prefect")

    def for_mlflow(self) -> str:
        return self._rendered("postgresql+psycopg2", f"{self.prefix}_mlflow")

    def for_mlflow_users(self) -> str:
        """The database of MLflow's users, where it asks who comes."""
        return self._rendered("postgresql+psycopg2", f"{self.prefix}_mlflow_users")

    def names(self, *, users: bool) -> list[str]:
        """The databases that are needed."""
        return [f"{self.prefix}_{name}" for name in ("prefect", "mlflow", *(["mlflow_users"] if users else []))]

    def variables(self) -> dict[str, str]:
        """The environment by which both drivers find the password, where the address held one."""
        password = self.url.password
        return {} if password is None else {"PGPASSWORD": str(password)}

    def _rendered(self, driver: str, database: str) -> str:
        from sqlalchemy.engine import URL

        # Made anew: a URL's own `set` takes None for "leave it".
        bare = URL.create(driver, self.url.username, None, self.url.host, self.url.port, database)
        return bare.render_as_string()


def given(option: str | None) -> Postgres | None:
    """The PostgreSQL that a user named: the option `--postgres`, else `BAZAAR_POSTGRES_URL`, else none.

    Raises:
        SettingsError: It is no address of a PostgreSQL, or the option holds a password.
    """
    if option is not None:
        return parsed(option, "--postgres", secret=False)
    named = os.environ.get(VARIABLE)
    return parsed(named, VARIABLE, secret=True) if named else None


def parsed(text: str, place: str, *, secret: bool) -> Postgres:
    """Read an address.

    Args:
        place: Where it was given, for messages.
        secret: Whether a password may be in it.

    Raises:
        SettingsError: It cannot be read, or holds what it may not.
    """
    from sqlalchemy.engine import make_url
    from sqlalchemy.exc import ArgumentError

    try:
        url = make_url(text)
    except (ArgumentError, ValueError) as error:
        # The address is not repeated: it may hold a password.
        raise SettingsError(f"{place} is no address of a PostgreSQL.", f"Write it like {EXAMPLE}.") from error
    if url.drivername not in ("postgresql", "postgres") or not url.host:
        raise SettingsError(f"{place} is no address of a PostgreSQL server.", f"Write it like {EXAMPLE}.")
    if url.password is not None and not secret:
        raise SettingsError(
            f"{place} holds a password, which every process list would show.",
            f"Leave it out and give {PASSWORDS}. Change it: it has been seen.",
        )
    if url.query:
        raise SettingsError(
            f"{place} holds settings after a question mark: {', '.join(sorted(url.query))}.",
            "Give them as PostgreSQL's own environment variables, PGSSLMODE for one.",
        )
    return Postgres(url.set(port=url.port or int(os.environ.get("PGPORT") or PORT)), url.database or PREFIX)


def make_databases(postgres: Postgres, *, users: bool) -> list[str]:
    """Make the databases that are absent.

    Args:
        users: Whether MLflow's users need one too.

    Returns:
        The names of those made.

    Raises:
        SettingsError: The server is away, refuses, or may not make them.
    """
    import psycopg2

    needed = postgres.names(users=users)
    if all(_opens(postgres, name) for name in needed):
        return []
    try:
        connection = _connect(postgres, MAINTENANCE)
    except psycopg2.OperationalError as error:
        raise SettingsError(
            f"PostgreSQL at {postgres} lets nobody in: {_first_line(error)}.",
            f"See that it runs and knows this user; give {PASSWORDS}.",
        ) from error
    try:
        made = _make_absent(connection, needed)
    except psycopg2.Error as error:
        raise SettingsError(
            f"PostgreSQL at {postgres} makes no database: {_first_line(error)}.",
            f"Have its administrator make them, owned by this user: {', '.join(needed)}.",
        ) from error
    finally:
        connection.close()
    shut = [name for name in needed if not _opens(postgres, name)]
    if shut:
        raise SettingsError(
            f"PostgreSQL at {postgres} does not let this user into {', '.join(shut)}.",
            "Have their owner grant it CONNECT and CREATE, or make it their owner.",
        )
    return made


def _make_absent(connection: Any, names: list[str]) -> list[str]:
    import psycopg2
    from psycopg2 import sql

    connection.autocommit = True
    made = []
    with connection.cursor() as cursor:
        cursor.execute("SELECT datname FROM pg_database")
        there = {name for (name,) in cursor.fetchall()}
        for name in names:
            if name in there:
                continue
            try:
                cursor.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
            except psycopg2.errors.DuplicateDatabase:
                # Another home's start made it this moment.
                continue
            made.append(name)
    return made


def _opens(postgres: Postgres, name: str) -> bool:
    import psycopg2

    try:
        _connect(postgres, name).close()
    except psycopg2.OperationalError:
        # Absent, or the server refuses: the look into its list of databases will tell which.
        return False
    return True


def _connect(postgres: Postgres, name: str) -> Any:
    import psycopg2

    url = postgres.url
    # What the address leaves out the driver takes from PostgreSQL's own variables and files.
    named = {"host": url.host, "port": url.port, "user": url.username, "password": url.password}
    known = {key: value for key, value in named.items() if value is not None}
    return psycopg2.connect(dbname=name, connect_timeout=CONNECT_SECONDS, **known)


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0].rstrip(".")
