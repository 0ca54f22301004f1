"""What scarce stock is worth, what waiting loses, and how often customers come."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest
from deal_shop import ask, ranker
from scipy.stats import nbinom

from models.deal_ranking.allocation import Situation, redemption_rate, share_of_worth, sold_out_chance
from models.deal_ranking.allocation_settings import AllocationSettings
from models.deal_ranking.visit_settings import VisitSettings
from models.deal_ranking.visits import Visits

HOUR = 3600.0


def visits() -> Visits:
    """Customers who came 0, 1 and 20 times in 1,000 hours."""
    who = np.repeat([1, 2], [1, 20])
    return Visits.of(who, np.linspace(0, 1000 * HOUR, 21), 3, VisitSettings())


def situation(**other: object) -> Situation:
    """One deal of a busy shop, without a bound."""
    plain = Situation(
        customer=np.array([2]),
        hours_run=np.array([10.0]),
        hours_left=np.array([24.0]),
        units=np.array([np.inf]),
        taken=np.array([0.0]),
        probability=np.array([0.5]),
        crowd=np.array([0.05]),
        candidates=np.array([10.0]),
    )
    return replace(plain, **{name: np.array([value], dtype=np.float64) for name, value in other.items()})


def share(now: Situation, **settings: float) -> float:
    told = AllocationSettings(**({"scarcity": 1.0, "waiting": 1.0} | settings))  # type: ignore[arg-type]
    return float(share_of_worth(replace(now, customer=np.array([2])), visits(), told)[0])


def test_the_chance_of_selling_out_is_that_of_poisson_demand_whose_rate_is_not_known_either() -> None:
    units, demand, seen = np.array([1.0, 3.0, 3.9, 10.0]), np.array([0.5, 2.0, 2.0, 3.0]), np.array([1.0, 1, 4, 2.5])
    exact = nbinom.sf(np.floor(units) - 1, seen, seen / (seen + demand))
    assert sold_out_chance(units, demand, seen) == pytest.approx(exact)
    drawn = np.random.default_rng(0).poisson(np.random.default_rng(1).gamma(2.5, 3.0 / 2.5, 200_000))
    assert exact[3] == pytest.approx((drawn >= 10).mean(), rel=0.05)
    none = sold_out_chance(np.array([np.inf, 0.0, 5.0]), np.array([9.0, 0.0, 0.0]), np.ones(3))
    assert none.tolist() == [0.0, 1.0, 0.0]


def test_redemptions_since_nobody_knows_when_tell_nothing_of_a_rate() -> None:
    told = AllocationSettings()
    expected = redemption_rate(situation(hours_run=0), visits(), told)
    assert redemption_rate(situation(hours_run=np.inf, taken=50), visits(), told) == pytest.approx(expected)
    open_start, new = (situation(hours_run=run, taken=taken, units=3) for run, taken in ((np.inf, 50), (0, 0)))
    assert share(open_start) == pytest.approx(share(new))


def test_demand_is_that_of_the_places_where_deals_are_shown() -> None:
    model = ranker()
    end = {"start": "2026-03-02", "end": "2026-06-09", "products": ["p1"]}
    deals = json.dumps([{"deal_id": "wide", "stock_left": 1} | end])
    found = []
    for looked_at in (1.0, 0.1):
        model.book = replace(model.book, looked_at=looked_at)
        answer = ask(model, {"allocate": True}, deals=deals).set_index("deal_id")
        found.append(float(answer["score"]["wide"] / answer["probability"]["wide"]))
    assert found[0] < found[1]


def test_scarce_stock_is_dear_and_the_dearer_the_more_is_wanted_of_it() -> None:
    wanted = [share(situation(units=3, taken=taken), waiting=0) for taken in (0, 3, 30)]
    assert 1 >= wanted[0] > wanted[1] > wanted[2] > 0
    left = [share(situation(units=units, taken=3), waiting=0) for units in (1, 3, 30)]
    assert left[0] < left[1] < left[2] == pytest.approx(1)


def test_the_same_stock_is_the_scarcer_the_longer_it_has_to_last() -> None:
    left = [share(situation(units=3, taken=3, hours_left=hours), waiting=0) for hours in (1, 24, 240)]
    assert left[0] > left[1] > left[2]


def test_what_has_no_bound_and_no_later_visit_loses_nothing() -> None:
    assert share(situation()) < 1
    assert share(situation(), waiting=0) == 1
    nobody = Visits.of(np.zeros(0, dtype=np.int64), np.zeros(0), 0, VisitSettings())
    told = AllocationSettings(scarcity=1, waiting=1)
    now = replace(situation(hours_left=np.inf, hours_run=np.inf), customer=np.array([-1]))
    assert share_of_worth(now, nobody, told).tolist() == [1.0]


def test_what_ends_soon_goes_before_what_can_wait() -> None:
    found = [share(situation(hours_left=hours)) for hours in (1, 24, 1000, np.inf)]
    assert found[0] > found[1] > found[2] >= found[3] > 0


def test_what_sells_out_soon_cannot_wait_either() -> None:
    lasting = share(situation(hours_left=1000, units=1000, taken=10), scarcity=0)
    going = share(situation(hours_left=1000, units=1, taken=10), scarcity=0)
    assert going > lasting


def test_the_rate_moves_from_what_is_expected_to_what_comes() -> None:
    told = AllocationSettings(strength=2.0)
    expected = visits().per_hour() * told.places / 10 * 0.05
    assert redemption_rate(situation(hours_run=0), visits(), told) == pytest.approx(expected)
    assert redemption_rate(situation(hours_run=1e7, taken=1e7), visits(), told) == pytest.approx(1, rel=0.01)
    assert redemption_rate(situation(crowd=0, taken=5), visits(), told) == pytest.approx(0)


def test_who_came_often_is_back_sooner_and_nobody_known_comes_as_anybody() -> None:
    often, once, never = (float(visits().back_within(np.array([row]), np.array([48.0]))[0]) for row in (2, 1, 0))
    assert often > once > never > 0
    assert never < float(visits().back_within(np.array([-1]), np.array([48.0]))[0]) < often
    assert visits().back_within(np.array([2, 2]), np.array([0.0, np.inf])).tolist() == [0.0, 1.0]


def rates(of: Visits, rows: np.ndarray) -> np.ndarray:
    """Visits an hour, as of the next moment."""
    return of.back_within(rows, np.full(len(rows), 1e-9)) / 1e-9


def test_rates_are_drawn_to_the_mean() -> None:
    found = rates(visits(), np.array([0, 1, 2, -1]))
    mean = 7 / 1000
    assert found[3] == pytest.approx(mean)
    assert 0 < found[0] < found[1] < mean < found[2] < 20 / 1000


def test_the_shape_of_rates_is_found_again() -> None:
    rng = np.random.default_rng(3)
    counts = rng.poisson(rng.gamma(0.7, 5 / 0.7, 20_000))
    who = np.repeat(np.arange(len(counts)), counts)
    found = Visits.of(who, np.linspace(0, 500 * HOUR, len(who)), len(counts), VisitSettings())
    assert found.shape == pytest.approx(0.7, rel=0.1)
    assert found.shape / found.hours == pytest.approx(5 / 500, rel=0.05)


def test_requests_may_ask_for_it() -> None:
    model = ranker()
    told = [
        {"deal_id": "scarce", "products": ["p1", "p2"], "price": 10, "stock_left": 1, "redeemed": 500, "shown": 9000},
        {"deal_id": "plenty", "products": ["p1"], "price": 10, "stock_left": 10_000, "redeemed": 500, "shown": 10_000},
    ]
    for one in told:
        one |= {"start": "2026-03-01", "end": "2026-03-09"}
    orders = {
        allocate: ask(model, {"alpha": 1.0, "allocate": allocate}, deals=json.dumps(told))["deal_id"].tolist()
        for allocate in (False, True)
    }
    assert orders == {False: ["scarce", "plenty"], True: ["plenty", "scarce"]}


def test_visits_of_which_a_share_was_counted_tell_of_all_and_are_no_more_evidence() -> None:
    rng = np.random.default_rng(8)
    each = rng.poisson(rng.gamma(2.0, 10.0, 4_000))  # of each customer in 1,000 hours
    who, when = np.repeat(np.arange(4_000), each), rng.uniform(0, 1000 * HOUR, each.sum())
    when[:2] = 0, 1000 * HOUR
    drawn = rng.random(len(who)) < 0.2
    drawn[:2] = True
    whole = Visits.of(who, when, 4_000, VisitSettings())
    thinned = Visits.of(who[drawn], when[drawn], 4_000, VisitSettings(), float(drawn.mean()))
    assert thinned.per_hour() == pytest.approx(whole.per_hour(), rel=0.01)
    assert thinned.shape == pytest.approx(whole.shape, rel=0.15)
    nobody = np.array([-1])
    assert rates(thinned, nobody) == pytest.approx(rates(whole, nobody), rel=0.01)
    # Gamma(shape + n, hours + share x time): who came often in a part of the time is drawn to the others
    rows, seen = np.arange(4_000), np.bincount(who[drawn], minlength=4_000)
    by_hand = (thinned.shape + seen) / (thinned.hours + 1000 * drawn.mean())
    np.testing.assert_allclose(rates(thinned, rows), by_hand, rtol=1e-6)
    often = np.argsort(seen)[-200:]
    true = each[often].sum() / (200 * 1000)
    assert rates(thinned, often).mean() == pytest.approx(true, rel=0.1)
