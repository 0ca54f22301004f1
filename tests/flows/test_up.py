"""`bazaar up` as an operator meets it: started, asked, ended, killed, broken."""

from __future__ import annotations

import os
import signal
import stat
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import toy
from servers_for_tests import free_port
from up_for_tests import Up, as_a_command_in, new_home

from infra import environment, http_api, registry, server_process, tracking


@pytest.fixture(scope="module")
def up(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Up]:
    running = Up.start(new_home(tmp_path_factory.mktemp("up") / "home"))
    try:
        yield running.until_all_is_served()
    finally:
        running.kill()


@pytest.fixture
def in_its_home(up: Up) -> Iterator[Path]:
    with as_a_command_in(up.bazaar.home):
        yield up.bazaar.home


@pytest.mark.slow
def test_both_servers_answer_and_the_deployments_are_there(up: Up) -> None:
    note = up.note
    assert server_process.answers(f"{note['prefect']}/health")
    assert server_process.answers(f"{note['mlflow']}/health")
    assert server_process.answers(note["prefect"].removesuffix("/api"))
    deployments = http_api.post(f"{note['prefect']}/deployments/filter", {})
    assert deployments
    listed = up.bazaar("up", "--status")
    assert note["mlflow"] in listed
    for deployment in deployments:
        assert f"/{deployment['name']}" in listed


def test_the_note_is_its_owners_alone(up: Up) -> None:
    mode = (up.bazaar.home / ".bazaar" / "up.json").stat().st_mode
    assert stat.S_IMODE(mode) == 0o600


def test_a_second_one_in_the_same_home_tells_of_the_first(up: Up) -> None:
    said = up.bazaar("up", "--prefect-port", "0", "--mlflow-port", "0", code=4)
    for told in (up.note["mlflow"], up.note["prefect"].removesuffix("/api"), f"process {up.process.pid} "):
        assert told in said


def test_a_taken_port_is_told_with_its_option(up: Up, tmp_path: Path) -> None:
    taken = up.note["mlflow"].rpartition(":")[2]
    said = new_home(tmp_path / "other")("up", "--prefect-port", "0", "--mlflow-port", taken, code=4)
    assert f"--mlflow-port {int(taken) + 1}" in said


@pytest.mark.slow
def test_versions_made_on_either_road_are_loaded_on_the_other(up: Up, in_its_home: Path, tmp_path: Path) -> None:
    client = tracking.open_client()
    assert environment.tracking_uri() == up.note["mlflow"]
    first = toy.registered(client, tmp_path, answer=1.0)
    place = client.get_experiment_by_name(toy.NAME).artifact_location
    assert place == f"{in_its_home.as_uri()}/mlruns/artifacts/{toy.NAME}"

    # The last test with this `up`, which is ended here.
    said = up.end(signal.SIGINT)
    assert up.process.returncode == 0, said
    assert "All has ended." in said
    assert not (in_its_home / ".bazaar" / "up.json").exists()

    os.environ.pop("MLFLOW_TRACKING_URI")
    client = tracking.open_client()
    assert environment.tracking_uri() == environment.own_database_uri()
    assert registry.load(client, toy.NAME, first)
    second = toy.registered(client, tmp_path, answer=2.0)
    assert client.get_experiment_by_name(toy.NAME).artifact_location == place
    assert second == "2"


@pytest.mark.slow
def test_a_killed_one_leaves_nothing_and_a_broken_one_ends_whole(tmp_path: Path) -> None:
    bazaar = new_home(tmp_path / "home")
    ports = (free_port(), free_port())
    killed = Up.start(bazaar, ports=ports).until_servers_answer()
    left = killed.processes()
    assert len(left) >= 2
    killed.kill()
    assert "Nothing is up" in bazaar("up", "--status", code=1)

    # At once, on the same ports: it waits for what the killed one leaves.
    again = Up.start(bazaar, ports=ports)
    try:
        again.until_servers_answer()
        assert [process for process in left if process.is_running()] == []
        children = again.processes()
        (mlflow,) = [child for child in children if child.pid == again.note["children"][1]["pid"]]
        mlflow.send_signal(signal.SIGKILL)
        said, _ = again.process.communicate(timeout=120)
    finally:
        again.kill()
    assert again.process.returncode == 1
    assert "MLflow ended by itself" in said
    assert str(bazaar.home / ".bazaar" / "logs" / "mlflow.log") in said
    _, alive = psutil.wait_procs(children, timeout=60)
    assert alive == []
    assert not (bazaar.home / ".bazaar" / "up.json").exists()
