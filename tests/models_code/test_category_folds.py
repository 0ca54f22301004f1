"""No listing is scored by a model that saw its twin."""

from __future__ import annotations

import numpy as np
import pandas as pd
import scipy.sparse as sp

from models.product_classification.folds import FoldSettings, folds_of, text_keys
from models.product_classification.listing_text import prepare


def truth(leaves: list[int], width: int) -> sp.csr_array:
    rows = np.arange(len(leaves))
    return sp.csr_array((np.ones(len(leaves), dtype=np.float32), (rows, leaves)), shape=(len(leaves), width))


def shop() -> tuple[list[str], list[int]]:
    titles = [f"zorbax kettle {kind} steel {size} l" for kind in "abcdefghij" for size in (1, 2, 3)]
    titles += [f"quillon novel {kind} paperback page {page}" for kind in "klmnop" for page in (100, 200)]
    return titles, [0] * 30 + [1] * 12


def test_twins_and_equal_texts_fall_into_one_fold() -> None:
    titles, leaves = shop()
    texts = prepare(pd.DataFrame({"title": [*titles, titles[0].upper()]}))
    found = folds_of(texts, truth([*leaves, 1], 2), FoldSettings())
    assert found.max() + 1 == 3
    fold = found[:30].reshape(10, 3)
    assert (fold == fold[:, :1]).all()
    assert found[-1] == found[0]


def test_every_leaf_is_spread_over_the_folds() -> None:
    titles, leaves = shop()
    found = folds_of(prepare(pd.DataFrame({"title": titles})), truth(leaves, 2), FoldSettings())
    for leaf in (0, 1):
        counts = np.bincount(found[np.array(leaves) == leaf], minlength=3)
        assert counts.min() > 0
        assert counts.max() <= 2 * counts.min()


def test_a_leaf_of_one_products_twins_is_spread_all_the_same() -> None:
    titles = [f"zorbax kettle classic steel {size} l" for size in range(9)] + [f"novel {name} by ada" for name in "abc"]
    found = folds_of(prepare(pd.DataFrame({"title": titles})), truth([0] * 9 + [1] * 3, 2), FoldSettings())
    assert np.bincount(found[:9]).tolist() == [3, 3, 3]


def test_of_one_text_there_is_one_fold() -> None:
    found = folds_of(prepare(pd.DataFrame({"title": ["a kettle"] * 4})), truth([0, 1, 0, 1], 2), FoldSettings())
    assert found.max() + 1 == 1


def test_any_field_tells_texts_apart() -> None:
    frame = pd.DataFrame(
        {"title": ["A lamp", "a <b>LAMP</b>", None, "acme", "a lamp"], "brand": [None, None, "acme", None, "acme"]}
    )
    keys = text_keys(prepare(frame))
    assert keys[0] == keys[1], "spelling does not tell texts apart"
    assert len(set(keys.tolist())) == 4, "a field counts where it stands"
