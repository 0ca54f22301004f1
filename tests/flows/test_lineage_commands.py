"""lineage, verify, reproduce and prune on one trained home."""

from __future__ import annotations

import json
import os
import shutil
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from bazaar_command import LENIENT, SMALL, WEAK, Bazaar
from trained_home import Home, Trained, change_a_byte, change_json

from flows import lineage_view, pruning, reproducing, verifying
from infra import digests, promotion, registry
from sources.simulator import product_matching as simulated
from tasks import rebuild
from tasks.rebuild import Rebuilt

NAME = "product-matching"
CHALLENGES = ("latency_requests", "challenge_pairs", "challenge_listings")
CHEAP = tuple(word for name in CHALLENGES for word in ("--set", f"evaluation.{name}=10"))
RUN = ("run", NAME, "--profile", "quick", *SMALL, *LENIENT, *CHEAP)
REFUSED = 5
EXACT = 1e-6


@pytest.fixture(scope="module")
def trained(bazaar_at: Callable[[Path], Bazaar], tmp_path_factory: pytest.TempPathFactory) -> Trained:
    place = tmp_path_factory.mktemp("trained")
    simulated.write(place / "tables", seed=7, scale=0.05)
    bazaar = bazaar_at(place / "home")
    bazaar(*RUN, *WEAK, "--data", str(place / "tables"))
    bazaar(*RUN)
    return Trained(bazaar.home, place / "tables")


@pytest.fixture
def home(trained: Trained, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Home]:
    """A copy that a test may alter."""
    place = tmp_path / "home"
    trained.copy_to(place)
    monkeypatch.setenv("BAZAAR_HOME", str(place))
    monkeypatch.setenv("PREFECT_HOME", str(place / ".bazaar" / "prefect"))
    monkeypatch.setenv("PREFECT_LOCAL_STORAGE_PATH", str(place / ".bazaar" / "results"))
    yield Home(place)
    for name in ("MLFLOW_TRACKING_URI", "MLFLOW_REGISTRY_URI"):
        os.environ.pop(name, None)


@pytest.fixture
def tables(trained: Trained, tmp_path: Path) -> Iterator[Path]:
    """The directory that version 1 was made from; put back afterwards."""
    shutil.copytree(trained.tables, tmp_path / "original")
    yield trained.tables
    shutil.rmtree(trained.tables, ignore_errors=True)
    shutil.copytree(tmp_path / "original", trained.tables)


def said(capsys: pytest.CaptureFixture[str]) -> str:
    captured = capsys.readouterr()
    return captured.out + captured.err


def line(text: str, part: str) -> str:
    return next(found for found in text.splitlines() if part in found)


@pytest.mark.slow
def test_lineage_tells_all_that_is_recorded(home: Home, trained: Trained, capsys: pytest.CaptureFixture[str]) -> None:
    client = home.client()
    client.set_model_version_tag(NAME, "2", "bazaar.of_another_kind", json.dumps({"rev": "v1.2"}))
    client.set_model_version_tag(NAME, "2", "team", "search")
    assert lineage_view.lineage(NAME, None, True) == 0
    told = json.loads(said(capsys))
    recorded = home.record("2").recorded
    assert told["version"]["aliases"] == ["champion"]
    assert told["data"]["tables"] == recorded["tables"]
    assert set(told["data"]["tables"]) >= {"listings.parquet", "clusters.parquet"}
    assert told["code"]["source_sha256"] == recorded["source_sha256"]
    assert told["parameters"]["differing"]["models.rounds"] == {"recorded": 30, "default": 200}
    assert "models.max_depth" not in told["parameters"]["differing"]
    assert told["run"]["mlflow_run_id"] == home.record("2").run_id
    assert set(told["run"]["steps"]) == {"ingest", "validate", "build", "train", "evaluate"}
    assert [parent["version"] for parent in told["champions_before"]] == ["1"]
    assert told["decision"]["decision"]["who"] == promotion.who()
    assert told["also recorded"] == {"of_another_kind": {"rev": "v1.2"}, "team": "search"}

    assert lineage_view.lineage(NAME, "1", False) == 0
    text = said(capsys)
    assert str(trained.tables) in text
    assert home.record("1").recorded["tables"]["listings.parquet"] in text
    assert "models.rounds = 1 (params.yaml: 200)" in text
    assert lineage_view.lineage(NAME, "99", False) == REFUSED
    assert lineage_view.lineage(NAME, "canary", False) == REFUSED


