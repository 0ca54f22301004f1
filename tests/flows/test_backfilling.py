"""The loop over dates on a real MLflow database, with a flow that only logs: what is told, skipped, kept, resumed."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from xml.etree import ElementTree

import mlflow
import pytest

from contracts.as_of import UndatedError
from flows import backfilling, console
from flows.backfill_asked import Options, asked_for
from flows.backfill_dates import Range
from infra import alive, locks, run_notes, servers, tracking
from infra.errors import DataError
from params.base import FlowParameters
from tasks import abandoned, backfill_whole, rooms, tracking_run
from tasks import backfill as record

SPAN = Range("2023-10-31", "2024-01-31", "1mo")
DAYS = SPAN.dates()


@dataclass
class Flow:
    """Stands in for a use case's flow: logs what a flow logs, or fails as told."""

    values: dict[date, float] = field(
        default_factory=lambda: {day: 0.5 + number / 10 for number, day in enumerate(DAYS)}
    )
    failing: dict[date, BaseException] = field(default_factory=dict)
    ran: list[date] = field(default_factory=list)
    promoting: list[bool] = field(default_factory=list)
    servers: list[str] = field(default_factory=list)

    def __call__(self, parameters: FlowParameters) -> dict[str, Any]:
        day = parameters.as_of
        assert day is not None
        self.ran.append(day)
        self.promoting.append(parameters.promote)
        self.servers.append(os.environ["PREFECT_API_URL"])
        if day in self.failing:
            raise self.failing[day]
        client = tracking.open_client()
        run = client.create_run(tracking.experiment_id(client, "product_matching"))
        value = self.values[day]
        for name, number in {"f1": value, "f1.low": value - 0.1, "f1.high": value + 0.1}.items():
            client.log_metric(run.info.run_id, name, number)
        client.log_metric(run.info.run_id, "validation.listings.rows_kept", 90)
        client.log_metric(run.info.run_id, "validation.listings.left_out", 10)
        client.set_tag(run.info.run_id, "bazaar.version", str(len(self.ran)))
        client.set_terminated(run.info.run_id)
        return {"run_id": run.info.run_id, "promoted": False, "reason": "judged, not promoted: [it] holds"}


