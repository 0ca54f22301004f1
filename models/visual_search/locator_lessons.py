"""What the locator learns from: scenes put together, photos with boxes, and other views of them at each pass."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

import numpy as np
import torch

from .backgrounds import Backgrounds
from .cutouts import Cutout
from .locator_losses import Lesson
from .locator_settings import LocatorSettings
from .locator_views import as_read, part_views
from .scene_settings import SceneSettings
from .scenes import Scene, compose


def composed(
    count: int,
    side: int,
    cutouts: Sequence[Cutout],
    backgrounds: Backgrounds,
    settings: SceneSettings,
    seed: int,
    threads: int,
) -> list[Scene]:
    """So many scenes of a height and width; the same seed gives the same ones, whatever the threads."""
    seeds = np.random.SeedSequence(seed).spawn(count)

    def one(own: np.random.SeedSequence) -> Scene:
        return compose(np.random.default_rng(own), cutouts, backgrounds, side, settings)

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, seeds))


@dataclass(frozen=True)
class Lessons:
    """Pictures with boxes, all of them squares of one size.

    Attributes:
        scenes: Put together.
        photos: Real.
        settings: Of the locator.
        seed: Of order and views.
    """

    scenes: Sequence[Scene]
    photos: Sequence[Scene]
    settings: LocatorSettings
    seed: int

    @property
    def steps(self) -> int:
        """Batches of a pass."""
        return -(-(len(self.scenes) + len(self.photos) * self.settings.photo_passes) // self.settings.batch_size)

    def batches(self, epoch: int, device: torch.device) -> Iterator[tuple[torch.Tensor, Lesson]]:
        """One pass in random order: views, (n, 3, side, side), and their boxes."""
        rng = np.random.default_rng((self.seed, epoch))
        generator = torch.Generator().manual_seed(int(rng.integers(2**62)))
        shown = [*self.scenes, *(one for one in self.photos for _ in range(self.settings.photo_passes))]
        for rows in np.array_split(rng.permutation(len(shown)), self.steps):
            some = [shown[row] for row in rows.tolist()]
            pictures = as_read(np.stack([one.pixels for one in some]), device)
            yield part_views(
                pictures, lesson_of(some, self.settings.scene.least_visible, device), self.settings, generator
            )


def lesson_of(scenes: Sequence[Scene], least_visible: float, device: torch.device) -> Lesson:
    """The boxes of some scenes, filled up to one number."""
    most = max(max(len(one.boxes) for one in scenes), 1)
    boxes = np.zeros((len(scenes), most, 4), dtype=np.float32)
    visible = np.zeros((len(scenes), most), dtype=np.float32)
    for row, one in enumerate(scenes):
        boxes[row, : len(one.boxes)], visible[row, : len(one.boxes)] = one.boxes, one.visible
    return Lesson(torch.from_numpy(boxes).to(device), torch.from_numpy(visible).to(device), least_visible)
