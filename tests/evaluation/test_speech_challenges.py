"""What is made of recordings to make them harder is what is said, and costs what it must cost this recogniser."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from speech_for_tests import RATE, SETTINGS, ToneRecogniser, examples, order, sound, utterance, wav

from evaluation import speech_recognition as room
from evaluation.gate_policy import is_known
from evaluation.measure import Measure
from evaluation.speech_altered import WAYS, changes
from evaluation.speech_asking import Asking, Samples, recorded, samples_of
from evaluation.speech_enrolled import speakers
from evaluation.speech_streamed import fed, quantile
from evaluation.speech_surroundings import MADE, noises_of, rooms_of

STRANGE = 1.35  # pitch of those who are understood only once they are enrolled


def shop(folder: Path) -> tuple[Path, pd.DataFrame]:
    rows = [
        order(
            f"o{at}",
            count=at % 2 == 0,
            speaker=f"s{at % 3}",
            seen=at % 3 == 0,
            pitch=STRANGE if at % 3 == 2 else 1.0,
        )
        for at in range(18)
    ]
    rows += [utterance("nobody", ""), utterance("no phrase", "help stop")]
    made = examples(folder, rows)
    return made, room.requests(made)


def heard_of(data: bytes) -> Samples:
    found = samples_of(data)
    assert found is not None
    return found


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Measure]:
    folder, table = shop(tmp_path_factory.mktemp("shop"))
    return room.challenges(ToneRecogniser(), folder, table, SETTINGS)


def value(found: dict[str, Measure], name: str) -> float:
    told = found[name].value
    assert told is not None
    return told


def test_all_challenges_are_measured(found: dict[str, Measure]) -> None:
    assert [name for name in found if not is_known(name, room.MEASURES)] == []
    patterns = [name for name in room.MEASURES if not name.startswith(("ece", "wer_un", "wer_seen", "wer_one"))]
    patterns = [name for name in patterns if not name.startswith(("wer_several", "wer_kind", "wer_acc", "wer_lang"))]
    assert [name for name in patterns if not any(is_known(one, [name]) for one in found)] == []
    assert all(one.meaning for one in found.values())
    assert found["wer_at_20_db"].value == found["wer_clean"].value == pytest.approx(0.2)
    assert value(found, "wer_at_-20_db") > 0.5
    assert found["wer_times_at_20_db"].value == 1.0
    assert all(found[f"wer_more_{way}"].value == 0.0 for way in WAYS)
    assert found["noise_refused"].value == 1.0
    assert found["noise_accepts_per_hour"].value == 0.0
    assert found["noise_accepts_per_hour"].high == pytest.approx(1_800 * 0.4593, rel=1e-3), "6 recordings of 2 seconds"
    assert found["command_accuracy_unrefused"].value == pytest.approx(2 / 3)
    assert found["stream_equal"].value == 1.0
    drawn = room.measured_plots({name: one.to_json() for name, one in found.items()})
    assert [plot.name for plot in drawn] == ["Errors in noise", "Errors after enrolment"]


def test_an_enrolment_gains_what_it_takes_away_of_the_errors_of_others(found: dict[str, Measure]) -> None:
    assert found["wer_enrolled_0_s"].value == pytest.approx(6 / 19)
    assert found["adaptation_gain_1_s"].value == found["adaptation_gain_told_1_s"].value == 1.0
    assert found["adaptation_worse_1_s"].value == 0.0
    assert found["adaptation_used_1_s"].n == 2


def test_who_is_asked_is_enrolled_with_other_recordings(tmp_path: Path) -> None:
    folder, table = shop(tmp_path)
    people = speakers(Asking(ToneRecogniser(), folder, SETTINGS), table)
    assert [one.asked["speaker"].iloc[0] for one in people] == ["s1", "s2"], "s0 was heard in training"
    for one in people:
        assert set(one.own["example_id"]).isdisjoint(one.asked["example_id"])
        assert len(one.asked) <= SETTINGS["enrolment_utterances"]
        cut, words = one.enrolment(0.5, told=False) or (b"", "")
        assert words is None
        assert len(heard_of(cut)) == pytest.approx(0.7 * RATE, abs=2)
        whole, words = one.enrolment(1.0, told=True) or (b"", "")
        assert words == one.own["said"].iloc[0]
        assert len(heard_of(whole)) == len(one.sounds[0]) + 0.2 * RATE
        assert one.enrolment(60.0, told=False) is None


def test_without_speakers_or_phrases_there_is_less_to_measure(tmp_path: Path) -> None:
    folder = examples(tmp_path, [utterance("a", ""), utterance("b", "")])
    found = room.challenges(ToneRecogniser(), folder, room.requests(folder), SETTINGS)
    assert set(found) == {"noise_accepts_per_hour", "noise_refused"}
    folder = examples(tmp_path, [utterance("a", "stop"), utterance("b", "help stop")])
    found = room.challenges(ToneRecogniser(), folder, room.requests(folder), SETTINGS)
    assert not [name for name in found if name.startswith("adaptation")]
    assert "order_accuracy_unrefused" not in found
    assert found["wer_clean"].value == 0.0
    assert "wer_times_at_20_db" not in found, "a multiple of nothing"


def test_recordings_are_altered_as_is_said(tmp_path: Path) -> None:
    folder, table = shop(tmp_path)
    asking, rng = Asking(ToneRecogniser(), folder, SETTINGS), np.random.default_rng(0)
    samples, done = sound(["add", "two"]), {}
    for way, (change, rate, _) in changes(asking).items():
        done[way] = change(samples, 0, rng)
        assert len(done[way]) == pytest.approx(len(samples) * rate / RATE, abs=2)
    assert np.abs(done["clipped"]).max() == pytest.approx(0.3 * np.abs(samples).max())
    assert (done["offset"] - samples).mean() == pytest.approx(0.2, abs=0.01)
    assert np.abs(done["quiet"]).max() == pytest.approx(0.02 * np.abs(samples).max())
    noisy = asking.sample(table, table["expected"].to_numpy(dtype=bool))
    again = asking.changed(noisy, lambda heard, _place, _rng: heard)
    first, second = heard_of(noisy["audio"].iloc[0]), heard_of(again["audio"].iloc[0])
    np.testing.assert_allclose(first, second, atol=1e-4)


def test_noises_of_the_test_are_taken_and_others_left(tmp_path: Path) -> None:
    made, own = noises_of(tmp_path, 0)
    assert (set(made), own) == (set(MADE), False)
    again, _ = noises_of(tmp_path, 0)
    for kind, (one,) in made.items():
        np.testing.assert_array_equal(one, again[kind][0])
        assert np.sqrt(np.square(one).mean()) == pytest.approx(0.1, rel=1e-3)
    files = [wav(sound([word])) for word in ("add", "two", "stop")]
    stored = pd.DataFrame({"audio": files, "kind": ["hum", "rain", None], "split": ["train", "test", "test"]})
    stored.to_parquet(tmp_path / "noise.parquet")
    found, own = noises_of(tmp_path, 0)
    assert (set(found), own) == ({"rain", "unnamed"}, True)
    assert rooms_of(tmp_path, 0, 0.3)[1] is False
    stored.to_parquet(tmp_path / "rooms.parquet")
    assert len(rooms_of(tmp_path, 0, 0.3)[0]) == 2


def test_made_rooms_fall_silent_in_time(tmp_path: Path) -> None:
    rooms, _ = rooms_of(tmp_path, 0, 0.4)
    for response in rooms:
        assert len(response) <= 0.4 * RATE
        assert np.abs(response).argmax() == 0
        energy = np.square(response, dtype=np.float64)
        assert energy[len(energy) // 2 :].sum() < 1e-2 * energy[1:].sum()


def test_streams_show_words_and_their_ends() -> None:
    samples = np.concatenate([sound(["add", "two"]), np.zeros(RATE // 2, np.float32)])
    shown, words, ends = fed(ToneRecogniser(), samples, 0.08)
    assert words == ("add", "two")
    assert len(ends) == 2
    assert shown[-1].words == words
    assert len(shown) == int(np.ceil(len(samples) / (0.08 * RATE))) + 1


def test_quantiles_are_weighted() -> None:
    rows = pd.DataFrame({"late": [3.0, 1.0, 2.0, 10.0]})
    weights = np.array([[1, 1, 1, 1], [0, 3, 0, 1], [0, 0, 0, 0]], np.float32)
    np.testing.assert_allclose(quantile(0.5)(rows, weights), [2.0, 1.0, np.nan])
    np.testing.assert_allclose(quantile(0.99)(rows, weights)[:2], [10.0, 10.0])


def test_what_is_beyond_full_scale_is_not_cut_off() -> None:
    loud = 5 * sound(["add"])
    np.testing.assert_allclose(heard_of(recorded(loud)), loud / np.abs(loud).max(), atol=1e-4)
