"""Parts of the benchmark of review extraction on the simulated market: the truth, ratings, names, broken rows."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import rich.console

from benchmarks import review_simulated_report as report
from benchmarks.review_planted import COPY, GOOD, counted, of_annotations, of_reviews
from benchmarks.review_simulated_beside import DRAWN_BY, beside_truth, named
from benchmarks.review_simulated_clusters import clusters
from benchmarks.review_simulated_process import truth
from benchmarks.review_simulated_ratings import WAYS, contradictions, ratings
from benchmarks.review_simulated_truth import MANNERS, PLAIN, Unannotated, surfaces
from contracts.review_extraction import CONTRACT
from contracts.validation import validate_directory
from evaluation.review_truth import EDGES
from features.review_extraction import FeaturesParameters, build
from infra.run_store import Reference
from sources.simulator.review_extraction import write
from tasks.steps import Run
from tests.evaluation.reviews_for_tests import answer, review

RESAMPLING = {"resamples": 20, "confidence": 0.95, "seed": 0}


@pytest.fixture(scope="module")
def market(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small market's tables, held against the contract, and examples of them."""
    place = tmp_path_factory.mktemp("market")
    write(place / "raw", seed=3, scale=0.06)
    validate_directory(CONTRACT, place / "raw", place / "clean")
    build(place / "clean", place / "examples", FeaturesParameters(min_examples=5))
    return place


def test_all_that_was_broken_is_set_aside_and_hardly_a_good_row(market: Path) -> None:
    found = counted(market / "raw", market / "clean")
    for table in ("reviews", "annotations"):
        kinds = dict(found[table])
        good = kinds.pop(GOOD)
        assert len(kinds) >= 6
        assert all(one["planted"] == one["set_aside"] > 0 for one in kinds.values()), kinds
        assert good["set_aside"] < 0.02 * good["planted"]


def test_broken_reviews_are_told_by_what_is_wrong() -> None:
    rows = pd.DataFrame(
        [
            ("r1", "fine", "4", None),
            ("r1", "fine", "4", None),
            ("r2", "one", "4", None),
            ("r2", "other", "4", None),
            (None, "nobody's", "4", None),
            ("x1", "  ", "4", None),
            ("x2", "👍", "4", None),
            ("x3", "<br />", "4", None),
            ("x4", "long " * 9_000, "4", None),
            ("x5", "fine", "6", None),
            ("x6", "fine", "4", "2999-01-01"),
        ],
        columns=["review_id", "text", "stars", "time"],
    ).astype("str")
    assert of_reviews(rows).tolist() == [
        *(GOOD, COPY, GOOD, "another text under an id", "no id", "no text", "emoji and marks alone", "tags alone"),
        *("50 kB of text", "stars out of range", "time that is none, or to come"),
    ]


def test_broken_annotations_are_told_by_what_is_wrong() -> None:
    def row(name: str, *edges: Any, sentiment: str = "positive") -> tuple[Any, ...]:
        return (name, *(None if edge is None else str(edge) for edge in edges), sentiment)

    rows = pd.DataFrame(
        [
            row("r1", 0, 4, 8, 12),
            row("r1", 0, 4, 8, 12),
            row("r2", None, None, 3, 9),
            row("r2", None, None, 3, 9, sentiment="negative"),
            row("r3", 0, 4, 6, 9),
            row("r3", 0, 4, 9, 6),
            row("r3", 0, 4, 6, None),
            row("r3", 0, 4, 5_006, 5_009),
            row("r3", 0, 4, 6, 9, sentiment="?"),
            row("y1", 0, 4, 6, 9),
            row("r4", 2, 3, 7, 9),
        ],
        columns=["review_id", *EDGES, "sentiment"],
    )
    true = pd.DataFrame(
        [("r1", 0, 4, 8, 12), ("r2", None, None, 3, 9), ("r3", 0, 4, 6, 9), ("r4", None, None, 6, 9)],
        columns=["review_id", *EDGES],
    )
    assert of_annotations(rows, true).tolist() == [
        *(GOOD, COPY, "contradicting, both", "contradicting, both", GOOD, "end before start", "a place alone"),
        *("behind the end of the text", "unknown sentiment", "of no review", "within a word"),
    ]


