"""Listings as comparable fields: optional columns filled in, text normalised, attributes opened."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd

from .text import normalise

TEXT_FIELDS: Final = ("title", "description", "brand", "category")
SEPARATOR: Final = "\x1f"
OPTIONAL_COLUMNS: Final = ("description", "brand", "category", "price", "currency", "attributes", "seller")

_MODEL_KEYS: Final = frozenset(
    {"model", "modelno", "modelnumber", "mpn", "partnumber", "partno", "sku", "manufacturerpartnumber"}
)
_BETWEEN: Final = r"[\W_]+"
_MOST_STATED: Final = 40  # attributes of one listing that are compared by name
_CAPS: Final = {"title": 600, "description": 1_500, "brand": 80, "category": 120, "model": 80, "attributes": 600}
# a bare foot mark stands for inches in shops' exports that lost the double prime: "8 ' lcd"
_FOOT_MARK: Final = r"(\d)\s?'(?=\s|$)"


@dataclass(frozen=True)
class Fields:
    """Normalised fields of n listings; missing text is "", a missing price is NaN.

    Attributes:
        title, description, brand, category: Normalised text. An empty title is stood in for by the start of the
            description, or by the attributes.
        model: The model number or part number among the attributes, normalised.
        attributes: Values of the other attributes, joined.
        stated: Attributes as `name=value`, letters and digits alone, parted by `SEPARATOR`.
        seller, currency: As given, "" where missing.
        price: float64, in the listing's own currency.
        has_title: Whether the title was there.
    """

    title: pd.Series[str]
    description: pd.Series[str]
    brand: pd.Series[str]
    category: pd.Series[str]
    model: pd.Series[str]
    attributes: pd.Series[str]
    stated: pd.Series[str]
    seller: pd.Series[str]
    currency: pd.Series[str]
    price: npt.NDArray[np.float64]
    has_title: npt.NDArray[np.bool_]

    def __len__(self) -> int:
        return len(self.title)


def prepare(listings: pd.DataFrame) -> Fields:
    """Read the contract's columns, whichever are there.

    Args:
        listings: Needs `title`; every other column may be absent or all null.

    Raises:
        ValueError: `title` is absent.
    """
    if "title" not in listings.columns:
        raise ValueError(f"listings ({len(listings)} rows) lack the column title; give it, nulls are allowed in it.")
    frame = listings.reset_index(drop=True)
    model, attributes, stated = _attributes(frame)
    raw = {"model": model, "attributes": attributes, **{name: _plain(frame, name) for name in TEXT_FIELDS}}
    cut = [column.str.slice(0, _CAPS[name]) for name, column in raw.items()]
    clean = normalise(pd.concat(cut, ignore_index=True)).to_numpy(dtype=object)
    parts = clean.reshape(len(raw), len(frame))
    text = {name: pd.Series(pd.array(part, dtype="str")) for name, part in zip(raw, parts, strict=True)}
    model, attributes = text["model"], text["attributes"]
    has_title = (text["title"] != "").to_numpy(dtype=bool)
    stand_in = text["description"].str.slice(0, 120).where(text["description"] != "", model + " " + attributes)
    title = text["title"].where(has_title, stand_in.str.strip())
    return Fields(
        title=title.str.replace(_FOOT_MARK, r"\1 inch ", regex=True),
        description=text["description"].str.replace(_FOOT_MARK, r"\1 inch ", regex=True),
        brand=text["brand"],
        category=text["category"],
        model=model,
        attributes=attributes,
        stated=stated,
        seller=_plain(frame, "seller"),
        currency=_plain(frame, "currency").str.upper(),
        price=_price(frame),
        has_title=has_title,
    )


def _plain(frame: pd.DataFrame, name: str) -> pd.Series[str]:
    if name not in frame.columns:
        return _empty(len(frame))
    return frame[name].astype("str").fillna("")


def _empty(rows: int) -> pd.Series[str]:
    return pd.Series(pd.array([""] * rows, dtype="str"))


def _price(frame: pd.DataFrame) -> npt.NDArray[np.float64]:
    """Prices as float64; zero, negative and infinite ones say nothing and become NaN."""
    if "price" not in frame.columns:
        return np.full(len(frame), np.nan)
    price = pd.to_numeric(frame["price"], errors="coerce").to_numpy(dtype=np.float64, na_value=np.nan)
    return np.where(np.isfinite(price) & (price > 0), price, np.nan)


def _attributes(frame: pd.DataFrame) -> tuple[pd.Series[str], pd.Series[str], pd.Series[str]]:
    """Model numbers, the values of all other attributes as written, and those attributes with their names."""
    if "attributes" not in frame.columns or not len(frame):
        return _empty(len(frame)), _empty(len(frame)), _empty(len(frame))
    codes, distinct = pd.factorize(frame["attributes"].astype("str"))
    opened = [*(_open(text) for text in distinct), ("", "", "")]  # the last one stands for the missing cells, code -1
    parts = [np.array(part, dtype=object)[codes] for part in zip(*opened, strict=True)]
    models, others, stated = (pd.Series(pd.array(part, dtype="str")) for part in parts)
    return models, others, stated


def _open(text: str) -> tuple[str, str, str]:
    """Model number, other values, and `name=value` of one JSON object; text that is no object is one value."""
    try:
        parsed: Any = json.loads(text)
    except (ValueError, RecursionError):
        return "", text, ""
    if not isinstance(parsed, dict):
        return "", str(parsed), ""
    models: list[str] = []
    others: list[str] = []
    stated: list[str] = []
    for key, value in parsed.items():
        if value is None or value == "":
            continue
        values = value if isinstance(value, list) else [value]
        bare = re.sub(r"[^a-z]", "", str(key).lower())
        if bare in _MODEL_KEYS:
            models += map(str, values)
            continue
        others += map(str, values)
        name = re.sub(_BETWEEN, "", str(key).casefold())
        stated += (f"{name}={re.sub(_BETWEEN, '', str(one).casefold())}" for one in values)
    return " ".join(models), " ".join(others), SEPARATOR.join(stated[:_MOST_STATED])
