"""How fast an index of words is built and asked on one thread, over titles that are there many times."""

from __future__ import annotations

import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import numpy as np
import pandas as pd

from benchmarks import search_bm25s, search_tantivy
from models.product_search import lexical_index, terms
from models.product_search.lexical_settings import FieldWeights, LexicalSettings
from models.words import tokens

K: Final = 100
QUERIES: Final = 1_000
_LONGEST: Final = 1_000  # characters of a query
Json = dict[str, Any]
Ask = Callable[[str], Any]


def timed(name: str, products: pd.DataFrame, queries: list[str], titles: int) -> Json:
    """Index titles and ask one query after another for the best 100.

    Args:
        name: Of `INDEXES`.
        products: Of which the titles alone are taken, as often as there are wanted.
        queries: As they are typed.
        titles: Wanted.

    Returns:
        `titles`, `build_seconds`, `index_mb` on disk, `peak_mb`, `p50_ms`, `p99_ms`, `queries_per_second`.
    """
    rows = np.arange(titles) % len(products)
    many = pd.DataFrame({"title": products["title"].to_numpy(object)[rows]}).astype("str")
    before = _peak()
    with tempfile.TemporaryDirectory() as scratch:
        place, start = Path(scratch) / "index", time.perf_counter()
        ask = INDEXES[name](many, place)
        built = time.perf_counter() - start
        size = sum(path.stat().st_size for path in place.rglob("*") if path.is_file()) / 1e6
        spent = seconds_of(ask, queries[:QUERIES])
    return {
        "titles": titles,
        "build_seconds": built,
        "index_mb": size,
        "peak_mb": _peak(),
        "peak_mb_before": before,
        **rates(spent),
    }


def seconds_of(ask: Callable[[Any], Any], each: list[Any]) -> list[float]:
    """Seconds of each call, after some that are not counted."""
    for one in each[:20]:
        ask(one)
    spent = []
    for one in each:
        start = time.perf_counter()
        ask(one)
        spent.append(time.perf_counter() - start)
    return spent


def rates(spent: list[float]) -> Json:
    """`p50_ms`, `p99_ms`, and `queries_per_second` of one after another."""
    p50, p99 = np.quantile(np.array(spent), [0.5, 0.99]) * 1e3
    return {"p50_ms": float(p50), "p99_ms": float(p99), "queries_per_second": len(spent) / sum(spent)}


def _bm25s(products: pd.DataFrame, place: Path) -> Ask:
    built = search_bm25s.Bm25s.build(products, {**search_bm25s.PLAIN, "words": search_bm25s.OWN}, threads=1)
    built.index.save(str(place), show_progress=False)
    known = built.index.vocab_dict

    def ask(query: str) -> Any:
        words = [word for word in search_bm25s.words_of([query], built.words, "")[0] if word in known]
        return (
            built.index.retrieve([words], k=min(K, len(products)), show_progress=False, n_threads=0) if words else None
        )

    return ask


def _tantivy(products: pd.DataFrame, place: Path) -> Ask:
    place.mkdir()
    built = search_tantivy.Tantivy.build(products, search_tantivy.PLAIN, threads=1, path=str(place))
    return lambda query: built.search([query], K)


def _ours(products: pd.DataFrame, place: Path) -> Ask:
    settings = LexicalSettings(fields=FieldWeights(1.0, 0.0, 0.0, 0.0, 0.0, 0.0))
    lexical_index.LexicalIndex.build(products, settings, place)
    index = lexical_index.LexicalIndex.open(place, settings)
    return lambda query: index.search(terms.plain(tokens(query, _LONGEST)), K, None)


INDEXES: Final[dict[str, Callable[[pd.DataFrame, Path], Ask]]] = {
    "BM25 (bm25s)": _bm25s,
    "BM25 (tantivy)": _tantivy,
    "ours, words alone": _ours,
}


def _peak() -> float:
    """Largest resident memory of this process in decimal MB."""
    unit = 1.0 if sys.platform == "darwin" else 1024.0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1e6
