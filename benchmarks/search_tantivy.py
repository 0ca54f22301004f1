"""BM25 by tantivy as it comes: its own words and parser, its constants fixed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Any, Final, Self

import numpy as np
import pandas as pd
import tantivy

from benchmarks.search_peers import TRIED, Ints, Mask, Setting, spelt, texts_of

SPELT: Final = "whitespace"  # words as our own index spells them
PLAIN: Final[Setting] = {"fields": "title", "words": "default"}
_STEMS: Final = {"en": "en_stem"}
_HEAP: Final = 256_000_000
_ROWS: Final = 20_000  # texts whose words are in memory at once
_SIGNS: Final = re.compile(r"[^\w\s]+")


@dataclass(frozen=True)
class Tantivy:
    """An index in memory.

    Attributes:
        index: Of tantivy.
        words: Its tokenizer.
    """

    index: Any
    words: str

    @classmethod
    def settings(cls, language: str) -> list[Setting]:
        stems = [_STEMS[language]] if language in _STEMS else []
        return [{"fields": fields, "words": words} for fields, words in product(TRIED, ("default", *stems, SPELT))]

    @classmethod
    def build(cls, products: pd.DataFrame, setting: Setting, *, threads: int, path: str | None = None) -> Self:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("text", stored=False, tokenizer_name=setting["words"], index_option="freq")
        builder.add_unsigned_field("row", stored=False, indexed=False, fast=True)
        index = tantivy.Index(builder.build(), path=path)
        writer = index.writer(_HEAP, threads)
        for start in range(0, len(products), _ROWS):
            texts = texts_of(products.iloc[start : start + _ROWS], setting["fields"])
            for row, text in enumerate(_spelt(texts) if setting["words"] == SPELT else texts, start):
                document = tantivy.Document()
                document.add_text("text", text)
                document.add_unsigned("row", row)
                writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        return cls(index, setting["words"])

    def search(self, queries: list[str], k: int, allowed: Sequence[Mask] | None = None) -> list[Ints]:
        if allowed is not None:
            raise ValueError("This peer cannot leave products out.")
        searcher = self.index.searcher()
        return [self._found(searcher, text, k) for text in (_spelt(queries) if self.words == SPELT else queries)]

    def _found(self, searcher: Any, text: str, k: int) -> Ints:
        # signs would be read as operators; in lower case, so are AND, OR and NOT not
        plain = _SIGNS.sub(" ", text).lower() if self.words != SPELT else text
        query, _ = self.index.parse_query_lenient(plain, ["text"])
        hits = searcher.search(query, limit=k, count=False).hits
        return np.array(searcher.fast_field_values("row", [address for _, address in hits]), dtype=np.int64)


def _spelt(texts: list[str]) -> list[str]:
    return [" ".join(words) for words in spelt(texts)]
