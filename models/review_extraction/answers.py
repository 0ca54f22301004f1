"""Answers as frames: a row for each triplet of a text, or for each attribute of a product."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd

from ..request_cells import Texts, words_of
from .extracted import NONE, SENTIMENTS, Extracted, Ints
from .request import OUTPUTS

_TYPES = {"long": "int64", "double": "float64", "boolean": "bool"}


def triplet_frame(
    ids: list[str], texts: list[str], products: Texts, read: Extracted, attributes: list[str], notes: Texts
) -> pd.DataFrame:
    """One row for each triplet in the order of the requests, and one for a request without any.

    Args:
        ids, texts, products: Of the requests.
        read: Triplets of the texts.
        attributes: Of each triplet.
        notes: On each request.
    """
    empty = np.setdiff1d(np.arange(len(ids)), read.text)
    order = np.argsort(np.concatenate([read.text, empty]), kind="stable")
    request = np.concatenate([read.text, empty])[order]
    spans = {
        name: _filled(getattr(read, name), len(empty), NONE)[order]
        for name in ("aspect_start", "aspect_end", "opinion_start", "opinion_end")
    }
    owners = request.tolist()
    sentiments: Texts = [SENTIMENTS[place] for place in read.sentiment.tolist()] + [None] * len(empty)
    told: Texts = [*attributes, *([None] * len(empty))]
    columns: dict[str, Any] = {
        "request_id": [ids[row] for row in owners],
        "product_id": [products[row] for row in owners],
        "aspect": _written(texts, owners, spans["aspect_start"], spans["aspect_end"]),
        "opinion": _written(texts, owners, spans["opinion_start"], spans["opinion_end"]),
        "sentiment": [sentiments[row] for row in order.tolist()],
        "confidence": np.append(read.confidence, np.zeros(len(empty)))[order],
        "attribute": [told[row] for row in order.tolist()],
        "note": [notes[row] for row in owners],
        **spans,
    }
    return frame_of(columns, len(request))


def attribute_frame(ids: list[str], products: Texts, table: pd.DataFrame, notes: Texts) -> pd.DataFrame:
    """One row for each attribute, in the order of what was asked, and one where nothing is told.

    Args:
        ids: Of the requests that are answered.
        products: That each asks about, None where it is a text of no product.
        table: As of `product_view.rated_mentions`; the owners are numbers of the requests.
        notes: On each request.
    """
    owner, asked_owner = table["owner"].to_numpy(dtype=np.int64), np.arange(len(ids))
    start = np.searchsorted(owner, asked_owner, side="left")
    end = np.searchsorted(owner, asked_owner, side="right")
    counts = np.maximum(end - start, 1)
    request = np.repeat(np.arange(len(ids)), counts)
    within = np.arange(len(request)) - np.repeat(np.cumsum(counts) - counts, counts)
    row = np.where(end > start, start, -1)[request]
    # a row that is not there, -1, is filled with nothing
    told = table.drop(columns="owner").reindex(np.where(row < 0, -1, row + within))
    columns: dict[str, Any] = {name: told[name].tolist() for name in ("attribute", "quotes")}
    columns |= {name: told[name].to_numpy(dtype=np.float64) for name in ("rating", "low", "high")}
    columns["mentions"] = told["mentions"].fillna(0).to_numpy(dtype=np.int64)
    columns["contradicting"] = [one is True for one in told["contradicting"].tolist()]
    asked = request.tolist()
    columns["request_id"] = [ids[one] for one in asked]
    columns["product_id"] = [products[one] for one in asked]
    columns["note"] = [notes[one] for one in asked]
    return frame_of(columns, len(request))


def frame_of(columns: dict[str, Any], rows: int) -> pd.DataFrame:
    """All columns of an answer, those that were not given empty."""
    nothing: dict[str, Any] = {"long": NONE, "double": np.nan, "boolean": False, "string": None}
    out: dict[str, Any] = {}
    for name, kind in OUTPUTS:
        default = 0 if name == "mentions" else nothing[kind]
        given = columns.get(name, [default] * rows)
        out[name] = words_of(given) if kind == "string" else np.asarray(given, dtype=_TYPES[kind])
    return pd.DataFrame(out)


def _filled(values: Ints, more: int, value: int) -> Ints:
    return np.append(values, np.full(more, value, dtype=np.int64))


def _written(texts: list[str], owners: list[int], start: Ints, end: Ints) -> Texts:
    spans = zip(owners, start.tolist(), end.tolist(), strict=True)
    return [None if begin == NONE else texts[row][begin:stop] for row, begin, stop in spans]
