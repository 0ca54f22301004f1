"""Small pictures of made-up products, for tests of what sees them: shapes of one size in few colours."""

from __future__ import annotations

import io

import numpy as np
from PIL import Image, ImageDraw

from models.visual_search.examples import Crops, Scenes

_COLOURS = ((200, 40, 40), (40, 90, 200))
_SHAPES = ("disc", "square", "bars")
PRODUCTS = len(_COLOURS) * len(_SHAPES)  # of each shape one in each colour, so that neither alone tells them apart


def drawing(product: int, ground: tuple[int, int, int] | np.ndarray, side: int = 64, turn: float = 0.0) -> Image.Image:
    """A product in the middle of a ground of one colour, or on a picture."""
    colour, shape = _COLOURS[product % len(_COLOURS)], _SHAPES[product // len(_COLOURS)]
    layer = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    pen, low, high = ImageDraw.Draw(layer), side // 5, side - side // 5
    if shape == "disc":
        pen.ellipse((low, low, high, high), fill=colour)
    elif shape == "square":
        pen.rectangle((low, low, high, high), fill=colour)
    else:
        for left in range(low, high, side // 6):
            pen.rectangle((left, low, left + side // 12, high), fill=colour)
    under = Image.new("RGB", (side, side), ground) if isinstance(ground, tuple) else Image.fromarray(ground)
    under.paste(layer.rotate(turn), (0, 0), layer.rotate(turn))
    return under


def encoded(picture: Image.Image) -> bytes:
    """As a file."""
    out = io.BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def photo(product: int, rng: np.random.Generator, side: int = 64) -> Image.Image:
    """A product somewhere in a dim picture of spots, a little turned."""
    spots = rng.integers(60, 190, size=(4, 4, 3), dtype=np.uint8)
    ground = np.asarray(Image.fromarray(spots).resize((side, side)))
    shown = np.asarray(drawing(product, ground, side, float(rng.uniform(-15, 15))), dtype=np.float32)
    return Image.fromarray((shown * rng.uniform(0.7, 1.0)).astype(np.uint8))


def photo_crops(per_product: int, seed: int, products: range = range(PRODUCTS)) -> Crops:
    """Whole photos of each product."""
    rng = np.random.default_rng(seed)
    codes = np.repeat(np.array(products, dtype=np.int64), per_product)
    pictures = tuple(encoded(photo(code, rng)) for code in codes.tolist())
    return crops_of(pictures, codes, of_catalogue=False)


def catalogue_crops(products: range = range(PRODUCTS)) -> Crops:
    """One picture of each product on white."""
    pictures = tuple(encoded(drawing(code, (255, 255, 255))) for code in products)
    return crops_of(pictures, np.array(products, dtype=np.int64), of_catalogue=True)


def crops_of(pictures: tuple[bytes, ...], codes: np.ndarray, *, of_catalogue: bool) -> Crops:
    """Whole pictures of products."""
    boxes = np.full((len(codes), 4), np.nan, dtype=np.float32)
    return Crops(pictures, boxes, codes, np.full(len(codes), of_catalogue))


def scenes_of(crops: Crops) -> Scenes:
    """The photos that crops were taken from."""
    codes = tuple(np.array([code], dtype=np.int64) for code in crops.products.tolist())
    return Scenes(crops.pictures, codes, (None,) * len(crops))


def pixels_of(crops: Crops) -> list[np.ndarray]:
    """All of them, decoded."""
    return [crops.pixels(row) for row in range(len(crops))]