@pytest.mark.slow
@pytest.mark.parametrize("version", [None, "1"])
def test_what_was_not_touched_holds(home: Home, capsys: pytest.CaptureFixture[str], version: str | None) -> None:
    assert home.place.is_dir()
    assert verifying.verify(NAME, version) == 0
    text = said(capsys)
    parts = ("record", "bundle", "code package", "signature", "packages here", "code here", "step ingest", "step train")
    for part in (*parts, "parameters", "data at the source"):
        assert line(text, f" {part} ").split()[0] == "holds", part
    assert f"bazaar reproduce {NAME}" in text


def alter_bundle(home: Home) -> None:
    change_a_byte(next(home.served("2").rglob("forest_0.ubj")))


def alter_manifest(home: Home) -> None:
    change_json(next(home.served("2").rglob("bundle.json")), "parameters", "note", 1)


def alter_code(home: Home) -> None:
    place = next((home.served("2") / "code").rglob("matcher.py"))
    place.write_text(place.read_text() + "\n")


def alter_step(home: Home) -> None:
    change_a_byte(home.step("2", "ingest") / "listings.parquet")


def alter_step_and_reference(home: Home) -> None:
    content = home.step("2", "train")
    change_a_byte(content / "forest_0.ubj")
    reference = json.loads((content.parent / "reference.json").read_text())
    reference["sha256"] = digests.of_directory(content)
    (content.parent / "reference.json").write_text(json.dumps(reference))


def alter_tags(home: Home) -> None:
    home.client().set_model_version_tag(NAME, "2", "bazaar.test_sha256", "0" * 64)


def alter_description(home: Home) -> None:
    (home.served("2") / "MLmodel").write_text("flavors: [")


def alter_reference(home: Home) -> None:
    (home.step("2", "build").parent / "reference.json").write_text('{"sha256": ')


