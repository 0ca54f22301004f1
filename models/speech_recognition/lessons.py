"""What the network is shown, step by step: recordings of like length, each time changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain

import numpy as np
import numpy.typing as npt
import torch

from .alphabet import GAP, Alphabet, Codes
from .changes import Changes
from .evening import Features, Level
from .front_end import FrontEnd, silence
from .masks import coloured_bands, masked, paced
from .mel import Samples, frames_in, log_mel
from .network import frames_out
from .network_settings import CtcSettings
from .spoken import Spoken

Rows = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Lesson:
    """Recordings of a step.

    Attributes:
        features: float32 (recordings, frames, bands).
        frames: Of each recording that the network answers, int64 (recordings,).
        codes: Of all transcripts, one after another, int64 (symbols,).
        lengths: Of each transcript, int64 (recordings,).
    """

    features: torch.Tensor
    frames: torch.Tensor
    codes: torch.Tensor
    lengths: torch.Tensor


def lesson_of(features: list[Features], codes: list[Codes], strides: tuple[int, ...]) -> Lesson:
    """Recordings and their transcripts as one step; the shorter ones are filled up behind their end."""
    longest = max(len(one) for one in features)
    filled = np.stack([np.pad(one, ((0, longest - len(one)), (0, 0))) for one in features])
    return Lesson(
        torch.from_numpy(filled),
        torch.tensor([frames_out(len(one), strides) for one in features]),
        torch.from_numpy(np.concatenate([*codes, np.empty(0, dtype=np.int64)])),
        torch.tensor([len(one) for one in codes]),
    )


class Lessons:
    """All that is learned from.

    Args:
        spoken: Recordings and transcripts.
        alphabet: That spells all of them.
        changes: How recordings are changed.
        settings: Of features, masks and the training.
        seed: Of the order and of all changes.
    """

    def __init__(self, spoken: Spoken, alphabet: Alphabet, changes: Changes, settings: CtcSettings, seed: int) -> None:
        self._spoken, self._changes, self._settings = spoken, changes, settings
        self._codes = [alphabet.spell(text) for text in spoken.texts]
        self._rng = np.random.default_rng(seed)
        self._seconds = spoken.seconds() + settings.changes.around / 2 + settings.tail
        self._tail = silence(settings.tail)

    @property
    def steps(self) -> int:
        """Of the whole training, about."""
        return max(1, round(self._settings.fitting.seconds / self._settings.fitting.batch_seconds))

    @property
    def cramped(self) -> int:
        """Recordings whose frames, as they came, cannot hold all letters of their transcripts: these teach nothing."""
        tail = len(self._tail)
        frames = [frames_out(frames_in(len(one) + tail), self._settings.network.strides) for one in self._spoken.sounds]
        # between two equal letters there has to be a blank
        needed = [len(one) + int((one[1:] == one[:-1]).sum()) for one in self._codes]
        return sum(most < least for most, least in zip(frames, needed, strict=True))

    def level(self, sample: int) -> Level:
        """Mean and spread of features over an even draw of changed recordings."""
        rows = self._rng.permutation(len(self._spoken))[:sample]
        found = [log_mel(self._heard(np.array([row])), self._settings.front_end, 1.0) for row in rows]
        return Level.of(np.concatenate(found), self._settings.front_end.least_spread)

    def drawn(self, front: FrontEnd) -> Iterator[Lesson]:
        """Lessons without end: all recordings once, in batches of like length, then again."""
        while True:
            for rows in self._batches():
                found = [self._features(front, some) for some in rows]
                yield lesson_of(found, [self._said(some) for some in rows], self._settings.network.strides)

    def _features(self, front: FrontEnd, rows: Rows) -> Features:
        warp = self._changes.warp(self._rng)
        chosen = self._settings.changes
        loudness = log_mel(self._heard(rows), self._settings.front_end, warp)
        loudness = coloured_bands(self._rng, paced(self._rng, loudness, chosen.paced), chosen.coloured)
        return masked(self._rng, front.evened(loudness), self._settings.masks)

    def _heard(self, rows: Rows) -> Samples:
        one, *more = (self._spoken.samples(int(row)) for row in rows)
        pauses = [silence(self._rng.uniform(0, self._settings.changes.pause)) for _ in more]
        joined = np.concatenate([one, *chain.from_iterable(zip(pauses, more, strict=True))])
        return np.concatenate([self._changes.changed(self._rng, joined), self._tail])

    def _said(self, rows: Rows) -> Codes:
        """What is said in recordings one after another, with gaps between their words."""
        with_words = [self._codes[int(row)] for row in rows if len(self._codes[int(row)])]
        gaps = [np.array([GAP], dtype=np.int64)] * len(with_words)
        return np.concatenate([np.empty(0, np.int64), *chain.from_iterable(zip(with_words, gaps, strict=True))])[:-1]

    def _batches(self) -> list[list[Rows]]:
        """Recordings of each batch: of like length as changed, in an order of chance."""
        every = self._joined()
        seconds = np.array([self._seconds[rows].sum() for rows in every])
        order = np.argsort(seconds * np.exp(self._rng.uniform(-0.1, 0.1, len(seconds))))
        batch = np.floor(np.cumsum(seconds[order]) / self._settings.fitting.batch_seconds).astype(np.int64)
        parts = np.split(order, np.flatnonzero(np.diff(batch)) + 1)
        return [[every[at] for at in parts[part]] for part in self._rng.permutation(len(parts))]

    def _joined(self) -> list[Rows]:
        """Each recording once, some with others behind them, as far as they are short."""
        chosen = self._settings.changes
        found: list[Rows] = []
        whole, takes = 0.0, False
        for row in self._rng.permutation(len(self._spoken)):
            whole += self._seconds[row]
            if takes and whole <= chosen.longest_joined:
                found[-1] = np.append(found[-1], row)
            else:
                found.append(np.array([row]))
                whole = self._seconds[row]
            takes = self._rng.random() < chosen.joined
        return found
