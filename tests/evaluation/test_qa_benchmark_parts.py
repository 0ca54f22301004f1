"""Parts of the benchmark of question answering on public questions: what is held out, peers, promises, what is kept."""

from __future__ import annotations

import io
import re
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
import rich.console

from benchmarks import qa_report as report
from benchmarks.kept_results import keep, kept, taken
from benchmarks.qa_compared import OURS, compared, curve, precision_at
from benchmarks.qa_elsewhere import strangers
from benchmarks.qa_held_out import promises
from benchmarks.qa_measuring import CODE, COUNT, FOLDS, VALID, note, parameters_of
from benchmarks.qa_out_of_fold import answered
from benchmarks.qa_peers import BM25, MINILM, OF_WORDS, READER, TREES, alone, bm25, minilm, of_words
from benchmarks.qa_pool import Pool
from benchmarks.qa_stand_in import stood_in
from benchmarks.qa_verdicts import verdicts
from benchmarks.qa_whole import whole
from evaluation import question_answering as evaluation
from evaluation.bootstrap import once
from infra.errors import SettingsError
from models.question_answering.abstention_settings import AbstentionSettings
from models.question_answering.columns import NAMES
from models.question_answering.forest_settings import ForestSettings
from models.question_answering.judged_pairs import Judged, pairs_of
from models.question_answering.parameters import QuestionAnsweringParameters
from models.question_answering.passages import Passages
from models.question_answering.ranked import Ranked
from tests.models_code.qa_pieces import corpus_of, judged_questions
from tests.models_code.qa_shop import write_shop

RESAMPLING: dict[str, Any] = {"resamples": 20, "confidence": 0.95, "seed": 0}
NOTE = {"settings": "a", "code": "b"}


def pool_of(judged: list[Judged], folder: Path) -> Pool:
    """Questions about products of their own."""
    names = [f"q{row}" for row in range(len(judged))]
    rows = [
        {"example_id": name, "split": "test", "place": place, "text": text, "source": source, "grade": grade}
        for name, one in zip(names, judged, strict=True)
        for place, (text, source, grade) in enumerate(
            zip(one.passages.texts, one.passages.sources, one.grades.tolist(), strict=True)
        )
    ]
    folder.mkdir(exist_ok=True)
    pd.DataFrame(rows).assign(answer=None).astype({"answer": "str"}).to_parquet(folder / "candidates.parquet")
    table = pd.DataFrame({"example_id": names, "question": [one.asked.text for one in judged]})
    table = table.assign(product_id=[f"p{one.group}" for one in judged]).astype("str")
    table.assign(answerable=True, personal=False).to_parquet(folder / "test.parquet")
    return Pool(evaluation.requests(folder), judged, pairs_of(judged, corpus_of(judged), 3, 0))


@pytest.fixture
def pool(tmp_path: Path) -> Pool:
    """Thirty questions whose right passage names what is asked for; every fifth has none."""
    return pool_of(judged_questions(30, np.random.default_rng(3)), tmp_path / "pool")


def test_a_result_is_kept_whole_and_serves_while_settings_and_code_stand(tmp_path: Path) -> None:
    keep(tmp_path, "valid", {"note": NOTE, "found": 1})
    assert kept(tmp_path, "folds") is None
    assert taken(tmp_path, "valid", NOTE, asked=True) == {"note": NOTE, "found": 1}
    newer = {**NOTE, "code": "c"}
    assert taken(tmp_path, "valid", newer, asked=True) is None
    assert taken(tmp_path, "valid", newer, asked=False) is not None
    with pytest.raises(SettingsError, match="other settings"):
        taken(tmp_path, "valid", {**NOTE, "settings": "z"}, asked=False)
    assert not list(tmp_path.glob("*.part"))


@pytest.mark.usefixtures("home")
def test_folds_are_those_that_are_told_and_settings_make_another_note() -> None:
    own, folds = parameters_of(VALID, []), parameters_of(FOLDS, ["models.ranking.reader.folds=3"])
    assert folds["models"]["ranking"]["reader"]["folds"] == COUNT
    assert own["models"]["ranking"]["reader"]["enabled"]
    changed = parameters_of(VALID, ["models.seed=1"])
    notes = [note(VALID, own, 0), note(VALID, changed, 0), note(VALID, own, 96), note(FOLDS, own, 0)]
    assert len({one["settings"] for one in notes}) == 4


