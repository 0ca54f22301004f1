"""The cross-encoder's input, and that what is stored scores as what was trained."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from models.cross_texts import mark, words_of
from models.product_matching.encoding import encode
from models.product_matching.fields import prepare
from models.product_matching.parameters import CrossEncoderParameters


def test_words_are_parted_at_joiners() -> None:
    assert words_of('cam DSC-W55/B, "silver" (new)') == ["cam", "DSC", "W55", "B", "silver", "new"]


@pytest.mark.parametrize(
    ("words", "others", "expected"),
    [
        (["cam", "w55"], ["w55", "lens"], [0, 1]),
        (["cam", "w55"], ["w65"], [0, 2]),
        (["book", "reader"], ["bookreader"], [1, 1]),
        (["bookreader"], ["book", "reader"], [1]),
        ([], ["x"], []),
    ],
    ids=["matched", "unmatched digits", "written apart", "written together", "empty"],
)
def test_marks_tell_what_the_other_side_has(words: list[str], others: list[str], expected: list[int]) -> None:
    assert mark(words, others) == expected


@pytest.mark.slow
def test_stored_and_loaded_scores_are_those_of_training(tmp_path: Path) -> None:
    from models.product_matching.cross_encoder import CrossEncoder

    titles = [
        f"{brand} {thing} {number}" for brand in ("zorbax", "quill") for thing in ("lamp", "desk") for number in (1, 2)
    ]
    encodings = encode(prepare(pd.DataFrame({"title": [*titles, ""]})))
    i, j = np.arange(8), np.roll(np.arange(8), 1)
    settings = CrossEncoderParameters(enabled=True, epochs=1, batch_size=4, max_tokens=12)
    steps: list[float] = []
    fitted = CrossEncoder.fit(
        encodings, i, j, (i % 2).astype(np.int8), settings, seed=0, threads=1, progress=steps.append
    )
    assert steps == [0.5, 1.0]
    fitted.save(tmp_path / "encoder")
    pairs = (np.append(i, 8), np.append(j, 8))  # the last listing has no text at all
    before = fitted.logits(encodings, encodings, *pairs)
    after = CrossEncoder.load(tmp_path / "encoder").logits(encodings, encodings, *pairs)
    assert np.array_equal(before, after)
    assert np.isfinite(after).all()
    back = fitted.logits(encodings, encodings, *pairs[::-1])
    assert np.allclose(before, back, atol=1e-5)
