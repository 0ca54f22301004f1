"""The recogniser as it is trained, stored, asked and listened with."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from made_speech import TEXTS, said
from speech_examples import SETTINGS, noise, wav, write_examples

from models.bundle import open_checked
from models.errors import InputError
from models.serving import load_bundle
from models.speech_recognition import SpeechRecogniser, train
from models.speech_recognition.mel import RATE
from models.speech_recognition.streaming import int16_bytes


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("speech")
    found = train(write_examples(place / "examples"), SETTINGS, place / "bundle", lambda *_: None)
    assert found["exact"] >= 0.7
    assert found["refused"] >= 0.8
    return place / "bundle"


@pytest.fixture(scope="module")
def model(bundle: Path) -> SpeechRecogniser:
    found = load_bundle(bundle)
    assert isinstance(found, SpeechRecogniser)
    return found


def asked(*recordings: bytes, **columns: object) -> pd.DataFrame:
    return pd.DataFrame({"audio": pd.Series(list(recordings), dtype=object), **columns})


def first(answers: pd.DataFrame) -> pd.DataFrame:
    """One row a request."""
    return answers.drop_duplicates("request_id").reset_index(drop=True)


def test_words_are_answered_with_times_intent_and_slots(model: SpeechRecogniser) -> None:
    rng = np.random.default_rng(11)
    texts = ["ab", "b c", "ba", "c a", "ab", "ba"]
    answers = model.predict(asked(*(wav(said(rng, text)) for text in texts)))
    told = first(answers)
    assert (told["transcript"] == texts).mean() >= 0.8
    right = answers[answers["transcript"] == "ab"]
    assert set(right["intent"]) == {"pair"}
    assert [json.loads(one) for one in right["slots"]] == [{"pair": "1"}] * len(right)
    words = answers[answers["rank"] > 0]
    assert (words["start"] <= words["end"]).all()
    assert words["confidence"].between(0, 1).all()


def test_what_says_nothing_is_refused_with_the_reason(model: SpeechRecogniser) -> None:
    rng = np.random.default_rng(12)
    word = said(rng, "ab")
    whole = wav(word)
    strange = word.copy()
    strange[: len(strange) // 2] = np.nan
    recordings = {
        "unreadable: empty": b"",
        "silent": wav(np.zeros(RATE, np.float32)),
        "unreadable: too_short": wav(np.ones(1, np.float32)),
        "unreadable: not_audio": b"\x00\x01 no recording at all",
        "unreadable: truncated": whole[: len(whole) // 2],
        "unreadable: wrong_rate": wav(word, 4_000),
        "unreadable: not_finite": wav(strange, subtype="FLOAT"),
        "unreadable: too_long": wav(np.zeros(301 * 8_000, np.float32), 8_000, "PCM_U8"),
    }
    answers = model.predict(asked(*recordings.values()))
    assert answers["reason"].tolist() == list(recordings)
    assert answers["rank"].tolist() == [0] * len(recordings)
    assert answers["word"].isna().all()


def test_the_same_is_heard_whatever_the_file(model: SpeechRecogniser) -> None:
    word = 0.5 * said(np.random.default_rng(13), "ba")
    few = word.copy()
    few[:3] = np.nan
    files = [
        wav(word),
        wav(word, form="FLAC"),
        wav(np.stack([word, word], axis=1)),
        wav(np.stack([word, -word], axis=1), subtype="FLOAT"),
        wav(word, subtype="PCM_U8"),
        wav(few, subtype="FLOAT"),
        wav(word + np.float32(0.3), subtype="PCM_24"),
        wav(np.clip(6 * word, -1, 1)),
    ]
    told = first(model.predict(asked(*files), {"refuse": False}))
    assert told["transcript"].tolist() == ["ba"] * len(files)


def test_noise_alone_is_refused_unless_it_is_not_to_be(model: SpeechRecogniser) -> None:
    rng = np.random.default_rng(14)
    files = [wav(noise(rng)) for _ in range(8)]
    answers = model.predict(asked(*files))
    assert set(answers["reason"]) <= {"no_speech", "unsure", "nothing_fits"}
    assert set(model.predict(asked(*files), {"refuse": False})["reason"]) <= {"no_speech", ""}


def test_an_enrolment_is_told_of_and_never_stands_in_the_way(model: SpeechRecogniser) -> None:
    rng = np.random.default_rng(15)
    word, voice = wav(said(rng, "ab")), wav(np.concatenate([said(rng, "ba"), noise(rng) / 50, said(rng, "c a")]))
    enrolments = [None, voice, voice, b"broken", voice, wav(np.zeros(RATE, np.float32))]
    texts = [None, None, "ba c a", None, "xylophone", None]
    frame = asked(*[word] * 6, enrolment=pd.Series(enrolments, dtype=object), enrolment_text=texts)
    told = first(model.predict(frame))
    assert told["transcript"].tolist() == ["ab"] * 6
    assert told["adapted"][0] == ""
    assert set(told["adapted"][1:3]) <= {"yes", "no_gain"}
    assert told["adapted"][3:].tolist() == ["unreadable: not_audio", "unknown_word: xylophone", "no_gain"]


def test_enrolments_are_learned_once_and_the_oldest_forgotten(model: SpeechRecogniser) -> None:
    rng = np.random.default_rng(16)
    voices = [wav(said(rng, "ba")) for _ in range(3)]
    model.speakers.kept = 2
    first_of, second = (model.speakers.known_by(voice, "ba") for voice in voices[:2])
    assert model.speakers.known_by(voices[0], "ba") is first_of
    model.speakers.known_by(voices[2], "ba")
    assert model.speakers.known_by(voices[0], "ba") is first_of
    assert model.speakers.known_by(voices[1], "ba") is not second


def test_a_stream_is_answered_as_a_recording_is(model: SpeechRecogniser) -> None:
    rng = np.random.default_rng(17)
    word, quiet = said(rng, "ab"), (1e-3 * rng.standard_normal(2 * RATE)).astype(np.float32)
    listener = model.listener(enrolment=wav(said(rng, "ba")), enrolment_text="ba")
    data = int16_bytes(np.concatenate([quiet[:4_000], word, quiet, word[: len(word) // 2]]))
    found = []
    for at in range(0, len(data), 3_001):
        found += listener.feed(data[at : at + 3_001])
    found += listener.finish()
    assert found[0].answer.heard.text == "ab"
    assert found[0].answer.meaning is not None
    assert found[0].answer.adapted in {"yes", "no_gain"}
    assert not found[0].cut
    assert all(one.cut for one in found[1:])
    assert all(one.start < one.end for one in found)


def test_a_wrong_stream_and_a_wrong_request_are_told(model: SpeechRecogniser) -> None:
    with pytest.raises(InputError, match="rate"):
        model.listener(rate=100)
    with pytest.raises(InputError, match="lacks the column audio"):
        model.predict(pd.DataFrame({"sound": [b""]}))
    with pytest.raises(InputError, match="refuse"):
        model.predict(model.input_example(), {"refuse": "perhaps"})


def test_the_same_examples_give_the_same_bytes(bundle: Path, tmp_path: Path) -> None:
    train(bundle.parent / "examples", SETTINGS, tmp_path / "again", lambda *_: None)
    files = [json.loads((place / "bundle.json").read_text())["files"] for place in (bundle, tmp_path / "again")]
    assert files[0] == files[1]
    assert open_checked(bundle).facts["language"] == "grammar"


def test_words_that_no_transcript_can_spell_are_told_before_the_training(tmp_path: Path) -> None:
    examples = write_examples(tmp_path / "examples")
    pd.DataFrame({"text": ["ab", "zoo"], "intent": None, "weight": 1.0}).to_parquet(examples / "phrases.parquet")
    with pytest.raises(InputError, match=r"1 words of 2 .* zoo"):
        train(examples, SETTINGS, tmp_path / "bundle", lambda *_: None)


def test_a_closed_list_of_sentences_has_the_engine_of_commands(tmp_path: Path) -> None:
    examples = write_examples(tmp_path / "examples", phrases=False)
    small = {"steps": 60, "versions": 2, "width": 16, "batch": 16, "mixed": 0.0, "changes": SETTINGS["ctc"]["changes"]}
    found = train(examples, SETTINGS | {"commands": small}, tmp_path / "bundle", lambda *_: None)
    assert found["exact"] >= 0.7
    bundle = open_checked(tmp_path / "bundle")
    assert bundle.facts["engine"] == bundle.parameters["engine"] == "commands"
    model = load_bundle(tmp_path / "bundle")
    assert isinstance(model, SpeechRecogniser)
    rng = np.random.default_rng(31)
    texts = ["ab", "c a", "ba", "b c"]
    told = first(model.predict(asked(*(wav(said(rng, text)) for text in texts)), {"refuse": False}))
    assert (told["transcript"] == texts).mean() >= 0.75
    quiet = (1e-4 * rng.standard_normal(RATE)).astype(np.float32)
    listener = model.listener(enrolment=wav(said(rng, "ba")), enrolment_text="ba", refuse=False)
    ended = listener.feed(int16_bytes(np.concatenate([said(rng, "ab"), quiet, said(rng, "ba"), quiet])))
    assert len(ended) == 2  # so short a training is too little for which, not for how many
    assert {one.answer.heard.text for one in ended} <= set(TEXTS)
    assert {one.answer.adapted for one in ended} <= {"yes", "no_gain"}
