"""Mean probabilities of deals among customers: numbers of the deals alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from deal_shop import PRODUCTS, deals_table, ranker

from models.deal_ranking.crowd_means import CrowdMeans
from models.deal_ranking.stored_deals import StoredDeals


@pytest.fixture
def means() -> CrowdMeans:
    return ranker().answerer.means


def of(means: CrowdMeans, rows: list[int]) -> list[float]:
    """Means of some deals of the shop, told as they are stored."""
    at = np.array(rows)
    found = means.of(StoredDeals.of(deals_table()).take(at), np.full(len(at), -1), np.full(len(at), np.nan))
    return [float(one) for one in found]


def test_a_mean_does_not_hang_on_the_deals_beside_nor_on_what_is_kept(means: CrowdMeans) -> None:
    alone = [of(means, [row])[0] for row in range(8)]
    assert of(means, [3, 1, 1, 6]) == [alone[row] for row in (3, 1, 1, 6)]
    small = replace(means, most=2, crowd=replace(means.crowd, chunk=1), known={})
    assert of(small, list(range(8))) == pytest.approx(alone)
    assert of(small, list(range(8))) == pytest.approx(alone)


def test_what_is_told_twice_is_asked_once(means: CrowdMeans, monkeypatch: pytest.MonkeyPatch) -> None:
    first = of(means, [0, 1])
    monkeypatch.setattr(type(means.crowd), "mean", None)
    assert of(means, [1, 0]) == first[::-1]
    with pytest.raises(TypeError):
        of(means, [6])


def test_other_content_has_another_mean(means: CrowdMeans) -> None:
    columns = StoredDeals.of(deals_table()).take(np.array([0]))
    none, nan = np.array([-1]), np.array([np.nan])
    more = columns | {"products": [list(PRODUCTS)]}
    assert means.of(more, none, nan) > means.of(columns, none, nan)


def test_deals_are_moved_in_time_as_far_as_it_takes() -> None:
    deals = ranker().answerer.scorer.deals
    moment = float(deals.start[3] - 0.5)
    moved = deals.running_at(moment)
    assert ((moved.start <= moment) & (moment <= moved.end)).all()
    assert (moved.start[0], moved.end[0]) == (deals.start[0], deals.end[0])
    assert moved.end[2] == moment  # over by then
    assert moved.start[3] == moment  # to come
    assert np.isinf(moved.end[6])
    kept = np.isfinite(deals.end)
    assert (moved.end - moved.start)[kept] == pytest.approx((deals.end - deals.start)[kept])
