"""What is told of a deal, by name, and what its values may be."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from ..told_lists import list_of, name_of, seconds_of

IDS: Final = ("deal_id", "offer_id", "campaign_id", "type")
TEXTS: Final = ("title", "category", "brand")
TIMES: Final = ("start", "end")
LIMITS: Final = {  # least and most of numbers
    "discount": (0.0, 1.0),
    "price": (0.0, np.inf),
    "stock": (0.0, np.inf),
    "budget": (0.0, np.inf),
    "cost": (0.0, np.inf),
}
COUNTS: Final = {  # what is known of a deal so far; less than nothing is left where more was sold than there was
    "stock_left": (-np.inf, np.inf),
    "budget_left": (-np.inf, np.inf),
    "shown": (0.0, np.inf),
    "redeemed": (0.0, np.inf),
}
PRODUCTS: Final = "products"
CONTENT: Final = (*IDS, *TEXTS, *TIMES, *LIMITS, PRODUCTS)
_LARGEST: Final = int(np.finfo(np.float64).max)  # of whole numbers, which have no end
_SHOWN: Final = 60  # characters of a strange cell

Numbers = npt.NDArray[np.float64]
Cells = Sequence[Any]


def column_of(name: str, cells: Cells) -> Any:
    """A field of several deals: an array of numbers or seconds with NaN, else a list with None.

    Returns:
        The column, or text that says what is wrong with one of its cells.
    """
    if name in IDS:
        return ids_of(cells)
    if name in TEXTS:
        return texts_of(cells)
    if name in TIMES:
        return times_of(cells)
    if name == PRODUCTS:
        return products_of(cells)
    return numbers_of(cells, *(LIMITS | COUNTS)[name])


def ids_of(cells: Cells) -> list[str | None] | str:
    """Ids as text, or what is wrong with one of them."""
    if set(map(type, cells)) <= {str} and "".join(cells).isascii():
        return [cell.strip() or None for cell in cells]
    names = [None if cell is None else id_of(cell) for cell in cells]
    strange = [cell for cell, name in zip(cells, names, strict=True) if cell is not None and name is None]
    return f"{shown(strange[0])} is no id" if strange else [name or None for name in names]


def id_of(cell: Any) -> str | None:
    """An id without blanks around it, as tables are read, "" where it is blank; None where it is no id.

    Whole numbers are ids, also those that a column with gaps made fractions of. What no file can hold is none.
    """
    if type(cell) is str and cell.isascii():
        return cell.strip()
    name = name_of(cell)
    return name.strip() if name is not None and _encodable(name) else None


def shown(cell: Any) -> str:
    """A cell as errors show it."""
    return repr(cell)[:_SHOWN]


def texts_of(cells: Cells) -> list[str | None] | str:
    """Texts, or what is wrong with one of them; halves of surrogate pairs, which no file holds, as question marks."""
    if set(map(type, cells)) <= {str, type(None)}:
        return [
            one if one is None or one.isascii() else one.encode("utf-8", "replace").decode("utf-8") for one in cells
        ]
    return f"{next(one for one in cells if not isinstance(one, str | None))!r} is no text"


def times_of(cells: Cells) -> Numbers | str:
    """Seconds since 1970, NaN where none is given, or what is wrong with one of them."""
    strange = next((cell for cell in cells if not isinstance(cell, str | None)), None)
    if strange is not None:
        return f"{strange!r} is no time"
    known = {cell: seconds_of(cell) for cell in set(cells)}  # many deals share their start and end
    lost = next((cell for cell, one in known.items() if one is None), None)
    return f"{lost!r} is no time" if lost is not None else np.array([known[cell] for cell in cells], dtype=np.float64)


def numbers_of(cells: Cells, least: float, most: float) -> Numbers | str:
    """Numbers, NaN where none is given, or what is wrong with one of them."""
    kinds = set(map(type, cells))
    if not kinds <= {int, float, type(None)}:
        return f"{next(one for one in cells if type(one) not in (int, float, type(None)))!r} is no number"
    try:
        numbers = np.array(cells, dtype=np.float64)
    except OverflowError:
        large = next(cell for cell in cells if isinstance(cell, int) and abs(cell) > _LARGEST)
        return f"{shown(large)} is no number"
    strange = (numbers < least) | (numbers > most) | np.isinf(numbers)
    if strange.any():
        return f"{cells[int(np.argmax(strange))]!r} is not from {least:g} to {most:g}"
    return numbers


def products_of(cells: Cells) -> list[list[str] | None] | str:
    """Ids of the products of deals, or what is wrong with one of them.

    A cell is a list, a JSON list as text, or ids parted by ";".
    """
    found = [_products(cell) for cell in cells]
    strange = next((one for one in found if isinstance(one, str)), None)
    return strange or [None if isinstance(one, str) else one for one in found]


def _encodable(text: str) -> bool:
    """Whether it has no half of a surrogate pair, which JSON can tell and no text can hold."""
    return text.isascii() or not any("\ud800" <= one <= "\udfff" for one in text)


def _products(cell: Any) -> list[str] | str | None:
    if cell is None:
        return None
    if isinstance(cell, str):
        if not cell.lstrip().startswith("["):
            return [one.strip() for one in cell.split(";") if one.strip()] or None
        read = list_of(cell)
        cell = cell if isinstance(read, str) else read
    if not isinstance(cell, list):
        return f"{str(cell)[:60]!r} is no list of product ids"
    if set(map(type, cell)) <= {str}:
        return cell or None
    names = [name_of(one) for one in cell]
    named = [one for one in names if one is not None]
    return named if len(named) == len(names) else f"{str(cell)[:60]!r} is no list of product ids"
