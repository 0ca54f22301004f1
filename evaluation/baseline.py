"""What a use case's primary metric is held against, so that its value tells something by itself."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Baseline:
    """Two measures of the same evaluation, on the same rows.

    Args:
        measure: Of the model: the primary metric, or the same on the rows on which the baseline was asked.
        against: Of the baseline.
        what: The baseline in a few words.
    """

    measure: str
    against: str
    what: str
