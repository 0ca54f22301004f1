"""What is measured on valid: words, recordings, and what is refused."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from .answers import Answer


def measured(texts: Sequence[str], answers: Sequence[Answer]) -> dict[str, float]:
    """Measures by name; of what no recording tells, none.

    Args:
        texts: What is said, words as `words.normalised` spells them; empty: nothing.
        answers: One each.

    Returns:
        `wer`, errors of words by words that were said, refused or not; `exact`, the share of recordings with words
        whose words are right; `answered`, the share of these that is; `refused`, the share of those without words that
        is.
    """
    import jiwer

    said = [row for row, text in enumerate(texts) if text]
    nothing = [row for row, text in enumerate(texts) if not text]
    found: dict[str, float] = {}
    if said:
        heard = [answers[row].heard.text for row in said]
        told = [texts[row] for row in said]
        found["wer"] = float(jiwer.wer(told, heard))
        found["exact"] = float(np.mean([one == other for one, other in zip(heard, told, strict=True)]))
        found["answered"] = float(np.mean([not answers[row].reason for row in said]))
    if nothing:
        found["refused"] = float(np.mean([bool(answers[row].reason) for row in nothing]))
    return found
