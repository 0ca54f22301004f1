"""Parts of the benchmark on ESCI: lists measured, folds that keep apart, peers that find and grade, verdicts."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import rich.console

from benchmarks import search_esci_graders as graders
from benchmarks import search_esci_report as report
from benchmarks import search_esci_retrieval as retrieval
from benchmarks import search_esci_scores as scores
from benchmarks import search_peers, search_speed
from benchmarks.search_esci_folds import country_tables, known_items, write_fold
from benchmarks.search_esci_kept import keep, read
from benchmarks.search_peers import best, fused, peer
from benchmarks.search_ranks import listed, per_search
from benchmarks.search_statistics import GRADES, f1_of, gains, macro_f1, mean_of, measured, ratio_of
from evaluation.bootstrap import once

RESAMPLING = {"resamples": 100, "confidence": 0.95, "seed": 0}
TEXTS = ("title", "description", "bullets", "brand", "colour")


def texts(*cells: str | None) -> pd.Series[str]:
    return pd.Series(list(cells), dtype="str")


def catalogue(*titles: str | None) -> pd.DataFrame:
    """Products of which the title alone is known."""
    found = pd.DataFrame({name: texts(*titles) if name == "title" else texts(*[None] * len(titles)) for name in TEXTS})
    return found.assign(product_id=texts(*(f"p{row}" for row in range(len(titles)))))


def rows_of(columns: tuple[str, ...], *rows: tuple[Any, ...]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns))


def test_lists_are_measured_as_by_hand() -> None:
    ids = texts("a", "b", "c", "d")
    wanted = rows_of(
        ("example_id", "product_id", "gain"),
        *[("a", "p1", 1.0), ("a", "p2", 0.1), ("b", "p1", 1.0), ("b", "p9", 1.0), ("c", "p1", 0.1), ("z", "p1", 1.0)],
    )
    answers = rows_of(
        ("example_id", "product_id", "rank"),
        *[("a", "p3", 1), ("a", "p2", 2), ("a", "p1", 3), ("b", "p1", 101), ("b", "p9", 11), ("c", None, 0)],
    )
    found = per_search(ids, answers, wanted).set_index("example_id")
    best_of_a = 1 + 0.1 / np.log2(3)
    assert found.loc["a", "ndcg_10"] == pytest.approx((0.1 / np.log2(3) + 0.5) / best_of_a)
    assert found.loc["a", "mrr"] == pytest.approx(1 / 3)  # the substitute at place 2 does not count
    assert found.loc["a", "recall_100"] == 1.0
    assert found.loc["b", "ndcg_10"] == 0.0  # place 11 is behind the tenth
    assert found.loc["b", "mrr"] == pytest.approx(1 / 11)
    assert found.loc["b", "recall_100"] == 0.5  # place 101 is behind the hundredth
    assert found.loc["c", "ndcg_10"] == 0.0
    assert np.isnan(found.loc["c", ["mrr", "recall_100"]].to_numpy(float)).all()  # nothing exact is there
    assert np.isnan(found.loc["d"].to_numpy(float)).all()


def test_more_than_a_hundred_exact_products_can_be_found_whole() -> None:
    many = pd.DataFrame({"example_id": "a", "product_id": [f"p{row}" for row in range(150)], "gain": 1.0})
    answers = many[["example_id", "product_id"]].assign(rank=np.arange(150) + 1)
    assert per_search(texts("a"), answers, many)["recall_100"].tolist() == [1.0]
    assert per_search(texts("a"), answers.iloc[:50], many)["recall_100"].tolist() == [0.5]


def test_lists_of_positions_become_rows() -> None:
    found = listed(
        texts("a", "b", "c"),
        [np.array([2, 0]), np.array([], np.int64), np.array([1])],
        np.array(["x", "y", "z"], object),
    )
    assert found.to_numpy().tolist() == [["a", "z", 1], ["a", "x", 2], ["c", "y", 1]]


def test_the_best_are_above_zero_and_allowed() -> None:
    scores_of = np.array([0.0, 3.0, 1.0, 2.0, 3.0])
    assert best(scores_of, 2, None).tolist() == [1, 4]
    assert best(scores_of, 9, None).tolist() == [1, 4, 3, 2]
    assert best(scores_of, 2, np.array([True, False, True, True, False])).tolist() == [3, 2]


def test_fusion_prefers_what_both_lists_have() -> None:
    assert fused([[np.array([5, 7])], [np.array([7, 9])]], 3)[0].tolist() == [7, 5, 9]
    assert fused([[np.array([], np.int64)], [np.array([], np.int64)]], 3)[0].tolist() == []


@pytest.mark.parametrize(("name", "package"), [("BM25 (bm25s)", "bm25s"), ("BM25 (tantivy)", "tantivy")])
def test_peers_by_words_find_what_is_said_and_no_sign_is_an_operator(name: str, package: str) -> None:
    pytest.importorskip(package)
    products = catalogue("red kettle", "blue kettle", "green chair", None)
    for setting in peer(name).settings("en"):
        found = peer(name).build(products, setting, threads=1).search(["kettle red", 'NOT (chair AND "', "zzz", ""], 3)
        assert [one.tolist() for one in found] == [[0, 1], [2], [], []], setting


def test_stems_meet_other_forms_of_a_word() -> None:
    bm25s = pytest.importorskip("benchmarks.search_bm25s")
    setting = {**bm25s.PLAIN, "words": bm25s.STEMS, "language": "en"}
    built = bm25s.Bm25s.build(catalogue("red kettles", "blue chair"), setting, threads=1)
    assert [one.tolist() for one in built.search(["kettle", "chairs"], 2)] == [[0], [1]]
    assert bm25s.STEMS not in {one["words"] for one in bm25s.Bm25s.settings("ja")}


def test_words_alone_can_be_held_to_what_is_allowed() -> None:
    bm25s = pytest.importorskip("benchmarks.search_bm25s")
    built = bm25s.Bm25s.build(catalogue("red kettle", "blue kettle"), bm25s.PLAIN, threads=1)
    masks = [np.array([False, True]), np.array([True, True])]
    assert [one.tolist() for one in built.search(["red kettle", "red kettle"], 2, masks)] == [[1], [0, 1]]


def test_meaning_ranks_all_products_but_those_of_no_query(monkeypatch: pytest.MonkeyPatch) -> None:
    from benchmarks import search_minilm

    vectors = {"up": [1.0, 0.0], "down": [-1.0, 0.0], "": [0.0, 0.0], "aside": [0.0, 1.0]}
    encode = lambda asked, **_: np.array([vectors[text] for text in asked], np.float32)  # noqa: E731
    monkeypatch.setattr(search_minilm, "encode", encode)
    built = search_minilm.MiniLm.build(catalogue("down", "up", "aside"), search_minilm.PLAIN, threads=1)
    assert [one.tolist() for one in built.search(["up", ""], 3)] == [[1, 2, 0], []]


@pytest.fixture
def clean(tmp_path: Path) -> Path:
    """Clean tables of two countries: a query in two spellings, a pair judged twice, a product of another country."""
    products = pd.concat([catalogue(*(f"thing {row}" for row in range(40)))])
    products["language"] = texts(*["en"] * 38, "es", "es")
    pairs = [(f"query {row}", f"p{row}", "exact" if row % 2 else "I", "en") for row in range(30)]
    pairs += [("QUERY  1", "p31", "E", "en"), ("query 1!", "p1", "S", "en"), ("query 3", "p38", "complement", "en")]
    pairs += [("consulta", "p39", "exact", "es")]
    judgments = rows_of(("query", "product_id", "grade", "language"), *pairs).assign(region="us").astype("str")
    products.to_parquet(tmp_path / "products.parquet")
    judgments.to_parquet(tmp_path / "judgments.parquet")
    return tmp_path


def test_a_country_has_its_products_and_those_judged_for_it(clean: Path) -> None:
    tables = country_tables(clean, "us", 5, 1.0)
    assert set(tables["products"]["product_id"]) == {f"p{row}" for row in range(39)}
    judgments = tables["judgments"]
    assert len(judgments) == 32  # 33 rows, of which one says a pair again
    assert judgments["label"].tolist()[:2] == [3, 0]
    assert judgments.loc[judgments["product_id"] == "p38", "label"].tolist() == [2]
    assert judgments["pair"].is_unique


def test_folds_keep_spellings_of_a_query_together_and_each_is_the_test_once(clean: Path, tmp_path: Path) -> None:
    tables = country_tables(clean, "us", 5, 1.0)
    judgments = tables["judgments"]
    assert judgments.groupby("group")["fold"].nunique().max() == 1
    of_one = judgments.loc[judgments["query"].isin(["query 1", "QUERY  1"])]
    assert of_one["group"].nunique() == 1
    tested: list[str] = []
    for fold in range(5):
        written = pd.read_parquet(write_fold(tables, fold, tmp_path / f"fold-{fold}") / "judgments.parquet")
        assert set(written["split"]) <= {"train", "test"}
        assert len(written) == len(judgments)
        tested += written.loc[written["split"] == "test", "product_id"].tolist()
    assert sorted(tested) == sorted(judgments["product_id"])


def test_a_share_of_the_queries_is_kept_whole(clean: Path) -> None:
    some = country_tables(clean, "us", 5, 0.5)["judgments"]
    every = country_tables(clean, "us", 5, 1.0)["judgments"]
    assert 5 < some["group"].nunique() < 25
    assert len(some) == every["group"].isin(some["group"]).sum()


def test_known_items_are_queries_with_an_exact_product(clean: Path) -> None:
    queries, wanted = known_items(country_tables(clean, "us", 5, 1.0)["judgments"])
    assert len(queries) == 15  # the odd ones
    one = queries.loc[queries["query"] == "query 1", "example_id"].item()
    assert sorted(wanted.loc[wanted["example_id"] == one, "product_id"]) == ["p1", "p31"]
    assert set(wanted["gain"]) == {1.0}


class _Fake:
    """Finds nothing but product `finds`, first."""

    def __init__(self, finds: int) -> None:
        self.finds = finds

    @classmethod
    def settings(cls, language: str) -> list[dict[str, Any]]:
        assert language == "en"
        return [{"finds": 0}, {"finds": 1}]

    @classmethod
    def build(cls, _products: pd.DataFrame, setting: dict[str, Any], *, threads: int) -> _Fake:
        assert threads == 1
        return cls(setting["finds"])

    def search(self, queries: list[str], _k: int) -> list[Any]:
        return [np.array([self.finds])] * len(queries)


def test_settings_are_chosen_on_the_queries_of_other_folds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retrieval, "installed", lambda: ["fake"])
    monkeypatch.setattr(retrieval, "peer", lambda _name: _Fake)
    judgments = rows_of(
        ("query", "product_id", "group", "fold", "pair"),
        *[(f"q{row}", "p1" if row < 3 else "p0", f"g{row}", row // 3, f"us-{row}") for row in range(6)],
    ).assign(label=0, region="us", language="en")
    found, chosen = retrieval.retrieved(catalogue("a", "b"), judgments, 1)
    # fold 0 wants p1 and fold 1 wants p0: each gets what is best for the other
    assert [chosen["fake"][fold]["finds"] for fold in ("0", "1")] == [0, 1]
    assert found["fake"][0]["product_id"].unique().tolist() == ["p0"]
    assert sorted(found["fake"][1]["example_id"]) == ["us-3", "us-4", "us-5"]
    assert search_peers.FUSION not in found


def test_the_lists_of_words_and_meaning_are_fused_fold_by_fold() -> None:
    columns = ("example_id", "product_id", "rank")
    words = rows_of(columns, ("a", "x", 1), ("a", "y", 2))
    meaning = rows_of(columns, ("a", "y", 1), ("a", "z", 2), ("b", "z", 1))
    queries = rows_of(("example_id", "fold"), ("a", 0), ("b", 0), ("c", 1)).astype({"example_id": "str"})
    found = {name: {0: one} for name, one in zip(search_peers.FUSED, (words, meaning), strict=True)}
    lists = retrieval._together(found, queries, 0)
    assert lists.loc[lists["example_id"] == "a", "product_id"].tolist() == ["y", "x", "z"]
    assert lists.loc[lists["example_id"] == "b", "product_id"].tolist() == ["z"]


def graded_pairs(count: int) -> pd.DataFrame:
    """Pairs whose titles tell the grade in a word."""
    label = np.arange(count) % 4
    title = [f"{GRADES[grade]} thing {row}" for row, grade in enumerate(label)]
    found = pd.DataFrame({"query": [f"thing {row}" for row in range(count)], "title": title, "label": label})
    return found.assign(group=[f"g{row}" for row in range(count)], brand=None, colour=None).astype({"title": "str"})


def test_a_linear_model_learns_words_of_grades() -> None:
    decision, score = graders.linear(graded_pairs(80), graded_pairs(40), threads=1)
    assert (decision == graded_pairs(40)["label"]).mean() > 0.95
    exact = graded_pairs(40)["label"] == 0
    assert score[exact].min() > score[~exact].max()


def test_the_majority_is_of_train() -> None:
    train = graded_pairs(8).assign(label=[2, 2, 2, 0, 1, 3, 1, 0])
    decision, score = graders.majority(train, graded_pairs(5), threads=1)
    assert decision.tolist() == [2] * 5
    assert len(set(score)) == 1


def test_cosines_are_cut_where_train_is_best_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    cosine = {0: 0.9, 1: 0.6, 2: 0.3, 3: 0.0}

    def encode(asked: list[str], **_: int) -> Any:
        grade = [next((place for place, name in enumerate(GRADES) if name in text), None) for text in asked]
        return np.array([[1.0, 0.0] if one is None else [cosine[one], 0.0] for one in grade], np.float32)

    monkeypatch.setattr(graders, "encode", encode)
    decision, score = graders.cosines(graded_pairs(40), graded_pairs(8), threads=1)
    assert decision.tolist() == [0, 1, 2, 3] * 2
    assert score[:4].tolist() == pytest.approx([0.9, 0.6, 0.3, 0.0])


def test_f1_of_grades_is_that_of_counts() -> None:
    rows = pd.DataFrame({"grade": [0, 0, 1, 3], "decision": [0, 1, 1, 0], "group": list("abcd")})
    assert [f1_of(grade)(rows, once(4))[0] for grade in range(4)] == pytest.approx([0.5, 2 / 3, 0.0, 0.0])
    assert macro_f1(rows, once(4))[0] == pytest.approx((0.5 + 2 / 3) / 4)
    twice = np.array([[2.0, 0.0, 1.0, 0.0]], np.float32)
    assert f1_of(0)(rows, twice)[0] == 1.0


def test_means_and_ratios_leave_out_what_is_not_known() -> None:
    rows = pd.DataFrame({"one": [1.0, np.nan, 3.0], "other": [2.0, 5.0, np.nan], "group": list("abc")})
    assert mean_of("one")(rows, once(3))[0] == 2.0
    assert ratio_of("one", "other")(rows, once(3))[0] == 0.5
    assert measured(rows.assign(one=np.nan), {"one": mean_of("one")}, RESAMPLING)["one"]["value"] is None


def test_a_gain_has_the_sign_of_ours() -> None:
    ours = pd.DataFrame({"example_id": list("abc"), "group": list("abc"), "value": [0.5, 0.6, 0.7]})
    found = gains(ours, ours.assign(value=ours["value"] - 0.25), {"value": mean_of("value")}, RESAMPLING)["value"]
    assert [found[name] for name in ("gain", "low", "high")] == pytest.approx([0.25] * 3)


def test_the_interval_of_a_gain_is_two_sided() -> None:
    values = np.random.default_rng(0).normal(size=200)
    ours = pd.DataFrame({"example_id": range(200), "group": range(200), "value": values})
    found = gains(ours, ours.assign(value=0.0), {"value": mean_of("value")}, {**RESAMPLING, "resamples": 2_000})[
        "value"
    ]
    half = 1.96 * values.std() / np.sqrt(200)
    assert (found["high"] - found["low"]) / 2 == pytest.approx(half, rel=0.1)


def pairs_of_both() -> tuple[pd.DataFrame, pd.DataFrame]:
    """40 judged pairs, and grades that are right of all of them."""
    label = np.arange(40) % 4
    pairs = pd.DataFrame({"pair": [f"us-{row}" for row in range(40)], "group": [f"g{row}" for row in range(40)]})
    pairs = pairs.assign(label=label, query="q", fold=0, region="us", language="en")
    pairs["product_id"] = [f"p{row}" for row in range(40)]
    return pairs, pd.DataFrame({"pair": pairs["pair"], "decision": label, "score": -label.astype(float)})


def test_answers_are_measured_in_the_order_of_the_pairs() -> None:
    pairs, right = pairs_of_both()
    answers = {"ours": right.sample(frac=1, random_state=0), "other": right.assign(decision=0, score=0.0)}
    found = scores.graded(pairs, answers, RESAMPLING)
    assert list(found["methods"]) == ["ours", "other"]
    ours = found["methods"]["ours"]
    assert (ours["macro_f1"]["value"], ours["auc"]["value"], ours["right"]["value"]) == (1.0, 1.0, 1.0)
    assert found["methods"]["other"]["auc"]["value"] == 0.5
    assert found["ahead"]["other"]["auc"]["gain"] == 0.5
    assert found["confusion"] == np.diag([10] * 4).tolist()


def test_lists_are_compared_query_by_query() -> None:
    pairs, _ = pairs_of_both()
    exact = pairs.loc[pairs["label"] == 0, ["pair", "product_id"]].rename(columns={"pair": "example_id"})
    answers = {
        "ours": exact.assign(rank=1),
        "BM25 (bm25s)": exact.assign(rank=2),
        "MiniLM": exact.iloc[:5].assign(rank=1),
    }
    found = scores.ranked(pairs, answers, RESAMPLING)
    assert found["methods"]["ours"]["mrr"]["value"] == 1.0
    assert found["ahead"]["BM25 (bm25s)"]["mrr"]["gain"] == 0.5
    assert found["methods"]["MiniLM"]["recall_100"]["value"] == 0.5


def esci_found(whole: bool = True) -> dict[str, Any]:
    """What the benchmark would have found of perfect answers."""
    pairs, right = pairs_of_both()
    exact = pairs.loc[pairs["label"] == 0, ["pair", "product_id"]].rename(columns={"pair": "example_id"})
    lists = {"ours": exact.assign(rank=1), "BM25 (bm25s)": exact.assign(rank=2), "MiniLM": exact.assign(rank=1)}
    one = {
        "world": {"pairs": 40},
        "grading": scores.graded(pairs, {"ours": right}, RESAMPLING),
        "retrieval": scores.ranked(pairs, lists, RESAMPLING),
        "chosen": {"MiniLM": {"0": {"fields": "title", "tried": 1}}},
        "costs": {"0": {"train": {"seconds": 1.0}, "facts": {"ranker": {"kept": True}}, "graded": True}},
    }
    speed = {"titles": 10, "build_seconds": 1.0, "peak_mb": 1.0, "index_mb": 1.0}
    speed |= {"p50_ms": 1.0, "p99_ms": 1.0, "queries_per_second": 1000.0}
    return {"folds": [0], "whole": whole, "countries": {"us": one}, "speed": {"ours, words alone": [speed]}}


def test_verdicts_on_esci_tell_met_from_missed() -> None:
    said = report.verdicts(esci_found())
    assert "macro-F1 >= 0.38: 1, met" in said[0]
    of = {other: next(line for line in said if line.startswith(f"MRR above {other}")) for other in ("BM25", "MiniLM")}
    assert of["BM25"].endswith("met, beyond noise")
    assert of["MiniLM"].endswith("MISSED")
    poor = esci_found()
    poor["countries"]["us"]["grading"]["methods"]["ours"]["auc"]["value"] = 0.7
    assert "MISSED" in report.verdicts(poor)[1]
    assert "no target" in report.verdicts(esci_found(whole=False))[0]
    assert report.verdicts({"countries": {}, "whole": True})[0].startswith("the us rows were not measured")


def test_the_report_on_esci_can_be_printed() -> None:
    console = rich.console.Console(width=200, record=True, file=io.StringIO())
    console.print(report.shown(esci_found()))
    printed = console.export_text()
    assert re.search(r"\| ours +\| 1\.000 \(1\.000-1\.000\)", printed)


def test_answers_are_kept_by_method_and_fold(tmp_path: Path) -> None:
    rows = pd.DataFrame({"pair": ["us-1"]})
    for fold in (0, 1):
        keep(rows, tmp_path, "grades", "BM25 (bm25s)", fold)
    keep(rows, tmp_path, "grades", "half", 0)
    found = read(tmp_path, "grades", [0, 1])
    assert list(found) == ["BM25 (bm25s)"]
    assert len(found["BM25 (bm25s)"]) == 2
    assert read(tmp_path, "ranks", [0]) == {}


@pytest.mark.parametrize("name", list(search_speed.INDEXES))
def test_every_index_is_timed_and_finds(name: str, tmp_path: Path) -> None:
    pytest.importorskip("bm25s")
    products = catalogue("red kettle", "blue kettle", "green chair")
    found = search_speed.timed(name, products, ["kettle", "zzz", ""], 7)
    assert found["titles"] == 7
    assert found["index_mb"] > 0
    assert 0 < found["p50_ms"] <= found["p99_ms"]
    assert search_speed.INDEXES[name](products, tmp_path / "index")("kettle") is not None
