from __future__ import annotations

from pathlib import Path

import pytest

from tasks import reporting

SUMMARY = {"model": "product-matching", "version": "3", "run_id": "f" * 32}


def test_where_mlflow_is_served_the_report_is_linked_there_without_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "https://ann:secret@mlflow.example:5000/base/")
    monkeypatch.setattr(reporting.tracking, "experiment_id", lambda *_: "7")
    link = reporting._link(None, SUMMARY, Path("/x/report.html"))
    assert link == (f"https://mlflow.example:5000/base/#/experiments/7/runs/{'f' * 32}/artifacts/report/report.html")


def test_where_it_is_a_database_the_file_is_linked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "postgresql://ann:secret@db.example/mlflow")
    assert reporting._link(None, SUMMARY, Path("/x/report.html")) == "file:///x/report.html"
