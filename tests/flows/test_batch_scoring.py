"""Requests in parts become one dated partition, answered once, by one version, whole or not at all."""

from __future__ import annotations

import json
import os
import shutil
import signal
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import scored_toy
from bazaar_command import Bazaar

from flows import scoring
from infra import environment, tracking
from infra.errors import DataError, RegistryError, SettingsError
from params.score import ScoreParameters

DATE = "2026-01-05"


@dataclass(frozen=True)
class Home:
    """A home with two versions, of which the first is the champion."""

    bazaar: Bazaar
    versions: tuple[str, str]

    def command(self, source: Path, out: Path, *words: str) -> tuple[str, ...]:
        return ("score", "product-matching", "--input", str(source), "--to", str(out), "--date", DATE, *words)

    def answered_parts(self) -> dict[Path, int]:
        found = (self.bazaar.home / ".bazaar" / "store").glob("score/*/content/answers.parquet")
        return {path: path.stat().st_mtime_ns for path in found}

    def runs(self) -> list[Any]:
        client = self.bazaar.client()
        experiment = client.get_experiment_by_name("product-matching-scoring")
        return [] if experiment is None else list(client.search_runs([experiment.experiment_id]))


@pytest.fixture(scope="module")
def home(bazaar_at: Callable[[Path], Bazaar], tmp_path_factory: pytest.TempPathFactory) -> Iterator[Home]:
    bazaar = bazaar_at(tmp_path_factory.mktemp("scoring"))
    kept = {name: os.environ.get(name) for name in ("BAZAAR_HOME", "PREFECT_API_URL", "MLFLOW_TRACKING_URI")}
    os.environ["BAZAAR_HOME"] = str(bazaar.home)
    os.environ["PREFECT_API_URL"] = bazaar.api
    client = tracking.open_client()
    scratch = tmp_path_factory.mktemp("toys")
    versions = (scored_toy.registered(client, scratch, 0.25), scored_toy.registered(client, scratch, 0.75))
    yield Home(bazaar, versions)
    for name, value in kept.items():
        if value is None:
            os.environ.pop(name, None)
        else:
            os.environ[name] = value


@pytest.fixture(autouse=True)
def _first_is_champion(home: Home) -> None:
    scored_toy.promote(home.bazaar.client(), home.versions[0])


def write_parts(directory: Path, parts: int, of: str = "part") -> Path:
    for number in range(parts):
        place = directory / f"brand=b{number % 2}"
        place.mkdir(parents=True, exist_ok=True)
        titles = [f"{of} {number} kettle {row}" for row in range(5)]
        frame = pd.DataFrame({"title": titles, "price": [f"{row}.5" for row in range(5)]})
        frame.to_csv(place / f"p{number}.csv", index=False)
    return directory


def score(source: Path, out: Path, **asked: Any) -> dict[str, Any]:
    """The flow, run in this process as the command runs it."""
    parameters = {"use_case": "product-matching", "input": str(source), "output": str(out), "date": DATE, **asked}
    return scoring.perform(ScoreParameters.model_validate(parameters))


def read(out: Path) -> pd.DataFrame:
    return pd.concat([pd.read_parquet(path) for path in sorted(out.rglob("part-*.parquet"))], ignore_index=True)


def wait_for(what: Callable[[], bool], process: Any) -> None:
    deadline = time.monotonic() + 300
    while not what():
        assert process.poll() is None, process.communicate()[0]
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.slow
def test_a_killed_run_goes_on_and_no_part_is_answered_twice(home: Home, tmp_path: Path) -> None:
    source, out = write_parts(tmp_path / "in", 5), tmp_path / "out"
    command = home.command(source, out, "--parallel", "1", "--set", "pause=1.0")
    before = home.answered_parts()
    process = home.bazaar.start(*command)
    wait_for(lambda: len(home.answered_parts()) >= len(before) + 2, process)
    process.send_signal(signal.SIGKILL)
    process.communicate()
    answered = home.answered_parts()
    assert len(before) + 2 <= len(answered) < len(before) + 5
    assert not out.exists()

    said = home.bazaar(*command)
    assert "version 1: 25 requests, 25 answers" in said
    (manifest_path,) = out.rglob("_SUCCESS.json")
    manifest = json.loads(manifest_path.read_text())
    assert sum(part["found"] for part in manifest["parts"]) == len(answered) - len(before)
    assert {path: at for path, at in home.answered_parts().items() if path in answered} == answered
    assert len(read(out)) == 25
    # The run that was killed was closed by the one after it.
    assert sorted(run.info.status for run in home.runs()) == ["FINISHED", "KILLED"]
    finished = next(run for run in home.runs() if run.info.status == "FINISHED")
    assert finished.info.run_id == manifest["mlflow_run_id"]
    assert finished.data.metrics["requests"] == 25
    assert finished.data.params["version"] == "1"


