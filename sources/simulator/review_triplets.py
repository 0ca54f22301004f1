"""What reviews say as triplets: of what, in which words, with which feeling; and what annotators make of it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from sources.simulator.review_banks import SENTIMENTS
from sources.simulator.review_clauses import Clauses
from sources.simulator.review_feelings import NEUTRAL
from sources.simulator.review_products import paired
from sources.simulator.review_speech import KINDS, speech
from sources.simulator.review_wording import SLOT
from sources.simulator.review_written import NOWHERE, Written
from sources.simulator.streams import draws
from sources.simulator.words import Index, Mask, gather

_ABSENT = -2
# Slots of what is judged and of what is said of it, by kind; "" is implied. The second triplet of "two_words" is of the
# first attribute, other second ones of the second.
_TRIPLETS: dict[str, tuple[tuple[str, str], ...]] = {
    "is": (("a", "o"),),
    "attribute": (("a", "o"),),
    "deed": (("a", "o"),),
    "affect": (("a", "o"),),
    "implied": (("", "o"),),
    "overall": (("", "o"),),
    "product": (("n", "o"),),
    "two_words": (("a", "o"), ("a", "p")),
    "two_aspects": (("a", "o"), ("b", "o")),
    "contrast": (("a", "o"), ("b", "p")),
    "unsaid_good": (("a", ""),),
    "unsaid_bad": (("a", ""),),
}


@dataclass(frozen=True)
class AnnotationRates:
    """Shares of triplets of annotated reviews."""

    missed: float = 0.02
    misjudged: float = 0.01  # the sentiment is another one


ANNOTATION_RATES = AnnotationRates()


@dataclass(frozen=True)
class Told:
    """Triplets in the order of reviews, (triplets,) each.

    Attributes:
        review, clause: Their places.
        aspect, opinion: First character and the one behind, `NOWHERE` where implied; (triplets, 2).
        attribute, feeling: What is judged, and how.
        missed: Whether annotators do not see it.
        seen: The feeling that annotators see.
    """

    review: Index
    clause: Index
    aspect: Index
    opinion: Index
    attribute: Index
    feeling: Index
    missed: Mask
    seen: Index

    def __len__(self) -> int:
        return len(self.review)


@cache
def _slots() -> Index:
    """Slots of judged and saying phrase, and place of the attribute, of both triplets of each kind; (kinds, 2, 3)."""
    found = np.full((len(KINDS), 2, 3), _ABSENT, np.int64)
    for kind, triplets in _TRIPLETS.items():
        for place, (aspect, opinion) in enumerate(triplets):
            of = int(aspect == "b")
            found[KINDS.index(kind), place] = SLOT.get(aspect, NOWHERE), SLOT.get(opinion, NOWHERE), of
    return found


def told(seed: int, said: Clauses, typed: Written) -> Told:
    """The triplets of reviews."""
    slots = _slots()[said.kind]
    clause, place = np.nonzero(slots[:, :, 2] != _ABSENT)
    aspect, opinion, of = slots[clause, place].T
    pair = paired(said.number[clause], place)
    feeling = said.feeling[clause, of]
    other = (feeling + 1 + (draws(pair, seed, "other feeling") < 0.5)) % len(SENTIMENTS)
    misjudged = draws(pair, seed, "misjudged") < ANNOTATION_RATES.misjudged
    return Told(
        review=said.review[clause],
        clause=clause,
        aspect=_span(typed, clause, aspect),
        opinion=_span(typed, clause, opinion),
        attribute=said.attribute[clause, of],
        feeling=feeling,
        missed=draws(pair, seed, "missed") < ANNOTATION_RATES.missed,
        seen=np.where(misjudged, other, feeling),
    )


def _span(typed: Written, clause: Index, slot: Index) -> Index:
    edges = np.stack([typed.begin[clause, slot], typed.end[clause, slot]], axis=1)
    return np.where((slot == NOWHERE)[:, None], NOWHERE, edges)


def mean_told(said: Clauses, count: int) -> npt.NDArray[np.float64]:
    """What each review says on the whole, -1 to 1; 0 where it says nothing."""
    judging = np.isin(said.kind, [KINDS.index(kind) for kind in (*_TRIPLETS, "abroad")])
    rows = said.review[judging]
    total = np.bincount(rows, said.feeling[judging, 0] - NEUTRAL, count)
    return total / np.maximum(np.bincount(rows, minlength=count), 1)


def span_columns(texts: list[str], ids: pa.Array, found: Told, rows: Index, feeling: Index) -> dict[str, object]:
    """Columns of triplets in the contract's manner: review_id, spans with their words, sentiment, attribute."""
    columns: dict[str, object] = {"review_id": ids.take(pa.array(found.review[rows]))}
    own = found.review[rows].tolist()
    for name, spans in (("aspect", found.aspect[rows]), ("opinion", found.opinion[rows])):
        there = spans[:, 0] != NOWHERE
        edges = zip(own, spans[:, 0].tolist(), spans[:, 1].tolist(), there.tolist(), strict=True)
        columns[name] = pa.array([texts[of][begin:end] if yes else None for of, begin, end, yes in edges], pa.string())
        columns[f"{name}_start"] = pa.array(spans[:, 0], mask=~there)
        columns[f"{name}_end"] = pa.array(spans[:, 1], mask=~there)
    columns["sentiment"] = gather(pa.array(SENTIMENTS), feeling[rows])
    columns["attribute"] = gather(pa.array(speech().names), found.attribute[rows])
    return columns
