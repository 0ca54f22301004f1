"""Why a product is shown, as one word a program can read."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from .candidates import SOURCES, TOLD_BY_HISTORY

Floats = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]

REASONS: Final = (
    "bought_next",
    "bought_together",
    "similar",
    "again",
    "popular_here",
    "popular",
    "season",
    "new",
)
_OF_SOURCE: Final = {
    "transitions": "bought_next",
    "covisits": "bought_together",
    "linear": "bought_together",
    "content": "similar",
    "inherited": "similar",
}
_BY_SOURCE: Final = np.array([REASONS.index(_OF_SOURCE.get(name, name)) for name in SOURCES], dtype=np.int64)
AGAIN: Final = REASONS.index("again")
POPULAR: Final = REASONS.index("popular")
NEW: Final = REASONS.index("new")
_TOLD_NEW: Final = np.array([name == "new" for name in SOURCES])
_TOLD_SOLD: Final = np.array([name.startswith("popular") for name in SOURCES])


def reasons_of(contributions: Floats, because: Ints, bought: Ints, young: Truths, unsold: Truths) -> tuple[Ints, Ints]:
    """Reasons of products, and the events that speak for them.

    Args:
        contributions: What each source adds to the blend; (n, sources).
        because: Place in the history of the event by which each of `TOLD_BY_HISTORY` says most of it, -1 for none;
            (n, sources told by a history).
        bought: Place in the history where the customer bought it last, -1 where that is not known; (n,).
        young: Whether it was launched of late; what is older is not called new, but for what is unsold; (n,).
        unsold: Whether nobody has chosen it yet: it is never called popular; (n,).

    Returns:
        Places in `REASONS`, and where the reason is one of the history the event by which its source speaks, else -1.
    """
    mute = (_TOLD_NEW & ~(young | unsold)[:, None]) | (_TOLD_SOLD & unsold[:, None])
    spoken = np.where(mute, -1.0, contributions)
    rows = np.arange(len(spoken))
    source = spoken.argmax(axis=1) if len(spoken) else np.zeros(0, dtype=np.int64)
    of_history = source < len(TOLD_BY_HISTORY)
    cause = np.where(of_history, because[rows, np.where(of_history, source, 0)], -1)
    # where no source adds anything, or none of the history's events does, it is shown as it sells or has its turn
    silent = (spoken[rows, source] <= 0) | (of_history & (cause < 0))
    reason = np.where(silent, np.where(unsold, NEW, POPULAR), _BY_SOURCE[source])
    reason = np.where(bought >= 0, AGAIN, reason)
    return reason.astype(np.int64), np.where(bought >= 0, bought, np.where(silent, -1, cause))
