"""Listings encoded once, so that a pair costs row-wise sparse products and no string work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
from scipy import sparse

from .colours import SHADE_OF
from .fields import Fields
from .text import list_rows, model_codes, numbers_with_units, tokens

TOKEN_SPACE: Final = 1 << 22  # hashed vocabulary: the hashing trick of Weinberger et al. 2009
GRAM_SPACE: Final = 1 << 18
DIMENSIONS: Final = (
    "count", "data_gb", "length_cm", "mass_g", "volume_ml", "power_w", "voltage_v", "charge_mah", "energy_wh",
    "frequency_hz", "resolution_mp", "lines_p", "zoom_x", "rotation_rpm", "dots_dpi", "heat_btu", "light_lm",
    "loudness_db", "speed_mbps", "pressure_bar",
)  # fmt: skip
_LEAD_TITLE, _LEAD_DESCRIPTION = 250, 150  # characters
_VALUES_PER_DIMENSION: Final = 1 << 20

Rows = npt.NDArray[np.int64]
Ids = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Encodings:
    """Encodings of n listings. Matrices are binary CSR, int8, n rows, columns sorted.

    Attributes:
        title: Title tokens.
        title_joined: Title tokens, neighbours written together ("book reader" as "bookreader") and compact codes.
        anywhere: Tokens and compact codes of all fields, and `title_joined`.
        digits: Those title tokens that hold a digit.
        brand: Brand tokens.
        category: Category tokens.
        codes: Model codes of title and model number, compact.
        codes_anywhere: Model codes of all fields.
        quantities: Numbers with units of title and attributes, one column per dimension and value.
        quantities_anywhere: The same of all fields.
        grams: Character trigrams of the title.
        dimensions, dimensions_anywhere: uint32 bits, one per dimension present.
        colours, colours_anywhere: uint32 bits, one per shade present.
        price: float64, NaN where missing.
        currency, seller: int64 hashes, 0 where missing.
        main_code: The code that names the listing best, "" where there is none.
        title_text: Normalised title.
        compact_text: Title and model number without anything but letters and digits.
        brand_text: Normalised brand.
        lead_text: What decides, in short: brand, title, model number, price and the start of the description.
        sizes: int32 (n, 3): tokens in title, characters in description, tokens anywhere.
    """

    title: sparse.csr_matrix
    title_joined: sparse.csr_matrix
    anywhere: sparse.csr_matrix
    digits: sparse.csr_matrix
    brand: sparse.csr_matrix
    category: sparse.csr_matrix
    codes: sparse.csr_matrix
    codes_anywhere: sparse.csr_matrix
    quantities: sparse.csr_matrix
    quantities_anywhere: sparse.csr_matrix
    grams: sparse.csr_matrix
    dimensions: npt.NDArray[np.uint32]
    dimensions_anywhere: npt.NDArray[np.uint32]
    colours: npt.NDArray[np.uint32]
    colours_anywhere: npt.NDArray[np.uint32]
    price: npt.NDArray[np.float64]
    currency: npt.NDArray[np.int64]
    seller: npt.NDArray[np.int64]
    main_code: npt.NDArray[np.object_]
    title_text: npt.NDArray[np.object_]
    compact_text: npt.NDArray[np.object_]
    brand_text: npt.NDArray[np.object_]
    lead_text: npt.NDArray[np.object_]
    sizes: npt.NDArray[np.int32]

    def __len__(self) -> int:
        return len(self.price)


def hashed(texts: npt.NDArray[np.object_] | pa.Array, space: int) -> Ids:
    """Stable ids of strings in [1, space)."""
    values = np.asarray(texts if isinstance(texts, np.ndarray) else texts.to_numpy(zero_copy_only=False), dtype=object)
    if not len(values):
        return np.zeros(0, dtype=np.int64)
    return (pd.util.hash_array(values, categorize=False) % np.uint64(space - 1)).astype(np.int64) + 1


def encode(fields: Fields) -> Encodings:
    """Encode listings; the cost is linear in their text."""
    n = len(fields)
    words = _Words(fields)
    codes = _Codes(fields)
    title = words.of("title")
    title_joined = [title, words.joined("title"), codes.of("title"), codes.of("model")]
    codes_anywhere = [codes.of(field) for field in _CODE_FIELDS]
    anywhere = _binary([*title_joined, *codes_anywhere, *(words.of(field) for field in _WORD_FIELDS)], n, TOKEN_SPACE)
    title_matrix = _binary([title], n, TOKEN_SPACE)
    quantities, dimensions, quantities_anywhere, dimensions_anywhere = _quantities(fields)
    colours = words.bits(SHADE_OF, ("title", "attributes"))
    return Encodings(
        title=title_matrix,
        title_joined=_binary(title_joined, n, TOKEN_SPACE),
        anywhere=anywhere,
        digits=_binary([words.with_digits("title")], n, TOKEN_SPACE),
        brand=_binary([words.of("brand")], n, TOKEN_SPACE),
        category=_binary([words.of("category")], n, TOKEN_SPACE),
        codes=_binary([codes.of("title"), codes.of("model")], n, TOKEN_SPACE),
        codes_anywhere=_binary(codes_anywhere, n, TOKEN_SPACE),
        quantities=quantities,
        quantities_anywhere=quantities_anywhere,
        grams=_trigrams(fields.title, n),
        dimensions=dimensions,
        dimensions_anywhere=dimensions_anywhere,
        colours=colours,
        colours_anywhere=colours | words.bits(SHADE_OF, ("description",)),
        price=fields.price,
        currency=_hash_or_zero(fields.currency),
        seller=_hash_or_zero(fields.seller),
        main_code=_main_code(fields.model, codes, n),
        title_text=fields.title.to_numpy(dtype=object),
        compact_text=_compact(fields.title + " " + fields.model),
        brand_text=fields.brand.to_numpy(dtype=object),
        lead_text=_lead(fields),
        sizes=np.column_stack(
            [np.diff(title_matrix.indptr), fields.description.str.len().to_numpy(), np.diff(anywhere.indptr)]
        ).astype(np.int32),
    )


_WORD_FIELDS: Final = ("title", "model", "description", "brand", "category", "attributes")
_CODE_FIELDS: Final = ("title", "model", "description", "attributes")
_QUANTITY_FIELDS: Final = ("title", "attributes", "description")


def _stacked(fields: Fields, names: tuple[str, ...]) -> pd.Series[str]:
    """One field under the other: a single pass over many short columns is far cheaper than many passes."""
    return pd.concat([getattr(fields, name) for name in names], ignore_index=True)


class _Stacked:
    """Lists of strings of several fields, hashed once per distinct string."""

    def __init__(self, lists: pa.LargeListArray, names: tuple[str, ...], n: int) -> None:
        self.n = n
        self.names = names
        stacked_rows = list_rows(lists)
        self.rows = stacked_rows % max(n, 1)
        self.bounds = np.searchsorted(stacked_rows, np.arange(len(names) + 1) * n)
        encoded = lists.flatten().dictionary_encode()
        self.words = encoded.dictionary
        self.word = encoded.indices.to_numpy(zero_copy_only=False).astype(np.int64)
        self.ids = hashed(self.words, TOKEN_SPACE)[self.word]

    def slice(self, field: str) -> slice:
        position = self.names.index(field)
        return slice(int(self.bounds[position]), int(self.bounds[position + 1]))

    def of(self, field: str) -> tuple[Rows, Ids]:
        part = self.slice(field)
        return self.rows[part], self.ids[part]


class _Words(_Stacked):
    def __init__(self, fields: Fields) -> None:
        super().__init__(tokens(_stacked(fields, _WORD_FIELDS)), _WORD_FIELDS, len(fields))

    def joined(self, field: str) -> tuple[Rows, Ids]:
        """Each token written together with its successor."""
        rows, word = self.rows[self.slice(field)], self.word[self.slice(field)]
        follows = rows[1:] == rows[:-1]
        base = len(self.words) + 1
        pairs, inverse = np.unique(word[:-1][follows] * base + word[1:][follows], return_inverse=True)
        left, right = self.words.take(pa.array(pairs // base)), self.words.take(pa.array(pairs % base))
        together = pc.binary_join_element_wise(left, right, pa.scalar("", left.type))
        return rows[:-1][follows], hashed(together, TOKEN_SPACE)[inverse]

    def with_digits(self, field: str) -> tuple[Rows, Ids]:
        rows, ids = self.of(field)
        digit = pc.match_substring_regex(self.words, "[0-9]").to_numpy(zero_copy_only=False)
        chosen = digit[self.word[self.slice(field)]]
        return rows[chosen], ids[chosen]

    def bits(self, meaning: dict[str, int], fields: tuple[str, ...]) -> npt.NDArray[np.uint32]:
        """One bit per meaning that a row's words carry."""
        bit = np.array([1 << meaning[w] if w in meaning else 0 for w in self.words.to_pylist()], dtype=np.uint32)
        found = np.zeros(self.n, dtype=np.uint32)
        for field in fields if len(bit) else ():
            part = self.slice(field)
            np.bitwise_or.at(found, self.rows[part], bit[self.word[part]])
        return found


