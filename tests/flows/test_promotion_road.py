"""A weak first champion, a better one, a worse one, and back: the road that consumers depend on."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import pandas as pd
import pytest
from bazaar_command import LENIENT, SMALL, WEAK, Bazaar


@dataclass
class Road:
    bazaar: Bazaar
    said: dict[str, str] = field(default_factory=dict)
    aliases: dict[str, tuple[str | None, str | None]] = field(default_factory=dict)


@pytest.fixture(scope="module")
def road(bazaar_at: Callable[[Path], Bazaar], tmp_path_factory: pytest.TempPathFactory) -> Road:
    walked = Road(bazaar_at(tmp_path_factory.mktemp("road")))

    def note(name: str, said: str) -> None:
        walked.said[name] = said
        walked.aliases[name] = (walked.bazaar.alias("champion"), walked.bazaar.alias("previous"))

    run = ("run", "product-matching", *SMALL, *LENIENT)
    note("weak", walked.bazaar(*run, *WEAK))
    note("better", walked.bazaar(*run))
    note("again", walked.bazaar(*run))
    note("worse", walked.bazaar(*run, *WEAK, "--set", "models.seed=8"))
    return walked


def test_a_first_version_that_meets_its_floors_is_promoted(road: Road) -> None:
    assert "version 1: promoted: first version" in road.said["weak"]
    assert road.aliases["weak"] == ("1", None)


def test_a_better_challenger_replaces_the_champion_with_numbers(road: Road) -> None:
    assert "version 2: promoted: f1 gains +" in road.said["better"]
    assert "confidence (p = 0.0" in road.said["better"]
    assert road.aliases["better"] == ("2", "1")


def test_the_same_run_again_does_nothing_twice(road: Road) -> None:
    lines = {line.split()[1]: line for line in road.said["again"].splitlines() if line.startswith("✓")}
    assert {"ingest", "validate", "build", "train"} <= {
        step for step, line in lines.items() if "found in the run store" in line
    }
    assert "nothing changes" in road.said["again"]
    assert road.aliases["again"] == ("2", "1")


def test_a_worse_challenger_is_refused_with_the_numbers_that_say_so(road: Road) -> None:
    assert "version 3: not promoted: f1 differs from the champion's by -" in road.said["worse"]
    assert road.aliases["worse"] == ("2", "1")
    assert set(road.bazaar.versions()) == {"1", "2", "3"}


def test_every_version_carries_its_lineage(road: Road) -> None:
    for version in road.bazaar.versions().values():
        tags = version["tags"]
        assert isinstance(tags, dict)
        for name in (
            "tables",
            "test_sha256",
            "bundle_sha256",
            "parameters_sha256",
            "source_sha256",
            "flow_run_id",
        ):
            assert tags[f"bazaar.{name}"] not in ("", "null"), name


def test_the_run_records_metrics_parameters_and_files(road: Road) -> None:
    client = road.bazaar.client()
    run = client.get_run(road.bazaar.versions()["2"]["run_id"])
    assert run.info.status == "FINISHED"
    assert 0 < run.data.metrics["f1.low"] <= run.data.metrics["f1"] <= run.data.metrics["f1.high"] <= 1
    assert run.data.metrics["validation.listings.rows_rejected"] > 0
    assert run.data.params["models.rounds"] == "30"
    files = {file.path for file in client.list_artifacts(run.info.run_id)}
    assert {"evaluation", "lineage.json", "parameters.yaml", "validation"} <= files
    assert run.inputs.dataset_inputs


def test_nothing_is_pickled_anywhere(road: Road) -> None:
    files = [path for path in road.bazaar.home.rglob("*") if path.is_file()]
    assert [path for path in files if path.suffix in {".pkl", ".pickle", ".joblib"}] == []
    # Protocol 2 and later begin with this byte and the protocol's number.
    assert [
        path for path in files if path.read_bytes()[:2] in {b"\x80\x02", b"\x80\x03", b"\x80\x04", b"\x80\x05"}
    ] == []


def test_status_and_log_tell_it(road: Road) -> None:
    status = road.bazaar("status")
    assert "product-matching" in status
    assert "version 2" in status
    events = [line.split("version ")[1].split(" (")[0] for line in road.bazaar("log", "product-matching").splitlines()]
    assert events == ["1 promoted", "2 promoted", "3 refused"]


CONSUMER = """
import models
import mlflow
import pandas as pd

