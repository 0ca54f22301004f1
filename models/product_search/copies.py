"""Searches as the ranker learns them: whole, and typed in part; with and without their customer."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from .example_parts import Part
from .history_settings import HistorySettings
from .ranking_settings import RankingSettings
from .search_log import query_keys

Ints = npt.NDArray[np.int64]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]

_DAY: Final = 86_400.0


@dataclass(frozen=True)
class Copies:
    """Searches to be understood, answered and learnt from.

    Attributes:
        search: Row of the search in its split; (copies,).
        typed: What is typed of its query.
        told: Whether the customer is told; (copies,).
        stale: Seconds before the search at which the log ends for it; (copies,).
    """

    search: Ints
    typed: list[str]
    told: Truths
    stale: Numbers

    def __len__(self) -> int:
        return len(self.search)

    def part(self, start: int, end: int) -> Copies:
        """Some of them, in their order."""
        return Copies(self.search[start:end], self.typed[start:end], self.told[start:end], self.stale[start:end])

    @classmethod
    def of_train(
        cls, part: Part, wanted: Truths, settings: RankingSettings, history: HistorySettings, seed: int
    ) -> Self:
        """A draw of the wanted searches, some of them a second time and typed in part.

        Args:
            part: The split.
            wanted: Searches that tell something: those with a relevant product; (searches,).
            settings: How many, and what of them.
            history: How stale the log may be.
            seed: Of the draw.
        """
        rng = np.random.default_rng(seed)
        search = np.flatnonzero(wanted)
        if len(search) > settings.most_searches:
            search = np.sort(rng.choice(search, settings.most_searches, replace=False))
        again = search[rng.random(len(search)) < settings.partial_share]
        shares = rng.uniform(settings.least_typed, 1.0, len(again))
        every = np.append(search, again)
        return cls(
            every,
            typed_in_part(part.searches["query"].iloc[every], np.append(np.ones(len(search)), shares)),
            rng.random(len(every)) >= settings.impersonal_share,
            rng.uniform(0.0, history.staleness_days * _DAY, len(every)),
        )

    @classmethod
    def whole(cls, part: Part, wanted: Truths, most: int, seed: int) -> Self:
        """At most so many of the wanted searches as they were typed, with their customers, and the log up to them."""
        search = np.flatnonzero(wanted)
        if len(search) > most:
            search = np.sort(np.random.default_rng(seed).choice(search, most, replace=False))
        queries = typed_in_part(part.searches["query"].iloc[search], np.ones(len(search)))
        return cls(search, queries, np.ones(len(search), dtype=bool), np.zeros(len(search)))


def typed_in_part(queries: pd.Series[str], shares: Numbers) -> list[str]:
    """The first characters of queries, at least one of each that has one.

    Args:
        queries: Texts, null where nothing was typed.
        shares: Of the characters, above 0 and at most 1; (queries,).
    """
    texts = ["" if pd.isna(query) else str(query) for query in queries]
    return [text[: int(np.ceil(len(text) * share))] for text, share in zip(texts, shares, strict=True)]


def late_searches(part: Part, share: float) -> Truths:
    """The latest logged searches, and all others that are judged or without a time; (searches,).

    Args:
        part: Of train.
        share: Of the logged searches with a time; above 0, at most 1.
    """
    known = part.logged & np.isfinite(part.times)
    if not known.any():
        return np.ones(len(part), dtype=bool)
    begins = np.quantile(part.times[known], 1 - share)
    return np.asarray(~known | (part.times >= begins))


def tuned_searches(part: Part, late: Truths, share: float, seed: int) -> Truths:
    """Searches that the network may be tuned on; (searches,).

    Whatever it learns by heart would look to the trees like a likeness that tells all. So they are grown on none of
    these where the network is kept: of the logged ones it has those that are not late, of the others all searches of
    some queries.

    Args:
        part: Of train.
        late: As `late_searches` gives them.
        share: Of the queries of other searches, that are left to the trees; above 0, at most 1.
        seed: Of their draw.
    """
    known = part.logged & np.isfinite(part.times)
    query, queries = pd.factorize(np.array(query_keys(part.searches["query"]), dtype=object))
    drawn = np.random.default_rng(seed).random(len(queries)) >= share
    return np.asarray(np.where(known, ~late, drawn[query]), dtype=np.bool_)
