"""The learning of deals as a whole: what is fitted, kept and asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import xgboost as xgb
from deal_examples import SHELVES, TEST_FROM, product, write
from sklearn.metrics import ndcg_score

from models.deal_ranking.as_unseen import as_unseen
from models.deal_ranking.examples import read
from models.deal_ranking.forest import Forest
from models.deal_ranking.forest_settings import ForestSettings
from models.deal_ranking.gains import measured, ndcg
from models.deal_ranking.lessons import Lessons
from models.deal_ranking.order import Order, chosen
from models.deal_ranking.outlook import Outlook
from models.deal_ranking.outlook_settings import (
    OrderSettings,
    OutlookSettings,
    RevenueSettings,
)
from models.deal_ranking.pair_features import NAMES
from models.deal_ranking.past import Events, Past
from models.deal_ranking.probability import thinned
from models.deal_ranking.scored import Scored
from models.deal_ranking.states import States
from models.odds import log_odds
from models.steps import Steps

SETTINGS = OutlookSettings(
    threads=1,
    forest=ForestSettings(rounds=60, bags=1, learning_rate=0.15),
    revenue=RevenueSettings(fewest=100),
)
NOW = np.array([TEST_FROM.timestamp()])


def quiet(step: str, share: float) -> None:
    assert step
    assert 0 <= share <= 1


def fitted(directory: Path, **changes: Callable[[pd.DataFrame], pd.DataFrame]) -> Outlook:
    return Outlook.fit(read(write(directory, **changes)), SETTINGS, Steps(quiet))


@pytest.fixture(scope="module")
def outlook(tmp_path_factory: pytest.TempPathFactory) -> Outlook:
    return fitted(tmp_path_factory.mktemp("outlook"))


def buyer(outlook: Outlook, shelf: int, purchases: int = 6) -> States:
    bought = outlook.positions([product(shelf, at) for at in range(purchases)])
    count = len(bought)
    times, amounts = NOW[0] - 86_400.0 * np.arange(count, 0, -1), np.full(count, 10.0)
    return States.of(
        1,
        (np.zeros(count, dtype=np.int64), bought, times, amounts),
        (np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64), np.zeros(0)),
    )


def scores(outlook: Outlook, states: States, **other: np.ndarray) -> Scored:
    count = len(outlook.deals)
    return outlook.score(states, outlook.deals, np.zeros(count, dtype=np.int64), np.arange(count), NOW, **other)


def test_customers_are_told_apart(outlook: Outlook) -> None:
    assert outlook.metrics["valid_auc"] > 0.75
    assert outlook.metrics["valid_ndcg_5"] > 0.7
    assert 0.7 < outlook.metrics["valid_expected_over_redeemed"] < 1.4
    for shelf, name in enumerate(SHELVES):
        chance = scores(outlook, buyer(outlook, shelf)).probability
        own = np.array([one == name for one in outlook.deals.categories])
        assert chance[own].mean() > 2.5 * chance[~own].mean()


def test_a_saved_outlook_says_the_same(outlook: Outlook, tmp_path: Path) -> None:
    outlook.save(tmp_path)
    loaded = Outlook.load(tmp_path)
    for one, two in zip(scores(outlook, buyer(outlook, 1)), scores(loaded, buyer(loaded, 1)), strict=True):
        np.testing.assert_array_equal(one, two)
    assert not {path.suffix for path in tmp_path.rglob("*")} & {".pkl", ".joblib"}
    assert loaded.metrics == outlook.metrics


def test_trees_of_other_features_are_refused(outlook: Outlook, tmp_path: Path) -> None:
    outlook.save(tmp_path)
    path = tmp_path / "outlook.json"
    path.write_text(path.read_text(encoding="utf-8").replace('"own_money"', '"own_coins"'), encoding="utf-8")
    with pytest.raises(ValueError, match="own_coins"):
        Outlook.load(tmp_path)


def test_who_else_asks_changes_nothing(outlook: Outlook) -> None:
    alone = scores(outlook, buyer(outlook, 2))
    one, two = buyer(outlook, 2), buyer(outlook, 0, 3)
    none = np.zeros(0, dtype=np.int64)
    both = States.of(
        2,
        (
            np.repeat([0, 1], [3, 6]),
            np.concatenate([two.purchases.values, one.purchases.values]),
            np.concatenate([two.purchase_seconds, one.purchase_seconds]),
            np.concatenate([two.purchase_amounts, one.purchase_amounts]),
        ),
        (none, none, np.zeros(0)),
    )
    count = len(outlook.deals)
    order = np.arange(count)[::-1]
    found = outlook.score(both, outlook.deals, np.ones(count, dtype=np.int64), order, np.repeat(NOW, 2))
    np.testing.assert_array_equal(found.probability[::-1], alone.probability)


def test_a_lower_place_is_never_likelier(outlook: Outlook) -> None:
    count = len(outlook.deals)
    top, low = (scores(outlook, buyer(outlook, 1), rank=np.full(count, rank)) for rank in (1.0, 6.0))
    assert (low.probability <= top.probability).all()
    assert low.probability.mean() < 0.95 * top.probability.mean()
    np.testing.assert_array_equal(top.probability, scores(outlook, buyer(outlook, 1)).probability)


def test_revenue_follows_the_price_paid(outlook: Outlook) -> None:
    found = scores(outlook, buyer(outlook, 1)).revenue
    assert np.corrcoef(np.log(found), np.log(outlook.deals.paid))[0, 1] > 0.98
    assert (found > 0).all()


class _Ranker(Forest):
    """Margins that are told: more for the customer's own products."""

    def margin(self, features: np.ndarray) -> np.ndarray:
        return features[:, 0].astype(np.float64)


