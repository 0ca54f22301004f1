"""Which precisions are promised, and how sure the promise is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class AbstentionSettings:
    """Selective answering.

    Attributes:
        levels: Precisions that are promised where they can be, rising; each above 0 and below 1.
        precision: The one that is kept where a request asks for none; one of the levels.
        confidence: Chance with which a promise holds, over draws of the questions that it rests on (0.5..0.999).
        starts: Shares of questions answered at which the search for the last threshold that keeps the promise sets out,
            each with its part of the risk; it takes along what is left of those before. Rising, above 0 and up to 1.
        growth: Factor between the numbers of answers that are tried; above 1 up to 2.
        near: Of a confidence that is rounded otherwise in a batch of other questions: a threshold lies no farther below
            the least confidence that it lets in (0..0.05).
        evidence_letters: Letters of an answering passage that evidence has to begin with to be right; quotations are
            cut (20..10,000).
    """

    levels: tuple[float, ...] = (0.8, 0.9, 0.95)
    precision: float = 0.9
    confidence: float = 0.9
    starts: tuple[float, ...] = (0.03, 0.06, 0.12, 0.25)
    growth: float = 1.05
    near: float = 1e-3
    evidence_letters: int = 120
