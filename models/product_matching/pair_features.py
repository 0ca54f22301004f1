"""Features of pairs of listings: agreement and contradiction per field, from encodings alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
from rapidfuzz import fuzz, process
from rapidfuzz.distance import JaroWinkler, Levenshtein
from scipy import sparse

from .encoding import DIMENSIONS, TOKEN_SPACE, Encodings, quantity_dimension

Floats = npt.NDArray[np.float32]
Positions = npt.NDArray[np.int64]

# dimensions in which a difference usually makes another product: each gets a feature of its own
_TELLING: Final = ("count", "data_gb", "length_cm", "resolution_mp", "frequency_hz", "speed_mbps", "power_w", "zoom_x")
_WORTH_THREADS: Final = 512  # pairs; below it, starting threads costs more than they save
_LEAST_IDF: Final = 0.05


@dataclass(frozen=True)
class TokenWeights:
    """Inverse document frequency of hashed tokens.

    Attributes:
        idf: float32 (TOKEN_SPACE,), log((n + 1) / (df + 0.5)) over the listings that were known in training.
        squared: Its square, as cosines need it.
    """

    idf: Floats
    squared: Floats

    @classmethod
    def count(cls, matrix: sparse.csr_matrix) -> TokenWeights:
        """Weights from a binary (listings, TOKEN_SPACE) matrix."""
        n = matrix.shape[0]
        frequency = np.bincount(matrix.indices, minlength=TOKEN_SPACE)
        return cls.from_frequencies(np.flatnonzero(frequency), frequency[frequency > 0], n)

    @classmethod
    def from_frequencies(cls, ids: Positions, frequencies: Positions, n: int) -> TokenWeights:
        idf = np.full(TOKEN_SPACE, np.log((n + 1) / 0.5), dtype=np.float32)
        idf[ids] = np.maximum(np.log((n + 1) / (frequencies + 0.5)), _LEAST_IDF)
        return cls(idf, idf * idf)


def oriented(left: Encodings, right: Encodings, i: Positions, j: Positions) -> npt.NDArray[np.bool_]:
    """Which pairs to turn over, so that a pair and its mirror image have the same features.

    The listing with more tokens comes first; on a tie, the one with the longer description, then the greater title.
    """
    a, b = left.sizes[i], right.sizes[j]
    turn = (a[:, 2] < b[:, 2]) | ((a[:, 2] == b[:, 2]) & (a[:, 1] < b[:, 1]))
    tie = np.flatnonzero((a[:, 2] == b[:, 2]) & (a[:, 1] == b[:, 1]))
    if len(tie):
        turn[tie] = left.title_text[i[tie]] < right.title_text[j[tie]]
    return turn


class _Columns:
    """Named columns in the order in which they are added."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.values: list[npt.NDArray[np.float32]] = []
        self.names: list[str] = []

    def add(self, name: str, values: npt.NDArray[np.generic]) -> None:
        self.names.append(name)
        self.values.append(values.astype(np.float32))

    def both(self, name: str, a: npt.NDArray[np.generic], b: npt.NDArray[np.generic]) -> None:
        self.add(f"{name}_a", a)
        self.add(f"{name}_b", b)


@dataclass(frozen=True)
class _Side:
    """One side's rows of the matrices, gathered for a chunk of pairs."""

    encodings: Encodings
    rows: Positions

    def matrix(self, name: str) -> sparse.csr_matrix:
        return getattr(self.encodings, name)[self.rows]

    def array(self, name: str) -> npt.NDArray[np.generic]:
        return getattr(self.encodings, name)[self.rows]


def pair_features(
    a: Encodings, b: Encodings, i: Positions, j: Positions, weights: TokenWeights, workers: int = 2
) -> tuple[Floats, list[str]]:
    """Features of the pairs (a[i], b[j]), already oriented.

    Returns:
        float32 (pairs, features), NaN where a field is missing on a side; and the features' names.
    """
    columns = _Columns(len(i))
    left, right = _Side(a, i), _Side(b, j)
    _title_tokens(columns, left, right, weights)
    _codes(columns, left, right, weights, workers)
    _quantities(columns, left, right)
    _fields(columns, left, right, weights)
    _strings(columns, left, right, workers)
    return np.column_stack(columns.values), columns.names


