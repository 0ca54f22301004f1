"""Recordings of a step, side by side."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch

from .alphabet import Codes
from .evening import Features
from .network import frames_out


@dataclass(frozen=True)
class Lesson:
    """Recordings of a step.

    Attributes:
        features: float32 (recordings, frames, bands).
        frames: Of each recording that the network answers, int64 (recordings,).
        codes: Of all transcripts, one after another, int64 (symbols,).
        lengths: Of each transcript, int64 (recordings,).
        begins: First of the network's frames in which something is said, about, int64 (recordings,).
        ends: Frame behind the last such one, likewise.
    """

    features: torch.Tensor
    frames: torch.Tensor
    codes: torch.Tensor
    lengths: torch.Tensor
    begins: torch.Tensor
    ends: torch.Tensor


def lesson_of(
    features: list[Features], codes: list[Codes], strides: tuple[int, ...], spans: list[tuple[int, int]] | None = None
) -> Lesson:
    """Recordings and their transcripts as one step; the shorter ones are filled up behind their end.

    Args:
        features: Of each.
        codes: Likewise.
        strides: Of the network.
        spans: First frame of speech in each, and the frame behind its last; None: all frames.
    """
    spans = spans or [(0, len(one)) for one in features]
    longest = max(len(one) for one in features)
    filled = np.stack([np.pad(one, ((0, longest - len(one)), (0, 0))) for one in features])
    return Lesson(
        torch.from_numpy(filled),
        torch.tensor([frames_out(len(one), strides) for one in features]),
        torch.from_numpy(np.concatenate([*codes, np.empty(0, dtype=np.int64)])),
        torch.tensor([len(one) for one in codes]),
        torch.tensor([frames_out(begin, strides) for begin, _ in spans]),
        torch.tensor([frames_out(end, strides) for _, end in spans]),
    )


def span_of(loudness: Features, depth: float) -> tuple[int, int]:
    """First frame that is less than so many nats below the loudest, and the frame behind the last."""
    loud = np.flatnonzero(loudness.max(axis=1) > loudness.max(initial=-np.inf) - depth)
    return (int(loud[0]), int(loud[-1]) + 1) if len(loud) else (0, len(loudness))
