"""Complete Journey becomes deals, on rows made up here."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from infra.errors import DataError
from sources.public.complete_journey import COLUMNS, read_columns, tables
from sources.public.deal_ranking import DEMOGRAPHICS, SOURCES


def published() -> dict[str, pd.DataFrame]:
    """Two campaigns, one coupon of which ran in both."""
    return {
        "campaigns": pd.DataFrame(
            [("1", "Type B", "2017-03-03", "2017-04-09"), ("2", "Type A", "2017-05-08", "2017-06-25")],
            columns=COLUMNS["campaigns"],
        ),
        "sent": pd.DataFrame([("1", "h1"), ("1", "h2"), ("2", "h1")], columns=COLUMNS["sent"]),
        "coupons": pd.DataFrame(
            [("u7", "p2", "1"), ("u7", "p1", "1"), ("u7", "p1", "1"), ("u7", "p9", "2"), ("u8", "p3", "2")],
            columns=COLUMNS["coupons"],
        ),
        "redemptions": pd.DataFrame([("h1", "u7", "1", "2017-04-09")], columns=COLUMNS["redemptions"]),
        "transactions": pd.DataFrame(
            [("h1", "b1", "p1", 2.0, 3.5, pd.Timestamp("2017-01-28 19:06:53"))], columns=COLUMNS["transactions"]
        ),
        "products": pd.DataFrame(
            [
                ("p1", "69", "PASTRY", "BREAD", "BREAD:ITALIAN", "22 OZ"),
                ("p2", "2", "MISC", None, None, None),
                ("p3", "2", "MISC", None, "ICE", None),
            ],
            columns=COLUMNS["products"],
        ),
        "households": pd.DataFrame([("h1", *"1234567")], columns=COLUMNS["households"]),
    }


def test_a_coupon_of_a_campaign_is_a_deal_and_was_sent_to_all_its_households() -> None:
    made = tables(published())
    deals = made["deals"].set_index("deal_id")
    assert deals.index.tolist() == ["1-u7", "2-u7", "2-u8"]
    assert deals["products"].tolist() == ['["p1", "p2"]', '["p9"]', '["p3"]']
    assert deals["offer_id"].tolist() == ["u7", "u7", "u8"]
    assert deals["type"].tolist() == ["Type B", "Type A", "Type A"]
    assert deals["start"].iloc[0] == pd.Timestamp("2017-03-03", tz="UTC")
    assert deals["end"].iloc[0] == pd.Timestamp("2017-04-10", tz="UTC"), "the last day counts"
    shown = made["exposures"]
    assert sorted(zip(shown["customer_id"], shown["deal_id"], strict=True)) == [
        *(("h1", "1-u7"), ("h1", "2-u7"), ("h1", "2-u8"), ("h2", "1-u7")),
    ]
    assert (shown["time"] == shown["deal_id"].map(deals["start"])).all()
    redeemed = made["redemptions"].iloc[0]
    assert (redeemed["deal_id"], redeemed["time"]) == ("1-u7", pd.Timestamp("2017-04-09", tz="UTC"))
    assert redeemed["time"] < deals.loc["1-u7", "end"]


def test_products_are_called_by_kind_and_package_and_households_keep_what_they_told() -> None:
    made = tables(published())
    products = made["products"].set_index("product_id")
    assert products["title"].fillna("-").tolist() == ["BREAD:ITALIAN 22 OZ", "-", "ICE"]
    assert products["category"].tolist() == ["PASTRY > BREAD > BREAD:ITALIAN", "MISC", "MISC > ICE"]
    assert products["brand"].tolist() == ["69", "2", "2"]
    assert made["customers"].columns.tolist() == ["customer_id", *DEMOGRAPHICS]
    assert made["transactions"]["time"].iloc[0] == pd.Timestamp("2017-01-28 19:06:53", tz="UTC")


def test_a_coupon_of_no_campaign_and_a_day_that_is_none_are_refused() -> None:
    made = published()
    with pytest.raises(DataError, match=r"coupons\.campaign_id: 2 "):
        tables({**made, "campaigns": made["campaigns"].iloc[:1]})
    with pytest.raises(DataError, match="redemption_date"):
        tables({**made, "redemptions": made["redemptions"].assign(redemption_date="9.4.2017")})


def test_another_file_is_refused_by_its_name(tmp_path: Path) -> None:
    path = tmp_path / "coupons.parquet"
    path.write_bytes(b"RDX3")
    with pytest.raises(DataError, match=r"coupons\.parquet"):
        read_columns(path, COLUMNS["coupons"])
    published()["sent"].to_parquet(path)
    with pytest.raises(DataError, match="coupon_upc"):
        read_columns(path, COLUMNS["coupons"])


def test_the_source_has_a_file_for_each_table_and_declares_its_columns() -> None:
    (source,) = SOURCES
    assert len(source.files) == len(COLUMNS)
    assert source.contract_options == {"customers": DEMOGRAPHICS}