@pytest.mark.slow
def test_an_interrupt_ends_it_after_the_batch_it_is_at(home: Home, tmp_path: Path) -> None:
    source, out = write_parts(tmp_path / "in", 1, of="interrupted"), tmp_path / "out"
    before, known = home.answered_parts(), {run.info.run_id for run in home.runs()}
    drafts = home.bazaar.home / ".bazaar" / "store" / ".drafts"
    left = set(drafts.glob("score-*"))
    process = home.bazaar.start(*home.command(source, out, "--batch", "1", "--set", "pause=4.0"))
    wait_for(lambda: bool(set(drafts.glob("score-*")) - left), process)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=120)
    assert process.returncode == 130, said
    assert home.answered_parts() == before
    assert set(drafts.glob("score-*")) <= left
    assert not list(out.rglob("part-*"))
    assert [run.info.status for run in home.runs() if run.info.run_id not in known] == ["KILLED"]


@pytest.mark.slow
def test_the_version_stays_though_the_alias_moves(home: Home, tmp_path: Path) -> None:
    source, out = write_parts(tmp_path / "in", 3), tmp_path / "out"
    before = home.answered_parts()
    process = home.bazaar.start(*home.command(source, out, "--parallel", "1", "--set", "pause=1.5"))
    wait_for(lambda: len(home.answered_parts()) > len(before), process)
    scored_toy.promote(home.bazaar.client(), home.versions[1])
    said, _ = process.communicate(timeout=600)
    assert process.returncode == 0, said
    answers = read(out)
    assert answers["model_version"].unique().tolist() == [home.versions[0]]
    assert answers["probability"].unique().tolist() == [0.25]
    # The same command now means another version: its answers lie beside the first.
    again = score(source, out, request={"pause": 0.0})
    assert again["model_version"] == home.versions[1]
    assert len(list((out / f"date={DATE}").iterdir())) == 2


def test_a_partition_holds_every_answer_in_order_with_its_version(home: Home, tmp_path: Path) -> None:
    source, out = write_parts(tmp_path / "in", 4), tmp_path / "out"
    (source / "brand=b1" / "empty.csv").write_text("title,price\n")
    manifest = score(source, out, rows=2)
    place = Path(manifest["place"])
    assert place.parent == out / f"date={DATE}"
    assert (manifest["requests"], manifest["answers"], manifest["was_there"]) == (20, 20, False)
    assert manifest["columns"] == ["title", "brand", "price"]
    by_input = {part["input"]: part for part in manifest["parts"]}
    assert by_input["brand=b1/empty.csv"]["output"] is None
    for name, part in by_input.items():
        if part["output"]:
            asked = pd.read_csv(source / name)
            answers = pd.read_parquet(place / part["output"])
            assert answers["title"].tolist() == asked["title"].tolist()
            assert answers["model_version"].unique().tolist() == [home.versions[0]]
            assert (answers["scored_at"] <= datetime.now(UTC)).all()
    assert not (out / ".drafts").exists()


def test_the_same_work_is_done_once_and_other_work_lies_beside_it(home: Home, tmp_path: Path) -> None:
    source, out = write_parts(tmp_path / "in", 2, of="same"), tmp_path / "out"
    first = score(source, out)
    kept = {path: path.stat().st_mtime_ns for path in out.rglob("*.*")}
    runs = len(home.runs())
    again = score(source, out)
    assert (again["was_there"], again["place"]) == (True, first["place"])
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*.*")} == kept
    assert len(home.runs()) == runs
    # One more part: those that were answered are found, and the first partition stays as it is.
    write_parts(source, 3, of="same")
    more = score(source, out)
    assert [part["found"] for part in more["parts"]].count(True) == 2
    assert more["place"] != first["place"]
    assert {path: at for path, at in kept.items() if path.stat().st_mtime_ns != at} == {}
    other_day = score(source, out, date="2026-01-06")
    assert Path(other_day["place"]).parent.name == "date=2026-01-06"


