"""Rows of utterances of a block of speakers, their recordings, and the truth behind them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyarrow as pa

from sources.simulator import dates
from sources.simulator.speech_espeak import Line, Spoken, said
from sources.simulator.speech_files import Recorded, recorded
from sources.simulator.speech_heard import Heard, heard, unspoken
from sources.simulator.speech_noise import RATE
from sources.simulator.speech_orders import NOTHING, Order, other, speakable
from sources.simulator.speech_rates import SPEECH_RATES
from sources.simulator.speech_surroundings import Surroundings
from sources.simulator.speech_voices import TEST, TRAIN, Speaker, speakers
from sources.simulator.streams import scrambled, stream
from sources.simulator.words import hexadecimal

Files = list[tuple[str, bytes]]
_BITS = 16  # of an utterance's number within its block
_TEXT, _NUMBER = pa.string(), pa.float64()
_UTTERANCE = {
    **dict.fromkeys(("utterance_id", "audio", "transcript", "speaker", "language", "accent", "kind"), _TEXT),
    **dict.fromkeys(("intent", "slots"), _TEXT),
    "time": dates.TIME,
    "split": _TEXT,
}
_TRUTH = {
    **dict.fromkeys(("utterance_id", "speaker", "part", "kind", "noise", "room", "form"), _TEXT),
    **dict.fromkeys(("ratio", "seconds", "offset"), _NUMBER),
    "rate": pa.int64(),
    "channels": pa.int64(),
    "clipped": pa.bool_(),
}
_WORD = {"utterance_id": _TEXT, "place": pa.int64(), "word": _TEXT, "start": _NUMBER, "end": _NUMBER}
_SPEAKER = {
    **dict.fromkeys(("speaker", "part", "accent", "voice"), _TEXT),
    **dict.fromkeys(("speed", "pitch", "range", "gap"), pa.int64()),
    "tract": _NUMBER,
    "level": _NUMBER,
}


def block_rows(seed: int, block: int, around: Surroundings) -> tuple[dict[str, pa.Table], Files]:
    """Utterances of a block and their recordings.

    `utterance_truth` has the part that its voice is of, the surroundings (decibels of speech over noise) and the file;
    `word_truth` when each word was said, in seconds of the recording; `speaker_truth` how each voice was made.
    """
    rng = stream(seed, "what is said", block)
    people = speakers(seed, block)
    plan = [(speaker, _asked(rng, seed, speaker)) for speaker in people for _ in range(SPEECH_RATES.of_speaker)]
    lines = [_line(rng, speaker, order) for speaker, order in plan if order is not None]
    spoken = iter(said(lines))
    numbers = (block << _BITS) + np.arange(len(plan))
    ids = hexadecimal("u", scrambled(numbers, seed, "utterance")).to_pylist()
    moments = dates.times(rng.uniform(0, dates.DAYS - 1, len(plan))).astype(object)
    rows, truth, words, files = [], [], [], []
    for name, (speaker, order), moment in zip(ids, plan, moments, strict=True):
        split = TEST if rng.random() < SPEECH_RATES.tested else speaker.part
        split = split if speaker.part == TRAIN else speaker.part
        line = None if order is None else next(spoken)
        sound = unspoken(rng, around, split) if line is None else heard(rng, line, speaker, around, split)
        file = recorded(rng, sound.samples)
        audio = f"{speaker.speaker_id}/{name}.{file.ending}"
        rows.append(_row(name, audio, speaker, order, moment, split))
        truth.append(_truth(name, speaker, order, sound, file))
        words += _words(name, line, sound)
        files.append((audio, file.data))
    found = {
        "utterances": _table(rows, _UTTERANCE),
        "utterance_truth": _table(truth, _TRUTH),
        "word_truth": _table(words, _WORD),
        "speaker_truth": _table([_speaker(one) for one in people], _SPEAKER),
    }
    return found, files


def _asked(rng: np.random.Generator, seed: int, speaker: Speaker) -> Order | None:
    chance = rng.random()
    if chance < SPEECH_RATES.nothing:
        return None
    if chance < SPEECH_RATES.nothing + SPEECH_RATES.other:
        return other(rng, speaker.part)
    return speakable(seed).draw(rng)


def _line(rng: np.random.Generator, speaker: Speaker, order: Order) -> Line:
    """A longer vocal tract is had by playing more slowly, so what is said has to be said faster."""
    pace = np.exp(rng.uniform(-SPEECH_RATES.pace, SPEECH_RATES.pace))
    speed = round(speaker.speed * speaker.tract * pace)
    return Line(speaker.voice, order.text, speed, speaker.pitch, speaker.range, speaker.gap)


def _row(
    name: str, audio: str, speaker: Speaker, order: Order | None, moment: object, split: str
) -> tuple[object, ...]:
    if order is None:
        return (name, audio, None, None, None, None, NOTHING, None, None, moment, split)
    who = (speaker.speaker_id, "en", speaker.accent)
    return (name, audio, order.text, *who, order.kind, order.intent, order.told, moment, split)


def _truth(name: str, speaker: Speaker, order: Order | None, sound: Heard, file: Recorded) -> tuple[object, ...]:
    who = (None, None, NOTHING) if order is None else (speaker.speaker_id, speaker.part, order.kind)
    heard_as = (sound.noise, sound.room, file.form, sound.ratio, len(sound.samples) / RATE, file.offset)
    return (name, *who, *heard_as, file.rate, file.channels, file.clipped)


def _words(name: str, line: Spoken | None, sound: Heard) -> list[tuple[object, ...]]:
    if line is None:
        return []
    timed = zip(line.words, sound.starts, sound.ends, strict=True)
    return [(name, place, word, start, end) for place, (word, start, end) in enumerate(timed)]


def _speaker(one: Speaker) -> tuple[object, ...]:
    made = (one.speed, one.pitch, one.range, one.gap, one.tract, one.level)
    return (one.speaker_id, one.part, one.accent, one.voice, *made)


def _table(rows: Sequence[tuple[object, ...]], columns: dict[str, pa.DataType]) -> pa.Table:
    values = list(zip(*rows, strict=True)) if rows else [()] * len(columns)
    return pa.table(
        {name: pa.array(list(column), kind) for (name, kind), column in zip(columns.items(), values, strict=True)}
    )
