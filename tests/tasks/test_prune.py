"""Pruning takes what is old and what nothing needs, and leaves the rest loading, rolling back and resuming."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pandas as pd
import pytest
import toy
from mlflow import MlflowClient
from pruned_home import add_step, add_version, names, numbers, planned, promote
from servers_for_tests import MlflowServer

from flows import pruning
from infra import environment, mlflow_files, promotion, registry, run_notes, tracking
from infra.errors import RegistryError
from infra.run_store import RunStore
from tasks import prune, rooms

YEAR = 365 * 86_400.0


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Three champions one after another, one version with an alias of its own, one that nothing needs."""
    place = tmp_path_factory.mktemp("template")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAZAAR_HOME", str(place))
        made_by = tracking.open_client()
        made = [add_version(made_by, place / "scratch", number, step=f"{number}") for number in range(1, 6)]
        for over, version in zip([None, *made[:2]], made[:3], strict=True):
            promote(made_by, version, over)
        made_by.set_registered_model_alias(toy.NAME, "canary", made[3])
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI"):
        os.environ.pop(name, None)
    return place


@pytest.fixture
def client(home: Path, template: Path) -> MlflowClient:
    shutil.copytree(template / "mlruns", home / "mlruns")
    return tracking.open_client()


@pytest.fixture
def versions(client: MlflowClient) -> list[str]:
    return sorted(numbers(client))


def answer(client: MlflowClient, version: str) -> float:
    model = registry.load(client, toy.NAME, version)
    return float(model.predict(pd.DataFrame({"x": [1.0]}))["answer"].iloc[0])


def listing(directory: Path) -> dict[str, tuple[int, int]]:
    return {
        path.relative_to(directory).as_posix(): (path.stat().st_size, path.stat().st_mtime_ns)
        for path in sorted(directory.rglob("*"))
        if path.is_file() and not path.name.endswith((".lock", "-shm", "-wal"))
    }


def stored_answers(home: Path) -> set[str]:
    return {path.read_text() for path in (home / "mlruns").rglob("answer.txt")}


def test_what_an_alias_or_a_rollback_needs_stays(client: MlflowClient, versions: list[str], home: Path) -> None:
    log_before = (home / "mlruns" / promotion.LOG).read_bytes()
    plan = planned(client)
    assert names(plan, "version") == ["toy version 5"]
    assert [item.size > 0 for item in plan.items if item.kind in {"version", "MLflow run"}] == [True, True]
    assert len(prune.carry_out(plan)) == len(plan.items)

    assert numbers(client) == set(versions[:4])
    assert stored_answers(home) == {"1.0", "2.0", "3.0", "4.0"}
    assert [answer(client, version) for version in versions[:4]] == [1.0, 2.0, 3.0, 4.0]
    assert len(client.search_runs([client.get_experiment_by_name(toy.NAME).experiment_id])) == 4
    log_after = (home / "mlruns" / promotion.LOG).read_bytes()
    assert log_after.startswith(log_before)
    told = [
        (entry["version"], entry["champion_before"]) for entry in promotion.read_log() if entry["event"] == "pruned"
    ]
    assert told == [("5", "3"), ("-", "3")]
    assert promotion.rollback(client, toy.NAME, "complaints") == ("3", "2")
    assert promotion.rollback(client, toy.NAME, "more") == ("2", "1")
    assert planned(client).items == []


@pytest.mark.parametrize(("age", "keep"), [(0.0, 1), (YEAR, 0)])
def test_the_young_and_the_newest_stay(client: MlflowClient, versions: list[str], age: float, keep: int) -> None:
    plan = planned(client, age, keep)
    assert names(plan, "version") == []
    assert names(plan, "MLflow run") == []
    assert numbers(client) == set(versions)


def test_a_version_that_was_rolled_back_stays(client: MlflowClient, versions: list[str]) -> None:
    promotion.rollback(client, toy.NAME, "complaints")
    client.delete_registered_model_alias(toy.NAME, "canary")
    assert names(planned(client), "version") == ["toy version 4", "toy version 5"]
    assert promotion.was_rolled_back(client, toy.NAME, versions[2])


