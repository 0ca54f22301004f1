"""Requests and answers of speech recognition, and how sure these are."""

from __future__ import annotations

import base64
import json

import numpy as np
import pandas as pd
import pytest
from speech_pieces import shop

from models.errors import InputError
from models.speech_recognition.answers import NO_SPEECH, NOTHING_FITS, UNSURE, Answer, answer_frame, refusal
from models.speech_recognition.confidence import Confidence, columns_of
from models.speech_recognition.confidence_settings import ConfidenceSettings
from models.speech_recognition.heard import Heard
from models.speech_recognition.request import OUTPUTS, questions_of, refuses


def _heard(text: str, margin: float = -0.1, sure: float = 0.9) -> Heard:
    words = tuple(text.split())
    at = np.arange(len(words), dtype=np.float64)
    return Heard(words, at, at + 0.5, np.full(len(words), sure), margin, 0.9, True, float(len(words)))


def _signs(count: int, seed: int) -> tuple[list[Heard], np.ndarray]:
    """Recordings that are right the likelier the better their margin is."""
    rng = np.random.default_rng(seed)
    margins = rng.uniform(-4, 0, count)
    right = rng.random(count) < 1 / (1 + np.exp(-3 * (margins + 2)))
    return [_heard("check out", margin, float(rng.uniform(0.5, 1))) for margin in margins], right


def test_words_are_rows_with_times_and_what_is_wanted() -> None:
    heard = _heard("add two kettle to my basket")
    found = answer_frame(["a"], [Answer(heard, 0.8, shop().meaning_of(heard.words))])
    assert list(found.columns) == [name for name, _ in OUTPUTS]
    assert found["word"].tolist() == list(heard.words)
    assert found["rank"].tolist() == [1, 2, 3, 4, 5, 6]
    assert set(found["intent"]) == {"add"}
    assert json.loads(found["slots"][0]) == {"quantity": "2", "product": "p3"}
    assert set(found["transcript"]) == {heard.text}
    assert (found["reason"] == "").all()


def test_what_is_refused_is_a_row_with_the_reason_and_no_intent() -> None:
    answers = [Answer(Heard(), reason="unreadable: truncated"), Answer(_heard("check"), 0.2, None, NOTHING_FITS)]
    found = answer_frame(["a", "b"], answers)
    assert found["rank"].tolist() == [0, 0]
    assert found["word"].isna().all()
    assert found["intent"].isna().all()
    assert found["transcript"].isna().tolist() == [True, False]
    assert found["reason"].tolist() == ["unreadable: truncated", "nothing_fits"]
    assert len(answer_frame([], [])) == 0


def test_reasons_are_told_apart() -> None:
    meaning = shop().meaning_of(["check", "out"])
    how = {"threshold": 0.5, "phrases": True}
    assert refusal(Heard(), 0.0, None, **how) == NO_SPEECH
    assert refusal(_heard("check"), 0.9, None, **how) == NOTHING_FITS
    assert refusal(_heard("check out"), 0.4, meaning, **how) == UNSURE
    assert refusal(_heard("check out"), 0.6, meaning, **how) == ""
    assert refusal(_heard("check"), 0.9, None, threshold=0.5, phrases=False) == ""


def test_chances_are_those_with_which_words_are_right() -> None:
    train, right = _signs(1_500, 0)
    model = Confidence.fit(train, right, ConfidenceSettings(acceptance=0.9))
    test, truth = _signs(1_500, 1)
    chances = model.chances(test)
    for low, high in ((0.0, 0.2), (0.2, 0.5), (0.5, 0.8), (0.8, 1.0)):
        within = (chances >= low) & (chances < high)
        assert truth[within].mean() == pytest.approx(chances[within].mean(), abs=0.08)
    assert (chances[truth] >= model.threshold).mean() == pytest.approx(0.9, abs=0.04)
    assert Confidence.read(json.loads(json.dumps(model.as_dict()))).chances(test).tolist() == chances.tolist()
    assert model.chances([Heard()]).tolist() == [0.0]
    assert len(model.chances([])) == 0


@pytest.mark.parametrize("value", [True, False])
def test_where_all_are_alike_nothing_is_learnt_of_signs(value: bool) -> None:
    model = Confidence.fit([_heard("check out")] * 8, np.full(8, value), ConfidenceSettings())
    assert model.chances([_heard("check out", -9.0)])[0] == pytest.approx(0.9 if value else 0.1)


def test_signs_are_finite_whatever_was_heard() -> None:
    strange = [Heard(), _heard("a", 0.0, 0.0), Heard(share=0.0, whole=False)]
    assert np.isfinite(columns_of(strange)).all()


def test_requests_are_bytes_or_base64() -> None:
    sound = b"RIFF\0\0\0\0"
    frame = pd.DataFrame({"audio": pd.Series([sound, base64.b64encode(sound).decode(), None], dtype=object)})
    found = questions_of(frame)
    assert found.ids == ["0", "1", "2"]
    assert found.recordings == [sound, sound, b""]
    assert found.enrolments == [None, None, None]
    with pytest.raises(InputError, match=r"\(1 rows\) lacks the column audio"):
        questions_of(pd.DataFrame({"sound": [b""]}))


def test_parameters_that_are_not_known_are_refused() -> None:
    assert refuses(None)
    assert not refuses({"refuse": False})
    with pytest.raises(InputError, match=r"unknown request parameters \['beam'\]"):
        refuses({"beam": 3})
    with pytest.raises(InputError, match="refuse is 'no'"):
        refuses({"refuse": "no"})
