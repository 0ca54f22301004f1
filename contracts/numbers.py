"""Numbers as people write them in tables: `1,299.00`, `1.299,00`, `1 299`, `$ 12.50`, `12 EUR`.

What a cell means is decided by what its whole column proves, never by a guess:

- A cell that can be read in one way only is read so: `12.50` proves a decimal point, `12,50` a decimal comma,
  `1,299.00` a decimal point with commas between thousands, `1 299` and `1'299` thousands.
- `1,299` and `1.299` can mean two numbers a thousandfold apart. They are read by the sign that the unambiguous cells
  of the same column prove to be decimal. If the column proves nothing, or both, such a cell is unreadable.
- A currency sign or code is dropped in columns whose unit is money, and only one sign per column: where several
  occur, cells with the rarer ones are unreadable, for their numbers are in another currency.
- Percent signs, units, brackets for minus, infinities: unreadable.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

PLAIN = r"^[+-]?([0-9]+(\.[0-9]+)?|\.[0-9]+)([eE][+-]?[0-9]{1,4})?$"
_PLAIN_TWO_WAYS = r"^[+-]?[1-9][0-9]{0,2}\.[0-9]{3}$"
_PLAIN_POINT = r"\."

_LONGEST = 64  # characters; past this it is prose, and a column of prose should fail fast

_SPACES = dict.fromkeys(map(ord, "\u00a0\u2007\u2009\u202f\u3000"), " ")
_MARKS = dict.fromkeys(map(ord, "\u200e\u200f\u061c\ufeff"), None)
_SIGNS = {ord("\u2212"): "-", ord("\uff0d"): "-", ord("\u2019"): "'", ord("\uff0c"): ",", ord("\uff0e"): "."}
_ARABIC_POINT, _ARABIC_COMMA = "\u066b", "\u066c"
_MONEY_WORDS = (
    *("US$", "CA$", "AU$", "NZ$", "HK$", "NT$", "MX$", "R$", "A$", "C$", "S$"),
    *("Rs.", "Rs", "zł", "kr.", "kr", "Kč", "руб.", "руб", "р.", "lei", "Ft", "лв", "lv"),  # noqa: RUF001 Cyrillic on purpose
)

_GROUPED = {
    ",": re.compile(r"\d{1,3}(,\d{3})+|\d{1,2}(,\d{2})+,\d{3}"),  # thousands, or lakh and crore
    ".": re.compile(r"\d{1,3}(\.\d{3})+"),
    " ": re.compile(r"\d{1,3}( \d{3})+"),
    "'": re.compile(r"\d{1,3}('\d{3})+"),
}


@dataclass(frozen=True)
class Written:
    """One cell taken apart: its value under a decimal point and under a decimal comma.

    `proves` is the decimal sign that the cell establishes, empty where it establishes none.
    """

    if_point: float
    if_comma: float
    proves: str = ""
    currency: str = ""

    @property
    def two_ways(self) -> bool:
        return self.if_point != self.if_comma


@dataclass
class Convention:
    """What a column has proved so far about its decimal sign and currency."""

    proved: set[str] = field(default_factory=set)
    currency: str = ""
    relied_on: str = ""  # the decimal sign by which ambiguous cells were read


def take_apart(text: str, *, money: bool = False) -> Written | None:
    """Read one cell in every way it can be read; None where there is none.

    Args:
        text: The cell, not empty.
        money: Whether a currency sign or code may stand before or after the number.
    """
    if len(text) > _LONGEST:
        return None
    text = text.translate(_MARKS).translate(_SPACES).translate(_SIGNS).strip()
    currency = ""
    if money:
        text, currency = _without_currency(text)
    sign = 1.0
    if text[:1] in ("+", "-"):
        sign = -1.0 if text[0] == "-" else 1.0
        text = text[1:].lstrip()
        if money and not currency:
            text, currency = _without_currency(text)
    digits = _ascii_digits(text)
    found = _magnitudes(digits)
    if found is None:
        return None
    point, comma, proves = found
    return Written(sign * point, sign * comma, proves, currency)


def parse(
    cells: pa.ChunkedArray, convention: Convention, *, money: bool = False
) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.bool_]]:
    """Read a column of text.

    Args:
        cells: n texts, trimmed; null where missing.
        convention: What earlier batches of the same file proved; extended in place.
        money: As in `take_apart`.

    Returns:
        n numbers (NaN where missing or unreadable), and n flags of unreadable cells.
    """
    n = len(cells)
    values = np.full(n, np.nan)
    present = _mask(pc.is_valid(cells))
    plain = _mask(pc.match_substring_regex(cells, PLAIN)) & present
    values[plain] = np.asarray(cells.filter(pa.array(plain)).to_numpy(), dtype=np.float64)
    point_two_ways = plain & _mask(pc.match_substring_regex(cells, _PLAIN_TWO_WAYS))
    point_proof = plain & ~point_two_ways & _mask(pc.match_substring_regex(cells, _PLAIN_POINT))

    others = np.flatnonzero(present & ~plain)
    texts = cells.take(pa.array(others)).to_pylist()
    known = {text: take_apart(text, money=money) for text in set(texts)}
    written = [known[text] for text in texts]

    proofs = {item.proves for item in known.values() if item is not None and item.proves}
    if point_proof.any():
        proofs.add(".")
    contradicts = bool(convention.relied_on) and bool(proofs - {convention.relied_on})
    convention.proved |= proofs
    convention.currency = convention.currency or _commonest(item.currency for item in written if item is not None)
    decimal = next(iter(convention.proved)) if len(convention.proved) == 1 else ""

    bad = np.zeros(n, dtype=bool)
    for at, item in zip(others, written, strict=True):
        value = _value(item, decimal, convention, contradicts=contradicts)
        bad[at] = value is None
        values[at] = np.nan if value is None else value
    if decimal == ",":
        values[point_two_ways] *= 1000.0
    elif decimal == "":
        bad |= point_two_ways
    if contradicts and convention.relied_on != ".":
        bad |= point_proof
    if decimal and (point_two_ways.any() or any(item is not None and item.two_ways for item in written)):
        convention.relied_on = convention.relied_on or decimal
    bad |= present & ~bad & ~np.isfinite(values)
    values[bad] = np.nan
    return values, bad


def _value(item: Written | None, decimal: str, convention: Convention, *, contradicts: bool) -> float | None:
    if item is None or (item.currency and item.currency != convention.currency):
        return None
    if contradicts and item.proves and item.proves != convention.relied_on:
        return None
    if not item.two_ways:
        return item.if_point
    return {".": item.if_point, ",": item.if_comma}.get(decimal)


def _magnitudes(text: str) -> tuple[float, float, str] | None:
    """Value under a decimal point, value under a decimal comma, and the decimal sign proved."""
    if _ARABIC_POINT in text or _ARABIC_COMMA in text:
        # These two signs have one meaning each, whatever the rest of the column does.
        plain = text.replace(_ARABIC_COMMA, "'").replace(_ARABIC_POINT, ".")
        read = _one_way(plain, ".") if "," not in plain else None
        return None if read is None else (read, read, "")
    points, commas = text.count("."), text.count(",")
    if not points and not commas:
        whole = _one_way(text, ".")
        return None if whole is None else (whole, whole, "")
    if points and commas:
        decimal = "." if text.rindex(".") > text.rindex(",") else ","
        read = _one_way(text, decimal)
        return None if read is None else (read, read, decimal)
    mark = "." if points else ","
    if points + commas > 1:
        decimal = "," if mark == "." else "."
        read = _one_way(text, decimal)
        return None if read is None else (read, read, decimal)
    as_decimal = _one_way(text, mark)
    as_group = _one_way(text, "," if mark == "." else ".")
    if as_decimal is None:
        return None
    if as_group is None or text.startswith("0"):
        return as_decimal, as_decimal, mark
    return (as_decimal, as_group, "") if mark == "." else (as_group, as_decimal, "")


def _one_way(text: str, decimal: str) -> float | None:
    """The number if `decimal` is the decimal sign and the other sign, space or apostrophe separates groups."""
    whole, mark, fraction = text.rpartition(decimal) if decimal in text else (text, "", "")
    if mark and not (fraction.isdecimal() and (whole or decimal == ".")):
        return None
    group = next((sign for sign in (",", ".", " ", "'") if sign in whole), "")
    if group:
        if group == decimal or not _GROUPED[group].fullmatch(whole):
            return None
        whole = whole.replace(group, "")
    if whole and not whole.isdecimal():
        return None
    return float(f"{whole or 0}.{fraction or 0}") if whole or fraction else None


def _without_currency(text: str) -> tuple[str, str]:
    for word in _MONEY_WORDS:
        if text.startswith(word):
            return text[len(word) :].strip(), word.rstrip(".")
        if text.endswith(word):
            return text[: -len(word)].strip(), word.rstrip(".")
    code = re.fullmatch(r"([A-Z]{3})\s*([^A-Za-z]+)|([^A-Za-z]+?)\s*([A-Z]{3})", text)
    if code:
        return (code[2] or code[3]).strip(), code[1] or code[4]
    for at in (0, -1):
        if text and unicodedata.category(text[at]) == "Sc":
            return (text[1:] if at == 0 else text[:-1]).strip(), text[at]
    return text, ""


def _ascii_digits(text: str) -> str:
    if text.isascii():
        return text
    return "".join(str(unicodedata.decimal(sign)) if sign.isdecimal() else sign for sign in text)


def _commonest(signs: Iterable[str]) -> str:
    counted = Counter(sign for sign in signs if sign)
    return min(counted, key=lambda sign: (-counted[sign], sign), default="")


def _mask(flags: pa.ChunkedArray) -> npt.NDArray[np.bool_]:
    return np.asarray(pc.fill_null(flags, False).to_numpy(zero_copy_only=False), dtype=bool)
