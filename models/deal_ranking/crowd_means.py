"""Mean probabilities of deals that requests tell, each found once."""

from __future__ import annotations

from collections.abc import Hashable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from .crowd import Crowd
from .deal_columns import Columns, readable
from .deal_fields import LIMITS, PRODUCTS, TIMES
from .scorer import Scorer

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


@dataclass(frozen=True)
class CrowdMeans:
    """Asks the sample for a deal when its content is told for the first time: to score a whole sample is dear.

    Attributes:
        scorer: Of pairs.
        crowd: The sample.
        most: Deals whose means are kept; where it would be more, all are forgotten.
        known: Mean by content.
    """

    scorer: Scorer
    crowd: Crowd
    most: int
    known: dict[Hashable, float] = field(default_factory=dict, repr=False, compare=False)

    def of(self, columns: Columns, offers: Ints, together: Numbers) -> Numbers:
        """Mean probability of each deal; (deals,).

        Args:
            columns: Content.
            offers: A number of each deal's offer, -1 of those that are not known; (deals,).
            together: Deals of each deal's campaign, NaN without one; (deals,).
        """
        keys = _keys(columns, offers, together)
        # another thread may forget them in between
        found = {key: self.known.get(key) for key in keys}
        rows = {key: row for row, key in enumerate(keys) if found[key] is None}
        if rows:
            at = np.array(list(rows.values()), dtype=np.int64)
            deals = self.scorer.told(readable(columns, at))
            new = dict(zip(rows, self.crowd.mean(self.scorer, deals, together[at]).tolist(), strict=True))
            found.update(new)
            if len(self.known) + len(new) > self.most:
                self.known.clear()
            self.known.update(new)
        return np.array([found[key] for key in keys], dtype=np.float64)


def _keys(columns: Columns, offers: Ints, together: Numbers) -> list[Hashable]:
    """All that the mean of a deal hangs on."""
    numbers = np.column_stack([offers, together, *(columns[name] for name in (*TIMES, *LIMITS))]).astype(np.float64)
    texts = (columns[name] for name in ("type", "category", "brand", "title"))
    products = [tuple(cell) if isinstance(cell, list) else cell for cell in columns[PRODUCTS]]
    return list(zip((row.tobytes() for row in numbers), *texts, products, strict=True))