def test_an_interrupt_leaves_no_version_without_its_files_and_the_next_pruning_finishes(
    client: MlflowClient, versions: list[str], home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_place: str) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(mlflow_files, "remove", full)
        with pytest.raises(RegistryError, match="prune again"):
            prune.carry_out(planned(client))
    assert numbers(client) == set(versions[:4])
    assert "5.0" in stored_answers(home)
    assert answer(client, "3") == 3.0

    rest = planned(client)
    assert len(names(rest, "model without a version")) == 1
    assert prune.carry_out(rest)
    assert "5.0" not in stored_answers(home)
    assert planned(client).items == []


def test_a_run_that_was_half_removed_is_removed(client: MlflowClient, versions: list[str], home: Path) -> None:
    run_id = registry.get_version(client, toy.NAME, versions[4]).run_id
    client.delete_model_version(toy.NAME, versions[4])
    client.delete_run(run_id)
    prune.carry_out(planned(client))
    assert not list((home / "mlruns" / "artifacts").rglob(f"{run_id}*"))
    with closing(sqlite3.connect(home / "mlruns" / "mlflow.db")) as database:
        rows = database.execute("select count(*) from runs where run_uuid = ?", (run_id,)).fetchone()
        models = database.execute("select count(*) from logged_models").fetchone()
    assert (rows[0], models[0]) == (0, 4)


def test_what_comes_to_be_needed_after_the_plan_stays(client: MlflowClient, versions: list[str]) -> None:
    place = add_step("5")
    plan = planned(client)
    assert {item.kind for item in plan.items} == {"version", "MLflow run", "step"}
    client.set_registered_model_alias(toy.NAME, "canary", versions[4])
    assert prune.carry_out(plan) == []
    assert answer(client, versions[4]) == 5.0
    assert place.is_dir()


def test_a_run_under_way_keeps_its_use_case_and_what_it_uses(client: MlflowClient, versions: list[str]) -> None:
    old = add_step("a")
    before = planned(client)
    with run_notes.kept("a-flow-run", use_case=toy.NAME):
        draft = RunStore().root / ".drafts" / "train-now"
        (draft / "content").mkdir(parents=True)
        used = add_step("b")
        during = planned(client)
        assert names(during, "version") == []
        assert names(during, "draft") == []
        assert f"train/{used.name}" not in names(during, "step")
        assert any("under way" in remark for remark in during.remarks)
        # Planned before the run began, carried out while it works.
        prune.carry_out(before)
    assert numbers(client) == set(versions)
    assert draft.is_dir()
    assert not old.exists()
    assert names(planned(client), "version") == ["toy version 5"]


def test_the_run_above_one_that_stays_stays(client: MlflowClient, versions: list[str]) -> None:
    experiment = client.get_experiment_by_name(toy.NAME).experiment_id
    whole = client.create_run(experiment, start_time=1).info.run_id
    kept = registry.get_version(client, toy.NAME, versions[0]).run_id
    client.set_tag(kept, "mlflow.parentRunId", whole)
    alone = client.create_run(experiment, start_time=2).info.run_id
    for run_id in (whole, alone):
        client.set_terminated(run_id, end_time=3)
    assert [name.split()[0] for name in names(planned(client), "MLflow run")].count(alone) == 1
    prune.carry_out(planned(client))
    assert client.get_run(whole).info.lifecycle_stage == "active"


def test_records_of_scored_batches_go_by_age_and_count(client: MlflowClient, versions: list[str]) -> None:
    assert versions
    experiment = client.create_experiment(f"{toy.NAME}-scoring")
    made = []
    for start in (1, 2):
        made.append(client.create_run(experiment, start_time=start).info.run_id)
        client.set_terminated(made[-1], end_time=start)
    assert made[1] not in " ".join(names(planned(client, keep=1), "MLflow run"))
    assert made[0] in " ".join(names(planned(client, keep=1), "MLflow run"))
    prune.carry_out(planned(client))
    assert client.search_runs([experiment]) == []


