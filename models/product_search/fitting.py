"""What is fitted, in the order in which one needs the other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from ..steps import Steps
from ..stock import Availability
from .answering import Answerer
from .candidates import Retriever
from .catalogue import Catalogue
from .copies import late_searches, tuned_searches
from .examples import Examples
from .feature_table import Tables
from .fitting_log import Log, log_of
from .fitting_meaning import grader_of, indexed, tuned_network
from .fitting_ranker import ranker
from .graded import GradedProducts
from .lexical_index import LexicalIndex
from .parameters import SearchParameters
from .popular import Popular
from .product_words import ProductWords
from .ranker_tables import Given
from .reading import Reader, asked_queries, tastes_of
from .searching import Searcher
from .storage import LEXICAL
from .understanding import Understander

Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Fitted:
    """A search that answers.

    Attributes:
        answerer: All parts.
        metrics: On valid.
        facts: What the bundle says of itself, JSON values.
    """

    answerer: Answerer
    metrics: dict[str, float]
    facts: dict[str, Any]


def fit(data: Examples, chosen: SearchParameters, out: Path, steps: Steps) -> Fitted:
    """Fit all parts; the index of words is written to `out` as it is built.

    Args:
        data: Examples.
        chosen: All settings.
        out: Directory of the bundle.
        steps: Told of each.
    """
    with steps.step("reading products", 0.02, 0.05):
        catalogue = Catalogue.of(data.products)
        words = ProductWords.of(data.products, catalogue, chosen.features)
        availability = Availability.of(data.products, data.stock, chosen.lexical.masks_kept)
    with steps.step("reading the log", 0.05, 0.08):
        log = log_of(data, catalogue, chosen)
    with steps.step("indexing words", 0.08, 0.15):
        LexicalIndex.build(data.products, chosen.lexical, out / LEXICAL)
        lexical = LexicalIndex.open(out / LEXICAL, chosen.lexical)
    with steps.step("understanding queries", 0.15, 0.2):
        late = late_searches(data.train, chosen.ranking.late_share)
        reader, spelling = _reader(data, np.ones(len(data.train), dtype=bool), log, catalogue, chosen)
        earlier, _ = _reader(data, ~late & data.train.logged, log, catalogue, chosen)
    with steps.step("tuning the network", 0.2, 0.4) as told:
        apart = tuned_searches(data.train, late, chosen.ranking.late_share, chosen.seed)
        tuned = tuned_network(data, apart, log.propensities, chosen, told)
        if tuned.network is not None:
            late &= ~apart
    with steps.step("indexing meaning", 0.4, 0.55):
        encoder, dense = indexed(data, chosen, tuned)
    tables = Tables(catalogue, words, log.history, chosen.history.smoothing)
    searcher = Searcher(
        reader,
        log.served.names,
        tables,
        Retriever(lexical, dense, chosen.retrieval),
        encoder,
        None,
        chosen.features.most_words,
        chosen.features.most_meant,
    )
    with steps.step("growing the ranker", 0.55, 0.88) as told:
        past = replace(searcher, reader=earlier)
        given = Given(data, searcher, past, late, availability, log.propensities, chosen, log.now)
        booster, ranked = ranker(given, told)
    with steps.step("reading the last searches", 0.88, 0.9):
        final = _final(data, reader, log, catalogue, chosen)
    served = replace(searcher, reader=final, tables=replace(tables, history=log.final), booster=booster)
    with steps.step("learning grades", 0.9, 0.97):
        grader = grader_of(data, chosen)
    popular = Popular.of(catalogue, log.final, log.now)
    answerer = Answerer(served, availability, popular, GradedProducts(grader, out))
    graded = None if grader is None else grader.facts
    metrics = {name: value for name, value in ranked.items() if name.startswith("valid_") and isinstance(value, float)}
    return Fitted(
        answerer,
        metrics,
        _facts(data, log, catalogue)
        | {"ranker": ranked, "spelling": spelling, "tuning": tuned.facts, "grader": graded},
    )


def _reader(
    data: Examples, wanted: Truths, log: Log, catalogue: Catalogue, chosen: SearchParameters
) -> tuple[Reader, dict[str, float]]:
    """Taught by some searches of train."""
    queries = asked_queries(data.train, wanted, chosen.history.long_days, log.now)
    understander, facts = Understander.fit(
        data.products, queries, chosen.understanding, bodies=_bodies(data, chosen), seed=chosen.seed
    )
    return Reader(understander, tastes_of(understander, log.history, catalogue, chosen.history.smoothing)), facts


def _final(data: Examples, reader: Reader, log: Log, catalogue: Catalogue, chosen: SearchParameters) -> Reader:
    """What is served: it knows the searches of valid too."""
    asked, latest = (
        asked_queries(part, np.ones(len(part), dtype=bool), chosen.history.long_days, log.now)
        for part in (data.train, data.valid)
    )
    understander = reader.understander.retold(data.products, asked.and_then(latest), bodies=_bodies(data, chosen))
    return Reader(understander, tastes_of(understander, log.final, catalogue, chosen.history.smoothing))


def _bodies(data: Examples, chosen: SearchParameters) -> bool:
    """Whether bullets and descriptions are read too."""
    return len(data.products) <= chosen.lexical.body_up_to


def _facts(data: Examples, log: Log, catalogue: Catalogue) -> dict[str, Any]:
    return {
        "products": len(catalogue),
        "train_searches": len(data.train),
        "valid_searches": len(data.valid),
        "products_shown_in_the_log": len(log.served),
        "names": {kind: len(numbers) for kind, numbers in log.served.names.numbers.items()},
        "propensities": log.propensities.facts,
    }
