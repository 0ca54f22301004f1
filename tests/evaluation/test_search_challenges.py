"""What of product search is measured by asking again: half typed, mistyped, of nobody, graded."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import search_for_tests as shop
from search_for_tests import search
from sklearn import metrics

from evaluation import product_search as room
from evaluation import search_bounds, search_clean, search_grades
from evaluation.bootstrap import draws, once
from evaluation.gate_policy import is_known
from evaluation.measure import Measure
from evaluation.search_slips import NEIGHBOURS, slipped
from evaluation.search_typed import PERCENT, typed
from models.words import normalised

SETTINGS = {"challenge_searches": 50, "throughput_requests": 50, "resamples": 100, "confidence": 0.95, "seed": 0}
SEARCHES = [
    *(search(f"steel {one}", "steel kettle", {"k1": 1.0}) for one in range(3)),
    *(search(f"blue {one}", "blue mug", {"m1": 0.3}) for one in range(3)),
    search("filter", "kettle filter", {"f1": 1.0}, customer_id="c1", returning_customer=True),
    search("liked", "kettle", {"k3": 1.0, "k1": 0.0}, customer_id="c1", returning_customer=True),
    search("typo", "kettel", {"k1": 1.0}),
    search("judged", "kettle", {"k1": 1.0, "m1": 0.0}, grades={"k1": 0, "m1": 3}, kind="judged"),
]


@pytest.fixture
def many(tmp_path: Path) -> tuple[Path, pd.DataFrame]:
    examples = shop.examples(tmp_path, SEARCHES)
    return examples, room.requests(examples)


def found(many: tuple[Path, pd.DataFrame], model: Any, **settings: Any) -> dict[str, Any]:
    return room.challenges(model, *many, {**SETTINGS, **settings})


def test_all_challenges_are_declared_and_say_what_they_are(many: tuple[Path, pd.DataFrame]) -> None:
    facts = {"products": 7, "timings": {"train_seconds": 3.0}, "index_bytes": {"words": 2_500_000, "meaning": 0}}
    measured = found(many, shop.ByWords(facts))
    assert [name for name in measured if not is_known(name, room.MEASURES)] == []
    assert all(measure.meaning for measure in measured.values())
    assert measured["train_seconds"].value == 3.0
    assert (measured["words_index_mb"].value, measured["words_index_mb"].unit) == (2.5, "MB")
    assert measured["meaning_index_mb"].value == 0.0
    assert "words_index_seconds" not in measured


@pytest.mark.parametrize(
    ("query", "percent", "expected"),
    [
        ("usb-c cable", 20, "usb"),
        ("usb-c cable", 60, "usb-c c"),
        ("usb-c cable", 100, "usb-c cable"),
        ("mug", 20, "m"),
        ("  -- mug", 20, "  -- m"),
        ("", 20, ""),
        ("!?", 20, "!?"),
        ("日本の急須", 20, "日"),
    ],
)
def test_a_query_is_cut_at_so_many_characters(query: str, percent: float, expected: str) -> None:
    assert typed(query, percent) == expected


def test_the_model_is_asked_for_what_is_typed_so_far(many: tuple[Path, pd.DataFrame]) -> None:
    model = shop.ByWords()
    measured = found(many, model)
    values = {percent: measured[f"ndcg_10_typed_{percent}"].value for percent in PERCENT}
    # The query with a slip is found by its beginning alone.
    assert values[20] - values[100] == pytest.approx(1 / 10)
    assert measured["typed_20_of_full"].value == pytest.approx(values[20] / values[100])
    assert measured["typed_20_of_full"].low <= measured["typed_20_of_full"].value
    asked = {text for request, _ in model.requests for text in request["query"]}
    assert {"ste", "steel kettle", "blue mug", "bl"} <= asked
    drawn = {plot.name: plot for plot in room.measured_plots({name: one.to_json() for name, one in measured.items()})}
    assert drawn["NDCG by share typed"].y == [values[percent] for percent in PERCENT]
    assert drawn["NDCG by slips"].x == [0.0, 1.0, 2.0]
    assert room.measured_plots({"ndcg_10_typed_20": measured["ndcg_10_typed_20"].to_json()}) == []


def test_completions_are_held_against_the_full_query(many: tuple[Path, pd.DataFrame]) -> None:
    measured = found(many, shop.ByWords())
    # `ste` is offered `steel kettle` first and `ket` `kettle filter`; nothing that is offered is `kettle` alone.
    assert measured["completion_mrr_40"].value == pytest.approx(7 / 10)
    second = pd.DataFrame(SEARCHES).assign(query="steel mug").to_dict("records")
    examples = shop.examples(many[0], second)
    assert found((examples, room.requests(examples)), shop.ByWords())["completion_mrr_40"].value == pytest.approx(1 / 2)
    assert measured["completion_mrr_40"].n == len(SEARCHES)


def test_slips_are_small_seeded_and_spare_numbers() -> None:
    query = "Samsung galaxy s21 128gb usb"
    for slips in (1, 2):
        said = {slipped(query, slips, seed=0, name=str(one)) for one in range(200)}
        assert len(said) > 20
        for one in said:
            assert one.endswith(" s21 128gb usb")
            assert normalised([one]) != normalised([query])
            assert one.count(" ") == query.count(" ")
    one = slipped(query, 1, seed=0, name="a")
    assert slipped(query, 1, seed=0, name="a") == one
    assert {slipped(query, 1, seed=seed, name="a") for seed in range(20)} != {one}
    assert slipped("tv 55 inch", 1, seed=0, name="a") is not None
    for untouched in ("", "tv", "12345", "a1b2c3d4e5", "kettle21", "21kettle", "日本の急須", "x-y"):
        assert slipped(untouched, 1, seed=0, name="a") is None


def test_slips_are_of_the_four_kinds_and_twice_is_two() -> None:
    def changes(text: str) -> str:
        if len(text) == 5:
            return "left out"
        if len(text) == 7:
            return "twice"
        return "swapped" if sorted(text) == sorted("garden") else "neighbour"

    said = [slipped("garden", 1, seed=0, name=str(one)) for one in range(200)]
    assert {changes(str(one)) for one in said} == {"left out", "twice", "swapped", "neighbour"}
    assert set("qsz") <= set(NEIGHBOURS["a"])
    assert not set("apl") & set(NEIGHBOURS["a"])
    # Two in one word: never as it was.
    twice = {str(slipped("garden", 2, seed=0, name=str(one))) for one in range(200)}
    assert "garden" not in twice
    assert {4, 8} <= {len(one) for one in twice}
    both = str(slipped("garden chair", 2, seed=1, name="x")).split()
    assert both[0] != "garden"
    assert both[1] != "chair"


def test_what_correction_gains_is_told_apart(many: tuple[Path, pd.DataFrame]) -> None:
    """One model that knows what each slip meant, one that takes words as they are."""
    spoilt = {}
    for one in [one for one in SEARCHES if one["example_id"] != "typo"]:
        for slips in (1, 2):
            said = slipped(one["query"], slips, seed=0, name=one["example_id"])
            spoilt |= dict(zip(str(said).split(), one["query"].split(), strict=True))
    knows, plain = found(many, shop.ByWords(corrects=spoilt)), found(many, shop.ByWords())
    assert knows["ndcg_10_typos_0"].n == 9, "the query with a slip of its own is left out"
    for slips in (1, 2):
        assert knows[f"typos_{slips}_of_full"].value == pytest.approx(1.0)
        assert plain[f"typos_{slips}_of_full"].value < 1.0
        assert knows[f"ndcg_10_typos_{slips}_uncorrected"].value == plain[f"ndcg_10_typos_{slips}"].value
        gain = knows[f"correction_gain_typos_{slips}"]
        assert gain.value == pytest.approx(
            knows[f"ndcg_10_typos_{slips}"].value - knows[f"ndcg_10_typos_{slips}_uncorrected"].value
        )
        assert plain[f"correction_gain_typos_{slips}"].value == 0.0


def test_a_word_that_is_right_is_not_to_be_corrected(many: tuple[Path, pd.DataFrame]) -> None:
    right = found(many, shop.ByWords())["false_corrections"]
    assert (right.value, right.n, right.higher_is_better) == (0.0, 9, False)
    wrong = found(many, shop.ByWords(corrects={"mug": "jug", "kettel": "kettle"}))["false_corrections"]
    assert wrong.value == pytest.approx(3 / 9)


def test_what_is_lost_beyond_chance_is_the_end_of_the_interval(many: tuple[Path, pd.DataFrame]) -> None:
    measured = found(many, shop.ByWords(corrects={"mug": "jug"}))
    changed = measured["false_corrections_at_least"]
    assert (changed.value, changed.n) == (measured["false_corrections"].low, measured["false_corrections"].n)
    assert 0 < changed.value < measured["false_corrections"].value
    for name, of in (("typos_1_loss_at_least", "typos_1_of_full"), ("typed_60_loss_at_least", "typed_60_of_full")):
        assert measured[name].value == pytest.approx(max(1 - measured[of].high, 0))
        assert not measured[name].higher_is_better
        told = search_bounds.measures({of: Measure(0.6, 0.4, 0.9, n=7)})[name]
        assert (told.value, told.n) == (pytest.approx(0.1), 7)


def test_a_shop_whose_queries_nobody_mistypes_has_nothing_to_lose(tmp_path: Path) -> None:
    examples = shop.examples(tmp_path, [search(f"m{one}", "mug", {"m1": 1.0}) for one in range(3)])
    measured = found((examples, room.requests(examples)), shop.ByWords())
    assert "typos_1_of_full" not in measured
    assert (measured["typos_1_loss_at_least"].value, measured["typos_1_loss_at_least"].n) == (None, 0)


def test_words_are_known_from_products_or_from_many_queries(many: tuple[Path, pd.DataFrame]) -> None:
    examples, table = many
    asked = table.iloc[:4].assign(query=["Blue, MUG!", "kettle for tea", "mugg", None])
    assert search_clean.clean(examples, asked).tolist() == [True, False, False, False]
    shop.examples(examples, SEARCHES, train=search_clean.COMMON)
    assert search_clean.clean(examples, asked).tolist() == [True, True, False, False]


def test_the_lift_is_that_of_customers_who_came_back(many: tuple[Path, pd.DataFrame]) -> None:
    model = shop.ByWords(likes={"c1": "k3"})
    measured = found(many, model)
    assert measured["personal_lift"].n == 2
    # `kettle filter` shows the filter third or fourth; liked first is k3, which one of the two searches was for.
    assert measured["ndcg_10_personal"].value > measured["ndcg_10_impersonal"].value
    lift = measured["ndcg_10_personal"].value - measured["ndcg_10_impersonal"].value
    assert measured["personal_lift"].value == pytest.approx(lift)
    assert measured["personal_lift_at_least"].value == measured["personal_lift"].low
    asked = [request for request, params in model.requests if params.get("personal") is False]
    assert [request["customer_id"].tolist() for request in asked] == [["c1", "c1"]]
    examples = shop.examples(many[0], SEARCHES[:6])
    assert "personal_lift" not in found((examples, room.requests(examples)), model)


def test_the_lift_is_as_sure_as_there_are_customers(tmp_path: Path) -> None:
    """One customer's searches for different things tell no more than that customer: there is nothing to resample."""
    came_back = {"customer_id": "c1", "returning_customer": True}
    searches = [search("one", "kettle", {"k3": 1.0}, **came_back), search("two", "mug", {"m1": 1.0}, **came_back)]
    examples = shop.examples(tmp_path, searches)
    lift = found((examples, room.requests(examples)), shop.ByWords(likes={"c1": "k3"}))["personal_lift"]
    assert lift.value > 0
    assert (lift.low, lift.high) == (pytest.approx(lift.value), pytest.approx(lift.value))


