"""Scenes put together of cut out products: what the locator learns from where nobody has drawn boxes."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from PIL import Image
from scipy import ndimage

from .augment import photographed
from .backgrounds import Backgrounds
from .cutouts import Cutout
from .laying import Turned, covered, place_of, put, turned, within
from .occluders import colour_of, occluder
from .scene_settings import SceneSettings

Pixels = npt.NDArray[np.uint8]
Numbers = npt.NDArray[np.int32]


@dataclass(frozen=True)
class Scene:
    """Several products in one picture.

    Attributes:
        pixels: Red, green, blue, (height, width, 3).
        boxes: Left, top, right, bottom of what is seen of each product, in pixels; (n, 4).
        owners: Which cutout each is, (n,).
        visible: Share of each that is seen, above 0 up to 1; (n,).
    """

    pixels: Pixels
    boxes: npt.NDArray[np.float32]
    owners: npt.NDArray[np.int64]
    visible: npt.NDArray[np.float32]


def compose(
    rng: np.random.Generator, cutouts: Sequence[Cutout], backgrounds: Backgrounds, side: int, settings: SceneSettings
) -> Scene:
    """One scene: a ground, things that are no products, products, what covers them, and then the camera.

    Cutting and pasting teaches to find things (Dwibedi et al. 2017, "Cut, Paste and Learn"), if it does not teach to
    find the pasting: so shapes that are no products are pasted, too, and the camera comes last.

    Args:
        rng: Of everything in it.
        cutouts: To choose from, at least one.
        backgrounds: Of grounds.
        side: Height and width of the scene in pixels.
        settings: Of the scene.
    """
    canvas = Image.fromarray(backgrounds.draw(rng, side))
    for _ in range(int(rng.integers(0, settings.clutter + 1))):
        _lay_thing(rng, canvas, settings)
    alone = rng.random() < settings.alone
    numbers = np.zeros((side, side), dtype=np.int32)  # of the product that is seen at each pixel
    owners: list[int] = []
    areas: list[int] = []
    for _ in range(1 if alone else int(rng.integers(settings.least, settings.most + 1))):
        owner = int(rng.integers(len(cutouts)))
        product = turned(rng, cutouts[owner].picture, _longest(rng, alone, side, settings), settings)
        place = _free_place(rng, product, numbers, settings)
        if place is not None:
            owners.append(owner)
            areas.append(product.area)
            _lay(rng, canvas, product, place, numbers, len(owners), settings)
    boxes, seen = _seen(numbers, len(owners))
    shown = seen > 0
    visible = (seen / np.maximum(np.array(areas, dtype=np.float32), 1)).astype(np.float32)
    pixels = photographed(rng, np.asarray(canvas), settings.augment)
    return Scene(pixels, boxes[shown], np.array(owners, dtype=np.int64)[shown], visible[shown])


def _longest(rng: np.random.Generator, alone: bool, side: int, settings: SceneSettings) -> float:
    """Longest side of a product in pixels, evenly over the logarithm; large where it is alone."""
    least = max(settings.smallest, settings.largest / 2) if alone else settings.smallest
    return side * math.exp(rng.uniform(math.log(least), math.log(settings.largest)))


def _free_place(
    rng: np.random.Generator, product: Turned, numbers: Numbers, settings: SceneSettings
) -> tuple[int, int] | None:
    """Left and top of a place that others do not fill too much already; None: none was found."""
    for _ in range(settings.tries):
        place = place_of(rng, product.picture.size, len(numbers), settings.outside)
        rows, part = within(product.picture.size, place, len(numbers))
        if ((numbers[rows] > 0) & product.there[part]).sum() <= settings.overlap * product.area:
            return place
    return None


def _lay(
    rng: np.random.Generator,
    canvas: Image.Image,
    product: Turned,
    place: tuple[int, int],
    numbers: Numbers,
    number: int,
    settings: SceneSettings,
) -> None:
    """Lay a product, and perhaps something over it; its number stands where it is seen."""
    size = product.picture.size
    put(rng, canvas, product.picture, place, rng.random() * (rng.random() < settings.shadowed))
    rows, part = within(size, place, len(numbers))
    numbers[rows][product.there[part]] = number
    if rng.random() < settings.covered:
        shape = covered(rng, canvas, size, place, rng.uniform(0, settings.hidden))
        numbers[rows][shape[part]] = 0


def _lay_thing(rng: np.random.Generator, canvas: Image.Image, settings: SceneSettings) -> None:
    """Something that is no product: a shape of one colour."""
    longest = round(_longest(rng, False, canvas.width, settings))
    shape = occluder(rng, (longest, longest), rng.uniform(0.1, 0.9))
    canvas.paste(colour_of(rng), place_of(rng, shape.size, canvas.width, settings.outside), shape)


def _seen(numbers: Numbers, count: int) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.int64]]:
    """Bounds (count, 4) of what is seen of each product, and pixels of it (count,)."""
    boxes = np.zeros((count, 4), dtype=np.float32)
    for row, found in enumerate(ndimage.find_objects(numbers, max_label=count)):
        if found is not None:
            down, across = found
            boxes[row] = across.start, down.start, across.stop, down.stop
    return boxes, np.bincount(numbers.ravel(), minlength=count + 1)[1:]