def test_a_ranker_that_is_kept_moves_the_order_alone(outlook: Outlook) -> None:
    ranked = replace(outlook, order=Order(_Ranker(xgb.Booster(), 1), 2.0))
    plain, found = scores(outlook, buyer(outlook, 1)), scores(ranked, buyer(ranked, 1))
    np.testing.assert_array_equal(found.probability, plain.probability)
    count = len(outlook.deals)
    pairs = (np.zeros(count, dtype=np.int64), np.arange(count), NOW)
    own = outlook.features(buyer(outlook, 1), outlook.looks, *pairs)[:, NAMES.index("own")]
    assert own.max() > 0
    np.testing.assert_allclose(log_odds(found.order), log_odds(found.probability) + 2.0 * own, rtol=1e-6)


def test_what_is_served_knows_all_until_the_test(outlook: Outlook, tmp_path: Path) -> None:
    data = read(write(tmp_path))
    assert outlook.memory.offer_shown.sum() == len(data.shown)
    assert outlook.memory.bought.sum() == len(data.known().purchases)
    assert outlook.memory.offer_redeemed.sum() == len(data.known().redemptions)
    assert outlook.memory.rate == pytest.approx(data.shown["redeemed"].mean())


def test_what_is_served_was_learnt_from_valid_too(tmp_path: Path) -> None:
    def half_off(table: pd.DataFrame) -> pd.DataFrame:
        # in valid, and only there, all deals of half the price are redeemed
        deals = pd.read_parquet(plain / "deals.parquet").set_index("deal_id")
        late = (table["split"] == "valid") & (table["deal_id"].map(deals["discount"]) == 0.5)
        asked = pd.read_parquet(plain / "valid.parquet").set_index("example_id")["time"]
        times = table["redeemed_at"].where(~late, table["example_id"].map(asked))
        return table.assign(redeemed=table["redeemed"] | late, redeemed_at=times, revenue=np.float32(1))

    plain = write(tmp_path / "plain")
    found = fitted(tmp_path / "changed", shown=half_off)
    count = len(found.deals)
    pairs = (np.zeros(count, dtype=np.int64), np.arange(count), NOW)
    features = found.features(States.empty(1), found.looks, *pairs)
    as_unseen(features, np.arange(count))  # by content alone
    chance, half = found.probability.logit(features), found.deals.discount == 0.5
    assert chance[half].max() > chance[~half].max() + 0.5