def test_what_cannot_be_had_is_held_against_it_however_it_was_asked(many: tuple[Path, pd.DataFrame]) -> None:
    assert found(many, shop.ByWords())["unavailable_asked_again"].value == 0.0
    assert found(many, shop.ByWords(everywhere=True))["unavailable_asked_again"].value > 0


def test_the_customers_own_region_holds_where_none_is_said(many: tuple[Path, pd.DataFrame]) -> None:
    asks = shop.ByWords()
    assert found(many, asks)["unavailable_asked_again"].value == 0.0
    assert any(request["region"].isna().all() and request["customer_id"].notna().all() for request, _ in asks.requests)
    assert found(many, shop.ByWords(homes=False))["unavailable_asked_again"].value > 0


def test_pairs_are_graded_where_they_were_judged(many: tuple[Path, pd.DataFrame]) -> None:
    model = shop.ByWords()
    measured = found(many, model)
    request, params = next((one, asked) for one, asked in model.requests if asked.get("mode") == "grade")
    assert params == {"mode": "grade"}
    assert request[["query", "product_id"]].to_numpy().tolist() == [["kettle", "k1"], ["kettle", "m1"]]
    assert (measured["grade_auc_exact"].value, measured["grade_auc_exact"].n) == (1.0, 2)
    # Its grade is exact, though a substitute is likelier: the answer decides, not the likeliest class.
    assert measured["grade_macro_f1"].value == 1.0
    few = found(many, shop.ByWords(), challenge_searches=1)
    assert few["grade_auc_exact"].n == 2, "judged searches are asked for, however few they are among all"
    unable = found(many, shop.ByWords(grades=False))
    assert (unable["grade_macro_f1"].value, unable["grade_macro_f1"].n) == (None, 0)
    assert "cannot grade" in unable["grade_macro_f1"].meaning
    examples = shop.examples(many[0], SEARCHES[:-1])
    assert "grade_macro_f1" not in found((examples, room.requests(examples)), model)


