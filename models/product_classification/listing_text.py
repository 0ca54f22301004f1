"""Text of listings brought to one spelling, field by field."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass, fields, replace
from typing import Any, Final, Literal

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from .characters import is_gap, is_nothing

Field = Literal["title", "description", "brand", "attributes"]
FIELDS: Final[tuple[Field, ...]] = ("title", "description", "brand", "attributes")
MAX_CHARACTERS: Final = 4_000  # a longer text is a page pasted into a field: its start decides

_ROWS: Final = 50_000  # texts that are spelt out in memory at once
_END: Final = 0x0A
_BLANK: Final = 0x20
_MARKUP: Final = re.compile(r"(?is)<(script|style)\b[^>]*>.*?</\1\s*>|<!--.*?-->|<[a-z/!][^<>]*>")
_MAY_BE_MARKUP: Final = "[<&]"
_JSON_SIGNS: Final = r'[{}\[\]",:]+'


@dataclass(frozen=True)
class Texts:
    """Text of n listings: NFKC, case folded, without markup, emoji and control characters; "" where missing.

    Attributes:
        title, description, brand: What the seller wrote.
        attributes: Names and values, "name value name value".
        language: ISO 639 code, in lower case.
        price: float64 (n,), NaN where missing.
    """

    title: pd.Series[str]
    description: pd.Series[str]
    brand: pd.Series[str]
    attributes: pd.Series[str]
    language: pd.Series[str]
    price: npt.NDArray[np.float64]

    def __len__(self) -> int:
        return len(self.price)

    def field(self, field: Field) -> pd.Series[str]:
        """Text of a field."""
        text: pd.Series[str] = getattr(self, field)
        return text

    def missing(self, field: Field) -> npt.NDArray[np.bool_]:
        """Listings that say nothing there; (n,)."""
        return np.asarray(self.field(field) == "", dtype=np.bool_)

    @property
    def empty(self) -> npt.NDArray[np.bool_]:
        """Listings without a word in any field; (n,)."""
        return np.asarray(np.logical_and.reduce([self.missing(field) for field in FIELDS]), dtype=np.bool_)

    def blanked(self, field: Field) -> Texts:
        """The same listings, had their sellers left a field empty."""
        empty = pd.Series(pd.array(np.full(len(self), ""), dtype="str"))
        changed: dict[str, Any] = {field: empty}
        return replace(self, **changed)

    def take(self, rows: npt.NDArray[np.int64] | npt.NDArray[np.bool_]) -> Texts:
        """Some listings, by position or mask, in that order."""
        return Texts(**{one.name: _taken(getattr(self, one.name), rows) for one in fields(self)})

    @classmethod
    def together(cls, parts: list[Texts]) -> Texts:
        """Listings of several parts, one after another."""
        series = {
            one.name: pd.concat([getattr(part, one.name) for part in parts], ignore_index=True)
            for one in fields(cls)
            if one.name != "price"
        }
        return cls(**series, price=np.concatenate([part.price for part in parts]))


def prepare(frame: pd.DataFrame) -> Texts:
    """Text of listings; columns that are not there are missing throughout.

    Args:
        frame: A listing a row: `title`, and as far as there `description`, `brand`, `attributes` (JSON objects),
            `language`, `price`.
    """
    n = len(frame)

    def column(name: str) -> pd.Series[Any]:
        return frame[name] if name in frame else pd.Series(pd.array([None] * n, dtype="str"))

    price = pd.to_numeric(column("price"), errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    return Texts(
        title=normalise(column("title")),
        description=normalise(column("description")),
        brand=normalise(column("brand")),
        attributes=normalise(_without_signs(column("attributes"))),
        language=normalise(column("language")),
        price=np.where(np.isfinite(price), price, np.nan),
    )


def normalise(texts: pd.Series[Any]) -> pd.Series[str]:
    """One spelling: markup stripped, entities read, NFKC, case folded, emoji and controls dropped, single blanks.

    Letters of two scripts that look alike stay what they are.

    Args:
        texts: Any column; missing cells become "". What lies beyond `MAX_CHARACTERS` is cut off.

    Returns:
        (n,) strings, none missing, numbered from 0.
    """
    array = pc.utf8_slice_codeunits(_strings(texts), 0, MAX_CHARACTERS)
    if not len(array) or not pc.any(pc.not_equal(array, "")).as_py():
        return _series(array)
    array = _without_markup(array)
    parts = [_spelt(array[start : start + _ROWS].to_pylist()) for start in range(0, len(array), _ROWS)]
    return _series(pa.chunked_array(parts, type=pa.large_string()).combine_chunks())


def _without_markup(array: pa.LargeStringArray) -> pa.LargeStringArray:
    marked = pc.match_substring_regex(array, _MAY_BE_MARKUP)
    if not pc.any(marked).as_py():
        return array
    read = [_MARKUP.sub(" ", html.unescape(_MARKUP.sub(" ", text))) for text in array.filter(marked).to_pylist()]
    return pc.replace_with_mask(array, marked, pa.array(read, type=pa.large_string()))


def _spelt(texts: list[str]) -> pa.LargeStringArray:
    """Work on the code points of all texts at once: a look-up a character, no call a text beyond NFKC's quick check."""
    folded = [unicodedata.normalize("NFKC", text.replace("™", " ")).casefold() for text in texts]
    lengths = np.fromiter(map(len, folded), dtype=np.int64, count=len(folded))
    points = np.frombuffer("\n".join([*folded, ""]).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).copy()
    ends = np.zeros(len(points), dtype=bool)
    ends[np.cumsum(lengths + 1) - 1] = True
    points[is_gap(points) & ~ends] = _BLANK
    nothing = is_nothing(points)
    if nothing.any():
        points, ends = points[~nothing], ends[~nothing]
    blank = points == _BLANK
    doubled = blank.copy()
    doubled[1:] &= blank[:-1] | ends[:-1]  # after another, or at the start of a text
    points, ends = points[~doubled], ends[~doubled]
    last = np.append((points[:-1] == _BLANK) & ends[1:], False)
    return pa.array(points[~last].tobytes().decode("utf-32-le").split("\n")[:-1], type=pa.large_string())


