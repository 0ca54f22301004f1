"""The transformer engine learns, stores what it learned, and reads whatever it is given."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from review_shop import reviews, unlabelled

from models.review_extraction.agreement import agreement, span_agreement
from models.review_extraction.noise_settings import NoiseSettings
from models.review_extraction.terms import annotated_terms
from models.review_extraction.transformer import TransformerExtractor
from models.review_extraction.transformer_settings import TransformerSettings

SETTINGS = TransformerSettings(
    epochs=4, batch_pieces=256, first_look=1.0, noised=0.0, learning_rate=5e-4, head_rate=5e-3, star_pieces=16
)
ODD = ["", " ", "\U0001f600\U0001f44d", "<br/>", "Das Bild ist scharf.", "x" * 5_000, "The price is great. " * 100]


@pytest.fixture(scope="module")
def fitted() -> TransformerExtractor:
    told: list[float] = []
    found = TransformerExtractor.fit(
        reviews(80, 1), reviews(20, 2), unlabelled(), SETTINGS, NoiseSettings(), seed=1, threads=1, progress=told.append
    )
    assert told == [0.25, 0.5, 0.75, 1.0]
    return found


def test_after_the_fit_the_smallest_numbers_are_numbers_again(fitted: TransformerExtractor) -> None:
    assert fitted.facts
    assert np.float64(2e-308) / 4 > 0


def test_it_learns(fitted: TransformerExtractor) -> None:
    test = reviews(40, 3)
    read = fitted.extract(test.texts)
    assert agreement(read, test.triplets).f1 > 0.8
    assert ((read.confidence > 0) & (read.confidence < 1)).all()
    assert fitted.facts["valid"]["f1"] > 0.8


def test_terms_are_found_on_their_own(fitted: TransformerExtractor) -> None:
    test = reviews(40, 6)
    for kind, found in zip(("aspect", "opinion"), fitted.terms(test.texts), strict=True):
        assert span_agreement(found.keys(), annotated_terms(test.triplets, kind)).f1 > 0.8
    assert [len(found) for found in fitted.terms(["", "<br/>"])] == [0, 0]


def test_what_is_stored_reads_alike(fitted: TransformerExtractor, tmp_path: Path) -> None:
    fitted.save(tmp_path / "engine")
    again = TransformerExtractor.load(tmp_path / "engine")
    texts = [*reviews(20, 4).texts, *ODD]
    one, other = fitted.extract(texts), again.extract(texts)
    assert np.array_equal(one.keys(), other.keys())
    assert np.array_equal(one.confidence, other.confidence)
    assert {path.suffix for path in (tmp_path / "engine").iterdir()} == {".safetensors", ".json", ".txt"}


def test_threads_read_alike(fitted: TransformerExtractor) -> None:
    texts = reviews(200, 5).texts
    one, other = (fitted.extract(texts, threads) for threads in (1, 3))
    assert np.array_equal(one.keys(), other.keys())
    assert np.array_equal(one.confidence, other.confidence)
    for alone, beside in zip(fitted.terms(texts), fitted.terms(texts, 3), strict=True):
        assert np.array_equal(alone.keys(), beside.keys())


def test_a_mistyped_word_is_read_as_it_was_meant_and_told_as_it_was_typed(fitted: TransformerExtractor) -> None:
    typed = "The bqttery is greaaaat."
    right, read = fitted.extract(["The battery is great."]), fitted.extract([typed])
    assert np.array_equal(read.confidence, right.confidence)
    assert [typed[a:b] for a, b in zip(read.aspect_start, read.aspect_end, strict=True)] == ["bqttery"]
    assert [typed[a:b] for a, b in zip(read.opinion_start, read.opinion_end, strict=True)] == ["greaaaat"]


def test_offsets_are_those_of_the_given_text(fitted: TransformerExtractor) -> None:
    text = "<p>The battery is great.</p>"
    read = fitted.extract([text])
    assert [text[a:b] for a, b in zip(read.opinion_start, read.opinion_end, strict=True)] == ["great"]
    assert [text[a:b] for a, b in zip(read.aspect_start, read.aspect_end, strict=True)] == ["battery"]


def test_it_reads_whatever_it_is_given(fitted: TransformerExtractor) -> None:
    read = fitted.extract(ODD)
    assert (np.diff(read.text) >= 0).all()
    long = read.take(read.text == 6)
    assert len(np.unique(long.opinion_start)) > 5
    assert (long.opinion_end <= len(ODD[6])).all()
    assert not np.isin(read.text, [0, 1, 3]).any()
    assert len(fitted.extract([])) == 0


def test_reading_the_network_shows_no_bar_and_leaves_others_theirs() -> None:
    read = "from models import minilm; from transformers.utils import logging; minilm.network(); "
    said = "print(logging.is_progress_bar_enabled())"
    plain = {name: value for name, value in os.environ.items() if name != "HF_HUB_DISABLE_PROGRESS_BARS"}
    done = subprocess.run([sys.executable, "-c", read + said], env=plain, capture_output=True, text=True, check=True)
    assert done.stdout.split() == ["True"]
    assert "Loading weights" not in done.stderr
