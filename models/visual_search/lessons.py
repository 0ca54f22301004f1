"""What the network is shown, step by step."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import torch

from .batch_changes import blurred, covered, lit, mixed
from .batch_views import Viewing
from .canvases import Canvases
from .embedder_settings import EmbedderSettings
from .examples import Crops, Scenes

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Lesson:
    """A step.

    Attributes:
        views: Values 0 to 1, (n, 3, side, side).
        codes: Of each view's product; (n,).
        others: Of the product that is mixed in; (n,).
        share: Of each view that is its own.
    """

    views: torch.Tensor
    codes: torch.Tensor
    others: torch.Tensor
    share: float

    def to(self, where: torch.device) -> Lesson:
        """The same, there."""
        return Lesson(self.views.to(where), self.codes.to(where), self.others.to(where), self.share)


class Lessons:
    """Draws steps of photos and catalogue pictures; each kind is gone through in passes of random order.

    Args:
        crops: What is learned from; photos and catalogue pictures of a product have one code.
        photos: That products of the catalogue are set on.
        settings: Of the whole training.
        seed: Of all that is drawn.
        threads: That decode.

    Attributes:
        products: That are told apart.
    """

    def __init__(
        self,
        crops: Crops,
        photos: Scenes,
        settings: EmbedderSettings,
        *,
        seed: int,
        threads: int,
    ) -> None:
        chosen = settings.fitting
        self._codes, self.products = _codes(crops, chosen.most_products)
        learned = np.flatnonzero(self._codes >= 0)
        catalogue = crops.of_catalogue[learned]
        self._rows = learned[~catalogue], learned[catalogue]
        self._rng = np.random.default_rng(seed)
        every = *(crops.taken(rows) for rows in self._rows), _whole(photos, chosen.grounds, self._rng)
        self._photos, self._catalogue, self._grounds = (
            Canvases(one, chosen, settings.cutouts, threads) for one in every
        )
        self._counts = _shares(len(self._photos), len(self._catalogue), chosen.batch, chosen.catalogue_share)
        self._steps = max(chosen.shown // chosen.batch, 1)
        generator = torch.Generator().manual_seed(seed)
        self._sides = chosen.small_side, settings.network.side
        self._small_steps, self._given = int(chosen.small_share * self._steps), 0
        self._viewing = Viewing(settings.changes, settings.network.side, generator)
        self._orders = [np.zeros(0, dtype=np.int64), np.zeros(0, dtype=np.int64)]

    def __len__(self) -> int:
        return self._steps

    def drawn(self) -> Lesson:
        """The next step."""
        self._viewing.side = self._side()
        photos, products = (self._next(kind, count) for kind, count in enumerate(self._counts))
        parts = []
        if len(photos):
            parts.append(self._viewing.photos(self._photos.taken(photos)))
        if len(products):
            parts.append(self._viewing.products(self._catalogue.taken(products), self._drawn_grounds(len(products))))
        views = lit(torch.cat(parts), self._viewing)
        changed = mixed(covered(blurred(views, self._viewing), self._viewing), self._viewing)
        rows = np.concatenate([self._rows[0][photos], self._rows[1][products]])
        codes = torch.from_numpy(self._codes[rows])
        return Lesson(changed.views, codes, codes[changed.others], changed.share)

    def close(self) -> None:
        """Let go of the threads that decode."""
        for one in (self._photos, self._catalogue, self._grounds):
            one.close()

    def _side(self) -> int:
        """Of the next step's views, in pixels."""
        self._given += 1
        return min(self._sides) if self._given <= self._small_steps else self._sides[1]

    def _next(self, kind: int, count: int) -> Ints:
        """Rows of one kind, each once before one comes again."""
        total = len(self._rows[kind])
        while len(self._orders[kind]) < count:
            self._orders[kind] = np.concatenate([self._orders[kind], self._rng.permutation(total)])
        rows, self._orders[kind] = self._orders[kind][:count], self._orders[kind][count:]
        return rows

    def _drawn_grounds(self, count: int) -> torch.Tensor:
        """Photos that products are set on; where there are none, noise in large spots."""
        if len(self._grounds):
            return self._grounds.taken(self._rng.integers(len(self._grounds), size=count))
        spots = torch.from_numpy(self._rng.random((count, 3, 8, 8), dtype=np.float32))
        return torch.nn.functional.interpolate(spots, scale_factor=8, mode="bilinear", align_corners=False)


def _codes(crops: Crops, most: int) -> tuple[Ints, int]:
    """Codes from 0 of the products that are told apart, -1 for others; of too many, those with most pictures."""
    found, inverse, counts = np.unique(crops.products, return_inverse=True, return_counts=True)
    order = np.argsort(-counts, kind="stable")[:most]
    codes = np.full(len(found), -1, dtype=np.int64)
    codes[np.sort(order)] = np.arange(len(order))
    return codes[inverse], len(order)


def _shares(photos: int, products: int, batch: int, share: float) -> tuple[int, int]:
    """How many pictures of a step are of either kind."""
    if not photos or not products:
        return (batch, 0) if photos else (0, batch)
    of_catalogue = min(max(round(batch * share), 1), batch - 1)
    return batch - of_catalogue, of_catalogue


def _whole(photos: Scenes, most: int, rng: np.random.Generator) -> Crops:
    """Some photos, all of each."""
    rows = np.sort(rng.choice(len(photos), min(most, len(photos)), replace=False)).tolist()
    boxes = np.full((len(rows), 4), np.nan, dtype=np.float32)
    nothing = np.zeros(len(rows), dtype=np.int64)
    return Crops(tuple(photos.pictures[row] for row in rows), boxes, nothing, np.zeros(len(rows), dtype=np.bool_))
