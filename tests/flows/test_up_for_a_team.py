"""`bazaar up` for a team: PostgreSQL below, credentials at the door, artifacts in an object store."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import boto3
import psutil
import pytest
import toy
from moto.server import ThreadedMotoServer
from postgres_for_tests import PASSWORD, PostgresServer, is_there
from up_for_tests import Up, as_a_command_in, new_home

from infra import http_api, promotion, registry, sign_in, tracking

LINE = "ada:100%-correct-horse"
BUCKET = "shop-models"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not is_there(), reason="needs PostgreSQL's initdb and postgres; Debian's package is postgresql"),
]


@pytest.fixture(scope="module")
def postgres() -> Iterator[PostgresServer]:
    with PostgresServer() as server:
        yield server


@pytest.fixture(scope="module")
def bucket() -> Iterator[str]:
    """A bucket on a local S3, whose address and keys are in the environment."""
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    server.start()
    host, port = server.get_host_and_port()
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("MLFLOW_S3_ENDPOINT_URL", f"http://{host}:{port}")
        for name, value in (("ACCESS_KEY_ID", "x"), ("SECRET_ACCESS_KEY", "y"), ("DEFAULT_REGION", "us-east-1")):
            patched.setenv(f"AWS_{name}", value)
        with closing(boto3.client("s3", endpoint_url=f"http://{host}:{port}")) as s3:
            s3.create_bucket(Bucket=BUCKET)
        yield f"s3://{BUCKET}/models"
    server.stop()


@pytest.fixture(scope="module")
def auth_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("auth") / "credentials"
    path.touch(mode=0o600)
    path.write_text(LINE + "\n")
    return path


@pytest.fixture(scope="module")
def up(
    postgres: PostgresServer, bucket: str, auth_file: Path, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Up]:
    bazaar = new_home(tmp_path_factory.mktemp("team") / "home")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("BAZAAR_POSTGRES_URL", postgres.url.replace("@", f":{PASSWORD.replace(' ', '%20')}@"))
        running = Up.start(bazaar, "--artifacts", bucket, "--auth-file", str(auth_file))
    try:
        yield running.until_all_is_served()
    finally:
        running.kill()


def test_without_credentials_both_servers_refuse(up: Up) -> None:
    wrong = sign_in.Credentials("ada", "another-password", "here")
    for address in (f"{up.note['prefect']}/flows/filter", f"{up.note['mlflow']}/api/2.0/mlflow/experiments/search"):
        for credentials in (None, wrong):
            with pytest.raises(http_api.RefusedError) as refused:
                http_api.post(address, {"max_results": 1}, credentials)
            assert refused.value.code == 401


def test_another_command_finds_the_credentials(up: Up, auth_file: Path) -> None:
    assert "product-matching/" in up.bazaar("up", "--status")
    kept = auth_file.read_text()
    auth_file.unlink()
    try:
        said = up.bazaar("status", code=4)
    finally:
        auth_file.touch(mode=0o600)
        auth_file.write_text(kept)
    assert str(auth_file) in said
    assert "BAZAAR_AUTH" in said


def test_the_secrets_are_in_no_command_line_log_or_note(up: Up) -> None:
    secrets = [LINE.partition(":")[2], PASSWORD, PASSWORD.replace(" ", "%20")]
    lines = [" ".join(process.cmdline()) for process in [psutil.Process(up.process.pid), *up.processes()]]
    assert any("mlflow server" in line for line in lines)
    written = [path.read_bytes() for path in (up.bazaar.home / ".bazaar").rglob("*") if path.is_file()]
    for secret in secrets:
        assert not any(secret in line for line in lines)
        assert not any(secret.encode() in content for content in written)


def test_both_databases_and_the_versions_are_where_they_were_put(
    up: Up, postgres: PostgresServer, bucket: str, tmp_path: Path
) -> None:
    with as_a_command_in(up.bazaar.home):
        client = tracking.open_client()
        version = toy.registered(client, tmp_path, answer=1.0)
        promotion.decide(client, toy.NAME, version, promotion.Decision(True, "the first", None, {}))
        assert registry.load(client, toy.NAME, version)
        assert client.get_experiment_by_name(toy.NAME).artifact_location == f"{bucket}/{toy.NAME}"
    with closing(boto3.client("s3", endpoint_url=os.environ["MLFLOW_S3_ENDPOINT_URL"])) as s3:
        stored = s3.list_objects_v2(Bucket=BUCKET, Prefix="models/toy/")
    assert any(found["Key"].endswith("bundle.json") for found in stored["Contents"])
    for database, query in (
        ("bazaar_mlflow", "SELECT count(*) FROM model_versions"),
        ("bazaar_prefect", "SELECT count(*) FROM deployment"),
        ("bazaar_mlflow_users", "SELECT count(*) FROM users WHERE username = 'ada'"),
    ):
        with closing(postgres.connect(database)) as connection, connection.cursor() as cursor:
            cursor.execute(query)
            assert cursor.fetchone()[0] >= 1, database
    assert not (up.bazaar.home / "mlruns" / "mlflow.db").exists()


def test_when_it_has_ended_the_registry_is_not_begun_anew_elsewhere(up: Up) -> None:
    said = up.end(signal.SIGTERM)
    assert up.process.returncode == 0, said
    for words in (("status",), ("up", "--prefect-port", "0", "--mlflow-port", "0")):
        said = up.bazaar(*words, code=4)
        assert "--postgres postgresql://bazaar_owner@127.0.0.1" in said
    assert not (up.bazaar.home / "mlruns" / "mlflow.db").exists()
