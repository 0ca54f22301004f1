"""From which lead on the first stage is believed, so that nothing costly is looked up in vain."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from ..proportion import lower_bound
from .candidates import Candidates
from .first_stage import first_gap

Floats = npt.NDArray[np.float32]
Flags = npt.NDArray[np.bool_]

_CLEAREST: Final = 10  # the tenth with the largest leads shows what can be reached


@dataclass(frozen=True)
class Leads:
    """Differences of margins.

    Attributes:
        sure: Lead of the first candidate over the second from which on only what is cheap is looked up.
        far: Distance behind the first candidate beyond which a candidate's neighbours are not.
    """

    sure: float
    far: float

    @classmethod
    def fit(
        cls,
        candidates: Candidates,
        right: Flags,
        precision: float,
        far_share: float,
        *,
        confidence: float,
        new_share: float,
    ) -> Leads:
        """From candidates that a first stage found which did not see the listings.

        It did see others of their leaves, and later listings come of leaves that have none yet: those are wrong
        whatever their lead. So each listing counts a second time, as it would be led were its leaves new.

        Args:
            candidates: k of each of n listings.
            right: Whether a candidate is a leaf of its listing; (n, k).
            precision: Share of right answers among those with a lead that is sure, of what can be reached: labels may
                be wrong, so what counts as always right is the share of the tenth with the largest leads.
            far_share: Share of the right candidates that may lie farther behind.
            confidence: Of the bounds, of either share the one that makes fewer sure: of few listings none is.
            new_share: Share of listings whose leaves are taken for new.
        """
        gap, gap_if_new = first_gap(candidates), _gap_without(candidates, right)
        first = right[:, 0]
        clearest = first[np.argsort(-gap, kind="stable")[: (len(gap) - 1) // _CLEAREST + 1]]
        reach = 1 - float(lower_bound((~clearest).sum(), len(clearest), confidence))
        gaps, counts = np.concatenate([gap, gap_if_new]), np.repeat([1 - new_share, new_share], len(gap))
        order = np.argsort(-gaps, kind="stable")
        order = order[(counts[order] > 0) & (gaps[order] >= 0)]
        gaps, counts, hits = gaps[order], counts[order], np.append(first, np.zeros(len(gap), dtype=bool))[order]
        least = lower_bound(np.cumsum(counts * hits), np.cumsum(counts), confidence)
        last = np.append(gaps[1:] != gaps[:-1], True) if len(gaps) else np.zeros(0, dtype=bool)
        enough = np.flatnonzero(last & (least >= precision * reach))
        behind = (candidates.scores[:, :1] - candidates.scores)[right]
        far = float(np.quantile(behind, 1 - far_share)) if len(behind) else np.inf
        return cls(float(gaps[enough[-1]]) if len(enough) else np.inf, far)

    def unsure(self, candidates: Candidates) -> Flags:
        """Listings whose first candidate is not sure; (n,)."""
        return np.asarray(first_gap(candidates) < self.sure, dtype=np.bool_)

    def near(self, candidates: Candidates) -> Flags:
        """Candidates that are not far behind, those without a score among them; (n, k)."""
        scores = candidates.scores
        held = np.isfinite(scores)
        best = np.where(held, scores, -np.inf).max(axis=1, keepdims=True, initial=-np.inf)
        behind = np.where(held, np.where(held, best, 0) - np.where(held, scores, 0), 0)
        return np.asarray(behind <= self.far, dtype=np.bool_)


def _gap_without(candidates: Candidates, gone: Flags) -> Floats:
    """Lead of the best candidate that is left, -1 where none is; (n,)."""
    scores = np.where(gone, np.float32(-np.inf), candidates.scores)
    order = np.argsort(gone, axis=1, kind="stable")
    gap = first_gap(Candidates(*(np.take_along_axis(one, order, axis=1) for one in (candidates.leaves, scores))))
    return np.where(np.isfinite(scores).any(axis=1), gap, np.float32(-1))
