"""Parts of the benchmark of deal ranking on the simulated market: lists, policies, the bound, what ours is told."""

from __future__ import annotations

import io
import json
from typing import Any

import numpy as np
import pandas as pd
import pytest
import rich.console

from benchmarks import deal_simulated_report as report
from benchmarks.deal_alpha import TRIED, chosen
from benchmarks.deal_bound import Bound, bound
from benchmarks.deal_common_course import common_ndcg
from benchmarks.deal_courses import WAYS, own_ways
from benchmarks.deal_new_deals import NEW, SHOWINGS, WARM, new_deals
from benchmarks.deal_own_policy import Ours
from benchmarks.deal_policies import FEWEST, Popularity, Truth, top
from benchmarks.deal_replays import Lived, list_ndcg, live
from benchmarks.deal_simulated_measures import (
    CHOSEN,
    GREEDY,
    NEW_DEALS,
    POPULAR,
    RELEVANT,
    compared,
    of_new,
    of_visits,
    pooled,
    tables,
)
from benchmarks.deal_simulated_world import World
from sources.simulator.deal_market import deal_market

RESAMPLING = {"resamples": 20, "confidence": 0.95, "seed": 0}


class Alphabetical:
    """Stands for a model: ranks as it is told, and notes what it was told."""

    def __init__(self) -> None:
        self.asked: list[pd.DataFrame] = []
        self.shown: list[pd.DataFrame] = []
        self.redeemed: list[pd.DataFrame] = []
        self.deals: list[pd.DataFrame] = []

    def predict(self, request: pd.DataFrame, params: dict[str, Any]) -> pd.DataFrame:
        """The first ones by id."""
        self.asked.append(request)
        lists = [sorted(one["deal_id"] for one in json.loads(text))[: params["k"]] for text in request["deals"]]
        rows = [
            (key, place + 1, deal)
            for key, own in zip(request["request_id"], lists, strict=True)
            for place, deal in enumerate(own)
        ]
        return pd.DataFrame(rows, columns=["request_id", "rank", "deal_id"])

    def update(self, exposures: pd.DataFrame, redemptions: pd.DataFrame, deals: pd.DataFrame | None = None) -> None:
        """Note it."""
        self.shown.append(exposures)
        self.redeemed.append(redemptions)
        self.deals += [] if deals is None else [deals]


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """A small market, and what the log says of two customers."""
    folder, market = tmp_path_factory.mktemp("deals"), deal_market(3, 0.03)
    ids = market.customer_ids.astype(str)
    times = pd.DatetimeIndex(market.times(np.array([market.test_from - 9, market.test_from + 5]))).tz_localize("UTC")
    who, told = [ids[0], ids[0]], {"age": "a", "income": "b", "region": "north"}
    pd.DataFrame({"customer_id": ids, **told}).to_parquet(folder / "customers.parquet")
    bought = pd.DataFrame({"customer_id": who, "product_id": ["early", "late"], "time": times})
    bought = bought.assign(quantity=[np.nan, 1.0], amount=[7.25, 1.0])
    bought.to_parquet(folder / "purchases.parquet")
    redeemed = pd.DataFrame({"customer_id": who, "deal_id": ["then", "afterwards"], "time": times})
    redeemed.to_parquet(folder / "redemptions.parquet")
    return World.of(market, folder)


@pytest.fixture(scope="module")
def most(world: World) -> Bound:
    """The bound of its test."""
    return bound(world)


@pytest.fixture(scope="module")
def lived(world: World, most: Bound) -> dict[str, Lived]:
    """Courses of policies."""
    policies = {POPULAR: Popularity(1), RELEVANT: Truth(0.0), GREEDY: Truth(1.0)}
    policies["prices"] = Truth(1.0, most.prices)
    return {name: live(policy, world) for name, policy in policies.items()}


@pytest.fixture(scope="module")
def common(world: World) -> dict[str, Any]:
    """NDCG of the same in the course of popularity."""
    policies = {POPULAR: Popularity(1), RELEVANT: Truth(0.0), GREEDY: Truth(1.0), "prices": Truth(1.0)}
    return common_ndcg(policies[POPULAR], policies, world)


def test_a_list_is_held_against_the_best_five() -> None:
    gain = np.array([[0.4, 0.2, 0.0, 0.1], [0.0, 0.0, 0.0, 0.0]])
    deals = np.array([7, 3, 9, 5])
    lists = np.array([[7, 3, 5, 9, -1], [7, 3, 5, 9, -1]])
    found = list_ndcg(lists, gain, deals)
    assert found[0] == pytest.approx(1.0)
    assert np.isnan(found[1])
    worse = list_ndcg(np.array([[3, 7, -1, -1, -1]]), gain[:1], deals)[0]
    discount = 1 / np.log2(np.arange(2, 5))
    assert worse == pytest.approx((0.2 + 0.4 * discount[1]) / (0.4 + 0.2 * discount[1] + 0.1 * discount[2]))


