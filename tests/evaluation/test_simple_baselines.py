"""Rules that know next to nothing, which a model has to beat."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reviews_for_tests import examples, review

from evaluation import category_frequent, matching_overlap, review_extraction, review_remembered, speech_frequent
from evaluation.review_asking import Asking

SETTINGS = {"resamples": 200, "confidence": 0.95, "seed": 0}


def test_the_most_frequent_leaf_of_train_is_told_of_all(tmp_path: Path) -> None:
    labels = pd.DataFrame({"leaf_id": ["b", "a", "a", "b", "c", "c", "c"], "split": ["train"] * 4 + ["test"] * 3})
    labels.to_parquet(tmp_path / "labels.parquet")
    table = pd.DataFrame({"true_leaves": [["a"], ["b"], ["c", "a"], ["c"]]})
    found = category_frequent.measures(tmp_path, table)
    # a and b are equally frequent in train; what is frequent in test alone does not count.
    assert found[category_frequent.NAME].value == 0.5
    assert found[category_frequent.NAME].n == 4
    assert category_frequent.measures(tmp_path, table.iloc[:0]) == {}


def listings(tmp_path: Path) -> None:
    titles = {"a": "red kettle", "b": "Red Kettle", "c": "blue lamp", "d": "red lamp", "e": None, "f": None}
    pd.DataFrame({"listing_id": list(titles), "title": list(titles.values())}).to_parquet(tmp_path / "listings.parquet")
    valid = pd.DataFrame({"left_id": ["a", "a", "c"], "right_id": ["b", "c", "d"], "label": [1, 0, 0]})
    valid.to_parquet(tmp_path / "valid.parquet")


def test_the_overlap_of_titles_has_its_threshold_from_valid(tmp_path: Path) -> None:
    listings(tmp_path)
    table = pd.DataFrame(
        {
            "left_id": ["g", "h", "i", "j"],
            "title": ["green cup", "green cup", "tall mug", None],
            "other_title": ["cup green", "tall green cup", "short mug", None],
            "label": [1, 1, 0, 0],
        }
    )
    found = matching_overlap.measures(tmp_path, table, SETTINGS)[matching_overlap.NAME]
    # Valid asks for all words: one of two matches is found, and nothing else is called one.
    assert found.value == pytest.approx(2 / 3)
    assert found.n == 4


def test_without_a_match_in_valid_there_is_no_threshold(tmp_path: Path) -> None:
    listings(tmp_path)
    valid = pd.read_parquet(tmp_path / "valid.parquet")
    valid.assign(label=0).to_parquet(tmp_path / "valid.parquet")
    table = pd.DataFrame({"left_id": ["g"], "title": ["cup"], "other_title": ["cup"], "label": [1]})
    assert matching_overlap.measures(tmp_path, table, SETTINGS) == {}


def f1_from(least: float, known: np.ndarray, label: np.ndarray) -> float:
    called = known >= least
    return float(2 * (called & label).sum() / (called.sum() + label.sum()))


@given(st.lists(st.tuples(st.sampled_from([0.0, 0.2, 0.5, 0.8, 1.0]), st.booleans()), min_size=1, max_size=30))
def test_no_other_threshold_is_better(pairs: list[tuple[float, bool]]) -> None:
    known, label = np.array([pair[0] for pair in pairs]), np.array([pair[1] for pair in pairs])
    if not label.any():
        return
    best = matching_overlap.threshold(known, label)
    assert f1_from(best, known, label) == max(f1_from(least, known, label) for least in known)


def remembered(made: Path) -> float | None:
    # The lexicon is what is asked; whatever model is evaluated beside it changes nothing.
    asking = Asking(None, SETTINGS | {"challenge_reviews": 10})  # type: ignore[arg-type]
    found = review_remembered.measures(asking, made, review_extraction.requests(made))
    return found[review_remembered.NAME].value


def test_words_of_training_are_remembered_and_no_others(tmp_path: Path) -> None:
    known = review("r0", "the battery is great", "battery|great|+")
    assert remembered(examples(tmp_path / "known", [known], ("battery",))) == 1.0
    strange = review("r1", "a superb lid", "lid|superb|+")
    assert remembered(examples(tmp_path / "strange", [strange], ("battery",))) == 0.0
    assert remembered(examples(tmp_path / "both", [known, strange], ("battery",))) == pytest.approx(2 / 3)


def test_what_is_remembered_is_set_by_valid(tmp_path: Path) -> None:
    # In valid the opinion is never about the aspect beside it, so it is about none in the test either.
    apart = review("v0", "the battery is great", "|great|+")
    test = review("r0", "the battery is great", "|great|+")
    assert remembered(examples(tmp_path, [test], ("battery",), valid=(apart,))) == 1.0


def test_the_commonest_transcript_is_told_of_every_recording(tmp_path: Path) -> None:
    pd.DataFrame({"transcript": ["", "", "", "Stop", "stop", "help"]}).to_parquet(tmp_path / "train.parquet")
    table = pd.DataFrame({"said": ["stop", "help stop", "help"], "group": ["a", "b", "c"]})
    found = speech_frequent.measures(tmp_path, table, SETTINGS)[speech_frequent.NAME]
    # Of four words one is missed and one is another.
    assert found.value == 0.5
    assert not found.higher_is_better
    pd.DataFrame({"transcript": ["", " "]}).to_parquet(tmp_path / "train.parquet")
    assert speech_frequent.measures(tmp_path, table, SETTINGS) == {}
