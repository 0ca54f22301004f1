"""Garment sizes by letter, as bits: XS in one listing and XL in another are two products."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from .fields import Fields
from .vocabulary import Words, arrow, stacked

_SPELLINGS: Final = ("xxs 2xs", "xs", "", "", "", "xl", "xxl 2xl", "xxxl 3xl", "xxxxl 4xl", "xxxxxl 5xl")
SIZE_OF: Final[dict[str, int]] = {
    spelling: position for position, spellings in enumerate(_SPELLINGS) for spelling in spellings.split()
}
# one letter is a size only behind a word that says so
_LETTERS: Final = {"s": 2, "small": 2, "m": 3, "medium": 3, "l": 4, "large": 4}
_ANNOUNCED: Final = (
    r"(?:^|[^\p{L}])(?:size|talla|taille|grosse|groesse|taglia|maat|rozmiar|storlek|размер)[\s:.-]{1,3}"
    r"(?P<letter>small|medium|large|s|m|l)(?:$|[^\p{L}\p{N}])"
)


def size_bits(fields: Fields, words: Words) -> npt.NDArray[np.uint32]:
    """Sizes stated in title or attributes, uint32 (listings,)."""
    bits = words.bits(SIZE_OF, ("title", "attributes"))
    texts = arrow(stacked(fields, ("title", "attributes")))
    letters = pc.struct_field(pc.extract_regex(texts, _ANNOUNCED), [0])
    rows = np.flatnonzero(pc.is_valid(letters).to_numpy(zero_copy_only=False))
    found = [1 << _LETTERS[letter] for letter in letters.take(pa.array(rows)).to_pylist()]
    np.bitwise_or.at(bits, rows % max(len(fields), 1), np.array(found, dtype=np.uint32))
    return bits
