"""Regions of searches that stock does not name; blanks and capitals make no other region."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest
from search_tables import SMALL, SPLITS, Tables, catalogue, events, judgments, write

from features.product_search import build
from infra.errors import DataError


def stock(*regions: str) -> pd.DataFrame:
    return pd.DataFrame([{"product_id": f"p{at:02d}", "region": one} for one in regions for at in range(50)])


def tables(**more: pd.DataFrame) -> Tables:
    return {"products": catalogue(), "events": events(), **more}


def test_blanks_around_a_region_make_no_other_region(tmp_path: Path) -> None:
    log = events()
    log["region"] = log["region"].where(log.index % 2 == 0, "\u00a0" + log["region"] + "  ")
    log.loc[:3, "region"] = "  "
    given = tables(events=log, stock=stock("north ", " south"))
    facts = build(write(tmp_path / "in", given), tmp_path / "out", SMALL)
    assert facts["searches_of_a_region_that_stock_never_names"] == {"judged": 0, "logged": 0}
    rows = pd.concat([pd.read_parquet(tmp_path / "out" / f"{name}.parquet") for name in SPLITS])
    assert set(rows["region"].dropna()) == {"north", "south"}
    assert rows["region"].isna().sum() == 1
    assert set(pd.read_parquet(tmp_path / "out" / "stock.parquet")["region"]) == {"north", "south"}


def test_capitals_make_no_other_region_and_a_name_as_it_stands_wins(tmp_path: Path) -> None:
    given = tables(stock=stock("NORTH", "North", "south", "SOUTH"))
    facts = build(write(tmp_path / "in", given), tmp_path / "out", SMALL)
    assert facts["searches_of_a_region_that_stock_never_names"] == {"judged": 0, "logged": 0}
    rows = pd.concat([pd.read_parquet(tmp_path / "out" / f"{name}.parquet") for name in SPLITS])
    assert set(rows["region"]) == {"North", "south"}


def test_regions_spelled_otherwise_are_refused_by_name_and_count(tmp_path: Path) -> None:
    given = tables(stock=stock("NO", "SO"))
    with pytest.raises(DataError) as refused:
        build(write(tmp_path / "in", given), tmp_path / "out", SMALL)
    assert refused.value.problem == (
        "events.region (or customers.region): 200 of 200 logged searches that name a region name one that stock.region "
        "never does, such as 'south', 'north'; stock has 'NO', 'SO'."
    )
    assert "raise features.max_strange_regions to 1: searches there find nothing" in refused.value.remedy


def test_judged_searches_are_held_to_the_share_too(tmp_path: Path) -> None:
    given = {"products": catalogue(), "judgments": judgments().assign(region="de"), "stock": stock("fr")}
    with pytest.raises(DataError, match=r"judgments\.region: 100 of 100 judged searches"):
        build(write(tmp_path / "in", given), tmp_path / "out", SMALL)


def test_a_few_strange_regions_are_counted_and_the_share_is_a_setting(tmp_path: Path) -> None:
    place = write(tmp_path / "in", tables(stock=stock("south")))
    with pytest.raises(DataError, match=r"67 of 200 logged searches") as refused:
        build(place, tmp_path / "out", SMALL)
    assert "raise features.max_strange_regions to 0.34:" in refused.value.remedy
    facts = build(place, tmp_path / "out", replace(SMALL, max_strange_regions=0.34))
    assert facts["searches_of_a_region_that_stock_never_names"] == {"judged": 0, "logged": 67}


def test_without_stock_no_region_is_strange(tmp_path: Path) -> None:
    facts = build(write(tmp_path / "in", tables()), tmp_path / "out", SMALL)
    assert facts["searches_of_a_region_that_stock_never_names"] == {"judged": 0, "logged": 0}
