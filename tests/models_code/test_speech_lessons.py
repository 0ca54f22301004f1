"""What the network is shown."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import torch
from made_speech import SMALL, TEXTS, spoken

from models.speech_recognition.alphabet import Alphabet
from models.speech_recognition.changes import Changes
from models.speech_recognition.flat_start import even_loss
from models.speech_recognition.front_end import FrontEnd
from models.speech_recognition.lesson import lesson_of, span_of
from models.speech_recognition.lessons import Lessons


def test_joined_recordings_have_their_words_one_after_another() -> None:
    train, alphabet = spoken(1, 24), Alphabet.of(TEXTS)
    changes = replace(SMALL.changes, joined=0.9, longest_joined=2.0)
    settings = replace(SMALL, changes=changes)
    lessons = Lessons(train, alphabet, Changes(changes), settings, seed=1)
    front = FrontEnd(settings.front_end, lessons.level(5))
    drawn, said, frames = lessons.drawn(front), "", 0
    while said.count(" ") < 1 or len(said.replace(" ", "")) < sum(len(text.replace(" ", "")) for text in train.texts):
        lesson = next(drawn)
        ends = np.cumsum(lesson.lengths.numpy())
        said += "".join(alphabet.text(part) for part in np.split(lesson.codes.numpy(), ends[:-1]))
        frames = max(frames, lesson.features.shape[1])
    # each recording once, none cut
    assert sorted(said.replace(" ", "")) == sorted("".join(train.texts).replace(" ", ""))
    assert 100 < frames < 350


def test_recordings_are_as_they_came_at_first_and_short_ones_come_first() -> None:
    train, alphabet = spoken(1, 24), Alphabet.of(TEXTS)
    settings = replace(SMALL, fitting=replace(SMALL.fitting, growing=0.5, seconds=400.0))
    lessons = Lessons(train, alphabet, Changes(settings.changes), settings, seed=1)
    front = FrontEnd(settings.front_end, lessons.level(5))
    drawn = lessons.drawn(front)
    first = next(drawn)
    tail = np.zeros(round(settings.tail * 16_000), np.float32)
    plain = [front.features(np.concatenate([train.samples(row), tail])) for row in range(len(train))]
    for row, frames in zip(first.features.numpy(), first.frames.tolist(), strict=True):
        fitting = [one for one in plain if len(one) // 4 == frames]
        assert min(float(np.abs(row[: len(one)] - one).max()) for one in fitting) < 1e-5
    later = [next(drawn).frames.float().mean() for _ in range(2)]
    assert first.frames.float().mean() <= later[0] + 3


def test_speech_lies_between_its_first_and_last_loud_frame() -> None:
    loudness = np.full((50, 4), -15.0, np.float32)
    loudness[10:30, 2] = -4.0
    loudness[20] = -1.0
    assert span_of(loudness, 6.0) == (10, 30)
    assert span_of(loudness, 2.0) == (20, 21)
    assert span_of(loudness[:0], 6.0) == (0, 0)


def test_letters_laid_evenly_are_told_where_speech_is() -> None:
    features = [np.zeros((16, 4), np.float32), np.zeros((8, 4), np.float32)]
    lesson = lesson_of(features, [np.array([2, 3]), np.array([], np.int64)], (2,), [(4, 12), (0, 8)])
    assert (lesson.begins.tolist(), lesson.ends.tolist()) == ([2, 0], [6, 4])
    log_probs = torch.full((2, 8, 4), -20.0)
    log_probs[0, 2:4, 2] = log_probs[0, 4:6, 3] = 0.0  # two frames a letter
    log_probs[:, :, 0] = 5.0  # the blank does not count
    assert even_loss(log_probs, lesson).item() == pytest.approx(0.0, abs=1e-6)
    assert even_loss(log_probs.flip(1), lesson).item() > 5
    silent = lesson_of(features, [np.array([], np.int64)] * 2, (2,))
    assert even_loss(log_probs, silent).item() == 0.0
