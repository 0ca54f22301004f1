"""What callers should know of the answer to a request."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from .limits import ALLOWED, OFF, UNKNOWN, told

Ints = npt.NDArray[np.int64]

ASSUMED: Final = "what was shown is not known; the probability is of redeeming on a day on which the customer is active"
STRANGER: Final = "nothing is known of the customer"
STRANGE: Final = "none of the purchases that are told is known, and what is stored of the customer does not count"
NOTHING: Final = "nothing may be shown"
IDLE: Final = "no deal of the bundle runs"


def notes_of(
    request: Ints,
    reasons: npt.NDArray[np.int8],
    unknown: Ints,
    every: npt.NDArray[np.bool_],
    strangers: npt.NDArray[np.bool_],
    strange: npt.NDArray[np.bool_],
    *,
    assumed: bool,
) -> list[str | None]:
    """One a request, None where there is nothing to know.

    Args:
        request: Of each candidate, in rising order; (candidates,).
        reasons: Why each may not be shown, see `limits.refused`; (candidates,).
        unknown: Candidates of each request that are not known; (requests,).
        every: Whether all deals of the bundle are asked for: of none of them it is told why it is not; (requests,).
        strangers: Whether nothing is known of a customer though the answer is to be personal; (requests,).
        strange: Whether purchases are told of which none is known; (requests,).
        assumed: Whether the model was trained without exposures.
    """
    edges = np.searchsorted(request, np.arange(len(unknown) + 1))
    refused = np.add.reduceat(np.append(reasons > 0, False), edges[:-1]) if len(unknown) else np.zeros(0)
    refused = np.where(np.diff(edges) > 0, refused, 0)
    found: list[str | None] = []
    for row in range(len(unknown)):
        said = [ASSUMED] if assumed else []
        if strangers[row]:
            said.append(STRANGER)
        if strange[row]:
            said.append(STRANGE)
        if every[row]:
            own = reasons[edges[row] : edges[row + 1]]
            if not (own == ALLOWED).any():
                runs = own[~np.isin(own, OFF)]
                said.append(f"{NOTHING}: {told(runs) or IDLE}")
        elif refused[row] + unknown[row]:
            own = np.append(reasons[edges[row] : edges[row + 1]], np.full(int(unknown[row]), UNKNOWN, dtype=np.int8))
            left = int((own == ALLOWED).sum())
            said.append(f"{told(own)}" if left else f"{NOTHING}: {told(own)}")
        elif edges[row] == edges[row + 1]:
            said.append(f"{NOTHING}: no deal is given")
        found.append("; ".join(said) or None)
    return found
