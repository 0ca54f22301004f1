"""The champion under MLflow's own model server, as `bazaar serve` starts it, and beside it in process."""

from __future__ import annotations

import base64
import json
import os
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import mlflow
import numpy as np
import pandas as pd
import pytest

from bazaar.client import Champion
from infra import digests, registry, tracking
from models.serving import load_bundle
from tasks import verification

BAZAAR = Path(sys.executable).with_name("bazaar")


@dataclass
class Served:
    """A champion that answers over HTTP."""

    name: str
    version: str
    address: str
    process: subprocess.Popen[bytes]
    scratch: Path
    uri: str

    def get(self, path: str) -> tuple[int, str]:
        with urllib.request.urlopen(self.address + path, timeout=60) as answer:  # noqa: S310 - our own server
            return answer.status, answer.read().decode()

    def ask(self, request: object) -> tuple[int, Any]:
        headers = {"Content-Type": "application/json"}
        asked = urllib.request.Request(  # noqa: S310 - our own server
            f"{self.address}/invocations", json.dumps(request).encode(), headers
        )
        try:
            with urllib.request.urlopen(asked, timeout=120) as answer:  # noqa: S310 - our own server
                return answer.status, json.loads(answer.read())
        except urllib.error.HTTPError as error:
            return error.code, json.loads(error.read())


@pytest.fixture(scope="module")
def served(walked, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    client = tracking.open_client()
    name = registry.model_name(walked.name)
    run_id = client.create_run(tracking.experiment_id(client, walked.name)).info.run_id
    tags = {registry.BUNDLE: digests.of_directory(walked.bundle.directory)}
    servable = verification.servable(walked.bundle.directory)
    version = registry.register(client, name, run_id, walked.bundle.directory, servable, tags)
    registry.mark_verified(client, name, version)
    client.set_registered_model_alias(name, registry.CHAMPION, version)
    uri = client.tracking_uri
    for variable in ("MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI"):
        os.environ.pop(variable, None)
    scratch = tmp_path_factory.mktemp("served")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    log = scratch / "server.log"
    with log.open("w") as stream:
        process = subprocess.Popen(
            [str(BAZAAR), "serve", name, "--port", str(port)],
            env={**os.environ, "TMPDIR": str(scratch)}, stdout=stream, stderr=subprocess.STDOUT,
        )  # fmt: skip
    server = Served(name, version, f"http://127.0.0.1:{port}", process, scratch, uri)
    try:
        _wait(server, log)
        yield server
    finally:
        if process.poll() is None:
            process.kill()
            process.wait()


def _wait(server: Served, log: Path) -> None:
    deadline = time.monotonic() + 300
    while True:
        assert server.process.poll() is None, log.read_text()
        assert time.monotonic() < deadline, log.read_text()
        try:
            if server.get("/ping")[0] == 200:
                return
        except OSError:
            time.sleep(0.2)


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return json.loads(_as_text(frame).to_json(orient="records"))  # type: ignore[no-any-return]


def _as_text(frame: pd.DataFrame) -> pd.DataFrame:
    """Bytes as JSON holds them, base64."""
    return frame.map(lambda cell: base64.b64encode(cell).decode("ascii") if isinstance(cell, bytes) else cell)


def test_it_answers_as_in_process(walked, served: Served) -> None:
    room = walked.room("evaluation")
    requests = room.request_columns(room.requests(walked.examples.directory)).head(5)
    with Champion(walked.name, poll_seconds=None, tracking_uri=served.uri) as champion:
        expected, version = champion.predict_with_version(requests)
    assert version == served.version
    split = json.loads(_as_text(requests).to_json(orient="split", index=False))
    for asked in ({"dataframe_records": _records(requests)}, {"dataframe_split": split}):
        status, said = served.ask(asked)
        assert status == 200, said
        answers = pd.DataFrame(said["predictions"])
        assert list(answers.columns) == list(expected.columns)
        for column in expected.select_dtypes("float"):
            np.testing.assert_allclose(answers[column].astype(float), expected[column], rtol=0, atol=1e-5)


def test_ping_and_version(served: Served) -> None:
    assert served.get("/ping")[0] == 200
    assert served.get("/version") == (200, mlflow.__version__)


def test_parameters_nulls_and_missing_optional_columns_are_taken(walked, served: Served) -> None:
    model = load_bundle(walked.bundle.directory)
    signature, example = model.signature(), model.input_example()
    params = {name: default for name, _, default in signature["params"]}
    required = [name for name, _, needed in signature["inputs"] if needed]
    optional = [name for name, _, needed in signature["inputs"] if not needed]
    assert served.ask({"dataframe_records": _records(example), "params": params})[0] == 200
    # Where no column is required, one has to be there all the same.
    bare = example[[name for name in example if name in (required or optional[:1])]]
    assert served.ask({"dataframe_records": _records(bare)})[0] == 200
    nulls = [{**row, **dict.fromkeys(set(example) & set(optional))} for row in _records(example)]
    assert served.ask({"dataframe_records": nulls})[0] == 200


def test_a_wrong_request_is_a_400_that_names_what_is_wrong(walked, served: Served) -> None:
    model = load_bundle(walked.bundle.directory)
    signature, example = model.signature(), model.input_example()
    names = [name for name, _, needed in signature["inputs"] if needed] or [signature["inputs"][0][0]]
    required = names[0]
    status, said = served.ask({"dataframe_records": [{"no such column": 1}]})
    assert (status, required in said["message"]) == (400, True)
    numbers = [name for name, kind, _ in signature["inputs"] if kind in ("double", "long")]
    for name in numbers[:1]:
        status, said = served.ask({"dataframe_records": [{**_records(example)[0], name: "dear"}]})
        assert (status, name in said["message"]) == (400, True)
    for name, kind, _ in signature["params"][:1]:
        wrong = "many" if kind != "string" else 3
        status, said = served.ask({"dataframe_records": _records(example), "params": {name: wrong}})
        assert (status, name in said["message"]) == (400, True)
    assert served.ask([1, 2])[0] == 400


def test_told_to_end_it_ends_and_leaves_no_files(served: Served) -> None:
    assert any(path.is_dir() for path in served.scratch.iterdir())
    served.process.send_signal(signal.SIGTERM)
    served.process.wait(timeout=120)
    assert [path.name for path in served.scratch.iterdir() if path.name.startswith("bazaar-")] == []
