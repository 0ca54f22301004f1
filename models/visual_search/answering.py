"""Photos answered: where products may be, what each place resembles, how sure that is, and what of it is told."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Protocol

import numpy as np
import numpy.typing as npt

from ..blas_threads import one_blas_thread
from ..pictures import Picture, UnreadablePicture, read_picture
from .answers import NOTHING, UNREADABLE, Answer, no_answer
from .asked_how import AskedHow
from .boxes import Boxes, scaled
from .confidence import Confidence, Reals, columns_of
from .examples import Pixels, cut
from .index import GONE, Found, PictureIndex
from .parameters import VisualSearchParameters
from .pooling import Floats, Ints, Ranked, products_of
from .regions import Embeds, Locates, Regions, regions_of, told, vectors_of
from .widening import widened

_FULL: Final = 1.0


class Reranks(Protocol):
    """What looks closer at the entries that were found."""

    def __len__(self) -> int: ...

    def rerank(self, crop: Pixels, entries: Ints, scores: Floats) -> Floats: ...

    def extended(self, lots: Iterable[Sequence[Pixels]], threads: int) -> Reranks: ...

    def taken(self, entries: Ints) -> Reranks: ...

    def save(self, directory: Path) -> None: ...


@dataclass(frozen=True)
class Looked:
    """What was found in some pictures.

    Attributes:
        regions: Of them.
        ranked: Products of each region.
        known: Chance of each region to show something of the catalogue; (regions,).
        shares: Chances of the products, given that; as `ranked`.
    """

    regions: Regions
    ranked: Ranked
    known: Reals
    shares: Reals


@dataclass(frozen=True)
class Answerer:
    """All that was fitted, but for the index, which changes.

    Attributes:
        locator: Finds boxes.
        embedder: Makes vectors.
        head: Looks closer at what the index found; None where that does not pay.
        confidence: How sure an answer is.
        softness: See `index_settings`.
        parameters: Of all parts.
    """

    locator: Locates
    embedder: Embeds
    head: Reranks | None
    confidence: Confidence
    softness: float
    parameters: VisualSearchParameters

    def answers(self, pictures: Sequence[bytes], asked: AskedHow, index: PictureIndex) -> list[Answer]:
        """One a picture; equal bytes are looked at once."""
        places: dict[bytes, int] = {}
        rows = [places.setdefault(data, len(places)) for data in pictures]
        different = list(places)
        batch = self.parameters.index.batch
        found: list[Answer] = []
        with one_blas_thread():
            for begin in range(0, len(different), batch):
                found += self._answered(different[begin : begin + batch], asked, index)
        return [found[row] for row in rows]

    def vectors(self, pixels: Sequence[Pixels], regions: Regions) -> Floats:
        """Vectors of regions of pictures; (regions, dimensions)."""
        with one_blas_thread():
            return vectors_of(pixels, regions, self.embedder, self.parameters.regions)

    def found(
        self,
        pixels: Sequence[Pixels],
        regions: Regions,
        vectors: Floats,
        index: PictureIndex,
        without: frozenset[str] = frozenset(),
    ) -> Found:
        """Entries near to regions of pictures, in the order of the head where there is one.

        Args:
            pixels: The pictures.
            regions: Of them.
            vectors: Of the regions.
            index: Of the catalogue.
            without: Products that are not to be found.
        """
        most, threads = self.parameters.index.found, self.parameters.threads
        found = index.search(vectors, most, threads=threads, without=without)
        return found if self.head is None else self._reranked(self.head, pixels, regions, found)

    def looked(self, regions: Regions, found: Found) -> Looked:
        """What entries say of regions."""
        ranked = products_of(found, self.softness)
        known = self.confidence.known(columns_of(ranked, regions))
        return Looked(regions, ranked, known, self.confidence.shares(ranked.scores.astype(np.float64)))

    def _reranked(self, head: Reranks, pixels: Sequence[Pixels], regions: Regions, found: Found) -> Found:
        scores = found.scores.copy()
        known = (found.owners != GONE) & (found.entries < len(head))
        for row, (picture, box) in enumerate(zip(regions.pictures, regions.boxes, strict=True)):
            crop = cut(pixels[int(picture)], box)
            scores[row, known[row]] = head.rerank(crop, found.entries[row, known[row]], found.scores[row, known[row]])
        order = np.argsort(-scores, axis=1, kind="stable")
        return Found(
            np.take_along_axis(found.entries, order, axis=1),
            np.take_along_axis(found.owners, order, axis=1),
            np.take_along_axis(scores, order, axis=1),
        )

    def _answered(self, pictures: Sequence[bytes], asked: AskedHow, index: PictureIndex) -> list[Answer]:
        out: list[Answer | None] = [None] * len(pictures)
        readable: list[tuple[int, Picture]] = []
        for row, data in enumerate(pictures):
            try:
                readable.append((row, read_picture(data, self.parameters.pictures)))
            except UnreadablePicture as error:
                out[row] = no_answer(f"{UNREADABLE}{error.reason}")
        pixels = [picture.pixels for _, picture in readable]
        regions = regions_of(
            pixels, self.locator if asked.locate else None, self.parameters.regions, self.parameters.threads
        )
        vectors = self.vectors(pixels, regions)
        looked = self.looked(regions, self.found(pixels, regions, vectors, index, asked.without))
        looked = self._further(looked, vectors, asked, index)
        for place, (row, picture) in enumerate(readable):
            out[row] = self._told(looked, np.flatnonzero(regions.pictures == place), picture, asked)
        return [one for one in out if one is not None]

    def _further(self, looked: Looked, vectors: Floats, asked: AskedHow, index: PictureIndex) -> Looked:
        """With as many products as are asked for; the chances are shared by those that were found at first."""
        ranked = widened(
            looked.ranked, vectors, index, asked.k, self.parameters.index,
            softness=self.softness, threads=self.parameters.threads, without=asked.without,
        )  # fmt: skip
        more = ranked.products.shape[1] - looked.shares.shape[1]
        return replace(looked, ranked=ranked, shares=np.pad(looked.shares, ((0, 0), (0, more))))

    def _told(self, looked: Looked, rows: Ints, picture: Picture, asked: AskedHow) -> Answer:
        """What is told of the regions `rows` of one picture."""
        firsts = looked.ranked.products[rows, 0]
        chances = self.confidence.chances(looked.known[rows], looked.shares[rows], looked.regions.taken(rows))
        sureness = chances[:, 0]
        kept = firsts != GONE
        if asked.refuse:
            known = np.where(kept, looked.known[rows], 0.0)
            line = self.confidence.threshold if asked.locate else self.confidence.threshold_whole
            if not kept.any() or known.max() < line:
                return no_answer(NOTHING)
            kept &= (known >= self.parameters.confidence.least_known) | (known == known.max())
        rows, firsts, sureness, chances = rows[kept], firsts[kept], sureness[kept], chances[kept]
        if not len(rows):
            return no_answer(NOTHING)
        chosen = told(looked.regions.boxes[rows], firsts, sureness, self.parameters.regions)
        rows, chances = rows[chosen], chances[chosen]
        lengths = [int((looked.ranked.products[row, : asked.k] != GONE).sum()) for row in rows]
        each = list(zip(rows.tolist(), lengths, strict=True))
        return Answer(
            _upright(looked.regions.boxes[rows], picture),
            looked.regions.scores[rows],
            tuple(looked.ranked.products[row, :length] for row, length in each),
            tuple(looked.ranked.scores[row, :length] for row, length in each),
            tuple(own[:length].astype(np.float32) for own, length in zip(chances, lengths, strict=True)),
        )


def _upright(boxes: Boxes, picture: Picture) -> npt.NDArray[np.float32]:
    """Boxes in pixels of the upright original."""
    return scaled(boxes / np.float32(picture.scale), _FULL, picture.width, picture.height)
