from __future__ import annotations

import html
import time
from html.parser import HTMLParser
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from evaluation import drift, signals
from evaluation.drift import Finding
from evaluation.profile import Column
from infra import promotion, run_notes
from params.monitor import MonitorSettings
from tasks import monitor_history, monitor_performance, monitor_report, monitor_trigger
from tasks.monitor_answers import logged
from tasks.monitor_compare import tables
from tasks.monitor_history import Window
from tasks.monitor_profiles import Profiled, of_answers
from tasks.monitor_reference_file import Kept, read, write
from tasks.monitor_sample import sampled

SETTINGS = MonitorSettings(min_rows=10)
MARKUP = "<script>alert('&')</script>"


def windows(story: str) -> list[Window]:
    """One window a letter: o out, i in order, f too few, T out and led to training."""
    return [
        Window(
            run_id=str(at),
            label=f"w{at}",
            key="",
            out=letter in "oT",
            judged=letter != "f",
            reasons=("why",),
            answers_form="",
            retraining="queued" if letter == "T" else "",
            recorded=at,
        )
        for at, letter in enumerate(story)
    ]


@pytest.mark.parametrize(
    ("story", "due"),
    [
        ("o", False),
        ("oo", True),
        ("oio", True),
        ("oi", False),
        ("oiio", False),
        ("offfo", True),
        ("of", False),
        ("oT", False),
        ("oTo", False),
        ("oToo", True),
        ("ooi", False),
    ],
)
def test_training_is_due_when_two_of_the_last_three_are_out_and_the_latest_is(story: str, due: bool) -> None:
    known = windows(story)
    assert monitor_trigger.is_due(known, known[-1].label, k=2, n=3) is due


def test_a_window_that_is_not_the_latest_leads_to_nothing() -> None:
    assert not monitor_trigger.is_due(windows("ooo"), "w1", k=2, n=3)


def test_the_reason_names_the_windows_and_the_columns() -> None:
    assert monitor_trigger.reason(windows("oio"), 3) == "2 of the last 3 windows are out (w0, w2); latest: why"


def measured(
    value: float, low: float, high: float, n: int = 500, higher: bool = True
) -> monitor_performance.Performance:
    found = {"f1": {"value": value, "low": low, "high": high, "n": n, "higher_is_better": higher}}
    registered = {"value": 0.8, "low": 0.75, "high": 0.85}
    return monitor_performance.judged("f1", found, registered, SETTINGS)


def test_performance_is_below_when_neither_chance_nor_the_threshold_explains_it() -> None:
    assert measured(0.6, 0.55, 0.65).below
    assert not measured(0.6, 0.4, 0.78).below  # its interval reaches the registered one
    assert not measured(0.74, 0.735, 0.745).below  # less than the threshold below it
    assert not measured(0.95, 0.9, 1.0).below
    assert not measured(0.1, 0.0, 0.2, n=5).below
    assert "too few" in measured(0.1, 0.0, 0.2, n=5).words
    assert measured(0.95, 0.9, 1.0, higher=False).below


def test_performance_that_is_undefined_is_said() -> None:
    found = {"f1": {"value": None}}
    assert "undefined" in monitor_performance.judged("f1", found, {"value": 0.8}, SETTINGS).words


def listings(rows: int) -> pd.DataFrame:
    return pd.DataFrame({"id": [f"l{number}" for number in range(rows)], "price": np.arange(rows, dtype=float)})


def test_a_large_table_is_sampled_by_its_key_however_its_rows_lie(tmp_path: Path) -> None:
    whole = listings(20_000)
    whole.to_parquet(tmp_path / "one.parquet", row_group_size=3_000)
    (tmp_path / "parts").mkdir()
    shuffled = whole.sample(frac=1, random_state=0)
    shuffled.head(7_000).to_parquet(tmp_path / "parts" / "a.parquet")
    shuffled.iloc[7_000:].to_parquet(tmp_path / "parts" / "b.parquet")
    one, rows = sampled(tmp_path / "one.parquet", ["price", "absent"], ["id"], 2_000)
    two, _ = sampled(tmp_path / "parts", ["price"], ["id"], 2_000)
    assert rows == 20_000
    assert list(one.columns) == ["price"]
    assert 1_800 < len(one) < 2_200
    assert sorted(one["price"]) == sorted(two["price"])
    assert len(sampled(tmp_path / "one.parquet", ["price"], [], 30_000)[0]) == 20_000


def test_an_empty_table_is_read_as_one(tmp_path: Path) -> None:
    listings(0).to_parquet(tmp_path / "none.parquet")
    frame, rows = sampled(tmp_path / "none.parquet", ["id", "price"], ["id"], 100)
    assert (len(frame), rows, list(frame.columns)) == (0, 0, ["id", "price"])


def test_a_log_in_partitions_gives_the_predictions_of_one_version(tmp_path: Path) -> None:
    for version, rows in (("1", 30), ("2", 20)):
        place = tmp_path / f"model_version={version}"
        place.mkdir()
        pd.DataFrame({"probability": np.linspace(0, 1, rows)}).to_parquet(place / "part.parquet")
    frame, ours, others = logged(tmp_path, "2", 1_000)
    assert (len(frame), ours, others, list(frame.columns)) == (20, 20, 30, ["probability"])


def test_the_names_of_a_partition_are_no_answers(tmp_path: Path) -> None:
    for day, run in (("2026-01-05", "a1"), ("2026-02-05", "77")):
        place = tmp_path / "env=prod" / f"date={day}" / f"run={run}"
        place.mkdir(parents=True)
        answers = pd.DataFrame({"probability": [0.1, 0.9], "model_version": "3", "scored_at": pd.Timestamp(day)})
        answers.to_parquet(place / "part-00000.parquet")
        frame, rows, others = logged(place, "3", 100)
        assert (list(frame.columns), rows, others) == (["probability"], 2, 0)
    frame, rows, _ = logged(tmp_path, "3", 100)
    assert (list(frame.columns), rows) == (["probability"], 4)


