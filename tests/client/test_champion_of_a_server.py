"""The client on an MLflow server: told by its webhook, and left alone by it for a while."""

from __future__ import annotations

import json
import os
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pandas as pd
import pytest
import toy
from mlflow import MlflowClient
from servers_for_tests import MlflowServer

from bazaar.client import Champion
from infra import tracking

REQUEST = pd.DataFrame({"x": [1.0]})


class ServerWithWebhooks(MlflowServer):
    """MLflow calls https addresses of the open internet alone, and knows its webhooks for a minute, unless told."""

    def environment(self) -> dict[str, str]:
        own = {"MLFLOW_WEBHOOK_ALLOWED_SCHEMES": "http", "MLFLOW_WEBHOOK_ALLOW_PRIVATE_IPS": "true"}
        return {**super().environment(), **own, "MLFLOW_WEBHOOK_CACHE_TTL": "0"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ServerWithWebhooks]:
    before = os.environ["BAZAAR_HOME"]
    directory = tmp_path_factory.mktemp("server")
    os.environ["BAZAAR_HOME"] = str(directory)
    with ServerWithWebhooks(directory) as started:
        os.environ["MLFLOW_TRACKING_URI"] = started.address
        yield started
    os.environ["BAZAAR_HOME"] = before
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI"):
        os.environ.pop(name, None)


@pytest.fixture(scope="module")
def versions(server: ServerWithWebhooks, tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    assert server.process is not None
    client, scratch = tracking.open_client(), tmp_path_factory.mktemp("toys")
    return toy.registered(client, scratch, 1.0), toy.registered(client, scratch, 2.0)


def point(version: str) -> None:
    client: MlflowClient = tracking.open_client()
    client.set_registered_model_alias(toy.NAME, "champion", version)


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 180
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.slow
def test_mlflow_goes_away_and_comes_back(server: ServerWithWebhooks, versions: tuple[str, str]) -> None:
    point(versions[0])
    with Champion(toy.NAME, poll_seconds=0.2) as champion:
        server.stop()
        wait_for(lambda: champion.last_error is not None)
        assert "does not answer" in str(champion.last_error)
        assert champion.predict(REQUEST)["answer"].tolist() == [1.0]
        server.start()
        wait_for(lambda: champion.last_error is None)
        point(versions[1])
        wait_for(lambda: champion.version == versions[1])
        assert champion.predict(REQUEST)["answer"].tolist() == [2.0]


@pytest.mark.slow
def test_mlflows_webhook_has_the_client_look_at_once(server: ServerWithWebhooks, versions: tuple[str, str]) -> None:
    assert server.process is not None
    point(versions[0])
    heard: list[dict[str, str]] = []
    with Champion(toy.NAME, poll_seconds=None) as champion:

        class Consumer(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                said = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                heard.append(said["data"])
                champion.refresh()
                self.send_response(204)
                self.end_headers()

            def log_message(self, *_words: object) -> None:
                """Keep quiet."""

        consumer = ThreadingHTTPServer(("127.0.0.1", 0), Consumer)
        threading.Thread(target=consumer.serve_forever, daemon=True).start()
        try:
            address = f"http://127.0.0.1:{consumer.server_port}/"
            tracking.open_client().create_webhook("consumer", address, ["model_version_alias.created"])
            point(versions[1])
            wait_for(lambda: champion.version == versions[1])
        finally:
            consumer.shutdown()
            consumer.server_close()
    assert {"name": toy.NAME, "alias": "champion", "version": versions[1]} in heard