def test_held_out_reviews_have_the_triplets_that_were_meant(market: Path) -> None:
    own = Unannotated.read(market / "raw", market / "examples", most=50, short=8)
    assert 0 < len(own.table) <= 50
    held_out = pd.read_parquet(market / "examples" / "starred.parquet")
    assert set(own.table["example_id"]) <= set(held_out["review_id"])
    rows = pd.read_parquet(market / "raw" / "truth" / "triplet_truth.parquet")
    rows = rows[rows["review_id"].isin(own.table["example_id"])]
    assert len(own.meant.triplets) == len(rows.drop_duplicates(["review_id", *EDGES, "sentiment"]))
    texts, spans = own.table["text"].tolist(), own.meant.triplets
    told = {
        texts[row][begin:end]
        for row, begin, end in zip(spans.text, spans.opinion_start, spans.opinion_end, strict=True)
        if begin >= 0
    }
    assert told == set(rows["opinion"].dropna())
    assert own.table["short_text"].sum() == sum(len(text.split()) < 8 for text in texts)
    manners = own.by_manner()
    assert set(manners) >= {*MANNERS, PLAIN}
    assert not (manners[PLAIN] & manners["slips"]).any()


def test_names_of_two_attributes_are_left_out(tmp_path: Path) -> None:
    (tmp_path / "truth").mkdir()
    rows = [("battery", "Charge"), ("cable", "charge"), ("battery", "batt life"), ("screen", "display")]
    table = pd.DataFrame(rows, columns=["attribute", "surface"])
    table.to_parquet(tmp_path / "truth" / "surface_truth.parquet")
    assert surfaces(tmp_path).to_dict() == {"batt life": "battery", "display": "screen"}


def test_names_that_meet_and_names_that_do_not(tmp_path: Path) -> None:
    (tmp_path / "truth").mkdir()
    rows = [("battery", "batt life"), ("battery", "battery"), ("battery", "charge"), ("screen", "display")]
    pd.DataFrame(rows, columns=["attribute", "surface"]).to_parquet(tmp_path / "truth" / "surface_truth.parquet")
    told = [("battery", "battery"), ("Batt life", "battery"), ("charge", "display"), ("display", "display")]
    answers = pd.DataFrame([*told, ("battery", "odd"), ("battery", "battery")], columns=["aspect", "attribute"])
    found = clusters(tmp_path, answers.astype("str"))
    assert found["surfaces"] == 4
    assert found["measures"]["attribute_purity"] == 0.75
    assert found["measures"]["attribute_inverse_purity"] == 0.75
    assert found["alone"] == pytest.approx(
        {"attribute_purity": 1.0, "attribute_inverse_purity": 0.5, "attribute_f1": 2 / 3}
    )
    assert found["shown"]["battery"] == {"battery": ["batt life", "battery"], "display": ["charge"]}


@pytest.fixture
def rated(tmp_path: Path) -> pd.DataFrame:
    """Two products, of which the truth and three reviews are known."""
    (tmp_path / "truth").mkdir()
    truth_rows = [("p", "battery", 4.0, False, 0.2, 0.1, 0.7), ("q", "battery", 2.0, True, 0.7, 0.1, 0.2)]
    columns = ["product_id", "attribute", "rating", "divisive", "negative", "neutral", "positive"]
    pd.DataFrame(truth_rows, columns=columns).to_parquet(tmp_path / "truth" / "product_truth.parquet")
    said = pd.DataFrame(
        {
            "review_id": ["a", "b", "c"],
            **dict.fromkeys(EDGES, 0),
            "sentiment": ["positive", "negative", "positive"],
            "attribute": "battery",
        }
    )
    said.to_parquet(tmp_path / "truth" / "triplet_truth.parquet")
    answers = pd.DataFrame(
        {
            "product_id": ["p", "q", "q"],
            "attribute": ["batt", "batt", "strange"],
            **{"rating": [4.5, 2.5, 1.0], "low": [3.0, 1.0, 1.0], "high": [3.5, 4.0, 5.0]},
            **{"mentions": [1, 7, 7], "contradicting": [False, True, True]},
        }
    )
    reviews = pd.DataFrame({"review_id": ["a", "b", "c"], "product_id": ["p", "q", "q"], "stars": [5.0, 1.0, 2.0]})
    return beside_truth(answers, pd.Series({"batt": "battery"}), tmp_path, reviews, [2.0, 3.0, 4.0])


def test_ratings_stand_beside_the_truth_and_what_was_heard(rated: pd.DataFrame) -> None:
    assert rated["true"].tolist() == [4.0, 2.0]
    assert rated["true_own"].tolist() == pytest.approx([3.5, 2.5])
    assert rated["heard"].tolist() == [5.0, 3.0]
    mean = 11 / 3
    drawn = [(5 + DRAWN_BY * mean) / (1 + DRAWN_BY), (6 + DRAWN_BY * mean) / (2 + DRAWN_BY)]
    assert rated["drawn"].tolist() == pytest.approx(drawn)
    assert rated["stars"].tolist() == [5.0, 1.5]
    assert rated["alike"].tolist() == [3.0, 3.0]
    assert rated[["against", "disagree"]].to_numpy().tolist() == [[0, 0], [1, 0.5]]


