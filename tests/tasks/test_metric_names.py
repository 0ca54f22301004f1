"""Columns of strangers' tables in the names of metrics, and what a failure to log them leaves behind."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from mlflow.exceptions import MlflowException

from infra import registry, tracking
from infra.run_store import Reference
from tasks import lineage, register, tracking_run
from tasks.metric_names import metric_name
from tasks.steps import Run

BROKEN = "impressions.broken.type."
COLUMNS = [
    "price",
    "Unit Price (€)",
    "Unit Price [€]",
    "цена",
    "a//b",
    "a/../b",
    "x" * 400,
    "x" * 401,
    "tab\tand\nline",
]


def test_any_column_can_be_counted_and_none_is_lost(home: Path, tmp_path: Path) -> None:
    assert home.is_dir()
    client = tracking.open_client()
    run_id = client.create_run(tracking.experiment_id(client, "toy")).info.run_id
    counts = {BROKEN + name: float(place) for place, name in enumerate(COLUMNS)}
    clean = Reference("validate", "0", str(tmp_path), "", {"counts": counts})
    nothing = Reference("train", "0", str(tmp_path), "", {"valid": {}, "measures": {}})
    tracking_run.log_metrics(client, run_id, clean, nothing, nothing)
    kept = client.get_run(run_id).data.metrics
    assert sorted(kept.values()) == [float(place) for place in range(len(COLUMNS))]
    assert kept[f"validation.{BROKEN}price"] == 0


@pytest.mark.parametrize("text", ["", ".", "..", "/a", "a/", "../a", "a:b"])
def test_a_name_that_no_path_may_have_becomes_one(text: str, home: Path) -> None:
    assert home.is_dir()
    client = tracking.open_client()
    run_id = client.create_run(tracking.experiment_id(client, "toy")).info.run_id
    client.log_metric(run_id, metric_name(text), 1.0)
    assert client.get_run(run_id).data.metrics == {metric_name(text): 1.0}


def test_what_cannot_be_logged_leaves_no_version(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    registered: list[str] = []

    def refuse(*_: Any) -> None:
        raise MlflowException("refused")

    monkeypatch.setattr(tracking, "open_client", lambda: None)
    monkeypatch.setattr(lineage, "collect", lambda *_: {})
    monkeypatch.setattr(lineage, "identity", lambda *_: "identity")
    monkeypatch.setattr(tracking_run, "log_inputs", lambda *_: None)
    monkeypatch.setattr(tracking_run, "log_metrics", refuse)
    monkeypatch.setattr(registry, "discard_unfinished", lambda *_: None)
    monkeypatch.setattr(registry, "find_identity", lambda *_: None)
    monkeypatch.setattr(register, "_register_new", lambda *_: registered.append("version"))
    monkeypatch.setattr(register, "_decide", lambda *_: {})
    references = [Reference("any", "0", str(tmp_path), "", {}).to_json()] * 5
    run = Run("product_matching", {"as_of": None}, "run").to_json()
    with pytest.raises(MlflowException, match="refused"):
        register._register.fn(run, references)
    assert registered == []
