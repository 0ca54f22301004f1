"""What a training begins with: letters laid evenly over their recording."""

from __future__ import annotations

import torch
from torch.nn import functional

from .alphabet import BLANK
from .lesson import Lesson


def even_loss(log_probs: torch.Tensor, lesson: Lesson) -> torch.Tensor:
    """Mean negative log chance of the letters that frames have where all letters of a text last equally long.

    The blank is left out, so that the loss says which letter is heard and not when. By the sums over all alignments
    alone a network finds the first letters only after long; the even alignment, as hidden Markov models begin with it
    (Rabiner 1989), shows it where to look.

    Args:
        log_probs: The network's, (recordings, frames, symbols).
        lesson: That it was shown.
    """
    lengths, frames = lesson.lengths[:, None], (lesson.ends - lesson.begins)[:, None]
    at = torch.arange(log_probs.shape[1])[None] - lesson.begins[:, None]
    starts = lengths.cumsum(0) - lengths
    places = (starts + at * lengths // frames.clamp(min=1)).clamp(min=0, max=max(len(lesson.codes) - 1, 0))
    told = (at >= 0) & (at < frames) & (lengths > 0)
    if not told.any():
        return log_probs.sum() * 0.0
    where = log_probs.device
    letters = log_probs[:, :, BLANK + 1 :].log_softmax(-1)[told.to(where)]
    return functional.nll_loss(letters, (lesson.codes[places[told]] - BLANK - 1).to(where))
