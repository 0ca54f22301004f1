"""Recordings become examples: no speaker of the test is in train unless it says so, and files stay as they came."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from speech_tables import SMALL, WORDS, built, people, tone

SPLITS = ("train", "valid", "test")


def rows_of(files: dict[str, pd.DataFrame]) -> pd.DataFrame:
    return pd.concat([files[name].assign(split=name) for name in SPLITS], ignore_index=True)


def test_every_utterance_is_in_one_split_with_its_file_as_it_came(tmp_path: Path) -> None:
    tables, recordings = people()
    facts, files = built(tmp_path, tables, recordings)
    rows = rows_of(files)
    assert sorted(rows["utterance_id"]) == sorted(tables["utterances"]["utterance_id"])
    assert (rows["example_id"] == rows["utterance_id"]).all()
    assert all(row.audio == recordings[f"u/{row.utterance_id}.wav"] for row in rows.itertuples())
    assert rows["seconds"].eq(0.1).all()
    assert sorted(rows["transcript"].unique()) == sorted(["", *WORDS])
    assert facts["utterances"] == sum(facts[name]["utterances"] for name in SPLITS) == 112
    assert sum(facts[name]["of_a_narrow_band"] for name in SPLITS) == 112
    assert json.loads((tmp_path / "out" / "facts.json").read_text(encoding="utf-8")) == facts
    assert set(files) == set(SPLITS), "files of tables that are not there are absent"


def test_speakers_of_the_test_are_new_but_for_those_that_say_so(tmp_path: Path) -> None:
    facts, files = built(tmp_path, *people(), replace(SMALL, seen_share=0.1))
    trained = set(files["train"]["speaker"].dropna())
    for name in ("valid", "test"):
        told = files[name].dropna(subset=["speaker"])
        assert (told["seen"].astype(bool) == told["speaker"].isin(trained)).all()
        assert files[name].loc[files[name]["speaker"].isna(), "seen"].isna().all()
    assert files["train"]["seen"].isna().all()
    assert not files["valid"]["seen"].dropna().astype(bool).any()
    assert 0 < facts["test"]["of_speakers_heard_before"] < facts["test"]["utterances"]
    assert facts["split"] == "by speakers, drawn by a hash, valid carved from train by speakers"


def test_what_nobody_said_is_in_every_split(tmp_path: Path) -> None:
    facts, files = built(tmp_path, *people(nothing=60))
    assert all(files[name]["transcript"].eq("").any() for name in SPLITS)
    assert facts["in_which_nothing_is_said"] == sum(facts[name]["in_which_nothing_is_said"] for name in SPLITS) == 60
    assert not facts["warnings"]


def test_what_may_be_said_and_what_else_is_heard_come_with_it(tmp_path: Path) -> None:
    tables, recordings = people()
    tables["phrases"] = pd.DataFrame(
        {"text": ["add {product}", "stop"], "intent": ["add", None], "weight": [2.0, None]}
    )
    tables["slot_values"] = pd.DataFrame({"slot": ["product"], "value": ["p1"], "spoken": ["red shoes"]})
    tables["noise"] = pd.DataFrame(
        {"audio": ["n/0.wav", "n/1.wav"], "kind": ["rain", "street"], "split": ["test", None]}
    )
    tables["rooms"] = pd.DataFrame({"audio": ["n/1.wav"]})
    recordings |= {f"n/{at}.wav": tone(500 + at) for at in range(2)}
    facts, files = built(tmp_path, tables, recordings)
    assert files["phrases"].columns.tolist() == ["text", "intent", "weight"]
    assert files["phrases"]["weight"].tolist() == [2.0, 1.0]
    assert files["slot_values"].to_dict("records") == [{"slot": "product", "value": "p1", "spoken": "red shoes"}]
    noise = files["noise"].set_index("kind")
    assert noise["split"].to_dict() == {"rain": "test", "street": ""}
    assert noise.loc["rain", "audio"] == recordings["n/0.wav"]
    assert files["rooms"]["audio"].tolist() == [recordings["n/1.wav"]]
    assert facts["noise"]["kinds_of_the_test_alone"] == ["rain"]
    assert facts["rooms"]["recordings"] == 1


def test_more_than_is_wanted_is_drawn_by_hash(tmp_path: Path) -> None:
    tables, recordings = people()
    tables["noise"] = pd.DataFrame({"audio": tables["utterances"]["audio"].iloc[:9]})
    facts, files = built(tmp_path, tables, recordings, replace(SMALL, max_train_utterances=20, max_surroundings=4))
    assert len(files["train"]) == 20
    assert facts["utterances_left_out_as_too_many"]["train"] == 112 - 20 - len(files["valid"]) - len(files["test"])
    assert len(files["noise"]) == 4
    assert facts["noise"]["left_out_as_too_many"] == 5


def test_the_order_of_rows_decides_nothing(tmp_path: Path) -> None:
    tables, recordings = people()
    _, files = built(tmp_path / "a", tables, recordings)
    turned = {name: table.iloc[::-1].reset_index(drop=True) for name, table in tables.items()}
    _, again = built(tmp_path / "b", turned, recordings)
    for name in SPLITS:
        assert set(files[name]["utterance_id"]) == set(again[name]["utterance_id"])


def test_a_recording_that_the_test_has_too_is_not_learnt_from(tmp_path: Path) -> None:
    tables, recordings = people()
    speaker = tables["utterances"]["speaker"]
    tables["utterances"]["split"] = np.select([speaker == "s00", speaker == "s01"], ["test", "valid"], "train")
    recordings["u/s05-0.wav"] = recordings["u/s00-3.wav"]
    recordings["u/s06-0.wav"] = recordings["u/s07-0.wav"]
    facts, files = built(tmp_path, tables, recordings)
    assert facts["utterances_left_out_whose_recording_a_later_split_has"] == 1
    assert "s05-0" not in set(rows_of(files)["utterance_id"])
    assert {"s06-0", "s07-0"} <= set(files["train"]["utterance_id"])


def test_rows_of_one_recording_each_have_it(tmp_path: Path) -> None:
    tables, recordings = people()
    same = tables["utterances"]["utterance_id"].isin(["s03-1", "s03-2"])
    tables["utterances"].loc[same, "audio"] = "u/s03-1.wav"
    tables["utterances"]["split"] = np.where(tables["utterances"]["speaker"] == "s00", "test", "train")
    _, files = built(tmp_path, tables, recordings, replace(SMALL, own_valid_from=1_000, valid_share=0.1))
    audio = rows_of(files).set_index("utterance_id")["audio"].to_dict()
    assert audio["s03-1"] == audio["s03-2"] == recordings["u/s03-1.wav"]


@pytest.mark.parametrize("form", ["FLAC", "OGG", "MP3", "WAV", "AIFF"])
def test_files_of_any_format_rate_and_channels_last_as_long_as_they_are(tmp_path: Path, form: str) -> None:
    tables, recordings = people()
    recordings |= {
        name: tone(number, rate=48_000, form=form, channels=2, seconds=0.25)
        for number, name in enumerate(sorted(recordings)[:5])
    }
    facts, files = built(tmp_path, tables, recordings)
    rows = rows_of(files).set_index("utterance_id")
    for name in sorted(recordings)[:5]:
        row = rows.loc[name[2:-4]]
        assert row["seconds"] == pytest.approx(0.25, abs=0.06), "mp3 pads"
        assert row["audio"] == recordings[name]
    assert sum(facts[name]["of_a_narrow_band"] for name in SPLITS) == 107


def test_words_that_nobody_can_have_learnt_are_counted(tmp_path: Path) -> None:
    tables, recordings = people()
    rows = tables["utterances"]
    rows["split"] = np.where(rows["speaker"].isin(["s00", "s01", "s02"]), "test", "train")
    rows.loc[rows["utterance_id"] == "s00-0", "transcript"] = "Größe vierzig, żółć да!"
    tables["phrases"] = pd.DataFrame({"text": ["größe {size}"]})
    tables["slot_values"] = pd.DataFrame({"slot": ["size"], "value": ["40"], "spoken": ["vierzig"]})
    facts, files = built(tmp_path, tables, recordings)
    assert facts["test"]["words_that_neither_train_nor_phrases_have"] == 2
    assert "Größe vierzig, żółć да!" in set(files["test"]["transcript"]), "as it was written"
