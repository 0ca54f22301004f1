"""The frame of an answer, and which weeks and rows answer for what is asked."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from demand_panels import small_panel

from models.demand_forecasting.answer import Answers
from models.demand_forecasting.catalogue import ALL_LEVELS, NOT_THERE, Catalogue
from models.demand_forecasting.life import on_sale, on_sale_days
from models.demand_forecasting.outlook import Predicted
from models.demand_forecasting.panel import Panel
from models.demand_forecasting.reach import steps_of

KEYS = ["product_id", "region", "category", "country"]


@pytest.fixture(scope="module")
def panel() -> Panel:
    return small_panel()


def texts(rows: list[tuple[str, str, str, str]]) -> pd.DataFrame:
    return pd.DataFrame(rows, columns=KEYS, dtype="str")


def test_rows_keep_their_order_and_steps_ascend(panel: Panel) -> None:
    answers = Answers.blank(texts([("b", "", "", ""), ("a", "r0", "", "")]), np.array([60, 2]), 3)
    found = Predicted(np.arange(3.0)[None], np.ones((1, 3, 5), dtype=np.float32))
    answers.put(np.array([1]), found, np.array(["history"], dtype=object), panel.series.iloc[[4]])
    frame = answers.frame(panel, daily=False)
    assert frame["product_id"].tolist() == ["b"] * 3 + ["p1"] * 3
    assert frame["step"].tolist() == [1, 2, 3, 1, 2, 3]
    assert frame["origin"].tolist() == ["2025-02-24"] * 3 + ["2024-01-15"] * 3
    assert frame["date"].tolist()[3:] == ["2024-01-15", "2024-01-22", "2024-01-29"]
    assert frame["mean"].tolist()[3:] == [0.0, 1.0, 2.0]
    assert frame["basis"].tolist()[3:] == ["history"] * 3


def test_days_follow_each_other(panel: Panel) -> None:
    frame = Answers.blank(texts([("b", "", "", "")]), np.array([1]), 14).frame(panel, daily=True)
    assert frame["date"].tolist()[:2] == ["2024-01-08", "2024-01-09"]
    assert frame["date"].iloc[-1] == "2024-01-21"


def test_an_empty_answer_has_the_types_of_a_full_one(panel: Panel) -> None:
    full = Answers.blank(texts([("b", "", "", "")]), np.array([1]), 2).frame(panel, daily=False)
    empty = Answers.blank(texts([]), np.zeros(0, dtype=np.int64), 2).frame(panel, daily=False)
    assert len(empty) == 0
    assert empty.dtypes.to_dict() == full.dtypes.to_dict()
    assert full.dtypes.astype(str).tolist() == [*["str"] * 6, "int64", *["float64"] * 6, "str"]


def test_every_name_stands_at_its_level(panel: Panel) -> None:
    asked = texts(
        [
            ("p1", "r2", "", ""),
            ("p2", "", "tools", ""),
            ("", "r1", "", "north"),
            ("", "", "toys", ""),
            ("", "", "", "south"),
            ("", "", "", ""),
            ("p1", "r9", "", ""),
            ("p9", "r1", "", ""),
            ("p9", "", "", ""),
            ("", "r9", "", ""),
        ]
    )
    place = Catalogue.of(panel.series).place(asked)
    assert [ALL_LEVELS[code] for code in place.level[:6]] == [
        "series",
        "product",
        "region",
        "category",
        "country",
        "total",
    ]
    assert place.position.tolist()[:6] == [5, 2, 1, 2, 1, 0]
    assert place.position.tolist()[6:] == [NOT_THERE] * 4


def test_series_are_found_in_whatever_order_they_lie(panel: Panel) -> None:
    shuffled = panel.series.sample(frac=1, random_state=3).reset_index(drop=True)
    place = Catalogue.of(shuffled).place(panel.series)
    assert shuffled.iloc[place.position].reset_index(drop=True).equals(panel.series)


def test_weeks_after_a_gap_are_later_ones_of_the_forecast() -> None:
    assert steps_of(0, 3, 52).tolist() == [0, 1, 2]
    assert steps_of(10, 3, 52).tolist() == [10, 11, 12]


def test_weeks_beyond_the_longest_are_those_of_the_year_before_or_the_last() -> None:
    assert steps_of(50, 4, 52).tolist() == [50, 51, 0, 1]
    assert steps_of(110, 2, 60).tolist() == [58, 59]
    assert steps_of(14, 4, 16).tolist() == [14, 15, 15, 15]


def test_nothing_is_on_sale_after_its_end_or_before_its_launch(panel: Panel) -> None:
    origin, start = 30, int(panel.start.astype(np.int64))
    products = panel.products.copy()
    products.loc[0, "end"] = start + 7 * 31 + 2  # on sale on three days of the second week
    products.loc[3, "launch"] = start + 7 * 32 + 4  # p3 has not sold before week 40
    products.loc[1, "launch"] = start + 7 * 32  # p1 has sold long ago, whatever this says
    then = replace(panel.until(origin), products=panel.products)
    assert (on_sale(replace(panel, products=products).until(origin), origin, 4)[0] == 1).all()  # nobody knew of the end
    known = replace(then, products=products)
    share = on_sale(known, origin, 4)
    np.testing.assert_allclose(share[0], [1, 3 / 7, 0, 0], rtol=1e-6)
    assert share[3].tolist() == [1, 1, 1, 1]
    assert share[9].tolist() == [0, 0, 1, 1]
    days = on_sale_days(known, origin, 4)
    assert days[0, 1].tolist() == [1, 1, 1, 0, 0, 0, 0]
    assert days[9, 2].tolist() == [0, 0, 0, 0, 1, 1, 1]
