"""Windows that the network reads at once: sentences of one text, and the triplets that lie in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from .extracted import NONE, Flags, Ints, Triplets
from .words import Worded


@dataclass(frozen=True)
class Windows:
    """w windows over words.

    Attributes:
        words: What they lie over.
        text: Of each; (w,).
        first, last: Words of each, half open, numbered over all texts; (w,).
    """

    words: Worded
    text: Ints
    first: Ints
    last: Ints

    def __len__(self) -> int:
        return len(self.text)

    def sizes(self) -> Ints:
        """Word pieces of each; (w,)."""
        return self.words.first_piece[self.last] - self.words.first_piece[self.first]

    def batches(self, budget: int, rng: np.random.Generator | None = None, blur: float = 0.0) -> Iterator[Ints]:
        """Windows of like length, in turn.

        Args:
            budget: Pieces of a batch at most, padding included.
            rng: Draws the order of the batches; without one the shortest come first.
            blur: Pieces by which lengths within a drawn batch may differ, so that no epoch has the batches of another.
        """
        sizes = self.sizes() + 2
        order = np.argsort(sizes + (0 if rng is None else rng.uniform(0, blur, len(sizes))), kind="stable")
        found: list[Ints] = []
        start = 0
        while start < len(order):
            room = max(int(np.searchsorted(_areas(sizes[order[start : start + budget]]), budget, side="right")), 1)
            found.append(order[start : start + room])
            start += room
        yield from found if rng is None else (found[place] for place in rng.permutation(len(found)))


def _areas(sizes: Ints) -> Ints:
    """Pieces of a batch that ends with each window, padding included."""
    return np.maximum.accumulate(sizes) * np.arange(1, len(sizes) + 1)


def windows_of(words: Worded, most: int) -> Windows:
    """As few windows as sentences allow; a sentence that alone has more than `most` pieces is cut."""
    text: list[int] = []
    first: list[int] = []
    last: list[int] = []
    pieces = words.first_piece
    for number, (start, stop) in enumerate(zip(words.starts[:-1].tolist(), words.starts[1:].tolist(), strict=True)):
        while start < stop:
            end = min(max(int(np.searchsorted(pieces, pieces[start] + most, side="right")) - 1, start + 1), stop)
            if end < stop and (breaks := np.flatnonzero(words.breaks[start:end])).size:
                end = start + int(breaks[-1]) + 1
            text.append(number)
            first.append(start)
            last.append(end)
            start = end
    return Windows(
        words, np.array(text, dtype=np.int64), np.array(first, dtype=np.int64), np.array(last, dtype=np.int64)
    )


@dataclass(frozen=True)
class Labels:
    """m triplets as words of windows.

    Attributes:
        window: Of each; ascending; (m,).
        aspect, opinion: First and last word within the window, `NONE` where implied; (m, 2).
        sentiment: Place in `SENTIMENTS`; (m,).
        lost: Triplets that no window holds whole, or that touch no word.
    """

    window: Ints
    aspect: Ints
    opinion: Ints
    sentiment: Ints
    lost: int

    def __len__(self) -> int:
        return len(self.window)


def labels_of(windows: Windows, triplets: Triplets) -> Labels:
    """Triplets within windows; the same one told twice is one."""
    aspect = np.stack(windows.words.spans(triplets.text, triplets.aspect_start, triplets.aspect_end), axis=1)
    opinion = np.stack(windows.words.spans(triplets.text, triplets.opinion_start, triplets.opinion_end), axis=1)
    anchor = np.where(opinion[:, :1] == NONE, aspect, opinion)
    window = np.searchsorted(windows.last, anchor[:, 0], side="right").clip(max=max(len(windows) - 1, 0))
    fits = (anchor[:, 0] != NONE) & _implied_or_found(aspect, triplets.aspect_start)
    fits &= _implied_or_found(opinion, triplets.opinion_start)
    if len(windows):
        for span in (aspect, opinion):
            inside = (span[:, 0] >= windows.first[window]) & (span[:, 1] < windows.last[window])
            fits &= inside | (span[:, 0] == NONE)
    start = windows.first[window[fits]][:, None] if len(windows) else np.zeros((0, 1), dtype=np.int64)
    rows = np.concatenate(
        [
            window[fits][:, None],
            np.where(aspect[fits] == NONE, NONE, aspect[fits] - start),
            np.where(opinion[fits] == NONE, NONE, opinion[fits] - start),
            triplets.sentiment[fits][:, None],
        ],
        axis=1,
    )
    rows = np.unique(rows, axis=0)
    return Labels(rows[:, 0], rows[:, 1:3], rows[:, 3:5], rows[:, 5], int((~fits).sum()))


def _implied_or_found(span: Ints, start: Ints) -> Flags:
    return np.asarray((span[:, 0] != NONE) | (start < 0))
