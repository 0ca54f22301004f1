"""A loaded search of which each step is timed."""

from __future__ import annotations

import time
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Final

from models.product_search import ProductSearch

STEPS: Final = (
    "what can be had",
    "understanding",
    "query vector",
    "search by words",
    "search by meaning",
    "cosines",
    "past queries",
    "features",
    "trees",
)
_OF_PAST_QUERIES: Final = ("meant", "known")


@dataclass
class Clock:
    """Seconds of each step since it was last put to nothing."""

    seconds: dict[str, float] = field(default_factory=lambda: defaultdict(float))

    def clear(self) -> None:
        """To nothing."""
        self.seconds.clear()


class Timed:
    """Stands for an object, and times some of its methods."""

    def __init__(self, inner: Any, steps: Mapping[str, str], clock: Clock) -> None:
        self._inner, self._steps, self._clock = inner, steps, clock

    def __getattr__(self, name: str) -> Any:
        found = getattr(self._inner, name)
        return self._timed(found, self._steps[name]) if name in self._steps else found

    def _timed(self, work: Callable[..., Any], step: str) -> Callable[..., Any]:
        def timed(*given: Any, **named: Any) -> Any:
            start = time.perf_counter()
            try:
                return work(*given, **named)
            finally:
                self._clock.seconds[step] += time.perf_counter() - start

        return timed


def with_stopwatch(model: ProductSearch, clock: Clock) -> ProductSearch:
    """The same search, on one thread, whose steps the clock counts."""

    def timed(inner: Any, **steps: str) -> Any:
        return None if inner is None else Timed(inner, steps, clock)

    searcher = model.answerer.searcher
    retriever = replace(
        searcher.retriever,
        lexical=timed(searcher.retriever.lexical, search="search by words"),
        dense=timed(searcher.retriever.dense, search="search by meaning", vectors="cosines"),
    )
    searcher = replace(
        searcher,
        reader=timed(searcher.reader, read="understanding"),
        encoder=timed(searcher.encoder, queries="query vector"),
        retriever=retriever,
        tables=timed(searcher.tables, of_query="features", of_moments="features"),
        booster=timed(searcher.booster, inplace_predict="trees"),
    )
    for name in _OF_PAST_QUERIES:
        method = Timed(searcher, {name: "past queries"}, clock)
        object.__setattr__(searcher, name, getattr(method, name))
    availability = timed(model.answerer.availability, mask="what can be had")
    answerer = replace(model.answerer, searcher=searcher, availability=availability)
    return replace(on_one_thread(model), answerer=answerer)


def on_one_thread(model: ProductSearch) -> ProductSearch:
    """The same search; batches are answered on one thread too."""
    return replace(model, parameters=replace(model.parameters, threads=1))
