"""n-grams are those that a plain loop finds, and an encoded listing does not depend on its company."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp

from models.product_classification.encoder import Encoder
from models.product_classification.encoder_settings import EncoderSettings
from models.product_classification.field_grams import GROUPS
from models.product_classification.listing_text import Texts, prepare
from models.product_classification.ngrams import Characters, Grams, pairs, whole

TEXTS = ["red lamp-shade 4.5w", "a", "", "-- red  red!", "лампа 日本語", "shade red", "x" * 30]


def as_rows(grams: Grams) -> list[list[int]]:
    """Hashes of each text, sorted, as often as they occur."""
    return [sorted(grams.hashes[grams.rows == row].tolist()) for row in range(len(TEXTS))]


def words_of(text: str) -> list[str]:
    return "".join(one if one.isalnum() else " " for one in text).split()


def same_up_to_names(found: list[list[int]], expected: list[list[str]]) -> None:
    """One hash per n-gram and one n-gram per hash, each as often as in the other."""
    names: dict[str, set[int]] = {}
    for text in sorted({one for row in expected for one in row}):
        rows_with = [row.count(text) for row in expected]
        matching = {h for row in found for h in row if [one.count(h) for one in found] == rows_with}
        names[text] = matching
    assert [len(row) for row in found] == [len(row) for row in expected]
    assert all(names.values())
    assert len({h for row in found for h in row}) == len(names)


@pytest.mark.parametrize("order", [2, 3, 4, 5])
def test_characters_within_words_are_those_of_a_loop(order: int) -> None:
    found, _ = Characters.of(pd.Series(TEXTS)).within_words(order)
    padded = [[f" {word} " for word in words_of(text)] for text in TEXTS]
    expected = [[word[at : at + order] for word in words for at in range(len(word) - order + 1)] for words in padded]
    same_up_to_names(as_rows(found), expected)


def test_orders_can_be_rolled_on_from_the_one_before() -> None:
    characters = Characters.of(pd.Series(TEXTS))
    _, before = characters.within_words(3)
    np.testing.assert_array_equal(characters.within_words(4, before)[0].hashes, characters.within_words(4)[0].hashes)


@pytest.mark.parametrize(
    ("grams", "expected"),
    [
        (lambda words: words, words_of),
        (pairs, lambda text: [" ".join(pair) for pair in zip(words_of(text), words_of(text)[1:], strict=False)]),
        (
            lambda words: whole(words, len(TEXTS)),
            lambda text: [" ".join(sorted(words_of(text)))] if words_of(text) else [],
        ),
    ],
)
def test_words_are_those_of_a_loop(grams: Callable[[Grams], Grams], expected: Callable[[str], list[str]]) -> None:
    same_up_to_names(as_rows(grams(Characters.of(pd.Series(TEXTS)).words())), [expected(text) for text in TEXTS])


FRAME = pd.DataFrame(
    {
        "title": ["Red lamp", "red lamp shade", None, "", "blue vase", "Настольная лампа", "red red red"] * 400,
        "brand": ["Acme", None, "Acme", None, "Other Brand", None, None] * 400,
        "description": [None, "a red shade", "a lamp of glass", None, None, None, "glass"] * 400,
        "attributes": ['{"Color": "red"}', None, None, None, None, None, None] * 400,
        "price": [10.0, 12.0, np.nan, np.nan, 500.0, 0.0, -3.0] * 400,
        "language": ["en", "en", None, None, "en", "ru", None] * 400,
    }
)
SETTINGS = EncoderSettings(bits=16)


@pytest.fixture(scope="module")
def texts() -> Texts:
    return prepare(FRAME)


@pytest.fixture(scope="module")
def encoder(texts: Texts) -> Encoder:
    return Encoder.fit(texts, SETTINGS)


def same(one: sp.csr_array, other: sp.csr_array) -> None:
    for part in ("data", "indices", "indptr"):
        np.testing.assert_array_equal(getattr(one, part), getattr(other, part))


def test_rows_have_length_one_and_sorted_columns(encoder: Encoder, texts: Texts) -> None:
    rows = encoder.transform(texts)
    assert rows.shape == (len(FRAME), len(encoder))
    assert rows.dtype == np.float32
    assert rows.has_sorted_indices
    np.testing.assert_allclose(np.sqrt(rows.multiply(rows).sum(axis=1)), 1, atol=1e-5)


def test_the_n_grams_of_most_rows_have_the_first_columns(encoder: Encoder) -> None:
    assert (np.diff(encoder.rarity) >= 0).all()
    assert encoder.rarity[0] < encoder.rarity[-1]


def test_a_row_does_not_depend_on_its_batch_or_on_threads(encoder: Encoder, texts: Texts) -> None:
    whole_table = encoder.transform(texts)
    same(whole_table, encoder.transform(texts, threads=3))
    same(sp.csr_array(whole_table[[5, 2]]), encoder.transform(texts.take(np.array([5, 2]))))
    assert encoder.transform(texts.take(np.zeros(0, np.int64))).shape == (0, len(encoder))


def test_saved_and_loaded_it_says_the_same(encoder: Encoder, texts: Texts, tmp_path: Path) -> None:
    encoder.save(tmp_path)
    loaded = Encoder.load(tmp_path)
    assert loaded.settings == encoder.settings
    same(encoder.transform(texts), loaded.transform(texts))


def test_each_group_counts_by_its_weight(texts: Texts) -> None:
    settings = replace(SETTINGS, brand=2.0, title_words=1.0, title_characters=0.0, indicators=0.0)
    encoder = Encoder.fit(texts, settings)
    row = encoder.transform(texts.take(np.array([0])).blanked("attributes"))
    of_brand = encoder.hashed[row.indices] >> SETTINGS.bits == GROUPS.index("brand")
    assert np.sqrt((row.data[of_brand] ** 2).sum()) == pytest.approx(2 / np.sqrt(5), abs=1e-5)


@pytest.mark.parametrize("field", ["title", "description", "brand", "attributes"])
def test_that_a_field_is_missing_is_a_feature(encoder: Encoder, texts: Texts, field: str) -> None:
    here = texts.take(np.flatnonzero(~texts.missing(field))[:1])  # type: ignore[arg-type]
    told = encoder.transform(here.blanked(field))  # type: ignore[arg-type]
    assert set(told.indices) - set(encoder.transform(here).indices)


def test_price_and_language_are_features(encoder: Encoder) -> None:
    plain = {"title": ["red lamp"]}
    said = [
        encoder.transform(prepare(pd.DataFrame(plain | more)))
        for more in ({}, {"price": [10.0]}, {"price": [500.0]}, {"language": ["en"]}, {"language": ["ru"]})
    ]
    assert len({tuple(one.indices.tolist()) for one in said}) == 5


def test_what_train_never_saw_leaves_what_is_known_of_the_listing(encoder: Encoder) -> None:
    strange = encoder.transform(prepare(pd.DataFrame({"title": ["ქართული ტექსტი", None]})))
    groups = encoder.hashed[strange.indices] >> SETTINGS.bits
    assert set(groups.tolist()) == {GROUPS.index("indicators")}


def test_ngrams_of_one_row_are_kept_only_while_rows_are_few() -> None:
    texts = prepare(pd.DataFrame({"title": ["lamp once", "lamp", "lamp"]}))
    once = texts.take(np.array([0]))
    many = Encoder.fit(texts, replace(SETTINGS, few_rows=3))
    few = Encoder.fit(texts, replace(SETTINGS, few_rows=4))
    assert few.transform(once).nnz > many.transform(once).nnz


def test_unknown_words_make_a_row_short(texts: Texts) -> None:
    frame = pd.DataFrame({"title": ["red lamp", "red lamp zzyzx qwfpgj"]})
    honest = Encoder.fit(texts, replace(SETTINGS, unknown=1.0)).transform(prepare(frame))
    length = np.sqrt(honest.multiply(honest).sum(axis=1))
    assert length[0] == pytest.approx(1, abs=1e-5)
    assert length[1] < 0.7


def test_a_listing_is_known_by_words_alone(encoder: Encoder) -> None:
    frame = pd.DataFrame({"title": ["lamp", "ქართული", None], "price": [10.0] * 3, "language": ["en"] * 3})
    assert encoder.known(encoder.transform(prepare(frame))).tolist() == [True, False, False]


def test_a_group_of_no_weight_takes_no_column(texts: Texts) -> None:
    encoder = Encoder.fit(texts, replace(SETTINGS, brand=0.0))
    assert GROUPS.index("brand") not in encoder.hashed >> SETTINGS.bits


def test_descriptions_alone_will_do() -> None:
    texts = prepare(pd.DataFrame({"title": [None, ""], "description": ["a red lamp", "a blue lamp"]}))
    encoder = Encoder.fit(texts, SETTINGS)
    assert encoder.known(encoder.transform(texts)).all()
