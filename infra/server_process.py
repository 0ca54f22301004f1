"""Starting a server as a child of this process, waiting until it answers, and stopping it by its own pid."""

from __future__ import annotations

import errno
import http.client
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from infra import environment, server_body
from infra.errors import SettingsError

START_SECONDS = 180.0
ANSWER_SECONDS = 5.0
ASK_AGAIN_SECONDS = 0.05
BACKLOG = 256
TOLD_LINES = 15


class ServerFailedError(RuntimeError):
    """A server ended by itself or never answered; the message holds the end of its log."""


@dataclass(frozen=True)
class ServerProcess:
    """A server of ours, in a process group of its own.

    Args:
        name: As a person is told of it.
        health: An address that answers when the server is ready; empty where there is none to ask.
        log: What it prints.
    """

    name: str
    process: subprocess.Popen[bytes]
    health: str
    log: Path

    def wait_until_healthy(self) -> None:
        """Wait for the first answer.

        Raises:
            ServerFailedError: It ended, or gave none in time.
        """
        deadline = time.monotonic() + START_SECONDS
        while not answers(self.health):
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise ServerFailedError(f"{self.name} did not start; {self.last_words()}")
            time.sleep(ASK_AGAIN_SECONDS)

    def is_running(self) -> bool:
        return self.process.poll() is None

    def last_words(self) -> str:
        """Where the log is, and its end."""
        lines = self.log.read_text(encoding="utf-8", errors="replace").splitlines()[-TOLD_LINES:]
        return f"its log is {self.log}" + (", and ends:\n" + "\n".join(lines) if lines else ", and is empty")

    def stop(self) -> None:
        """Tell it to end, wait, and kill what of its group is left."""
        if self.is_running():
            self.process.send_signal(signal.SIGTERM)
            try:
                self.process.wait(timeout=server_body.GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait()
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except (ProcessLookupError, PermissionError):
            # The group is empty, as it should be; macOS says so by refusing.
            return


def start(
    name: str,
    body: Sequence[str],
    *,
    variables: Mapping[str, str],
    log: Path,
    health: str = "",
    listening: socket.socket | None = None,
) -> ServerProcess:
    """Start `infra.server_body` with these words; it ends with this process.

    Args:
        variables: Laid over the environment. Secrets travel here, where no process list shows them.
        listening: A socket that is handed on; this process closes its own end of it.
    """
    log.parent.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as written:
        process = subprocess.Popen(
            [sys.executable, "-P", "-m", "infra.server_body", str(os.getpid()), *body],
            env={**os.environ, **variables},
            cwd=environment.home(),
            stdin=subprocess.DEVNULL,
            stdout=written,
            stderr=subprocess.STDOUT,
            pass_fds=() if listening is None else (listening.fileno(),),
            start_new_session=True,
        )
    if listening is not None:
        listening.close()
    return ServerProcess(name, process, health, log)


def listen(host: str, port: int, option: str) -> socket.socket:
    """A socket that listens; port 0 takes a free one.

    Raises:
        SettingsError: The port is taken or the host is not this machine's; names the option to change.
    """
    try:
        family, kind, protocol, _name, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listening = socket.socket(family, kind, protocol)
    except OSError as error:
        raise SettingsError(
            f"Nothing can listen on {host!r}: {error}.", "Give --host an address of this machine."
        ) from error
    try:
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen(BACKLOG)
    except OSError as error:
        listening.close()
        if error.errno == errno.EADDRNOTAVAIL:
            raise SettingsError(f"{host} is no address of this machine.", "Give --host one that is.") from error
        raise SettingsError(
            f"Port {port} of {host} cannot be used: {error.strerror}.",
            f"End what listens there, or name another: {option} {port + 1 if port else 0} (0 takes a free one).",
        ) from error
    return listening


def answers(address: str) -> bool:
    """Whether a server answers there without a fault of its own; to be refused for want of credentials is an answer."""
    try:
        with urllib.request.urlopen(address, timeout=ANSWER_SECONDS):  # noqa: S310 - http addresses only
            return True
    except urllib.error.HTTPError as error:
        error.close()
        return error.code < 500
    except (OSError, http.client.HTTPException):
        return False


def address_of(host: str, port: int) -> str:
    """An http address that a client on this machine can use for a server that listens on `host`."""
    if host in ("0.0.0.0", ""):  # noqa: S104 - compared, not listened on
        host = "127.0.0.1"
    elif host == "::":
        host = "::1"
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"
