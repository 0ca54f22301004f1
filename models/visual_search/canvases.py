"""Pictures as the training of the network holds them: square, decoded once where they are few."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import numpy.typing as npt
import torch
from PIL import Image

from .cutouts import cut_out
from .embedder_training_settings import FittingSettings
from .examples import Crops, cut, decoded
from .scene_settings import CutoutSettings

Pixels = npt.NDArray[np.uint8]
Ints = npt.NDArray[np.int64]
Floats = npt.NDArray[np.float32]

_GREY = 128


def squared(pixels: Pixels, side: int) -> Pixels:
    """A picture in the middle of a square, its longest side as long as the square's.

    What it does not reach is of its border's mean colour, or of no colour where it has a fourth channel.

    Args:
        pixels: (height, width, 3) or (height, width, 4), the last one opacity.
        side: Of the square, in pixels.
    """
    height, width, channels = pixels.shape
    share = side / max(height, width)
    size = max(1, round(width * share)), max(1, round(height * share))
    image = Image.fromarray(pixels)
    if image.size != size:
        image = image.resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0)
    if size == (side, side):
        return np.asarray(image)
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    ground = (0, 0, 0, 0) if channels == 4 else tuple(int(value) for value in border.mean(axis=0))
    square = Image.new(image.mode, (side, side), ground)
    square.paste(image, ((side - size[0]) // 2, (side - size[1]) // 2))
    return np.asarray(square)


def resized(pixels: Pixels, side: int) -> Pixels:
    """A picture whose longest side is at most so many pixels."""
    height, width = pixels.shape[:2]
    share = side / max(height, width)
    if share >= 1:
        return pixels
    size = max(1, round(width * share)), max(1, round(height * share))
    return np.asarray(Image.fromarray(pixels).resize(size, Image.Resampling.BICUBIC, reducing_gap=2.0))


def nearer(crop: Pixels, shares: tuple[float, ...]) -> list[Pixels]:
    """A crop, and its middle as often as there are shares of its height and width."""
    height, width = crop.shape[:2]
    views = [crop]
    for share in shares:
        down, across = max(round(height * share), 1), max(round(width * share), 1)
        top, left = (height - down) // 2, (width - across) // 2
        views.append(crop[top : top + down, left : left + across])
    return views


class Canvases:
    """Crops of one kind, as squares.

    Args:
        crops: All of photos, or all of the catalogue; those of the catalogue are cut out, and have opacity.
        settings: How large they are kept, and how many.
        cutting: How they are cut out.
        threads: That decode.
    """

    def __init__(self, crops: Crops, settings: FittingSettings, cutting: CutoutSettings, threads: int) -> None:
        self._crops, self._cutting = crops, cutting
        self._side, self._around = settings.kept_side, settings.around
        self._pool = ThreadPoolExecutor(max(threads, 1))
        self._kept: torch.Tensor | None = None
        if len(crops) <= settings.kept_pictures:
            self._kept = self._decoded(np.arange(len(crops)))

    def __len__(self) -> int:
        return len(self._crops)

    def taken(self, rows: Ints) -> torch.Tensor:
        """Values 0 to 1, (n, 3 or 4, side, side); the colours of what is not opaque are none."""
        found = self._decoded(rows) if self._kept is None else self._kept[torch.from_numpy(rows)]
        return found.float().mul_(1 / 255)

    def close(self) -> None:
        """Let go of the threads."""
        self._pool.shutdown()

    def _decoded(self, rows: Ints) -> torch.Tensor:
        """As bytes, (n, 3 or 4, side, side)."""
        channels = 4 if len(rows) and self._crops.of_catalogue[rows[0]] else 3
        found = np.empty((len(rows), channels, self._side, self._side), dtype=np.uint8)

        def put(place: int) -> None:
            # all at once would be held twice
            found[place] = self._one(int(rows[place])).transpose(2, 0, 1)

        for _ in self._pool.map(put, range(len(rows))):
            pass
        return torch.from_numpy(found)

    def _one(self, row: int) -> Pixels:
        if not self._crops.of_catalogue[row]:
            box = widened(self._crops.boxes[row], self._around)
            return squared(cut(decoded(self._crops.pictures[row]), box), self._side)
        layered = self._crops.rgba(row)
        cutout = cut_out(self._crops.pixels(row) if layered is None else layered, self._cutting)
        return premultiplied(squared(np.asarray(cutout.picture), self._side))


def premultiplied(pixels: Pixels) -> Pixels:
    """Colours as far as they are opaque, so that what is sampled between pixels takes no colour of the ground."""
    opacity = pixels[..., 3:].astype(np.uint16)
    return np.dstack([(pixels[..., :3] * opacity // 255).astype(np.uint8), pixels[..., 3]])


def widened(box: Floats, share: float) -> Floats:
    """A box that reaches beyond each of its sides by a share of its width and height; (4,)."""
    beyond = np.float32(share) * np.tile(box[2:] - box[:2], 2)
    return np.asarray(box + beyond * np.array([-1, -1, 1, 1]), dtype=np.float32)
