"""Parts of the measurement of question answering by size: what is asked, on how many threads, and how costs grow."""

from __future__ import annotations

import copy
import io
import os
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import rich.console

from benchmarks import qa_scale_report as report
from benchmarks.qa_scale_asked import ACCOUNT, STORED, TOLD, WITH, WITHOUT, cores, on_threads, requests_of, timings
from benchmarks.question_answering_scale import _arguments
from tests.evaluation.questions_for_tests import examples, of_product, question


def test_kinds_are_asked_as_often_as_is_wanted_and_those_there_are(tmp_path: Path) -> None:
    order = question("o", "when does my order come?", ("order-1", "orders", 2), customer_id="anna")
    tests = [of_product("a", "how heavy?", "p0", 0), of_product("b", "does it fit?", "p1", 2), order]
    asked = requests_of(examples(tmp_path, tests), 5, seed=1)
    assert {name: len(rows) for name, rows in asked.items()} == {STORED: 5, TOLD: 5, ACCOUNT: 5}
    assert all(row["candidates"].isna().all() for row in asked[STORED])
    assert all(row["candidates"].notna().all() for row in asked[TOLD])
    assert {row["request_id"].item() for row in asked[ACCOUNT]} == {"o"}
    assert {row["request_id"].item() for row in asked[TOLD]} == {"a", "b"}
    few = tmp_path / "few"
    few.mkdir()
    assert set(requests_of(examples(few, tests[:1]), 2, seed=1)) == {STORED, TOLD}


@dataclass(frozen=True)
class Settings:
    """With threads."""

    threads: int = 2


@dataclass(frozen=True)
class Ranks:
    """Stands for a ranking."""

    reader: str | None = "reader"
    threads: int = 2


@dataclass(frozen=True)
class Inner:
    """Stands for an answerer."""

    parameters: Settings = Settings()
    ranking: Ranks = Ranks()


@dataclass(frozen=True)
class Model:
    """Notes how it is asked."""

    parameters: Settings = Settings()
    answerer: Inner = Inner()
    noted: list[tuple[Any, ...]] = field(default_factory=list)

    def predict(self, _: pd.DataFrame, params: dict[str, Any]) -> None:
        ranking = self.answerer.ranking
        self.noted.append((ranking.reader, ranking.threads, self.answerer.parameters.threads, params["precision"]))


def test_each_kind_is_asked_with_and_without_a_reader_on_so_many_threads() -> None:
    model = Model()
    rows = [pd.DataFrame({"question": ["how heavy?"]})]
    found = timings(model, {STORED: rows, ACCOUNT: rows}, [1, 2])
    assert [(one["kind"], one["reader"], one["threads"]) for one in found] == [
        *((STORED, WITH, 1), (ACCOUNT, WITH, 1), (STORED, WITHOUT, 1)),
        *((STORED, WITH, 2), (ACCOUNT, WITH, 2), (STORED, WITHOUT, 2)),
    ]
    assert set(model.noted) == {(reader, count, count, -1.0) for reader in ("reader", None) for count in (1, 2)}
    assert all(one["p99_ms"] >= one["p50_ms"] >= 0 for one in found)
    bare = Model(answerer=Inner(ranking=Ranks(reader=None)))
    assert {one["reader"] for one in timings(bare, {STORED: rows}, [1])} == {WITHOUT}
    assert on_threads(model, 3).parameters.threads == 3


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="cores cannot be told here")
def test_cores_are_held_and_given_back() -> None:
    before = os.sched_getaffinity(0)
    with cores(1):
        assert len(os.sched_getaffinity(0)) == 1
    assert os.sched_getaffinity(0) == before


def record(passages: int, times: float, milliseconds: float) -> dict[str, Any]:
    """What a size found."""
    step = {"seconds": 2.0 * times, "peak_mb": 100.0 * times}
    asked = dict.fromkeys(("p50_ms", "p99_ms", "cpu_p50_ms", "cpu_p99_ms", "queries_per_second"), milliseconds)
    kinds = [{"kind": STORED, "reader": reader, "threads": 2, **asked} for reader in (WITH, WITHOUT)]
    counts = {"products": 5, "reviews": 50, "passages": passages, "set_aside": 1, "trained": 9}
    learnt = {"seconds": 30.0 * times, "cpu_seconds": 29.0, "peak_mb": 500.0, "bundle_mb": 8.0 * times}
    return {
        "threads": 2,
        "make": {"name": f"{passages}-9", **counts, "steps": dict.fromkeys(report.STEPS, step)},
        "learn": {**learnt, "files_mb": {"passages": 7.0}, "steps": {"reading passages": 20.0}},
        "answer": {"load_seconds": 1.0, "loaded_mb": 400.0, "kinds": kinds},
    }


def test_growth_is_told_from_each_size_to_the_next_and_time_is_judged() -> None:
    records = [record(10_000, 1.0, 20.0), record(1_000, 0.25, 10.0), record(100_000, 9.0, 60.0)]
    lines = report.grown(records)
    assert len(lines) == 2
    assert lines[0].startswith("1,000 to 10,000 passages, 10.0 times: contract 4.0 times the time")
    assert "bundle 9.0 times the bytes" in lines[1]
    assert f"{STORED} {WITH} on 2 threads 3.00 times" in lines[1]
    told = report.verdicts(records)
    assert [line.endswith("met (p99 20.0)") for line in told] == [True, False, False]
    assert "60, MISSED (p99 60.0)" in told[2]
    assert report.grown(records[:1]) == []
    other = copy.deepcopy(records[0])
    for one in other["answer"]["kinds"]:
        one["threads"] = 1
    assert report.verdicts([other]) == ["not asked on 2 threads: no target is met or missed by this"]
    out = io.StringIO()
    rich.console.Console(file=out, width=200, highlight=False, markup=False).print(report.shown(records))
    assert "reading passages" in out.getvalue()


def test_sizes_are_passages_and_fits_are_light_unless_told() -> None:
    chosen = _arguments().parse_args([])
    assert chosen.passages == [10_000, 100_000, 1_000_000]
    assert (chosen.questions, chosen.threads) == (1_000, [1, 2])
