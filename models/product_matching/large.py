"""Many listings among themselves: encoded and scored a part at a time, so that memory grows with the result alone."""

from __future__ import annotations

from dataclasses import fields
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import scipy.sparse as sp

from .context import Context
from .encoding import Encodings, encode
from .fields import prepare
from .rows import Positions
from .scoring import PairScorer

_PART: Final = 10_000  # listings encoded at a time; what encoding needs on the way is several times what it leaves
_CONTEXT_PART: Final = 50_000  # listings whose context is gathered at a time


def encode_in_parts(listings: pd.DataFrame) -> Encodings:
    """Encodings of all listings, the same as in one go."""
    if len(listings) <= _PART:
        return encode(prepare(listings))
    parts = [encode(prepare(listings.iloc[at : at + _PART])) for at in range(0, len(listings), _PART)]
    whole = {}
    for name in (one.name for one in fields(Encodings)):
        columns = [getattr(part, name) for part in parts]
        whole[name] = sp.vstack(columns, format="csr") if sp.issparse(columns[0]) else np.concatenate(columns)
    return Encodings(**whole)


def margins_among(
    scorer: PairScorer, encodings: Encodings, left: Positions, right: Positions
) -> npt.NDArray[np.float64]:
    """Log odds of candidate pairs among the listings; the pairs themselves are their context.

    Args:
        scorer: Of a loaded bundle.
        encodings: Of all listings.
        left: One row of every candidate pair, each pair once.
        right: The other.
    """
    context = _context(scorer, encodings, left, right)
    return scorer.margins(encodings, encodings, left, right, (context, context) if context else None)


def _context(scorer: PairScorer, encodings: Encodings, left: Positions, right: Positions) -> Context | None:
    if not scorer.neighbours:
        return None
    rows, others = np.concatenate([left, right]), np.concatenate([right, left])
    order = np.argsort(rows, kind="stable")
    rows, others = rows[order], others[order]
    tables = []
    for start in range(0, len(encodings), _CONTEXT_PART):
        part = slice(*np.searchsorted(rows, [start, start + _CONTEXT_PART]))
        gathered = Context.gather(encodings, encodings, rows[part], others[part], scorer.weights, scorer.neighbours)
        tables.append(gathered.similarities[start : start + _CONTEXT_PART])
    return Context(np.concatenate(tables))