@pytest.mark.parametrize(
    ("event", "moves"),
    [("promoted", True), ("forced", True), ("rolled_back", True), ("refused", False), ("pruned", False)],
)
def test_the_count_starts_anew_only_where_the_champion_moves(home: Path, event: str, moves: bool) -> None:
    assert home.is_dir()
    promotion.record("toy", "promoted", "1", None, "first", {})
    before = monitor_history._champion_since("toy")
    # Entries are told apart by the second.
    time.sleep(1.1)
    promotion.record("toy", event, "2", "1", "because", {})
    assert (monitor_history._champion_since("toy") > before) is moves


@pytest.mark.parametrize("kind", [run_notes.SCORE, run_notes.BACKFILL, run_notes.REPRODUCE, run_notes.MONITOR])
def test_only_a_training_is_taken_for_one(home: Path, kind: str) -> None:
    assert home.is_dir()
    with run_notes.kept("a-run", use_case="product_matching", kind=kind):
        assert monitor_trigger.training_here("product_matching") is None
    with run_notes.kept("a-run", use_case="product_matching", kind=run_notes.TRAIN):
        assert "trains" in (monitor_trigger.training_here("product_matching") or "")
        assert monitor_trigger.training_here("ad_click") is None


def test_a_reference_is_read_as_it_was_written(tmp_path: Path) -> None:
    column = Column(
        "text",
        10,
        2,
        {
            "length": signals.numbers(np.arange(8.0)),
            "value": signals.Values({"b": 5, "a": 3}, 0, 8),
            "frequent words": signals.Items({MARKUP: 4}, 7, 8),
        },
        frozenset({"known", MARKUP}),
    )
    answers = of_answers(pd.DataFrame({"p": [0.1, 0.9], "yes": [True, False], "why": ["x", "y"]}), SETTINGS)
    write(
        tmp_path, Kept({"listings": Profiled(10, 10, {"title": column})}, answers, {"listings.rows_read": 10}, ("p",))
    )
    kept = read(tmp_path)
    found = kept.tables["listings"].columns["title"]
    assert found.signals["length"].values.tolist() == list(np.arange(8.0))
    assert {**found.signals, "length": None} == {**column.signals, "length": None}
    assert (found.vocabulary, found.missing, found.rows) == (column.vocabulary, 2, 10)
    assert set(kept.answers.columns) == {"p", "yes"}
    assert (kept.counts, kept.answer_columns) == ({"listings.rows_read": 10}, ("p",))


def test_a_column_or_table_that_one_side_lacks_is_told_and_an_ignored_one_is_not() -> None:
    column = Column("number", 100, 0, {"value": signals.numbers(np.arange(100.0))})
    reference = {"a": Profiled(100, 100, {"x": column, "y": column, "z": column}), "b": Profiled(1, 1, {})}
    new = {"a": Profiled(100, 100, {"x": column}), "c": Profiled(1, 1, {})}
    found = list(tables(reference, new, MonitorSettings(ignore=("a.z",))))
    notes = {finding.where: finding.note for finding in found if finding.test is None}
    assert notes == {
        "a.y": "the window has no such column",
        "b": "the window has no such table",
        "c": "training had no such table",
    }
    assert {finding.where for finding in found} == {"a.x", *notes}


class Tags(HTMLParser):
    """Every tag of a page, and whether each that opens closes."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.seen: set[str] = set()

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002 - its base's signature
        self.seen.add(tag)
        if tag not in ("meta", "br", "wbr", "rect", "line", "circle"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag not in ("rect", "line", "circle"):
            assert self.open.pop() == tag


def test_the_report_escapes_what_comes_from_data_and_fetches_nothing() -> None:
    from tasks.monitor_pictures import picture

    ours, theirs = signals.Values({MARKUP: 80, "b": 20}, 5, 105), signals.Values({"b": 50, "new": 50}, 0, 100)
    numbers = signals.numbers(np.arange(50.0))
    findings = drift.judged(
        [
            Finding(
                MARKUP,
                "c",
                "value",
                drift.Comparison("t", 0.0, 0.9, "m", 105, 100),
                0.2,
                "",
                None,
                "",
                picture(ours, theirs),
            ),
            Finding(
                "t",
                "d",
                "value",
                drift.Comparison("t", 0.5, 0.0, "m", 50, 50),
                0.2,
                "",
                None,
                "",
                picture(numbers, numbers),
            ),
            Finding("t", "e", "", None, 0.0, drift.NOT_COMPARED, None, MARKUP),
        ],
        alpha=0.01,
        min_rows=10,
    )
    summary = {
        "model": "product-matching", "champion": "1", "window": MARKUP, "when": "now", "source": MARKUP,
        "refusal": MARKUP, "out": True, "judged": True, "reasons": [MARKUP], "notes": [MARKUP],
        "rows": {MARKUP: {"rows": 1, "looked_at": 1}}, "reference_rows": {},
        "findings": [finding.to_json() for finding in findings],
        "performance": measured(0.6, 0.5, 0.7).__dict__, "settings": SETTINGS.model_dump(),
    }  # fmt: skip
    page = monitor_report.page(summary, windows("oi"))
    assert MARKUP not in page
    assert html.escape(MARKUP) in page
    tags = Tags()
    tags.feed(page)
    assert tags.open == []
    assert not tags.seen & {"script", "link", "img", "iframe"}
    assert "svg" in tags.seen
    assert "http" not in page
