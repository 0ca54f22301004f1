"""Passages of what the maker tells of a product: title, attributes, bullets, description."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from features.columns import TEXT
from features.question_answering.plain import one_line, plain
from features.question_answering.sentences import lines, sentences
from models.question_answering.attribute_words import value_in_words, worded

TITLE: Final = "title"  # id of the passage that a title is
_ROWS: Final = 65_536  # products whose texts are Python objects at a time
_TRUTHS: Final = {"true": True, "false": False}  # as flags of tables are written
_TOLD: Final = ("brand", "category")  # columns that are attributes too, where there is none of that name
_MARK: Final = r"^[\s*\x{b7}\x{2022}\x{2023}\x{2013}\x{2014}\x{25aa}\x{25cf}\x{25e6}-]+\s"  # of an item of a list


def titles_of(products: pa.Table) -> Iterator[pa.Table]:
    """A passage for each product that has a title."""
    for part in _parts(products, ("product_id", "title")):
        text = one_line(part.column("title"))
        rows = np.flatnonzero(np.asarray(pc.not_equal(text, ""), dtype=bool))
        yield _told(part, rows, text.take(pa.array(rows)), [TITLE] * len(rows))


def descriptions_of(products: pa.Table) -> Iterator[pa.Table]:
    """A passage for each sentence."""
    for part in _parts(products, ("product_id", "description")):
        rows, text = sentences(plain(part.column("description")))
        yield _told(part, rows, text)


def bullets_of(products: pa.Table) -> Iterator[pa.Table]:
    """A passage for each bullet, of a JSON list or a line each."""
    for part in _parts(products, ("product_id", "bullets")):
        told = [_listed(cell) for cell in part.column("bullets").to_pylist()]
        rows, text = lines(pc.replace_substring_regex(plain(pa.array(told, TEXT)), f"(?m){_MARK}", ""))
        yield _told(part, rows, text)


def attributes_of(products: pa.Table, declared: tuple[str, ...]) -> Iterator[pa.Table]:
    """A passage for each attribute that says something."""
    for part in _parts(products, ("product_id", "attributes", "brand", "category", *declared)):
        rows: list[int] = []
        names: list[str] = []
        texts: list[str] = []
        for row, told in enumerate(merged(part, (*declared, *_TOLD))):
            for name, value in told.items():
                text = worded(name, value)
                if text:
                    rows.append(row)
                    names.append(name)
                    texts.append(text)
        yield _told(part, np.array(rows, dtype=np.int64), one_line(pa.array(texts, TEXT)), names)


def merged(products: pa.Table, columns: tuple[str, ...]) -> Iterator[dict[str, Any]]:
    """Attributes of each product: those of its JSON, then those of columns whose name is not among them."""
    cells = [products.column(name).to_pylist() for name in columns]
    for at, text in enumerate(products.column("attributes").to_pylist()):
        told: dict[str, Any] = json.loads(text) if text else {}
        known = {name.casefold() for name in told}
        for name, values in zip(columns, cells, strict=True):
            if values[at] is not None and name.casefold() not in known:
                told[name] = values[at] if name in _TOLD else _TRUTHS.get(values[at].casefold(), values[at])
        yield told


def _parts(products: pa.Table, columns: tuple[str, ...]) -> Iterator[pa.Table]:
    for start in range(0, products.num_rows, _ROWS):
        yield products.slice(start, _ROWS).select(list(columns))


def _told(part: pa.Table, rows: Any, text: pa.Array, ids: list[str] | None = None) -> pa.Table:
    columns = {"product_id": part.column("product_id").take(pa.array(rows)), "text": text}
    return pa.table(columns if ids is None else columns | {"id": pa.array(ids, TEXT)})


def _listed(cell: str | None) -> str:
    """Bullets a line each; what begins like a JSON list and is none is taken as it stands."""
    if cell is None:
        return ""
    if not cell.startswith("["):
        return cell
    try:
        told = json.loads(cell)
    except (ValueError, RecursionError):
        return cell
    # A bullet is one passage, line ends within it or not.
    return "\n".join(map(value_in_words, told))