def test_nothing_is_shown_of_a_score_of_nothing(world: World) -> None:
    _, block = next(world.blocks())
    score = np.zeros((len(block), 7))
    score[:, 2], score[:, 5] = 1.0, 2.0
    lists = top(score, np.arange(10, 17), block)
    assert lists.shape[1] >= FEWEST
    assert lists[:, :2].tolist() == [[15, 12]] * len(block)
    assert (lists[:, 2:] == -1).all()


def test_courses_are_paired_and_show_nothing_that_is_over(world: World, lived: dict[str, Lived]) -> None:
    for one in lived.values():
        assert len(one.revenue) == len(world.visits)
        assert sum(one.account.violations.values()) == 0
        assert one.account.revenue_by_deal.sum() == pytest.approx(one.revenue.sum())
    again = live(Truth(0.0), world)
    assert again.revenue.tolist() == lived[RELEVANT].revenue.tolist()


def test_lists_by_truth_lose_nothing(lived: dict[str, Lived]) -> None:
    assert np.nanmin(lived[RELEVANT].ndcg) == pytest.approx(1.0)
    assert lived[RELEVANT].missed.max() == pytest.approx(0.0, abs=1e-9)
    assert np.nanmean(lived[POPULAR].ndcg) < 0.9
    assert (lived[POPULAR].missed > 0).all()
    assert (lived[POPULAR].missed <= lived[POPULAR].wanted + 1e-9).all()
    assert (np.diff(lived[POPULAR].wanted) >= 0).all()


def test_who_shows_nothing_misses_all_that_young_deals_would_have(world: World) -> None:
    class Nothing(Truth):
        def lists(self, replay: Any, block: Any, rows: slice, live: Any) -> Any:
            return np.full_like(super().lists(replay, block, rows, live), -1)

    found = live(Nothing(0.0), world)
    assert found.missed == pytest.approx(found.wanted)
    assert found.wanted[-1] > 0


def test_a_visit_tells_what_was_bought_before_it_alone(world: World) -> None:
    own, market = world.market.purchases, world.market
    for row in range(0, len(world.visits), 29):
        who, moment = world.visits.customer[row], world.visits.seconds[row]
        before = (own.customer == who) & (own.seconds >= market.test_from) & (own.seconds < moment)
        told = json.loads(world.purchases[row])
        assert len(told) == before.sum() + (who == 0)
        assert [one["time"] for one in told] == sorted(one["time"] for one in told)
        price = market.rec.goods.price[own.product[before]]
        amounts = np.round(price * own.pieces[before], 2).tolist()
        assert [one["amount"] for one in told] == [*([7.25] if who == 0 else []), *amounts]
        assert [one["quantity"] for one in told if "quantity" in one] == own.pieces[before].tolist()


def test_the_bound_lies_above_what_lists_by_truth_bring_in(world: World, most: Bound, lived: dict[str, Lived]) -> None:
    market = world.market
    expected = 0.0
    for (_, block), (live_deals, chance) in zip(world.blocks(), world.untouched, strict=True):
        revenue = market.expected_revenue(block.customer[:, None], live_deals[None, :])
        expected += np.sort(chance * revenue, axis=1)[:, -1].sum()
    assert most.free >= expected > 0
    assert most.revenue < most.free
    assert most.prices.any()
    assert (most.prices >= 0).all()
    limited = np.isfinite(world.begun.state.left(market.deals, np.arange(len(market.deals))))
    assert not most.prices[~limited].any()
    assert most.revenue > 0.8 * max(one.revenue.sum() for one in lived.values())


def test_ours_is_told_what_came_before_and_what_is_left(world: World) -> None:
    model = Alphabetical()
    found = live(Ours(model, world, {"alpha": 0.0}, learns=False), world)
    asked = pd.concat(model.asked, ignore_index=True)
    assert sum(found.account.violations.values()) == found.account.violations["redeemed_already"]
    own = asked[asked["customer_id"] == str(world.market.customer_ids[0])]
    deals = [one for text in asked["deals"].unique() for one in json.loads(text)]
    begun = {
        deal
        for deal, start in zip(world.market.deal_ids, world.market.deals.start, strict=True)
        if start < world.market.test_from
    }
    assert all(("start" in one) == (one["deal_id"] not in begun) for one in deals)
    assert any("stock_left" in one for one in deals)
    assert all("afterwards" not in text for text in own["redeemed"])
    assert all("late" not in text and "early" in text for text in own["purchases"])
    assert not model.shown
    redeemed = int(found.redeemed.sum())
    assert redeemed > 0
    last = asked.groupby("customer_id")["redeemed"].last().map(json.loads).map(len).sum()
    assert last <= redeemed + 1
    # what is redeemed is told some minutes after the visit, and as a purchase of what was paid, as the tables have it
    told = pd.concat([asked["time"], asked["redeemed"].map(json.loads), asked["purchases"].map(json.loads)], axis=1)
    again = [row for row in told.itertuples() if any(one["deal_id"] != "then" for one in row.redeemed)]
    paid = found.revenue[found.redeemed == 1]
    assert again
    for row in again:
        own = [one for one in row.redeemed if one["deal_id"] != "then"]
        moments = {one["time"] for one in own}
        assert moments.isdisjoint(asked["time"])
        with_it = [one for one in row.purchases if one["time"] in moments]
        assert len(with_it) == len(own)
        assert all(np.isclose(paid, one["amount"]).any() and one["quantity"] >= 1 for one in with_it)
        assert [one["time"] for one in row.purchases] == sorted(one["time"] for one in row.purchases)
        assert all(one["time"] < row.time for one in (*row.purchases, *own))