def test_running_mlflow_runs_stay(client: MlflowClient, versions: list[str]) -> None:
    run_id = registry.get_version(client, toy.NAME, versions[4]).run_id
    client.update_run(run_id, status="RUNNING")
    assert names(planned(client), "version") == []
    assert names(planned(client), "MLflow run") == []


def test_steps_that_lineage_records_or_that_were_just_used_stay(client: MlflowClient, versions: list[str]) -> None:
    assert len(versions) == 5
    kept, unneeded, of_the_pruned, found_since = (add_step(key) for key in ("1", "a", "5", "b"))
    record = environment.results_directory() / ("a" * 64)
    record.parent.mkdir(parents=True, exist_ok=True)
    record.write_text("{}")
    assert names(planned(client, shared=False), "step") == [f"train/{of_the_pruned.name}"]
    plan = planned(client)
    assert set(names(plan, "step")) == {f"train/{place.name}" for place in (unneeded, of_the_pruned, found_since)}
    assert RunStore().find("train", "b" * 64) is not None
    prune.carry_out(plan)
    assert [place.exists() for place in (kept, unneeded, of_the_pruned, found_since)] == [True, False, False, True]
    assert not record.exists()
    assert list((RunStore().root / ".drafts").iterdir()) == []


def test_leftovers_of_killed_runs_go_and_open_logs_stay(client: MlflowClient, home: Path) -> None:
    state = home / ".bazaar"
    left = [state / "store" / ".drafts" / "train-x" / "content" / "f", state / "logs" / "old.txt"]
    left += [state / "scratch" / "tables-x" / "f", state / "results" / ("c" * 64), state / "runs" / "x.1.draft"]
    left += [state / "reports" / "toy" / "version-9-abc" / "report.html", state / "backfills" / "x" / "curve.svg"]
    for path in left:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("left")
    with (state / "logs" / "server.log").open("w") as stream:
        stream.write("up")
        stream.flush()
        prune.carry_out(planned(client, YEAR))
        assert all(path.exists() for path in left)
        prune.carry_out(planned(client))
    assert not any(path.exists() for path in left)
    assert (state / "logs" / "server.log").read_text() == "up"


@pytest.fixture
def toy_is_a_use_case(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rooms, "USE_CASES", (toy.NAME,))


@pytest.mark.usefixtures("toy_is_a_use_case")
def test_the_command_tells_first_and_changes_nothing_without_a_yes(
    versions: list[str], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert len(versions) == 5
    before = listing(home)
    assert pruning.prune(None, "0d", 0, True, False) == 0
    told = capsys.readouterr().out
    assert "toy version 5" in told
    assert "to remove: 1 version, 1 MLflow run" in told
    assert pruning.prune(None, "0d", 0, False, False) == 4
    assert "--yes" in capsys.readouterr().err
    assert pruning.prune(None, "soon", 0, False, True) == 4
    assert listing(home) == before
    assert pruning.prune("toy", "0d", 0, False, True) == 0
    assert "removed: 1 version, 1 MLflow run" in capsys.readouterr().out


@pytest.mark.usefixtures("toy_is_a_use_case")
def test_without_mlflow_nothing_is_pruned(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    place = add_step("a")
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:9")
    assert home.is_dir()
    assert pruning.prune(None, "0d", 0, False, True) == 5
    assert "does not answer" in capsys.readouterr().err
    assert place.is_dir()


@pytest.mark.slow
def test_over_http_files_go_through_the_server(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with MlflowServer(home) as server:
        monkeypatch.setenv("MLFLOW_TRACKING_URI", server.address)
        client = tracking.open_client()
        # As a server of its own has it; the test server was given a directory.
        client.create_experiment(toy.NAME)
        made = [add_version(client, tmp_path, number) for number in (1, 2)]
        promote(client, made[0], None)
        plan = planned(client)
        assert names(plan, "version") == ["toy version 2"]
        assert plan.size > 1000
        prune.carry_out(plan)
        assert numbers(client) == {"1"}
        assert stored_answers(home) == {"1.0"}
        assert len(list((home / "mlruns" / "artifacts").glob("*/models/*"))) == 1
        assert answer(client, "1") == 1.0
        assert planned(client).items == []
    os.environ.pop("MLFLOW_TRACKING_URI", None)
