"""When letters were said: the likeliest way of a known text through the frames."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from .alphabet import BLANK, GAP

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Aligned:
    """Words in time.

    Attributes:
        begins: First frame of each word's letters; (words,).
        ends: Frame behind the last of each; (words,).
        margins: Natural logarithm of the chance of each word's letters against the likeliest symbols of the same
            frames, a letter; 0 where they are the likeliest, below elsewhere; (words,).
    """

    begins: Ints
    ends: Ints
    margins: Floats


def aligned(log_probs: Floats, codes: Ints) -> Aligned:
    """Where the words of a text were said (Viterbi's algorithm on the states of Graves et al., "Connectionist Temporal
    Classification", 2006).

    Args:
        log_probs: Natural logarithm of the chance of each symbol in each frame; (frames, symbols).
        codes: Letters and spaces of the text, at least one.

    Raises:
        ValueError: There are too few frames for the text.
    """
    path = _path(log_probs, codes)
    letters = np.flatnonzero(codes != GAP)
    words = np.cumsum(codes == GAP)[letters]
    count = int(words[-1]) + 1
    at = np.flatnonzero(path % 2 == 1)  # frames of letters and spaces, not of blanks
    places = path[at] // 2
    at, places = at[codes[places] != GAP], places[codes[places] != GAP]
    of_word = np.cumsum(codes == GAP)[places]
    begins = np.full(count, len(log_probs), np.int64)
    ends = np.zeros(count, np.int64)
    np.minimum.at(begins, of_word, at)
    np.maximum.at(ends, of_word, at + 1)
    lost = log_probs[at, codes[places]] - log_probs[at].max(axis=1)
    margins = np.bincount(of_word, lost, count) / np.bincount(words, minlength=count)
    return Aligned(begins, ends, margins.astype(np.float32))


def _path(log_probs: Floats, codes: Ints) -> Ints:
    """The state of each frame: 2 k + 1 is code k, even ones are the blanks around; (frames,)."""
    states = np.full(2 * len(codes) + 1, BLANK, np.int64)
    states[1::2] = codes
    heard = log_probs[:, states].astype(np.float64)
    skips = np.zeros(len(states), bool)  # from a code to the next without a blank between, where they differ
    skips[3::2] = codes[1:] != codes[:-1]
    scores = np.full(len(states), -np.inf)
    scores[:2] = heard[0, :2]
    came = np.zeros((len(log_probs), len(states)), np.int8)
    ways = np.full((3, len(states)), -np.inf)
    for frame in range(1, len(log_probs)):
        ways[0] = scores
        ways[1, 1:] = scores[:-1]
        ways[2, 2:] = np.where(skips[2:], scores[:-2], -np.inf)
        came[frame] = ways.argmax(axis=0)
        scores = ways.max(axis=0) + heard[frame]
    state = len(states) - 1 - int(scores[-2] > scores[-1])
    if scores[state] == -np.inf:
        raise ValueError(f"{len(log_probs)} frames are too few for {len(codes)} letters.")
    found = np.empty(len(log_probs), np.int64)
    for frame in range(len(log_probs) - 1, -1, -1):
        found[frame] = state
        state -= int(came[frame, state])
    return found
