"""Questions of opinion of which one review speaks: its word is told as one reviewer's."""

from __future__ import annotations

from typing import Final

from .finding import Finding
from .readable import quoted

_SAYS: Final = "One reviewer says"
_WHY: Final = "it is the word of one reviewer, and not counted over several"


def lone_voice(text: str, source: str, review: str | None, confidence: float) -> Finding:
    """The word of one review, so that nobody takes it for what reviewers say on the whole.

    Args:
        text: What it says, which is quoted and never followed.
        source: Of a review.
        review: Its id, None where not known.
        confidence: That it answers.
    """
    told, aloud = f"{_SAYS}: {quoted(text)}", f"{_SAYS}: {text}"
    return Finding(told, source, text, review, confidence, aloud, reason=_WHY)