def test_ratings_are_measured_by_mentions(rated: pd.DataFrame) -> None:
    found = ratings(rated, RESAMPLING)
    assert set(found["ways"]) == set(WAYS)
    assert found["ways"]["ours"]["mae"]["value"] == 0.5
    assert found["ways"]["ours"]["rank_correlation"]["value"] == pytest.approx(1)
    assert set(found["by_mentions"]) == {"1", "5 to 9"}
    few, many = found["by_mentions"]["1"], found["by_mentions"]["5 to 9"]
    assert (few["coverage"]["value"], few["coverage_own"]["value"]) == (0, 1)
    assert (many["coverage"]["value"], many["width"], many["heard_mae"]) == (1, 3.0, 1.0)


def test_contradictions_are_held_against_customers_and_against_the_reviews(rated: pd.DataFrame) -> None:
    found = contradictions(rated, least_share=0.3, least_reviews=1)
    assert (found["rows"], found["flagged"]) == (1, 1)
    assert found["divisive"]["precision"]["value"] == found["disagreeing"]["recall"]["value"] == 1
    sterner = contradictions(rated, least_share=0.3, least_reviews=2)
    assert sterner["disagreeing"]["precision"]["value"] == 0
    assert sterner["disagreeing"]["recall"]["value"] is None


def test_a_canonical_name_means_what_most_of_its_mentions_mean() -> None:
    outcomes = pd.DataFrame(
        {"attributes_told": [["batt", "batt"], ["batt"], ["lid"]], "attributes_meant": [["a", "a"], ["b"], ["b"]]}
    )
    assert named(outcomes).to_dict() == {"batt": "a", "lid": "b"}


class Knowing:
    """Stands for a model: knows all that was meant, and rates every product's attributes 3."""

    def __init__(self, market: Path) -> None:
        self.facts = {"scale": [1.0, 3.0, 5.0]}
        self.rows = pd.read_parquet(market / "raw" / "truth" / "triplet_truth.parquet")
        products = pd.read_parquet(market / "raw" / "truth" / "product_truth.parquet")
        self.products = products[["product_id", "attribute"]]

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:
        """What is true, as answers."""
        if (params or {}).get("view") == "attributes":
            table = self.products[self.products["product_id"].isin(request["product_id"])]
            told = {"rating": 3.0, "low": 2.0, "high": 4.0, "mentions": 1, "contradicting": False}
            return pd.DataFrame(table).assign(**told)
        parts = []
        for key, text in zip(request["request_id"], request["text"], strict=True):
            empty = answer(review(key, text))
            own = self.rows[self.rows["review_id"] == key].rename(columns={"review_id": "request_id"})
            own = own.assign(confidence=0.9, **{name: own[name].fillna(-1).astype("int64") for name in EDGES})
            parts.append(own[empty.columns] if len(own) else empty)
        found: pd.DataFrame = pd.concat(parts, ignore_index=True)
        return found


def test_a_reader_that_knows_all_has_every_triplet_and_every_name(
    market: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.bundle.open_checked", lambda place: place)
    monkeypatch.setattr("models.review_extraction.ReviewExtractor.load", lambda _place: Knowing(market))
    places = {name: Reference(name, "", str(market / name), "", {}) for name in ("raw", "examples", "bundle")}
    settings = {"interval": 0.9, "contradicting_share": 0.3, "contradicting_reviews": 2}
    parameters = {"features": {"short_words": 8}, "evaluation": RESAMPLING, "models": {"ratings": settings}}
    run = Run("review_extraction", parameters)
    inputs = {"tables": places["raw"], "examples": places["examples"], "bundle": places["bundle"]}
    found = truth(run, **inputs, reviews=60, products=20)
    assert found["triplets"]["triplet_f1"]["value"] == 1
    assert found["by_manner"][PLAIN]["value"] == 1
    assert found["clusters"]["measures"]["attribute_f1"] == 1
    assert set(found["views"]) == {"known", "told"}
    assert found["views"]["known"]["asked"] == 20
    alike = found["views"]["known"]["ratings"]["ways"]["ours"]
    assert alike["rank_correlation"]["value"] is None

    whole = {"planted": counted(market / "raw", market / "clean"), "engines": {"crf": {**found, "costs": {}}}}
    printed = io.StringIO()
    rich.console.Console(file=printed, width=250).print(report.shown(whole))
    for said in ("contradicting, both", "stars of the product", "names that met", "1.000 (1.000-1.000)"):
        assert said in printed.getvalue()
