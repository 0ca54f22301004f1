"""bazaar run --all: one that fails among those that do not, the scoreboard, and nothing done twice."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from bazaar_command import Bazaar
from mlflow import MlflowClient

from flows import running_all, scoreboard
from infra import registry, tracking
from infra.errors import DataError
from params.base import Profile
from params.loading import load
from tasks import rooms
from tasks.settled import settled_version
from tasks.steps import Run

SOUND, BROKEN = "product_matching", "deal_ranking"
SMALL: dict[str, dict[str, Any]] = {
    "simulator": {"seed": 7, "scale": 0.05},
    "models": {"rounds": 30},
    "evaluation": {"resamples": 200, "latency_requests": 10, "challenge_pairs": 50, "challenge_listings": 50},
}
BOUNDS = {"floors": {"f1": 0.05}, "ceilings": {}, "max_loss": {}, "max_metric_loss": {}}


@pytest.fixture(scope="module")
def ran(bazaar_at: Callable[[Path], Bazaar], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Bazaar]:
    """A home in which one use case is small and the other has no tables; the environment names it."""
    bazaar = bazaar_at(tmp_path_factory.mktemp("all") / "home")
    path = bazaar.home / "params.yaml"
    whole = yaml.safe_load(path.read_text())
    for section, values in SMALL.items():
        whole[SOUND]["shared"][section] |= values
        whole[SOUND]["quick"].pop(section, None)
    whole[SOUND]["shared"]["gate"] |= BOUNDS
    whole[BROKEN]["shared"]["data"] = "/nowhere"
    whole["whole"]["first"] = [SOUND]
    path.write_text(yaml.safe_dump(whole))
    with pytest.MonkeyPatch.context() as patched:
        for name, value in bazaar.environment().items():
            patched.setenv(name, value)
        patched.setattr(rooms, "USE_CASES", (BROKEN, SOUND))
        yield bazaar
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI"):
        os.environ.pop(name, None)


@pytest.fixture(scope="module")
def code(ran: Bazaar) -> int:
    assert ran.home.is_dir()
    return running_all.run("quick", [], 1)


@pytest.fixture
def client(code: int) -> MlflowClient:
    assert code
    return tracking.open_client()


def settled(client: MlflowClient, **changes: Any) -> str | None:
    kind = rooms.module("params", SOUND).Parameters
    parameters = load(kind, SOUND, Profile.QUICK, changes)
    return settled_version(client, Run(SOUND, parameters.model_dump(mode="json")))


def test_one_failed_and_the_other_is_champion(code: int, client: MlflowClient) -> None:
    assert code == DataError.exit_code
    assert registry.alias_version(client, "product-matching", registry.CHAMPION) == "1"
    assert registry.alias_version(client, "deal-ranking", registry.CHAMPION) is None


def test_what_is_done_is_looked_up(client: MlflowClient, capsys: pytest.CaptureFixture[str]) -> None:
    runs = len(client.search_runs([client.get_experiment_by_name("product-matching").experiment_id]))
    assert running_all.run("quick", [], 1) == DataError.exit_code
    told = capsys.readouterr()
    assert "unchanged" in told.out
    assert "failed" in told.out
    assert "deal-ranking failed: There is no directory /nowhere" in told.err
    assert len(client.search_runs([client.get_experiment_by_name("product-matching").experiment_id])) == runs


def test_the_scoreboard_is_there_for_machines(client: MlflowClient, capsys: pytest.CaptureFixture[str]) -> None:
    assert scoreboard.print_board([], as_json=True) == 0
    none, one = json.loads(capsys.readouterr().out)
    assert (none["model"], none["champion"]) == ("deal-ranking", None)
    run = client.get_run(one["run_id"])
    assert one["champion"] == "1"
    assert one["primary"]["name"] == "f1"
    assert one["primary"]["value"] == run.data.metrics["f1"]
    assert one["primary"]["low"] <= one["primary"]["value"] <= one["primary"]["high"]
    assert one["p99_ms"] == run.data.metrics["latency_p99_ms"]
    assert one["train_seconds"] > 0
    assert one["data"].startswith("simulator ")


def test_a_change_unsettles(client: MlflowClient) -> None:
    assert settled(client) == "1"
    assert settled(client, max_rejected_share=0.3) is None
