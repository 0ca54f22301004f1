"""A real PostgreSQL in a throw-away directory, which asks for a password."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from servers_for_tests import free_port

USER = "bazaar_owner"
PASSWORD = "a throw-away password"  # noqa: S105 - of a cluster that lives as long as the test
START_SECONDS = 120


def binary(name: str) -> str | None:
    """Where PostgreSQL's program is: on the PATH, or where Debian puts it."""
    found = sorted(Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    return shutil.which(name) or (str(found[-1]) if found else None)


def is_there() -> bool:
    return binary("initdb") is not None and binary("postgres") is not None


@dataclass
class PostgresServer:
    """A cluster on a free port of 127.0.0.1; stopped by its own pid, then removed."""

    port: int = 0
    directory: Path = Path()
    process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"postgresql://{USER}@127.0.0.1:{self.port}/"

    def __enter__(self) -> Self:
        self.directory = Path(tempfile.mkdtemp(prefix="bazaar-postgres-"))
        secret = self.directory / "secret"
        secret.write_text(PASSWORD)
        if os.geteuid() == 0:
            # It refuses to run as root.
            owner = pwd.getpwnam(_other_user())
            for path in (self.directory, secret):
                os.chown(path, owner.pw_uid, owner.pw_gid)
        cluster = self.directory / "cluster"
        subprocess.run(
            [
                str(binary("initdb")), "-D", str(cluster), "-U", USER, "--pwfile", str(secret),
                "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync",
            ],
            check=True, capture_output=True, cwd="/", user=_user(),
        )  # fmt: skip
        self.start()
        return self

    def start(self) -> None:
        self.port = self.port or free_port()
        cluster = self.directory / "cluster"
        self.process = subprocess.Popen(
            [
                str(binary("postgres")), "-D", str(cluster), "-p", str(self.port), "-h", "127.0.0.1",
                "-k", str(self.directory), "-c", "fsync=off",
            ],
            stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd="/", user=_user(),
        )  # fmt: skip
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            assert self.process.poll() is None
            assert time.monotonic() < deadline
            time.sleep(0.2)

    def answers(self) -> bool:
        import psycopg2

        try:
            self.connect("postgres").close()
        except psycopg2.OperationalError:
            return False
        return True

    def connect(self, database: str):
        import psycopg2

        return psycopg2.connect(host="127.0.0.1", port=self.port, user=USER, password=PASSWORD, dbname=database)

    def stop(self) -> None:
        if self.process is not None:
            # Fast: clients are cut off, files are left in order.
            self.process.send_signal(signal.SIGINT)
            self.process.wait(timeout=60)
            self.process = None

    def __exit__(self, *_ended: object) -> None:
        self.stop()
        shutil.rmtree(self.directory, ignore_errors=True)


def _user() -> str | None:
    return _other_user() if os.geteuid() == 0 else None


def _other_user() -> str:
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"
