"""The recommender as it is trained, asked and kept."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from rec_shop import GONE, HERE, LATER, NEW, NOW, VALID_SINCE, events, products, write

from models.bundle import BundleError, open_checked
from models.errors import InputError
from models.recommendation import Recommender, train
from models.recommendation.asking import EMPTY, NOTHING, STRANGE, UNKNOWN
from models.recommendation.blend import Blend
from models.recommendation.candidates import SOURCES
from models.recommendation.moment import Moment
from models.recommendation.reasons import REASONS
from models.serving import load_bundle

SETTINGS: dict[str, Any] = {
    "threads": 1,
    "ranking": {"rounds": 40, "fewest_requests": 50},
    "candidates": {"content": {"pieces": 16}},
}
GOODS = products().set_index("product_id")
EVERY = len(GOODS) - GOODS.index.str.startswith((LATER, GONE)).sum()


def quiet(step: str, share: float) -> None:
    assert step
    assert 0 <= share <= 1


@pytest.fixture(scope="module")
def examples(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("shop"))


@pytest.fixture(scope="module")
def bundle(examples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("recommender") / "bundle"
    train(examples, SETTINGS, out, quiet)
    return out


@pytest.fixture(scope="module")
def model(bundle: Path) -> Recommender:
    found = load_bundle(bundle)
    assert isinstance(found, Recommender)
    return found


def bought(*ids: str) -> str:
    return json.dumps(list(ids))


def event(product: str, kind: str = "buy", days: float = 3.0) -> dict[str, str]:
    time = (NOW - pd.Timedelta(days=days)).isoformat()
    return {"product_id": product, "type": kind, "time": time}


def ask(model: Recommender, params: dict[str, Any] | None = None, **columns: Any) -> pd.DataFrame:
    rows = max((len(one) for one in columns.values() if isinstance(one, list)), default=1)
    told = {name: one if isinstance(one, list) else [one] * rows for name, one in columns.items()}
    return model.predict(pd.DataFrame({"time": [NOW.isoformat()] * rows} | told), params)


def listed(answer: pd.DataFrame) -> list[str]:
    return answer.loc[answer["rank"] > 0, "product_id"].tolist()


def kinds(answer: pd.DataFrame) -> pd.Series[str]:
    return GOODS.loc[listed(answer), "category"]


def of_kind(path: str, brand: str = "") -> list[str]:
    rows = GOODS[(GOODS["category"] == path) & GOODS["brand"].str.startswith(brand)]
    return [one for one in rows.index if one.startswith("p")]


LAMPS = of_kind("Home > Lamps", "Sonora")
KETTLES = of_kind("Kitchen > Kettles", "Sonora")
COFFEES = of_kind("Food > Coffee", "Velmont")


def test_trees_are_kept_and_metrics_are_told(model: Recommender) -> None:
    assert model.facts["ranker"]["kept"]
    assert model.facts["valid_metrics"]["hr_10"] > 0.5
    assert model.facts["products_never_seen"] == 10
    assert model.facts["timings"]["train_seconds"] > 0


def test_without_a_history_what_sells_here_and_now_is_at_least_as_good_as_what_sells(model: Recommender) -> None:
    told = model.facts["without_history"]
    assert told["valid_ndcg"][told["order"]] == max(told["valid_ndcg"].values())
    assert set(told["valid_ndcg"]) == {"ranker", "moment", "popular", "popular_ever"}
    assert (model.answerer.moment is None) == (told["order"] == "ranker")


def test_the_order_without_a_history_is_for_these_requests_alone(model: Recommender) -> None:
    most_sold = replace(model, answerer=replace(model.answerer, moment=Moment.alone("events")))
    blank, told = "[]", json.dumps([event(LAMPS[0])])
    together = ask(most_sold, {"k": 5}, history=[blank, told], request_id=["blank", "told"]).groupby("request_id")
    sold = pd.Series(model.answerer.tables.behaviour.events, model.answerer.tables.catalogue.ids)
    found = sold[listed(together.get_group("blank"))].tolist()
    assert found == sorted(found, reverse=True)
    assert found[0] > sold.median()
    assert listed(together.get_group("told")) == listed(ask(model, {"k": 5}, history=told))


def test_one_more_event_changes_the_very_next_list(model: Recommender) -> None:
    first = event(LAMPS[0])
    before = ask(model, {"k": 5}, history=json.dumps([first]))
    after = ask(model, {"k": 5}, history=json.dumps([first, event(KETTLES[1], "view", 0.0)]))
    assert listed(before) != listed(after)
    assert (ask(model, {"k": 20}, history=json.dumps([first, event(KETTLES[1])]))["because"] == KETTLES[1]).any()


def test_what_follows_is_found(model: Recommender) -> None:
    assert LAMPS[3] in listed(ask(model, {"k": 5}, history=bought(LAMPS[1], LAMPS[2])))


def test_what_may_not_be_shown_never_is(model: Recommender) -> None:
    histories = ["[]", bought(HERE), bought(f"{GONE}0"), bought(f"{LATER}1", LAMPS[0])]
    answer = ask(model, {"k": 1000}, history=histories, region="south", exclude=bought(LAMPS[3], NEW + "0", "strange"))
    ids = answer["product_id"]
    assert not ids.str.startswith((LATER, GONE)).any()
    assert not ids.isin([HERE, LAMPS[3], NEW + "0"]).any()
    assert (answer["rank"] > 0).all()
    north = ask(model, {"k": 1000}, history=bought(f"{GONE}0"), region=" North ")
    assert HERE in listed(north)
    launched = (NOW + pd.Timedelta(days=60)).isoformat()
    assert any(one.startswith(LATER) for one in listed(ask(model, {"k": 1000}, history="[]", time=launched)))


def test_more_than_there_is_gives_all_that_can_be_shown(model: Recommender) -> None:
    answer = ask(model, {"k": 10_000}, history="[]")
    assert sorted(listed(answer)) == sorted(one for one in GOODS.index if not one.startswith((LATER, GONE)))
    assert (np.diff(answer["score"]) <= 0).all()
    assert answer["rank"].tolist() == list(range(1, EVERY + 1))


def test_diversity_raises_the_number_of_categories_and_none_changes_nothing(model: Recommender) -> None:
    histories = [bought(*LAMPS[:2]), bought(*COFFEES[:2]), bought(KETTLES[0])]
    plain, same, mixed = (ask(model, {"k": 8, "diversity": one}, history=histories) for one in (0.0, 0, 0.7))
    pd.testing.assert_frame_equal(plain, same)
    assert kinds(mixed).nunique() >= kinds(plain).nunique()
    each = [
        [kinds(ask(model, {"k": 8, "diversity": one}, history=history)).nunique() for history in histories]
        for one in (0.0, 0.7)
    ]
    assert sum(each[1]) > sum(each[0])


def test_a_product_that_was_never_sold_is_recommended(model: Recommender) -> None:
    fresh = GOODS[GOODS.index.str.startswith(NEW)]
    hits = 0
    for name, row in fresh.iterrows():
        alike = of_kind(str(row["category"]), str(row["brand"]))
        hits += name in listed(ask(model, {"k": 10, "repeats": "always"}, history=bought(*alike[:2])))
    assert hits >= 3


def test_an_impersonal_answer_is_the_same_for_all_in_a_region(model: Recommender) -> None:
    people = {"history": [bought(LAMPS[0]), bought(KETTLES[0]), None], "customer_id": ["c002", None, "c004"]}
    answer = ask(model, {"personal": False, "k": 7}, region="north", **people)
    lists = answer["product_id"].to_numpy().reshape(3, 7)
    assert (lists == lists[0]).all()
    assert answer["because"].isna().all()
    mine = ask(model, {"k": 7}, region="north", **people)["product_id"].to_numpy().reshape(3, 7)
    assert not (mine == mine[0]).all()


def test_what_is_not_bought_again_is_left_out_and_consumables_are_not(model: Recommender) -> None:
    history = bought(COFFEES[0], KETTLES[0])
    auto, never, always = (listed(ask(model, {"k": 1000, "repeats": one}, history=history)) for one in HOW)
    assert KETTLES[0] not in auto
    assert COFFEES[0] in auto
    assert not {KETTLES[0], COFFEES[0]} & set(never)
    assert {KETTLES[0], COFFEES[0]} <= set(always)
    viewed = json.dumps([event(KETTLES[0], "view")])
    assert KETTLES[0] in listed(ask(model, {"k": 1000, "repeats": "never"}, history=viewed))
    again = ask(model, {"k": 1000}, history=bought(COFFEES[0])).set_index("product_id").loc[COFFEES[0]]
    assert (again["reason"], again["because"]) == ("again", COFFEES[0])


HOW = ("auto", "never", "always")


def test_reasons_are_known_and_speak_of_the_history(model: Recommender) -> None:
    history = [COFFEES[0], "strange", LAMPS[2]]
    answer = ask(model, {"k": 40}, history=bought(*history))
    assert set(answer["reason"]) <= set(REASONS)
    assert set(answer["because"].dropna()) <= set(history)
    personal = answer["reason"].isin(["bought_next", "bought_together", "similar", "again"])
    assert (answer["because"].notna() == personal).all()
    assert ask(model, history="[]")["because"].isna().all()


def test_a_missing_history_is_the_stored_profile_and_an_empty_one_is_not(model: Recommender) -> None:
    log = events()
    own = log[log["customer_id"] == "c005"]
    told = [{"product_id": one.product_id, "time": one.time.isoformat(), "type": one.type} for one in own.itertuples()]
    kept, said, empty = (ask(model, history=one, customer_id="c005") for one in (None, json.dumps(told), "[]"))
    pd.testing.assert_frame_equal(kept, said)
    assert listed(kept) != listed(empty)


def test_a_region_counts_where_it_is_told_or_known_of_the_customer(model: Recommender) -> None:
    told = ask(model, {"k": 1000}, history="[]", region="south")
    home = ask(model, {"k": 1000}, history="[]", customer_id="c001")
    assert listed(told) == listed(home)
    west = ask(model, history="[]", region="west")
    assert len(listed(west)) <= 1
    unknown = ask(model, {"k": 1000}, history="[]", region="nowhere")
    assert len(listed(unknown)) == EVERY
    assert (unknown["note"] == UNKNOWN).all()
    assert ask(model, history="[]", region="north")["note"].isna().all()


def test_a_place_in_ten_is_of_products_that_nobody_has_chosen_yet(model: Recommender) -> None:
    unsold = pd.Series(model.answerer.sources.unsold, model.answerer.tables.catalogue.ids)
    for history in ("[]", '["p003"]'):
        kept, plain = (
            ask(model, {"k": 20, "new_share": share}, region="north", history=history) for share in (0.1, 0.0)
        )
        among = unsold[listed(kept)].to_numpy()
        assert among[:10].sum() >= 1
        assert among.sum() >= 2
        assert (np.diff(kept["score"]) <= 0).all()
        assert not kept.loc[among, "reason"].str.startswith("popular").any()
        first = [one for one in listed(plain) if not unsold[one]]
        assert [one for one in listed(kept) if not unsold[one]] == first[: int((~among).sum())]


def test_what_follows_a_newcomer_that_was_brought_up_is_below_it_and_no_tie(model: Recommender) -> None:
    asked = {"region": "north", "history": '["p003"]'}
    plain, half = (ask(model, {"k": 20, "new_share": share}, **asked) for share in (0.0, 0.9))
    assert listed(half) != listed(plain)
    tied = plain.loc[plain["score"].duplicated(keep=False), "product_id"]
    assert not half.loc[~half["product_id"].isin(tied), "score"].duplicated().any()


@pytest.mark.parametrize(
    "columns",
    [
        {"history": "[]"},
        {"history": '["strange"]'},
        {"history": None, "customer_id": "nobody"},
        {"history": '["p003"]', "customer_id": "c002"},
    ],
)
def test_who_tells_nothing_is_shown_what_sells_even_where_no_weight_speaks_of_it(
    model: Recommender, columns: dict[str, Any]
) -> None:
    mute = Moment(np.zeros_like(Moment.alone("events").weights))
    silent = replace(model, answerer=replace(model.answerer, moment=mute, blend=Blend(np.zeros(len(SOURCES)))))
    behaviour, ids = model.answerer.tables.behaviour, model.answerer.tables.catalogue.ids
    how = {"k": 30, "new_share": 0.0, "personal": "c002" not in columns.values()}
    answer = ask(silent, how, region="north", **columns)
    best = listed(answer)
    assert best == [one for one in ids[behaviour.popular] if one in best]
    assert pd.Series(behaviour.events, ids)[best[:10]].mean() > 1.2 * behaviour.events.mean()
    assert (answer["reason"] == "popular").all()


def test_what_was_bought_long_ago_is_left_out_however_much_was_viewed_since(model: Recommender) -> None:
    old = [event(KETTLES[0]), *(event(LAMPS[row % 4], "view") for row in range(400)), event("strange", "view")]
    for repeats in ("auto", "never"):
        assert KETTLES[0] not in listed(ask(model, {"k": 1000, "repeats": repeats}, history=json.dumps(old)))
    assert KETTLES[0] in listed(ask(model, {"k": 1000, "repeats": "always"}, history=json.dumps(old)))


def test_unknown_products_push_nothing_out_of_a_history(model: Recommender) -> None:
    told = [event(LAMPS[0]), event(LAMPS[1])]
    strange = [event(f"strange{row}", "view") for row in range(300)]
    known, long = (ask(model, history=json.dumps(one)) for one in (told, [*told, *strange]))
    pd.testing.assert_frame_equal(known, long)


def test_what_a_stored_profile_no_longer_holds_as_events_is_still_bought(tmp_path: Path) -> None:
    log, ids = events(), GOODS.index
    own = log[(log["customer_id"] == "c005") & (log["time"] < VALID_SINCE)]
    view = own.iloc[[-1]].assign(type="view", visit_id="more")
    views = pd.concat([view.assign(place=1000 + row) for row in range(30)])
    write(tmp_path / "shop", pd.concat([log, views]).sort_values(["customer_id", "time", "place"]))
    settings = SETTINGS | {"ranking": {"enabled": False}, "repeats": {"least_rate": 1.0}}
    train(tmp_path / "shop", settings, tmp_path / "bundle", quiet)
    kept = Recommender.load(open_checked(tmp_path / "bundle"))
    bought_once = set(log.loc[(log["customer_id"] == "c005") & (log["type"] == "buy"), "product_id"])
    assert bought_once <= set(ids)
    assert bought_once
    for repeats in ("auto", "never"):
        shown = set(listed(ask(kept, {"k": 1000, "repeats": repeats}, customer_id="c005", history=None)))
        assert not bought_once & shown
    assert bought_once <= set(listed(ask(kept, {"k": 1000, "repeats": "always"}, customer_id="c005", history=None)))


def test_an_impersonal_answer_knows_a_home_for_what_can_be_had_alone(model: Recommender) -> None:
    home = ask(model, {"k": 1000, "personal": False}, customer_id="c001")
    nobody = ask(model, {"k": 1000, "personal": False}, history="[]", exclude=bought(HERE))
    assert HERE in listed(ask(model, {"k": 1000, "personal": False}, history="[]"))
    pd.testing.assert_frame_equal(home, nobody)


def test_scores_never_rise_with_the_rank(model: Recommender) -> None:
    for diversity in (0.0, 0.5, 1.0):
        answer = ask(model, {"k": 40, "diversity": diversity}, history=bought(LAMPS[0], KETTLES[0]))
        assert (answer["score"].diff().dropna() <= 0).all()


def test_what_fills_a_list_up_has_a_reason_that_is_true(model: Recommender) -> None:
    history = [COFFEES[0], KETTLES[0]]
    answer = ask(model, {"k": 1000, "repeats": "always"}, history=bought(*history)).set_index("product_id")
    assert (answer.loc[history, "reason"] == "again").all()
    sources = model.answerer.sources
    short = replace(sources, settings=replace(sources.settings, per_popular=1, per_source=1, per_unsold=0))
    less = replace(model, answerer=replace(model.answerer, sources=short))
    rest = ask(less, {"k": 1000}, history="[]").set_index("product_id")
    fresh = [one for one in rest.index if one.startswith(NEW)]
    assert (rest.loc[fresh, "reason"] == "new").sum() >= len(fresh) - 1


def test_nothing_to_show_is_one_row_of_rank_0(model: Recommender) -> None:
    answer = ask(model, history="[]", exclude=bought(*GOODS.index))
    assert answer["rank"].tolist() == [0]
    assert answer["product_id"].isna().all()
    assert answer["note"].tolist() == [NOTHING]


def test_a_region_without_stock_has_nothing(examples: Path, tmp_path: Path) -> None:
    for path in examples.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    homes = pd.DataFrame({"customer_id": ["c000"], "region": ["island"]}).astype("str")
    homes.to_parquet(tmp_path / "customers.parquet")
    train(tmp_path, SETTINGS | {"ranking": {"enabled": False}}, tmp_path / "bundle", quiet)
    model = Recommender.load(open_checked(tmp_path / "bundle"))
    assert model.facts["ranker"] == {"kept": False, "why": "it is not wanted"}
    answer = ask(model, history=bought(LAMPS[0]), region="Island")
    assert answer["rank"].tolist() == [0]
    assert answer["note"].tolist() == [f"{EMPTY}; {NOTHING}"]
    sold = pd.Series(model.answerer.tables.behaviour.long, model.answerer.tables.catalogue.ids)
    silent = replace(model.answerer, blend=Blend(np.zeros(len(SOURCES))), moment=None)
    best = listed(ask(replace(model, answerer=silent), {"k": 20, "new_share": 0.0}, history="[]", region="north"))
    assert sold[best].is_monotonic_decreasing, "where nothing is told apart what sells goes first"
    assert sold[best[0]] > sold[best[-1]]


@pytest.mark.parametrize(
    ("history", "note"),
    [
        (bought("strange", "stranger"), STRANGE),
        (json.dumps([f"p{row % 25:03d}" for row in range(10_000)]), None),
        (json.dumps([event(LAMPS[0], days=1.0)] * 5), None),
        (json.dumps([event(LAMPS[0]), {"product_id": KETTLES[0]}]), None),
        (json.dumps([event(LAMPS[0], days=-900.0)]), None),
    ],
)
def test_odd_histories_are_answered(model: Recommender, history: str, note: str | None) -> None:
    answer = ask(model, history=history)
    assert answer["rank"].tolist() == list(range(1, 11))
    assert np.isfinite(answer["score"]).all()
    assert answer["note"].fillna("-").eq(note or "-").all()


def test_unreadable_requests_are_refused(model: Recommender) -> None:
    with pytest.raises(InputError, match="column history holds 1 cells of 2"):
        ask(model, history=["{", "[]"])
    with pytest.raises(InputError, match="none of the columns"):
        model.predict(pd.DataFrame({"user": [1]}))
    assert model.predict(pd.DataFrame({"history": []}, dtype="str")).empty


def test_a_batch_is_answered_as_each_request_alone(bundle: Path) -> None:
    opened = open_checked(bundle)
    many = Recommender.load(opened)
    histories = [bought(*LAMPS[:size]) for size in range(5)] + [bought(COFFEES[1]), "[]"]
    alone = [ask(many, history=one).assign(request_id=str(row)) for row, one in enumerate(histories)]
    apart = pd.concat(alone, ignore_index=True).astype({"request_id": "str"})
    pd.testing.assert_frame_equal(ask(many, history=histories), apart)
    opened.parameters.update(chunk=2, threads=2)
    pd.testing.assert_frame_equal(ask(Recommender.load(opened), history=histories), apart)


def test_the_example_of_the_signature_is_answered(model: Recommender) -> None:
    answer = model.predict(model.input_example())
    assert set(answer["request_id"]) == {"a", "b"}
    assert list(answer) == [name for name, _, _ in model.signature()["outputs"]]


def test_the_same_examples_give_the_same_bytes(examples: Path, bundle: Path, tmp_path: Path) -> None:
    train(examples, SETTINGS, tmp_path / "twin", quiet)
    files = [path.relative_to(bundle) for path in bundle.rglob("*") if path.is_file() and path.name != "bundle.json"]
    assert files
    for name in files:
        assert (tmp_path / "twin" / name).read_bytes() == (bundle / name).read_bytes(), name


def test_an_altered_bundle_is_not_loaded(bundle: Path, tmp_path: Path) -> None:
    for path in bundle.rglob("*"):
        if path.is_file():
            copy = tmp_path / path.relative_to(bundle)
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    with (tmp_path / "blend.json").open("a") as stream:
        stream.write(" ")
    with pytest.raises(BundleError, match=r"blend\.json"):
        load_bundle(tmp_path)


def test_a_shop_of_one_product_without_text_is_served(tmp_path: Path) -> None:
    goods = products()
    goods = goods[goods["product_id"] == "p001"].reset_index(drop=True)
    for name in ("title", "category", "brand", "attributes"):
        goods[name] = pd.array([None], dtype="str")
    log = events(40)
    log = log.assign(product_id="p001").astype({"product_id": "str"})
    write(tmp_path / "shop", log, goods=goods)
    (tmp_path / "shop" / "stock.parquet").unlink()
    train(tmp_path / "shop", SETTINGS, tmp_path / "bundle", quiet)
    model = Recommender.load(open_checked(tmp_path / "bundle"))
    assert listed(ask(model, {"repeats": "always"}, history=bought("p001"))) == ["p001"]
    assert listed(ask(model, {"k": 3}, history="[]")) == ["p001"]
    assert ask(model, history="[]", region="nowhere")["note"].tolist() == [UNKNOWN], "also where nothing is limited"
    assert ask(model, history="[]", region="north")["note"].isna().all()


def test_without_a_request_of_valid_the_blend_stands(tmp_path: Path) -> None:
    log = events()
    write(tmp_path / "shop", log[log["time"] < VALID_SINCE])
    train(tmp_path / "shop", SETTINGS, tmp_path / "bundle", quiet)
    model = Recommender.load(open_checked(tmp_path / "bundle"))
    assert model.facts["ranker"]["why"] == "valid has no request to measure on"
    assert model.facts["valid_metrics"] == {}
    assert model.facts["without_history"]["order"] == "popular"
    assert len(listed(ask(model, history=bought(LAMPS[0])))) == 10


def test_examples_that_cannot_be_used_are_refused(examples: Path, tmp_path: Path) -> None:
    goods = products()
    write(tmp_path / "none", goods=goods.assign(listed=False))
    with pytest.raises(InputError, match="75 products none is listed"):
        train(tmp_path / "none", SETTINGS, tmp_path / "a", quiet)
    log = events()
    write(tmp_path / "late", log[log["time"] >= NOW - pd.Timedelta(days=30)])
    with pytest.raises(InputError, match="no event to learn from"):
        train(tmp_path / "late", SETTINGS, tmp_path / "b", quiet)
    with pytest.raises(ValueError, match="is not empty"):
        train(examples, SETTINGS, tmp_path, quiet)
    with pytest.raises(ValueError, match="unknown settings"):
        train(examples, {"magic": 1}, tmp_path / "c", quiet)
