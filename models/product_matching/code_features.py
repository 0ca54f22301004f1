"""Model codes of two listings: equal, near, found in the other's text, contradicted."""

from __future__ import annotations

from typing import Any

import numpy as np
import numpy.typing as npt
from rapidfuzz.distance import JaroWinkler, Levenshtein

from .rows import Columns, Floats, Side, TokenWeights, count, peak, shared, similarity


def code_features(columns: Columns, left: Side, right: Side, weights: TokenWeights, workers: int) -> None:
    """Add what the codes of title and model number say, and the edit distance of the two main codes."""
    idf = weights.idf
    ca, cb = left.matrix("codes"), right.matrix("codes")
    xa, xb = left.matrix("codes_anywhere"), right.matrix("codes_anywhere")
    common = shared(ca, cb)
    crossed = shared(ca, xb) + shared(xa, cb)
    columns.add("codes_shared", count(common))
    columns.add("codes_shared_peak", peak(common, idf))
    columns.add("codes_crossed_peak", peak(crossed, idf))
    columns.both("codes_count", count(ca), count(cb))
    columns.both("codes_unmatched", count(ca) - count(common), count(cb) - count(common))
    clash = (count(ca) > 0) & (count(cb) > 0) & (count(crossed) == 0)
    columns.add("codes_clash", clash)
    code_a, code_b = left.array("main_code"), right.array("main_code")
    text_a, text_b = left.array("compact_text"), right.array("compact_text")
    has_a, has_b = code_a != "", code_b != ""
    inside_a = np.fromiter((c in t for c, t in zip(code_a, text_b, strict=True)), dtype=bool, count=len(code_a))
    inside_b = np.fromiter((c in t for c, t in zip(code_b, text_a, strict=True)), dtype=bool, count=len(code_b))
    columns.both("code_in_text", np.where(has_a, inside_a, np.nan), np.where(has_b, inside_b, np.nan))
    both = has_a & has_b
    near = similarity(code_a, code_b, both, JaroWinkler.normalized_similarity, workers)
    columns.add("code_similarity", near)
    columns.add("code_edits", similarity(code_a, code_b, both, Levenshtein.distance, workers))
    columns.add("code_prefix", _common_prefix(code_a, code_b, both))
    columns.both("code_length", _lengths(code_a), _lengths(code_b))


def _common_prefix(a: npt.NDArray[Any], b: npt.NDArray[Any], where: npt.NDArray[np.bool_]) -> Floats:
    """Length of the common prefix as a share of the shorter code."""
    out = np.full(len(a), np.nan, dtype=np.float32)
    chosen = np.flatnonzero(where)
    if not len(chosen):
        return out
    x, y = a[chosen].astype("U24"), b[chosen].astype("U24")
    same = x.view("U1").reshape(len(chosen), -1) == y.view("U1").reshape(len(chosen), -1)
    shorter = np.minimum(np.char.str_len(x), np.char.str_len(y))
    run = np.where(same.all(axis=1), same.shape[1], (~same).argmax(axis=1))
    out[chosen] = np.minimum(run, shorter) / np.maximum(shorter, 1)
    return out


def _lengths(texts: npt.NDArray[Any]) -> npt.NDArray[np.int32]:
    return np.fromiter(map(len, texts), dtype=np.int32, count=len(texts))