def alter_parameters(home: Home) -> None:
    place = home.of_run("2", "parameters.yaml")
    place.write_text(place.read_text().replace("max_depth: 4", "max_depth: 5"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("alter", "part", "named"),
    [
        (alter_bundle, "bundle", "forest_0.ubj"),
        (alter_manifest, "bundle", "bundle.json"),
        (alter_code, "code package", "matcher.py"),
        (alter_step, "step ingest", "listings.parquet"),
        (alter_step_and_reference, "step train", "forest_0.ubj"),
        (alter_tags, "record", "test_sha256"),
        (alter_parameters, "parameters", "parameters.yaml"),
        (alter_description, "signature", "MLmodel"),
        (alter_reference, "step build", "content"),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
def test_altered_bytes_are_told_by_name(
    home: Home, capsys: pytest.CaptureFixture[str], alter: Callable[[Home], None], part: str, named: str
) -> None:
    alter(home)
    assert verifying.verify(NAME, "2") == REFUSED
    text = said(capsys)
    assert line(text, f" {part} ").split()[0] == "altered"
    assert named in line(text, f" {part} ")
    assert part in line(text, "error:")
    assert "way out:" in text


@pytest.mark.slow
def test_another_installation_is_told_with_the_commit_to_go_to(
    home: Home, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    pins = home.served("2") / "requirements.txt"
    pins.write_text(pins.read_text().replace("pandas==", "pandas==0.0."))
    monkeypatch.setattr(digests, "of_source", lambda _packages: "0" * 64)
    shutil.rmtree(home.step("2", "build").parent)
    assert verifying.verify(NAME, "2") == REFUSED
    text = said(capsys)
    assert line(text, " code here ").split()[0] == "differs"
    assert "pandas" in line(text, " packages here ")
    assert f"git checkout {home.record('2').recorded['git']['commit']}" in text
    # A step that is gone is made again, and stands in nobody's way.
    assert line(text, " step build ").split()[0] == "absent"
    assert "step build" not in line(text, "error:")
    assert reproducing.reproduce(NAME, "2", EXACT, False) == REFUSED
    assert "--other-code" in said(capsys)
    assert "reproduced" not in home.record("2").recorded


@pytest.mark.slow
def test_altered_tables_are_named_and_the_run_store_may_have_the_original(
    home: Home, tables: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    change_a_byte(tables / "clusters.parquet")
    assert verifying.verify(NAME, "1") == 0
    told = line(said(capsys), " data at the source ")
    assert told.split()[0] == "altered"
    assert "clusters.parquet" in told
    assert "listings.parquet" not in told
    assert "run store keeps the original" in told
    shutil.rmtree(home.step("1", "ingest").parent)
    assert verifying.verify(NAME, "1") == REFUSED
    assert "altered: data at the source" in said(capsys)
    assert reproducing.reproduce(NAME, "1", EXACT, False) == REFUSED
    assert "clusters.parquet" in said(capsys)
    shutil.rmtree(tables)
    assert verifying.verify(NAME, "1") == REFUSED
    assert "no directory" in line(said(capsys), " data at the source ")


@pytest.mark.slow
def test_a_version_is_made_again_bit_by_bit_though_its_directory_is_gone(
    home: Home, tables: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(tables)
    before = (home.versions(), home.aliases(), home.runs(), promotion.read_log())
    steps = sorted((home.place / ".bazaar" / "store").rglob("reference.json"))
    made: list[Rebuilt] = []

    def remembered(*arguments) -> Rebuilt:
        made.append(rebuild_for_real(*arguments))
        return made[0]

    rebuild_for_real = rebuild.rebuild
    monkeypatch.setattr(rebuild, "rebuild", remembered)
    assert reproducing.reproduce(NAME, "1", EXACT, False) == 0
    text = said(capsys)
    assert "run store keeps the original" in line(text, " data at the source ")
    assert "bit-equal" in line(text, " bundle ")
    assert "latency_p99_ms" in line(text, " not compared ")
    agreed = int(line(text, " measures ").split()[2])
    assert agreed > 30
    assert (home.versions(), home.aliases(), home.runs(), promotion.read_log()) == before
    assert sorted((home.place / ".bazaar" / "store").rglob("reference.json")) == steps
    assert list((home.place / ".bazaar" / "scratch").iterdir()) == []
    assert list((home.place / ".bazaar" / "runs").iterdir()) == []
    (noted,) = home.record("1").recorded["reproduced"]
    assert noted["outcome"] == "the same measures"
    assert noted["bundle"] == "bit-equal"
    assert noted["who"] == promotion.who()

    # The same rebuild beside a record that says otherwise.
    monkeypatch.setattr(rebuild, "rebuild", lambda *_: made[0])
    change_json(home.of_run("1", "evaluation/metrics.json"), "f1", "value", 0.123)
    change_json(home.of_run("1", "evaluation/metrics.json"), "latency_p50_ms", "value", 0.123)
    assert reproducing.reproduce(NAME, "1", EXACT, False) == REFUSED
    text = said(capsys)
    assert "recorded is 0.123" in line(text, " f1 ")
    assert "f1 came out otherwise" in line(text, "error:")
    assert [entry["outcome"] for entry in home.record("1").recorded["reproduced"]] == [
        "the same measures",
        "differs: f1",
    ]


@pytest.mark.slow
def test_a_run_under_way_is_not_harmed_and_after_pruning_the_rest_works(
    home: Home, bazaar_at: Callable[[Path], Bazaar], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    # Other trees on the same tables: three steps are found, two are made, and no version records those before the end.
    bazaar = replace(bazaar_at(tmp_path / "unused"), home=home.place)
    process = bazaar.start(*RUN, "--set", "models.seed=9", "--set", "promote=false")
    while process.poll() is None:
        # The newest stays: between the end of the run and that of its process nothing says any more that it is new.
        assert pruning.prune(None, "0d", 1, False, True) == 0
        time.sleep(1)
    printed = process.communicate()[0]
    assert process.returncode == 0, printed
    for step in ("ingest", "validate", "build"):
        assert "found in the run store" in line(printed, f"✓ {step}")
    assert home.versions() == {"1", "2", "3"}
    registry.load(home.client(), NAME, "3")

    refused = home.record("3")
    gone = [home.step("3", step) for step in ("train", "evaluate")]
    assert [place.is_dir() for place in gone] == [True, True]
    capsys.readouterr()
    assert pruning.prune(None, "0d", 0, False, True) == 0
    text = said(capsys)
    assert f"{NAME} version 3" in text
    assert refused.run_id in text
    assert home.versions() == {"1", "2"}
    assert home.runs() == {home.record(version).run_id for version in ("1", "2")}
    assert not any(place.exists() for place in gone)
    for version in ("1", "2"):
        assert verifying.verify(NAME, version) == 0
        assert lineage_view.lineage(NAME, version, False) == 0
        # No step of theirs is gone, so a run of the same parameters finds all of them.
        assert " absent " not in said(capsys)
        registry.load(home.client(), NAME, version)
    assert promotion.rollback(home.client(), NAME, "complaints") == ("2", "1")
    events = [(entry["event"], entry["version"]) for entry in promotion.read_log(NAME)]
    assert events[:3] == [("promoted", "1"), ("promoted", "2"), ("refused", "3")]
    assert ("pruned", "3") in events