def _shared(a: sparse.csr_matrix, b: sparse.csr_matrix) -> sparse.csr_matrix:
    return a.multiply(b).tocsr()


def _mass(matrix: sparse.csr_matrix, weights: Floats) -> Floats:
    """Sum of weights of each row's columns."""
    return _segment(np.add, weights[matrix.indices], matrix.indptr)


def _peak(matrix: sparse.csr_matrix, weights: Floats) -> Floats:
    """Greatest weight among each row's columns, 0 for an empty row."""
    return _segment(np.maximum, weights[matrix.indices], matrix.indptr)


def _segment(operation: np.ufunc, values: Floats, indptr: npt.NDArray[np.int32]) -> Floats:
    out = np.zeros(len(indptr) - 1, dtype=np.float32)
    filled = np.flatnonzero(np.diff(indptr))
    if len(filled):
        out[filled] = operation.reduceat(values, indptr[filled])
    return out


def _count(matrix: sparse.csr_matrix) -> npt.NDArray[np.int32]:
    return np.diff(matrix.indptr)


def _ratio(part: npt.NDArray[np.generic], whole: npt.NDArray[np.generic]) -> Floats:
    """part / whole, NaN where the whole is nothing."""
    out = np.full(len(part), np.nan, dtype=np.float32)
    return np.divide(part, whole, out=out, where=whole > 0)


def title_similarity(
    a: Encodings, b: Encodings, i: Positions, j: Positions, weights: TokenWeights, chunk: int = 100_000
) -> Floats:
    """idf-weighted cosine of titles, words written together or apart alike; float32 (pairs,), 0 for an empty title."""
    out = np.empty(len(i), dtype=np.float32)
    for start in range(0, len(i), chunk):
        x, y = a.title_joined[i[start : start + chunk]], b.title_joined[j[start : start + chunk]]
        norm = np.sqrt(_mass(x, weights.squared) * _mass(y, weights.squared))
        out[start : start + chunk] = np.nan_to_num(_ratio(_mass(_shared(x, y), weights.squared), norm))
    return out


def _title_tokens(columns: _Columns, left: _Side, right: _Side, weights: TokenWeights) -> None:
    idf, squared = weights.idf, weights.squared
    ta, tb = left.matrix("title"), right.matrix("title")
    ja, jb = left.matrix("title_joined"), right.matrix("title_joined")
    shared = _shared(ta, tb)
    norm = np.sqrt(_mass(ta, squared) * _mass(tb, squared))
    columns.add("title_cosine", _ratio(_mass(shared, squared), norm))
    columns.add("title_jaccard", _ratio(_mass(shared, idf), _mass(ta, idf) + _mass(tb, idf) - _mass(shared, idf)))
    columns.add("title_shared_mass", _mass(shared, idf))
    columns.add("title_shared_peak", _peak(shared, idf))
    columns.add("title_shared_count", _count(shared))
    unmatched = {}
    for side, mine, theirs, other in (("a", ta, jb, right), ("b", tb, ja, left)):
        found = _shared(mine, theirs)
        rest = mine - found
        elsewhere = _shared(mine, other.matrix("anywhere"))
        missing = mine - elsewhere
        mass = _mass(mine, idf)
        columns.add(f"title_contained_{side}", _ratio(_mass(found, idf), mass))
        columns.add(f"title_unmatched_mass_{side}", _mass(rest, idf))
        columns.add(f"title_unmatched_peak_{side}", _peak(rest, idf))
        columns.add(f"title_unmatched_count_{side}", _count(rest))
        columns.add(f"title_anywhere_{side}", _ratio(_mass(elsewhere, idf), mass))
        columns.add(f"title_missing_mass_{side}", _mass(missing, idf))
        columns.add(f"title_missing_peak_{side}", _peak(missing, idf))
        unmatched[side] = rest
    da, db = left.matrix("digits"), right.matrix("digits")
    columns.add("digits_shared", _count(_shared(da, db)))
    columns.add("digits_shared_peak", _peak(_shared(da, db), idf))
    lost = {}
    for side, mine, theirs, other in (("a", da, jb, right), ("b", db, ja, left)):
        rest = mine - _shared(mine, theirs)
        gone = mine - _shared(mine, other.matrix("anywhere"))
        columns.add(f"digits_unmatched_{side}", _count(rest))
        columns.add(f"digits_unmatched_peak_{side}", _peak(rest, idf))
        columns.add(f"digits_missing_{side}", _count(gone))
        lost[side] = _count(rest)
    columns.add("digits_contradict", np.minimum(lost["a"], lost["b"]))
    columns.add("peaks_contradict", np.minimum(_peak(unmatched["a"], idf), _peak(unmatched["b"], idf)))
    columns.both("title_count", _count(ta), _count(tb))
    aa, ab = left.matrix("anywhere"), right.matrix("anywhere")
    everything = _shared(aa, ab)
    columns.add(
        "anywhere_cosine", _ratio(_mass(everything, squared), np.sqrt(_mass(aa, squared) * _mass(ab, squared)))
    )
    columns.add("anywhere_contained", _ratio(_mass(everything, idf), np.minimum(_mass(aa, idf), _mass(ab, idf))))
    columns.add("anywhere_shared_peak", _peak(everything, idf))
    ga, gb = left.matrix("grams"), right.matrix("grams")
    common = _count(_shared(ga, gb))
    columns.add("grams_cosine", _ratio(common, np.sqrt(_count(ga).astype(np.float64) * _count(gb))))
    columns.add("grams_contained", _ratio(common, np.minimum(_count(ga), _count(gb))))


