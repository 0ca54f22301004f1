"""Engines by name, and texts that are read a few at a time."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from review_shop import reviews, unlabelled

from models.errors import InputError
from models.review_extraction.crf import CrfExtractor
from models.review_extraction.crf_settings import CrfSettings
from models.review_extraction.engines import fit_engine, load_engine
from models.review_extraction.extracted import Triplets
from models.review_extraction.extraction_settings import ExtractionSettings
from models.review_extraction.parts import parts_of
from models.review_extraction.transformer import TransformerExtractor
from models.review_extraction.transformer_settings import TransformerSettings

LIGHT = ExtractionSettings("crf", crf=CrfSettings(bits=14, iterations=20))
HEAVY = ExtractionSettings("transformer", transformer=TransformerSettings(epochs=1, batch_pieces=256))


@pytest.mark.parametrize(("settings", "kind"), [(LIGHT, CrfExtractor), (HEAVY, TransformerExtractor)])
def test_an_engine_is_fitted_and_loaded_by_its_name(settings: ExtractionSettings, kind: type, tmp_path: Path) -> None:
    train, valid = reviews(20, 1), reviews(10, 2)
    found = fit_engine(train, valid, unlabelled(), settings, seed=1, threads=1, progress=float)
    assert type(found) is kind
    found.save(tmp_path)
    again = load_engine(tmp_path)
    assert type(again) is kind
    assert again.facts == found.facts
    assert "valid" in again.facts


def test_a_few_texts_at_a_time_read_as_all_at_once() -> None:
    train, valid = reviews(60, 1), reviews(20, 2)
    found = fit_engine(train, valid, unlabelled(), LIGHT, seed=1, threads=1, progress=float)
    assert isinstance(found, CrfExtractor)
    texts = ["", *reviews(10, 3).texts]
    once = found.extract(texts)
    assert len(once)
    for settings in ({"texts_at_once": 3}, {"characters_at_once": 60}):
        found.settings = replace(LIGHT.crf, **settings)
        apart = found.extract(texts)
        assert np.array_equal(once.keys(), apart.keys())
        assert np.allclose(once.confidence, apart.confidence)


def test_threads_read_parts_of_many_texts_as_one_would() -> None:
    train, valid = reviews(60, 1), reviews(20, 2)
    found = fit_engine(train, valid, unlabelled(), LIGHT, seed=1, threads=1, progress=float)
    texts = reviews(300, 3).texts
    once, both = found.extract(texts), found.extract(texts, 2)
    assert np.array_equal(once.keys(), both.keys())
    assert np.allclose(once.confidence, both.confidence)


def test_a_part_has_no_more_texts_and_characters_than_may_be() -> None:
    texts = ["aa", "", "bb", "c" * 9, "d", "e"]
    assert list(parts_of(texts, 2, 4)) == [["aa", ""], ["bb"], ["c" * 9], ["d", "e"]]
    assert list(parts_of(texts, 99, 99)) == [texts]
    assert list(parts_of([], 2, 4)) == []


@pytest.mark.parametrize("name", ["train", "valid"])
def test_without_annotations_it_is_told_what_is_missing(name: str) -> None:
    given = {"train": reviews(5, 1), "valid": reviews(5, 2)}
    given[name] = replace(given[name], triplets=Triplets.none())
    with pytest.raises(InputError, match=f"the {name} split has 5 reviews and no annotation"):
        fit_engine(given["train"], given["valid"], unlabelled(), LIGHT, seed=1, threads=1, progress=float)


@pytest.mark.parametrize("count", [1, 2, 3])
def test_few_reviews_are_few_lessons(count: int) -> None:
    few = reviews(count, 1)
    fit_engine(few, few, unlabelled(), LIGHT, seed=1, threads=1, progress=float).extract(few.texts)


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(ValueError, match="unknown engine 'lstm'; known are transformer, crf"):
        ExtractionSettings("lstm")