def test_whole_products_of_train_play_the_test_and_nothing_of_it_is_left() -> None:
    rows = [(f"q{row}", f"p{row // 2}", "test" if row >= 36 else "train") for row in range(40)]
    qa = pd.DataFrame(rows, columns=["question_id", "product_id", "split"]).astype("str")
    qa = qa.assign(grade=0)
    shown = pd.DataFrame(
        {"question_id": [f"s{row}" for row in range(9)], "product_id": "s", "split": "train", "grade": 2}
    )
    found = stood_in(pd.concat([qa, shown], ignore_index=True), 7)
    assert set(found["question_id"]) == {f"q{row}" for row in range(36)} | set(shown["question_id"])
    played = found[found["split"] == "test"]
    assert len(played) == 6  # of products with two questions each, so many as are not more than seven
    assert "s" not in set(played["product_id"])  # nothing of it is judged wrong
    assert not set(played["product_id"]) & set(found.loc[found["split"] == "train", "product_id"])
    with pytest.raises(ValueError, match="twice the 20"):
        stood_in(qa, 20)
    with pytest.raises(ValueError, match="no"):
        stood_in(qa[qa["split"] == "train"], 7)


def test_every_question_is_learned_from_and_asked(tmp_path: Path) -> None:
    shop = product_questions(tmp_path)
    was = whole(shop, tmp_path / "whole")
    parts = {name: pd.read_parquet(shop / f"{name}.parquet") for name in ("train", "valid")}
    every = pd.read_parquet(tmp_path / "whole" / "test.parquet")
    assert every["example_id"].tolist() == was.index.tolist()
    assert was.value_counts().to_dict() == {name: len(part) for name, part in parts.items()} | {"test": 2}
    assert pd.read_parquet(tmp_path / "whole" / "train.parquet").equals(every)
    assert pd.read_parquet(tmp_path / "whole" / "valid.parquet").empty
    judged = pd.read_parquet(tmp_path / "whole" / "candidates.parquet")
    assert judged["split"].value_counts().nunique() == 1


def product_questions(folder: Path) -> Path:
    """A small shop whose questions are about products; two of them are the test."""
    place = folder / "shop"
    place.mkdir()
    shop = write_shop(place)
    judged = pd.read_parquet(shop / "candidates.parquet")
    judged = judged[judged["source"] != "orders"]
    for name in ("train", "valid"):
        rows = pd.read_parquet(shop / f"{name}.parquet")
        rows = rows[rows["example_id"].isin(judged["example_id"])].reset_index(drop=True)
        if name == "train":
            rows.iloc[:2].assign(personal=False).to_parquet(shop / "test.parquet", index=False)
            judged = judged.assign(
                split=judged["split"].mask(judged["example_id"].isin(rows["example_id"][:2]), "test")
            )
            rows = rows.iloc[2:]
        rows.assign(personal=False).to_parquet(shop / f"{name}.parquet", index=False)
    judged.to_parquet(shop / "candidates.parquet", index=False)
    return shop


def test_a_method_is_measured_by_the_order_of_its_scores(pool: Pool) -> None:
    right = pool.scores(pool.pairs.answers.astype(np.float64))
    every = np.ones(len(pool.judged), dtype=bool)
    best = pool.outcomes(right, every)
    assert best.loc[best["answerable"], "first_right"].all()
    assert best["reciprocal_rank"].mean() == best["answerable"].mean() == pytest.approx(0.8)
    wrong = pool.outcomes({row: -own for row, own in right.items()}, every)
    assert not wrong["first_right"].any()
    asked = every.copy()
    asked[3:] = False
    assert pool.outcomes(right, asked)["example_id"].tolist() == ["q0", "q1", "q2"]
    # equal scores stand as the passages do
    flat = pool.outcomes({row: np.zeros(len(own)) for row, own in right.items()}, every)
    first = [bool(own[0]) for own in pool.pairs.parts(pool.pairs.answers)]
    assert flat["first_right"].tolist() == first


