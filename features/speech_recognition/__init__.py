"""Recordings with their words as examples, with what may be said and the noise and rooms that are mixed in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from features.speech_recognition.examples import write_examples
from features.speech_recognition.facts import facts_of
from features.speech_recognition.language import write_language
from features.speech_recognition.parameters import FeaturesParameters
from features.speech_recognition.recordings import opened, prints_of, refuse_absent
from features.speech_recognition.refusals import refuse_few, refuse_one_speaker
from features.speech_recognition.splits import split_of
from features.speech_recognition.surroundings import write_surroundings
from features.speech_recognition.tables import read_tables

__all__ = ["FeaturesParameters", "build"]


def build(tables: Path, out: Path, parameters: FeaturesParameters) -> dict[str, Any]:
    """Write utterances for training, validation and test, what may be said, and noise and rooms.

    The split is that of utterances.split where it is given (valid is carved from train where it gives none). Else
    speakers are drawn by a hash: those of the test are never in training, and a share of the utterances of those who
    train is in the test too, so that the two can be compared. Where few speakers are left to train, valid has
    utterances of these in place of speakers of its own; where none is told, utterances are split. A recording that a
    later split has too, byte by byte, is left out of the earlier.

    Args:
        tables: Folder of clean contract tables: utterances.parquet, phrases.parquet, slot_values.parquet,
            noise.parquet and rooms.parquet where there are such, and the shards of `audio`.
        out: Folder for {train,valid,test}.parquet (example_id and utterance_id, which are the same; audio: the bytes
            of the file as it came; transcript, "" where nothing is said; speaker, kind, accent, language, intent;
            slots as JSON; seconds; seen: whether train has the speaker too, or valid where the split is the test,
            null in train and where no speaker is told), in the order of the shards; phrases.parquet (text, intent,
            weight) and slot_values.parquet (slot, value, spoken), absent where there are none; noise.parquet and
            rooms.parquet (audio, kind, split: "" serves in all), likewise; and facts.json.
        parameters: Settings.

    Returns:
        Counts and seconds per split and of what was left out, how the split was made, and warnings.

    Raises:
        DataError: The table is absent or empty, no transcript has a word, all words are of one speaker, a recording
            is not there or cannot be read, a split is given only in part, or a split has too few utterances.
    """
    found = read_tables(tables)
    refuse_one_speaker(found)
    with opened(tables) as shards:
        for name, table in {"utterances": found.utterances, **found.surroundings}.items():
            refuse_absent(shards, table.column("audio").to_pylist(), name)
        prints = prints_of(shards, found.utterances.column("audio").to_pylist())
        split = split_of(found, prints, parameters)
        refuse_few(found, prints, split, parameters)
        out.mkdir(parents=True, exist_ok=True)
        heard = write_examples(found, shards, split, parameters, out)
        around = write_surroundings(found, shards, parameters, out)
    write_language(found, out)
    facts = facts_of(found, split, heard, around)
    (out / "facts.json").write_text(json.dumps(facts, indent=2, sort_keys=True) + "\n", encoding="utf-8")
    return facts
