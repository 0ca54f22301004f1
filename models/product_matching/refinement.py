"""The pairs that the forest leaves open, judged a second time by the cross-encoder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import numpy.typing as npt

from ..odds_blend import Blend
from .encoding import Encodings
from .parameters import CrossEncoderParameters
from .rows import Positions

if TYPE_CHECKING:
    from .cross_encoder import CrossEncoder

Array = npt.NDArray[np.float64]
Labels = npt.NDArray[np.int8]
_FOLDS: Final = 5
_FEWEST_OPEN: Final = 40  # open validation pairs, and at least a tenth of them of the rarer class


@dataclass(frozen=True)
class Refinement:
    """Replaces the probability of open pairs (between `low` and `high`) by the blend's."""

    encoder: CrossEncoder
    blend: Blend
    low: float
    high: float

    def apply(
        self, probability: Array, margins: Array, a: Encodings, b: Encodings, i: Positions, j: Positions
    ) -> Array:
        """Probabilities of the pairs (a[i], b[j]), float64 (pairs,); pairs that are not open keep theirs."""
        chosen = np.flatnonzero(is_open(probability, self.low, self.high))
        if not len(chosen):
            return probability
        refined = probability.copy()
        refined[chosen] = self.blend(margins[chosen], self.encoder.logits(a, b, i[chosen], j[chosen]))
        return refined


def is_open(probability: Array, low: float, high: float) -> npt.NDArray[np.bool_]:
    return (probability > low) & (probability < high)


def pairs_to_learn_from(
    probability: Array, parameters: CrossEncoderParameters, rng: np.random.Generator
) -> npt.NDArray[np.int64]:
    """Open pairs first, then a sample of the settled ones, `max_pairs` in all; positions, ascending.

    Args:
        probability: Cross-fitted, so that training pairs look as open as new ones would.
    """
    unsettled = is_open(probability, parameters.band_low, parameters.band_high)
    hard, easy = np.flatnonzero(unsettled), np.flatnonzero(~unsettled)
    if len(hard) >= parameters.max_pairs:
        return np.sort(rng.choice(hard, parameters.max_pairs, replace=False))
    rest = min(parameters.max_pairs - len(hard), len(easy))
    return np.sort(np.concatenate([hard, rng.choice(easy, rest, replace=False)]))


def fit_encoder(
    encodings: Encodings,
    left: Positions,
    right: Positions,
    labels: Labels,
    parameters: CrossEncoderParameters,
    seed: int,
    threads: int,
    progress: Callable[[float], None],
) -> CrossEncoder:
    """Fine-tune; torch is imported only here and when a bundle holds a cross-encoder."""
    from .cross_encoder import CrossEncoder

    return CrossEncoder.fit(encodings, left, right, labels, parameters, seed, threads, progress)


def choose_blend(margins: Array, logits: Array, labels: Labels, seed: int) -> tuple[Blend | None, dict[str, Any]]:
    """A blend if, cross-validated on the open validation pairs, it beats the forest alone; else none.

    Returns:
        The blend, and what was compared: mean log losses and the number of pairs.
    """
    rarer = int(min(labels.sum(), len(labels) - labels.sum()))
    if len(labels) < _FEWEST_OPEN or rarer < len(labels) // 10:
        return None, {"open_pairs": len(labels), "kept": False, "why": "too few open validation pairs to judge by"}
    fold = np.random.default_rng(seed).permutation(len(labels)) % _FOLDS
    losses = {"forest": 0.0, "blend": 0.0}
    silent = np.zeros_like(logits)
    for held_out in range(_FOLDS):
        fit, held = fold != held_out, fold == held_out
        for name, column in (("forest", silent), ("blend", logits)):
            p = Blend.fit(margins[fit], column[fit], labels[fit])(margins[held], column[held])
            losses[name] -= float(np.log(np.where(labels[held] == 1, p, 1 - p).clip(1e-12)).sum()) / len(labels)
    kept = losses["blend"] < losses["forest"]
    report = {"open_pairs": len(labels), "kept": kept, "log_loss": losses}
    return (Blend.fit(margins, logits, labels) if kept else None), report
