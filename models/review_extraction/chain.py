"""A linear chain over the labels of words: likelihood, gradient, and chances of spans."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from .extracted import Ints, Reals

# outside; then of each kind: the only word, the first, one within, the last
OUTSIDE: Final = 0
ONLY, FIRST, WITHIN, LAST = 1, 2, 3, 4
_KINDS: Final = 2
LABELS: Final = 1 + 4 * _KINDS


def label(kind: int, part: int) -> int:
    """Number of a label: of an aspect (0) or an opinion (1)."""
    return part + 4 * kind


def allowed() -> npt.NDArray[np.bool_]:
    """Which label may follow which; (LABELS, LABELS)."""
    opened = np.zeros(LABELS, dtype=np.int64)
    needs = np.zeros(LABELS, dtype=np.int64)
    for kind in range(_KINDS):
        opened[[label(kind, FIRST), label(kind, WITHIN)]] = kind + 1
        needs[[label(kind, WITHIN), label(kind, LAST)]] = kind + 1
    return np.asarray(opened[:, None] == needs[None, :])


_ALLOWED: Final = allowed()
STARTS: Final = _ALLOWED[OUTSIDE]  # a sentence begins and ends as if outside
ENDS: Final = _ALLOWED[:, OUTSIDE]


@dataclass(frozen=True)
class Sentences:
    """Sentences padded to one length, longest first.

    Attributes:
        word: Place of each word among all words; (sentences, words).
        size: Words of each; descending; (sentences,).
    """

    word: Ints
    size: Ints

    @property
    def real(self) -> npt.NDArray[np.bool_]:
        """Which places hold a word; (sentences, words)."""
        return np.asarray(np.arange(self.word.shape[1])[None, :] < self.size[:, None])


@dataclass(frozen=True)
class Passed:
    """What passing over sentences forwards and backwards gives; scaled, so that nothing vanishes.

    Attributes:
        ahead, behind: Their product is the chance of each label; (sentences, words, LABELS).
        emitted: Exponents of scores, less each word's highest; likewise.
        scale: What the sums were divided by; (sentences, words).
        total: Log of the sum over all ways; (sentences,).
    """

    ahead: Reals
    behind: Reals
    emitted: Reals
    scale: Reals
    total: Reals


def passed(scores: Reals, follows: Reals, sentences: Sentences) -> Passed:
    """Forward-backward (Rabiner 1989).

    Args:
        scores: Of labels of all words; (all words, LABELS).
        follows: Exponents of the scores of one label after another, zero where not allowed; (LABELS, LABELS).
        sentences: Which words.
    """
    given = scores[sentences.word]
    top = given.max(-1)
    emitted = np.exp(given - top[..., None])
    rows, words, _ = emitted.shape
    ahead, behind = np.zeros_like(emitted), np.ones_like(emitted)
    scale = np.ones((rows, words))
    active = [int(np.searchsorted(-sentences.size, -word, side="left")) for word in range(words)]
    state = np.broadcast_to(STARTS.astype(np.float64), (rows, LABELS))
    for word in range(words):
        live = active[word]
        state = (state[:live] if word == 0 else state[:live] @ follows) * emitted[:live, word]
        # the last word of a sentence may leave no span open
        state = np.where((sentences.size[:live] == word + 1)[:, None], state * ENDS, state)
        scale[:live, word] = state.sum(1)
        state = state / scale[:live, word][:, None]
        ahead[:live, word] = state
    for word in range(words - 1, -1, -1):
        live = active[word]
        last = sentences.size[:live] == word + 1
        after = np.ones((live, LABELS))
        more = active[word + 1] if word + 1 < words else 0
        if more:
            coming = emitted[:more, word + 1] * behind[:more, word + 1] / scale[:more, word + 1][:, None]
            after[:more] = coming @ follows.T
        after[last] = ENDS.astype(np.float64)
        behind[:live, word] = after
    real = sentences.real
    total = np.where(real, np.log(scale) + top, 0.0).sum(1)
    return Passed(ahead, behind, emitted, scale, total)


def followed(one: Passed, follows: Reals, sentences: Sentences) -> Reals:
    """Expected times that one label follows another; (LABELS, LABELS)."""
    both = sentences.real[:, 1:]
    coming = one.emitted[:, 1:] * one.behind[:, 1:] / one.scale[:, 1:, None]
    pairs: Any = one.ahead[:, :-1][both].T @ coming[both]
    return np.asarray(pairs * follows)


def span_chances(one: Passed, follows: Reals, sentences: Sentences, kind: int, widest: int) -> Reals:
    """Chance that the span that begins at a word and is so many words, less one, longer than one is marked.

    Returns:
        (sentences, words, widest); zero where it leaves the sentence.
    """
    rows, words, _ = one.ahead.shape
    out = np.zeros((rows, words, widest))
    marginal = one.ahead * one.behind
    out[..., 0] = marginal[..., label(kind, ONLY)]
    first, within, last = (label(kind, part) for part in (FIRST, WITHIN, LAST))
    path = one.ahead[..., first]
    step = one.emitted / one.scale[..., None]
    for width in range(1, min(widest, words)):
        path = path[:, :-1]
        here = step[:, width:]
        before = first if width == 1 else within
        closed = path * follows[before, last] * here[..., last] * one.behind[:, width:, last]
        out[:, : words - width, width] = np.where(sentences.real[:, width:], closed, 0.0)
        path = path * follows[before, within] * here[..., within]
    out[..., 0] *= sentences.real
    return out
