"""Memory of the extraction of reviews has bounds, and settings at their bounds do not fail."""

from __future__ import annotations

import tracemalloc
from dataclasses import replace

import numpy as np
import pytest
from review_shop import reviews, unlabelled

from models.review_extraction import form_likeness
from models.review_extraction.asked import Asked
from models.review_extraction.attribute_settings import AttributeSettings
from models.review_extraction.crf_reading import word_features
from models.review_extraction.crf_settings import CrfSettings
from models.review_extraction.extracted import Reviews, Triplets
from models.review_extraction.form_likeness import Floats, FormLikeness
from models.review_extraction.hashed_weights import Columns, cut
from models.review_extraction.known_words import KnownWords
from models.review_extraction.mending import Mender
from models.review_extraction.pair_features import PairFeatures
from models.review_extraction.plain_words import PlainWords
from models.review_extraction.vocabulary import Vocabulary
from models.review_extraction.windows import windows_of
from models.review_extraction.word_clusters import WordClusters

SETTINGS = CrfSettings(bits=14, coarse_clusters=0, fine_clusters=0)
LONG = "".join(chr(97 + place * place % 26) for place in range(20_000))


def test_features_take_four_bytes_each_and_little_more_while_they_are_made() -> None:
    plain = PlainWords(reviews(200, 1).texts * 10, KnownWords.fit(reviews(5, 1), unlabelled(), SETTINGS, 1, 1))
    windows = windows_of(plain.words, SETTINGS.window_words)
    tracemalloc.start()
    features = word_features(plain, windows, SETTINGS)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert features.itemsize == 4
    assert peak < 2 * features.nbytes
    span = np.zeros((3, 2), dtype=np.int64)
    asked = Asked(np.zeros(3, dtype=np.int64), span, np.ones((3, 4, 2), dtype=np.int64), np.ones((3, 4)))
    assert PairFeatures(plain.looks, windows, SETTINGS).about(asked).itemsize == 4


def test_parts_of_features_count_and_stand_as_all_at_once() -> None:
    features = np.random.default_rng(1).integers(-1, 64, size=(20_000, 3)).astype(np.int32)
    columns = Columns.seen((features[part] for part in cut(len(features))), bits=6, least=900)
    whole = Columns.seen([features], bits=6, least=900)
    assert columns.feature.tolist() == whole.feature.tolist()
    assert 0 < len(whole.feature) < 64
    apart = columns.matrix(features[part] for part in cut(len(features)))
    assert (apart != columns.matrix([features])).nnz == 0


def test_one_very_long_word_is_never_known() -> None:
    texts = [f"good {LONG}"] * 3
    told = Reviews(texts, Triplets.none(), np.full(3, np.nan))
    known = KnownWords.fit(told, told, SETTINGS, 1, 1)
    assert known.repair.words == ["good"]
    assert Vocabulary.fit(texts, AttributeSettings()).words == ["good"]
    assert Mender.fit(texts, known_count=3, shortest=4, longest_known=40).words == ["good"]
    longer = replace(SETTINGS, longest_known=20_000)
    assert LONG in KnownWords.fit(told, told, longer, 1, 1).repair.words


@pytest.mark.parametrize(("coarse", "fine"), [(0, 2), (2, 0), (3, 2), (4, 2)])
def test_clusters_that_cannot_be_are_none(coarse: int, fine: int) -> None:
    settings = CrfSettings(coarse_clusters=coarse, fine_clusters=fine)
    found = WordClusters.fit(["awful", "good", "great"], settings, seed=1, threads=1)
    assert found.of(["good"]).tolist() == [[0, 0]]


def test_many_new_forms_are_compared_some_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    sizes: list[int] = []

    def vectors(forms: list[str], *_: object) -> Floats:
        return np.array([[len(form) % 3, 1.0] for form in forms], dtype=np.float32)

    mixed = FormLikeness._mixed

    def counted(own: FormLikeness, some: Floats, *rest: object) -> Floats:
        sizes.append(len(some))
        return mixed(own, some, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(form_likeness, "_vectors", vectors)
    monkeypatch.setattr(FormLikeness, "_mixed", counted)
    known, new = [f"a{place} b" for place in range(20)], [f"c{place} a{place % 9}" for place in range(25)]
    some = FormLikeness.fit(known, AttributeSettings(forms_at_once=10), 1).nearest(new)
    every = FormLikeness.fit(known, AttributeSettings(), 1).nearest(new)
    assert sizes == [10, 10, 5, 25]
    assert some[0].tolist() == every[0].tolist()
    assert np.allclose(some[1], every[1])
