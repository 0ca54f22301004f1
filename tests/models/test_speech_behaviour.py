"""A recogniser trained on a small language: whom it hears, what it does not answer, and that streams are alike."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest
from made_speech import TEXTS, said
from speech_examples import SETTINGS, noise, wav, write_examples

from models.serving import load_bundle
from models.speech_recognition import SpeechRecogniser, train
from models.speech_recognition.changes import with_noise
from models.speech_recognition.mel import RATE, Samples
from models.speech_recognition.streaming import int16_bytes

ASKED = tuple(TEXTS[at % 5] for at in range(20))
STRANGE = 1.12  # all tones higher than any that the training heard


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> SpeechRecogniser:
    place = tmp_path_factory.mktemp("behaviour")
    train(write_examples(place / "examples"), SETTINGS, place / "bundle", lambda *_: None)
    found = load_bundle(place / "bundle")
    assert isinstance(found, SpeechRecogniser)
    return found


def recordings(seed: int, pitch: float = 1.0) -> list[Samples]:
    rng = np.random.default_rng(seed)
    return [said(rng, text, pitch) for text in ASKED]


def answers(model: SpeechRecogniser, sounds: list[Samples], **columns: object) -> pd.DataFrame:
    """One row a recording."""
    frame = pd.DataFrame({"audio": pd.Series([wav(one) for one in sounds], dtype=object), **columns})
    return model.predict(frame).drop_duplicates("request_id").reset_index(drop=True)


def right(told: pd.DataFrame) -> float:
    return float((told["transcript"].fillna("") == list(ASKED)).mean())


def test_noise_takes_words_away_and_below_it_nothing_is_answered(model: SpeechRecogniser) -> None:
    rng = np.random.default_rng(2)
    plain = recordings(1)
    at = {
        decibels: [with_noise(one, rng.standard_normal(len(one)).astype(np.float32), decibels) for one in plain]
        for decibels in (15.0, -25.0)
    }
    clean, louder, drowned = (answers(model, sounds) for sounds in (plain, at[15.0], at[-25.0]))
    assert right(clean) >= 0.9
    assert right(clean) >= right(louder) - 0.05
    assert right(louder) > right(drowned) + 0.3
    assert (drowned["reason"] != "").mean() >= 0.7


def test_silence_and_noise_of_any_loudness_are_no_words(model: SpeechRecogniser) -> None:
    rng = np.random.default_rng(3)
    sounds = [noise(rng, 1.0) * np.float32(loudness) for loudness in np.geomspace(1e-3, 10, 12)]
    told = answers(model, [*sounds, np.zeros(RATE, np.float32)])
    assert (told["reason"] != "").mean() >= 0.9
    assert told["reason"].iloc[-1] == "silent"
    assert told["intent"][(told["reason"] != "").to_numpy(dtype=bool)].isna().all()


def test_a_surer_answer_is_righter(model: SpeechRecogniser) -> None:
    rng = np.random.default_rng(4)
    ratios = np.linspace(-15, 15, len(ASKED))
    sounds = [
        with_noise(one, rng.standard_normal(len(one)).astype(np.float32), float(decibels))
        for one, decibels in zip(recordings(4), rng.permutation(ratios), strict=True)
    ]
    told = answers(model, sounds)
    hits = (told["transcript"].fillna("") == list(ASKED)).to_numpy(dtype=bool)
    assert hits.any()
    assert not hits.all()
    assert told["confidence"][hits].mean() > told["confidence"][~hits].mean() + 0.1


def test_enrolments_of_others_and_of_oneself_never_make_it_worse(model: SpeechRecogniser) -> None:
    for seed, pitch in ((5, 1.0), (6, STRANGE)):
        sounds = recordings(seed, pitch)
        rng = np.random.default_rng(seed + 100)
        voice = wav(np.concatenate([said(rng, text, pitch) for text in TEXTS[:5]]))
        before = right(answers(model, sounds))
        own = pd.Series([voice] * len(sounds), dtype=object)
        told = right(answers(model, sounds, enrolment=own, enrolment_text=" ".join(TEXTS[:5])))
        untold = right(answers(model, sounds, enrolment=own))
        assert told >= before - 0.051
        assert untold >= before - 0.051


def test_a_stream_hears_what_the_recording_says_whatever_the_chunks(model: SpeechRecogniser) -> None:
    rng = np.random.default_rng(7)
    quiet = (1e-3 * rng.standard_normal(RATE)).astype(np.float32)
    for at, sound in enumerate(recordings(8)[:6]):
        whole = np.concatenate([sound, quiet])
        engine = model.recogniser.engine
        chunks = []
        for size in (701, 1_280, 9_999):
            stream = engine.stream()
            for begin in range(0, len(whole), size):
                stream.push(whole[begin : begin + size])
            chunks.append(stream.finish())
        offline = engine.transcribe(whole)
        assert {one.text for one in chunks} == {offline.text}, ASKED[at]
        for one in chunks:
            np.testing.assert_allclose(one.ends, offline.ends, atol=1e-6)
            np.testing.assert_allclose(one.sureness, offline.sureness, atol=1e-3)


def test_a_listener_answers_each_of_several_orders_as_alone(model: SpeechRecogniser) -> None:
    rng = np.random.default_rng(9)
    quiet = (1e-3 * rng.standard_normal(round(1.2 * RATE))).astype(np.float32)
    sounds = recordings(10)[:4]
    whole = int16_bytes(np.concatenate([part for one in sounds for part in (one, quiet)]))
    listener = model.listener(refuse=False)
    found = [one for at in range(0, len(whole), 2_560) for one in listener.feed(whole[at : at + 2_560])]
    found += listener.finish()
    heard = [one.answer.heard.text for one in found]
    assert heard == list(ASKED[:4])
    starts = [float(one.answer.heard.starts[0]) for one in found]
    assert starts == sorted(starts)


def test_files_of_other_forms_say_the_same(model: SpeechRecogniser) -> None:
    sounds = recordings(11)[:6]
    plain = model.predict(pd.DataFrame({"audio": [wav(one) for one in sounds]}))
    for file in (
        [wav(one, form="FLAC") for one in sounds],
        [wav(np.stack([one, one], axis=1)) for one in sounds],
        [wav(one + np.float32(0.1)) for one in sounds],
        [wav(0.2 * one, subtype="PCM_24") for one in sounds],
    ):
        other = model.predict(pd.DataFrame({"audio": file}))
        assert other["transcript"].tolist() == plain["transcript"].tolist()
