"""What a model says of the candidates of one request."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]


@dataclass(frozen=True)
class Scored:
    """Scores of n candidates.

    Attributes:
        logit: Log odds of a click, (n,).
        deviation: Posterior standard deviation of the logit that is due to the ad, hence differs between candidates of
            one request and can be explored, (n,).
        probability: Of a click, (n,), 0 < p < 1.
    """

    logit: Reals
    deviation: Reals
    probability: Reals

    def __len__(self) -> int:
        return len(self.logit)
