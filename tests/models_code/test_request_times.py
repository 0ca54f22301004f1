"""Times that requests of all use cases may tell."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pandas as pd
import pytest

from models.deal_ranking.request import questions_of as asked_of_deals
from models.errors import InputError
from models.product_search.request import questions_of as asked_of_search
from models.question_answering.request import questions_of as asked_of_answers
from models.recommendation.request import questions_of as asked_of_recommendation
from models.request_cells import times_of


@pytest.mark.parametrize("far", ["1899-12-31T23:59:59Z", "2200-01-01", "0001-01-02", "9999-12-30"])
def test_a_year_that_nobody_asks_in_is_refused(far: str) -> None:
    with pytest.raises(InputError, match="1 cells of 2 that are not of the years 1900 to 2199, the first in row 1"):
        times_of(pd.DataFrame({"time": [None, far]}), "time", 0.0)


def test_years_of_the_calendar_are_read() -> None:
    frame = pd.DataFrame({"time": ["1900-01-01", "2199-12-31T23:59:59Z", None]})
    days = [pd.Timestamp(day, tz="UTC").timestamp() for day in ("1900-01-01", "2199-12-31T23:59:59")]
    assert times_of(frame, "time", 7.0).tolist() == [*days, 7.0]


def _of_deals(frame: pd.DataFrame, now: float) -> object:
    return asked_of_deals(frame, (), now)


@pytest.mark.parametrize("read", [_of_deals, asked_of_search, asked_of_answers, asked_of_recommendation])
def test_every_use_case_that_is_asked_at_a_time_refuses_it(read: Callable[..., Any]) -> None:
    columns = {"query": "lamp", "question": "how heavy is it", "deals": None, "history": None}
    asked = pd.DataFrame({name: [cell] for name, cell in columns.items()}).assign(time=["9999-12-30"])
    with pytest.raises(InputError, match="1900 to 2199"):
        read(asked, 0.0)