class _Codes(_Stacked):
    def __init__(self, fields: Fields) -> None:
        super().__init__(model_codes(_stacked(fields, _CODE_FIELDS)), _CODE_FIELDS, len(fields))


def _lead(fields: Fields) -> npt.NDArray[np.object_]:
    price = pd.Series([f"{price:.0f}" if price == price else "" for price in fields.price], dtype="str")
    lead = fields.brand + " " + fields.title.str.slice(0, _LEAD_TITLE) + " " + fields.model + " " + price
    return (lead + " " + fields.description.str.slice(0, _LEAD_DESCRIPTION)).to_numpy(dtype=object)


def _compact(texts: pd.Series[str]) -> npt.NDArray[np.object_]:
    return texts.str.replace(r"[\W_]+", "", regex=True).to_numpy(dtype=object)


def _main_code(models: pd.Series[str], codes: _Codes, n: int) -> npt.NDArray[np.object_]:
    """The stated model number, else the longest code of the title (mixed ones before plain numbers)."""
    main = _compact(models)
    part = codes.slice("title")
    rows, word = codes.rows[part], codes.word[part]
    if not len(rows):
        return main
    names = codes.words.to_numpy(zero_copy_only=False).astype(object)
    weight = np.array([len(name) + (0 if name.isdigit() else 100) for name in names])[word]
    order = np.lexsort((weight, rows))
    last = np.append(rows[order][1:] != rows[order][:-1], True)
    best = np.full(n, "", dtype=object)
    best[rows[order][last]] = names[word[order][last]]
    return np.where(main == "", best, main)


