"""Parts of the search benchmark on the simulated marketplace: the truth, ways to ask, measures, peers, verdicts."""

from __future__ import annotations

import copy
import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest
import rich.console

from benchmarks import search_simulated_asked
from benchmarks import search_simulated_measures as of
from benchmarks import search_simulated_peers as others
from benchmarks.product_search_simulated import without_correction
from benchmarks.search_simulated_asked import (
    AS_TYPED,
    IMPERSONAL,
    SHARES,
    TYPOS,
    WHOLE,
    Way,
    requests,
    ways,
    with_slips,
)
from benchmarks.search_simulated_report import shown, verdicts
from benchmarks.search_simulated_truth import CHANGED_DAYS, Truth, read_truth, shelves_of
from benchmarks.simulated_shelves import Shelves
from features.product_search import FeaturesParameters, build
from sources.simulator.product_search import write

RESAMPLING = {"resamples": 100, "confidence": 0.95, "seed": 0}
GAINS = {"gain_click": 0.3, "gain_substitute": 0.1, "gain_complement": 0.01}
SEED, SCALE = 3, 0.05


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Tables of a small world without a mess, and examples made of them."""
    folder = tmp_path_factory.mktemp("world")
    write(folder / "tables", seed=SEED, scale=SCALE, messy=False)
    build(folder / "tables", folder / "examples", FeaturesParameters())
    return folder


@pytest.fixture(scope="module")
def truth(world: Path) -> Truth:
    return read_truth(world / "examples", world / "tables", world / "tables", most=10_000, gains=GAINS)


@pytest.fixture(scope="module")
def products(world: Path) -> pd.DataFrame:
    return pd.read_parquet(world / "examples" / "products.parquet")


@pytest.fixture(scope="module")
def shelves() -> Shelves:
    return shelves_of(SEED, SCALE)


def told_answers(truth: Truth, rows: pd.DataFrame, **said: Any) -> pd.DataFrame:
    """Answers as the search gives them, of lists that are known."""
    clean = truth.searches.set_index("example_id")["clean"]
    cells = {"understood": rows["example_id"].map(clean), "corrected": False, "completions": "[]"} | said
    return rows.assign(**cells)


def test_the_truth_is_of_searches_after_all_that_was_learnt(world: Path, truth: Truth) -> None:
    searches = truth.searches
    facts = json.loads((world / "examples" / "facts.json").read_text())
    assert len(searches) > 100
    assert (searches["time"] >= pd.Timestamp(facts["test_from"])).all()
    assert searches["example_id"].is_unique
    train = pd.read_parquet(world / "examples" / "train.parquet")
    assert not ("s-" + searches["example_id"]).isin(train["example_id"]).any()
    assert searches.loc[searches["customer_id"].isna(), "returning"].sum() == 0
    assert 0.3 < searches["returning"].mean() < 1
    signed_in = searches["customer_id"].notna()
    assert (searches["customer_id"] == searches["group"])[signed_in].all()
    assert ((searches["clean"] != searches["typed"]) == searches["typo"]).all()


def test_also_searches_that_nothing_came_of_are_asked(world: Path, truth: Truth) -> None:
    test = pd.read_parquet(world / "examples" / "test.parquet")
    assert (~("s-" + truth.searches["example_id"]).isin(test["example_id"])).any()


def test_only_what_can_be_had_is_right(truth: Truth, shelves: Shelves) -> None:
    rows = truth.gains.merge(truth.searches, on="example_id")
    assert len(rows) == len(truth.gains)
    assert shelves.have(rows["product_id"], rows["region"], rows["time"]).all()
    assert truth.gains.groupby("grade")["gain"].unique().map(list).to_dict() == {
        "complement": [0.01],
        "exact": [1.0],
        "substitute": [0.1],
    }
    worth = truth.gains.groupby("grade")["worth"].mean()
    assert worth["exact"] > worth["substitute"] > worth["complement"] > 0
    assert truth.gains["worth"].max() < 1


def test_what_can_be_had_is_asked_of_the_world(
    world: Path, truth: Truth, shelves: Shelves, products: pd.DataFrame
) -> None:
    told = pd.read_parquet(world / "tables" / "truth" / "relevance_truth.parquet")
    rows = told.merge(truth.searches[["example_id", "time"]], left_on="search_id", right_on="example_id")
    found = shelves.have(rows["product_id"], rows["region"], rows["time"])
    assert (found == rows["available"]).all()
    assert 0 < found.mean() < 1
    some = truth.searches.head(3)
    for mask, (_, search) in zip(
        shelves.masks(pd.Index(products["product_id"]), some["region"], some["time"]), some.iterrows(), strict=True
    ):
        every = pd.DataFrame({"product_id": products["product_id"], "region": search["region"], "time": search["time"]})
        assert (mask == shelves.have(every["product_id"], every["region"], every["time"])).all()
    with pytest.raises(ValueError, match="1 products are not of this world"):
        shelves.have(pd.Series(["p?"]), pd.Series(["north"]), some["time"].head(1))


def test_a_query_has_changed_when_an_exact_product_is_new(truth: Truth, products: pd.DataFrame) -> None:
    rows = (
        truth.gains[truth.gains["grade"] == "exact"]
        .merge(products, on="product_id")
        .merge(truth.searches, on="example_id")
    )
    fresh = (rows["time"] - rows["launch_date"] < pd.Timedelta(days=CHANGED_DAYS)).groupby(rows["example_id"]).any()
    expected = truth.searches["example_id"].map(fresh).fillna(False).astype(bool)
    assert (truth.searches["changed"] == expected).all()


def test_fewer_searches_are_spread_over_the_test(world: Path, truth: Truth) -> None:
    few = read_truth(world / "examples", world / "tables", world / "tables", most=20, gains=GAINS)
    assert len(few.searches) == 20
    assert set(few.gains["example_id"]) <= set(few.searches["example_id"])
    assert few.searches["time"].iloc[[0, -1]].tolist() == truth.searches["time"].iloc[[0, -1]].tolist()


def test_slips_change_letters_alone_and_as_often_as_is_said() -> None:
    clean = pd.Series(["wireless headphones 64 gb", "kettle", "42", "目覚まし時計"], dtype="str")
    for typos in TYPOS:
        found, told = with_slips(clean, typos)
        assert told.tolist() == [True, True, False, False]
        assert found[2:].tolist() == clean[2:].tolist()
        assert "64" in found[0]
    assert with_slips(clean, 1)[0].equals(with_slips(clean, 1)[0])


def test_fewer_slips_than_were_wanted_are_not_told(monkeypatch: pytest.MonkeyPatch) -> None:
    done = iter([np.array([True, True]), np.array([True, False])])

    def once_only(_rng: Any, column: Any, _where: Any) -> Any:
        return pa.array([f"{text}x" for text in column.to_pylist()]), next(done)

    monkeypatch.setattr(search_simulated_asked, "mistyped", once_only)
    assert with_slips(pd.Series(["ab", "cd"], dtype="str"), 2)[1].tolist() == [True, False]


def test_searches_are_asked_in_every_way(truth: Truth) -> None:
    found = ways(truth.searches)
    assert len(found) == 3 + len(SHARES) + 2 * len(TYPOS)
    clean = truth.searches["clean"]
    assert found[WHOLE].queries.equals(clean)
    assert found[AS_TYPED].queries.equals(truth.searches["typed"])
    assert found[IMPERSONAL].params["personal"] is False
    for share in SHARES:
        typed = found[f"{share:.0%} typed"].queries
        assert all(whole.startswith(part) for whole, part in zip(clean, typed, strict=True))
        assert (typed.str.len() / clean.str.len()).mean() == pytest.approx(share, abs=0.05)
    one, uncorrected = found["1 typo"], found["1 typo, not corrected"]
    assert one.queries.equals(uncorrected.queries)
    assert uncorrected.params["correct"] is False
    assert (one.queries != clean)[one.told].all()
    asked = requests(truth.searches, clean)
    assert asked["customer_id"].isna().equals(truth.searches["customer_id"].isna())
    assert asked["time"].str.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ").all()


def test_who_knows_all_has_all_the_worth(truth: Truth) -> None:
    rows = of.outcomes(truth, {others.ORACLE: others.oracle(truth)}, {})
    worth = rows[f"worth: {others.ORACLE}"]
    assert worth.notna().all()
    assert worth.to_numpy() == pytest.approx(1.0)
    right = rows[f"right: {others.ORACLE}"]
    assert 0.7 < right.mean() < 1


def test_ways_that_change_nothing_measure_nothing(truth: Truth) -> None:
    told = np.arange(len(truth.searches)) % 2 == 0
    asked = {"1 typo": Way(truth.searches["clean"], {}, told)}
    lists = others.oracle(truth)
    rows = of.outcomes(truth, {"1 typo": lists, "peer: 1 typo": lists, "peer": lists}, asked)
    assert rows["right: 1 typo"].notna().tolist() == told.tolist()
    assert rows["right: peer: 1 typo"].notna().tolist() == told.tolist()
    assert rows["right: peer"].notna().all()


def test_the_lift_is_of_returning_customers(truth: Truth) -> None:
    good, bad = others.oracle(truth), others.oracle(truth).assign(rank=lambda rows: 101 - rows["rank"])
    rows = of.outcomes(truth, {WHOLE: good, IMPERSONAL: bad}, {})
    found = of.lifts(rows, RESAMPLING)
    assert found["n"] == truth.searches["returning"].sum()
    assert found["worth"]["low"] > 0
    assert of.paired(rows, IMPERSONAL, WHOLE, RESAMPLING)["worth"]["gain"] < 0
    assert of.lifts(rows.assign(**{f"worth: {WHOLE}": rows[f"worth: {IMPERSONAL}"]}), RESAMPLING)["worth"]["gain"] == 0


def test_what_could_not_be_had_is_counted(truth: Truth, shelves: Shelves, products: pd.DataFrame) -> None:
    good = others.oracle(truth)
    assert of.unavailable(truth, shelves, {WHOLE: good}) == {"answers": len(good), "unavailable": 0}
    mask = shelves.masks(
        pd.Index(products["product_id"]), *(truth.searches[name].head(1) for name in ("region", "time"))
    )[0]
    bad = pd.DataFrame(
        {"example_id": truth.searches["example_id"].iloc[0], "product_id": products["product_id"][~mask]}
    )
    assert len(bad) > 5
    nothing = pd.DataFrame({"example_id": truth.searches["example_id"].iloc[:1], "product_id": None, "rank": 0})
    both = pd.concat([bad.head(5).assign(rank=range(1, 6)), nothing])
    assert of.unavailable(truth, shelves, {WHOLE: both}) == {"answers": 5, "unavailable": 5}


def test_readings_are_counted(truth: Truth) -> None:
    asked = ways(truth.searches)
    lists = others.oracle(truth)
    wrong = lists["example_id"] == truth.searches["example_id"].iloc[0]
    clean = lists["example_id"].map(truth.searches.set_index("example_id")["clean"])
    completions = [json.dumps([text.upper()]) for text in clean]
    answers = {name: told_answers(truth, lists) for name in asked}
    answers[WHOLE] = told_answers(truth, lists, corrected=wrong)
    answers["2 typos"] = told_answers(truth, lists, understood="another")
    answers["40% typed"] = told_answers(truth, lists, completions=completions)
    found = of.readings(truth, answers, asked, RESAMPLING)
    assert found["false_corrections"]["value"] == pytest.approx(1 / len(truth.searches))
    assert found["put_right"] == {"1": 1.0, "2": 0.0}
    assert found["completed"] == {"20%": 0.0, "40%": 1.0, "60%": 0.0, "80%": 0.0}


def test_lists_are_told_by_grade_and_age(truth: Truth, products: pd.DataFrame) -> None:
    exact = truth.gains[truth.gains["grade"] == "exact"].drop_duplicates("example_id").assign(rank=1)
    foreign = exact.assign(product_id=exact["product_id"].iloc[::-1].to_numpy(), rank=2)
    found = of.compositions(truth, products, {"exact": exact, "both": pd.concat([exact, foreign])})
    assert found["exact"]["exact"] == 1.0
    assert 0.4 < found["both"]["irrelevant"] <= 0.5
    launched = truth.searches["time"].max() - pd.Timedelta(days=1)
    late = exact[exact["example_id"] == truth.searches["example_id"].iloc[-1]]
    some = late if len(late) else exact.tail(1)
    new = of.compositions(truth, products.assign(launch_date=launched), {"one": some})["one"]["new"]
    assert new == 1.0
    never = products.assign(launch_date=products["launch_date"].where(products["launch_date"].isna()))
    assert of.compositions(truth, never, {"one": some})["one"]["new"] == 0.0


def test_peers_find_only_what_can_be_had(
    truth: Truth, shelves: Shelves, products: pd.DataFrame, world: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    pytest.importorskip("bm25s")
    from benchmarks import search_minilm

    def encode(asked: list[str], **_: int) -> Any:
        return np.array([[len(text), 1.0] for text in asked], np.float32) / 100

    monkeypatch.setattr(search_minilm, "encode", encode)
    monkeypatch.setattr(others, "K1", (0.9,))
    setting = others.tuned(products, world / "examples")
    assert setting["fields"] in others.FIELDS
    few = Truth(truth.searches.head(40), truth.gains)
    asked = {WHOLE: Way(few.searches["clean"], {}, np.ones(40, bool))}
    found = others.peers(few, products, shelves, asked, setting, threads=1)
    assert len(found) == 3
    assert of.unavailable(few, shelves, found)["unavailable"] == 0
    ndcg = of.outcomes(few, found, asked)
    assert ndcg[f"right: {others.BM25}: {WHOLE}"].mean() > ndcg[f"right: {others.MINILM}: {WHOLE}"].mean()


def test_the_shop_is_told_as_it_showed(world: Path, truth: Truth) -> None:
    rows = others.shop(truth, world / "tables")
    events = pd.read_parquet(world / "tables" / "events.parquet")
    one = truth.searches["example_id"].iloc[0]
    expected = events[events["search_id"] == one].sort_values("rank")["product_id"]
    assert rows.loc[rows["example_id"] == one, "product_id"].tolist() == expected.tolist()


def test_propensities_are_held_against_the_true_ones(world: Path) -> None:
    found = others.propensities([1.0, 0.5], world / "tables")
    assert found["true"][0] == 1.0
    assert found["errors"]["largest"] == pytest.approx(abs(found["true"][1] - 0.5))
    assert others.propensities([], world / "tables") == {}


def test_clicks_are_corrected_in_one_of_both_trainings() -> None:
    parameters = {"models": {"propensity": {"enabled": True, "places": 20}, "seed": 1}}
    before = copy.deepcopy(parameters)
    assert without_correction(parameters)["models"]["propensity"] == {"enabled": False, "places": 20}
    assert parameters == before


@pytest.fixture(scope="module")
def found(truth: Truth, shelves: Shelves, products: pd.DataFrame) -> dict[str, Any]:
    """What would be measured of a search that knows all."""
    asked = ways(truth.searches)
    answers = {name: told_answers(truth, others.oracle(truth)) for name in asked}
    rows = of.outcomes(truth, answers, asked)
    return {
        "world": {"scale": SCALE},
        "searches": len(rows),
        "returning": 1,
        "ndcg": of.ndcgs(rows, list(answers), RESAMPLING),
        "ahead": {AS_TYPED: of.paired(rows, WHOLE, AS_TYPED, RESAMPLING)},
        "shares": of.shares(rows, RESAMPLING),
        "lift": of.lifts(rows, RESAMPLING),
        "readings": of.readings(truth, answers, asked, RESAMPLING),
        "unavailable": of.unavailable(truth, shelves, answers),
        "changed": of.ndcgs(rows, [WHOLE], RESAMPLING),
        "unchanged": of.ndcgs(rows, [WHOLE], RESAMPLING),
        "shown": of.compositions(truth, products, {WHOLE: answers[WHOLE]}),
        "correction": None,
        "propensities": {"estimated": [1.0], "true": [1.0], "errors": {"mean": 0.0, "largest": 0.0}},
        "grading": None,
        "costs": {"train": {"seconds": 1.0, "own_peak_mb": None, "children_peak_mb": 5.0}},
    }


def test_verdicts_tell_met_from_missed(found: dict[str, Any]) -> None:
    said = verdicts(found)
    assert [line.rsplit(", ", 1)[-1] for line in said[1:5]] == ["met", "met", "met", "MISSED"]
    assert "0, met, of" in said[5]
    poor = copy.deepcopy(found)
    poor["shares"]["60% typed"]["value"] = 0.949
    poor["shares"]["1 typo"]["value"] = 0.89
    poor["readings"]["false_corrections"]["value"] = 0.02
    poor["lift"]["worth"] = {"gain": 0.1, "low": 0.05, "high": 0.2}
    poor["unavailable"]["unavailable"] = 1
    assert [line.rsplit(", ", 1)[-1] for line in verdicts(poor)[1:5]] == ["MISSED", "MISSED", "MISSED", "met"]
    assert "1, MISSED" in verdicts(poor)[5]


def test_the_report_can_be_printed(found: dict[str, Any]) -> None:
    console = rich.console.Console(width=200, record=True, file=io.StringIO())
    console.print(shown(found))
    printed = console.export_text()
    for title in ("NDCG@10 against the truth", "Typed in part", "What lists are made of", "How much a place"):
        assert title in printed
