"""Recordings become examples: no speaker of the test is in train unless it says so, and files stay as they came."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pandas as pd
from speech_tables import SMALL, WORDS, built, people

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
    assert 0 < facts["test"]["of_speakers_of_train"] < facts["test"]["utterances"]
    assert facts["split"] == "by speakers, drawn by a hash, valid carved from train by speakers"
