"""The deployments as their users meet them: triggered, refused, queued, cancelled; their server ended and killed."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator

import httpx
import psutil
import pytest
from chromium_for_tests import hosts_asked, opened, shows
from served_for_tests import LONG, Served, happens

pytestmark = pytest.mark.slow

PRESSES = 4


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    it = Served(tmp_path_factory.mktemp("served"))
    with it.prefect, it.mlflow:
        it.serve()
        yield it
        if not it.ended():
            assert it.end() == 0, it.log()


@pytest.fixture(scope="module")
def finished(served: Served) -> str:
    """A run that was triggered with changed parameters and went well."""
    identifier = served.trigger(models__rounds=31)
    served.wait_for(identifier, "Completed", "Failed", "Crashed")
    assert served.state(identifier) == "Completed", served.flow_run(identifier)["state"]
    return identifier


def test_a_deployment_says_what_it_is(served: Served) -> None:
    deployment = served.deployment()
    assert set(deployment["tags"]) == {"bazaar", "product-matching", "train", "quick"}
    assert "product-matching" in deployment["description"]
    assert len(deployment["version"]) == 12
    (schedule,) = deployment["schedules"]
    assert schedule["schedule"]["cron"] == "0 3 * * *"
    assert schedule["schedule"]["timezone"] == "Europe/Berlin"
    assert schedule["active"] is False
    assert deployment["global_concurrency_limit"]["limit"] == 1
    assert deployment["parameters"]["parameters"]["models"]["rounds"] == 30


def test_changed_parameters_are_honoured(served: Served, finished: str) -> None:
    run = served.mlflow_run(finished)
    assert run.info.status == "FINISHED"
    assert run.data.params["models.rounds"] == "31"
    assert served.flow_run(finished)["parameters"]["parameters"]["models"]["rounds"] == 31


def test_a_run_leaves_its_findings_and_links(served: Served, finished: str) -> None:
    artifacts = served.artifacts(finished)
    run = served.mlflow_run(finished)
    page = f"{served.mlflow.address}/#/experiments/{run.info.experiment_id}/runs/{run.info.run_id}"
    assert artifacts["mlflow-run-product-matching"]["data"] == f"[MLflow run]({page})"
    assert (
        f"({served.mlflow.address}/#/models/product-matching/versions/1)"
        in (artifacts["version-product-matching"]["data"])
    )
    documents = artifacts["documents-product-matching"]["data"]
    assert f"({page}/artifacts/validation/data_docs/index.html)" in documents
    assert "quarantine.parquet" in documents
    assert "promoted" in artifacts["gate-product-matching"]["data"]
    assert artifacts["validation-product-matching"]["type"] == "table"
    assert artifacts["train-product-matching"]["data"] == 100
    assert all(artifact["description"] for artifact in artifacts.values())


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"models__max_dept": 3}, "max_dept"),
        ({"models__max_depth": 300}, "maximum of 20"),
        ({"source": "abt-by"}, "abt-buy"),
        ({"simulator": {"seed": 1}}, "scale"),
    ],
)
def test_wrong_parameters_are_refused_and_nothing_runs(served: Served, wrong: dict[str, object], told: str) -> None:
    asked = f"{served.prefect.api}/flow_runs/count"
    before = httpx.post(asked, json={}, timeout=60).json()
    answer = served.ask(**wrong)
    assert answer.status_code == 409
    assert told in answer.text
    assert httpx.post(asked, json={}, timeout=60).json() == before


def test_a_refused_run_says_why(served: Served) -> None:
    identifier = served.trigger(data=str(served.directory / "absent"))
    served.wait_for(identifier, "Failed", "Completed", "Crashed")
    state = served.flow_run(identifier)["state"]
    assert state["name"] == "Failed"
    assert "There is no directory" in state["message"]
    assert "Way out: " in served.artifacts(identifier)["refused-product-matching"]["data"]


@pytest.mark.usefixtures("finished")
def test_scoring_and_monitoring_are_served_too(served: Served) -> None:
    requests, predictions = served.directory / "requests.csv", served.directory / "predictions"
    requests.write_text("listing_id,title\nmine,steel kettle\nyours,wooden chair\n")
    scored = served.trigger("score", input=str(requests), output=str(predictions))
    monitored = served.trigger("monitor", window="w1", retrain=False, simulator={"seed": 7, "scale": 0.05})
    for identifier in (scored, monitored):
        served.wait_for(identifier, "Completed", "Failed", "Crashed")
        assert served.state(identifier) == "Completed", served.flow_run(identifier)["state"]
    assert len(list(predictions.glob("date=*/run=*/_SUCCESS.json"))) == 1
    assert {"scored-product-matching", "mlflow-run-product-matching"} <= set(served.artifacts(scored))
    led_to = served.artifacts(monitored)["window-product-matching"]["data"]
    assert "report.html" in led_to
    assert f"{served.mlflow.address}/#/experiments/" in led_to
    refused = served.trigger("score")
    served.wait_for(refused, "Failed", "Completed")
    assert "Nothing is named" in served.artifacts(refused)["refused-product-matching"]["data"]
    assert served.ask("score", use_case="ad-click").status_code == 409
    assert served.ask("monitor", as_of="not-a-date").status_code == 409


@pytest.mark.usefixtures("finished")
def test_cancelled_in_train_while_another_waits(served: Served) -> None:
    before = served.versions()
    identifier = served.trigger(**LONG)
    processes = served.wait_for_training()
    waiting = served.trigger(**LONG)
    served.wait_for(waiting, "AwaitingConcurrencySlot")
    assert served.slots() == 1
    cancel = {"state": {"type": "CANCELLING"}}
    httpx.post(f"{served.prefect.api}/flow_runs/{waiting}/set_state", json=cancel, timeout=60)
    httpx.post(f"{served.prefect.api}/flow_runs/{identifier}/set_state", json=cancel, timeout=60)
    served.wait_for(identifier, "Cancelled")
    served.wait_for(waiting, "Cancelled")
    _, alive = psutil.wait_procs(processes, timeout=60)
    assert alive == []
    assert served.mlflow_run(identifier).info.status == "KILLED"
    assert served.mlflow_run(waiting) is None
    assert served.versions() == before
    assert served.slots() == 0


def test_the_pages_show_form_run_and_version(served: Served, finished: str) -> None:
    with opened() as browser:
        deployment = served.deployment()["id"]
        browser.get(f"{served.prefect.address}/")
        shows(browser, "Deployments")
        browser.get(f"{served.prefect.address}/deployments/deployment/{deployment}/run")
        shows(browser, "Where the tables come from")
        assert "At least 0, at most 1." in browser.field("Max rejected share").text
        assert browser.choices("Source")[:2] == ["simulator", "abt-buy"]
        assert browser.choices("Profile") == ["quick", "full"]
        browser.get(f"{served.prefect.address}/runs/flow-run/{finished}")
        browser.press_tab("Artifacts")
        shows(browser, "gate-product-matching")
        shows(browser, "mlflow-run-product-matching")
        run = served.mlflow_run(finished)
        browser.get(f"{served.mlflow.address}/#/experiments/{run.info.experiment_id}/runs/{run.info.run_id}")
        shows(browser, "models.rounds")
        browser.get(f"{served.mlflow.address}/#/models/product-matching/versions/1")
        shows(browser, "champion")
        assert hosts_asked(browser) == {"127.0.0.1"}


@pytest.mark.usefixtures("finished")
def test_a_run_is_triggered_on_the_page(served: Served) -> None:
    with opened() as browser:
        browser.get(f"{served.prefect.address}/deployments/deployment/{served.deployment()['id']}/run")
        shows(browser, "Where the tables come from")
        browser.fill("Rounds", "31")
        before = served.flow_runs()
        # A click while the form is drawn anew is lost; a form that was sent is gone.
        for _ in range(PRESSES):
            browser.press("Submit")
            if happens(lambda: served.flow_runs() != before, seconds=45):
                break
        (identifier,) = served.flow_runs() - before
    assert served.flow_run(identifier)["parameters"]["parameters"]["models"]["rounds"] == 31
    served.wait_for(identifier, "Completed", "Failed", "Crashed")
    assert served.state(identifier) == "Completed"
    # The same data, code and model as the run before: there is nothing to register.
    assert served.versions() == 1


def test_killed_outright_its_run_ends_and_the_slot_comes_free(served: Served) -> None:
    identifier = served.trigger(**LONG)
    processes = served.wait_for_training()
    served.end(signal.SIGKILL)
    _, alive = psutil.wait_procs(processes, timeout=60)
    assert alive == []
    served.wait_for(identifier, "Crashed")
    assert served.mlflow_run(identifier).info.status == "KILLED"
    assert served.slots() == 0


def test_prefect_goes_away_and_comes_back_then_the_server_is_told_to_end(served: Served) -> None:
    if served.ended():
        served.serve()
    identifier = served.trigger(**LONG)
    processes = served.wait_for_training()
    served.prefect.stop()
    # Longer than three looks in a row, at which Prefect's own runner gives up.
    time.sleep(12)
    served.prefect.start()
    assert not served.ended()
    assert served.state(identifier) == "Running"
    assert all(process.is_running() for process in processes)
    assert served.end() == 0, served.log()
    _, alive = psutil.wait_procs(processes, timeout=60)
    assert alive == []
    state = served.flow_run(identifier)["state"]
    assert state["name"] == "Cancelled"
    assert "bazaar up ended" in state["message"]
    assert served.mlflow_run(identifier).info.status == "KILLED"
    assert served.slots() == 0
