"""What a speaker said, cut for learning and checking."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import torch
from torch.nn import functional

from ..words import normalised
from .alignment import aligned
from .alphabet import BLANK, Codes
from .ctc_engine import CtcEngine, LogProbs
from .mel import RATE, Samples


def shortened(
    sounds: Sequence[Samples], texts: Sequence[str] | None, most_seconds: float
) -> tuple[list[Samples], list[str] | None]:
    """The first seconds alone; where texts are known, whole sounds alone, the first in any case."""
    most = round(most_seconds * RATE)
    begins = np.cumsum([0, *(len(one) for one in sounds)])
    if texts is not None:
        fitting = max(int((begins[1:] <= most).sum()), 1)
        return list(sounds[:fitting]), list(texts[:fitting])
    cut = [one[: max(most - int(start), 0)] for one, start in zip(sounds, begins, strict=False)]
    return [one for one in cut if len(one)], None


def parted(engine: CtcEngine, sound: Samples, text: str) -> tuple[list[Samples], list[str]]:
    """A sound cut between two of its words, about its middle; as it is where it has too few of them."""
    words, answer = normalised([text])[0].split(), engine.log_probs(sound)
    codes = engine.alphabet.spell(" ".join(words))
    if len(words) <= 1 or not np.isfinite(text_loss(answer, codes)):
        return [sound], [text]
    times = aligned(answer, codes)
    between = (times.ends[:-1] + times.begins[1:]) / 2 * engine.frame_seconds * RATE
    at = int(np.abs(between - len(sound) / 2).argmin())
    cut = round(float(between[at]))
    return [sound[:cut], sound[cut:]], [" ".join(words[: at + 1]), " ".join(words[at + 1 :])]


def text_loss(answer: LogProbs, codes: Codes) -> float:
    """Negative log chance of a text; infinite where the frames cannot hold it."""
    found = functional.ctc_loss(
        torch.from_numpy(answer)[:, None],
        torch.from_numpy(codes)[None],
        torch.tensor([len(answer)]),
        torch.tensor([len(codes)]),
        BLANK,
        "sum",
    )
    return float(found)