def test_peers_find_what_shares_words_or_meaning(pool: Pool) -> None:
    every = np.ones(len(pool.judged), dtype=bool)
    for scores in (bm25(pool), minilm(pool, threads=1)):
        found = pool.outcomes(pool.scores(scores), every)
        assert found.loc[found["answerable"], "first_right"].mean() > 0.9


def test_trees_over_words_answer_pairs_that_they_have_not_learned_from(tmp_path: Path) -> None:
    pool = pool_of(judged_questions(60, np.random.default_rng(3)), tmp_path)
    settings = ForestSettings(rounds=20, bags=1, max_depth=2, min_child_weight=1.0)
    asked = pool.pairs.fold == 0
    found, folds = (of_words(pool, one, settings, threads=1, seed=0) for one in (asked, None))
    assert np.isfinite(found[asked]).all()
    assert np.isnan(found[~asked]).all()
    assert np.isfinite(folds).all()
    # what is asked does not change by its own labels
    pool.pairs.answers[asked] = ~pool.pairs.answers[asked]
    assert of_words(pool, asked, settings, threads=1, seed=0)[asked].tolist() == found[asked].tolist()
    assert of_words(pool, None, settings, threads=1, seed=0)[~asked].tolist() != folds[~asked].tolist()


def test_trees_over_words_see_no_meaning(tmp_path: Path) -> None:
    judged = judged_questions(60, np.random.default_rng(3))
    pool = pool_of(judged, tmp_path)
    settings = ForestSettings(rounds=20, bags=1, max_depth=2, min_child_weight=1.0)
    first = of_words(pool, None, settings, threads=1, seed=0)
    blind = [name not in OF_WORDS for name in NAMES]
    pool.pairs.columns[:, blind] = 0.0
    assert of_words(pool, None, settings, threads=1, seed=0).tolist() == first.tolist()
    assert "said_meaning" not in OF_WORDS


def test_our_parts_are_told_apart_and_a_reader_only_where_there_is_one() -> None:
    told, order = Passages.told(["a", "b"], ["review", "review"]), np.array([0, 1])
    margins, read = np.array([1.0, 2.0]), np.array([0.5, np.nan])
    both = alone({4: Ranked(told, order, margins, 0.5, margins, read)})
    assert both[TREES][4].tolist() == [1.0, 2.0]
    assert both[READER][4].tolist() == [0.5, 0.5]
    assert set(alone({0: Ranked(told, order, margins, 0.5, margins, np.full(2, np.nan))})) == {TREES}


def outcomes_of(right: list[int], scores: list[float]) -> pd.DataFrame:
    """Answers to answerable questions."""
    label = np.array(right, dtype=np.int8)
    names = [f"q{row}" for row in range(len(label))]
    flags = {name: np.ones(len(label), dtype=bool) for name in ("answerable", "found", "given")}
    first = {"first_right": label == 1, "reciprocal_rank": label.astype(float), "source_right": label == 1}
    table = pd.DataFrame({"example_id": names, "group": names, "score": scores, "label": label, **flags, **first})
    return table.assign(example_id=table["example_id"].astype("str"))


def test_precision_of_the_surest_and_what_ours_is_ahead() -> None:
    ours = outcomes_of([1, 1, 0, 1], [0.9, 0.8, 0.7, 0.1])
    theirs = outcomes_of([1, 0, 0, 1], [0.9, 0.8, 0.7, 0.1])
    for share, precision in ((0.25, 1.0), (0.5, 1.0), (0.75, 2 / 3), (1.0, 0.75), (0.625, 2 / 2.5)):
        assert precision_at(share)(ours, once(4))[0] == pytest.approx(precision)
    assert curve(ours, RESAMPLING)["1"]["value"] == 0.75
    told = compared({OURS: ours, BM25: theirs}, RESAMPLING)
    assert told["methods"][BM25]["p_at_1"]["value"] == 0.5
    assert told["ahead"][BM25]["p_at_1"]["gain"] == 0.25
    assert set(told["ahead"]) == {BM25}
    with pytest.raises(ValueError, match="same examples"):
        compared({OURS: ours, BM25: theirs.iloc[::-1].reset_index(drop=True)}, RESAMPLING)


