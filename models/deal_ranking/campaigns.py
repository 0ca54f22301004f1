"""How many deals run together in a campaign."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]


def sizes_of(campaigns: Sequence[str | None]) -> Numbers:
    """Deals of each deal's campaign, where these are all that there are; NaN without a campaign; (deals,)."""
    counts = Counter(campaigns)
    return np.array([np.nan if one is None else counts[one] for one in campaigns], dtype=np.float64)


def told_sizes(campaigns: Sequence[str | None], owner: Ints, sizes: Mapping[str | None, int], kept: Numbers) -> Numbers:
    """Deals of the campaign of each deal that requests tell, as far as the deal's own list knows; (objects,).

    A campaign has the deals that are stored and those that the list tells beside them, as a table of deals has them
    all. What other lists of the same call tell does not count.

    Args:
        campaigns: Of each object, None without one; (objects,).
        owner: List of each; a deal occurs once in a list; (objects,).
        sizes: Stored deals of each campaign.
        kept: What holds of an object that is stored in its campaign, NaN of others; (objects,).
    """
    here = list(zip(owner.tolist(), campaigns, strict=True))
    new = Counter(one for one, old in zip(here, np.isfinite(kept).tolist(), strict=True) if not old)
    found = [np.nan if one[1] is None else sizes.get(one[1], 0) + new[one] for one in here]
    return np.where(np.isfinite(kept), kept, np.array(found, dtype=np.float64))
