"""The light engine learns, stores what it learned, and reads whatever it is given."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from review_shop import reviews, unlabelled

from models.review_extraction.agreement import agreement, span_agreement
from models.review_extraction.crf import CrfExtractor
from models.review_extraction.crf_settings import CrfSettings
from models.review_extraction.extracted import Reviews, Triplets
from models.review_extraction.noise_settings import NoiseSettings
from models.review_extraction.star_words import StarWords
from models.review_extraction.terms import annotated_terms

SETTINGS = CrfSettings(bits=14, iterations=40, lexicon_count=2)
ODD = ["", " ", "\U0001f600\U0001f44d", "<br/>", "Das Bild ist scharf.", "x" * 5_000, "The price is great. " * 100]


@pytest.fixture(scope="module")
def fitted() -> CrfExtractor:
    told: list[float] = []
    found = CrfExtractor.fit(
        reviews(80, 1),
        reviews(20, 2),
        unlabelled(),
        SETTINGS,
        NoiseSettings(),
        seed=1,
        threads=1,
        progress=told.append,
    )
    assert told == [0.25, 0.5, 0.75, 1.0]
    return found


def test_it_learns(fitted: CrfExtractor) -> None:
    test = reviews(40, 3)
    read = fitted.extract(test.texts)
    assert agreement(read, test.triplets).f1 > 0.95
    for triplets in (read, test.triplets):
        assert {
            (implied, alone)
            for implied, alone in zip(triplets.aspect_start < 0, triplets.opinion_start < 0, strict=True)
        } == {
            (False, False),
            (True, False),
            (False, True),
        }


def test_terms_are_found_on_their_own(fitted: CrfExtractor) -> None:
    test = reviews(40, 6)
    for kind, found in zip(("aspect", "opinion"), fitted.terms(test.texts), strict=True):
        assert span_agreement(found.keys(), annotated_terms(test.triplets, kind)).f1 > 0.95
    assert [len(found) for found in fitted.terms(["", "<br/>"])] == [0, 0]


def test_what_is_stored_reads_alike(fitted: CrfExtractor, tmp_path: Path) -> None:
    fitted.save(tmp_path / "engine")
    again = CrfExtractor.load(tmp_path / "engine")
    texts = [*reviews(20, 4).texts, *ODD]
    one, other = fitted.extract(texts), again.extract(texts)
    assert np.array_equal(one.keys(), other.keys())
    assert np.array_equal(one.confidence, other.confidence)
    assert {path.suffix for path in (tmp_path / "engine").iterdir()} == {".npz", ".json"}


def test_one_text_reads_as_among_others(fitted: CrfExtractor) -> None:
    texts = [*ODD, *reviews(10, 5).texts]
    together = fitted.extract(texts)
    for number, text in enumerate(texts):
        alone = fitted.extract([text])
        own = together.take(together.text == number)
        assert np.array_equal(alone.keys()[:, 1:], own.keys()[:, 1:])
        assert np.allclose(alone.confidence, own.confidence)


def test_it_reads_whatever_it_is_given(fitted: CrfExtractor) -> None:
    read = fitted.extract(ODD)
    assert len(np.unique(read.opinion_start[read.text == 6])) > 20
    assert not np.isin(read.text, [0, 1, 3]).any()
    assert len(fitted.extract([])) == 0


def test_stars_tell_which_words_praise() -> None:
    stars = StarWords.fit(unlabelled(), SETTINGS)
    great, awful, stuff, unknown = stars.levels(["great", "awful", "stuff", "zzz"]).tolist()
    assert great > 0 > awful
    assert stuff == unknown == 0
    alike = replace(unlabelled(), stars=np.full(5, 5.0))
    assert StarWords.fit(alike, SETTINGS).levels(["great"]).tolist() == [0]


def test_without_unlabelled_reviews_it_is_fitted_all_the_same() -> None:
    nothing = Reviews([], Triplets.none(), np.zeros(0))
    found = CrfExtractor.fit(
        reviews(30, 1),
        reviews(10, 2),
        nothing,
        replace(SETTINGS, noised=0.0),
        NoiseSettings(),
        seed=1,
        threads=1,
        progress=float,
    )
    assert len(found.extract(reviews(5, 3).texts))
