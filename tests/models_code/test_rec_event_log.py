"""The log of events."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from models.errors import InputError
from models.recommendation.event_log import EventLog
from tests.models_code.rec_logs import DAY, NOW, catalogue, events, log_of


def test_events_lie_in_order_of_customer_and_place_however_they_come() -> None:
    frame = events([[0, 1, 2], [2, 1]])
    shuffled = frame.sample(frac=1.0, random_state=3)
    found = EventLog.of([shuffled.iloc[:2], shuffled.iloc[2:]], catalogue(3))
    assert found.customer.tolist() == [0, 0, 0, 1, 1]
    assert found.product.tolist() == [0, 1, 2, 2, 1]
    assert np.isnan(found.seconds).all()
    assert np.isnan(found.end())


def test_only_what_lies_before_a_moment_is_before_it() -> None:
    found = log_of([[0, 1, 2]], 3, seconds=[[NOW - DAY, NOW, NOW + DAY]])
    assert found.before(NOW).product.tolist() == [0]
    assert found.end() == NOW + DAY


def test_products_can_be_hidden_and_the_latest_kept() -> None:
    found = log_of([[0, 1, 2, 1], [1]], 3)
    assert found.without_products(np.array([False, True, False])).product.tolist() == [0, 2]
    assert found.latest(2).product.tolist() == [2, 1, 1]
    assert found.from_end().tolist() == [3, 2, 1, 0, 0]
    assert found.starts().tolist() == [0, 4, 5]


def test_events_keep_their_kind_and_region() -> None:
    found = log_of([[0], [1], [2]], 3, kinds=["view", "cart", "buy"], regions=["south", None, "north"])
    assert found.kind.tolist() == [0, 1, 2]
    assert found.regions == ("north", "south")
    assert found.region.tolist() == [1, -1, 0]


@pytest.mark.parametrize(("column", "value"), [("product_id", "p999"), ("type", "stolen")])
def test_values_that_are_not_known_are_refused_with_their_count(column: str, value: str) -> None:
    frame = events([[0, 1]])
    frame.loc[1, column] = value
    with pytest.raises(InputError, match=f"column {column}: 1 rows of 2"):
        EventLog.of([frame], catalogue(2))


def test_a_log_without_events_is_one() -> None:
    found = EventLog.of([events([[0]]).iloc[:0]], catalogue(2))
    assert len(found) == 0
    assert found.counts().tolist() == [0, 0]
    assert found.starts().tolist() == [0]
    assert isinstance(found.take(np.zeros(0, dtype=bool)), EventLog)
    assert pd.isna(found.end())
