"""What the network is shown, step by step: recordings of like length, each time changed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

import numpy as np
import numpy.typing as npt

from .alphabet import GAP, Alphabet, Codes
from .changes import Changes
from .evening import Deep, Features, Level
from .front_end import FrontEnd, silence
from .lesson import Lesson, lesson_of, span_of
from .masks import coloured_bands, masked, paced
from .mel import Samples, frames_in, log_mel
from .network import frames_out
from .network_settings import CtcSettings
from .spoken import Spoken

Rows = npt.NDArray[np.int64]

_SPEECH = 6.0  # nats below the loudest frame, within which speech is taken to begin and to end


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
        self._tail, self._shown = silence(settings.tail), 0

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
        chosen = self._settings.front_end
        found = [log_mel(self._changed(self._spoken.samples(int(row))), chosen) for row in rows]
        return Level.of(np.concatenate([Deep(chosen).push(one) for one in found]), chosen.least_spread)

    def drawn(self, front: FrontEnd) -> Iterator[Lesson]:
        """Lessons without end: all recordings once, in batches of like length, then again."""
        while True:
            for rows in self._batches():
                found = [self._features(front, some) for some in rows]
                self._shown += 1
                said = [self._said(some) for some in rows]
                strides = self._settings.network.strides
                yield lesson_of([one for one, _ in found], said, strides, [span for _, span in found])

    def _features(self, front: FrontEnd, rows: Rows) -> tuple[Features, tuple[int, int]]:
        chosen, heard = self._settings, self._joined_sound(rows)
        if self._rng.random() < self._plain():
            loudness = log_mel(np.concatenate([heard, self._tail]), chosen.front_end)
            return front.evened(loudness), span_of(loudness, _SPEECH)
        loudness = log_mel(self._changed(heard), chosen.front_end, self._changes.warp(self._rng))
        loudness = paced(self._rng, loudness, chosen.changes.paced)
        loudness = coloured_bands(self._rng, loudness, chosen.changes.coloured)
        return masked(self._rng, front.evened(loudness), chosen.masks), span_of(loudness, _SPEECH)

    def _plain(self) -> float:
        """Share that is left as it came, at first all (Bengio et al. 2009)."""
        least, growing = self._settings.changes.plain, self._settings.fitting.growing * self.steps
        return least + (1 - least) * max(0.0, 1 - self._shown / growing if growing else 0.0)

    def _changed(self, heard: Samples) -> Samples:
        return np.concatenate([self._changes.changed(self._rng, heard), self._tail])

    def _joined_sound(self, rows: Rows) -> Samples:
        one, *more = (self._spoken.samples(int(row)) for row in rows)
        pauses = [silence(self._rng.uniform(0, self._settings.changes.pause)) for _ in more]
        return np.concatenate([one, *chain.from_iterable(zip(pauses, more, strict=True))])

    def _said(self, rows: Rows) -> Codes:
        """What is said in recordings one after another, with gaps between their words."""
        with_words = [self._codes[int(row)] for row in rows if len(self._codes[int(row)])]
        gaps = [np.array([GAP], dtype=np.int64)] * len(with_words)
        return np.concatenate([np.empty(0, np.int64), *chain.from_iterable(zip(with_words, gaps, strict=True))])[:-1]

    def _batches(self) -> list[list[Rows]]:
        """Recordings of each batch: of like length as changed; at first short ones first (Amodei et al. 2016), then in
        an order of chance."""
        every = self._joined()
        seconds = np.array([self._seconds[rows].sum() for rows in every])
        order = np.argsort(seconds * np.exp(self._rng.uniform(-0.1, 0.1, len(seconds))))
        batch = np.floor(np.cumsum(seconds[order]) / self._settings.fitting.batch_seconds).astype(np.int64)
        parts = np.split(order, np.flatnonzero(np.diff(batch)) + 1)
        turn = np.arange(len(parts)) if self._shown == 0 else self._rng.permutation(len(parts))
        return [[every[at] for at in parts[part]] for part in turn]

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
