"""How far two titles say the same, and what each says that the other does not."""

from __future__ import annotations

import numpy as np
from rapidfuzz import fuzz

from .encoding import Encodings
from .rows import Columns, Floats, Positions, Side, TokenWeights, count, mass, peak, ratio, shared, similarity


def title_similarity(
    a: Encodings, b: Encodings, i: Positions, j: Positions, weights: TokenWeights, chunk: int = 100_000
) -> Floats:
    """idf-weighted cosine of titles, words written together or apart alike; float32 (pairs,), 0 for an empty title."""
    out = np.empty(len(i), dtype=np.float32)
    for start in range(0, len(i), chunk):
        x, y = a.title_joined[i[start : start + chunk]], b.title_joined[j[start : start + chunk]]
        norm = np.sqrt(mass(x, weights.squared) * mass(y, weights.squared))
        out[start : start + chunk] = np.nan_to_num(ratio(mass(shared(x, y), weights.squared), norm))
    return out


def title_strings(columns: Columns, left: Side, right: Side, workers: int) -> None:
    """Add edit-based similarities, which see through typos where tokens do not."""
    a, b = left.array("title_text"), right.array("title_text")
    given = (a != "") & (b != "")
    columns.add("title_token_set", similarity(a, b, given, fuzz.token_set_ratio, workers))
    columns.add("title_token_sort", similarity(a, b, given, fuzz.token_sort_ratio, workers))


def title_features(columns: Columns, left: Side, right: Side, weights: TokenWeights) -> None:
    """Add token overlap by rarity, what stays unmatched on each side, digits, and character trigrams."""
    idf, squared = weights.idf, weights.squared
    ta, tb = left.matrix("title"), right.matrix("title")
    ja, jb = left.matrix("title_joined"), right.matrix("title_joined")
    common = shared(ta, tb)
    norm = np.sqrt(mass(ta, squared) * mass(tb, squared))
    columns.add("title_cosine", ratio(mass(common, squared), norm))
    columns.add("title_jaccard", ratio(mass(common, idf), mass(ta, idf) + mass(tb, idf) - mass(common, idf)))
    columns.add("title_shared_mass", mass(common, idf))
    columns.add("title_shared_peak", peak(common, idf))
    columns.add("title_shared_count", count(common))
    unmatched = {}
    for side, mine, theirs, other in (("a", ta, jb, right), ("b", tb, ja, left)):
        found = shared(mine, theirs)
        rest = mine - found
        elsewhere = shared(mine, other.matrix("anywhere"))
        missing = mine - elsewhere
        total = mass(mine, idf)
        columns.add(f"title_contained_{side}", ratio(mass(found, idf), total))
        columns.add(f"title_unmatched_mass_{side}", mass(rest, idf))
        columns.add(f"title_unmatched_peak_{side}", peak(rest, idf))
        columns.add(f"title_unmatched_count_{side}", count(rest))
        columns.add(f"title_anywhere_{side}", ratio(mass(elsewhere, idf), total))
        columns.add(f"title_missing_mass_{side}", mass(missing, idf))
        columns.add(f"title_missing_peak_{side}", peak(missing, idf))
        unmatched[side] = rest
    da, db = left.matrix("digits"), right.matrix("digits")
    columns.add("digits_shared", count(shared(da, db)))
    columns.add("digits_shared_peak", peak(shared(da, db), idf))
    lost = {}
    for side, mine, theirs, other in (("a", da, jb, right), ("b", db, ja, left)):
        rest = mine - shared(mine, theirs)
        gone = mine - shared(mine, other.matrix("anywhere"))
        columns.add(f"digits_unmatched_{side}", count(rest))
        columns.add(f"digits_unmatched_peak_{side}", peak(rest, idf))
        columns.add(f"digits_missing_{side}", count(gone))
        lost[side] = count(rest)
    columns.add("digits_contradict", np.minimum(lost["a"], lost["b"]))
    columns.add("peaks_contradict", np.minimum(peak(unmatched["a"], idf), peak(unmatched["b"], idf)))
    columns.both("title_count", count(ta), count(tb))
    aa, ab = left.matrix("anywhere"), right.matrix("anywhere")
    everything = shared(aa, ab)
    columns.add("anywhere_cosine", ratio(mass(everything, squared), np.sqrt(mass(aa, squared) * mass(ab, squared))))
    columns.add("anywhere_contained", ratio(mass(everything, idf), np.minimum(mass(aa, idf), mass(ab, idf))))
    columns.add("anywhere_shared_peak", peak(everything, idf))
    ga, gb = left.matrix("grams"), right.matrix("grams")
    overlap = count(shared(ga, gb))
    columns.add("grams_cosine", ratio(overlap, np.sqrt(count(ga).astype(np.float64) * count(gb))))
    columns.add("grams_contained", ratio(overlap, np.minimum(count(ga), count(gb))))
