"""Parts of the market of recommendation: visits, memory, wishes, what is met, seasons."""

from __future__ import annotations

import numpy as np
import pytest

from sources.simulator.rec_choices import _liked, _met
from sources.simulator.rec_kinds import takings
from sources.simulator.rec_lived import lived
from sources.simulator.rec_market import RecMarket, rec_market
from sources.simulator.rec_shelf import Shelf, Wish, shelf
from sources.simulator.rec_state import OWNED, SEEN, State
from sources.simulator.rec_time import END, SEASONS, moments, reach_of, season_of
from sources.simulator.rec_visits import MOST_VISITS, schedule
from sources.simulator.rec_wishes import AGAIN, COLUMNS, COMMON, COMPLEMENT, TASTE, USED_UP, wishes
from sources.simulator.rec_worth import Asking
from sources.simulator.search_kinds import kinds
from sources.simulator.search_time import DAY


@pytest.fixture(scope="module")
def made() -> RecMarket:
    return rec_market(4, 0.1)


def asking_of(market: RecMarket, guest: int, day: int) -> Asking:
    region = market.guests.customers.region[[guest]]
    return Asking(np.array([guest]), region, np.array([day * DAY]))


def there_product(market: RecMarket, asking: Asking, where: np.ndarray) -> int:
    """A product of some that can be had."""
    found = np.flatnonzero(where)
    region, seconds = np.repeat(asking.region, len(found)), np.repeat(asking.seconds, len(found))
    return int(found[market.available(found, region, seconds)][0])


def share_of(market: RecMarket, asking: Asking, state: State, kind: int) -> float:
    asked = wishes(market, asking, state, np.zeros(1, np.int64))
    np.testing.assert_allclose(asked.share.sum(axis=1), 1)
    return float(asked.share[0, kind == COLUMNS].sum())


def test_customers_come_in_order_within_the_period_and_from_when_they_are_customers(made: RecMarket) -> None:
    planned = schedule(made.seed, made.guests, 0)
    assert planned.place.max() < MOST_VISITS
    assert (np.diff(planned.guest) >= 0).all()
    same = np.diff(planned.guest) == 0
    assert (np.diff(planned.place)[same] == 1).all()
    assert (np.diff(planned.seconds)[same] >= 0).all()
    assert (planned.place[np.r_[True, ~same]] == 0).all()
    assert (planned.seconds >= np.maximum(made.guests.customers.since[planned.guest], 0)).all()
    assert planned.seconds.max() < END
    came = np.unique(planned.guest)
    within = np.flatnonzero(made.guests.customers.since >= 0)
    # a follow-up may be all that a customer of the last days has, and fall behind the end; nobody else is lost
    assert np.isin(within, came).mean() > 0.99


def test_visits_come_back_within_days(made: RecMarket) -> None:
    planned = schedule(made.seed, made.guests, 0)
    lag = np.diff(planned.seconds)[np.diff(planned.guest) == 0] / DAY
    assert 0.3 < (lag < 7).mean() < 0.7


def test_moments_and_their_reach_are_inverse() -> None:
    share = np.linspace(0.001, 0.999, 200)
    np.testing.assert_allclose(reach_of(moments(share, np.full(200, 0.5))), share, atol=2 / 546)


def test_seasons_are_half_a_year_apart_across_the_equator() -> None:
    days = np.array([15, 105, 196, 288]) * DAY  # middle of January, April, July, October of the first year
    assert [SEASONS[place] for place in season_of(days, np.zeros(4, np.bool_))] == list(SEASONS)
    assert [SEASONS[place] for place in season_of(days, np.ones(4, np.bool_))] == [*SEASONS[2:], *SEASONS[:2]]


def test_seasons_of_types_are_the_same_whatever_the_scale_and_lie_around_their_peak(made: RecMarket) -> None:
    taken = takings(4)
    assert (taken.swing >= 0).all()
    assert ((taken.peak >= 0) & (taken.peak < 366)).all()
    north = made.demand.types[0]
    far = int(np.argmax(taken.swing))
    best_week = int(np.argmax(north[:52, far]))
    apart = abs(best_week * 7 + 3 - taken.peak[far])
    assert min(apart, 365 - apart) < 21


