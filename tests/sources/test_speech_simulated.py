"""Simulated spoken orders: bytes, voices, words and times, and that the truth is true."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from written_tables import digests, frames

from infra.errors import DataError, SettingsError
from models.audio import read_audio
from models.media import Shards
from sources.simulator import speech_noise, speech_rooms
from sources.simulator.speech_espeak import RATE, Line, said
from sources.simulator.speech_files import encoded, numbered
from sources.simulator.speech_orders import ORDER, speakable
from sources.simulator.speech_recognition import TABLES, TRUTH, write
from sources.simulator.speech_voices import TEST, TRAIN, VALID, speakers

SEED, SCALE = 7, 0.05


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("clean")
    write(out, seed=SEED, scale=SCALE, messy=False)
    return out


@pytest.fixture(scope="module")
def clean(folder: Path) -> dict[str, pd.DataFrame]:
    return frames(folder)


def test_the_same_arguments_give_the_same_bytes(folder: Path, tmp_path: Path) -> None:
    write(tmp_path / "same", seed=SEED, scale=SCALE, messy=False)
    assert digests(tmp_path / "same") == digests(folder)
    names = [*(f"{name}.parquet" for name in TABLES), *(f"truth/{name}.parquet" for name in TRUTH)]
    assert sorted(digests(folder)) == sorted([*names, "audio-00000-00000.tar", "audio-surroundings-00000.tar"])


def test_every_recording_is_there_and_as_the_truth_tells(folder: Path, clean: dict[str, pd.DataFrame]) -> None:
    both = clean["utterances"].merge(clean["utterance_truth"], on="utterance_id")
    names = [*both["audio"], *clean["noise"]["audio"], *clean["rooms"]["audio"]]
    sounds = {name: read_audio(data) for name, data in Shards(folder, "audio").read(names)}
    for row in both.itertuples():
        sound = sounds[str(row.audio)]
        assert (sound.rate, sound.channels) == (row.rate, row.channels)
        assert sound.seconds == pytest.approx(row.seconds, abs=0.01)
        assert (sound.clipped > 0) >= row.clipped
    assert both["form"].nunique() >= 4
    assert both["rate"].nunique() == 5
    assert len(sounds) == len(names)


def test_words_and_times_are_those_of_the_transcript(clean: dict[str, pd.DataFrame]) -> None:
    words = clean["word_truth"].sort_values(["utterance_id", "place"])
    told = words.groupby("utterance_id")["word"].agg(" ".join)
    rows = clean["utterances"].set_index("utterance_id")
    assert told.equals(rows["transcript"].dropna().sort_index().rename("word"))
    assert (words["end"] >= words["start"]).all()
    later = words.groupby("utterance_id")["start"].diff().dropna()
    assert (later >= 0).all()
    last = words.groupby("utterance_id")["end"].max()
    seconds = clean["utterance_truth"].set_index("utterance_id")["seconds"]
    assert (last < seconds.loc[last.index]).all()


def test_intents_and_slots_are_those_of_phrases_and_values(clean: dict[str, pd.DataFrame]) -> None:
    rows, values = clean["utterances"], clean["slot_values"]
    orders = rows[rows["kind"] == ORDER]
    assert set(orders["intent"]) <= set(clean["phrases"]["intent"])
    assert rows.loc[rows["kind"] != ORDER, ["intent", "slots"]].isna().all().all()
    assert rows.loc[rows["kind"] == "nothing", "transcript"].isna().all()
    known = set(zip(values["slot"], values["value"], strict=True))
    spoken = values.groupby(["slot", "value"])["spoken"].agg(list)
    for row in orders.dropna(subset="slots").itertuples():
        for slot, value in json.loads(str(row.slots)).items():
            assert (slot, value) in known
            assert any(way in str(row.transcript) for way in spoken[slot, value])


def test_voices_of_valid_and_test_are_never_trained_on(clean: dict[str, pd.DataFrame]) -> None:
    made = pd.DataFrame([vars(one) for block in range(30) for one in speakers(SEED, block)])
    variants = made["voice"].str.partition("+")[2].groupby(made["part"]).agg(set)
    assert not variants[TRAIN] & variants[TEST]
    assert not variants[TRAIN] & variants[VALID]
    assert made["speaker_id"].is_unique
    both = clean["utterances"].merge(clean["utterance_truth"], on="utterance_id").dropna(subset="part")
    assert (both[both["split"] == TRAIN]["part"] == TRAIN).all()
    assert set(both[both["split"] == TEST]["part"]) == {TRAIN, TEST}, "voices of both kinds are tested"


def test_noises_and_rooms_of_the_test_are_its_own(clean: dict[str, pd.DataFrame]) -> None:
    noise, rooms = clean["noise"], clean["rooms"]
    trained = set(noise[noise["split"] == TRAIN]["kind"])
    assert not trained & set(speech_noise.HELD_OUT)
    assert set(noise["kind"]) - trained == set(speech_noise.HELD_OUT)
    assert set(rooms["kind"]) - set(rooms[rooms["split"] == TRAIN]["kind"]) == set(speech_rooms.HELD_OUT)
    both = clean["utterances"].merge(clean["utterance_truth"], on="utterance_id")
    assert not set(both[both["split"] != TEST]["noise"].dropna()) & set(speech_noise.HELD_OUT)


def test_speech_is_the_same_each_time_and_follows_the_voice() -> None:
    lines = [Line("en-us+f2", "two red shoes", pitch=60), Line("en+m3", "two red shoes", speed=200)]
    first, again = said(lines), said(lines)
    for one, other in zip(first, again, strict=True):
        np.testing.assert_array_equal(one.samples, other.samples)
        assert one.words == ("two", "red", "shoes")
        assert 0 <= one.starts[0] < one.starts[1] < one.starts[2] < one.ends[2] == len(one.samples)
    assert len(first[1].samples) < len(first[0].samples), "faster"
    assert 0.5 < len(first[0].samples) / RATE < 2
    with pytest.raises(DataError, match=r"could not say 1 lines \(RuntimeError: espeak-ng refused 'xx-none'"):
        said([Line("xx-none", "yes")])


def test_an_ogg_file_of_another_number_is_still_whole() -> None:
    samples = (0.3 * np.sin(np.arange(16_000) / 20)).astype(np.float32)
    data = encoded(samples, "ogg", "VORBIS", 16_000)
    assert data == encoded(samples, "ogg", "VORBIS", 16_000)
    assert numbered(data, 9) != data
    np.testing.assert_array_equal(read_audio(numbered(data, 9)).samples, read_audio(data).samples)


def test_rooms_die_away_as_their_kind_does() -> None:
    for kind, room in speech_rooms.KINDS.items():
        response = speech_rooms.impulse_response(np.random.default_rng(3), kind)
        left = np.cumsum(np.square(response, dtype=float)[::-1])[::-1]
        fallen = 10 * np.log10(left / left[0])
        decay = (np.argmax(fallen < -25) - np.argmax(fallen < -5)) / speech_noise.RATE * 3
        assert 0.3 * room.decay[0] < decay < 1.5 * room.decay[1], kind


def test_products_are_those_of_the_world_and_no_colours() -> None:
    values = speakable(SEED).values
    colours = {colour for colour, _ in values["colour"]}
    assert len(values["product"]) == 80
    assert not {name.split()[0] for name, _ in values["product"]} & colours
    texts = {speakable(SEED).draw(np.random.default_rng(at)).text for at in range(200)}
    assert len(texts) > 150
    assert all(text == text.lower() and "{" not in text for text in texts)


@pytest.mark.parametrize(("seed", "scale"), [(-1, 1.0), (0, 0.0), (0, 1e6)])
def test_strange_sizes_are_refused(seed: int, scale: float, tmp_path: Path) -> None:
    with pytest.raises(SettingsError):
        write(tmp_path / "none", seed=seed, scale=scale)
