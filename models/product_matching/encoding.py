"""Listings encoded once, so that a pair costs row-wise sparse products and no string work."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse

from .colours import SHADE_OF
from .fields import Fields
from .quantities import quantities
from .sizes import size_bits
from .vocabulary import CODE_FIELDS, TOKEN_SPACE, WORD_FIELDS, Codes, Words, binary, hashed, stated

GRAM_SPACE: Final = 1 << 18
_LEAD_TITLE, _LEAD_DESCRIPTION = 250, 150  # characters


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
        stated, stated_names: Attributes with their values, and their names.
        grams: Character trigrams of the title.
        dimensions, dimensions_anywhere: uint32 bits, one per dimension present.
        colours, colours_anywhere: uint32 bits, one per shade present.
        sizes_by_letter: uint32 bits, one per garment size present.
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
    stated: sparse.csr_matrix
    stated_names: sparse.csr_matrix
    grams: sparse.csr_matrix
    dimensions: npt.NDArray[np.uint32]
    dimensions_anywhere: npt.NDArray[np.uint32]
    colours: npt.NDArray[np.uint32]
    colours_anywhere: npt.NDArray[np.uint32]
    sizes_by_letter: npt.NDArray[np.uint32]
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


def encode(fields: Fields) -> Encodings:
    """Encode listings; the cost is linear in their text."""
    n = len(fields)
    words = Words(fields)
    codes = Codes(fields)
    title = words.of("title")
    title_joined = [title, words.joined("title"), codes.of("title"), codes.of("model")]
    codes_anywhere = [codes.of(field) for field in CODE_FIELDS]
    anywhere = binary([*title_joined, *codes_anywhere, *(words.of(field) for field in WORD_FIELDS)], n, TOKEN_SPACE)
    title_matrix = binary([title], n, TOKEN_SPACE)
    near, dimensions, all_quantities, dimensions_anywhere = quantities(fields)
    with_values, names = stated(fields)
    colours = words.bits(SHADE_OF, ("title", "attributes"))
    return Encodings(
        title=title_matrix,
        title_joined=binary(title_joined, n, TOKEN_SPACE),
        anywhere=anywhere,
        digits=binary([words.with_digits("title")], n, TOKEN_SPACE),
        brand=binary([words.of("brand")], n, TOKEN_SPACE),
        category=binary([words.of("category")], n, TOKEN_SPACE),
        codes=binary([codes.of("title"), codes.of("model")], n, TOKEN_SPACE),
        codes_anywhere=binary(codes_anywhere, n, TOKEN_SPACE),
        quantities=near,
        quantities_anywhere=all_quantities,
        stated=binary([with_values], n, TOKEN_SPACE),
        stated_names=binary([names], n, TOKEN_SPACE),
        grams=_trigrams(fields.title, n),
        dimensions=dimensions,
        dimensions_anywhere=dimensions_anywhere,
        colours=colours,
        colours_anywhere=colours | words.bits(SHADE_OF, ("description",)),
        sizes_by_letter=size_bits(fields, words),
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


def _lead(fields: Fields) -> npt.NDArray[np.object_]:
    price = pd.Series([f"{price:.0f}" if price == price else "" for price in fields.price], dtype="str")
    lead = fields.brand + " " + fields.title.str.slice(0, _LEAD_TITLE) + " " + fields.model + " " + price
    return (lead + " " + fields.description.str.slice(0, _LEAD_DESCRIPTION)).to_numpy(dtype=object)


def _compact(texts: pd.Series[str]) -> npt.NDArray[np.object_]:
    return texts.str.replace(r"[\W_]+", "", regex=True).to_numpy(dtype=object)


def _main_code(models: pd.Series[str], codes: Codes, n: int) -> npt.NDArray[np.object_]:
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


def _trigrams(texts: pd.Series[str], n: int) -> sparse.csr_matrix:
    """Hashed character trigrams over the letters and digits of each text, words bounded by one space."""
    spaced = (" " + texts + " ").str.replace(r"[\W_]+", " ", regex=True)
    lengths = spaced.str.len().to_numpy(dtype=np.int64)
    points = np.frombuffer("".join(spaced.tolist()).encode("utf-32-le", "surrogatepass"), dtype=np.uint32).astype(
        np.uint64
    )
    rows = np.repeat(np.arange(n, dtype=np.int64), lengths)
    if len(points) < 3:
        return binary([(rows[:0], rows[:0])], n, GRAM_SPACE)
    mixed = (points[:-2] * np.uint64(0x9E3779B97F4A7C15)) ^ (points[1:-1] * np.uint64(0xC2B2AE3D27D4EB4F))
    mixed ^= points[2:] * np.uint64(0x165667B19E3779F9)
    ids = ((mixed ^ (mixed >> np.uint64(29))) % np.uint64(GRAM_SPACE)).astype(np.int64)
    inside = rows[:-2] == rows[2:]
    return binary([(rows[:-2][inside], ids[inside])], n, GRAM_SPACE)


def _hash_or_zero(texts: pd.Series[str]) -> npt.NDArray[np.int64]:
    values = texts.to_numpy(dtype=object)
    return np.where(values == "", 0, hashed(values, 1 << 62))
