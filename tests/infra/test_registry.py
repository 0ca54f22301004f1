from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path

import mlflow
import pandas as pd
import pytest
import toy
from mlflow import MlflowClient
from mlflow.exceptions import MlflowException

from infra import environment, registry, tracking
from infra.errors import RegistryError


def answer(model, x: float = 1.0) -> float:
    return float(model.predict(pd.DataFrame({"x": [x]}))["answer"].iloc[0])


def test_two_versions_with_different_code_answer_with_their_own(client: MlflowClient, tmp_path: Path) -> None:
    first = toy.registered(client, tmp_path, answer=1.0, bias=0.0)
    second = toy.registered(client, tmp_path, answer=1.0, bias=10.0)
    one, two = registry.load(client, toy.NAME, first), registry.load(client, toy.NAME, second)
    assert [answer(one), answer(two), answer(one)] == [1.0, 11.0, 1.0]


def test_nothing_stored_is_a_pickle(client: MlflowClient, home: Path, tmp_path: Path) -> None:
    toy.registered(client, tmp_path, answer=1.0)
    stored = [path for path in (home / "mlruns").rglob("*") if path.is_file()]
    assert stored
    assert [path for path in stored if path.suffix in {".pkl", ".pickle", ".joblib"}] == []
    assert [path for path in stored if path.read_bytes()[:1] == b"\x80"] == []


def test_requirements_are_pinned(client: MlflowClient, home: Path, tmp_path: Path) -> None:
    toy.registered(client, tmp_path, answer=1.0)
    (requirements,) = (home / "mlruns").rglob("requirements.txt")
    lines = requirements.read_text().split()
    assert {line.split("==")[0] for line in lines} == {"mlflow", "pandas"}
    assert all("==" in line for line in lines)


def test_an_altered_bundle_is_not_loaded(client: MlflowClient, home: Path, tmp_path: Path) -> None:
    version = toy.registered(client, tmp_path, answer=1.0)
    (stored,) = (home / "mlruns").rglob("answer.txt")
    stored.write_text("2.0")
    with pytest.raises(RegistryError, match="sha256 differs"):
        registry.load(client, toy.NAME, version)
    with pytest.raises(ValueError, match="sha256 differs"):
        mlflow.pyfunc.load_model(f"models:/{toy.NAME}/{version}")


def test_altered_code_does_not_run(client: MlflowClient, home: Path, tmp_path: Path) -> None:
    version = toy.registered(client, tmp_path, answer=1.0)
    (code,) = [path for path in (home / "mlruns").rglob("toy.py") if "code" in path.parts]
    code.write_text(code.read_text() + "\nraise RuntimeError('altered code ran')\n")
    with pytest.raises(RegistryError, match=r"code of toy version 1 .*sha256 differs"):
        registry.load(client, toy.NAME, version)


def test_a_version_whose_registration_was_cut_off_is_not_loaded(client: MlflowClient, tmp_path: Path) -> None:
    version = toy.registered(client, tmp_path, answer=1.0)
    client.delete_model_version_tag(toy.NAME, version, registry.STATE)
    with pytest.raises(RegistryError, match="never finished"):
        registry.load(client, toy.NAME, version)
    assert answer(registry.load(client, toy.NAME, version, unverified=True)) == 1.0


def test_a_version_whose_files_are_gone_is_told(client: MlflowClient, home: Path, tmp_path: Path) -> None:
    version = toy.registered(client, tmp_path, answer=1.0)
    shutil.rmtree(home / "mlruns" / "artifacts")
    with pytest.raises(RegistryError, match="cannot be read"):
        registry.load(client, toy.NAME, version)
    with pytest.raises(RegistryError, match="no version 99"):
        registry.load(client, toy.NAME, "99")


def test_the_signature_refuses_what_it_does_not_know(client: MlflowClient, tmp_path: Path) -> None:
    model = registry.load(client, toy.NAME, toy.registered(client, tmp_path, answer=1.0))
    with pytest.raises(MlflowException, match="missing"):
        model.predict(pd.DataFrame({"note": ["a"]}))
    with pytest.raises(MlflowException, match="x"):
        model.predict(pd.DataFrame({"x": ["one"]}))


def test_an_unfinished_registration_is_discarded(client: MlflowClient, tmp_path: Path) -> None:
    whole = toy.registered(client, tmp_path, answer=1.0)
    half = toy.registered(client, tmp_path, answer=2.0)
    client.delete_model_version_tag(toy.NAME, half, registry.STATE)
    assert registry.discard_unfinished(client, toy.NAME) == [half]
    assert [found.version for found in client.search_model_versions("name='toy'")] == [int(whole)]


def test_a_moved_home_still_loads(client: MlflowClient, home: Path, tmp_path: Path, monkeypatch) -> None:
    version = toy.registered(client, tmp_path, answer=3.0)
    moved = tmp_path / "moved"
    home.rename(moved)
    monkeypatch.setenv("BAZAAR_HOME", str(moved))
    # Popped, not undone later: mlflow wrote it there, and the next test shall not find it.
    os.environ.pop("MLFLOW_TRACKING_URI")
    assert answer(registry.load(tracking.open_client(), toy.NAME, version)) == 3.0
    with sqlite3.connect(environment.tracking_directory() / "mlflow.db") as database:
        dump = "\n".join(database.iterdump())
    database.close()
    assert str(home) + "/mlruns" not in dump


def test_a_consumer_with_a_module_named_models_loads_the_champion(
    client: MlflowClient, home: Path, tmp_path: Path
) -> None:
    version = toy.registered(client, tmp_path, answer=4.0)
    client.set_registered_model_alias(toy.NAME, registry.CHAMPION, version)
    elsewhere = tmp_path / "consumer"
    elsewhere.mkdir()
    (elsewhere / "models.py").write_text("OWN = 'mine'\n")
    (elsewhere / "consumer.py").write_text(
        "import models, mlflow, pandas as pd\n"
        "model = mlflow.pyfunc.load_model('models:/toy@champion')\n"
        "print(models.OWN, model.predict(pd.DataFrame({'x': [1.0]}))['answer'].iloc[0])\n"
    )
    uri = f"sqlite:///{home / 'mlruns' / 'mlflow.db'}"
    said = subprocess.run(
        [sys.executable, "consumer.py"],
        cwd=elsewhere,
        env={**os.environ, "MLFLOW_TRACKING_URI": uri, "PYTHONPATH": "", "PYTHONSAFEPATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert said.stdout.split() == ["mine", "4.0"]