def test_no_more_of_a_customer_counts_than_was_learnt_from(outlook: Outlook) -> None:
    def events(first: int, count: int) -> Events:
        request = np.repeat([0, 1], [count, first])
        position = np.append(np.arange(count) % 40, np.arange(first) % 40)
        return Events(request, position, NOW[0] - 1e6 + np.arange(count + first), np.full(count + first, 2.0))

    none: dict[str, list[str | None]] = {}
    past = Past(
        np.full(2, -1),
        events(7, 450),
        events(3, 230),
        events(3, 230),
        none,
        *(np.ones(2, dtype=bool) for _ in range(2)),
    )
    states, history = outlook.states(past, 2), outlook.tables.chosen.history
    assert np.diff(states.purchases.starts).tolist() == [history.purchases, 7]
    assert np.diff(states.redeemed.starts).tolist() == [history.redemptions, 3]
    assert states.purchase_seconds[0] == NOW[0] - 1e6 + 450 - history.purchases
    assert states.redeemed_seconds[0] == NOW[0] - 1e6 + 230 - history.redemptions


def test_valid_as_new_is_what_was_shown_in_valid(outlook: Outlook) -> None:
    fresh = outlook.fresh
    assert len(fresh.deal) == outlook.facts["valid_rows"]
    assert 0.6 < fresh.probability.sum() / fresh.redeemed.sum() < 1.6


@pytest.mark.parametrize("label", [True, False])
def test_one_class_alone(tmp_path: Path, label: bool) -> None:
    def all_of_them(table: pd.DataFrame) -> pd.DataFrame:
        asked = pd.Timestamp("2026-01-02", tz="UTC")
        times = pd.Series(asked if label else pd.NaT, index=table.index, dtype="datetime64[us, UTC]")
        return table.assign(redeemed=label, redeemed_at=times, revenue=np.float32(1))

    found = fitted(tmp_path, shown=all_of_them)
    chance = scores(found, buyer(found, 0)).probability
    assert (chance > 0.99).all() if label else (chance < 0.01).all()


def test_tables_of_a_shop_that_keeps_little(tmp_path: Path) -> None:
    def bare(table: pd.DataFrame) -> pd.DataFrame:
        names = ["products", "category", "type", "offer_id", "price", "discount", "stock"]
        return table.assign(**{name: None if name in names[:4] else np.nan for name in names})

    none = {name: lambda table: table.iloc[:0] for name in ("purchases", "products", "customers")}
    found = fitted(tmp_path, deals=bare, **none, shown=lambda table: table.assign(rank=np.float32(np.nan)))
    scored = scores(found, States.empty(1))
    assert np.isfinite(np.concatenate(scored)).all()
    assert (scored.revenue > 0).all()
    assert not found.ranked


def test_no_valid(tmp_path: Path) -> None:
    directory = write(tmp_path)
    table = pd.read_parquet(directory / "shown.parquet")
    table[table["split"] != "valid"].to_parquet(directory / "shown.parquet")
    pd.read_parquet(directory / "valid.parquet").iloc[:0].to_parquet(directory / "valid.parquet")
    found = Outlook.fit(read(directory), SETTINGS, Steps(quiet))
    assert found.metrics == {}
    assert len(found.fresh.deal) == 0
    assert np.isfinite(scores(found, buyer(found, 0)).probability).all()


def test_ndcg_is_that_of_the_field() -> None:
    rng = np.random.default_rng(1)
    label, score = rng.random((20, 12)) < 0.2, rng.random((20, 12))
    request = np.repeat(np.arange(20), 12)
    found = ndcg(request, score.ravel(), label.ravel(), 5)
    wanted = [ndcg_score(one[None], two[None], k=5) for one, two in zip(label, score, strict=True) if one.any()]
    np.testing.assert_allclose(found, wanted)


def test_equal_scores_favour_no_place() -> None:
    label = np.tile(np.eye(4, dtype=bool)[0], 2000)
    mean = ndcg(np.repeat(np.arange(2000), 4), np.zeros(8000), label, 4).mean()
    assert mean == pytest.approx(np.mean(1 / np.log2(np.arange(4) + 2)), abs=0.02)


