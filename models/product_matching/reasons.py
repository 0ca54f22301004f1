"""Why a pair was judged as it was: which fields agree, which contradict, in words a shop assistant reads."""

from __future__ import annotations

import json
from typing import Final

import numpy as np
import numpy.typing as npt

from .colours import SHADES
from .encoding import Encodings
from .quantities import DIMENSIONS, quantity_value

Positions = npt.NDArray[np.int64]

_PRICES_AGREE: Final = 0.9  # cheaper price as a share of the dearer
_PRICES_CONTRADICT: Final = 0.5
_TITLES_AGREE: Final = 0.8  # share of the shorter title's tokens found in the other


def explain(a: Encodings, b: Encodings, i: Positions, j: Positions) -> list[str]:
    """One JSON object per pair (a[i], b[j]): {"agree": [...], "contradict": [...]}.

    It reports what the listings state; the probability weighs more than that.
    """
    return [_pair(a, b, int(x), int(y)) for x, y in zip(i, j, strict=True)]


def _pair(a: Encodings, b: Encodings, x: int, y: int) -> str:
    agree: list[str] = []
    contradict: list[str] = []
    for check in (_brand, _model, _colour, _amounts, _price, _title):
        check(a, b, x, y, agree, contradict)
    return json.dumps({"agree": agree, "contradict": contradict}, ensure_ascii=False)


def _row(matrix, row: int) -> frozenset[int]:  # type: ignore[no-untyped-def]
    return frozenset(matrix.indices[matrix.indptr[row] : matrix.indptr[row + 1]].tolist())


def _brand(a: Encodings, b: Encodings, x: int, y: int, agree: list[str], contradict: list[str]) -> None:
    one, other = a.brand_text[x], b.brand_text[y]
    if not one or not other:
        return
    tokens_one, tokens_other = _row(a.brand, x), _row(b.brand, y)
    if tokens_one & tokens_other:
        agree.append(f"brand {one}")
    elif not (tokens_one & _row(b.anywhere, y)) and not (tokens_other & _row(a.anywhere, x)):
        contradict.append(f"brand {one}/{other}")


def _model(a: Encodings, b: Encodings, x: int, y: int, agree: list[str], contradict: list[str]) -> None:
    one, other = a.main_code[x], b.main_code[y]
    if not one and not other:
        return
    for code, text in ((one, b.compact_text[y]), (other, a.compact_text[x])):
        if code and code in text:
            agree.append(f"model {code}")
            return
    if one and other and not (_row(a.codes_anywhere, x) & _row(b.codes_anywhere, y)):
        contradict.append(f"model {one}/{other}")


def _colour(a: Encodings, b: Encodings, x: int, y: int, agree: list[str], contradict: list[str]) -> None:
    one, other = int(a.colours_anywhere[x]), int(b.colours_anywhere[y])
    if one & other:
        agree.append(f"colour {_shades(one & other)}")
    elif one and other:
        contradict.append(f"colour {_shades(one)}/{_shades(other)}")


def _shades(bits: int) -> str:
    return " ".join(shade for position, shade in enumerate(SHADES) if bits >> position & 1)


def _amounts(a: Encodings, b: Encodings, x: int, y: int, agree: list[str], contradict: list[str]) -> None:
    one, other = _by_dimension(a, x), _by_dimension(b, y)
    for dimension in sorted(one.keys() & other.keys()):
        shared = one[dimension] & other[dimension]
        name, _, unit = DIMENSIONS[dimension].partition("_")
        if shared:
            agree.append(f"{name} {_list(shared)} {unit}".strip())
        else:
            contradict.append(f"{name} {_list(one[dimension])}/{_list(other[dimension])} {unit}".strip())


def _by_dimension(encodings: Encodings, row: int) -> dict[int, set[float]]:
    found: dict[int, set[float]] = {}
    for column in _row(encodings.quantities_anywhere, row):
        dimension, value = quantity_value(column)
        found.setdefault(dimension, set()).add(value)
    return found


def _list(values: set[float]) -> str:
    return ",".join(f"{value:g}" for value in sorted(values))


def _price(a: Encodings, b: Encodings, x: int, y: int, agree: list[str], contradict: list[str]) -> None:
    one, other = float(a.price[x]), float(b.price[y])
    same_money = a.currency[x] == b.currency[y] or not a.currency[x] or not b.currency[y]
    if np.isnan(one) or np.isnan(other) or not same_money:
        return
    ratio = min(one, other) / max(one, other)
    if ratio >= _PRICES_AGREE:
        agree.append(f"price {one:g}/{other:g}")
    elif ratio < _PRICES_CONTRADICT:
        contradict.append(f"price {one:g}/{other:g}")


def _title(a: Encodings, b: Encodings, x: int, y: int, agree: list[str], contradict: list[str]) -> None:
    one, other = _row(a.title, x), _row(b.title, y)
    shorter = min(len(one), len(other))
    if not shorter:
        return
    found = max(len(one & _row(b.title_joined, y)), len(other & _row(a.title_joined, x)))
    if found >= _TITLES_AGREE * shorter:
        agree.append("title")
    elif not one & other:
        contradict.append("title")
