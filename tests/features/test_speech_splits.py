"""Who is heard in which split: speakers as told, few of them, none, and what is refused with a way out that works."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from speech_tables import SMALL, built, people

from features.speech_recognition import FeaturesParameters, build
from features.speech_recognition.splits import split_of
from features.speech_recognition.tables import read_tables
from infra.errors import DataError

SPLITS = ("train", "valid", "test")


def voices(files: dict[str, pd.DataFrame], name: str) -> set[str]:
    return set(files[name]["speaker"].dropna())


def test_the_split_of_the_table_wins_and_valid_has_speakers_of_its_own(tmp_path: Path) -> None:
    tables, recordings = people()
    rows = tables["utterances"]
    rows["split"] = np.where(rows["speaker"].isin(["s03", "s07"]), "test", "train")
    facts, files = built(tmp_path, tables, recordings)
    assert facts["split"] == "as utterances.split says, valid carved from train by speakers"
    assert voices(files, "test") == {"s03", "s07"}
    assert voices(files, "valid")
    assert not voices(files, "valid") & (voices(files, "train") | voices(files, "test"))


def test_a_given_valid_stays(tmp_path: Path) -> None:
    tables, recordings = people()
    rows = tables["utterances"]
    rows["split"] = np.select([rows["speaker"] == "s03", rows["speaker"] == "s04"], ["test", "valid"], "train")
    facts, files = built(tmp_path, tables, recordings)
    assert facts["split"] == "as utterances.split says"
    assert voices(files, "valid") == {"s04"}


def test_of_few_speakers_valid_has_utterances_of_those_who_train(tmp_path: Path) -> None:
    tables, recordings = people(speakers=5, takes=24)
    rows = tables["utterances"]
    rows["split"] = np.where(rows["speaker"] == "s02", "test", "train")
    facts, files = built(tmp_path, tables, recordings)
    assert facts["split"].endswith("valid carved from train by utterances, as few speakers are left to train")
    assert voices(files, "train") == {"s00", "s01", "s03", "s04"}
    assert files["valid"]["seen"].dropna().astype(bool).all()
    assert any("confidence is set on voices that are known" in said for said in facts["warnings"])
    assert any("who are new: 1; of train: 4." in said for said in facts["warnings"])


def test_one_of_five_speakers_without_a_split_is_kept_for_the_test(tmp_path: Path) -> None:
    facts, files = built(tmp_path, *people(speakers=5, takes=24))
    unseen = files["test"].loc[~files["test"]["seen"].fillna(True).astype(bool), "speaker"]
    assert unseen.nunique() == 1
    assert not set(unseen) & voices(files, "train")
    assert facts["test"]["of_speakers_heard_before"] > 0


def test_two_speakers_are_a_split(tmp_path: Path) -> None:
    _, files = built(tmp_path, *people(speakers=2, takes=40), replace(SMALL, seen_share=0.0))
    assert len(voices(files, "train")) == len(voices(files, "test")) == 1
    assert not voices(files, "train") & voices(files, "test")


def test_without_speakers_utterances_are_split_and_it_is_told(tmp_path: Path) -> None:
    tables, recordings = people()
    del tables["utterances"]["speaker"]
    facts, files = built(tmp_path, tables, recordings)
    assert facts["split"] == "by a hash of utterance_id, as no speaker is told"
    assert all(files[name]["seen"].isna().all() for name in SPLITS)
    assert any("No speaker is told" in said for said in facts["warnings"])
    assert (
        facts["test"]["of_no_speaker_that_is_told"]
        == facts["test"]["utterances"] - (facts["test"]["in_which_nothing_is_said"])
    )


def test_a_test_of_known_voices_alone_is_told(tmp_path: Path) -> None:
    tables, recordings = people()
    rows = tables["utterances"]
    rows["split"] = np.where(rows["utterance_id"].str.endswith(("-0", "-1")), "test", "train")
    facts, _ = built(tmp_path, tables, recordings)
    assert any("error rate on strangers is not measured" in said for said in facts["warnings"])


def test_one_speaker_is_refused_and_the_way_out_works(tmp_path: Path) -> None:
    tables, recordings = people(speakers=1, takes=80)
    with pytest.raises(DataError, match=r"all 80 rows with words are of one speaker, 's00'") as refused:
        built(tmp_path / "a", tables, recordings)
    assert "leave the column utterances.speaker out" in str(refused.value.remedy)
    built(tmp_path / "b", {"utterances": tables["utterances"].drop(columns="speaker")}, recordings)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"transcript": None}, r"utterances\.transcript: none of the 112 rows has a word"),
        ({"transcript": "  "}, r"utterances\.transcript: none of the 112 rows has a word"),
        ({"split": "train"}, r"utterances\.split has no row of `test`"),
    ],
)
def test_tables_that_teach_or_measure_nothing_are_refused(tmp_path: Path, changed: dict[str, Any], said: str) -> None:
    tables, recordings = people()
    with pytest.raises(DataError, match=said):
        built(tmp_path, {"utterances": tables["utterances"].assign(**changed)}, recordings)


def test_a_split_of_some_rows_is_refused(tmp_path: Path) -> None:
    tables, recordings = people()
    rows = tables["utterances"]
    rows["split"] = np.where(rows["speaker"] == "s00", "test", "train")
    rows.loc[rows["speaker"] == "s01", "split"] = None
    with pytest.raises(DataError, match=r"utterances\.split is missing in 8 of 112 rows"):
        built(tmp_path, tables, recordings)


def test_no_row_is_refused(tmp_path: Path) -> None:
    tables, recordings = people()
    with pytest.raises(DataError, match="holds `utterances` without any row"):
        built(tmp_path, {"utterances": tables["utterances"].iloc[:0]}, recordings)
    with pytest.raises(DataError, match="holds no `utterances`"):
        build(tmp_path / "nothing", tmp_path / "out", SMALL)


@pytest.mark.parametrize("split", [False, True])
def test_too_few_are_refused_with_a_share_that_helps(tmp_path: Path, split: bool) -> None:
    tables, recordings = people(speakers=6, takes=10)
    rows = tables["utterances"]
    if split:
        rows["split"] = np.where(rows["speaker"] == "s03", "test", "train")
    few = replace(SMALL, min_utterances=10, valid_share=0.02)
    with pytest.raises(
        DataError, match=r"split `valid` \(made .*\) has \d utterances in which something is said"
    ) as no:
        built(tmp_path / "a", tables, recordings, few)
    advised = {name: float(share) for name, share in re.findall(r"features\.(\w+)=([\d.]+\d)", str(no.value.remedy))}
    assert advised
    built(tmp_path / "b", tables, recordings, replace(few, **advised))


def test_recordings_that_are_not_there_or_cannot_be_read_are_named(tmp_path: Path) -> None:
    tables, recordings = people()
    cut = recordings | {"u/s01-1.wav": recordings["u/s01-1.wav"][:100]}
    with pytest.raises(DataError, match=r"utterances\.audio: the recording 'u/s01-1\.wav' cannot be read"):
        built(tmp_path / "a", tables, cut)
    del recordings["u/s01-1.wav"], recordings["u/s01-2.wav"]
    with pytest.raises(DataError, match=r"utterances\.audio: 2 rows of 112 name a recording .* row 9: 'u/s01-1\.wav'"):
        built(tmp_path / "b", tables, recordings)


def test_a_shard_that_is_cut_short_is_named(tmp_path: Path) -> None:
    built(tmp_path, *people())
    shard = next((tmp_path / "clean").glob("*.tar"))
    shard.write_bytes(shard.read_bytes()[: shard.stat().st_size // 2 + 100])
    with pytest.raises(DataError, match=rf"audio of .*{shard.name}"):
        build(tmp_path / "clean", tmp_path / "again", SMALL)


@settings(max_examples=40, deadline=None)
@given(
    sizes=st.lists(st.integers(1, 30), min_size=2, max_size=15),
    untold=st.integers(0, 10),
    test_share=st.floats(0.01, 0.9),
    seen_share=st.floats(0, 0.3),
    seed=st.integers(0, 5),
)
def test_whoever_speaks_how_much_the_test_has_somebody_new_and_train_somebody(
    tmp_path_factory: pytest.TempPathFactory,
    sizes: list[int],
    untold: int,
    test_share: float,
    seen_share: float,
    seed: int,
) -> None:
    folder = tmp_path_factory.mktemp("split")
    who = [f"s{at}" for at, size in enumerate(sizes) for _ in range(size)] + [None] * untold
    rows = pd.DataFrame({"speaker": who, "transcript": "yes", "audio": "a"})
    rows["utterance_id"] = [f"u{at}" for at in range(len(rows))]
    rows.to_parquet(folder / "utterances.parquet", index=False)
    tables = read_tables(folder)
    parameters = FeaturesParameters(seed=seed, test_share=test_share, seen_share=seen_share)
    split = split_of(tables, [str(at).encode() for at in range(len(rows))], parameters)
    told, speaker = tables.speaker >= 0, tables.speaker
    test, train = (split.of == 2) & told, (split.of == 0) & told
    assert (split.of >= 0).all()
    assert len(np.unique(speaker[test & ~split.seen]))
    assert (train | (split.of == 1) & told).any()
    assert set(speaker[test & split.seen]) <= set(speaker[train])
    assert not split.seen[~told].any()
