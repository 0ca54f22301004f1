"""Reviews of which triplets are known by the end of training."""

from __future__ import annotations

from dataclasses import dataclass, fields

import numpy as np

from ..request_cells import Texts
from .doubts import Doubts
from .examples import Examples
from .extracted import NONE, Extracted, Flags, Ints, Triplets
from .extractor import Extractor
from .parameters import ReviewExtractionParameters
from .readable import readable


@dataclass(frozen=True)
class Read:
    """Reviews with the triplets that are known of them: those annotated, and those that the engine read.

    Attributes:
        texts, products: Of reviews.
        triplets: Theirs; annotated ones are sure.
        teaching: Which reviews may teach; the others are only shown; (n,).
    """

    texts: list[str]
    products: Texts
    triplets: Extracted
    teaching: Flags

    def of_products(self) -> Read:
        """Those of which the product is known."""
        return self._take(np.array([one is not None for one in self.products], dtype=bool))

    def that_teach(self) -> Read:
        """Those that are not only shown."""
        return self._take(self.teaching)

    def _take(self, chosen: Flags) -> Read:
        rows = np.flatnonzero(chosen)
        place = np.full(len(self.texts), NONE, dtype=np.int64)
        place[rows] = np.arange(len(rows))
        kept = self.triplets.take(place[self.triplets.text] != NONE)
        columns = {one.name: getattr(kept, one.name) for one in fields(kept)} | {"text": place[kept.text]}
        return Read(
            [self.texts[row] for row in rows.tolist()],
            [self.products[row] for row in rows.tolist()],
            Extracted(**columns),
            self.teaching[rows],
        )


def known_reviews(data: Examples, engine: Extractor, doubts: Doubts, chosen: ReviewExtractionParameters) -> Read:
    """Annotated reviews as they are, the latest others of products as a request of them is read."""
    latest = np.lexsort((np.arange(len(data.products)), -np.nan_to_num(data.products.seconds, nan=-np.inf)))
    rows = np.sort(latest[: chosen.ratings.known_reviews]).tolist()
    texts = doubts.to_read(data.products, rows)
    own = readable(texts, engine.extract(texts, chosen.threads))
    parts = [_sure(data.train.reviews.triplets), _sure(data.valid.reviews.triplets), own]
    annotated = (data.train, data.valid)
    offsets = np.cumsum([0, *(len(one) for one in annotated)]).tolist()
    columns = {one.name: np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(Extracted)}
    columns["text"] = np.concatenate([part.text + offset for part, offset in zip(parts, offsets, strict=True)])
    return Read(
        [*data.train.reviews.texts, *data.valid.reviews.texts, *texts],
        [*data.train.products, *data.valid.products, *(data.products.products[row] for row in rows)],
        Extracted(**columns),
        np.concatenate([np.ones(offsets[-1], dtype=bool), data.teaching[rows]]),
    )


def _sure(triplets: Triplets) -> Extracted:
    """Annotated triplets as such that are read without a doubt."""
    columns: dict[str, Ints] = {one.name: getattr(triplets, one.name) for one in fields(Triplets)}
    return Extracted(**columns, confidence=np.ones(len(triplets)))
