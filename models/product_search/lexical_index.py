"""Products by the words of their fields: BM25 (Robertson and Walker, SIGIR 1994) in an index of tantivy."""

from __future__ import annotations

import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import tantivy

from ..stock import Mask
from .folder_removal import remove_folder
from .lexical_documents import NAMES, POSITION, documents_of, indexed_fields, schema_of
from .lexical_settings import LexicalSettings
from .segment_names import name_by_content
from .terms import WeightedTerms

Found = tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]

_ROWS: Final = 20_000  # products that are spelt in memory at once
_LOCKS: Final = ".tantivy-*.lock"
_MEGABYTE: Final = 1_000_000
_GROWTH: Final = 4  # times as many are asked for again, where too few of those found can be had


@dataclass(frozen=True)
class LexicalIndex:
    """An index that is read, from any number of threads.

    The score of a product is the sum, over words and fields, of BM25 of the word in the field, times the weights of
    both. A sum alone lets tantivy pass over products that cannot come up any more; a maximum over fields took three
    times as long at a million products.
    """

    settings: LexicalSettings
    _index: tantivy.Index
    _searcher: tantivy.Searcher

    @classmethod
    def build(cls, products: pd.DataFrame, settings: LexicalSettings, out: Path) -> None:
        """Write the index of a catalogue into a new directory.

        Args:
            products: Rows in order of position, with the fields' columns of text.
            settings: Which fields, and how much of each.
            out: Is created.
        """
        out.mkdir(parents=True)
        index = tantivy.Index(schema_of(indexed_fields(settings)), path=str(out))
        # Else a reader that follows commits opens the index once more, and may leave its lock behind those taken away.
        index.config_reader("manual")
        # One thread: products lie in order of position then, and one segment holds them while the heap does.
        writer = index.writer(settings.heap_megabytes * _MEGABYTE, 1)
        for start in range(0, len(products), _ROWS):
            for document in documents_of(products.iloc[start : start + _ROWS], start, settings):
                writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()
        for lock in out.glob(_LOCKS):
            lock.unlink()
        name_by_content(out)

    @classmethod
    def open(cls, directory: Path, settings: LexicalSettings) -> LexicalIndex:
        """Read what `build` wrote.

        tantivy writes a lock where it opens an index, and a bundle is not to be written to (it may not even allow it):
        so the index is opened in a folder of links to its files, which is gone once they are mapped.
        """
        links = Path(tempfile.mkdtemp())
        try:
            for file in directory.iterdir():
                (links / file.name).symlink_to(file.resolve())
            index = tantivy.Index.open(str(links))
            index.config_reader("manual")
            return cls(settings, index, index.searcher())
        finally:
            remove_folder(links)

    def search(
        self, terms: WeightedTerms, k: int, allowed: Mask | None
    ) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.float32]]:
        """The best products for weighted words.

        Args:
            terms: Words and their weights; without any, nothing is found.
            k: Most products.
            allowed: Products that can be had, (products,); all where None.

        Returns:
            Positions and scores, the best first; equal scores in order of position.
        """
        weights = asdict(self.settings.fields)
        large = self._searcher.num_docs > self.settings.body_up_to
        names = {name: weights[name] for name in NAMES if weights[name] > 0}
        every = {name: weight for name, weight in weights.items() if weight > 0}
        found = self._found(terms, names if large else every, k, allowed)
        if large and len(found[0]) < k and len(every) > len(names):
            found = self._found(terms, every, k, allowed)
        return found

    def _found(self, terms: WeightedTerms, fields: Mapping[str, float], k: int, allowed: Mask | None) -> Found:
        query = _query(self._index.schema, terms, fields)
        most = max(k, self.settings.most_fetched)
        asked = k if allowed is None else min(most, int(np.ceil(k * self.settings.over_fetch)))
        while True:
            hits = self._searcher.search(query, limit=max(asked, 1), count=False).hits
            held = self._searcher.fast_field_values(POSITION, [address for _, address in hits])
            positions = np.array(held, dtype=np.int64)
            scores = np.array([score for score, _ in hits], dtype=np.float32)
            if allowed is not None:
                kept = allowed[positions]
                positions, scores = positions[kept], scores[kept]
            if len(positions) >= k or len(hits) < asked or asked >= most:
                order = np.lexsort((positions, -scores))[:k]
                return positions[order], scores[order]
            asked = min(most, asked * _GROWTH)


def _query(schema: tantivy.Schema, terms: WeightedTerms, fields: Mapping[str, float]) -> tantivy.Query:
    query = tantivy.Query
    asked = [
        (tantivy.Occur.Should, query.boost_query(query.term_query(schema, name, word, "freq"), weight * of_field))
        for group in terms
        for word, weight in zip(group.words, group.weights, strict=True)
        for name, of_field in fields.items()
    ]
    return query.boolean_query(asked) if asked else query.empty_query()