def _without_signs(attributes: pd.Series[Any]) -> pa.LargeStringArray:
    """Names and values of JSON objects without their signs; what is escaped in them is read."""
    array = _strings(attributes)
    if not pc.any(pc.not_equal(array, "")).as_py():
        return array
    escaped = pc.match_substring(array, "\\")
    if pc.any(escaped).as_py():
        read = [_ESCAPE.sub(_unescaped, text) for text in array.filter(escaped).to_pylist()]
        array = pc.replace_with_mask(array, escaped, pa.array(read, type=pa.large_string()))
    return pc.replace_substring_regex(array, _JSON_SIGNS, " ")


_ESCAPE: Final = re.compile(r"((?:\\u[0-9a-fA-F]{4})+)|\\(.)", re.DOTALL)


def _unescaped(found: re.Match[str]) -> str:
    if found[1]:
        units = bytes.fromhex(found[1].replace("\\u", ""))
        return units.decode("utf-16-be", "replace")
    return " " if found[2] in "bfnrt" else found[2]


def _taken(values: Any, rows: npt.NDArray[Any]) -> Any:
    return values[rows].reset_index(drop=True) if isinstance(values, pd.Series) else values[rows]


def _strings(texts: Any) -> pa.LargeStringArray:
    if isinstance(texts, pd.Series):
        texts = texts if texts.dtype == "str" else texts.astype("str")
    array = pa.array(texts, type=pa.large_string(), from_pandas=True)
    return pc.fill_null(array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array, "")


def _series(array: pa.LargeStringArray) -> pd.Series[str]:
    return pd.Series(pd.array(array, dtype="str"))