def test_measures_of_rows() -> None:
    rng = np.random.default_rng(0)
    chance = rng.uniform(0.01, 0.3, 4000)
    label = rng.random(4000) < chance
    request, one = np.arange(4000) // 5, np.ones(4000)
    found = measured(request, chance, chance, label, one, 10)
    assert found["valid_expected_over_redeemed"] == pytest.approx(1, abs=0.1)
    assert (
        found["valid_calibration_error"]
        < measured(request, chance, chance / 2, label, one, 10)["valid_calibration_error"]
    )
    assert "valid_auc" not in measured(request, chance, chance, np.zeros(4000, dtype=bool), one, 10)


def test_measures_count_a_row_for_as_many_as_it_stands_for() -> None:
    rng = np.random.default_rng(1)
    chance, weight = rng.uniform(0.01, 0.3, 4000), rng.integers(1, 4, 4000)
    label, request = rng.random(4000) < chance, np.arange(4000) // 5
    found = measured(request, chance, chance, label, weight.astype(float), 1)
    rows = [np.repeat(one, weight) for one in (request, chance, chance, label)]
    repeated = measured(*rows, np.ones(weight.sum()), 1)
    for name in ("auc", "average_precision", "log_loss", "calibration_error", "expected_over_redeemed"):
        assert found[f"valid_{name}"] == pytest.approx(repeated[f"valid_{name}"])
    bins = [measured(request, chance, chance / 2, label, weight.astype(float), count) for count in (1, 10)]
    assert bins[0]["valid_calibration_error"] <= bins[1]["valid_calibration_error"]


def rows(features: np.ndarray, label: np.ndarray, request: np.ndarray) -> Lessons:
    count = len(label)
    return Lessons(features, label, np.full(count, np.nan), np.ones(count), request, np.zeros(count, dtype=np.int64))


def test_thinned_rows_weigh_what_they_stand_for() -> None:
    label = np.arange(20_000) % 100 == 0
    kept, weight = thinned(rows(np.zeros((20_000, 1), np.float32), label, np.arange(20_000)), 3_000, 0)
    assert label[kept].sum() == 200
    assert len(kept) < 3_300
    assert weight.sum() == pytest.approx(20_000, rel=0.05)
    assert (weight[label[kept]] == 1).all()


@pytest.mark.parametrize(("good", "weight"), [(True, 4.0), (False, 0.0)])
def test_a_ranker_is_kept_where_it_orders_better(good: bool, weight: float) -> None:
    rng = np.random.default_rng(5)
    label = np.tile(np.arange(8) == 0, 300)
    margin = (label if good else ~label) + rng.normal(0, 0.3, 2400)
    lessons = rows(margin[:, None].astype(np.float32), label, np.arange(2400) // 8)
    ranker = _Ranker(xgb.Booster(), 1)
    found, told = chosen(ranker, rng.normal(0, 1, 2400), lessons, OrderSettings(weights=(4.0,)))
    assert found == weight
    assert told["4"] > told["0"] if good else told["4"] < told["0"]


def test_a_shop_of_vouchers_with_titles_alone_learns_by_their_words(tmp_path: Path) -> None:
    words = ("green tea leaves", "roast coffee beans", "desk lamp light", "oak chair seat")

    def bare(table: pd.DataFrame, *, titled: bool) -> pd.DataFrame:
        rng = np.random.default_rng(1)
        titles = [" ".join(["voucher", *rng.permutation(words[at % 4].split())[:2]]) for at in range(len(table))]
        none = pd.array([None] * len(table), dtype="str")
        own = pd.array(titles, dtype="str") if titled else none
        return table.assign(title=own, products=none, category=none)

    metrics = []
    for titled in (False, True):
        found = fitted(
            tmp_path / str(titled),
            deals=partial(bare, titled=titled),
            purchases=lambda table: table.iloc[:0],
            products=lambda table: table.iloc[:0],
        )
        found.save(tmp_path / f"saved {titled}")
        again = Outlook.load(tmp_path / f"saved {titled}")
        assert again.tables.names == found.tables.names
        metrics.append(found.metrics)
    assert metrics[1]["valid_auc"] > metrics[0]["valid_auc"] + 0.03, metrics
