"""What the light engine knows of words."""

from __future__ import annotations

import numpy as np
import pytest

from models.review_extraction.crf_settings import CrfSettings
from models.review_extraction.hashed_weights import NOTHING, Columns, HashedWeights
from models.review_extraction.mending import Mender
from models.review_extraction.word_clusters import WordClusters
from models.review_extraction.word_features import mixed
from models.review_extraction.word_repair import WordRepair

REPAIR = WordRepair(["battery", "good", "screen", "screens", "see"], shortest=5)


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("battery", "battery"),
        ("batery", "battery"),
        ("batttery", "battery"),
        ("abttery", "battery"),
        ("bqttery", "battery"),
        ("gooooood", "good"),
        ("seeeee", "see"),
        ("scren", "screen"),
        ("god", "god"),
        ("zebra", "zebra"),
        ("screeen", "screen"),
        ("csreens", "screens"),
        ("baterry", "battery"),
        ("abtterx", "abtterx"),
        ("!!!", "!"),
    ],
)
def test_a_slip_is_undone(word: str, meant: str) -> None:
    assert REPAIR(word) == meant


def test_one_remainder_is_not_one_slip() -> None:
    assert WordRepair(["fanny"], shortest=5)("annoy") == "annoy"  # "anny" is left of both


def test_what_reviews_or_the_network_know_is_not_mended_and_places_are_those_given() -> None:
    mender = Mender.fit(
        ["Battery and fine sound", "battery", "the gizmoz"], known_count=2, shortest=4, longest_known=40
    )
    assert mender.words == ["battery"]
    text = "The bttery, the baattery; cattery gizmoz BATTERRY!"
    read = mender(text)
    assert read.text == "The battery, the battery; battery gizmoz battery!"
    places = np.array([4, 11, 17, 24, 26, 33, 41, 48])
    assert read.given(places).tolist() == [4, 10, 16, 24, 26, 33, 41, 49]
    assert read.given(np.array([len(read.text)])).tolist() == [len(text)]
    assert mender("Fine sound").text == "Fine sound"


def test_words_of_like_meaning_share_a_cluster() -> None:
    words = ["terrible", "awful", "horrible", "blue", "red", "green", "monday", "tuesday", "friday"]
    settings = CrfSettings(coarse_clusters=2, fine_clusters=3)
    found = WordClusters.fit(sorted(words), settings, seed=1, threads=1)
    fine = found.of(words)[:, 1].reshape(3, 3)
    assert (fine == fine[:, :1]).all()
    assert len(np.unique(fine[:, 0])) == 3
    assert found.of(["unheard"]).tolist() == [[0, 0]]
    assert WordClusters.fit(words[:2], settings, seed=1, threads=1).of(["awful"]).tolist() == [[0, 0]]


def test_hashes_depend_on_name_order_and_value() -> None:
    one, other = np.array([1, 2]), np.array([3, 4])
    found = [mixed(20, *given) for given in ((0, one, other), (1, one, other), (0, other, one), (0, one))]
    assert len({tuple(each.tolist()) for each in found}) == 4
    assert all((each >= 0).all() and (each < 1 << 20).all() for each in found)


def test_features_seen_too_seldom_have_no_weight() -> None:
    features = np.array([[1, 2], [1, 3], [NOTHING, 2]], dtype=np.int32)
    columns = Columns.seen([features[:1], features[1:]], bits=4, least=2)
    assert columns.feature.tolist() == [1, 2]
    assert columns.matrix([features[:2], features[2:]]).toarray().tolist() == [[1, 1], [1, 0], [0, 1]]
    weights = HashedWeights(columns, np.array([[1.0, -1.0], [0.0, 0.0]]))
    assert weights.columns.feature.tolist() == [1]
    assert weights.scores(features).tolist() == [[1, -1], [1, -1], [0, 0]]