def test_an_altered_partition_is_told_and_not_touched(tmp_path: Path) -> None:
    source, out = write_parts(tmp_path / "in", 2), tmp_path / "out"
    place = Path(score(source, out)["place"])
    (place / "part-00001.parquet").write_bytes(b"other")
    with pytest.raises(DataError, match=r"part-00001.parquet was altered \(sha256 differs\)"):
        score(source, out)
    assert (place / "part-00001.parquet").read_bytes() == b"other"
    shutil.move(place, tmp_path / "away")
    made_anew = score(source, out)
    # The store's copy of that part was linked, so it was altered too: it is answered anew.
    assert [part["found"] for part in made_anew["parts"]] == [True, False]
    assert len(read(out)) == 10


def test_a_bad_part_is_named_with_column_and_row_and_leaves_nothing(home: Home, tmp_path: Path) -> None:
    source, out = write_parts(tmp_path / "in", 3, of="bad"), tmp_path / "out"
    bad = source / "brand=b1" / "p1.csv"
    whole = bad.read_text()
    bad.write_text(whole.replace("2.5", "dear"))
    with pytest.raises(DataError, match=r"brand=b1/p1.csv: .*column price has 1 cells .*row 3 'dear'"):
        score(source, out, parallel=1)
    assert not out.exists()
    assert home.runs()[0].info.status == "FAILED"
    # Put right, the same command answers that part alone.
    bad.write_text(whole)
    assert [part["found"] for part in score(source, out)["parts"]].count(True) == 2
    bad.write_text("name,price\nkettle,3\n")
    with pytest.raises(DataError, match="title"):
        score(source, tmp_path / "other")
    assert not (tmp_path / "other").exists()


def test_what_cannot_be_scored_is_told(tmp_path: Path) -> None:
    source, out = write_parts(tmp_path / "in", 2), tmp_path / "out"
    with pytest.raises(DataError, match="does not exist"):
        score(tmp_path / "nowhere", out)
    with pytest.raises(RegistryError, match="no version 99"):
        score(source, out, version="99")
    with pytest.raises(DataError, match="needs all rows at once, and the input has 2 parts"):
        score(source, out, request={"task": "cluster"})
    with pytest.raises(DataError, match=r"no request parameter paus"):
        score(source, out, request={"paus": 1})
    with pytest.raises(DataError, match="pause is -1"):
        score(source, out, request={"pause": -1.0})
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(SettingsError, match=r"Nothing can be written to .*file"):
        score(source, tmp_path / "file")
    for path in source.rglob("*.csv"):
        path.write_text("title,price\n")
    with pytest.raises(DataError, match="has no row"):
        score(source, out)
    with pytest.raises(SettingsError, match=r"Nothing is named for product-matching to answer"):
        scoring.perform(ScoreParameters(use_case="product-matching"))
    assert not out.exists()


def test_columns_that_the_version_was_trained_with_are_sent_and_others_are_named_once(
    home: Home, tmp_path: Path
) -> None:
    source = tmp_path / "colours"
    source.mkdir()
    for number in range(2):
        (source / f"p{number}.csv").write_text(f"title,colour,size\nmug {number},red,3\n", encoding="utf-8")
    manifest = score(source, tmp_path / "out")
    assert read(tmp_path / "out")["title"].tolist() == ["mug 0/red", "mug 1/red"]
    assert (manifest["columns"], manifest["columns_left_out"]) == (["title", "colour"], ["size"])
    said = home.bazaar(
        "score", "product-matching", "--input", str(source / "p0.csv"), "--output", str(tmp_path / "one.csv")
    )
    assert said.count("Left out, because version 1 was trained without: size.") == 1
    assert pd.read_csv(tmp_path / "one.csv")["title"].tolist() == ["mug 0/red"]


def test_a_scheduled_run_takes_all_from_params_yaml(home: Home, tmp_path: Path) -> None:
    write_parts(tmp_path / "day" / DATE, 1)
    params = home.bazaar.home / "params.yaml"
    kept = params.read_text()
    try:
        params.write_text(kept.replace("  score:\n", f"  score:\n    input: {tmp_path}/day/{{date}}\n"))
        manifest = scoring.perform(ScoreParameters(use_case="product-matching", date=DATE))
    finally:
        params.write_text(kept)
    assert Path(manifest["place"]).is_relative_to(environment.home() / "predictions" / "product-matching")


def test_options_that_exclude_each_other_are_refused(home: Home, tmp_path: Path) -> None:
    source = write_parts(tmp_path / "in", 1)
    said = home.bazaar(*home.command(source, tmp_path / "out", "--output", str(tmp_path / "a.parquet")), code=4)
    assert "--output and --to are both given" in said
    said = home.bazaar("score", "product-matching", "--to", str(tmp_path / "out"), "--date", "soon", code=4)
    assert "date = 'soon'" in said
    assert not (tmp_path / "out").exists()
