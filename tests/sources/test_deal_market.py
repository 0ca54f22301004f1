"""The market of deals under any policy: the same luck, limits that hold, and a truth that can be asked."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.simulator.deal_luck import luck
from sources.simulator.deal_market import DealMarket, deal_market
from sources.simulator.deal_ranking import write
from sources.simulator.deal_replay import DealReplay
from sources.simulator.deal_rules import VIOLATIONS
from sources.simulator.deal_state import lanes
from sources.simulator.deal_time import BEGINS, HOUR
from sources.simulator.deal_visits import Visits
from sources.simulator.search_time import DAY

SEED, SCALE = 3, 0.05


@pytest.fixture(scope="module")
def market() -> DealMarket:
    return deal_market(SEED, SCALE)


@pytest.fixture(scope="module")
def begun(market: DealMarket) -> DealReplay:
    """The course after two weeks of the log."""
    return market.replayed(BEGINS + 14 * DAY)


def certain(replay: DealReplay) -> DealReplay:
    """The same course, in which whatever is looked at is redeemed and no customer met a deal before."""
    found = replay.copy()
    found.state.seen[:], found.state.redeemed[:] = 0, False
    found.chances_of = replace(found.chances_of, base=60.0)
    return found


def visits_at(hour: int, customers: int) -> Visits:
    """Each of some customers comes within an hour, in order."""
    who = np.arange(customers)
    return Visits(10**6 + who, who, hour + who, np.full(customers, 8))


def test_a_replay_of_the_log_is_the_log(tmp_path: Path) -> None:
    write(tmp_path, seed=5, scale=0.02, messy=False)
    market = deal_market(5, 0.02)
    course = market.replay()
    for block in market.blocks():
        course.show(block, market.logged(course, block, course.live(block))[0])
    truth = pd.read_parquet(tmp_path / "truth" / "deal_truth.parquet")
    redemptions = pd.read_parquet(tmp_path / "redemptions.parquet")
    assert truth.deal_id.tolist() == market.deal_ids.tolist()
    assert course.account.redeemed_by_deal.tolist() == truth.redeemed.tolist()
    assert course.account.shown_by_deal.sum() == len(pd.read_parquet(tmp_path / "exposures.parquet"))
    assert course.account.revenue_by_deal.sum() == pytest.approx(redemptions.revenue.sum())
    assert course.account.revenue_by_hour.sum() == pytest.approx(redemptions.revenue.sum())
    assert not any(course.account.violations.values())
    pd.testing.assert_frame_equal(market.deals_table(), pd.read_parquet(tmp_path / "deals.parquet"))


def test_blocks_are_hours_in_order_without_a_customer_twice(market: DealMarket) -> None:
    blocks = list(market.blocks(BEGINS + DAY, BEGINS + 8 * DAY))
    hours = [int(block.seconds[0]) // HOUR for block in blocks]
    assert hours == sorted(set(hours))
    for block in blocks:
        assert len(set((block.seconds // HOUR).tolist())) == 1
        assert len(set(block.customer.tolist())) == len(block)
        assert (np.diff(block.seconds) >= 0).all()
    assert min(block.seconds[0] for block in blocks) >= BEGINS + DAY
    assert sum(map(len, market.blocks())) == len(market.visits)
    assert len(set(market.visits.number.tolist())) == len(market.visits)
    since = market.rec.guests.customers.since[market.visits.customer]
    assert (market.visits.seconds >= since).all()


def test_policies_meet_the_same_luck(market: DealMarket, begun: DealReplay) -> None:
    first, second, seen = certain(begun), certain(begun), 0
    for course in (first, second):  # likely enough that lists differ in what they bring, unlikely enough to matter
        course.chances_of = replace(course.chances_of, base=market.truth.base + 4)
    for block in list(market.blocks(BEGINS + 14 * DAY, BEGINS + 16 * DAY)):
        live = first.live(block)[:8]
        lists = np.tile(live, (len(block), 1))
        one, other = first.copy().show(block, lists), second.copy().show(block, lists[:, ::-1])
        again = first.copy().show(block, lists)
        assert (one.redeemed == again.redeemed).all()
        turned = other.redeemed[:, ::-1]
        higher = np.arange(lists.shape[1]) < lists.shape[1] / 2
        # without limits that bind, what is redeemed further down is redeemed further up
        free = np.isfinite(first.state.left(first.deals, live)) ^ True
        room = block.slots[:, None] == lists.shape[1]
        assert not (turned & ~one.redeemed & higher & free & room).any()
        assert not (one.redeemed & ~turned & ~higher & free & room).any()
        np.testing.assert_array_equal(one.revenue[one.redeemed & turned], other.revenue[:, ::-1][one.redeemed & turned])
        seen += int((one.redeemed & turned).sum())
    assert seen > 10


def test_what_must_not_be_shown_is_counted_and_not_honoured(market: DealMarket, begun: DealReplay) -> None:
    course, deals = certain(begun), market.deals
    hour = BEGINS + 14 * DAY
    block = visits_at(hour, 1)
    live = course.live(block)
    free = live[~np.isfinite(deals.stock[live]) & ~np.isfinite(deals.budget[live])]
    bounded = live[np.isfinite(deals.budget[live])]
    good, taken, stockless, poor = free[0], free[1], free[2], bounded[0]
    course.state.stock_left[stockless] = 0
    course.state.budget_left[poor] = deals.cost[poor] / 2
    course.state.redeemed[0, course.state.lane[taken]] = True
    over = int(np.flatnonzero(deals.end <= hour)[0])
    coming = int(np.flatnonzero(deals.start > hour)[0])
    made = course.show(block, np.array([[good, good, over, coming, stockless, poor, taken, -1]]))
    assert course.account.violations == dict.fromkeys(VIOLATIONS, 1)
    assert made.deal.tolist() == [[good, -1, -1, -1, -1, -1, -1, -1]]
    assert made.redeemed.sum() == 1
    assert course.account.shown_by_deal.sum() == 1
    assert set(made.probability[0, 1:]) == {0.0}
    assert stockless not in course.live(block)
    assert poor not in course.live(block)
    assert course.chances(block, live)[0, live == taken] == 0
    course.show(visits_at(hour + HOUR, 1), np.array([[good]]))
    assert course.account.violations["redeemed_already"] == 2


def test_the_last_pieces_go_to_who_comes_first(market: DealMarket, begun: DealReplay) -> None:
    course, deals = certain(begun), market.deals
    hour = BEGINS + 14 * DAY
    block = visits_at(hour, 9)
    live = course.live(block)
    bounded = live[np.isfinite(deals.budget[live])][0]
    free = live[~np.isfinite(deals.stock[live]) & ~np.isfinite(deals.budget[live])][0]
    course.state.stock_left[free] = 4
    course.state.stock_left[bounded], course.state.budget_left[bounded] = np.inf, 2.5 * deals.cost[bounded]
    place = np.tile([free, bounded], (9, 1))
    made = course.show(block, place)
    hits = {deal: np.flatnonzero(made.redeemed[:, column]).tolist() for column, deal in enumerate((free, bounded))}
    assert hits[free] == [0, 1, 2, 3]
    assert len(hits[bounded]) == 2
    assert course.account.refused == 5 + len(np.flatnonzero(luck_below(market, block, bounded))) - 2
    assert course.stock_left(np.array([free])) == 0
    assert 0 <= course.budget_left(np.array([bounded])) < deals.cost[bounded]
    assert course.state.sold_out[free] == block.seconds[3]
    assert made.pieces[made.redeemed].min() >= 1
    assert (made.revenue > 0).tolist() == made.redeemed.tolist()


def luck_below(market: DealMarket, block: Visits, deal: int) -> np.ndarray:
    return luck(market.seed, "redeem", block.number, np.full(len(block), deal)) < 2**-0.45


def test_slots_are_all_that_is_shown(begun: DealReplay) -> None:
    course = begun.copy()
    block = replace(visits_at(BEGINS + 14 * DAY, 3), slots=np.array([0, 1, 2]))
    lists = np.tile(course.live(block)[:3], (3, 1))
    made = course.show(block, lists)
    assert (made.deal >= 0).sum(axis=1).tolist() == [0, 1, 2]


def test_a_copy_goes_its_own_way(begun: DealReplay) -> None:
    course, other = certain(begun), certain(begun)
    block = visits_at(BEGINS + 14 * DAY, 5)
    live = other.live(block)
    before = other.chances(block, live)
    course.show(block, np.tile(live[:8], (5, 1)))
    np.testing.assert_array_equal(other.chances(block, live), before)
    assert course.redeemed_by(block, live[:8]).any()
    assert not other.redeemed_by(block, live[:8]).any()
    assert not other.account.shown_by_deal.any()
    assert (course.shown_of(live[:8]) == other.shown_of(live[:8]) + 5).all()


def test_the_truth_has_its_parts(market: DealMarket) -> None:
    deals, customer = market.deals, np.arange(40)[:, None]
    deal = np.flatnonzero(deals.told_end)[:30][None, :]
    start, end = deals.start[deal], deals.end[deal]
    usual = market.probability(customer, deal, start)
    assert usual.shape == (40, 30)
    assert (usual > 0).all()
    assert (usual < 1).all()
    assert (market.probability(customer, deal, end - 60) > usual).all()
    np.testing.assert_array_equal(market.probability(customer, deal, start, place=np.array(1)), usual)
    assert (market.probability(customer, deal, start, place=np.array(3)) < usual).all()
    tired = [market.probability(customer, deal, start, earlier=np.array(count)) for count in (0, 1, 2, 3)]
    assert (np.diff(tired, axis=0) < 0).all()
    has_it = [market.probability(customer, deal, start, days_since=np.array(days)) for days in (0.0, 10.0, 1000.0)]
    assert (np.diff(has_it, axis=0) > 0).all()
    np.testing.assert_allclose(has_it[-1], usual, rtol=0.05)
    paid = market.expected_revenue(customer, deal)
    assert (paid / (deals.price * (1 - deals.discount))[deal] > 0.5).all()


def test_an_oracle_can_be_asked_for_all_that_is_live(market: DealMarket, begun: DealReplay) -> None:
    course = begun.copy()
    block = next(market.blocks(BEGINS + 14 * DAY))
    live = course.live(block)
    asked = course.chances(block, live)
    best = np.argsort(-asked, axis=1)[:, :4]
    made = course.show(block, live[best])
    there = made.deal >= 0
    np.testing.assert_allclose(made.looked_at[there], np.take_along_axis(asked, best, axis=1)[there])
    after = course.chances(block, live)
    shown = np.zeros(asked.shape, bool)
    np.put_along_axis(shown, best, there, axis=1)
    assert (after[shown] < asked[shown]).all()


def test_what_was_bought_is_not_needed_again_at_once(market: DealMarket) -> None:
    course, bought = market.replay(), market.purchases
    line = int(np.flatnonzero(bought.seconds > BEGINS + 2 * HOUR)[0])
    customer, hour = int(bought.customer[line]), int(bought.seconds[line]) // HOUR * HOUR
    block = Visits(np.array([1]), np.array([customer]), np.array([hour + HOUR]), np.array([4]))
    types = np.array([market.rec.types[bought.product[line]]])
    course.live(replace(block, seconds=block.seconds - HOUR))
    early = course.state.days_since(block.customer, types, block.seconds)
    course.live(block)
    assert course.state.days_since(block.customer, types, block.seconds) < 2 / 24
    assert early > 2 / 24


def test_choosing_by_the_truth_brings_in_far_more_than_the_log(market: DealMarket, begun: DealReplay) -> None:
    revenue = {}
    for name in ("log", "truth"):
        course = begun.copy()
        for block in market.blocks(BEGINS + 14 * DAY, BEGINS + 28 * DAY):
            live = course.live(block)
            lists = market.logged(course, block, live)[0]
            if name == "truth":
                worth = course.chances(block, live) * market.expected_revenue(block.customer[:, None], live[None, :])
                best = np.argsort(-worth, axis=1)[:, :8]
                lists = np.where(np.take_along_axis(worth, best, axis=1) > 0, live[best], -1)
            course.show(block, lists)
        assert not any(course.account.violations.values())
        revenue[name] = course.account.revenue_by_deal.sum()
    assert revenue["truth"] > 1.5 * revenue["log"]


@given(st.lists(st.tuples(st.integers(0, 40), st.integers(1, 15)), min_size=1, max_size=40))
def test_deals_that_run_at_once_have_lanes_of_their_own(spans: list[tuple[int, int]]) -> None:
    start = np.array(sorted(first for first, _ in spans))
    end = start + np.array([length for _, length in spans])
    lane = lanes(start, end)
    for moment in range(int(end.max())):
        there = lane[(start <= moment) & (moment < end)]
        assert len(set(there.tolist())) == len(there)
    assert lane.max() + 1 == max(((start <= moment) & (moment < end)).sum() for moment in range(int(end.max())))


def test_luck_is_even_and_of_its_name() -> None:
    visit, deal = np.arange(400)[:, None], np.arange(100)[None, :]
    found = luck(1, "one", visit, deal)
    assert len(np.unique(found)) == found.size
    counts = np.histogram(found, bins=20, range=(0, 1))[0]
    assert np.abs(counts - found.size / 20).max() < 5 * (found.size / 20) ** 0.5
    for axis in (0, 1):
        assert np.abs(found.mean(axis=axis) - 0.5).max() < 5 * (1 / 12 / found.shape[axis]) ** 0.5
    assert abs(np.corrcoef(found.ravel(), luck(1, "other", visit, deal).ravel())[0, 1]) < 0.025
    assert abs(np.corrcoef(found.ravel(), luck(2, "one", visit, deal).ravel())[0, 1]) < 0.025
    np.testing.assert_array_equal(luck(1, "one", visit[7], deal[0, 3:4]), found[7, 3:4])
