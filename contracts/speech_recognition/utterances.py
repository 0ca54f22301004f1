"""Recordings of people who speak, or of nothing said, and the words."""

from __future__ import annotations

from typing import Final

from contracts.common_rules import has_happened
from contracts.contract import Column, Kind, RowRule, Table, TableRule
from contracts.speech_recognition.recordings import AUDIO_READABLE, audio_column
from contracts.splits import SPLIT_KNOWN, SPLITS

MOST_CHARACTERS: Final = 2_000
# Letters and digits of any script and the signs between words; at least one that is neither blank nor sign.
_SIGNS: Final = "!-/:-@\\[-`{-~\u2026\u2013\u2014\u2018\u2019\u201c\u201d\u00bf\u00a1"
_NO_WORD: Final = "<>{}\\[\\]|\\\\_^~*=@#\ufffd"
WORDS: Final = f"^[^{_NO_WORD}]*[^\\s{_SIGNS}{_NO_WORD}][^{_NO_WORD}]*$"

UTTERANCES: Final = Table(
    name="utterances",
    description="One row a recording. Those in which nothing was said, noises and silence, have no transcript: they "
    "teach and measure when to say so. Leave out what people say and nobody wrote down.",
    key=("utterance_id",),
    known_at="time",
    columns=(
        Column(
            name="utterance_id", kind=Kind.ID, required=True, nullable=False, description="Unique id of the recording."
        ),
        audio_column("The recording", "orders/u17.flac"),
        Column(
            name="transcript",
            kind=Kind.TEXT,
            required=True,
            description="The words as they were said, numbers best in words. Empty: nothing was said.",
            examples=("add two black running shoes to my basket",),
        ),
        Column(
            name="speaker",
            kind=Kind.ID,
            description="Who speaks. Test speakers are then never heard in training; without it, recordings are split.",
        ),
        Column(name="language", kind=Kind.TEXT, description="ISO 639 code.", examples=("en",)),
        Column(name="accent", kind=Kind.TEXT, description="Of the speaker.", examples=("Scottish",)),
        Column(name="take", kind=Kind.ID, description="Which of several times that the speaker said it."),
        Column(name="kind", kind=Kind.TEXT, description="Kind of what is said.", examples=("order", "number")),
        Column(name="intent", kind=Kind.TEXT, description="What is wanted; one of phrases.", examples=("add",)),
        Column(
            name="slots",
            kind=Kind.JSON,
            description="JSON object of the values named: by slot, as in slot_values.",
            examples=('{"quantity": "2", "product": "running shoes"}',),
        ),
        Column(
            name="time", kind=Kind.TIME, unit="UTC", description="When it was said.", examples=("2024-01-31T10:15Z",)
        ),
        Column(
            name="split", kind=Kind.TEXT, description="train, valid or test; for all rows or for none.", examples=SPLITS
        ),
    ),
    row_rules=(
        AUDIO_READABLE,
        RowRule(
            name="transcript_of_words",
            check="matches",
            columns=("transcript",),
            options={"pattern": WORDS, "reads": "has words, and no markup or broken characters"},
            because="[noise], <unk> and signs alone are no words that somebody said: where nothing was, leave it empty",
        ),
        RowRule(
            name="transcript_length",
            check="max_length",
            columns=("transcript",),
            options={"characters": MOST_CHARACTERS},
            because="so much is not said in a recording: give each its own words",
        ),
        *has_happened("what is still to come cannot have been said: a wrong date"),
        SPLIT_KNOWN,
    ),
    table_rules=(
        TableRule(
            name="transcripts_to_tell_apart",
            check="distinct_at_least",
            options={"column": "transcript", "values": 2},
            because="with one transcript there is nothing to recognise",
        ),
    ),
)
