"""The contract tables of product search: bytes, scales, what is shown to whom, and that the truth is true."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from written_tables import digests, frames

from infra.errors import SettingsError
from sources.simulator.product_search import TABLES, TRUTH, write, write_catalogue
from sources.simulator.search_asked import pool, searches
from sources.simulator.search_candidates import candidates
from sources.simulator.search_goods import ATTRIBUTES
from sources.simulator.search_intents import COMPLEMENT, EXACT, FORMS, IRRELEVANT, SUBSTITUTE, Intents, answers
from sources.simulator.search_judged import WRONG
from sources.simulator.search_kinds import kinds
from sources.simulator.search_lives import OLD_SHARE
from sources.simulator.search_market import Market, market
from sources.simulator.search_places import stretches, within
from sources.simulator.search_queries import TYPOS, WAYS, queries, ways
from sources.simulator.search_regions import REGIONS
from sources.simulator.search_relevance import TOLD
from sources.simulator.search_shown import FEWEST_SHOWN, MOST_SHOWN, swapped
from sources.simulator.search_stock import ABSENT
from sources.simulator.search_time import DAY, DAYS, END, FIRST, TRUTH_DAYS
from sources.simulator.search_utility import ETA, examination
from sources.simulator.taxonomy import leaves

ROOT = Path(__file__).parents[2]
SEED, SCALE = 11, 0.15


@pytest.fixture(scope="module")
def clean(tmp_path_factory: pytest.TempPathFactory) -> dict[str, pd.DataFrame]:
    out = tmp_path_factory.mktemp("clean")
    write(out, seed=SEED, scale=SCALE, messy=False)
    return frames(out)


@pytest.fixture(scope="module")
def made() -> Market:
    return market(SEED, SCALE)


def seconds(times: pd.Series) -> np.ndarray:
    return ((times - pd.Timestamp(FIRST, tz="UTC")) / pd.Timedelta(1, "s")).to_numpy()


def test_the_same_arguments_give_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    write(tmp_path / "here", seed=3, scale=0.02)
    code = "import sys, pathlib; from sources.simulator.product_search import write\n"
    code += "write(pathlib.Path(sys.argv[1]), seed=3, scale=0.02)"
    environment = os.environ | {"PYTHONHASHSEED": "77", "PYTHONPATH": str(ROOT)}
    subprocess.run([sys.executable, "-c", code, str(tmp_path / "there")], check=True, env=environment, cwd=ROOT)
    assert digests(tmp_path / "here") == digests(tmp_path / "there")
    files = [*(f"{name}.parquet" for name in sorted(TABLES)), *(f"truth/{name}.parquet" for name in sorted(TRUTH))]
    assert list(digests(tmp_path / "here")) == files
    write(tmp_path / "other", seed=4, scale=0.02)
    same = set(digests(tmp_path / "here").values()) & set(digests(tmp_path / "other").values())
    assert same == {digests(tmp_path / "here")["truth/examination.parquet"]}


def test_a_larger_scale_holds_the_products_stock_and_customers_of_a_smaller_one(
    clean: dict[str, pd.DataFrame], tmp_path: Path
) -> None:
    write(tmp_path / "small", seed=SEED, scale=0.05, messy=False)
    small = frames(tmp_path / "small")
    for name, keys in {
        "products": ["product_id"],
        "product_truth": ["product_id"],
        "stock": ["product_id", "region", "available_from"],
        "customers": ["customer_id"],
        "customer_truth": ["customer_id"],
    }.items():
        few, many = small[name], clean[name]
        assert 2 * len(few) < len(many), name
        among = many[many[keys[0]].isin(few[keys[0]])]
        pd.testing.assert_frame_equal(
            among.sort_values(keys).reset_index(drop=True), few.sort_values(keys).reset_index(drop=True)
        )


def test_the_catalogue_alone_is_that_of_the_whole(clean: dict[str, pd.DataFrame], tmp_path: Path) -> None:
    write_catalogue(tmp_path, seed=SEED, scale=SCALE)
    alone = frames(tmp_path)
    assert set(alone) == {"products", "stock", "product_truth"}
    for name, rows in alone.items():
        pd.testing.assert_frame_equal(rows, clean[name])


def test_without_mess_rows_are_whole_and_in_order(clean: dict[str, pd.DataFrame]) -> None:
    products, events, judgments = clean["products"], clean["events"], clean["judgments"]
    assert products.product_id.is_unique
    assert products.title.str.len().min() > 0
    assert set(products.language.dropna()) == {"en", "de", "es"}
    assert (products.price.dropna() > 0).all()
    assert set(events.product_id) <= set(products.product_id)
    assert set(judgments.product_id) <= set(products.product_id)
    assert set(events.customer_id.dropna()) <= set(clean["customers"].customer_id)
    assert events.drop(columns="customer_id").notna().all(axis=None)
    assert events.customer_id.isna().mean() == pytest.approx(0.1, abs=0.02)
    assert events.time.is_monotonic_increasing
    place = events.groupby("search_id", sort=False).cumcount() + 1
    assert (events["rank"] == place).all()
    assert not events.duplicated(["search_id", "product_id"]).any()
    assert (events.groupby("search_id")[["query", "time", "region"]].nunique() == 1).all(axis=None)
    moments = seconds(events.time)
    assert moments.min() >= 0
    assert moments.max() < END
    assert set((moments // DAY).astype(int)) == set(range(DAYS))
    assert not (events.purchase & ~events.click).any()


def test_a_page_shows_ten_to_twenty_products_but_where_there_are_fewer(clean: dict[str, pd.DataFrame]) -> None:
    shown_count = clean["events"].groupby("search_id").size()
    assert shown_count.max() <= MOST_SHOWN
    assert (shown_count >= FEWEST_SHOWN).mean() > 0.9
    assert shown_count.median() == FEWEST_SHOWN


def test_what_is_shown_can_be_had_in_the_region_at_that_time(clean: dict[str, pd.DataFrame]) -> None:
    events = clean["events"][["product_id", "region", "time"]].reset_index()
    stays = events.merge(clean["stock"], on=["product_id", "region"], how="left")
    begun = stays.available_from.isna() | (stays.available_from <= stays.time)
    there = begun & (stays.available_to.isna() | (stays.time < stays.available_to)) & stays["product_id"].notna()
    known = pd.MultiIndex.from_frame(clean["stock"][["product_id", "region"]])
    assert pd.MultiIndex.from_frame(events[["product_id", "region"]]).isin(known).all()
    assert there.groupby(stays["index"]).any().all()
    launch = clean["products"].set_index("product_id").launch_date.reindex(events.product_id)
    assert not (launch.to_numpy() > events.time.to_numpy()).any()


def test_a_share_of_products_regions_and_days_is_without_stock(clean: dict[str, pd.DataFrame]) -> None:
    stock, truth = clean["stock"], clean["product_truth"]
    begin = np.maximum(seconds(stock.available_from), 0)
    begin = np.where(stock.available_from.isna(), 0, begin)
    end = np.where(stock.available_to.isna(), END, np.minimum(seconds(stock.available_to), END))
    had = np.maximum(end - begin, 0).sum()
    launch = np.clip(seconds(truth.launch), 0, END)
    stop = np.where(truth.end.isna(), END, np.minimum(seconds(truth.end), END))
    offered = np.maximum(stop - launch, 0).sum() * len(REGIONS)
    assert 1 - had / offered == pytest.approx(0.15, abs=0.03)
    pairs = stock.drop_duplicates(["product_id", "region"])
    assert 1 - len(pairs) / (len(truth) * len(REGIONS)) == pytest.approx(ABSENT, abs=0.02)
    ordered = stock.dropna(subset=["available_from", "available_to"])
    assert (ordered.available_from < ordered.available_to).all()
    assert not stock.duplicated(["product_id", "region", "available_from"]).any()


def test_products_come_in_the_period_and_some_go(clean: dict[str, pd.DataFrame]) -> None:
    truth = clean["product_truth"]
    launch = seconds(truth.launch)
    assert (launch < 0).mean() == pytest.approx(OLD_SHARE, abs=0.1)
    assert 0.1 < ((launch >= 0) & (launch < END)).mean() < 0.45
    assert 0.03 < truth.end.notna().mean() < 0.12
    assert truth.end.notna()[truth.removed].all()
    told = clean["products"].set_index("product_id").launch_date.dropna()
    assert (told == truth.set_index("product_id").launch[told.index]).all()


def test_most_customers_search_in_the_language_of_their_region(clean: dict[str, pd.DataFrame]) -> None:
    customers = clean["customers"]
    native = customers.region.map({region.name: region.language for region in REGIONS})
    assert 0.93 < (customers.language == native).mean() < 1
    truth = clean["search_truth"].merge(customers, left_on="true_customer", right_on="customer_id")
    assert (truth.language_x == truth.language_y).all()
    assert (truth.region_x == truth.region_y).all()
    assert (truth.time >= truth.since).all()
    shares = customers.region.value_counts(normalize=True)
    for region in REGIONS:
        assert shares[region.name] == pytest.approx(region.share, abs=0.05)


def test_queries_repeat_and_have_a_long_tail_and_slips(clean: dict[str, pd.DataFrame]) -> None:
    truth = clean["search_truth"]
    counts = truth["query"].value_counts()
    assert counts.iloc[:20].sum() / len(truth) > 0.03
    assert (counts == 1).sum() / len(truth) > 0.3
    assert truth.typo.mean() == pytest.approx(TYPOS, abs=0.01)
    typed = clean["events"].drop_duplicates("search_id").set_index("search_id")["query"]
    told = truth.set_index("search_id").loc[typed.index]
    assert ((typed != told["query"]) == told.typo).all()
    assert (truth["query"].str.len() > 1).all()
    assert (truth["query"] == truth["query"].str.lower()).mean() > 0.9
    assert (truth["query"] == truth["query"].str.strip()).all()
    assert set(truth.form) == set(FORMS)


def test_attributes_are_said_where_the_truth_says_so(clean: dict[str, pd.DataFrame]) -> None:
    truth = clean["search_truth"]
    said = truth[truth.brand.notna()]
    first = said.brand.str.split().str[0].str.lower()
    assert all(word in query.lower() for word, query in zip(first, said["query"], strict=True))
    bare = truth[truth.form.isin(["leaf", "type"])]
    assert bare[["brand", "line", "model", "colour", "size", "primary", "pack"]].isna().all(axis=None)
    assert truth[truth.form == "model"].model.notna().all()
    assert truth.category.str.count(" > ").isin([2, 3]).all()


def test_the_same_intent_in_the_same_way_is_the_same_query(made: Market) -> None:
    shared, weights = pool(made)
    asked = searches(made, shared, weights)
    text = queries(made.seed, made.goods, made.brands, asked.intents, asked.language, asked.way).to_pylist()
    rows = pd.DataFrame({"intent": asked.intents.number, "language": asked.language, "way": asked.way, "text": text})
    assert (rows.groupby(["intent", "language", "way"]).text.nunique() == 1).all()
    assert rows.groupby("intent").text.nunique().max() > 1
    assert asked.way.max() < WAYS
    assert (ways(np.array([1e-12, 0.5, 1.0])) == [WAYS - 1, 0, 0]).all()


def test_looking_falls_with_the_rank(clean: dict[str, pd.DataFrame]) -> None:
    truth = clean["examination"].set_index("rank").probability
    np.testing.assert_allclose(truth, np.arange(1.0, MOST_SHOWN + 1) ** -ETA)
    events = clean["events"].merge(clean["relevance_truth"], on=["search_id", "product_id"])
    expected = truth[events["rank"]].to_numpy() * events.click_probability
    assert events.click.sum() == pytest.approx(expected.sum(), abs=4 * np.sqrt(expected.sum()))
    for rank in (1, 2, 4, 8):
        at = events["rank"] == rank
        assert events.click[at].sum() == pytest.approx(expected[at].sum(), abs=4 * np.sqrt(expected[at].sum()))
    bought = events[events.click]
    expected_purchases = float(bought.purchase_probability.sum())
    assert bought.purchase.sum() == pytest.approx(expected_purchases, abs=4 * np.sqrt(expected_purchases))
    rates = clean["events"].groupby("rank").click.mean()
    assert rates[1] > 1.5 * rates[2] > 2 * rates[5]


def test_some_searches_swap_neighbours_by_even_chance() -> None:
    """Otherwise how far a rank is looked at cannot be told from what is clicked."""
    of, product = np.repeat(np.arange(2_000), 10), np.arange(20_000)
    where = np.arange(2_000) < 1_000
    same_of, moved, rank = swapped(np.random.default_rng(0), of, product, where)
    assert (same_of == of).all()
    assert (rank == np.tile(np.arange(1, 11), 2_000)).all()
    assert (moved[10_000:] == product[10_000:]).all()
    step = moved[:10_000] - product[:10_000]
    assert set(step) == {-1, 0, 1}
    assert (moved // 10 == of).all()
    assert (step.reshape(-1, 10)[:, 1:-1] != 0).mean() == pytest.approx(0.5, abs=0.03)
    assert sorted(moved) == list(product)


def test_truth_is_told_for_late_searches_and_has_every_exact_product_shown(clean: dict[str, pd.DataFrame]) -> None:
    truth = clean["relevance_truth"]
    told = clean["search_truth"].set_index("search_id").loc[truth.search_id.unique()]
    assert seconds(told.time).min() >= END - TRUTH_DAYS * DAY
    late = clean["search_truth"][seconds(clean["search_truth"].time) >= END - TRUTH_DAYS * DAY]
    assert len(told) == pytest.approx(min(len(late), TOLD * SCALE**0.5), rel=0.05)
    assert set(truth.grade) == {"exact", "substitute", "complement"}
    assert not truth.duplicated(["search_id", "product_id"]).any()
    events = clean["events"][clean["events"].search_id.isin(told.index)]
    rows = events.merge(truth, on=["search_id", "product_id"], how="left")
    assert rows.available.dropna().all()
    rates = rows.groupby(rows.grade.fillna("irrelevant")).click.mean()
    assert rates["exact"] > 2 * rates["substitute"] > 2 * rates["irrelevant"]
    paths = clean["product_truth"].set_index("product_id").leaf
    exact = rows[rows.grade == "exact"].merge(told.reset_index()[["search_id", "category"]], on="search_id")
    assert all(
        paths[product].startswith(category) for product, category in zip(exact.product_id, exact.category, strict=True)
    )


def test_tastes_decide_among_exact_products(clean: dict[str, pd.DataFrame]) -> None:
    truth = clean["relevance_truth"][clean["relevance_truth"].grade == "exact"]
    rows = truth.merge(clean["search_truth"][["search_id", "true_customer"]], on="search_id")
    rows = rows.merge(clean["customer_truth"], left_on="true_customer", right_on="customer_id")
    rows = rows.merge(clean["product_truth"], on="product_id")
    dear = rows[rows.purse > 1]
    thrifty = rows[rows.purse < -1]
    assert np.corrcoef(dear.dearness, dear.utility)[0, 1] > 0.2
    assert np.corrcoef(thrifty.dearness, thrifty.utility)[0, 1] < -0.2
    assert np.corrcoef(rows.level, rows.utility)[0, 1] > 0.15


def test_raters_are_wrong_by_one_grade_now_and_then(clean: dict[str, pd.DataFrame]) -> None:
    rows = clean["judgments"].merge(clean["judgments_truth"], on=["query_id", "product_id"], suffixes=("", "_true"))
    order = {"exact": 0, "substitute": 1, "complement": 2, "irrelevant": 3}
    off = (rows.grade.map(order) - rows.grade_true.map(order)).abs()
    assert set(off) == {0, 1}
    assert ((off == 1) == rows.wrong).all()
    assert rows.wrong.mean() == pytest.approx(WRONG, abs=0.015)
    assert set(rows.grade) == set(order)
    queries_told = clean["query_truth"]
    assert not queries_told.duplicated(["query", "language"]).any()
    assert set(rows.query_id) <= set(queries_told.query_id)
    known = clean["query_relevance_truth"].merge(rows, on=["query_id", "product_id"], suffixes=("_whole", ""))
    assert (known.grade_whole == known.grade_true).all()
    missing = rows[
        ~pd.MultiIndex.from_frame(rows[["query_id", "product_id"]]).isin(
            pd.MultiIndex.from_frame(clean["query_relevance_truth"][["query_id", "product_id"]])
        )
    ]
    assert set(missing.grade_true) == {"irrelevant"}


def one_intent(anchor: int, said: list[str], wide: bool = False) -> Intents:
    spoken = np.isin(ATTRIBUTES, said)[None, :]
    return Intents(np.array([0]), np.array([0]), np.array([anchor]), np.array([wide]), spoken)


def test_grades_follow_what_is_said(made: Market) -> None:
    goods = made.goods
    brand, leaf = goods.codes[:, 0], goods.leaf
    anchor = next(
        place
        for place in range(len(goods))
        if (leaf == leaf[place]).sum() > 3
        and len(set(brand[leaf == leaf[place]])) > 1
        and not kinds().accessory[kinds().type_of[leaf[place]]]
        and kinds().partner[kinds().type_of[leaf[place]]] >= 0
    )
    every = np.arange(len(goods))
    grade = answers(goods, one_intent(anchor, ["brand"]), np.zeros(len(goods), int), every).grade
    inside = leaf == leaf[anchor]
    assert (grade[inside & (brand == brand[anchor])] == EXACT).all()
    assert (grade[inside & (brand != brand[anchor])] == SUBSTITUTE).all()
    types = kinds().type_of[leaf]
    sibling = (types == types[anchor]) & ~inside
    assert (grade[sibling & (brand == brand[anchor])] == SUBSTITUTE).all()
    assert (grade[sibling & (brand != brand[anchor])] == IRRELEVANT).all()
    assert (grade[types == kinds().partner[types[anchor]]] == COMPLEMENT).all()
    elsewhere = (types != types[anchor]) & (types != kinds().partner[types[anchor]])
    assert (grade[elsewhere] == IRRELEVANT).all()
    whole = answers(goods, one_intent(anchor, [], wide=True), np.zeros(len(goods), int), every).grade
    assert (whole[types == types[anchor]] == EXACT).all()


def test_accessories_name_what_they_go_with() -> None:
    for position, leaf in enumerate(leaves()):
        mine = kinds().type_of[position]
        assert kinds().accessory[mine] == bool(leaf.accessory_of)
        for main in leaf.accessory_of:
            assert kinds().partner[mine] == kinds().type_of[main]
            assert kinds().partner[kinds().type_of[main]] == mine


def test_candidates_are_distinct_and_hold_the_anchor(made: Market) -> None:
    shared, _ = pool(made)
    of, product = candidates(made, shared, np.zeros(len(shared)), (5, 5, 5))
    assert len(np.unique(of * len(made.goods) + product)) == len(of)
    assert (np.unique(of) == np.arange(len(shared))).all()
    held = pd.MultiIndex.from_arrays([of, product])
    assert pd.MultiIndex.from_arrays([np.arange(len(shared)), shared.anchor]).isin(held).all()


def test_stretches_are_spread_evenly_and_draws_follow_weights() -> None:
    of, place = stretches(np.array([0, 10, 20]), np.array([10, 10, 23]), 4, np.array([0.0, 0.5, 0.9]))
    assert of.tolist() == [0, 0, 0, 0, 2, 2, 2]
    assert place.tolist() == [0, 2, 5, 7, 20, 21, 22]
    reach = np.r_[0.0, np.cumsum([1.0, 3.0, 2.0, 2.0])]
    drawn = within(reach, np.full(4, 0), np.full(4, 2), np.array([0.0, 0.2, 0.3, 0.99]))
    assert drawn.tolist() == [0, 0, 1, 1]
    assert within(reach, np.array([2]), np.array([4]), np.array([0.6])).tolist() == [3]
    np.testing.assert_allclose(examination(np.array([1])), 1.0)


@pytest.mark.parametrize(("seed", "scale"), [(-1, 1.0), (0, 0.001), (0, float("nan")), (0, 1e6)])
def test_impossible_markets_are_refused_and_leave_nothing_behind(tmp_path: Path, seed: int, scale: float) -> None:
    with pytest.raises(SettingsError, match="Give"):
        write(tmp_path / "out", seed=seed, scale=scale)
    with pytest.raises(SettingsError, match="Give"):
        write_catalogue(tmp_path / "out", seed=seed, scale=scale)
    assert not (tmp_path / "out").exists()
