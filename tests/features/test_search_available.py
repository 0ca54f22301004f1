"""What can still be had at the end of the log is told; where it is nothing, the run stops."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest
from search_tables import SMALL, START, Tables, catalogue, events, judgments, write

from features.product_search import build
from infra.errors import DataError

DAY = pd.Timedelta(days=1)
LAST = START + pd.Timedelta(hours=199)


def stock(ends: pd.Timestamp | None, begins: pd.Timestamp = START) -> pd.DataFrame:
    rows = [{"product_id": f"p{at:02d}", "region": one} for one in ("north", "south") for at in range(50)]
    times = {"available_from": begins, "available_to": pd.Series([ends] * len(rows), dtype="datetime64[us, UTC]")}
    return pd.DataFrame(rows).assign(**times)


def tables(**more: pd.DataFrame) -> Tables:
    return {"products": catalogue(), "events": events(), **more}


def test_the_share_at_the_last_search_and_the_end_of_stock_are_told(tmp_path: Path) -> None:
    table = stock(LAST + DAY)
    # The end itself is out, and so is what begins later; what begins at the last search is in.
    table.loc[table["product_id"] == "p44", "available_from"] = LAST
    table.loc[table["product_id"] < "p10", "available_to"] = LAST
    table.loc[table["product_id"] >= "p45", "available_from"] = LAST + DAY / 24
    facts = build(write(tmp_path / "in", tables(stock=table)), tmp_path / "out", SMALL)
    assert facts["last_search"] == LAST.isoformat()
    assert facts["available_then"] == pytest.approx(35 / 50)
    assert facts["stock_ends"] == (LAST + DAY).isoformat()


def test_a_product_to_be_launched_cannot_be_had_and_open_stock_has_no_end(tmp_path: Path) -> None:
    launch = [LAST + DAY if at < 5 else None for at in range(50)]
    products = catalogue(launch_date=pd.Series(launch, dtype="datetime64[us, UTC]"))
    facts = build(write(tmp_path / "in", tables(products=products, stock=stock(None))), tmp_path / "out", SMALL)
    assert (facts["available_then"], facts["stock_ends"]) == (pytest.approx(45 / 50), None)


def test_stock_that_ended_before_the_last_search_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError) as refused:
        build(write(tmp_path / "in", tables(stock=stock(LAST))), tmp_path / "out", SMALL)
    assert f"none of the 50 products can be had in any region at the last search ({LAST.isoformat()})" in str(
        refused.value.problem
    )
    assert "100 of 100 rows of stock have ended by then (stock.available_to)" in refused.value.problem
    assert "available_to empty" in refused.value.remedy


def test_where_no_search_has_a_time_it_is_today_that_counts(tmp_path: Path) -> None:
    given = {"products": catalogue(), "judgments": judgments()}
    with pytest.raises(DataError, match=r"in any region today \(.*no search has a time\)"):
        build(write(tmp_path / "over", given | {"stock": stock(LAST)}), tmp_path / "out", SMALL)
    open_ = build(write(tmp_path / "open", given | {"stock": stock(None)}), tmp_path / "kept", SMALL)
    assert (open_["last_search"], open_["available_then"], open_["stock_ends"]) == (None, None, None)