def _quantities(
    fields: Fields,
) -> tuple[sparse.csr_matrix, npt.NDArray[np.uint32], sparse.csr_matrix, npt.NDArray[np.uint32]]:
    """Quantities and dimensions of title and attributes, then of all fields.

    Columns are dimension and value to three significant digits, so that 55 inch equals 139.7 cm equals 140 cm.
    """
    n = len(fields)
    found = numbers_with_units(_stacked(fields, _QUANTITY_FIELDS))
    dimension = pd.Index(DIMENSIONS).get_indexer(found["dimension"]).astype(np.int64)
    known = (dimension >= 0) & (found["value"].to_numpy() > 0)
    rows, dimension = found["row"].to_numpy(dtype=np.int64)[known], dimension[known]
    value = np.clip(found["value"].to_numpy()[known], 1e-12, 1e12)
    magnitude = np.floor(np.log10(value))
    digits = np.rint(value / 10.0 ** (magnitude - 2)).astype(np.int64)
    magnitude, digits = np.where(digits == 1000, magnitude + 1, magnitude), np.where(digits == 1000, 100, digits)
    ids = dimension * _VALUES_PER_DIMENSION + (magnitude.astype(np.int64) + 20) * 1000 + digits
    width = len(DIMENSIONS) * _VALUES_PER_DIMENSION
    near = rows < 2 * n  # title and attributes are the first two of the stacked fields
    parts = []
    for chosen in (near, np.ones(len(rows), dtype=bool)):
        listing = rows[chosen] % max(n, 1)
        bits = np.zeros(n, dtype=np.uint32)
        np.bitwise_or.at(bits, listing, np.uint32(1) << dimension[chosen].astype(np.uint32))
        parts.append((_binary([(listing, ids[chosen])], n, width), bits))
    return (*parts[0], *parts[1])


def quantity_dimension(columns: npt.NDArray[np.int32]) -> npt.NDArray[np.int64]:
    """Position in `DIMENSIONS` of columns of a quantity matrix."""
    return columns.astype(np.int64) // _VALUES_PER_DIMENSION


def quantity_value(column: int) -> tuple[int, float]:
    """Position in `DIMENSIONS` and value, in the dimension's base unit, of one column of a quantity matrix."""
    dimension, rest = divmod(column, _VALUES_PER_DIMENSION)
    magnitude, digits = divmod(rest, 1000)
    return dimension, digits * 10.0 ** (magnitude - 20 - 2)


def _trigrams(texts: pd.Series[str], n: int) -> sparse.csr_matrix:
    """Hashed character trigrams over the letters and digits of each text, words bounded by one space."""
    spaced = (" " + texts + " ").str.replace(r"[\W_]+", " ", regex=True)
    lengths = spaced.str.len().to_numpy(dtype=np.int64)
    points = np.frombuffer("".join(spaced.tolist()).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(np.uint64)
    rows = np.repeat(np.arange(n, dtype=np.int64), lengths)
    if len(points) < 3:
        return _binary([(rows[:0], rows[:0])], n, GRAM_SPACE)
    mixed = (points[:-2] * np.uint64(0x9E3779B97F4A7C15)) ^ (points[1:-1] * np.uint64(0xC2B2AE3D27D4EB4F))
    mixed ^= points[2:] * np.uint64(0x165667B19E3779F9)
    ids = ((mixed ^ (mixed >> np.uint64(29))) % np.uint64(GRAM_SPACE)).astype(np.int64)
    inside = rows[:-2] == rows[2:]
    return _binary([(rows[:-2][inside], ids[inside])], n, GRAM_SPACE)


def _binary(parts: list[tuple[Rows, Ids]], n: int, width: int) -> sparse.csr_matrix:
    rows = np.concatenate([rows for rows, _ in parts])
    keys = np.unique(rows * width + np.concatenate([ids for _, ids in parts]))
    indptr = np.searchsorted(keys // width, np.arange(n + 1))
    matrix = sparse.csr_matrix(
        (np.ones(len(keys), dtype=np.int8), (keys % width).astype(np.int32), indptr.astype(np.int32)), shape=(n, width)
    )
    matrix.has_canonical_format = True
    return matrix


def _hash_or_zero(texts: pd.Series[str]) -> npt.NDArray[np.int64]:
    values = texts.to_numpy(dtype=object)
    return np.where(values == "", 0, hashed(values, 1 << 62))
