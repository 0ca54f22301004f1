"""Addresses of MLflow's pages."""

from __future__ import annotations

import pytest

from infra import tracking_pages


def test_a_database_has_no_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "sqlite:////somewhere/mlflow.db")
    assert tracking_pages.run_page("1", "abc") is None
    assert tracking_pages.version_page("product-matching", "3") is None
    assert tracking_pages.place() == "sqlite:////somewhere/mlflow.db"


def test_no_password_gets_into_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://person:secret@127.0.0.1:5000/mlflow/")
    assert tracking_pages.run_page("1", "abc") == "http://127.0.0.1:5000/mlflow/#/experiments/1/runs/abc"


def test_no_password_gets_into_a_place(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "postgresql://person:secret@db:5432/mlflow?password=secret")
    assert tracking_pages.run_page("1", "abc") is None
    assert tracking_pages.place() == "postgresql://db:5432/mlflow"


def test_paths_are_quoted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MLFLOW_TRACKING_URI", "http://127.0.0.1:5000")
    page = tracking_pages.artifact_page("1", "abc", "validation/data docs/a)b.html")
    assert page == "http://127.0.0.1:5000/#/experiments/1/runs/abc/artifacts/validation/data%20docs/a%29b.html"
