"""Where the parts of a bundle lie."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import numpy as np
import pandas as pd

from ..booster_file import booster_of
from ..dense_index import FILE, DenseIndex
from ..stock import Availability
from .answering import Answerer
from .candidates import Retriever
from .catalogue import Catalogue
from .feature_table import NAMES, Tables
from .graded import READ, TEXTS, GradedProducts
from .grading import Grader
from .history import History
from .lexical_index import LexicalIndex
from .names import Names
from .parameters import SearchParameters
from .places import Places
from .popular import Popular
from .product_words import ProductWords
from .reading import Reader, tastes_of
from .searching import Searcher
from .text_encoder import TextEncoder
from .understanding import Understander

LEXICAL: Final = "lexical"
DENSE: Final = "dense"
GRADER: Final = "grader"
READER: Final = "reader"
STOCK: Final = "stock.npz"
HISTORY: Final = "history.npz"
POPULAR: Final = "popular.npz"
RANKER: Final = "ranker.ubj"


def save(answerer: Answerer, products: pd.DataFrame, directory: Path) -> None:
    """Write all that was fitted into a directory; the index of words lies there already.

    Args:
        answerer: What was fitted.
        products: In the order of their positions.
        directory: Of the bundle.
    """
    searcher = answerer.searcher
    searcher.tables.catalogue.save(directory)
    searcher.tables.words.save(directory)
    searcher.names.save(directory)
    np.savez(directory / HISTORY, allow_pickle=False, **searcher.tables.history.arrays())
    np.savez(directory / POPULAR, order=answerer.popular.order)
    answerer.availability.save(directory / STOCK)
    products[list(READ)].to_parquet(directory / TEXTS, index=False)
    searcher.reader.save(directory / READER)
    if searcher.encoder is not None and searcher.retriever.dense is not None:
        searcher.encoder.save(directory / DENSE)
        searcher.retriever.dense.save(directory / DENSE)
    if searcher.booster is not None:
        searcher.booster.save_model(directory / RANKER)
    if answerer.grades.grader is not None:
        answerer.grades.grader.save(directory / GRADER)


def index_bytes(directory: Path) -> dict[str, int]:
    """Size of each index; that of meaning is read into memory as it is, and that of words is mapped as it is used."""
    files = [path for path in (directory / LEXICAL).rglob("*") if path.is_file()]
    meaning = directory / DENSE / FILE
    return {
        "words": sum(path.stat().st_size for path in files),
        "meaning": meaning.stat().st_size if meaning.is_file() else 0,
    }


def load(directory: Path, parameters: SearchParameters) -> Answerer:
    """Read what `save` wrote."""
    catalogue = Catalogue.load(directory)
    with np.load(directory / HISTORY, allow_pickle=False) as arrays:
        history = History.read(arrays)
    with np.load(directory / POPULAR, allow_pickle=False) as arrays:
        popular = Popular(arrays["order"])
    has_meaning = (directory / DENSE).is_dir()
    retriever = Retriever(
        LexicalIndex.open(directory / LEXICAL, parameters.lexical),
        DenseIndex.open(directory / DENSE) if has_meaning else None,
        parameters.retrieval,
    )
    understander = Understander.load(directory / READER, parameters.understanding)
    tastes = tastes_of(understander, history, catalogue, parameters.history.smoothing)
    searcher = Searcher(
        Reader(understander, tastes),
        Names.load(directory),
        Tables(catalogue, ProductWords.load(directory), history, parameters.history.smoothing),
        retriever,
        TextEncoder.load(directory / DENSE) if has_meaning else None,
        booster_of(directory / RANKER, NAMES),
        parameters.features.most_words,
        parameters.features.most_meant,
    )
    availability = Availability.load(directory / STOCK, parameters.lexical.masks_kept)
    grader = Grader.load(directory / GRADER) if (directory / GRADER).is_dir() else None
    return Answerer(searcher, availability, popular, GradedProducts(grader, directory), Places.load(directory))
