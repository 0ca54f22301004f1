"""A backfill as its users run it: killed in the middle, resumed by the same command, nothing promoted."""

from __future__ import annotations

import json
import signal
import subprocess
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import mlflow
import psutil
import pytest
from bazaar_command import LENIENT, SMALL, Bazaar

from tasks import backfill as record
from tasks import backfill_whole, tracking_run

QUICK = (
    *("--set", "evaluation.latency_requests=10"),
    *("--set", "evaluation.challenge_listings=50"),
    *("--set", "evaluation.challenge_pairs=50"),
)
FROM, TO = "2024-03-31", "2024-09-30"
DATES = (FROM, "2024-06-30", TO)
BACKFILL = ("backfill", "product-matching", "--from", FROM, "--to", TO, "--every", "3mo", *SMALL, *LENIENT, *QUICK)
DEADLINE_SECONDS = 600


@pytest.fixture
def bazaar(bazaar_at: Callable[[Path], Bazaar], tmp_path: Path) -> Bazaar:
    return bazaar_at(tmp_path / "home")


def kill_while_training(bazaar: Bazaar, process: subprocess.Popen[str], after: int) -> None:
    """kill -9 when `after` dates have a model and the next one is in training; then see that no child is left."""
    store = bazaar.home / ".bazaar" / "store"
    deadline = time.monotonic() + DEADLINE_SECONDS
    while not (len(list((store / "train").glob("*"))) == after and list((store / ".drafts").glob("train-*"))):
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < deadline
        time.sleep(0.005)
    children = psutil.Process(process.pid).children(recursive=True)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    _, alive = psutil.wait_procs(children, timeout=60)
    assert alive == []


def whole(client: mlflow.MlflowClient) -> mlflow.entities.Run:
    (run,) = client.search_runs(["1"], f"tags.`{backfill_whole.WHOLE}` LIKE '%'")
    return run


def dates_run(said: str) -> list[str]:
    """Dates under which a step was shown."""
    found: list[str] = []
    day = ""
    for line in said.splitlines():
        if " of 3)" in line:
            day = line.split()[0]
        elif line.startswith("✓ register"):
            found.append(day)
    return found


@pytest.mark.slow
def test_three_dates_killed_in_the_second_then_the_same_command(bazaar: Bazaar) -> None:
    kill_while_training(bazaar, bazaar.start(*BACKFILL), after=1)
    client = bazaar.client()
    marked = client.search_runs(["1"], f"tags.`{record.AS_OF}` LIKE '%'")
    assert [run.data.tags[record.AS_OF] for run in marked] == [FROM]
    assert set(bazaar.versions()) == {"1"}
    (trained,) = (bazaar.home / ".bazaar" / "store" / "train").glob("*")
    written = trained.stat().st_mtime_ns

    said = bazaar(*BACKFILL)
    assert dates_run(said) == list(DATES[1:])
    assert trained.stat().st_mtime_ns == written
    assert set(bazaar.versions()) == {"1", "2", "3"}
    assert bazaar.alias("champion") is None
    assert "promoted" not in {entry["event"] for entry in promotions(bazaar)}
    check_the_curve(bazaar, said)
    states = [run.info.status for run in client.search_runs(["1"])]
    assert sorted(states) == ["FINISHED"] * 4 + ["KILLED"]  # the whole, three dates, and the one that was killed
    assert not list((bazaar.home / ".bazaar" / "runs").iterdir())


def promotions(bazaar: Bazaar) -> list[dict[str, object]]:
    lines = (bazaar.home / "mlruns" / "promotions.jsonl").read_text().splitlines()
    return [json.loads(line) for line in lines]


def check_the_curve(bazaar: Bazaar, said: str) -> None:
    """Terminal table, MLflow metric and picture tell the same three values."""
    client = bazaar.client()
    run = whole(client)
    assert run.info.status == "FINISHED"
    history = client.get_metric_history(run.info.run_id, "f1")
    assert [datetime.fromtimestamp(entry.timestamp / 1000, UTC).date().isoformat() for entry in history] == list(DATES)
    rows = []
    for day, entry in zip(DATES, history, strict=True):
        (row,) = [line for line in said.splitlines() if line.startswith(f"  {day} ")]
        assert f"{entry.value:.4g}" in row
        assert row.count("●") == 1
        assert "judged, not promoted" in row
        (child,) = client.search_runs(["1"], f"tags.`{record.AS_OF}` = '{day}'")
        assert child.data.metrics["f1"] == entry.value
        assert child.data.params["as_of"] == day
        assert child.data.tags[tracking_run.PARENT] == run.info.run_id
        left_out = json.loads(str(bazaar.versions()[child.data.tags["bazaar.version"]]["tags"]["bazaar.left_out"]))
        assert left_out["listings"]["later"] > 0
        assert child.data.metrics["validation.listings.left_out"] == sum(
            left_out["listings"][reason] for reason in ("later", "followed", "undated")
        )
        rows.append(child.data.metrics["validation.listings.rows_kept"])
    assert rows == sorted(rows)
    assert rows[0] < rows[-1]
    (values,) = bazaar.home.glob(".bazaar/backfills/*/backfill.json")
    assert [date.fromisoformat(entry["as_of"]) for entry in json.loads(values.read_text())["dates"]] == [
        date.fromisoformat(day) for day in DATES
    ]
    assert values.with_name("metric_over_time.svg").read_bytes().startswith(b"<?xml")