def test_a_pair_without_a_grade_is_a_wrong_one(many: tuple[Path, pd.DataFrame]) -> None:
    class NeverSure(shop.ByWords):
        def _grade(self, row: dict[str, Any], asked: dict[str, Any]) -> pd.DataFrame:
            graded = super()._grade(row, asked)
            return graded if row["product_id"] != "k1" else graded.assign(grade=None, p_exact=np.nan)

    measured = found(many, NeverSure())
    assert (measured["grade_auc_exact"].value, measured["grade_accuracy"].value) == (0.0, 0.5)


def test_macro_f1_is_that_of_scikit_learn_in_every_resample() -> None:
    rng = np.random.default_rng(0)
    grade, predicted = rng.integers(0, 4, 200), rng.integers(0, 3, 200)
    rows = pd.DataFrame({"group": [f"g{one // 3}" for one in range(200)], "grade": grade, "predicted": predicted})
    weights = next(draws(rows["group"], 5, seed=1))
    for weight, value in zip(weights, search_grades.macro_f1(rows, weights), strict=True):
        kept = rows.loc[rows.index.repeat(weight.astype(int))]
        assert value == pytest.approx(metrics.f1_score(kept["grade"], kept["predicted"], average="macro"))
    without = rows[rows["grade"] < 2].assign(predicted=0)
    expected = metrics.f1_score(without["grade"], without["predicted"], average="macro")
    assert search_grades.macro_f1(without, once(len(without)))[0] == pytest.approx(expected)


