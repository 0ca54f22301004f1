"""How sure an engine may be, from reviews that it has not learned from."""

from __future__ import annotations

from dataclasses import asdict, replace

from .agreement import best_threshold, distinct, is_right
from .confidence import Confidence
from .extracted import Extracted, Reviews
from .terms import Terms, annotated_terms, term_threshold


def calibrated(every: Extracted, terms: tuple[Terms, Terms], valid: Reviews) -> tuple[Confidence, dict[str, float]]:
    """Calibration and thresholds, and how far the triplets then agree.

    Args:
        every: All triplets that were read in the valid reviews, with their chances.
        terms: All aspects and opinions.
        valid: The reviews.
    """
    right = is_right(every, valid.triplets)
    confidence = Confidence.fit(every.confidence, right)
    threshold, agreed = best_threshold(confidence(every.confidence), right, distinct(valid.triplets))
    aspects, opinions = (
        term_threshold(found, annotated_terms(valid.triplets, kind))
        for found, kind in zip(terms, ("aspect", "opinion"), strict=True)
    )
    fitted = replace(confidence, threshold=threshold, aspect_threshold=aspects, opinion_threshold=opinions)
    return fitted, asdict(agreed)