model = mlflow.pyfunc.load_model("models:/product-matching@champion")
pair = pd.DataFrame({"title": ["Sony DSC-W55 camera silver"], "other_title": ["sony dscw55 silver digital camera"]})
print(models.OWN, round(float(model.predict(pair)["probability"].iloc[0]), 6))
"""


def test_a_consumer_elsewhere_scores_pairs_with_the_champion(road: Road, tmp_path: Path) -> None:
    (tmp_path / "models.py").write_text("OWN = 'mine'\n")
    (tmp_path / "consumer.py").write_text(CONSUMER)
    kept = {name: value for name, value in os.environ.items() if name not in {"PYTHONPATH", "PYTHONSAFEPATH"}}
    said = subprocess.run(
        [sys.executable, "-W", "ignore", "consumer.py"],
        cwd=tmp_path,
        env={**kept, "MLFLOW_TRACKING_URI": road.bazaar.tracking_uri()},
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split()
    assert said[0] == "mine"
    assert 0 <= float(said[1]) <= 1


def test_score_answers_a_file_in_batches_as_the_model_does(road: Road, tmp_path: Path) -> None:
    requests = pd.DataFrame(
        {
            "title": [f"Kettle {number} litre steel" for number in range(50)],
            "other_title": [f"{number + number % 2} l steel kettle" for number in range(50)],
        }
    )
    requests.to_csv(tmp_path / "requests.csv", index=False)
    said = road.bazaar(
        "score", "product-matching", "--input", str(tmp_path / "requests.csv"),
        "--output", str(tmp_path / "answers.parquet"), "--batch", "7",
    )  # fmt: skip
    assert "50 requests, 50 answers" in said
    answers = pd.read_parquet(tmp_path / "answers.parquet")
    assert answers["model_version"].unique().tolist() == ["2"]
    assert answers["probability"].between(0, 1).all()
    again = road.bazaar(
        "score", "product-matching", "--input", str(tmp_path / "requests.csv"),
        "--output", str(tmp_path / "answers.parquet"), code=4,
    )  # fmt: skip
    assert "never overwritten" in again


def test_listings_are_clustered_in_one_batch_or_not_at_all(road: Road, tmp_path: Path) -> None:
    kinds = ["Sony DSC-W55 camera silver", "Bosch TWK3A011 kettle white", "Lego 42115 Lamborghini Sian"]
    listings = pd.DataFrame({"title": [f"{kind} {extra}".strip() for kind in kinds for extra in ("", "new")]})
    listings.insert(0, "listing_id", [f"l{row}" for row in range(len(listings))])
    listings.to_parquet(tmp_path / "listings.parquet")
    ask = ("score", "product-matching", "--input", str(tmp_path / "listings.parquet"), "--set", "task=cluster")
    said = road.bazaar(*ask, "--output", str(tmp_path / "few.parquet"), "--batch", "2", code=3)
    assert "task=cluster needs all rows at once" in said
    assert not (tmp_path / "few.parquet").exists()
    road.bazaar(*ask, "--output", str(tmp_path / "clusters.parquet"))
    clusters = pd.read_parquet(tmp_path / "clusters.parquet")
    assert clusters["listing_id"].tolist() == listings["listing_id"].tolist()
    assert clusters["cluster_id"].nunique() >= len(kinds)


def test_score_of_a_bad_file_leaves_no_output(road: Road, tmp_path: Path) -> None:
    (tmp_path / "requests.csv").write_text("name,price\nkettle,3\n")
    output = tmp_path / "answers.csv"
    said = road.bazaar(
        "score", "product-matching", "--input", str(tmp_path / "requests.csv"), "--output", str(output), code=3
    )
    assert "title" in said
    assert [path.name for path in tmp_path.iterdir()] == ["requests.csv"]


def test_rollback_restores_and_the_log_tells_all_three(road: Road) -> None:
    said = road.bazaar("rollback", "product-matching", "--why", "complaints from buyers")
    assert "champion was version 2, is now version 1" in said
    assert (road.bazaar.alias("champion"), road.bazaar.alias("previous")) == ("1", None)
    log = road.bazaar("log", "product-matching").splitlines()
    assert "rolled_back" in log[-1]
    assert "complaints from buyers" in log[-1]
    refused = road.bazaar("run", "product-matching", *SMALL, *LENIENT)
    assert "a person rolled this version back" in refused
    assert road.bazaar.alias("champion") == "1"