def _codes(columns: _Columns, left: _Side, right: _Side, weights: TokenWeights, workers: int) -> None:
    """Model codes: equal, near, found in the other's text, contradicted."""
    idf = weights.idf
    ca, cb = left.matrix("codes"), right.matrix("codes")
    xa, xb = left.matrix("codes_anywhere"), right.matrix("codes_anywhere")
    shared = _shared(ca, cb)
    crossed = _shared(ca, xb) + _shared(xa, cb)
    columns.add("codes_shared", _count(shared))
    columns.add("codes_shared_peak", _peak(shared, idf))
    columns.add("codes_crossed_peak", _peak(crossed, idf))
    columns.both("codes_count", _count(ca), _count(cb))
    columns.both("codes_unmatched", _count(ca) - _count(shared), _count(cb) - _count(shared))
    clash = (_count(ca) > 0) & (_count(cb) > 0) & (_count(crossed) == 0)
    columns.add("codes_clash", clash)
    code_a, code_b = left.array("main_code"), right.array("main_code")
    text_a, text_b = left.array("compact_text"), right.array("compact_text")
    has_a, has_b = code_a != "", code_b != ""
    inside_a = np.fromiter((c in t for c, t in zip(code_a, text_b, strict=True)), dtype=bool, count=len(code_a))
    inside_b = np.fromiter((c in t for c, t in zip(code_b, text_a, strict=True)), dtype=bool, count=len(code_b))
    columns.both("code_in_text", np.where(has_a, inside_a, np.nan), np.where(has_b, inside_b, np.nan))
    both = has_a & has_b
    near = _similarity(code_a, code_b, both, JaroWinkler.normalized_similarity, workers)
    columns.add("code_similarity", near)
    columns.add("code_edits", _similarity(code_a, code_b, both, Levenshtein.distance, workers))
    columns.add("code_prefix", _common_prefix(code_a, code_b, both))
    columns.both("code_length", _lengths(code_a), _lengths(code_b))


def _similarity(a, b, where, scorer, workers: int) -> Floats:  # type: ignore[no-untyped-def]
    out = np.full(len(a), np.nan, dtype=np.float32)
    chosen = np.flatnonzero(where)
    if len(chosen):
        threads = workers if len(chosen) >= _WORTH_THREADS else 1
        out[chosen] = process.cpdist(a[chosen], b[chosen], scorer=scorer, workers=threads, dtype=np.float32)
    return out


