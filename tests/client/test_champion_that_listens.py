"""A champion of speech recognition that listens to streams in a consumer's process."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from made_speech import said
from mlflow import MlflowClient
from speech_examples import SETTINGS, wav, write_examples

from bazaar.client import Champion
from infra import digests, registry, tracking
from models.speech_recognition import train
from models.speech_recognition.mel import RATE
from models.speech_recognition.streaming import int16_bytes
from tasks import verification

NAME = "speech-recognition"


@pytest.fixture(scope="module")
def bundle(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("speech")
    train(write_examples(place / "examples"), SETTINGS, place / "bundle", lambda *_: None)
    return place / "bundle"


def promoted(client: MlflowClient, bundle: Path) -> str:
    run_id = client.create_run(tracking.experiment_id(client, "speech_recognition")).info.run_id
    tags = {registry.BUNDLE: digests.of_directory(bundle)}
    version = registry.register(client, NAME, run_id, bundle, verification.servable(bundle), tags)
    registry.mark_verified(client, NAME, version)
    client.set_registered_model_alias(NAME, registry.CHAMPION, version)
    return version


def test_a_stream_is_answered_by_the_champion_that_it_began_with(client: MlflowClient, bundle: Path) -> None:
    rng = np.random.default_rng(21)
    quiet = (1e-3 * rng.standard_normal(RATE)).astype(np.float32)
    halves = np.split(int16_bytes_of(np.concatenate([said(rng, "ab"), quiet, said(rng, "ba"), quiet])), 2)
    promoted(client, bundle)
    with Champion(NAME, poll_seconds=None) as champion:
        listener = champion.model.listener(enrolment=wav(said(rng, "c a")), enrolment_text="c a")
        found = listener.feed(halves[0].tobytes())
        later = promoted(client, bundle)
        assert champion.refresh()
        assert champion.version == later
        found += listener.feed(halves[1].tobytes()) + listener.finish()
        assert [one.answer.heard.text for one in found] == ["ab", "ba"]
        assert [one.answer.meaning.slots for one in found] == [{"pair": "1"}, {"pair": "2"}]
        assert {one.answer.adapted for one in found} <= {"yes", "no_gain"}
        asked = champion.model.input_example().assign(audio=[wav(said(rng, "b c")), b""])
        answers = champion.predict(asked)
    assert answers["transcript"].tolist()[0] == "b c"
    assert answers["reason"].tolist()[-1] == "unreadable: empty"


def int16_bytes_of(samples: np.ndarray) -> np.ndarray:
    """As a stream sends them, an even number of halves."""
    return np.frombuffer(int16_bytes(samples[: len(samples) // 2 * 2]), np.uint8)
