"""Copies of training listings that lack a field."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
import scipy.sparse as sp

from models.product_classification.encoder import Encoder
from models.product_classification.encoder_settings import EncoderSettings
from models.product_classification.field_dropout import with_blanked
from models.product_classification.linear_settings import LinearSettings
from models.product_classification.listing_text import Texts, prepare

SETTINGS = LinearSettings(blanked_share=1.0, blanked_weight=0.25)
ONE_LEAF = sp.csr_array(np.ones((3, 1), dtype=np.float32))


@pytest.fixture
def texts() -> Texts:
    return prepare(
        pd.DataFrame(
            {"title": ["lamp", "vase", None], "brand": ["acme", None, "other"], "description": ["light", None, None]}
        )
    )


def test_a_copy_is_its_listing_without_the_field(texts: Texts) -> None:
    encoder = Encoder.fit(texts, EncoderSettings(bits=16))
    matrix = encoder.transform(texts)
    found = with_blanked(texts, matrix, ONE_LEAF, encoder, SETTINGS, seed=1)
    assert found.origin.tolist() == [0, 1, 2, 0, 0, 0]  # the others would be left with a brand at most
    assert found.factor.tolist() == [1, 1, 1, 0.25, 0.25, 0.25]
    assert found.against.tolist() == [True, True, True, False, False, False]
    first = texts.take(np.array([0]))
    expected = [encoder.transform(first.blanked(field)).toarray()[0] for field in ("title", "description", "brand")]  # type: ignore[arg-type]
    np.testing.assert_array_equal(found.matrix.toarray()[3:], expected)


def test_without_a_share_nothing_is_added_and_a_seed_tells_who_is_drawn(texts: Texts) -> None:
    encoder = Encoder.fit(texts, EncoderSettings(bits=16))
    matrix, none = encoder.transform(texts), replace(SETTINGS, blanked_share=0.0)
    assert with_blanked(texts, matrix, ONE_LEAF, encoder, none, seed=1).matrix.shape[0] == 3
    many = texts.take(np.zeros(1_000, dtype=np.int64))
    half = replace(SETTINGS, blanked_share=0.5)
    leaf = sp.csr_array(np.ones((1_000, 1), dtype=np.float32))
    matrix = encoder.transform(many)
    drawn = [with_blanked(many, matrix, leaf, encoder, half, seed).origin.tolist() for seed in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]
    assert 2_350 < len(drawn[0]) < 2_650


def test_copies_are_capped_and_the_leaves_with_the_most_give_theirs_up(texts: Texts) -> None:
    encoder = Encoder.fit(texts, EncoderSettings(bits=16))
    leaf = np.repeat([0, 1, 2], [900, 90, 10])
    truth = sp.csr_array((np.ones(1_000, np.float32), (np.arange(1_000), leaf)), shape=(1_000, 3))
    many = texts.take(np.zeros(1_000, dtype=np.int64))  # three fields each, and so three copies
    matrix = encoder.transform(many)
    few = replace(SETTINGS, most_copies=600)
    found = with_blanked(many, matrix, truth, encoder, few, seed=1)
    copies = found.origin[1_000:]
    assert np.bincount(leaf[copies]).tolist() == [300, 270, 30]
    assert len(np.unique(copies[leaf[copies] == 0])) > 200, "drawn, not the first of them"
    assert found.matrix.shape[0] == 1_600
    assert len(np.unique(found.matrix[1_000:].toarray(), axis=0)) == 3, "of every field"
    again, other = (with_blanked(many, matrix, truth, encoder, few, seed=seed).origin.tolist() for seed in (1, 2))
    assert again == found.origin.tolist() != other
    none = with_blanked(many, matrix, truth, encoder, replace(few, most_copies=0), seed=1)
    assert none.matrix.shape[0] == 1_000


def test_the_listings_themselves_are_not_in_memory_twice(texts: Texts) -> None:
    encoder = Encoder.fit(texts, EncoderSettings(bits=16))
    matrix = encoder.transform(texts)
    found = with_blanked(texts, matrix, ONE_LEAF, encoder, SETTINGS, seed=1)
    np.testing.assert_array_equal(found.listings().toarray(), matrix.toarray())
    assert np.shares_memory(found.listings().data, found.matrix.data)
    assert np.shares_memory(found.listings().indices, found.matrix.indices)
