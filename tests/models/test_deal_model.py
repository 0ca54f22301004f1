"""The ranker of deals as it is trained, asked, taught and kept."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from deal_examples import BEGINS, NOW, SHELVES, product, write

from models.bundle import BundleError, open_checked
from models.deal_ranking import DealRanker, train
from models.errors import InputError
from models.serving import load_bundle

SETTINGS: dict[str, Any] = {"threads": 1, "outlook": {"forest": {"rounds": 60, "bags": 1, "learning_rate": 0.15}}}
TEA = json.dumps([product(0, one) for one in range(6)])


def quiet(step: str, share: float) -> None:
    assert step
    assert 0 <= share <= 1


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("deals"))


@pytest.fixture(scope="module")
def bundle(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("ranker") / "bundle"
    metrics = train(examples, SETTINGS, out, quiet)
    assert metrics
    return out


@pytest.fixture
def model(bundle: Path) -> DealRanker:
    found = load_bundle(bundle)
    assert isinstance(found, DealRanker)
    return found


def _late(table: pd.DataFrame) -> pd.DataFrame:
    """Redeemed up to eight days after it was shown, some of it far behind the begin of the test."""
    name = "redeemed_at" if "redeemed_at" in table else "time"
    days = table[name].dt.microsecond % 8 + table[name].dt.second / 60
    days = days.where(table[name].dt.minute % 10 > 0, 100)
    return table.assign(**{name: table[name] + pd.to_timedelta(days, unit="D")})


def test_until_something_is_learnt_all_probabilities_are_the_models(tmp_path: Path) -> None:
    train(write(tmp_path / "examples", redemptions=_late, shown=_late), SETTINGS, tmp_path / "bundle", quiet)
    found = load_bundle(tmp_path / "bundle")
    assert isinstance(found, DealRanker)
    assert found.facts["pull"] == "learnt"
    assert (found.book.offered.odds == 1.0).all()
    assert found.updater.delays.seconds.max() / 86_400 == pytest.approx(8, abs=1), "of what is known alone"
    assert len(found.book.tally.young_offer), "some exposures were too young to tell"
    later = rows(1, "new", pd.Timestamp(NOW) + pd.Timedelta(days=30))
    found.update(later, later.iloc[:0], pd.DataFrame({"deal_id": ["new"]}))
    assert (found.book.offered.odds < 1.0).any(), "nothing came of them"


def test_without_exposures_no_pull_is_learnt(tmp_path: Path) -> None:
    examples = write(tmp_path / "examples")
    facts = json.loads((examples / "facts.json").read_text())
    (examples / "facts.json").write_text(json.dumps(facts | {"exposures": "assumed"}))
    train(examples, SETTINGS, tmp_path / "bundle", quiet)
    found = load_bundle(tmp_path / "bundle")
    assert isinstance(found, DealRanker)
    assert (found.facts["pull"], found.facts["pull_strength"]) == ("exposures are assumed", None)
    assert not len(found.book.tally.young_key)
    before = chances(ask(found, {"k": 1000}))
    many = rows(50, str(before.index[0]), pd.Timestamp(NOW) - pd.Timedelta(minutes=5))
    found.update(many, many)
    assert chances(ask(found, {"k": 1000})).to_dict() == before.to_dict()


def rows(count: int, deal_id: str, time: pd.Timestamp) -> pd.DataFrame:
    """Of many customers, one each."""
    who = [f"r{one}" for one in range(count)]
    return pd.DataFrame({"customer_id": who, "deal_id": deal_id, "time": pd.Series([time] * count)})


def deal(name: str, shelf: int, **other: object) -> dict[str, object]:
    """One that was never seen."""
    return {
        "deal_id": name,
        "start": (pd.Timestamp(NOW) - pd.Timedelta(days=1)).isoformat(),
        "end": (pd.Timestamp(NOW) + pd.Timedelta(days=2)).isoformat(),
        "category": SHELVES[shelf],
        "products": [product(shelf, one) for one in (0, 1, 2)],
        "price": 20.0,
        "discount": 0.3,
        "type": "flash",
    } | other


def ask(model: DealRanker, params: dict[str, Any] | None = None, **columns: Any) -> pd.DataFrame:
    told = {name: [json.dumps(one) if isinstance(one, list) else one] for name, one in columns.items()}
    return model.predict(pd.DataFrame({"time": [NOW]} | told), params)


def chances(answer: pd.DataFrame) -> pd.Series[float]:
    return answer.set_index("deal_id")["probability"]


def test_deals_of_what_one_buys_come_first_though_they_were_never_seen(model: DealRanker) -> None:
    new = [deal(f"n{shelf}", shelf) for shelf in range(4)]
    found = ask(model, deals=new, purchases=TEA)
    assert found["deal_id"][0] == "n0"
    chance = chances(found)
    assert chance["n0"] > 2 * chance.drop("n0").max()
    assert chance["n0"] > 1.5 * chances(ask(model, deals=new, purchases="[]"))["n0"]


def test_answers_have_the_form_that_the_signature_tells(model: DealRanker) -> None:
    found = ask(model, {"k": 7}, customer_id="c3")
    signature = model.signature()
    assert found.columns.tolist() == [name for name, _, _ in signature["outputs"]]
    assert found["rank"].tolist() == list(range(1, 8))
    assert (np.diff(found["score"]) <= 0).all()
    assert found["probability"].between(0, 1).all()
    assert found["expected_revenue"].to_numpy() == pytest.approx((found["probability"] * found["revenue"]).to_numpy())
    assert (found["hours_left"] > 0).all()
    assert not model.predict(model.input_example()).empty
    assert set(model.requirements()) >= {"xgboost-cpu", "pandas"}


@pytest.mark.parametrize("days", [1, 9, 21, 33])
def test_only_deals_that_run_are_answered(model: DealRanker, examples: Path, days: int) -> None:
    now = BEGINS + pd.Timedelta(days=days, hours=7)
    deals = pd.read_parquet(examples / "deals.parquet").set_index("deal_id")
    found = model.predict(pd.DataFrame({"time": [now.isoformat()]}), {"k": 1000})
    told = deals.loc[found["deal_id"]]
    assert ((told["start"] <= now) & (now < told["end"])).all()
    assert found["note"].tolist() == ["nothing is known of the customer"] * len(found)


def test_over_sold_out_or_redeemed_deals_are_never_answered(model: DealRanker) -> None:
    gone = [
        deal("over", 0, end=NOW),
        deal("sold out", 0, stock_left=0),
        deal("none", 0, stock=0),
        deal("broke", 0, budget=5.0, cost=6.0),
        deal("late", 0, start=(pd.Timestamp(NOW) + pd.Timedelta(hours=1)).isoformat()),
        deal("turned", 0, start="2026-03-01", end="2026-02-01"),
        deal("had", 0),
    ]
    found = ask(model, {"k": 100}, deals=[*gone, deal("fine", 0)], redeemed='["had"]')
    assert found["deal_id"].tolist() == ["fine"]
    nothing = ask(model, deals=gone, redeemed='["had"]')
    assert nothing["rank"].tolist() == [0]
    assert nothing.loc[0, ["deal_id", "score", "probability"]].isna().all()
    assert model.facts["once"] is True


def test_customers_and_deals_of_whom_little_is_known_are_answered(model: DealRanker) -> None:
    bare = {"deal_id": "bare"}
    found = ask(model, deals=[bare, deal("n", 1)], customer_id="nobody")
    assert sorted(found["deal_id"]) == ["bare", "n"]
    assert np.isfinite(found[["score", "probability", "revenue"]].to_numpy()).all()
    assert "nothing is known of the customer" in found["note"][0]
    buys_nothing = ask(model, deals=[bare, deal("n", 1)], customer_id="c239")
    assert buys_nothing["note"].isna().all()
    strange = ask(model, deals=[deal("n", 1, category="Never > Seen", products=["what"], type="odd")])
    assert 0 < strange["probability"][0] < 1


def test_alpha_moves_the_order_from_relevance_to_revenue(model: DealRanker) -> None:
    new = [deal("likely", 0, price=2.0), deal("dear", 2, price=400.0)]
    orders = [ask(model, {"alpha": alpha}, deals=new, purchases=TEA)["deal_id"].tolist() for alpha in (0.0, 1.0)]
    assert orders == [["likely", "dear"], ["dear", "likely"]]
    worth = [ask(model, {"alpha": alpha, "k": 3}, customer_id="c5")["expected_revenue"].sum() for alpha in (0, 0.5, 1)]
    assert worth[0] <= worth[1] <= worth[2]


def test_an_impersonal_answer_is_the_same_for_all_who_may_have_the_same_deals(model: DealRanker) -> None:
    plain = ask(model, {"personal": False}, customer_id="c2", redeemed="[]")
    first = ask(model, {"personal": False}, customer_id="c1", purchases=TEA, redeemed='["nothing of these"]')
    pd.testing.assert_frame_equal(first, plain)
    best = plain["deal_id"][0]
    without = ask(model, {"personal": False}, customer_id="c1", purchases=TEA, redeemed=[best])
    assert without["deal_id"].tolist()[:9] == plain["deal_id"].tolist()[1:]
    assert ask(model, customer_id="c1", purchases=TEA)["deal_id"].tolist() != plain["deal_id"].tolist()


def test_told_and_stored_pasts_are_the_same(model: DealRanker, examples: Path) -> None:
    bought = pd.read_parquet(examples / "purchases.parquet")
    bought = bought[(bought["customer_id"] == "c7") & (bought["time"] < pd.Timestamp(NOW))]
    used = pd.read_parquet(examples / "redemptions.parquet")
    used = used[(used["customer_id"] == "c7") & (used["time"] < pd.Timestamp(NOW))]
    told = [
        {"product_id": one.product_id, "time": one.time.isoformat(), "amount": one.amount}
        for one in bought.itertuples()
    ]
    redeemed = [{"deal_id": one.deal_id, "time": one.time.isoformat()} for one in used.itertuples()]
    pd.testing.assert_frame_equal(
        ask(model, customer_id="c7"), ask(model, customer_id="c7", purchases=told, redeemed=redeemed)
    )


def test_purchases_count_by_their_category_where_no_more_is_told(model: DealRanker) -> None:
    new = [deal(f"n{shelf}", shelf) for shelf in range(4)]

    def asked(*paths: str) -> pd.Series[float]:
        return chances(ask(model, deals=new, purchases=[{"category": path} for path in paths]))

    tea, above, nothing = asked(*["Food>Tea"] * 6), asked(*["Food"] * 6), asked()
    assert tea.idxmax() == "n0"
    assert tea["n0"] > 1.5 * nothing["n0"]
    assert above["n0"] != nothing["n0"]
    strange = [{"product_id": "gone", "category": SHELVES[0]}] * 6
    pd.testing.assert_series_equal(chances(ask(model, deals=new, purchases=strange)), tea)


def test_redeemed_deals_count_by_their_offer(model: DealRanker) -> None:
    def asked(*redeemed: dict[str, str]) -> pd.Series[float]:
        return chances(ask(model, {"k": 50}, redeemed=list(redeemed)))

    offers, deals = (asked(*({key: f"d{one}"} for one in range(40, 50))) for key in ("offer_id", "deal_id"))
    pd.testing.assert_series_equal(offers, deals)
    assert not offers.equals(asked().reindex(offers.index))


def test_requests_of_one_table_are_answered_as_if_alone(model: DealRanker) -> None:
    frame = pd.DataFrame(
        {
            "request_id": ["same", "same", "other", "none"],
            "customer_id": ["c1", "c2", None, "c1"],
            "deals": [None, json.dumps([deal("n", 0), "d60", "d71", "d72"]), json.dumps(["d71", "d72"]), "[]"],
            "time": [NOW, NOW, (pd.Timestamp(NOW) + pd.Timedelta(days=1)).isoformat(), NOW],
        }
    )
    whole = model.predict(frame, {"k": 3})
    alone = pd.concat([model.predict(frame.iloc[[row]], {"k": 3}) for row in range(4)], ignore_index=True)
    pd.testing.assert_frame_equal(whole, alone, rtol=1e-5)
    assert whole["request_id"].tolist()[:3] == ["same"] * 3
    assert model.predict(frame.iloc[:0]).empty


def test_how_many_run_in_a_campaign_is_told_by_the_requests_own_list(model: DealRanker) -> None:
    def deals(count: int, other: int) -> str:
        beside = [deal(f"n{one}", 1, campaign_id="K") for one in range(1, count)]
        return json.dumps([deal("n", 0, campaign_id="K"), *beside, deal(f"o{other}", 2)])

    few = model.predict(pd.DataFrame({"time": [NOW], "deals": [deals(2, 0)]}), {"k": 50})
    many = model.predict(pd.DataFrame({"time": [NOW], "deals": [deals(40, 0)]}), {"k": 50})
    assert chances(many)["n"] < 0.9 * chances(few)["n"]
    # the same deals in lists that differ, as they are where each customer is offered others beside them
    frame = pd.DataFrame({"time": [NOW] * 20, "deals": [deals(2, other) for other in range(20)]})
    assert chances(model.predict(frame, {"k": 50}))["n"].to_numpy() == pytest.approx(chances(few)["n"])


def test_a_probability_hangs_on_nothing_else_that_is_asked(model: DealRanker) -> None:
    model.update(*_logged(["d71"], [0.6], 100, np.random.default_rng(8)))
    counted = deal("counted", 0, shown=200, redeemed=90)
    again = deal("again", 1, offer_id="d71")  # of an offer that has shown what it pulls
    plain = deal("plain", 2, stock_left=3)
    others = [deal(f"o{one}", one % 4, price=5.0 + one, shown=9, redeemed=1) for one in range(200)]
    early = (pd.Timestamp(NOW) - pd.Timedelta(hours=20)).isoformat()
    asked = [([counted, again, plain], NOW), ([counted], early), ([again], NOW), (others, NOW), ([again, counted], NOW)]
    frame = pd.DataFrame({"time": [at for _, at in asked], "deals": [json.dumps(deals) for deals, _ in asked]})
    frame = frame.assign(customer_id="c1", request_id=[f"r{one}" for one in range(len(asked))])
    orders = []
    for allocate in (False, True):
        params = {"k": 500, "allocate": allocate, "alpha": 1.0}
        whole = model.predict(frame, params)
        alone = pd.concat([model.predict(frame.iloc[[row]], params) for row in range(len(frame))], ignore_index=True)
        pd.testing.assert_frame_equal(whole, alone, rtol=1e-6)
        orders.append(whole.set_index(["request_id", "deal_id"])["probability"])
    pd.testing.assert_series_equal(orders[1].reindex(orders[0].index), orders[0], rtol=1e-6)
    assert orders[0]["r0", "counted"] == pytest.approx(orders[0]["r4", "counted"], rel=1e-6)
    assert orders[0]["r0", "again"] == pytest.approx(orders[0]["r2", "again"], rel=1e-6)


@pytest.mark.parametrize("name", ["d76", "d11"], ids=["still to come", "over"])
def test_a_deal_has_one_multiple_however_it_is_told(model: DealRanker, examples: Path, name: str) -> None:
    row = pd.read_parquet(examples / "deals.parquet").set_index("deal_id").loc[name]
    time = (row["start"] + pd.Timedelta(hours=5)).isoformat()
    told = {"deal_id": name, "price": float(row["price"])}
    model.update(*_logged([name], [0.7], 200, np.random.default_rng(9), time))
    asked = pd.DataFrame({"time": [time] * 2, "customer_id": ["c1"] * 2, "deals": [f'["{name}"]', json.dumps([told])]})
    found = model.predict(asked, {"allocate": True})
    assert found["rank"].tolist() == [1, 1]
    assert found["probability"][1] == pytest.approx(found["probability"][0], rel=1e-5)
    # its mean is moved by the multiple, its odds by more
    assert found["probability"][0] > 1.5 * model.book.crowd[model.book.stored.row[name]]


def test_a_known_deal_told_as_an_object_is_the_one_of_the_bundle(model: DealRanker, examples: Path) -> None:
    row = pd.read_parquet(examples / "deals.parquet").set_index("deal_id").loc["d72"]
    whole = {"deal_id": "d72", "category": row["category"], "products": json.loads(row["products"])}
    whole |= {name: float(row[name]) for name in ("price", "discount")}
    whole |= {"start": row["start"].isoformat(), "end": row["end"].isoformat(), "type": row["type"]}
    time = (row["start"] + pd.Timedelta(hours=5)).isoformat()
    by_id = model.predict(pd.DataFrame({"time": [time], "customer_id": ["c1"], "deals": ['["d72"]']}))
    as_object = model.predict(pd.DataFrame({"time": [time], "customer_id": ["c1"], "deals": [json.dumps([whole])]}))
    pd.testing.assert_frame_equal(by_id, as_object, rtol=1e-4)


def test_updates_move_the_probability_towards_the_truth(model: DealRanker) -> None:
    rng = np.random.default_rng(5)
    names = ["d66", "d68", "d69"]
    deals = [{"deal_id": name, "start": BEGINS.isoformat(), "end": "2027-01-01"} for name in names]
    before = chances(ask(model, {"personal": False}, deals=deals))
    truth = np.clip(before[names].to_numpy() * [4.0, 1.0, 0.2], 0, 0.9)
    model.update(*_logged(names, truth.tolist(), 300, rng))
    after = chances(ask(model, {"personal": False}, deals=deals))
    gap = np.abs(np.log(after[names].to_numpy() / truth))
    assert gap[0] < 0.5 * np.log(4)
    assert gap[2] < 0.7 * np.log(5)
    assert gap[1] < 0.4


def _logged(
    names: list[str], chance: list[float], shown: int, rng: np.random.Generator, time: str = NOW
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Exposures to customers of whom nothing is known, and what came of them."""
    table = pd.DataFrame(
        [(f"x{one}", name) for name in names for one in range(shown)], columns=["customer_id", "deal_id"]
    ).assign(time=pd.Timestamp(time), rank=1)
    drawn = rng.random(len(table)) < np.repeat(chance, shown)
    return table, table[drawn].drop(columns="rank")


