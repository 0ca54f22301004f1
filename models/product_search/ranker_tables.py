"""Tables that the ranker is grown on and measured on: copies of train's searches, and valid as it was typed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from ..stock import Availability
from .copies import Copies
from .example_parts import Part
from .examples import Examples
from .feature_table import NAMES
from .parameters import SearchParameters
from .propensity import Propensities
from .ranking import Progress, Table
from .searching import Searcher
from .training_rows import asks_of, table_of, worth_of

Floats = npt.NDArray[np.float32]
Numbers = npt.NDArray[np.float64]
Truths = npt.NDArray[np.bool_]


@dataclass(frozen=True)
class Given:
    """What rankers are made from.

    Attributes:
        data: The examples.
        searcher: Without a ranker; its log answers for any moment of train.
        earlier: The same, but it reads queries by what the searches before the late ones taught.
        late: Searches of train that trees may be grown on; (searches,).
        availability: What could be had.
        propensities: Of places.
        parameters: All settings.
        now: The time of searches without one, seconds since 1970.
    """

    data: Examples
    searcher: Searcher
    earlier: Searcher
    late: Truths
    availability: Availability
    propensities: Propensities
    parameters: SearchParameters
    now: float


def wanted_searches(part: Part, given: Given) -> tuple[Numbers, Truths]:
    """Worth of the split's pairs, and which searches have a relevant product."""
    chosen = given.parameters
    worth = worth_of(part, given.propensities, chosen.propensity.most_weight)
    return worth, np.bincount(part.pairs.search, worth > 0, len(part)) > 0


def valid_table(given: Given) -> tuple[Table, Floats]:
    """Searches of valid as they were typed, and the fused score of each row.

    A logged one is measured on what was shown: what was not shown may have been as good (condensed lists: Sakai, SIGIR
    2007). A judged one is measured on all that is found, and what was not judged is worth nothing. What is not found is
    out of both: the fused order has it last of all, the trees anywhere, and no customer would see it.
    """
    part, chosen = given.data.valid, given.parameters
    worth, wanted = wanted_searches(part, given)
    tables: list[tuple[Table, Floats]] = []
    for logged, unseen in ((True, 0), (False, chosen.retrieval.lexical + chosen.retrieval.dense)):
        copies = Copies.whole(part, wanted & (part.logged == logged), chosen.ranking.most_valid, chosen.seed)
        if len(copies):
            tables.append(table_of_copies(part, copies, worth, unseen, given, given.searcher, only_found=True))
    return _together(tables)


def table_of_copies(
    part: Part,
    copies: Copies,
    worth: Numbers,
    unseen: int,
    given: Given,
    searcher: Searcher,
    *,
    only_found: bool,
    progress: Progress | None = None,
) -> tuple[Table, Floats]:
    """Rows of copies, and the fused score of each; a chunk at a time, so that only rows that are kept are held.

    Args:
        part: The split.
        copies: Of its searches.
        worth: Of the split's pairs.
        unseen: Found products a copy that count as worth nothing.
        given: What rankers are made from.
        searcher: Finds the candidates.
        only_found: Leave out what was shown or judged and is in no list.
        progress: Called with the share of the copies that is done.
    """
    chosen, tables = given.parameters, []
    for start in range(0, len(copies), chosen.chunk):
        some = copies.part(start, start + chosen.chunk)
        asks = asks_of(part, some, searcher, given.availability, given.now)
        readings = searcher.read(asks, chosen.threads, correct=True, partial=True, completions=0)
        found = searcher.find(asks, readings, chosen.threads)
        tables.append(table_of(found, part, some, worth, unseen, chosen.seed + start, only_found=only_found))
        if progress:
            progress(start / len(copies))
    return _together(tables)


def _together(tables: list[tuple[Table, Floats]]) -> tuple[Table, Floats]:
    """One table of several, searches numbered on."""
    if not tables:
        nothing = np.zeros(0, dtype=np.float32)
        return Table(np.zeros((0, len(NAMES)), dtype=np.float32), nothing, np.zeros(0, dtype=np.int64)), nothing
    first, numbered = 0, []
    for table, _ in tables:
        numbered.append(replace(table, searches=table.searches + first))
        first += int(table.searches.max(initial=-1)) + 1
    whole = Table(
        np.concatenate([one.features for one in numbered]),
        np.concatenate([one.labels for one in numbered]),
        np.concatenate([one.searches for one in numbered]),
    )
    return whole, np.concatenate([fused for _, fused in tables])