def _common_prefix(a: npt.NDArray[np.generic], b: npt.NDArray[np.generic], where: npt.NDArray[np.bool_]) -> Floats:
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


def _lengths(texts: npt.NDArray[np.generic]) -> npt.NDArray[np.int32]:
    return np.fromiter(map(len, texts), dtype=np.int32, count=len(texts))


def _quantities(columns: _Columns, left: _Side, right: _Side) -> None:
    for label, field, bits in (
        ("", "quantities", "dimensions"),
        ("_anywhere", "quantities_anywhere", "dimensions_anywhere"),
    ):
        shared = _shared(left.matrix(field), right.matrix(field))
        rows = np.repeat(np.arange(columns.rows, dtype=np.int64), _count(shared))
        agreed = np.zeros((columns.rows, len(DIMENSIONS)), dtype=bool)
        agreed[rows, quantity_dimension(shared.indices)] = True
        in_both = (left.array(bits) & right.array(bits)).astype(np.uint32)
        present = (in_both[:, None] >> np.arange(len(DIMENSIONS), dtype=np.uint32)) & 1 > 0
        columns.add(f"quantities{label}_agree", agreed.sum(axis=1))
        columns.add(f"quantities{label}_contradict", (present & ~agreed).sum(axis=1))
        if not label:
            for name in _TELLING:
                d = DIMENSIONS.index(name)
                columns.add(f"quantity_{name}", np.where(present[:, d], np.where(agreed[:, d], 1.0, -1.0), 0.0))
    for label in ("colours", "colours_anywhere"):
        x, y = left.array(label), right.array(label)
        columns.add(label, np.where((x > 0) & (y > 0), np.where((x & y) > 0, 1.0, -1.0), 0.0))
    columns.both("colour_given", left.array("colours") > 0, right.array("colours") > 0)


def _fields(columns: _Columns, left: _Side, right: _Side, weights: TokenWeights) -> None:
    idf = weights.idf
    ba, bb = left.matrix("brand"), right.matrix("brand")
    shared = _shared(ba, bb)
    fewer = np.minimum(_mass(ba, idf), _mass(bb, idf))
    columns.add("brand_contained", _ratio(_mass(shared, idf), fewer))
    columns.add("brand_a_in_b", _ratio(_mass(_shared(ba, right.matrix("anywhere")), idf), _mass(ba, idf)))
    columns.add("brand_b_in_a", _ratio(_mass(_shared(bb, left.matrix("anywhere")), idf), _mass(bb, idf)))
    ka, kb = left.matrix("category"), right.matrix("category")
    columns.add("category_contained", _ratio(_mass(_shared(ka, kb), idf), np.minimum(_mass(ka, idf), _mass(kb, idf))))
    pa, pb = left.array("price"), right.array("price")
    money_a, money_b = left.array("currency"), right.array("currency")
    comparable = (money_a == money_b) | (money_a == 0) | (money_b == 0)
    columns.add("price_ratio", np.where(comparable, np.minimum(pa, pb) / np.maximum(pa, pb), np.nan))
    columns.add("price_log_difference", np.where(comparable, np.log(pa) - np.log(pb), np.nan))
    columns.add("price_highest", np.log(np.fmax(pa, pb)))
    columns.both("description_length", left.array("sizes")[:, 1], right.array("sizes")[:, 1])
    seller_a, seller_b = left.array("seller"), right.array("seller")
    columns.add("same_seller", np.where((seller_a == 0) | (seller_b == 0), np.nan, seller_a == seller_b))


def _strings(columns: _Columns, left: _Side, right: _Side, workers: int) -> None:
    a, b = left.array("title_text"), right.array("title_text")
    given = (a != "") & (b != "")
    columns.add("title_token_set", _similarity(a, b, given, fuzz.token_set_ratio, workers))
    columns.add("title_token_sort", _similarity(a, b, given, fuzz.token_sort_ratio, workers))
    brand_a, brand_b = left.array("brand_text"), right.array("brand_text")
    stated = (brand_a != "") & (brand_b != "")
    columns.add("brand_similarity", _similarity(brand_a, brand_b, stated, JaroWinkler.normalized_similarity, workers))
