"""What is learnt of meaning: the network, vectors of products, and grades of pairs."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ..dense_index import DenseIndex
from .biencoder import Tuned, tune
from .example_parts import Part
from .examples import Examples
from .grading import Grader
from .parameters import SearchParameters
from .propensity import Propensities
from .ranking import Progress
from .text_encoder import TextEncoder
from .training_rows import worth_of
from .tuning_pairs import TuningPairs

Ints = npt.NDArray[np.int64]
Truths = npt.NDArray[np.bool_]


def tuned_network(
    data: Examples, wanted: Truths, propensities: Propensities, chosen: SearchParameters, told: Progress
) -> Tuned:
    """The network as past searches tune it; as it is packaged where meaning is left out.

    Args:
        data: Examples.
        wanted: Searches of train that it may learn from; (searches,).
        propensities: Of places.
        chosen: All settings.
        told: Of the share that is done.
    """
    if not chosen.retrieval.dense:
        return Tuned(None, {"kept": False, "why": "meaning is left out"})
    part, taken = data.train, wanted[data.train.pairs.search]
    pairs = part.pairs.take(taken)
    worth = worth_of(part, propensities, chosen.propensity.most_weight)[taken]
    looked = np.where(part.logged[pairs.search], propensities.of(pairs.rank), 1.0)
    how = chosen.tuning
    gains = {"right": how.right_gain, "wrong": how.wrong_gain, "looks": how.least_looks}
    shown = TuningPairs.of(_queries(part, pairs.search), pairs.product, worth, looked, **gains)
    return tune(data.products, shown, how, chosen.dense, seed=chosen.seed, threads=chosen.threads, progress=told)


def grader_of(data: Examples, chosen: SearchParameters) -> Grader | None:
    """Learnt from the pairs of train that have one of the four grades; None where they do not suffice."""
    pairs = data.train.pairs.take(data.train.pairs.grade >= 0)
    queries = _queries(data.train, pairs.search)
    graded = data.products.iloc[pairs.product]
    return Grader.fit(queries, graded, pairs.grade, chosen.grading, seed=chosen.seed, threads=chosen.threads)


def indexed(data: Examples, chosen: SearchParameters, tuned: Tuned) -> tuple[TextEncoder | None, DenseIndex | None]:
    """Vectors of queries and the index over those of products; none where meaning is left out."""
    if not chosen.retrieval.dense:
        return None, None
    encoder = TextEncoder.fit(data.products, chosen.dense, threads=chosen.threads, network=tuned.network)
    vectors = encoder.products(data.products, chosen.threads)
    index = DenseIndex.build(vectors, chosen.dense.index, seed=chosen.seed, threads=chosen.threads)
    return encoder, index


def _queries(part: Part, search: Ints) -> list[str]:
    """Queries of searches as they were typed, one a pair."""
    texts = part.searches["query"].fillna("").to_numpy(dtype=object)
    return list(texts[search])
