"""Word errors, and delays of streams."""

from __future__ import annotations

import jiwer
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.speech_delays import Shown, delays
from evaluation.speech_words import word_edits

TEXT = st.lists(st.sampled_from(["add", "two", "shoes", "please"]), max_size=6).map(" ".join)


def test_edits_are_counted_by_kind() -> None:
    said = ["add two shoes", "check out", "", "", "stop"]
    found = word_edits(said, ["add ten blue shoes", "out", "um well", "", ""])
    assert found["words"].tolist() == [3, 2, 0, 0, 1]
    assert found["substituted"].tolist() == [1, 0, 0, 0, 0]
    assert found["deleted"].tolist() == [0, 1, 0, 0, 1]
    assert found["inserted"].tolist() == [1, 0, 2, 0, 0]
    assert found["errors"].tolist() == [2, 1, 2, 0, 1]


@given(st.lists(st.tuples(TEXT, TEXT), max_size=8))
def test_the_rate_is_that_of_all_recordings_together(pairs: list[tuple[str, str]]) -> None:
    said, answered = [one for one, _ in pairs], [other for _, other in pairs]
    found = word_edits(said, answered)
    spoken = [(one, other) for one, other in pairs if one]
    rows = found[found["words"] > 0]
    if spoken:
        expected = jiwer.wer([one for one, _ in spoken], [other for _, other in spoken])
        assert rows["errors"].sum() / rows["words"].sum() == pytest.approx(expected)
    assert (found["errors"] >= abs(found["words"] - [len(text.split()) for text in answered])).all()


def test_every_recording_needs_an_answer() -> None:
    with pytest.raises(ValueError, match="1 answers for 2 recordings"):
        word_edits(["a", "b"], ["a"])
    assert len(word_edits([], [])) == 0


def test_a_word_is_late_until_it_stays() -> None:
    shown = [
        Shown(0.5, 0.1, ("add",)),
        Shown(1.0, 0.1, ("and",)),  # not yet sure
        Shown(1.5, 0.2, ("add", "two")),
        Shown(2.0, 0.1, ("add", "two", "shoes")),
    ]
    found = delays(shown, ("add", "two", "shoes"), np.array([0.4, 1.4, 1.9]))
    np.testing.assert_allclose(found, [1.3, 0.3, 0.2])


def test_slow_chunks_hold_up_the_next() -> None:
    shown = [Shown(0.1, 0.5, ()), Shown(0.2, 0.5, ("stop",))]
    np.testing.assert_allclose(delays(shown, ("stop",), np.array([0.2])), [0.9])


def test_words_without_a_known_end_have_no_delay() -> None:
    assert np.isnan(delays([Shown(1.0, 0.1, ("stop",))], ("stop",), np.array([np.nan]))).all()
    assert len(delays([Shown(1.0, 0.1, ())], (), np.zeros(0))) == 0
    with pytest.raises(ValueError, match="not the final ones"):
        delays([Shown(1.0, 0.1, ("stop",))], ("go",), np.zeros(1))