def test_what_is_learnt_does_not_hang_on_how_calls_are_cut(model: DealRanker) -> None:
    at = pd.Timestamp(NOW)
    who = ["x1", "x2", "x3"]
    taken = pd.DataFrame({"customer_id": who, "deal_id": "d66", "time": at - pd.Timedelta(hours=1)})
    shown = pd.DataFrame({"customer_id": who, "deal_id": "d68", "time": at, "rank": 1})
    begin = model.book
    model.update(shown, taken)
    once = model.book.tally.young_expected
    model.book = begin
    model.update(shown.iloc[:0], taken)
    model.update(shown, taken.iloc[:0])
    assert len(once) == len(begin.tally.young_expected) + len(who)
    np.testing.assert_array_equal(model.book.tally.young_expected, once)


def test_told_impressions_move_a_new_deal(model: DealRanker) -> None:
    def asked(**counts: int) -> float:
        return float(ask(model, {"personal": False}, deals=[deal("n", 0, **counts)])["probability"][0])

    plain = asked()
    assert asked(shown=0, redeemed=0) == pytest.approx(plain)
    assert asked(shown=400, redeemed=0) < plain
    assert asked(shown=400, redeemed=200) > 1.5 * plain


def test_what_is_saved_is_what_was_learnt(model: DealRanker, tmp_path: Path) -> None:
    new = pd.DataFrame([deal("new", 1), {"deal_id": "d68", "price": 3.5, "end": "9999-12-31"}])
    rng = np.random.default_rng(6)
    exposures, redemptions = _logged(["d66", "new"], [0.5, 0.3], 60, rng)
    assert model.update(exposures, redemptions, deals=new)["renewed"] == 1
    model.update(exposures, redemptions.iloc[:1].assign(customer_id="c2"))
    model.save(tmp_path / "kept")
    again = load_bundle(tmp_path / "kept")
    had, lists = redemptions["customer_id"].iloc[0], '["new", "d66", "d68"]'
    asked = pd.DataFrame({"time": [NOW] * 4, "customer_id": ["c1", "c2", had, "c2"], "deals": [None] * 2 + [lists] * 2})
    later = pd.DataFrame({"deal_id": ["d69", "new"], "discount": [0.9, 0.1]})
    for one in (model, again):
        one.update(exposures.iloc[:0], redemptions.iloc[:0], later)
    assert "d66" not in again.predict(asked.iloc[1:])["deal_id"].tolist()
    for params in ({}, {"alpha": 1.0, "allocate": True}):
        pd.testing.assert_frame_equal(model.predict(asked, params), again.predict(asked, params))
    assert "new" in again.predict(asked)["deal_id"].tolist()
    with pytest.raises(ValueError, match="not empty"):
        model.save(tmp_path / "kept")


