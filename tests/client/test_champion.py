"""The champion in a consumer's process: it follows the alias, and nothing that goes wrong takes it away."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable
from pathlib import Path

import mlflow
import pandas as pd
import pytest
import toy
from mlflow import MlflowClient

from bazaar.client import Champion, Change
from infra.errors import DataError, RegistryError

REQUEST = pd.DataFrame({"x": [1.0, 2.0]})
POLL = 0.05


def wait_for(what: Callable[[], bool]) -> None:
    deadline = time.monotonic() + 120
    while not what():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def answer(champion: Champion, **params: float) -> float:
    return float(champion.predict(REQUEST, **params)["answer"].iloc[0])


def test_promotion_and_rollback_are_followed_without_a_restart(client: MlflowClient, promote) -> None:
    changes: list[Change] = []
    first = promote(1.0)
    with Champion(toy.NAME, poll_seconds=POLL, on_change=changes.append) as champion:
        assert (champion.version, answer(champion), answer(champion, factor=3.0)) == (first, 1.0, 3.0)
        second = promote(2.0, bias=0.5)
        wait_for(lambda: champion.version == second)
        assert answer(champion) == 2.5
        client.set_registered_model_alias(toy.NAME, "champion", first)
        wait_for(lambda: champion.version == first)
        predictions, version = champion.predict_with_version(REQUEST)
        assert (predictions["answer"].tolist(), version) == ([1.0, 1.0], first)
    wait_for(lambda: len(changes) == 2)
    assert changes == [(first, second), (second, first)]


def test_every_answer_is_of_the_version_it_names_while_the_alias_moves(client: MlflowClient, promote) -> None:
    values = {promote(float(number)): float(number) for number in (1, 2)}
    wrong: list[object] = []
    asked: list[str] = []
    stop = threading.Event()

    def keep_asking(champion: Champion) -> None:
        while not stop.is_set():
            predictions, version = champion.predict_with_version(REQUEST)
            asked.append(version)
            if predictions["answer"].tolist() != [values[version]] * 2:
                wrong.append((version, predictions))

    with Champion(toy.NAME, poll_seconds=None) as champion:
        threads = [threading.Thread(target=keep_asking, args=(champion,)) for _ in range(3)]
        for thread in threads:
            thread.start()
        for version in (*values, *values):
            client.set_registered_model_alias(toy.NAME, "champion", version)
            champion.refresh()
            seen = len(asked)
            wait_for(lambda least=seen + 6: len(asked) > least)  # type: ignore[misc]
        stop.set()
        for thread in threads:
            thread.join()
    assert wrong == []
    assert set(asked) == set(values)


def test_a_broken_version_is_told_and_the_one_before_goes_on(client: MlflowClient, promote, own_home: Path) -> None:
    errors: list[Exception] = []
    first = promote(1.0)
    with Champion(toy.NAME, poll_seconds=POLL, on_error=errors.append) as champion:
        second = promote(12.0, point=False)
        (bundle,) = [path for path in (own_home / "mlruns").rglob("answer.txt") if path.read_text() == "12.0"]
        bundle.write_text("666")
        client.set_registered_model_alias(toy.NAME, "champion", second)
        wait_for(lambda: champion.last_error is not None)
        assert "sha256 differs" in str(champion.last_error)
        assert (champion.version, answer(champion)) == (first, 1.0)
        with pytest.raises(RegistryError, match="sha256 differs"):
            champion.refresh()
        # Seen on every poll, but loaded again only now and then.
        assert 1 <= len(errors) < 20
        bundle.write_text("12.0")
        assert champion.refresh()
        assert (champion.version, answer(champion), champion.last_error) == (second, 12.0, None)


def test_a_version_that_fails_its_input_example_does_not_take_over(client: MlflowClient, promote, tmp_path) -> None:
    promote(1.0)
    with Champion(toy.NAME, poll_seconds=None) as champion:
        original = toy.CODE
        toy.CODE = original.replace("+ BIAS})", "+ int('no number')})")
        try:
            broken = toy.registered(client, tmp_path, 9.0, 9.0)
        finally:
            toy.CODE = original
        client.set_registered_model_alias(toy.NAME, "champion", broken)
        with pytest.raises(RegistryError, match="cannot answer here"):
            champion.refresh()
        assert answer(champion) == 1.0


def test_a_champion_that_is_taken_away_goes_on_and_is_told(client: MlflowClient, promote) -> None:
    promote(1.0)
    with Champion(toy.NAME, poll_seconds=POLL) as champion:
        client.delete_registered_model_alias(toy.NAME, "champion")
        wait_for(lambda: champion.last_error is not None)
        assert "has no champion" in str(champion.last_error)
        assert answer(champion) == 1.0


def test_a_callback_that_fails_stops_nothing(promote) -> None:
    def fail(_change: object) -> None:
        raise ZeroDivisionError

    promote(1.0)
    with Champion(toy.NAME, poll_seconds=POLL, on_change=fail) as champion:
        for value in (2.0, 3.0):
            version = promote(value)
            wait_for(lambda wanted=version: champion.version == wanted)  # type: ignore[misc]
        assert answer(champion) == 3.0


def test_a_bad_request_is_the_askers_error(promote) -> None:
    promote(1.0)
    with Champion(toy.NAME, poll_seconds=None) as champion:
        with pytest.raises(DataError, match="x"):
            champion.predict(pd.DataFrame({"y": [1.0]}))
        with pytest.raises(DataError, match=r"no request parameter facto\..*factor"):
            champion.predict(REQUEST, facto=2.0)
        with pytest.raises(DataError, match=r"The request \(2 rows\) has columns of one name: x \(2 times\)"):
            champion.predict(pd.concat([REQUEST, REQUEST], axis=1))


def test_whole_numbers_are_numbers_unless_a_float_would_change_them(promote) -> None:
    promote(1.0)
    with Champion(toy.NAME, poll_seconds=None) as champion:
        assert champion.predict(pd.DataFrame({"x": [1, 2]}))["answer"].tolist() == [1.0, 1.0]
        assert len(champion.predict(pd.DataFrame({"x": [1]}).head(0))) == 0
        with pytest.raises(DataError, match="int64"):
            champion.predict(pd.DataFrame({"x": [2**60 + 1]}))
        for nullable in ([None, None], [1, None]):
            asked = pd.DataFrame({"x": pd.array(nullable, dtype="Int64")})
            assert champion.predict(asked)["answer"].isna().tolist() == [one is None for one in nullable]
        for large in ([2**60 + 1, None], [-(2**63), None]):
            with pytest.raises(DataError, match="Int64"):
                champion.predict(pd.DataFrame({"x": pd.array(large, dtype="Int64")}))


def test_no_champion_and_no_mlflow_are_told_at_once(client: MlflowClient, promote) -> None:
    promote(1.0)
    client.delete_registered_model_alias(toy.NAME, "champion")
    with pytest.raises(RegistryError, match="has no champion"):
        Champion(toy.NAME)
    with pytest.raises(RegistryError, match="does not answer"):
        Champion(toy.NAME, tracking_uri="http://127.0.0.1:9")
    with pytest.raises(ValueError, match="poll_seconds is 0"):
        Champion(toy.NAME, poll_seconds=0)


def test_files_of_a_version_that_was_replaced_are_removed(
    promote, own_home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    promote(1.0)
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    with Champion(toy.NAME, poll_seconds=None) as champion:
        # The consumer has files of its own: what the registry loses meanwhile does not reach it.
        (own_home / "mlruns" / "artifacts").rename(own_home / "mlruns" / "away")
        assert answer(champion) == 1.0
        (own_home / "mlruns" / "away").rename(own_home / "mlruns" / "artifacts")
        promote(2.0)
        assert champion.refresh()
        gc.collect()
        assert [path.read_text() for path in scratch.rglob("answer.txt")] == ["2.0"]


def test_mlflows_default_stays_the_consumers(client: MlflowClient, promote, tmp_path: Path) -> None:
    promote(1.0)
    own = f"sqlite:///{tmp_path / 'other.db'}"
    mlflow.set_tracking_uri(own)
    mlflow.set_registry_uri(own)
    with Champion(toy.NAME, poll_seconds=None, tracking_uri=client.tracking_uri) as champion:
        assert answer(champion) == 1.0
    assert (mlflow.get_tracking_uri(), mlflow.get_registry_uri()) == (own, own)


def test_the_client_imports_nothing_heavy_and_a_consumer_no_orchestration(client: MlflowClient, promote) -> None:
    version = promote(1.0)
    script = f"""
import sys
from bazaar.client import Champion
light = [name for name in ("mlflow", "pandas", "prefect") if name in sys.modules]
import pandas
with Champion({toy.NAME!r}, poll_seconds=None) as champion:
    print(champion.predict(pandas.DataFrame({{"x": [1.0]}}))["answer"][0], champion.version)
heavy = ("prefect", "great_expectations", "dvc", "torch", "pydantic_settings", "typer")
print(light, [name for name in heavy if name in sys.modules])
"""
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", script],
        capture_output=True, text=True, check=True, env={**os.environ, "MLFLOW_TRACKING_URI": client.tracking_uri},
    ).stdout.split("\n")  # fmt: skip
    assert said[:2] == [f"1.0 {version}", "[] []"]
