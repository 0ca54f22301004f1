"""The search as it is trained, asked and kept."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from search_store import END, LEAVES, likes, products, write

from models.bundle import BundleError, open_checked
from models.errors import InputError
from models.product_search import ProductSearch, train
from models.serving import load_bundle

SETTINGS: dict[str, Any] = {"threads": 1, "ranking": {"rounds": 80}, "tuning": {"enabled": False}}
GOODS = products().set_index("product_id")


def quiet(step: str, share: float) -> None:
    assert step
    assert 0 <= share <= 1


def trained(examples: Path, out: Path, **settings: Any) -> ProductSearch:
    train(examples, SETTINGS | settings, out, quiet)
    model = load_bundle(out)
    assert isinstance(model, ProductSearch)
    return model


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("search") / "bundle"
    train(write(tmp_path_factory.mktemp("shop")), SETTINGS, out, quiet)
    return out


@pytest.fixture(scope="module")
def model(bundle: Path) -> ProductSearch:
    found = load_bundle(bundle)
    assert isinstance(found, ProductSearch)
    return found


def ask(model: ProductSearch, query: Any, params: dict[str, Any] | None = None, **columns: Any) -> pd.DataFrame:
    queries = query if isinstance(query, list) else [query]
    told = {name: value if isinstance(value, list) else [value] * len(queries) for name, value in columns.items()}
    request = pd.DataFrame({"query": queries, "time": [END] * len(queries)} | told)
    return model.predict(request, params)


def found(answer: pd.DataFrame) -> pd.DataFrame:
    return GOODS.loc[answer.loc[answer["rank"] > 0, "product_id"]]


def test_it_finds_what_is_asked_for(model: ProductSearch) -> None:
    for leaf, (noun, _) in LEAVES.items():
        best = found(ask(model, f"red {noun}", {"k": 4}))
        assert (best["category"] == leaf).all()
        assert (best["colour"] == "red").mean() >= 0.75


def test_answers_have_the_columns_kinds_and_order_of_the_signature(model: ProductSearch) -> None:
    answer = model.predict(model.input_example(), {"k": 3})
    outputs = model.signature()["outputs"]
    assert list(answer) == [name for name, _, _ in outputs]
    kinds = {"str": "string", "int64": "long", "float64": "double", "bool": "boolean"}
    assert [kinds[str(one)] for one in answer.dtypes] == [kind for _, kind, _ in outputs]
    asked = ask(model, ["kettle", "toaster"], {"k": 3}, request_id=["x", "y"])
    assert list(asked["request_id"]) == ["x"] * 3 + ["y"] * 3
    assert list(asked["rank"]) == [1, 2, 3] * 2
    assert all((np.diff(one["score"]) <= 0).all() for _, one in asked.groupby("request_id"))


def test_what_cannot_be_had_in_the_region_is_never_answered(model: ProductSearch) -> None:
    for query in ("zorbax kettle 1.7 l black", "zorbax black", "", "black headphones"):
        answer = found(ask(model, query, {"k": 72}, region="south"))
        assert not ((answer["brand"] == "Zorbax") & (answer["colour"] == "black")).any()
    first = found(ask(model, "zorbax kettle 1.7 l black", {"k": 1}, region="north")).iloc[0]
    assert (first["brand"], first["colour"]) == ("Zorbax", "black")


def test_what_is_not_launched_yet_is_not_answered(model: ProductSearch) -> None:
    answer = ask(model, "zorbax kettle", {"k": 72}, time="2024-01-01T00:00:00Z")
    assert set(answer.loc[answer["rank"] > 0, "product_id"]) <= {"p000"}
    nothing = ask(model, "zorbax kettle", time="2024-01-01T00:00:00Z", exclude='["p000"]')
    assert list(nothing["rank"]) == [0]
    assert nothing["product_id"].isna().all()


def test_excluded_products_are_not_answered(model: ProductSearch) -> None:
    best = ask(model, "red kettle", {"k": 3})["product_id"].tolist()
    without = ask(model, "red kettle", {"k": 72}, exclude=json.dumps([*best[:2], "never indexed"]))
    assert not set(best[:2]) & set(without["product_id"])
    assert best[2] in set(without["product_id"])


def test_customers_see_the_brand_they_buy_sooner(model: ProductSearch) -> None:
    def places(params: dict[str, Any]) -> float:
        total = []
        for customer in range(8):
            answer = ask(model, "kettle", {"k": 12, **params}, customer_id=f"c{customer}", region="north")
            own = GOODS.loc[answer["product_id"], "brand"].to_numpy() == likes(customer)
            total.append(answer["rank"].to_numpy()[own].mean())
        return float(np.mean(total))

    assert places({}) < places({"personal": False}) - 1


def test_a_customer_or_region_that_is_not_known_is_answered_as_none(model: ProductSearch) -> None:
    plain, strange = ask(model, "kettle"), ask(model, "kettle", customer_id="nobody")
    pd.testing.assert_frame_equal(plain, strange)
    answer = ask(model, "kettle", region="atlantis")
    assert answer["note"].str.contains("unknown region").all()
    assert list(answer["product_id"]) == list(plain["product_id"])


def test_part_of_a_query_finds_nearly_what_the_whole_does(model: ProductSearch) -> None:
    for query, share in (("red headphones", 0.6), ("black smartphone", 0.7), ("blue toaster", 0.8)):
        whole = set(ask(model, query, {"k": 4})["product_id"])
        part = set(ask(model, query[: int(len(query) * share)], {"k": 4})["product_id"])
        assert len(whole & part) >= 3


def test_a_mistyped_word_is_put_right_and_a_right_one_is_left(model: ProductSearch) -> None:
    answer = ask(model, "red headphnoes ", {"k": 3})
    assert answer["corrected"].all()
    assert answer["understood"].iloc[0].strip() == "red headphones"
    assert (found(answer)["category"] == "Electronics > Audio > Headphones").all()
    assert not ask(model, "red headphones ")["corrected"].any()
    assert not ask(model, "red headphnoes ", {"correct": False})["corrected"].any()


def test_completions_are_of_what_was_typed(model: ProductSearch) -> None:
    answer = ask(model, "headp", {"mode": "complete", "completions": 3})
    assert list(answer["rank"]) == [0]
    texts = json.loads(answer["completions"].iloc[0])
    assert 1 <= len(texts) <= 3
    assert texts[0].startswith("headphones")
    assert json.loads(ask(model, "headp", {"completions": 0})["completions"].iloc[0]) == []


@pytest.mark.parametrize(
    "query",
    [
        None,
        "",
        "   ",
        "🎉🎉",
        "k",
        "the of and",
        "x" * 10_000,
        "kettle " * 1_500,
        "'; DROP TABLE products; --",
        '(title:"a" AND b*) OR [1 TO 2]^3 ~~',
        r".*\d+$",
        "電熱水壺 不鏽鋼",
        "กาต้มน้ำ",
        "\x00\x1b[2J",
    ],
)
def test_any_text_is_answered(model: ProductSearch, query: Any) -> None:
    answer = ask(model, query, {"k": 5})
    assert len(answer) >= 1
    ranked = answer[answer["rank"] > 0]
    assert ranked["product_id"].isin(GOODS.index).all()


def test_an_empty_query_has_what_sells_and_says_so(model: ProductSearch) -> None:
    answer = ask(model, "", {"k": 5}, customer_id="c1")
    assert list(answer["rank"]) == [1, 2, 3, 4, 5]
    assert answer["note"].str.contains("popular").all()
    assert (found(answer)["brand"] == likes(1)).mean() > 0.5


def test_how_far_what_nobody_sought_stands_behind_is_as_set_where_nothing_is_typed(model: ProductSearch) -> None:
    history = replace(model.parameters.history, unsought=1_000.0)
    even = replace(model, parameters=replace(model.parameters, history=history))
    spread, narrow = (ask(one, None, {"k": 20}, region="north")["score"] for one in (model, even))
    assert np.ptp(narrow) < np.ptp(spread) / 2


def test_answers_do_not_depend_on_the_batch(model: ProductSearch) -> None:
    queries = ["red kettle", "", "smartph", "ostara blender 2 l", "qzxj", "case for smartphone"]
    who = {
        "customer_id": ["c1", None, "c2", "c3", None, "c9"],
        "region": ["north", "south", None, "north", "x", "south"],
    }
    together = ask(model, queries, {"k": 4}, request_id=list("abcdef"), **who)
    alone = [
        ask(model, query, {"k": 4}, request_id="abcdef"[row], **{name: cells[row] for name, cells in who.items()})
        for row, query in enumerate(queries)
    ]
    apart = pd.concat(alone, ignore_index=True)
    pd.testing.assert_frame_equal(together.drop(columns="score"), apart.drop(columns="score"))
    np.testing.assert_allclose(together["score"], apart["score"], atol=1e-3)


def test_it_loads_where_it_was_moved_and_not_where_it_was_altered(bundle: Path, tmp_path: Path) -> None:
    moved = shutil.copytree(bundle, tmp_path / "elsewhere")
    first, again = ask(load_bundle(bundle), "red kettle"), ask(load_bundle(moved), "red kettle")  # type: ignore[arg-type]
    pd.testing.assert_frame_equal(first, again)
    open_checked(moved)
    (moved / "history.npz").write_bytes(b"other")
    with pytest.raises(BundleError, match=r"history\.npz"):
        load_bundle(moved)


def test_without_a_log_judgments_teach_and_nobody_is_known(tmp_path: Path) -> None:
    model = trained(write(tmp_path / "shop", with_log=False, with_stock=False), tmp_path / "bundle")
    assert model.facts["propensities"]["corrected"] is False
    answer = ask(model, "zorbax kettle red", {"k": 1}, customer_id="c1", region="south")
    assert list(found(answer)["title"]) == ["Zorbax kettle 1.7 l red"]
    assert len(ask(model, "", {"k": 3})) == 3


def test_without_judgments_and_meaning_words_and_clicks_teach(tmp_path: Path) -> None:
    examples = write(tmp_path / "shop", with_judgments=False)
    model = trained(examples, tmp_path / "bundle", retrieval={"dense": 0}, ranking={"fewest_searches": 10_000})
    assert model.facts["ranker"]["kept"] is False
    assert not list((tmp_path / "bundle").glob("ranker*"))
    assert (found(ask(model, "red kettle", {"k": 3}))["category"] == "Home > Kitchen > Kettles").all()
    with pytest.raises(InputError, match="cannot grade"):
        ask(model, "red kettle", {"mode": "grade"}, product_id="p001")


def test_pairs_are_graded_by_id_and_by_text(model: ProductSearch) -> None:
    request = pd.DataFrame(
        {
            "request_id": ["right", "told", "wrong"],
            "query": ["zorbax kettle red"] * 3,
            "product_id": ["p001", None, None],
            "title": [None, "Zorbax kettle 1.7 l red", "Ostara smartphone 128 gb blue"],
            "brand": [None, "Zorbax", "Ostara"],
        }
    )
    answer = model.predict(request, {"mode": "grade"})
    assert list(answer["request_id"]) == ["right", "told", "wrong"]
    chances = answer[["p_exact", "p_substitute", "p_complement", "p_irrelevant"]].to_numpy()
    np.testing.assert_allclose(chances.sum(axis=1), 1, atol=1e-6)
    assert min(chances[:2, 0]) > chances[2, 0] + 0.3
    assert answer["grade"].iloc[2] != "exact"


def test_a_pair_that_cannot_be_graded_says_why_and_the_others_are_graded(model: ProductSearch) -> None:
    request = pd.DataFrame(
        {
            "query": ["red kettle", "red kettle", "red kettle", "", "!?", None],
            "product_id": ["p001", "p999", None, "p001", "p999", "p001"],
            "title": [None, None, " ", None, None, "Zorbax kettle red"],
        }
    )
    answer = model.predict(request, {"mode": "grade"})
    assert len(answer) == len(request)
    assert answer["grade"].notna().tolist() == [True, *[False] * 5]
    assert answer.loc[0, "p_exact"] == model.predict(request.head(1), {"mode": "grade"}).loc[0, "p_exact"]
    assert answer.loc[1:, ["p_exact", "p_irrelevant"]].isna().all(axis=None)
    empty, lost = "empty query: nothing to grade", "unknown product without a title: nothing to grade"
    assert answer["note"].fillna("").tolist() == ["", lost, lost, empty, f"{empty}; {lost}", empty]
    assert model.predict(request.iloc[1:2], {"mode": "grade"})["note"].tolist() == [lost]


def test_grades_of_no_product_are_refused(model: ProductSearch) -> None:
    with pytest.raises(InputError, match="of 1 requests none has a product_id or a title"):
        ask(model, "kettle", {"mode": "grade"}, product_id=None, title="")


def test_what_was_kept_is_told(model: ProductSearch) -> None:
    told = model.facts["ranker"]
    assert told["kept"]
    assert told["valid_ndcg_at_10"] > told["valid_fused_ndcg_at_10"]
    assert model.facts["valid_metrics"]["valid_ndcg_at_10"] == told["valid_ndcg_at_10"]


def test_a_directory_that_holds_files_is_not_written_to(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(ValueError, match="not empty"):
        train(tmp_path, {}, tmp_path, quiet)


def test_a_request_that_cannot_be_read_is_refused(model: ProductSearch) -> None:
    with pytest.raises(InputError, match="lacks the column query"):
        model.predict(pd.DataFrame({"customer_id": ["c1"]}))
    assert model.predict(pd.DataFrame({"query": pd.Series([], dtype="str")})).empty
