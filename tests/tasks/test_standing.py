"""Where a use case stands, as the registry tells."""

from __future__ import annotations

import json
from types import ModuleType

import pytest
from mlflow import MlflowClient

from evaluation.baseline import Baseline
from infra import registry, tracking
from infra.errors import RegistryError
from tasks import standing
from tasks.standing import Held, Standing, Value

NAME = "deal-ranking"
METRICS = {
    **{"ndcg_5": 0.77, "ndcg_5.low": 0.71, "ndcg_5.high": 0.82, "ndcg_5_asked_again": 0.75, "ndcg_5_popular": 0.5},
    **{"latency_p99_ms": 16.0, "train.seconds": 33.5, "personal_lift": 0.1},
}


@pytest.fixture
def client(home: object) -> MlflowClient:
    assert home
    return tracking.open_client()


def registered(client: MlflowClient, metrics: dict[str, float]) -> str:
    run_id = client.create_run(tracking.experiment_id(client, NAME)).info.run_id
    client.log_param(run_id, "gate.primary", "ndcg_5")
    for name, value in metrics.items():
        client.log_metric(run_id, name, value)
    if not client.search_registered_models(f"name='{NAME}'"):
        client.create_registered_model(NAME)
    source = {"source": "simulator", "data": None, "data_rev": None}
    tags = {"bazaar.source": json.dumps(source), "bazaar.tables": json.dumps({"deals.parquet": "0" * 64})}
    return str(client.create_model_version(NAME, "files", run_id, tags=tags).version)


def room(**declared: object) -> ModuleType:
    module = ModuleType("room")
    module.__dict__.update(declared)
    return module


def test_a_champion_with_all_that_was_measured_of_it(client: MlflowClient) -> None:
    registered(client, {"ndcg_5": 0.6})
    client.set_registered_model_alias(NAME, registry.CHAMPION, registered(client, METRICS))
    declared = room(
        BASELINE=Baseline("ndcg_5_asked_again", "ndcg_5_popular", "the most redeemed first"),
        CHALLENGES={
            "personal": ("personal_lift",),
            "new deals": ("ndcg_5_new", "ndcg_5_asked_again"),
            "ends": ("x",),
            "when": ("nothing_*", "latency_*_ms"),
        },
    )
    found = standing.of_use_case(client, "deal_ranking", declared)
    assert (found.model, found.champion, found.versions) == (NAME, "2", 2)
    assert found.primary == Value("ndcg_5", 0.77, 0.71, 0.82)
    assert found.held == Held(
        Value("ndcg_5_asked_again", 0.75), Value("ndcg_5_popular", 0.5), "the most redeemed first"
    )
    # What the first name of a challenge lacks, the next may have; with none, the hole is shown.
    assert found.challenges == {
        "personal": Value("personal_lift", 0.1),
        "new deals": Value("ndcg_5_asked_again", 0.75),
        "ends": Value("x", None),
        "when": Value("latency_p99_ms", 16.0),
    }
    assert (found.p99_ms, found.train_seconds) == (16.0, 33.5)
    assert found.data.startswith("simulator ")
    assert json.loads(json.dumps(found.to_json()))["primary"]["low"] == 0.71


def test_a_version_from_before_these_were_measured(client: MlflowClient) -> None:
    client.set_registered_model_alias(NAME, registry.CHAMPION, registered(client, {"ndcg_5": 0.6}))
    found = standing.of_use_case(client, "deal_ranking", room(BASELINE=Baseline("ndcg_5", "ndcg_5_popular", "popular")))
    assert found.primary == Value("ndcg_5", 0.6)
    assert (found.held, found.challenges, found.p99_ms, found.train_seconds) == (None, {}, None, None)


def test_no_champion(client: MlflowClient) -> None:
    assert standing.of_use_case(client, "deal_ranking") == Standing(NAME, 0)
    registered(client, METRICS)
    assert standing.of_use_case(client, "deal_ranking") == Standing(NAME, 1)


def test_an_alias_that_leads_nowhere_is_told(client: MlflowClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registry, "alias_version", lambda *_: "7")
    with pytest.raises(RegistryError, match="has no version 7"):
        standing.of_use_case(client, "deal_ranking")