def test_new_products_are_held_against_all_that_could_be_had(many: tuple[Path, pd.DataFrame]) -> None:
    measured = found(many, shop.ByWords())
    assert measured["new_share_of_catalogue"].value == pytest.approx(1 / 4), "k1 k3 m1 f1 are to be had in the north"
    assert "new_share_of_log" not in measured
    products = pd.read_parquet(many[0] / "products.parquet")
    lately = pd.Timestamp("2026-03-25", tz="UTC")
    products.loc[products["product_id"] == "m2", "launch_date"] = lately  # new, and not in stock
    products.to_parquet(many[0] / "products.parquet")
    assert found(many, shop.ByWords())["new_share_of_catalogue"].value == pytest.approx(1 / 4)
    ranked = [search("one", "kettle", {"k1": 1.0, "k3": 0.0, "f1": 0.0}, ranks={"k1": 1, "k3": 10, "f1": 11})]
    examples = shop.examples(many[0], ranked)
    assert found((examples, room.requests(examples)), shop.ByWords())["new_share_of_log"].value == 0.5


def test_at_most_so_many_searches_are_asked_again(many: tuple[Path, pd.DataFrame]) -> None:
    model = shop.ByWords()
    measured = found(many, model, challenge_searches=4)
    assert measured["ndcg_10_typed_40"].n == 4
    assert max(len(request) for request, params in model.requests if params) <= 4
    assert measured["queries_per_second"].n == len(SEARCHES)