def test_a_promise_is_found_on_other_parts_than_those_that_it_is_kept_on() -> None:
    fold = np.repeat([0, 1, 2], 60)
    sure = np.where(np.arange(180) % 2 == 0, 0.99, 0.1)
    right = (sure > 0.5) & (fold != 0)  # part 0 is sure of itself, and wrong
    found = {one["precision"]: one for one in promises(outcomes_of(right.tolist(), sure.tolist()), fold, settings())}
    assert found[0.8]["promised"] == 1  # without part 0 all is right; with it one in two is
    assert found[0.8]["given"] == 30
    assert found[0.8]["right"]["value"] == 0.0
    assert found[0.8]["coverage"]["value"] == pytest.approx(30 / 180)


def settings() -> AbstentionSettings:
    """As they come."""
    return AbstentionSettings()


def test_questions_elsewhere_are_of_other_products_and_have_a_wrong_candidate(tmp_path: Path) -> None:
    asked, known = tmp_path / "asked", tmp_path / "known"
    for folder in (asked, known):
        folder.mkdir()
    for name in ("train", "valid"):
        pd.DataFrame({"product_id": ["p1"]}).to_parquet(known / f"{name}.parquet")
    test = pd.DataFrame({"example_id": ["a", "b", "c"], "product_id": ["p1", "p2", "p3"]})
    test.to_parquet(asked / "test.parquet")
    rows = [("a", 2), ("a", 0), ("b", 2), ("b", 0), ("c", 2), ("t", 2)]
    judged = pd.DataFrame(rows, columns=["example_id", "grade"])
    judged.assign(split=["test"] * 5 + ["train"]).to_parquet(asked / "candidates.parquet")
    strangers(asked, known, tmp_path / "out")
    assert pd.read_parquet(tmp_path / "out" / "test.parquet")["example_id"].tolist() == ["b"]
    assert pd.read_parquet(tmp_path / "out" / "candidates.parquet")["example_id"].tolist() == ["b", "b"]
    assert pd.read_parquet(tmp_path / "out" / "train.parquet").empty
    test.assign(product_id="p1").to_parquet(asked / "test.parquet")
    with pytest.raises(ValueError, match="None of 3 questions"):
        strangers(asked, known, tmp_path / "out")


def settings_of(**reader: Any) -> QuestionAnsweringParameters:
    """Of a small fit."""
    ranking = {"reader": {"folds": 3, **reader}, "forest": {"rounds": 20, "bags": 1}}
    return QuestionAnsweringParameters.read({"threads": 1, "kinds": {"product_names": 1}, "ranking": ranking})


def test_answers_out_of_fold_are_measured_as_served_ones_are(tmp_path: Path) -> None:
    whole(product_questions(tmp_path), tmp_path / "whole")
    answerer, unseen, table, answers = answered(tmp_path / "whole", settings_of(enabled=False))
    ours = evaluation.outcomes(table, answers)
    pool = Pool.of(tmp_path / "whole", answerer, 3)
    own = alone(dict(enumerate(unseen.ranked)))
    assert set(own) == {TREES}
    again = pool.outcomes(own[TREES], np.ones(len(table), dtype=bool))
    assert again["first_right"].tolist() == ours["first_right"].tolist()
    assert ours["label"].tolist() == unseen.right.astype(int).tolist()
    assert 0.5 < ours.loc[ours["answerable"], "first_right"].mean() <= 1.0


