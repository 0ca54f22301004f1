"""Synthetic reviews that can be learned in seconds."""

from __future__ import annotations

import numpy as np

from models.review_extraction.extracted import NONE, SENTIMENTS, Reviews, Triplets

ASPECTS = ("battery", "screen", "price", "sound quality")
OPINIONS = {"negative": ("awful", "really bad"), "positive": ("great", "very good")}


def reviews(count: int, seed: int) -> Reviews:
    """One sentence that names its aspect, for some a second one that does not, for some a third without an opinion."""
    rng = np.random.default_rng(seed)
    texts: list[str] = []
    rows: list[tuple[int, ...]] = []
    for number in range(count):
        sentiment = ("negative", "positive")[rng.integers(2)]
        aspect, opinion = ASPECTS[rng.integers(len(ASPECTS))], OPINIONS[sentiment][rng.integers(2)]
        text = f"The {aspect} is {opinion}."
        rows.append((number, *_span(text, aspect), *_span(text, opinion), SENTIMENTS.index(sentiment)))
        if rng.random() < 0.5:
            text += " Broke after a week!"
            rows.append((number, NONE, NONE, *_span(text, "Broke after a week"), 0))
        if rng.random() < 0.4:
            text += " Oh dear, the speaker..."
            rows.append((number, *_span(text, "speaker"), NONE, NONE, 0))
        texts.append(text)
    return Reviews(texts, Triplets(*np.array(rows, dtype=np.int64).T), np.full(count, np.nan))


def unlabelled() -> Reviews:
    """A few with stars alone; of two words one praises and one blames."""
    return Reviews(
        ["great stuff", "great thing", "awful stuff", "awful thing", "so so"],
        Triplets.none(),
        np.array([5.0, 4.0, 1.0, 2.0, 3.0]),
    )


def _span(text: str, part: str) -> tuple[int, int]:
    start = text.index(part)
    return start, start + len(part)
