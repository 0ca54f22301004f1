"""Hashed features of an opinion, of what it may be about, and of the two together."""

from __future__ import annotations

import numpy as np

from .asked import Asked
from .crf_settings import CrfSettings
from .extracted import NONE, Ints
from .hashed_weights import NOTHING, Hashes
from .plain_words import LOOKS
from .windows import Windows
from .word_features import BEYOND, mixed

_MEANT, _ENDING, _STARS, _COARSE, _FINE = (LOOKS.index(name) for name in ("meant", "ending", "stars", "coarse", "fine"))
_PAIRS, _IMPLIED, _SENTIMENTS = 1_000, 2_000, 3_000  # names of features begin there


class PairFeatures:
    """Features of pairs among the words of some windows.

    Args:
        looks: Of distinct words; (distinct, LOOKS).
        windows: Where they stand.
        settings: Of the engine.
    """

    def __init__(self, looks: Ints, windows: Windows, settings: CrfSettings) -> None:
        self._looks, self._pieces = looks, windows.words.pieces
        self._stops = np.append(0, np.cumsum(windows.words.breaks))
        self._windows = windows
        self._settings = settings

    def about(self, asked: Asked) -> Hashes:
        """Of each choice, the implied aspect first; (o, k + 1, features)."""
        written, implied = self._written(asked), self._implied(asked)
        choices = asked.aspects.shape[1] + 1
        out = np.full((len(asked.window), choices, implied.shape[-1] + written.shape[-1]), NOTHING, dtype=np.int32)
        out[:, 0, : implied.shape[-1]] = implied
        out[:, 1:, implied.shape[-1] :] = np.where((asked.aspects[..., 0] == NONE)[..., None], NOTHING, written)
        return out

    def sentiments(self, window: Ints, opinion: Ints, aspect: Ints) -> Hashes:
        """Of pairs, the aspect `NONE` where implied; (pairs, features)."""
        first, last = opinion.T
        words = self._run(window, first, last, self._settings.widest_opinion, _MEANT)
        stars = self._run(window, first, last, self._settings.widest_opinion, _STARS)
        around = [self._look(window, place, _MEANT) for place in (first - 1, first - 2, last + 1, last + 2)]
        near = [self._look(window, place, _STARS) for place in (first - 1, last + 1)]
        head = self._look(window, np.where(aspect[:, 1] == NONE, -1, aspect[:, 1]), _MEANT)
        alike = self._run(window, first, last, self._settings.widest_opinion, _FINE)
        columns = [
            *self._bag(0, words),
            *self._bag(1, stars),
            *self._bag(3, alike),
            *self._bag(2, words[:-1], words[1:]),
            *(self._mixed(_SENTIMENTS + 10 + place, one) for place, one in enumerate((*around, *near, head))),
            self._mixed(_SENTIMENTS + 20, around[0], words[0]),
            self._mixed(_SENTIMENTS + 21, around[0], stars[0]),
            self._mixed(_SENTIMENTS + 22, head, self._look(window, last, _MEANT)),
            self._mixed(_SENTIMENTS + 23, np.zeros_like(first)),
        ]
        return np.stack(columns, axis=1)

    def _bag(self, name: int, *runs: list[Ints]) -> list[Hashes]:
        """Features that do not tell where in the span they stand."""
        found = []
        for parts in zip(*runs, strict=True):
            beyond = np.any([part == BEYOND for part in parts], axis=0)
            found.append(np.where(beyond, NOTHING, self._mixed(_SENTIMENTS + name, *parts)))
        return found

    def _written(self, asked: Asked) -> Hashes:
        window = np.broadcast_to(asked.window[:, None], asked.chance.shape)
        first, last = asked.aspects[..., 0].clip(min=0), asked.aspects[..., 1].clip(min=0)
        begin, end = asked.opinion[:, :1], asked.opinion[:, 1:]
        side = (first > begin).astype(np.int64)
        low, high = np.minimum(last, end), np.maximum(first, begin)
        gap = (high - low - 1).clip(min=0)
        apart = _bucket(gap) * 2 + side
        rank = self._rank(asked, gap, side) * 2 + side
        sure = np.floor(np.log2(asked.chance.clip(min=1e-3)) * 2).astype(np.int64)
        stop = self._stops[high] - self._stops[np.minimum(low + 1, high)] > 0
        head, tail = self._look(window, last, _MEANT), self._look(window, np.broadcast_to(end, last.shape), _MEANT)
        opening = self._look(window, np.broadcast_to(begin, last.shape), _MEANT)
        between = [
            np.where(low + step < high, self._look(window, low + step, _MEANT), BEYOND)
            for step in range(1, self._settings.between + 1)
        ]
        parts: list[tuple[Ints, ...]] = [(apart,), (rank,), (sure,), (sure, rank), (apart, rank), (head,), (tail, side)]
        parts += [(opening, side), (head, tail), (stop.astype(np.int64), side), (between[0], side, gap.clip(max=2))]
        parts += [
            (self._look(window, last, _ENDING),),
            (self._look(window, np.minimum(first, begin) - 1, _MEANT), side),
        ]
        coarse = [self._look(window, place, _COARSE) for place in (last, np.broadcast_to(end, last.shape))]
        parts += [(self._look(window, last, _FINE),), (coarse[0], coarse[1]), (coarse[1], side)]
        columns = [self._mixed(_PAIRS + name, *one) for name, one in enumerate(parts)]
        columns += [np.where(one == BEYOND, NOTHING, self._mixed(_PAIRS + 50, one, side)) for one in between]
        return np.stack(columns, axis=-1)

    def _implied(self, asked: Asked) -> Hashes:
        window, (begin, end) = asked.window, asked.opinion.T
        gap = np.maximum(asked.aspects[..., 0] - end[:, None], begin[:, None] - asked.aspects[..., 1]).clip(min=0)
        rival = np.where(asked.aspects[..., 0] == NONE, 0.0, asked.chance)
        nearest = np.where(rival > self._settings.rival_chance, gap, 99).min(1, initial=99)
        most = np.floor(rival.max(1, initial=0.0) * 5).astype(np.int64)
        many = (rival > self._settings.rival_chance).sum(1).clip(max=4)
        words = [self._look(window, place, _MEANT) for place in (end, begin, begin - 1, end + 1, begin - 2)]
        parts: list[tuple[Ints, ...]] = [(np.zeros_like(end),), (_bucket(nearest),), (many,), (most, _bucket(nearest))]
        parts += [(word,) for word in words]
        parts += [(words[2], words[1]), (words[0], words[3]), (self._look(window, end, _ENDING),)]
        parts += [((end - begin).clip(max=8),), (self._look(window, end, _STARS),)]
        parts += [(self._look(window, place, _FINE),) for place in (begin, end)]
        return np.stack([self._mixed(_IMPLIED + name, *one) for name, one in enumerate(parts)], axis=-1)

    def _rank(self, asked: Asked, gap: Ints, side: Ints) -> Ints:
        """How many likely rivals stand nearer to the opinion on the same side, up to two."""
        rival = (asked.chance > self._settings.rival_chance) & (asked.aspects[..., 0] != NONE)
        nearer = (gap[:, None, :] < gap[:, :, None]) & (side[:, None, :] == side[:, :, None])
        return np.asarray((nearer & rival[:, None, :]).sum(-1).clip(max=2))

    def _run(self, window: Ints, first: Ints, last: Ints, most: int, look: int) -> list[Ints]:
        steps = range(most)
        return [np.where(first + step <= last, self._look(window, first + step, look), BEYOND) for step in steps]

    def _look(self, window: Ints, place: Ints, look: int) -> Ints:
        """Look of words, `BEYOND` outside of their windows."""
        inside = (place >= self._windows.first[window]) & (place < self._windows.last[window])
        return np.where(inside, self._looks[self._pieces[np.where(inside, place, 0)], look], BEYOND)

    def _mixed(self, name: int, *parts: Ints) -> Hashes:
        return mixed(self._settings.bits, name, *parts)


def _bucket(gap: Ints) -> Ints:
    """Distances, the far ones in steps that double."""
    return np.where(gap < 6, gap, np.log2(gap.clip(min=1)).astype(np.int64) + 4)