@pytest.fixture(scope="module")
def database(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """MLflow's tables, made once: a home that is moved is followed."""
    place = tmp_path_factory.mktemp("made")
    before = os.environ["BAZAAR_HOME"]
    os.environ["BAZAAR_HOME"] = str(place)
    tracking.settle_database()
    os.environ["BAZAAR_HOME"] = before
    return place / "mlruns"


@pytest.fixture
def flow(bare_flow: Flow, home: Path, database: Path) -> Flow:
    """On a home whose MLflow has tables and no run."""
    shutil.copytree(database, home / "mlruns")
    return bare_flow


@pytest.fixture
def bare_flow(home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flow]:
    assert home.is_dir()
    made = Flow()
    monkeypatch.setattr(console.out, "width", 160)

    @contextmanager
    def server(_meanwhile: object = None) -> Iterator[str]:
        # As infra.servers does it: the one that was named, else one for the block.
        if "PREFECT_API_URL" in os.environ:
            yield os.environ["PREFECT_API_URL"]
            return
        started.append("server")
        monkeypatch.setenv("PREFECT_API_URL", f"http://127.0.0.1:{len(started)}/api")
        yield os.environ["PREFECT_API_URL"]
        monkeypatch.delenv("PREFECT_API_URL")

    started: list[str] = []
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    monkeypatch.setattr(servers, "prefect_api", server)
    whole_room = rooms.module

    def room(name: str, use_case: str) -> object:
        return SimpleNamespace(product_matching=made) if name == "flows" else whole_room(name, use_case)

    monkeypatch.setattr(rooms, "module", room)
    yield made
    assert len(set(made.servers)) <= 1 or len(started) == len(set(made.servers))


def backfill(span: Range = SPAN, settings: list[str] | None = None, **options: bool) -> int:
    return backfilling.backfill("product-matching", span, None, None, None, settings or [], Options(**options))


def whole() -> mlflow.entities.Run:
    client = tracking.open_client()
    (run,) = client.search_runs(["1"], f"tags.`{backfill_whole.WHOLE}` LIKE '%'")
    return run


def test_each_date_is_run_once_oldest_first_under_one_server_and_shown(
    flow: Flow, capsys: pytest.CaptureFixture[str]
) -> None:
    assert backfill() == 0
    assert flow.ran == DAYS
    assert flow.promoting == [False] * 4
    assert len(set(flow.servers)) == 1
    said = capsys.readouterr().out
    for day, value in flow.values.items():
        (row,) = [line for line in said.splitlines() if line.startswith(f"  {day}")]
        assert f"{value:.4g}" in row
        assert f"{value - 0.1:.4g} – {value + 0.1:.4g}" in row  # noqa: RUF001 - as ranges are written
        assert row.count("●") == 1
        assert "judged, not promoted: [it] holds" in row
    run = whole()
    assert run.info.status == "FINISHED"
    history = tracking.open_client().get_metric_history(run.info.run_id, "f1")
    assert [(entry.step, entry.timestamp) for entry in history] == [
        ((day - date(1970, 1, 1)).days, (day - date(1970, 1, 1)).days * 86_400_000) for day in DAYS
    ]
    assert [entry.value for entry in history] == pytest.approx(list(flow.values.values()))
    children = tracking.open_client().search_runs(["1"], f"tags.`{tracking_run.PARENT}` = '{run.info.run_id}'")
    assert {child.data.tags[record.AS_OF] for child in children} == {day.isoformat() for day in DAYS}


def test_the_same_command_again_runs_nothing_and_a_longer_range_only_what_is_new(
    flow: Flow, capsys: pytest.CaptureFixture[str]
) -> None:
    assert backfill() == 0
    assert backfill() == 0
    assert flow.ran == DAYS
    assert "f1" in capsys.readouterr().out
    flow.values[date(2024, 2, 29)] = 0.95
    longer = Range(SPAN.first, "2024-02-29", SPAN.every)
    assert backfill(longer, dry_run=True) == 0
    assert "1 of 5 dates to run" in capsys.readouterr().out
    assert backfill(longer) == 0
    assert flow.ran == [*DAYS, date(2024, 2, 29)]
    assert len(tracking.open_client().get_metric_history(whole().info.run_id, "f1")) == 5


def test_other_parameters_are_another_backfill(flow: Flow) -> None:
    assert backfill() == 0
    assert backfill(settings=["models.max_depth=3"]) == 0
    assert backfill(promote=True) == 0
    assert flow.ran == DAYS * 3
    assert flow.promoting == [False] * 8 + [True] * 4


def test_a_date_whose_data_are_refused_is_told_skipped_and_tried_again(
    flow: Flow, capsys: pytest.CaptureFixture[str]
) -> None:
    flow.failing[DAYS[0]] = DataError("Table listings [red] has too few rows.", "Later.")
    assert backfill() == 0
    assert flow.ran == DAYS
    said = capsys.readouterr().out
    assert "refused: Table listings [red] has too few rows." in said
    assert "1 of 4 dates were skipped" in said
    (values,) = Path(os.environ["BAZAAR_HOME"]).glob(".bazaar/backfills/*/backfill.json")
    found = json.loads(values.read_text())
    assert found["refused"] == {DAYS[0].isoformat(): "Table listings [red] has too few rows."}
    assert [entry["as_of"] for entry in found["dates"]] == [day.isoformat() for day in DAYS[1:]]
    assert [entry["left_out"] for entry in found["dates"]] == [10] * 3
    flow.failing.clear()
    assert backfill() == 0
    assert flow.ran == [*DAYS, DAYS[0]]


def test_a_refused_date_stops_when_told_so(flow: Flow, capsys: pytest.CaptureFixture[str]) -> None:
    flow.failing[DAYS[1]] = DataError("Table listings has too few rows.", "Later.")
    assert backfill(stop_on_error=True) == 3
    assert flow.ran == DAYS[:2]
    assert whole().info.status == "FAILED"
    assert "not run yet" in capsys.readouterr().out


def test_tables_that_no_date_can_be_kept_with_stop_at_the_first(flow: Flow) -> None:
    flow.failing = dict.fromkeys(DAYS, UndatedError("Table listings has no column listed_at.", "Add it."))
    assert backfill() == 3
    assert flow.ran == DAYS[:1]


def test_all_dates_refused_is_a_refusal(flow: Flow, capsys: pytest.CaptureFixture[str]) -> None:
    flow.failing = dict.fromkeys(DAYS, DataError("Table listings has too few rows.", "Later."))
    assert backfill() == 3
    assert "all 4 dates were refused" in capsys.readouterr().err
    assert whole().info.status == "FAILED"


@pytest.mark.parametrize(
    ("ends", "code", "status"), [(RuntimeError("a fault"), 1, "FAILED"), (KeyboardInterrupt(), 130, "KILLED")]
)
def test_a_fault_or_an_interrupt_stops_and_the_same_command_goes_on(
    flow: Flow, capsys: pytest.CaptureFixture[str], ends: BaseException, code: int, status: str
) -> None:
    flow.failing[DAYS[2]] = ends
    assert backfill() == code
    assert whole().info.status == status
    assert "to resume" in capsys.readouterr().err
    flow.failing.clear()
    assert backfill() == 0
    assert flow.ran == [*DAYS[:3], *DAYS[2:]]
    assert whole().info.status == "FINISHED"
    assert "bazaar.ended" not in whole().data.tags


def test_a_run_that_was_cut_off_before_its_mark_does_not_count(flow: Flow) -> None:
    assert backfill() == 0
    client = tracking.open_client()
    (cut_off,) = client.search_runs(["1"], f"tags.`{record.AS_OF}` = '{DAYS[1]}'")
    client.delete_tag(cut_off.info.run_id, record.PART)
    assert backfill() == 0
    assert flow.ran == [*DAYS, DAYS[1]]


def test_the_picture_is_an_svg_with_its_words_and_the_same_each_time(flow: Flow) -> None:
    flow.failing[DAYS[0]] = DataError("too few", "Later.")
    assert backfill() == 0
    (picture,) = Path(os.environ["BAZAAR_HOME"]).glob(".bazaar/backfills/*/metric_over_time.svg")
    before = picture.read_bytes()
    words = {"".join(node.itertext()).strip() for node in ElementTree.fromstring(before).iter() if "text" in node.tag}  # noqa: S314 - ours
    assert {"measured", "95% interval", "data refused", "as of", "f1"} <= words
    assert b"http-equiv" not in before
    assert backfill() == 0
    assert picture.read_bytes() == before
    artifacts = tracking.open_client().list_artifacts(whole().info.run_id)
    assert {"metric_over_time.svg", "backfill.json", "parameters.yaml"} == {entry.path for entry in artifacts}


def test_two_of_one_backfill_at_once_are_refused(flow: Flow, capsys: pytest.CaptureFixture[str]) -> None:
    asked = asked_for("product_matching", SPAN, None, None, None, [], promote=False)
    with locks.held(f"backfill-{asked.identity[:16]}"):
        assert backfill() == 4
    assert "under way in another process" in capsys.readouterr().err
    assert flow.ran == []
    assert backfill() == 0


@pytest.mark.parametrize(
    ("span", "settings", "told"),
    [
        (Range("2024-02-01", "2024-01-01", "1d"), [], "lies after"),
        (Range("2024-01-01", "2999-01-01", "400y"), ["as_of=2024-01-01"], "Use --from and --to"),
        (Range("2024-01-01", "2999-01-01", "400y"), ["promote=true"], "Use --promote"),
        (Range("2000-01-01", "2999-12-31", "999y"), [], "lies in the future"),
        (SPAN, ["source=abt-by"], "abt-buy"),
    ],
)
def test_what_cannot_be_is_refused_before_anything_runs(
    bare_flow: Flow, capsys: pytest.CaptureFixture[str], span: Range, settings: list[str], told: str
) -> None:
    assert backfill(span, settings) in (3, 4)
    assert told in " ".join(capsys.readouterr().err.split())
    assert bare_flow.ran == []
    assert not (Path(os.environ["BAZAAR_HOME"]) / "mlruns" / "mlflow.db").exists()


def test_a_dry_run_lists_the_dates_and_leaves_nothing(bare_flow: Flow, capsys: pytest.CaptureFixture[str]) -> None:
    assert backfill(dry_run=True) == 0
    said = capsys.readouterr().out
    assert all(day.isoformat() in said for day in DAYS)
    assert "4 of 4 dates to run" in said
    assert bare_flow.ran == []
    assert not (Path(os.environ["BAZAAR_HOME"]) / "mlruns" / "mlflow.db").exists()


def test_altered_tables_are_another_backfill(bare_flow: Flow, tmp_path: Path) -> None:
    assert bare_flow.ran == []
    (tmp_path / "listings.csv").write_text("listing_id,title,listed_at\n1,a,2024-01-01\n")

    def identity() -> str:
        return asked_for("product_matching", SPAN, None, tmp_path, None, [], promote=False).identity

    before = identity()
    assert identity() == before
    (tmp_path / "listings.csv").write_text("listing_id,title,listed_at\n1,b,2024-01-01\n")
    assert identity() != before


def test_the_note_of_a_killed_backfill_does_not_end_the_one_that_goes_on(flow: Flow) -> None:
    assert backfill() == 0
    assert flow.ran == DAYS
    gone = subprocess.Popen(["true"])  # noqa: S607
    gone.wait()
    noted = {**alive.note(), "pid": gone.pid, "flow_run_id": None, "mlflow_run_id": whole().info.run_id}
    run_notes.directory().mkdir(parents=True, exist_ok=True)
    (run_notes.directory() / "killed.json").write_text(json.dumps(noted))
    assert backfill() == 0
    abandoned.close_all()
    assert whole().info.status == "FINISHED"
    assert not list(run_notes.directory().iterdir())
