"""Where nobody logged what was shown: a customer's active days, what was redeemed then, and what else ran."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from deal_tables import SMALL, at, built, market

Files = dict[str, pd.DataFrame]
DATED = replace(SMALL, valid_from=date(2024, 3, 1), test_from=date(2024, 3, 16))


@pytest.fixture(scope="module")
def tables() -> Files:
    return {name: table for name, table in market(deals=200).items() if name != "exposures"}


@pytest.fixture(scope="module")
def all_of_it(tables: Files, tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, Any], Files]:
    return built(tmp_path_factory.mktemp("all"), tables, replace(DATED, assumed_shown=1_000, assumed_days=1_000.0))


def joined(files: Files) -> pd.DataFrame:
    whole = pd.concat([files[name] for name in ("train", "valid", "test")], ignore_index=True)
    return files["shown"].merge(whole, on="example_id")


def test_active_days_are_asked_at_their_first_event_and_show_all_that_ran(
    tables: Files, all_of_it: tuple[dict[str, Any], Files]
) -> None:
    facts, files = all_of_it
    assert facts["exposures"] == "assumed"
    ends = tables["deals"].set_index("deal_id")["end"]
    redeemed = tables["redemptions"]
    redeemed = redeemed[redeemed["time"] < redeemed["deal_id"].map(ends)]
    events = pd.concat([redeemed, tables["transactions"]])[["customer_id", "time"]]
    days = events.groupby(["customer_id", events["time"].dt.floor("D")])["time"].min()
    shown = joined(files)
    found = shown.drop_duplicates("example_id")
    assert set(zip(found["customer_id"], found["time"], strict=True)) >= {
        (customer, time) for (customer, _), time in days.items() if at(7.0)[0] < time < at(93.0)[0]
    }
    for _, own in list(shown.groupby("example_id"))[:40]:
        time = own["time"].iloc[0]
        deals = tables["deals"]
        live = deals.loc[(deals["start"] <= time) & (time < deals["end"]), "deal_id"]
        assert set(own["deal_id"]) == set(live)
    assert (shown["weight"] == 1).all()
    assert shown["rank"].isna().all()
    assert facts["redemptions_without_exposure"] == 0
    assert shown["redeemed"].sum() == len(redeemed) - facts["redemptions_repeated"]


def test_drawn_rows_stand_for_all_that_were_not(
    tables: Files, all_of_it: tuple[dict[str, Any], Files], tmp_path: Path
) -> None:
    facts, files = built(tmp_path, tables, replace(DATED, assumed_shown=3, assumed_days=0.5))
    shown, whole = joined(files), joined(all_of_it[1])
    assert shown["redeemed"].sum() == whole["redeemed"].sum()
    assert (shown.groupby("example_id")["redeemed"].apply(lambda own: (~own).sum()) <= 3).all()
    idle = ~shown.groupby("example_id")["redeemed"].transform("any")
    assert (shown.loc[shown["redeemed"], "weight"] == 1).all()
    same = shown[~idle & ~shown["redeemed"]].groupby("example_id")["weight"].sum()
    others = whole[~whole["redeemed"]].groupby("example_id").size().reindex(same.index)
    assert same.tolist() == pytest.approx(others.tolist(), rel=1e-5)
    both = {"drawn": shown, "all": whole}
    unredeemed = {name: rows.loc[~rows["redeemed"], "weight"].sum() for name, rows in both.items()}
    assert unredeemed["drawn"] == pytest.approx(unredeemed["all"], rel=0.15)
    assert idle.any()
    assert facts["train"]["shown"] < all_of_it[0]["train"]["shown"]


def test_a_deal_that_starts_after_the_days_first_event_is_asked_of_when_it_is_redeemed(tmp_path: Path) -> None:
    days = np.arange(1.0, 21.0)
    deals = pd.DataFrame({"deal_id": ["old", "new"], "start": at(0, 10.5), "end": at(40, 40)})
    customers = [f"c{day:02.0f}" for day in days]
    early = pd.DataFrame({"customer_id": customers, "product_id": "p", "time": at(*(days + 0.2))})
    redeemed = pd.DataFrame({"customer_id": customers, "deal_id": "old", "time": at(*(days + 0.3))})
    fresh = pd.DataFrame({"customer_id": ["c10"], "deal_id": "new", "time": at(10.6)})
    tables = {"deals": deals, "transactions": early, "redemptions": pd.concat([redeemed, fresh], ignore_index=True)}
    _, files = built(tmp_path, tables)
    shown = joined(files)
    own = shown[shown["customer_id"] == "c10"].sort_values(["time", "deal_id"])
    assert own[["time", "deal_id", "redeemed"]].to_numpy().tolist() == [
        [at(10.2)[0], "old", True],
        [at(10.6)[0], "new", True],
        [at(10.6)[0], "old", False],
    ]


def test_the_same_rows_are_drawn_whatever_their_order(tables: Files, tmp_path: Path) -> None:
    drawn = replace(SMALL, assumed_shown=2, assumed_days=0.5)
    mixed = {name: table.sample(frac=1, random_state=3) for name, table in tables.items()}
    one, other = built(tmp_path / "one", tables, drawn)[1], built(tmp_path / "other", mixed, drawn)[1]
    pd.testing.assert_frame_equal(one["shown"], other["shown"])
    seeded = built(tmp_path / "seed", tables, replace(drawn, seed=1))[1]
    assert not seeded["shown"].equals(one["shown"])
