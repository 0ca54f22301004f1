"""What the ranker learns from is asked just as the requests that it is judged on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest

from features.recommendation import FeaturesParameters, build
from models.recommendation import examples
from models.recommendation.event_log import EventLog
from models.recommendation.lessons import Lessons, lessons_of
from models.recommendation.ranking_settings import RankingSettings

DAY = pd.Timestamp("2024-01-01", tz="UTC")
SETTINGS = FeaturesParameters(min_requests=2)
Asked = tuple[str, float, str | None, tuple[str, ...], tuple[str, ...]]


def baskets(visits: bool) -> pd.DataFrame:
    """Lines of one second each: some customers have two baskets in it, whose lines come by turns."""
    rng = np.random.default_rng(4)
    rows = []
    for basket in range(500):
        who, day = int(rng.integers(40)), int(rng.integers(60))
        for line in range(int(rng.integers(1, 5))):
            rows.append((f"c{who:02}", f"p{rng.integers(25):02}", day, f"v{basket}-{line % 2}", ("n", "s")[basket % 2]))
    out = pd.DataFrame(rows, columns=["customer_id", "product_id", "day", "visit_id", "region"])
    out["time"] = DAY + pd.to_timedelta(out.pop("day"), unit="D")
    return out if visits else out.drop(columns="visit_id")


def by_features(folder: Path) -> Iterator[Asked]:
    asked = pd.read_parquet(folder / "valid.parquet")
    histories, wanted = (pd.read_parquet(folder / f"{name}.parquet") for name in ("histories", "relevant"))
    known = histories.groupby("example_id")["product_id"].agg(tuple)
    chosen = wanted.groupby("example_id")["product_id"].agg(lambda own: tuple(sorted(own)))
    for _, one in asked.iterrows():
        region = None if pd.isna(one["region"]) else str(one["region"])
        name = one["example_id"]
        yield one["customer_id"], one["time"].timestamp(), region, known.get(name, ()), chosen[name]


def by_the_model(lessons: Lessons, log: EventLog, ids: Any) -> Iterator[Asked]:
    for row in range(len(lessons)):
        done = lessons.done[lessons.since[row] : lessons.until[row]]
        known = tuple(ids[log.product[lessons.begins[row] : lessons.ends[row]]])
        chosen = tuple(sorted(set(ids[log.product[done]])))
        yield str(log.customers[log.customer[done[0]]]), lessons.seconds[row], lessons.regions[row], known, chosen


@pytest.mark.parametrize("visits", [True, False])
@pytest.mark.parametrize("asks", ["visit", "customer"])
def test_lessons_of_a_time_are_the_requests_of_it(asks: str, visits: bool, tmp_path: Path) -> None:
    source, out = tmp_path / "tables", tmp_path / "out"
    source.mkdir()
    baskets(visits).to_parquet(source / "events.parquet", index=False)
    homes = pd.DataFrame({"customer_id": [f"c{at:02}" for at in range(0, 40, 3)], "region": "s"})
    homes.to_parquet(source / "customers.parquet", index=False)
    build(source, out, replace(SETTINGS, asks=asks, requests_each=1000))
    data = examples.read(out)
    events = pd.concat([data.events, data.valid_events], ignore_index=True)
    log = EventLog.of([events], data.products)
    late = RankingSettings(late_share=len(data.valid_events) / len(events))
    lessons, early = lessons_of(replace(data, events=events), log, late)
    assert len(early) == len(data.events)
    if asks == "customer":  # the cut lies anywhere between the last event before and the begin of the time
        lessons = replace(lessons, seconds=np.full(len(lessons), data.valid.seconds[0]))
    found = sorted(by_the_model(lessons, log, data.products["product_id"].to_numpy()), key=repr)
    assert found == sorted(by_features(out), key=repr)
    assert len(found) > 20
