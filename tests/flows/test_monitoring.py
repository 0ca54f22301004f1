"""A champion watched over windows: what is no drift, what is, what cannot be told, and what it leads to."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import yaml
from bazaar_command import Bazaar
from marketplace_windows import (
    Marketplace,
    half_the_attributes_missing,
    prices_negative,
    prices_tripled,
    titles_in_greek,
)

from infra import registry
from infra.errors import DataError, RegistryError, SettingsError
from params import monitor as monitor_parameters
from params.base import Profile
from params.loading import load
from tasks import monitor_history, monitor_reference
from tasks.steps import Run

pytestmark = pytest.mark.slow
NAME = "product-matching"
SMALL = {
    "models": {"rounds": 20, "bags": 1},
    "evaluation": {"resamples": 100, "latency_requests": 10, "challenge_pairs": 50, "challenge_listings": 50},
}


@dataclass
class Watched:
    """A home with a champion, and the flow `monitor` on it, in this process."""

    bazaar: Bazaar
    market: Marketplace

    def monitor(self, data: Path, window: str, *settings: str, **changes: Any) -> dict[str, Any]:
        """The summary of one run that leads to no training unless it is asked to."""
        from flows.monitoring import monitor

        parameters = monitor_parameters.load(
            "product_matching", {"data": str(data), "window": window, "retrain": False, **changes}, settings
        )
        summary: dict[str, Any] = monitor(parameters)
        return summary

    def complete_reference(self) -> None:
        """What `register` does when the same run is made again."""
        from params.product_matching import Parameters
        from tasks import build, evaluate, ingest, train, validate

        data = {"data": str(self.market.directory / "train")}
        parameters = load(Parameters, "product_matching", Profile.QUICK, data)
        run = Run("product_matching", parameters.model_dump(mode="json"))
        clean = validate._validate.step.perform(run, ingest.ingest.step.perform(run))
        examples = build.build.step.perform(run, clean)
        bundle = train.train.step.perform(run, examples)
        evaluation = evaluate.evaluate_against.step.perform(run, examples, bundle, None)
        monitor_reference.complete(self.bazaar.client(), "1", run, clean, evaluation)

    def window_runs(self) -> dict[str, list[Any]]:
        client = self.bazaar.client()
        experiment = client.get_experiment_by_name(f"{NAME}-monitoring")
        found: dict[str, list[Any]] = {}
        for run in client.search_runs([experiment.experiment_id]):
            found.setdefault(run.data.tags.get(monitor_history.LABEL, "series"), []).append(run)
        return found


def states(summary: dict[str, Any], state: str = "drifted") -> set[tuple[str, str]]:
    return {
        (f"{finding['table']}.{finding['column']}", finding["signal"])
        for finding in summary["findings"]
        if finding["state"] == state
    }


@pytest.fixture(scope="module")
def watched(bazaar_at: Callable[[Path], Bazaar], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Watched]:
    directory = tmp_path_factory.mktemp("watched")
    bazaar = bazaar_at(directory / "home")
    path = bazaar.home / "params.yaml"
    whole = yaml.safe_load(path.read_text())
    whole["product_matching"]["quick"] = SMALL
    whole["product_matching"]["shared"]["gate"] |= {"floors": {"f1": 0.05}, "ceilings": {}, "max_loss": {}}
    path.write_text(yaml.safe_dump(whole))
    market = Marketplace(directory)
    bazaar("run", NAME, "--data", str(market.train()), "--profile", "quick")
    with pytest.MonkeyPatch.context() as patch:
        for name, value in bazaar.environment().items():
            patch.setenv(name, value)
        patch.delenv("MLFLOW_TRACKING_URI", raising=False)
        from prefect.context import refresh_global_settings_context
        from prefect.events.worker import EventsWorker
        from prefect.logging.handlers import APILogWorker

        refresh_global_settings_context()
        yield Watched(bazaar, market)
        # What the flows of this process still have to say goes to a server that ends with the session.
        EventsWorker.drain_all(timeout=20)
        APILogWorker.drain_all(timeout=20)
    for variable in ("MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI"):
        os.environ.pop(variable, None)
    refresh_global_settings_context()


def test_the_version_carries_its_training_reference(watched: Watched) -> None:
    version = watched.bazaar.versions()["1"]
    assert len(version["tags"][monitor_reference.SHA256]) == 64
    files = watched.bazaar.client().list_artifacts(version["run_id"], monitor_reference.PLACE)
    assert {Path(file.path).name for file in files} == {"numbers.parquet", "reference.json", "words.parquet"}
    assert sum(file.file_size for file in files) < 100_000


def test_later_listings_of_the_same_marketplace_are_in_order(watched: Watched) -> None:
    summary = watched.monitor(watched.market.window("same", labelled=True), "same")
    assert summary["reasons"] == []
    assert not summary["out"]
    assert len(states(summary, "steady")) > 30
    measured = summary["performance"]["measures"]["f1"]
    assert 0 < measured["low"] <= measured["value"] <= measured["high"] <= 1
    assert ("answers.probability", "value") in states(summary, "steady")
    page = Path(summary["report"]).read_text()
    assert "in order" in page
    assert "http" not in page


@pytest.mark.parametrize(
    ("change", "drifted"),
    [
        (prices_tripled, {("listings.price", "value")}),
        (titles_in_greek, {("listings.title", "unknown words")}),
        (half_the_attributes_missing, {("listings.attributes", "missing")}),
    ],
)
def test_a_shift_puts_the_window_out_and_names_its_column_alone(
    watched: Watched, change: Any, drifted: set[tuple[str, str]]
) -> None:
    summary = watched.monitor(watched.market.window(change.__name__, change), change.__name__)
    assert summary["out"]
    assert drifted <= states(summary)
    assert {column for column, _ in states(summary)} == {column for column, _ in drifted}
    assert summary["performance"]["words"].startswith("Performance is not measured")
    assert any("Predictions are not compared" in note for note in summary["notes"])


def test_rows_that_validation_rejects_are_a_reason(watched: Watched) -> None:
    summary = watched.monitor(watched.market.window("negative", prices_negative), "negative")
    assert ("listings.", "rejected rows") in states(summary)
    assert "none of its" in summary["refusal"]


def test_a_handful_of_rows_is_too_few_and_counts_for_nothing(watched: Watched) -> None:
    summary = watched.monitor(watched.market.window("handful", titles_in_greek, every=30), "handful")
    assert not summary["out"]
    assert not summary["judged"]
    assert states(summary, "drifted") == states(summary, "steady") == set()


def test_the_same_window_is_recorded_once_and_with_other_data_again(watched: Watched) -> None:
    first, second = watched.market.window("first", every=2), watched.market.window("second", every=3)
    before = watched.monitor(first, "twice")
    again = watched.monitor(first, "twice")
    assert again["recorded_before"]
    assert again["window_run"] == before["window_run"]
    assert len(watched.window_runs()["twice"]) == 1
    other = watched.monitor(second, "twice")
    assert not other["recorded_before"]
    client = watched.bazaar.client()
    known = monitor_history.windows(client, "product_matching", "1")
    assert [window.run_id for window in known if window.label == "twice"] == [other["window_run"]]
    (series,) = watched.window_runs()["series"]
    steps = [metric.step for metric in client.get_metric_history(series.info.run_id, "drift.listings.price.value")]
    assert steps == sorted(steps)
    assert {run.info.status for runs in watched.window_runs().values() for run in runs} == {"FINISHED"}


def test_logged_predictions_are_those_of_the_champion(watched: Watched, tmp_path: Path) -> None:
    reference = watched.bazaar.client().download_artifacts(
        watched.bazaar.versions()["1"]["run_id"], "evaluation/predictions.parquet", str(tmp_path)
    )
    answers = pd.read_parquet(reference)
    log = tmp_path / "log"
    log.mkdir()
    answers.assign(model_version="1").to_parquet(log / "one.parquet")
    answers.assign(model_version="0", probability=1.0).to_parquet(log / "other.parquet")
    data = watched.market.window("logged", every=2)
    summary = watched.monitor(data, "logged", predictions=str(log))
    assert not states(summary)
    assert any(f"{len(answers):,} of other versions are left out" in note for note in summary["notes"])
    shifted = answers.assign(model_version="1", probability=answers["probability"] ** 0.3)
    shifted.to_csv(tmp_path / "shifted.csv", index=False)
    summary = watched.monitor(data, "logged", predictions=str(tmp_path / "shifted.csv"))
    assert states(summary) == {("answers.probability", "value")}
    with pytest.raises(DataError, match="no column model_version"):
        watched.monitor(data, "logged", predictions=reference)


def test_answers_of_another_form_are_compared_with_the_first_window_that_logged_them(
    watched: Watched, tmp_path: Path
) -> None:
    data = watched.market.window("matches", every=2)
    requests = pd.read_parquet(data / "listings.parquet")[["listing_id", "title"]].dropna().head(300)
    answers = registry.load(watched.bazaar.client(), NAME, "1").predict(requests).assign(model_version="1")
    log = tmp_path / "answers.parquet"
    answers.to_parquet(log)
    first = watched.monitor(data, "matches 1", predictions=str(log))
    assert any("later windows are compared with this one" in note for note in first["notes"])
    answers.assign(probability=answers["probability"] / 10).to_parquet(tmp_path / "later.parquet")
    later = watched.monitor(data, "matches 2", predictions=str(tmp_path / "later.parquet"))
    assert any("compared with window matches 1" in note for note in later["notes"])
    assert ("answers.probability", "value") in states(later)


def test_an_altered_reference_is_refused_and_one_that_is_absent_told(watched: Watched) -> None:
    data = watched.market.window("altered", every=2)
    client = watched.bazaar.client()
    run_id = watched.bazaar.versions()["1"]["run_id"]
    (kept,) = watched.bazaar.home.glob(f"mlruns/artifacts/*/{run_id}/artifacts/{monitor_reference.PLACE}/*.json")
    before = kept.read_text()
    kept.write_text(json.dumps({**json.loads(before), "validation": {}}))
    with pytest.raises(RegistryError, match="not the one that was kept"):
        watched.monitor(data, "altered")
    kept.write_text(before)
    sha256 = watched.bazaar.versions()["1"]["tags"][monitor_reference.SHA256]
    client.delete_model_version_tag(NAME, "1", monitor_reference.SHA256)
    with pytest.raises(RegistryError, match="has no training reference") as caught:
        watched.monitor(data, "altered")
    assert f"bazaar run {NAME}" in caught.value.remedy
    watched.complete_reference()
    assert watched.bazaar.versions()["1"]["tags"][monitor_reference.SHA256] == sha256
    assert "altered" not in watched.window_runs()


def test_bad_input_is_told(watched: Watched, tmp_path: Path) -> None:
    with pytest.raises(DataError, match="There is no directory"):
        watched.monitor(tmp_path / "nowhere", "bad")
    empty = tmp_path / "empty"
    empty.mkdir()
    watched.market.listings.head(0).to_parquet(empty / "listings.parquet")
    with pytest.raises(DataError, match="listings"):
        watched.monitor(empty, "bad")
    with pytest.raises(SettingsError, match=r"no use case .product-machting"):
        watched.monitor(tmp_path, "bad", use_case="product-machting")
    assert "bad" not in watched.window_runs()


def test_windows_that_are_out_queue_one_training_where_the_server_has_a_deployment(watched: Watched) -> None:
    from prefect.client.orchestration import get_client

    from flows.product_matching import product_matching

    once = ("k=1", "n=1", "max_labelled_rows=100")
    with get_client(sync_client=True) as client:
        deployment = product_matching.to_deployment(name="train").apply()
        try:
            data = watched.market.window("queued", prices_tripled, labelled=True)
            begun = watched.monitor(data, "queued 1", *once, retrain=True)
            assert begun["retraining"]["state"] == "queued", begun["retraining"]
            again = watched.monitor(data, "queued 1", *once, retrain=True)
            assert "has led to training again" in again["retraining"]["words"]
            meanwhile = watched.monitor(data, "queued 2", *once, retrain=True)
            assert meanwhile["retraining"]["state"] == "held back"
            assert "under way" in meanwhile["retraining"]["words"]
            runs = [run for run in client.read_flow_runs() if run.deployment_id == deployment]
            assert len(runs) == 1
            assert runs[0].parameters["parameters"]["data"] == str(data)
            assert "1 of the last 1 windows are out" in runs[0].parameters["parameters"]["reason"]
            assert "retraining" in runs[0].tags
            client.delete_flow_run(runs[0].id)
        finally:
            client.delete_deployment(deployment)


def test_k_of_n_windows_out_train_again_once(watched: Watched) -> None:
    """By the command, without a deployment: it trains in its own process. The last test: the champion may move."""
    data = watched.market.window("again", prices_tripled, labelled=True)
    bazaar, settings = watched.bazaar, ("k=2", "n=2", "max_labelled_rows=100")
    first = watched.monitor(data, "again 1", *settings)
    held = watched.monitor(data, "again 2", *settings)
    assert (first["out"], held["out"]) == (True, True)
    assert held["retraining"]["state"] == "held back"
    assert "2 of the last 2 windows are out (again 1, again 2)" in held["retraining"]["words"]
    assert "retrain is off" in held["retraining"]["words"]
    assert set(bazaar.versions()) == {"1"}

    words = [word for setting in settings for word in ("--set", setting)]
    trained = bazaar("monitor", NAME, "--data", str(data), "--window", "again 2", *words)
    assert "This window was recorded before" in trained
    assert held["report"] in trained
    assert f"{NAME} version 2" in trained
    (run,) = watched.window_runs()["again 2"]
    assert run.data.tags[monitor_history.RETRAINING].startswith("version 2, ")
    reason = bazaar.client().get_run(bazaar.versions()["2"]["run_id"]).data.tags["bazaar.reason"]
    assert reason.startswith("monitoring: 2 of the last 2 windows are out (again 1, again 2)")

    if bazaar.alias("champion") == "1":
        after = watched.monitor(data, "again 2", *settings, retrain=True)
        assert after["retraining"]["state"] == "not due"
        assert "has led to training again: version 2" in after["retraining"]["words"]
    else:
        assert monitor_history.windows(bazaar.client(), "product_matching", "2") == []
