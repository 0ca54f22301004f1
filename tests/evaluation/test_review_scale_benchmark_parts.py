"""Parts of the benchmark of review extraction by size: what is made, how it is asked, verdicts."""

from __future__ import annotations

import argparse
import copy
import io
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pytest
import rich.console

from benchmarks import review_scale_report as report
from benchmarks.review_extraction_scale import IN_ALL, sizes_of
from benchmarks.review_scale_asked import TEXT, TOLD, TOLD_VIEW, VIEW, batches, requests_of, timings
from benchmarks.review_scale_process import make
from params.base import Profile
from params.loading import load
from params.review_extraction import Parameters
from tasks.steps import Run

TIMES = {"p50_ms": 5.0, "p99_ms": 9.0, "cpu_p50_ms": 4.0, "cpu_p99_ms": 8.0, "queries_per_second": 200.0}
RECORD: dict[str, Any] = {
    "threads": 2,
    "engine": "crf",
    "make": {
        "name": "1000-50",
        **{"reviews": 1_000, "annotations": 700, "set_aside": 9, "trained": 50, "reviews_of_products": 900},
        "steps": {name: {"seconds": 2.0, "peak_mb": 10.0} for name in report.STEPS},
    },
    "learn": {"seconds": 3.0, "peak_mb": 20.0, "bundle_mb": 1.0, "mentions": 70, "known": 30, "steps": {"engine": 2.5}},
    "answer": {
        "loaded_mb": 5.0,
        "batch": 800,
        "reading": {"1": {"reviews_per_second": 1_500.0, "of_one_processor": 1_600.0, "in_processes": None}},
        "kinds": dict.fromkeys((TEXT, VIEW, TOLD_VIEW), TIMES),
    },
}


@dataclass(frozen=True)
class Answers:
    """Stands for what a model answers by."""

    threads: int


@dataclass(frozen=True)
class Reader:
    """Stands for a model: notes what it is asked, on how many threads."""

    answerer: Answers = Answers(4)
    asked: list[tuple[int, pd.DataFrame, dict[str, Any]]] = field(default_factory=list)

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """Note it."""
        self.asked.append((self.answerer.threads, request, params or {}))
        return request


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Any]]:
    """A small size, and what is told of it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BAZAAR_HOME", str(Path(__file__).parents[2]))
        parameters = load(Parameters, "review_extraction", Profile.FULL, {}, ("models.extraction.engine=crf",))
    out = tmp_path_factory.mktemp("sizes") / "small"
    run = Run("review_extraction", parameters.model_dump(mode="json"))
    return out, make(run, out=str(out), name="small", reviews=1_500, annotated=60)


def test_tables_go_through_the_contract_and_the_features(made: tuple[Path, dict[str, Any]]) -> None:
    out, told = made
    assert 1_000 < told["reviews"] < 2_000
    assert told["set_aside"] > 0
    clean = pq.read_metadata(out / "clean" / "reviews.parquet").num_rows
    aside = pd.read_parquet(out / "clean" / "quarantine.parquet")
    assert clean + int((aside["table"] == "reviews").sum()) == told["reviews"]
    assert pq.read_metadata(out / "examples" / "train.parquet").num_rows == told["trained"] == 60
    assert set(told["steps"]) == set(report.STEPS)
    assert told["steps"]["validate"]["seconds"] > 0
    assert 0 < told["products"] < told["reviews_of_products"] <= clean


def test_a_batch_is_read_on_each_number_of_threads(
    made: tuple[Path, dict[str, Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    model = Reader()
    monkeypatch.setattr("benchmarks.review_scale_asked.in_processes", lambda *_: {"reviews": 30, "seconds": 2.0})
    found = batches(model, made[0] / "bundle", made[0] / "examples", [1, 2])
    assert [found["reading"][count]["in_processes"] for count in ("1", "2")] == [None, 15]
    assert set(found["reading"]) == {"1", "2"}
    assert [threads for threads, _, _ in model.asked] == [1, 1, 2, 2]
    # what is read before is read twice, once spelled backwards
    assert found["batch"] == len(model.asked[0][1]) // 2 + len(model.asked[1][1])


def test_requests_are_one_each_of_known_products_and_of_told_reviews(made: tuple[Path, dict[str, Any]]) -> None:
    examples = made[0] / "examples"
    asked = requests_of(examples, 25, seed=1)
    view = pd.read_parquet(examples / "products.parquet")
    known = set(view.loc[view["split"] == "unlabelled", "product_id"])
    assert {one["product_id"].iloc[0] for one in asked[VIEW]} <= known
    assert all(len(one) == 1 and list(one) == ["text"] for one in asked[TEXT])
    assert all(len(one) == TOLD and one["product_id"].nunique() == 1 for one in asked[TOLD_VIEW])
    assert len({one["product_id"].iloc[0] for one in asked[TOLD_VIEW]}) == 25
    model = Reader()
    kinds = timings(model, asked)["kinds"]
    assert set(kinds) == {TEXT, VIEW, TOLD_VIEW}
    assert {threads for threads, _, _ in model.asked} == {1}
    views = {params["view"] for _, request, params in model.asked if "product_id" in request}
    assert views == {"attributes"}
    assert kinds[TEXT]["p99_ms"] >= kinds[TEXT]["p50_ms"] > 0


def test_sizes_are_of_reviews_and_of_those_trained_on() -> None:
    chosen = argparse.Namespace(reviews=[10_000, 1_000], annotated=200, fits=[200, 500])
    assert [(one["reviews"], one["annotated"]) for one in sizes_of(chosen)] == [
        (10_000, 200),
        (IN_ALL * 200, 200),
        (IN_ALL * 500, 500),
    ]
    assert next(iter(sizes_of(chosen)[0])) == "name"


def larger() -> dict[str, Any]:
    """Four times the reviews, twice the time and the memory of fitting, read on two threads."""
    found = copy.deepcopy(RECORD)
    found["make"] |= {"name": "4000-50", "reviews": 4_000}
    found["learn"] |= {"seconds": 6.0, "peak_mb": 40.0}
    found["answer"]["reading"]["2"] = {
        "reviews_per_second": 1_500.0,
        "of_one_processor": 1_400.0,
        "in_processes": 2_500.0,
    }
    return found


def test_speed_is_judged_on_two_threads() -> None:
    assert report.verdicts([RECORD]) == ["not read on 2 threads: no target is met or missed by this"]
    (line,) = report.verdicts([RECORD, larger()])
    assert line == (
        "4000-50: reviews read a second on 2 cores, crf >= 2000: 2500, met "
        "(one process of 2 threads 1,500, 2 processes of one 2,500, one processor 1,400)"
    )


def test_growth_is_told_of_the_smallest_and_the_largest() -> None:
    assert report.grown([RECORD]) == []
    (line,) = report.grown([larger(), RECORD])
    assert line.startswith("4.0 times the reviews: contract 1.0 times the time")
    assert line.endswith("fitting 2.0 times the time and 2.0 times the memory")


def test_the_report_shows_sizes_and_requests() -> None:
    printed = io.StringIO()
    rich.console.Console(file=printed, width=250).print(report.shown([RECORD, larger()]))
    said = printed.getvalue()
    for told in ("4000-50", VIEW, "10.00 / 10.00 / 10.00", "2,500", "engine"):
        assert told in said
