"""Products as documents of an index of words: which fields they have, and how much of each is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Final

import pandas as pd
import tantivy

from ..words import spelt_column
from .lexical_settings import LexicalSettings

NAMES: Final = ("title", "brand", "category", "colour")
BODY: Final = ("bullets", "description")
POSITION: Final = "position"


def indexed_fields(settings: LexicalSettings) -> list[str]:
    """Names of the fields that count for anything."""
    weights = asdict(settings.fields)
    return [name for name in (*NAMES, *BODY) if weights[name] > 0]


def schema_of(fields: Sequence[str]) -> tantivy.Schema:
    """Fields of spelt words, and the position of the product."""
    builder = tantivy.SchemaBuilder()
    for name in fields:
        builder.add_text_field(name, stored=False, tokenizer_name="whitespace", index_option="freq")
    builder.add_unsigned_field(POSITION, stored=False, indexed=False, fast=True)
    return builder.build()


def documents_of(products: pd.DataFrame, first: int, settings: LexicalSettings) -> Iterable[tantivy.Document]:
    """Products of a table in its order, numbered from `first` on."""
    fields = indexed_fields(settings)
    most = {**dict.fromkeys(NAMES, settings.title_characters), **dict.fromkeys(BODY, settings.body_characters)}
    spelt = [spelt_column(products[name], most[name]) for name in fields]
    for row in range(len(products)):
        document = tantivy.Document()
        for name, texts in zip(fields, spelt, strict=True):
            if texts[row]:
                document.add_text(name, texts[row])
        document.add_unsigned(POSITION, first + row)
        yield document
