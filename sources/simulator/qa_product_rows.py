"""Rows of products: their attributes, bullets and descriptions put together from what makers tell."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.qa_passages import ATTRIBUTE, BULLET, DESCRIPTION, Passages
from sources.simulator.qa_products import Questioned
from sources.simulator.qa_rates import TOLD_RATES
from sources.simulator.streams import draws
from sources.simulator.words import Index, Mask, Strings, hexadecimal
from sources.simulator.writing import none_if_empty

_NUMBER = r"^(?P<value>\d+(?:\.\d+)?) (?P<unit>[A-Za-z]+)$"


def product_table(seed: int, products: Questioned, said: Passages) -> pa.Table:
    """The contract's rows of products of a shelf; those abroad as their shop tells them.

    Args:
        seed: Of the world.
        products: Of the shelf.
        said: What makers tell of them.
    """
    listed = draws(products.goods.number, seed, "list of bullets") < TOLD_RATES.listed
    bullets, description = products.rows.column("bullets"), products.rows.column("description")
    return pa.table(
        {
            "product_id": hexadecimal("p", products.goods.number),
            "title": products.rows.column("title"),
            "description": _either(products, _joined(products, said.of(DESCRIPTION), " "), description),
            "bullets": _either(products, _bullets(products, said.of(BULLET), listed), bullets),
            "attributes": _attributes(seed, products, said.of(ATTRIBUTE)),
            "category": products.rows.column("category"),
            "brand": products.rows.column("brand"),
        }
    )


def _either(products: Questioned, english: Strings, abroad: pa.ChunkedArray) -> Strings:
    return pc.if_else(pa.array(products.english), english, abroad.combine_chunks())


def _joined(products: Questioned, said: Passages, between: str, texts: Strings | None = None) -> Strings:
    """Passages of each product one after the other, null where it has none; (products,)."""
    order = np.argsort(said.product, kind="stable")
    texts = (said.text if texts is None else texts).take(pa.array(order))
    starts: Index = np.searchsorted(said.product[order], np.arange(len(products) + 1))
    whole = pc.binary_join(pa.ListArray.from_arrays(pa.array(starts, pa.int32()), texts), between)
    return none_if_empty(whole)


def _bullets(products: Questioned, said: Passages, listed: Mask) -> Strings:
    """Bullets as a JSON list, or as lines."""
    lines = _joined(products, said, "\n")
    items = _joined(products, said, ", ", _quoted(said.text))
    items = pc.binary_join_element_wise("[", items, "]", "")
    return pc.if_else(pa.array(listed), items, lines)


def _quoted(texts: Strings) -> Strings:
    """Texts as JSON has them."""
    for plain, written in (("\\", "\\\\"), ('"', '\\"'), ("\n", "\\n")):
        texts = pc.replace_substring(texts, plain, written)
    return pc.binary_join_element_wise('"', texts, '"', "")


def _attributes(seed: int, products: Questioned, said: Passages) -> Strings:
    """Attributes as a JSON object: texts, flags, and numbers with their units."""
    found = pc.extract_regex(said.value, _NUMBER)
    structured = draws(products.goods.number, seed, "structured attributes") < TOLD_RATES.structured
    value, unit = (pc.struct_field(found, place) for place in range(2))
    pair = pc.binary_join_element_wise('{"value": ', value, ', "unit": "', unit, '"}', "")
    flag = pc.if_else(pc.equal(said.value, "yes"), "true", pc.if_else(pc.equal(said.value, "no"), "false", None))
    written = pc.if_else(pa.array(structured[said.product]), pc.coalesce(pair, flag, _quoted(said.value)), None)
    written = pc.coalesce(written, _quoted(said.value))
    pairs = pc.binary_join_element_wise(_quoted(said.key), written, ": ")
    return pc.binary_join_element_wise("{", _joined(products, said, ", ", pairs), "}", "")