def test_ours_learns_what_was_shown_and_which_deals_begin(world: World) -> None:
    model = Alphabetical()
    found = live(Ours(model, world, {"alpha": 0.0}, learns=True), world)
    shown, redeemed = (pd.concat(tables, ignore_index=True) for tables in (model.shown, model.redeemed))
    assert len(shown) == found.account.shown_by_deal.sum()
    assert len(redeemed) == found.redeemed.sum()
    assert redeemed["revenue"].sum() == pytest.approx(found.revenue.sum())
    told = pd.concat(model.deals, ignore_index=True)["deal_id"]
    assert told.is_unique
    assert set(told) <= set(world.market.deal_ids[world.market.deals.start >= world.market.test_from])
    assert not any('"start"' in text for table in model.asked for text in table["deals"])


def test_new_deals_are_shown_so_often_and_ranked_beside_as_many(world: World) -> None:
    model = Alphabetical()
    table = new_deals(model, world, visits=12, seed=1, warm_shown=20)
    assert len(table) == 12
    counts = pd.concat(model.shown)["deal_id"].value_counts()
    assert (counts == SHOWINGS[-1]).all()
    of = of_new(table, RESAMPLING)["measures"]
    # a model that learns nothing ranks alike however often they were shown
    assert {of[f"{NEW} {showings}"]["value"] for showings in SHOWINGS} == {of[f"{NEW} 0"]["value"]}
    assert of[f"{NEW} 100 of warm"]["value"] == pytest.approx(of[f"{NEW} 100"]["value"] / of[WARM]["value"])
    assert json.loads(model.asked[0]["deals"].iloc[0])[0]["deal_id"] in set(world.market.deal_ids)