@pytest.mark.slow
def test_a_reader_is_told_apart_out_of_fold_and_where_it_is_asked(tmp_path: Path) -> None:
    whole(product_questions(tmp_path), tmp_path / "whole")
    small = {"epochs": 1, "read": 3, "most_pairs": 60, "question_pieces": 12, "passage_pieces": 16}
    answerer, unseen, _, _ = answered(tmp_path / "whole", settings_of(**small))
    pool = Pool.of(tmp_path / "whole", answerer, 3)
    asked = answerer.ranking.ranked([pool.judged[0].asked], [pool.judged[0].passages])
    for ranked in (unseen.ranked, asked):
        read = [one.read for one in ranked if one.read is not None]
        assert {int(np.isfinite(one).sum()) for one in read} == {3}
        assert set(alone(dict(enumerate(ranked)))) == {TREES, READER}
    # what is asked later was learned from, so that it is read otherwise
    first = unseen.ranked[0].read
    assert first is not None
    assert asked[0].read is not None
    assert not np.allclose(first, asked[0].read, equal_nan=True)


def result(part: str, p_at_1: float, low: float) -> dict[str, Any]:
    """What a part found."""
    measure = {"value": p_at_1, "low": low, "high": 0.9, "n": 50}
    methods = {name: dict.fromkeys(report.METHODS, measure) for name in (OURS, BM25, MINILM)}
    gain = {"gain": p_at_1 - 0.6, "low": low - 0.6, "high": 0.2}
    one: dict[str, Any] = {
        "questions": 96,
        "answerable": 79,
        "threads": 2,
        "methods": methods,
        "ahead": {name: dict.fromkeys(report.GAINS, gain) for name in (BM25, MINILM)},
        "curve": {"0.1": measure},
        "measures": {"ece": measure, "told_p50_ms": {"value": 31.0, "low": None, "high": None, "n": 9}},
    }
    if part == FOLDS:
        share = {"value": 0.5, "low": 0.4, "high": 0.6, "n": 9}
        one["promises"] = [{"precision": 0.9, "promised": 2, "parts": 5, "given": 9, "right": share, "coverage": share}]
    return one


def test_targets_are_met_or_missed_by_the_test_alone() -> None:
    found = {
        "valid_from": "test",
        "source": "epqa",
        "parts": {VALID: result(VALID, 0.75, 0.7), FOLDS: result(FOLDS, 0.55, 0.5)},
    }
    lines = verdicts(found)
    assert "valid: P@1 over answerable questions >= 0.72: 0.75, met, within noise (0.7-0.9)" in lines
    assert any(line.startswith("folds: P@1 over answerable") and "MISSED" in line for line in lines)
    assert any(line.startswith(f"folds: P@1 above {BM25}: -0.050") and line.endswith("MISSED") for line in lines)
    assert "valid: p50 ms a question with its candidates <= 50: 31, met" in lines
    assert verdicts({**found, "valid_from": "train"}) == ["not ePQA's valid: no target is met or missed by this"]


def test_the_report_tells_floors_promises_and_that_train_played_the_test() -> None:
    out = io.StringIO()
    found = {"valid_from": "train", "source": "epqa", "parts": {part: result(part, 0.7, 0.6) for part in report.TITLES}}
    rich.console.Console(file=out, width=200, highlight=False, markup=False).print(report.shown(found))
    text = out.getvalue()
    assert "96 questions of train in its place" in text
    assert "P@1 0.61, MRR 0.76" in text
    assert "in 2 of 5 parts" in text
    assert "0.700 (0.600-0.900)" in text
    assert "…" not in text  # nothing is cut off


# of these one function is used, which keeps or counts and makes no result
BESIDE = {"benchmarks.kept_results", "benchmarks.rec_process", "benchmarks.step_costs"}


def test_a_result_hangs_on_all_code_that_makes_it() -> None:
    repository = Path(__file__).resolve().parents[2]
    found: set[str] = set()
    ahead = {"benchmarks.qa_process", "benchmarks.qa_measuring"}
    while ahead:
        name = ahead.pop()
        found.add(name)
        text = (repository / f"{name.replace('.', '/')}.py").read_text(encoding="utf-8")
        taken = set(re.findall(r"from (benchmarks\.\w+) import", text))
        taken |= {
            f"benchmarks.{one}" for part in re.findall(r"from benchmarks import (.+)", text) for one in part.split(", ")
        }
        ahead |= taken - found - BESIDE
    assert len(found) > 15
    assert {*found, "contracts", "features", "evaluation", "models", "sources.public"} == set(CODE)