def test_a_bundle_that_was_altered_is_refused(model: DealRanker, tmp_path: Path) -> None:
    model.save(tmp_path / "kept")
    (tmp_path / "kept" / "tally.npz").write_bytes(b"")
    with pytest.raises(BundleError, match=r"tally\.npz"):
        open_checked(tmp_path / "kept")


def test_training_again_gives_the_same_answers(examples: Path, bundle: Path, tmp_path: Path) -> None:
    train(examples, SETTINGS, tmp_path / "again", quiet)
    asked = pd.DataFrame({"time": [NOW], "customer_id": ["c1"]})
    pd.testing.assert_frame_equal(
        load_bundle(bundle).predict(asked, {"k": 50}), load_bundle(tmp_path / "again").predict(asked, {"k": 50})
    )


def test_training_refuses_what_it_cannot_use(examples: Path, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not empty"):
        train(examples, SETTINGS, examples, quiet)
    with pytest.raises(InputError, match="no deal to rank"):
        train(write(tmp_path / "none", deals=lambda table: table.iloc[:0]), SETTINGS, tmp_path / "a", quiet)
    nothing = write(tmp_path / "valid", shown=lambda table: table[table["split"] != "train"])
    with pytest.raises(InputError, match="no deal was shown before valid"):
        train(nothing, SETTINGS, tmp_path / "b", quiet)
    stray = write(tmp_path / "stray", shown=lambda table: table.assign(deal_id="who"))
    with pytest.raises(ValueError, match="name no deal of deals"):
        train(stray, SETTINGS, tmp_path / "c", quiet)


def _unseen(table: pd.DataFrame) -> pd.DataFrame:
    never = table["redeemed_at"].where(table["redeemed_at"].isna())
    return table.assign(redeemed=False, revenue=np.float32("nan"), redeemed_at=never)


def _all_redeemed(table: pd.DataFrame) -> pd.DataFrame:
    at = table["redeemed_at"].fillna(pd.Timestamp(BEGINS))
    return table.assign(redeemed=True, revenue=table["revenue"].fillna(1), redeemed_at=at).astype(table.dtypes)


@pytest.mark.parametrize(
    "changes",
    [
        {"shown": _unseen, "redemptions": lambda table: table.iloc[:0]},
        {"shown": _all_redeemed},
        {"purchases": lambda table: table.iloc[:0], "products": lambda table: table.iloc[:0]},
        {"shown": lambda table: table[table["split"] == "train"], "valid": lambda table: table.iloc[:0]},
        {"deals": lambda table: table.assign(products=None, category=None, price=np.nan, discount=np.nan)},
    ],
    ids=["nobody redeems", "all redeem all", "no purchases", "no valid", "deals without content"],
)
def test_poor_tables_still_give_a_model(changes: dict[str, Any], tmp_path: Path) -> None:
    few = {"threads": 1, "outlook": {"forest": {"rounds": 5, "bags": 1}}}
    train(write(tmp_path / "poor", **changes), few, tmp_path / "bundle", quiet)
    model = load_bundle(tmp_path / "bundle")
    for params in ({}, {"alpha": 1.0, "allocate": True}):
        found = model.predict(pd.DataFrame({"time": [NOW], "customer_id": ["c1"]}), params)
        assert len(found) == 10
        assert found["probability"].between(0, 1).all()
        assert np.isfinite(found[["score", "revenue"]].to_numpy()).all()