def test_lists_are_compared_for_the_same_visits_in_the_same_state(world: World, most: Bound) -> None:
    policies = {POPULAR: Popularity(1), RELEVANT: Truth(0.0), "prices": Truth(1.0, most.prices)}
    asked = dict.fromkeys(policies, 0)

    class Noted:
        def __init__(self, name: str) -> None:
            self.name, self.learnt, self.shown = name, 0, 0

        def lists(self, *told: Any) -> Any:
            asked[self.name] += 1
            return policies[self.name].lists(*told)

        def learn(self, _block: Any, _rows: slice, outcome: Any) -> None:
            self.learnt, self.shown = self.learnt + 1, self.shown + int((outcome.deal >= 0).sum())

    noted = {name: Noted(name) for name in policies}
    found = common_ndcg(policies[POPULAR], noted, world, every=3)
    hours = sum(1 for _ in world.blocks())
    assert set(asked.values()) == {-(-hours // 3)}
    assert {one.learnt for one in noted.values()} == {hours}
    shown = live(policies[POPULAR], world)
    # all learn what popularity showed, and popularity is measured as in its own course
    assert {one.shown for one in noted.values()} == {shown.account.shown_by_deal.sum()}
    known = np.isfinite(found[POPULAR])
    assert 0 < known.sum() < len(known)
    assert found[POPULAR][known].tolist() == shown.ndcg[known].tolist()
    assert np.nanmin(found[RELEVANT]) == pytest.approx(1.0)
    assert not np.allclose(found["prices"][known], live(policies["prices"], world).ndcg[known])


def test_the_alpha_of_most_revenue_that_keeps_to_the_loss_beyond_noise_is_chosen() -> None:
    def of(revenue: float, high: float) -> dict[str, Any]:
        return {"revenue": revenue, "lost": {"value": high - 0.005, "low": high - 0.01, "high": high}}

    tries = {0.0: of(10, 0.0), 0.05: of(12, 0.015), 0.1: of(15, 0.021), 0.25: of(11, 0.01)}
    assert chosen(tries) == 0.05
    assert chosen({0.0: of(10, 0.0), 0.1: of(20, 0.3)}) == 0.0


def test_the_alpha_that_was_chosen_is_measured_once_and_updates_can_be_left_out() -> None:
    assert own_ways(0.05, updated=True) == own_ways(None, updated=True) == WAYS
    own = own_ways(0.1, updated=False)
    assert own[CHOSEN] == (0.1, False, False)
    assert not any(learns for _, _, learns in own.values())
    assert len(own) == 1 + sum(not learns for _, _, learns in WAYS.values())


def test_markets_are_measured_together_with_customers_of_each(
    world: World, lived: dict[str, Lived], common: dict[str, Any]
) -> None:
    table = tables(lived, common, world.visits.customer)[GREEDY]
    worse = table.assign(own=table["own"] / 2)
    new = pd.DataFrame({"customer": [1, 2], WARM: [1.0, 0.5], **{f"{NEW} {showings}": 0.6 for showings in SHOWINGS}})
    found = pooled({"7": {CHOSEN: table, NEW_DEALS: new}, "8": {CHOSEN: worse, NEW_DEALS: new}}, RESAMPLING)
    alone = lived[GREEDY].revenue.sum() / lived[POPULAR].revenue.sum()
    assert found["chosen"]["of_popular"]["value"] == pytest.approx(0.75 * alone)
    assert found["chosen"]["lost"]["value"] == pytest.approx(of_visits(table, RESAMPLING)["lost"]["value"])
    assert found["new"]["visits"] == 4
    # customers of one position in two markets are two
    once = of_visits(pd.concat([table, worse]), RESAMPLING)["of_popular"]
    assert found["chosen"]["of_popular"]["value"] == pytest.approx(once["value"])
    assert found["chosen"]["of_popular"]["low"] != once["low"]
    assert pooled({"7": {CHOSEN: table}, "8": {}}, RESAMPLING) == {"chosen": None, "new": None}


def test_the_report_holds_the_alpha_that_was_chosen_before_against_the_targets(
    world: World, lived: dict[str, Lived], common: dict[str, Any], most: Bound
) -> None:
    lived, common = {**lived, CHOSEN: lived[GREEDY]}, {**common, CHOSEN: common[GREEDY]}
    policies = compared(lived, common, world.visits.customer, most.revenue, RESAMPLING)
    assert policies[POPULAR]["of_popular"]["value"] == policies[POPULAR]["ndcg_of_popular"]["value"] == 1.0
    assert policies[RELEVANT]["lost"]["value"] == 0.0
    mean = {name: np.nanmean(one) for name, one in common.items()}
    assert policies[GREEDY]["lost"]["value"] == pytest.approx(1 - mean[GREEDY] / mean[RELEVANT])
    assert policies[GREEDY]["ndcg_of_popular"]["value"] == pytest.approx(mean[GREEDY] / mean[POPULAR])
    assert policies[GREEDY]["ndcg"]["value"] == pytest.approx(np.nanmean(lived[GREEDY].ndcg))
    assert policies[RELEVANT]["of_greedy"]["value"] == pytest.approx(
        lived[RELEVANT].revenue.sum() / lived[GREEDY].revenue.sum()
    )
    assert "lost" not in policies[POPULAR]
    one = {
        "world": {"seed": 3},
        "choice": {"alpha": 1.0, "tries": {"1": {name: policies[GREEDY][name] for name in TRIED}}},
        "policies": policies,
        "bound": most.revenue,
        "free": most.free,
        "visits": 5,
        "slots": 9,
        "deals": 4,
        "new": None,
        "evaluation": {},
        "costs": {},
    }
    lines = report.verdicts(one)
    assert lines[1].startswith(f"{CHOSEN}: revenue before the deals end, as a multiple of popularity's >= 1.2: ")
    assert "a share of ours at alpha 0 <= 0.02: " in lines[2]
    assert "MISSED" in lines[2]
    assert "as a multiple of popularity's >= 0.98: " in lines[3]
    assert lines[-1].endswith("<= 0: 0, met")
    assert not any(line.startswith((RELEVANT, GREEDY)) for line in lines)
    unchosen = {**one, "policies": {name: of for name, of in policies.items() if name != CHOSEN}}
    assert "no alpha was chosen before the test" in report.verdicts(unchosen)[1]
    both = {"chosen": of_visits(tables(lived, common, world.visits.customer)[CHOSEN], RESAMPLING), "new": None}
    console = rich.console.Console(file=io.StringIO(), width=220)
    console.print(report.shown({"runs": {"3": one, "4": one}, "pooled": both}))
    assert isinstance(console.file, io.StringIO)
    text = console.file.getvalue()
    assert "Regret of young deals" in text
    assert "Which alpha goes into the test" in text
    assert text.count(f"{CHOSEN}: revenue") == 3
    assert "seeds 3, 4 together" in text
