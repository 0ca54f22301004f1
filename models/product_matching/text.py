"""Text of listings as comparable strings: normalisation, tokens, model codes, numbers with units.

Everything works on whole columns in Arrow. Decisions about a token are taken once per distinct token
(dictionary encoding), so that a million listings cost what their vocabulary costs.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from ..units import GLUED_ONLY, UNITS

MAX_CHARACTERS: Final = 4_000  # a longer text is a page pasted into a field: its start decides

# language tags left behind by web extraction (`"..."@en`), markup and entities
_WEB_NOISE: Final = r'"?@[a-z]{2}(?:-[a-z]{2,4})?(?:\s|$|")|<[a-z/][^<>]*>|&(?:[a-z]+|#[0-9]+);'
# what full case folding and the loss of accents do to letters that decomposition leaves whole
_FOLDED: Final = {"ß": "ss", "ς": "σ", "ı": "i", "ø": "o", "ł": "l", "æ": "ae", "œ": "oe"}  # noqa: RUF001
# classes of all scripts take RE2 milliseconds to compile: a request in ASCII should not wait for them
_LETTERS: Final = {True: "a-z0-9", False: r"\p{L}\p{M}\p{N}"}
_BLANKS: Final = {True: r"[\s\x00-\x1f\x7f]+", False: r"[\s\p{Cc}\p{Cf}]+"}
_CODE_JOINERS: Final = r"[-/._]"


def normalise(texts: pd.Series[Any], max_characters: int = MAX_CHARACTERS) -> pd.Series[str]:
    """Bring text to one spelling: NFKC, case folded, Latin accents and web noise removed, single spaces.

    Marks on other scripts stay, because there they are part of the letter.

    Args:
        texts: Any column; missing cells become "".
        max_characters: What lies beyond is cut off before any work is spent on it.

    Returns:
        Strings with the index of `texts`, none missing.
    """
    text = pc.utf8_lower(pc.utf8_slice_codeunits(_strings(texts.astype("str")), 0, max_characters))
    text = _fold_beyond_ascii(text)
    text = pc.replace_substring_regex(text, _WEB_NOISE, " ")
    text = pc.utf8_trim_whitespace(pc.replace_substring_regex(text, _BLANKS[_is_ascii(text)], " "))
    return pd.Series(pd.array(text, dtype="str"), index=texts.index, name=texts.name)


def _fold_beyond_ascii(text: pa.LargeStringArray) -> pa.LargeStringArray:
    """NFKC, full case folding where lower case is not enough, and Latin letters without their accents."""
    if _is_ascii(text):
        return text
    ascii_only = pc.string_is_ascii(text)
    beyond = pc.utf8_lower(pc.utf8_normalize(text.filter(pc.invert(ascii_only)), form="NFKD"))
    beyond = pc.replace_substring_regex(beyond, r"([a-z])[\x{0300}-\x{036f}]+", r"\1")
    for letter, folded in _FOLDED.items():
        beyond = pc.replace_substring(beyond, letter, folded)
    # Arrow's own NFC leaves decomposed what it should compose (seen in 25.0.1): the standard library composes
    composed = [unicodedata.normalize("NFC", entry) for entry in beyond.to_pylist()]
    return pc.replace_with_mask(text, pc.invert(ascii_only), pa.array(composed, type=pa.large_string()))


def tokens(normalised: pd.Series[str]) -> pa.LargeListArray:
    """Words and numbers of normalised text; a decimal number stays one token, with a point.

    Returns:
        One list of strings per row. Scripts without spaces give long tokens: compare those by characters.
    """
    text = _strings(normalised)
    text = pc.replace_substring_regex(text, r"([0-9])[.,]([0-9])", "\\1\x01\\2")
    text = pc.replace_substring_regex(text, rf"[^{_LETTERS[_is_ascii(text)]}\x01]+", " ")
    return _split(pc.replace_substring(text, "\x01", "."))


def model_codes(normalised: pd.Series[str], *, compact: bool = True) -> pa.LargeListArray:
    """Tokens that name a model: letters mixed with digits, four characters or more, joiners not counted.

    A number with its unit ("64gb") is no code. Long plain numbers (6 to 14 digits) count: shops use them as codes.

    Args:
        normalised: Text from `normalise`.
        compact: Drop dashes, slashes, points and underscores, so that "dsc-w55" and "dscw55" are one code;
            otherwise as written.

    Returns:
        One list of strings per row, in order of appearance.
    """
    text = _strings(normalised)
    lists = _split(pc.replace_substring_regex(text, rf"[^{_LETTERS[_is_ascii(text)]}/._-]+", " "))
    encoded = lists.flatten().dictionary_encode()
    written = pc.replace_substring_regex(encoded.dictionary, rf"^{_CODE_JOINERS}+|{_CODE_JOINERS}+$", "")
    bare = pc.replace_substring_regex(written, f"{_CODE_JOINERS}+", "")
    here = encoded.indices.to_numpy(zero_copy_only=False)
    chosen = _is_code(bare)[here]
    values = (bare if compact else written).take(pa.array(here[chosen]))
    return to_lists(list_rows(lists)[chosen], values, len(lists))


def numbers_with_units(normalised: pd.Series[str]) -> pd.DataFrame:
    """Numbers that carry a unit, brought to the base unit of their dimension ("1 tb" and "1000gb" are equal).

    Args:
        normalised: Text from `normalise`.

    Returns:
        One row per number: `row` (int64 position in `normalised`), `value` (float64, in base units),
        `dimension` (str, e.g. `data_gb`, `length_cm`, `count`); sorted by row.
    """
    inches = pc.replace_substring_regex(_strings(normalised), r"([0-9])\s?(?:\"|''|”|″)", r"\1 inch ")
    lists = tokens(pd.Series(pd.array(inches, dtype="str")))
    rows = list_rows(lists)
    encoded = lists.flatten().dictionary_encode()
    words = encoded.dictionary.to_pylist()
    here = encoded.indices.to_numpy(zero_copy_only=False)
    following = np.roll(here, -1)
    has_following = np.append(rows[1:] == rows[:-1], False)[: len(here)]

    number, glued_unit = _measures(words)
    own_unit = _unit_ids(words, GLUED_ONLY)
    together = glued_unit[here] > 0
    apart = ~together & np.isfinite(number)[here] & has_following & (own_unit[following] > 0)
    found = together | apart
    unit = np.where(together, glued_unit[here], own_unit[following])[found]
    return pd.DataFrame(
        {
            "row": rows[found],
            "value": np.round(number[here][found] * _FACTORS[unit], 6),
            "dimension": pd.array(_DIMENSIONS[unit], dtype="str"),
        }
    )


_DIMENSIONS: Final = np.array(["", *(unit.dimension for unit in UNITS.values())])
_FACTORS: Final = np.array([np.nan, *(unit.factor for unit in UNITS.values())])
_UNIT_ID: Final = {spelling: position for position, spelling in enumerate(UNITS, start=1)}
_MEASURE: Final = re.compile(r"([0-9]{1,7})(?:\.([0-9]{1,3}))?([^0-9.]*)")
_NETWORK_GENERATIONS: Final = frozenset({"2g", "3g", "4g", "5g", "6g"})


def _unit_ids(words: list[str], excluded: frozenset[str]) -> npt.NDArray[np.int64]:
    return np.array([0 if word in excluded else _UNIT_ID.get(word, 0) for word in words], dtype=np.int64)


def _measures(words: list[str]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.int64]]:
    """Value of each word that begins with a number, and the unit glued to it (0: none); NaN for other words."""
    values = np.full(len(words), np.nan)
    units = np.zeros(len(words), dtype=np.int64)
    for position, word in enumerate(words):
        match = _MEASURE.fullmatch(word) if word[0].isascii() and word[0].isdigit() else None
        if match is None or word in _NETWORK_GENERATIONS:
            continue
        whole, fraction, unit = match.groups()
        if unit and unit not in _UNIT_ID:
            continue
        # three digits after the separator are thousands ("1,000 mah"), unless nothing stands before it ("0.125")
        thousands = fraction is not None and len(fraction) == 3 and whole != "0"
        values[position] = float(f"{whole}{fraction}" if thousands else f"{whole}.{fraction or 0}")
        units[position] = _UNIT_ID.get(unit, 0)
    return values, units


def list_rows(lists: pa.LargeListArray) -> npt.NDArray[np.int64]:
    """Row of each element of `lists.flatten()`."""
    return np.repeat(np.arange(len(lists), dtype=np.int64), np.diff(lists.offsets.to_numpy()))


def _is_code(bare: pa.LargeStringArray) -> npt.NDArray[np.bool_]:
    """Which compact tokens are model codes."""
    length = pc.utf8_length(bare)
    letter = pc.match_substring_regex(bare, "[a-z]" if _is_ascii(bare) else r"\p{L}")
    mixed = pc.and_(pc.match_substring_regex(bare, "[0-9]"), letter)
    mixed = pc.and_(mixed, pc.and_(pc.greater_equal(length, 4), pc.less_equal(length, _LONGEST_CODE)))
    plain_number = pc.match_substring_regex(bare, "^[0-9]{6,14}$")
    # "64gb", "1920x1080", "3x500ml" are sizes, not names
    unit = pc.struct_field(pc.extract_regex(bare, r"^(?:[0-9]+x)*[0-9]+(?P<unit>[^0-9]*)$"), "unit")
    measured = pc.is_in(unit, value_set=_UNITS)
    return np.asarray(pc.or_(pc.and_not(mixed, measured), plain_number), dtype=np.bool_)


_LONGEST_CODE: Final = 24
_UNITS: Final = pa.array(["", *UNITS], type=pa.large_string())


def _is_ascii(text: pa.LargeStringArray) -> bool:
    return bool(pc.all(pc.string_is_ascii(text), min_count=0).as_py())


def _strings(texts: pd.Series[Any]) -> pa.LargeStringArray:
    """One contiguous Arrow array, missing cells as ""."""
    array = pa.array(texts, type=pa.large_string(), from_pandas=True)
    return pc.fill_null(array.combine_chunks() if isinstance(array, pa.ChunkedArray) else array, "")


def _split(spaced: pa.LargeStringArray) -> pa.LargeListArray:
    """Lists of the non-empty words between ASCII spaces."""
    lists = pc.split_pattern(spaced, " ")
    words = lists.flatten()
    filled = pc.not_equal(words, "")
    return to_lists(list_rows(lists)[filled.to_numpy(zero_copy_only=False)], words.filter(filled), len(lists))


def to_lists(rows: npt.NDArray[np.int64], values: pa.Array, length: int) -> pa.LargeListArray:
    """Gather `values`, sorted by their `rows`, into `length` lists."""
    offsets = np.concatenate([[0], np.cumsum(np.bincount(rows, minlength=length))])
    return pa.LargeListArray.from_arrays(pa.array(offsets, type=pa.int64()), values)