def test_what_goes_with_a_type_is_another_type_of_its_group() -> None:
    taken, found = takings(4), kinds()
    group = found.group_of[found.first_leaf]
    some = np.flatnonzero(taken.complement >= 0)
    assert len(some) > 300
    assert (taken.complement[some] != some).all()
    assert (group[taken.complement[some]] == group[some]).all()
    assert (taken.complement[found.accessory] == -1).all()
    assert found.accessory[taken.complement[taken.certain]].all()
    assert not taken.repeatable[found.accessory].any()


def test_a_visit_is_remembered() -> None:
    state, who = State.blank(3), np.array([2, 0])
    seen = np.full((2, SEEN), -1)
    seen[0, :3], seen[1, 0] = (7, 8, 9), 5
    bought = np.zeros((2, SEEN), np.bool_)
    bought[0, 1:3] = True
    repeatable = np.zeros((2, SEEN), np.bool_)
    repeatable[0, 2] = True
    state.visited(who, np.array([100, 200]), seen, bought, repeatable)
    assert list(state.last[[2, 0]]) == [100, 200]
    assert list(state.took) == [False, False, True]
    assert state.newest[2] == 9
    assert state.newest[0] == -1
    assert list(state.owned[2][:2]) == [8, -1]
    assert 9 in state.used[2]
    assert (state.used_at[2][state.used[2] == 9] == 100).all()
    # the same product again takes no second place
    state.visited(who[:1], np.array([900]), seen[:1], bought[:1], repeatable[:1])
    assert (state.used[2] == 9).sum() == 1
    assert (state.used_at[2][state.used[2] == 9] == 900).all()


def test_the_oldest_of_what_is_owned_is_forgotten() -> None:
    state, who = State.blank(1), np.zeros(1, np.int64)
    for product in range(OWNED + 2):
        seen = np.full((1, SEEN), -1)
        seen[0, 0] = product
        state.visited(who, np.array([product]), seen, seen >= 0, np.zeros((1, SEEN), np.bool_))
    assert set(state.owned[0]) == set(range(2, OWNED + 2))


def test_wishes_follow_what_happened(made: RecMarket) -> None:
    asking, state = asking_of(made, 0, 300), State.blank(1)
    assert share_of(made, asking, state, AGAIN) == 0
    assert share_of(made, asking, state, COMPLEMENT) == 0
    assert share_of(made, asking, state, USED_UP) == 0
    assert share_of(made, asking, state, TASTE) > 0
    at_first = share_of(made, asking, state, COMMON)

    kind = made.takings.repeatable[made.types[:-1]]
    again = there_product(made, asking, kind)
    cycle = made.takings.cycle[made.types[again]]

    def after(product: int, days: float, bought: bool, repeatable: bool) -> State:
        found, seen = State.blank(1), np.full((1, SEEN), -1)
        seen[0, 0] = product
        moment = asking.seconds - int(days * DAY)
        found.visited(np.zeros(1, np.int64), moment, seen, (seen >= 0) & bought, (seen >= 0) & repeatable)
        return found

    assert share_of(made, asking, after(again, 1, False, False), COMMON) < at_first
    looked = share_of(made, asking, after(again, 1, False, False), AGAIN)
    assert looked > 0.3
    assert share_of(made, asking, after(again, 40, False, False), AGAIN) < looked / 5
    assert share_of(made, asking, after(again, 1, True, True), AGAIN) == 0
    due = share_of(made, asking, after(again, cycle, True, True), USED_UP)
    assert due > 0.3
    assert share_of(made, asking, after(again, cycle / 4, True, True), USED_UP) < due / 5
    with_accessory = made.takings.certain[made.types[:-1]] & (
        np.isin(made.takings.complement[made.types[:-1]], made.types[:-1])
    )
    main = there_product(made, asking, with_accessory)
    assert share_of(made, asking, after(main, 1, True, False), COMPLEMENT) > 0.3


