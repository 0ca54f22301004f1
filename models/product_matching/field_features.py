"""Brand, category, price, seller, colours and quantities of two listings: agreement and contradiction."""

from __future__ import annotations

from typing import Final

import numpy as np
from rapidfuzz.distance import JaroWinkler

from .quantities import DIMENSIONS, quantity_dimension
from .rows import Columns, Side, TokenWeights, count, mass, ratio, shared, similarity

# dimensions in which a difference usually makes another product: each gets a feature of its own
_TELLING: Final = ("count", "data_gb", "length_cm", "resolution_mp", "frequency_hz", "speed_mbps", "power_w", "zoom_x")


def quantity_features(columns: Columns, left: Side, right: Side) -> None:
    for label, field, bits in (
        ("", "quantities", "dimensions"),
        ("_anywhere", "quantities_anywhere", "dimensions_anywhere"),
    ):
        common = shared(left.matrix(field), right.matrix(field))
        rows = np.repeat(np.arange(columns.rows, dtype=np.int64), count(common))
        agreed = np.zeros((columns.rows, len(DIMENSIONS)), dtype=bool)
        agreed[rows, quantity_dimension(common.indices)] = True
        in_both = (left.array(bits) & right.array(bits)).astype(np.uint32)
        present = (in_both[:, None] >> np.arange(len(DIMENSIONS), dtype=np.uint32)) & 1 > 0
        columns.add(f"quantities{label}_agree", agreed.sum(axis=1))
        columns.add(f"quantities{label}_contradict", (present & ~agreed).sum(axis=1))
        if not label:
            for name in _TELLING:
                d = DIMENSIONS.index(name)
                columns.add(f"quantity_{name}", np.where(present[:, d], np.where(agreed[:, d], 1.0, -1.0), 0.0))
    for label in ("colours", "colours_anywhere", "sizes_by_letter"):
        x, y = left.array(label), right.array(label)
        columns.add(label, np.where((x > 0) & (y > 0), np.where((x & y) > 0, 1.0, -1.0), 0.0))
    columns.both("colour_given", left.array("colours") > 0, right.array("colours") > 0)


def field_features(columns: Columns, left: Side, right: Side, weights: TokenWeights, workers: int) -> None:
    """Add what the short fields say; NaN where a side lacks one."""
    idf = weights.idf
    ba, bb = left.matrix("brand"), right.matrix("brand")
    common = shared(ba, bb)
    fewer = np.minimum(mass(ba, idf), mass(bb, idf))
    columns.add("brand_contained", ratio(mass(common, idf), fewer))
    columns.add("brand_a_in_b", ratio(mass(shared(ba, right.matrix("anywhere")), idf), mass(ba, idf)))
    columns.add("brand_b_in_a", ratio(mass(shared(bb, left.matrix("anywhere")), idf), mass(bb, idf)))
    ka, kb = left.matrix("category"), right.matrix("category")
    columns.add("category_contained", ratio(mass(shared(ka, kb), idf), np.minimum(mass(ka, idf), mass(kb, idf))))
    na, nb = left.matrix("stated_names"), right.matrix("stated_names")
    named, equal = count(shared(na, nb)), count(shared(left.matrix("stated"), right.matrix("stated")))
    columns.add("attributes_agree", np.where(named > 0, equal, np.nan))
    columns.add("attributes_contradict", np.where(named > 0, np.maximum(named - equal, 0), np.nan))
    pa, pb = left.array("price"), right.array("price")
    money_a, money_b = left.array("currency"), right.array("currency")
    comparable = (money_a == money_b) | (money_a == 0) | (money_b == 0)
    columns.add("price_ratio", np.where(comparable, np.minimum(pa, pb) / np.maximum(pa, pb), np.nan))
    columns.add("price_log_difference", np.where(comparable, np.log(pa) - np.log(pb), np.nan))
    columns.add("price_highest", np.log(np.fmax(pa, pb)))
    columns.both("description_length", left.array("sizes")[:, 1], right.array("sizes")[:, 1])
    seller_a, seller_b = left.array("seller"), right.array("seller")
    columns.add("same_seller", np.where((seller_a == 0) | (seller_b == 0), np.nan, seller_a == seller_b))
    brand_a, brand_b = left.array("brand_text"), right.array("brand_text")
    stated = (brand_a != "") & (brand_b != "")
    columns.add("brand_similarity", similarity(brand_a, brand_b, stated, JaroWinkler.normalized_similarity, workers))