def test_what_is_owned_is_not_on_the_shelf_and_what_is_used_up_is_worth_most(made: RecMarket) -> None:
    asking, who = asking_of(made, 1, 300), np.zeros(1, np.int64)
    product = there_product(made, asking, np.bincount(made.types[:-1])[made.types[:-1]] > 5)
    types = made.types[[product]]

    def met(state: State, kind: int) -> Shelf:
        wish = Wish(np.array([kind]), types, np.array([product]))
        return shelf(made, asking, state, who, wish, 1_000, np.zeros(1))

    blank = met(State.blank(1), TASTE)
    assert product in blank.product
    assert (made.types[blank.product] == types).all()
    state, seen = State.blank(1), np.full((1, SEEN), -1)
    seen[0, 0] = product
    state.visited(who, asking.seconds - DAY, seen, seen >= 0, np.zeros((1, SEEN), np.bool_))
    without = met(state, TASTE)
    assert set(blank.product) - set(without.product) == {product}
    used = met(State.blank(1), USED_UP)
    here = used.product == product
    assert used.worth[here] - blank.worth[here] == pytest.approx(6)
    assert (used.worth[~here] - blank.worth[~here]).max() <= 1 + 1e-9


def test_what_is_wanted_and_what_is_new_is_met_more_often(made: RecMarket) -> None:
    count, rng = 40_000, np.random.default_rng(0)
    level = made.goods.level
    old = made.goods.lives.launch < 0
    asking = Asking(np.zeros(1, np.int64), np.zeros(1, np.int64), np.array([END - 1]))
    rates = {}
    for name, product in {
        "wanted": int(np.argmax(np.where(old, level, -9))),
        "not": int(np.argmin(np.where(old, level, 9))),
        "new": int(np.argmax(np.where(made.goods.lives.launch < END, made.goods.lives.launch, 0))),
    }.items():
        rows = np.zeros(count, np.int64)
        rates[name] = len(_met(made, asking, Shelf(rows, rows + product, np.zeros(count)), rng).of) / count
    assert rates["wanted"] > rates["not"] + 0.25
    assert rates["new"] > 0.9


def test_products_are_drawn_by_their_worth_and_once_a_visit() -> None:
    visits, rng = 20_000, np.random.default_rng(1)
    worth = np.log([0.5, 0.3, 0.2])
    of = np.repeat(np.arange(visits), 3)
    met = Shelf(of, np.tile([10, 11, 12], visits), np.tile(worth, visits))
    product, share = _liked(met, np.full(visits, 5), rng)
    first = np.array([(product[:, 0] == each).mean() for each in (10, 11, 12)])
    np.testing.assert_allclose(first, [0.5, 0.3, 0.2], atol=0.02)
    assert (np.sort(product[:, :3], axis=1) == [10, 11, 12]).all()
    assert (product[:, 3:] == -1).all()
    np.testing.assert_allclose(share[product[:, 0] == 11, 0], 0.3)
    nothing, _ = _liked(Shelf(of[:0], of[:0], worth[:0]), np.full(4, 2), rng)
    assert (nothing == -1).all()


def test_visits_choose_by_the_true_preference_among_what_they_meet(made: RecMarket) -> None:
    visits, found = lived(made, 0, 1.0)
    chosen = dict(zip(visits.number.tolist(), visits.product[:, 0].tolist(), strict=True))
    number = np.concatenate([part.number for part in found])
    product = np.concatenate([part.product for part in found])
    preference = np.concatenate([part.preference for part in found])
    first = np.flatnonzero(np.r_[True, number[1:] != number[:-1]])
    probability = 1 / np.add.reduceat(preference, first)
    hit = np.array([chosen.get(one) == best for one, best in zip(number[first].tolist(), product[first], strict=True)])
    assert len(first) > 200
    # about three in four products are met
    assert 0.6 < hit.mean() / probability.mean() < 1
    likely = probability > np.median(probability)
    assert hit[likely].mean() > 1.5 * hit[~likely].mean()
