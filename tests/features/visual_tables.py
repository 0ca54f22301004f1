"""Made-up products as plain squares of a colour, and photos of them."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from PIL import Image

from features.visual_search import FeaturesParameters, build
from models.media_writing import write_shards

SMALL = FeaturesParameters(min_photos=2, side=32, photo_side=48, held_out_products=0.2)


def colour_of(product: int) -> tuple[int, int, int]:
    return (37 * product) % 256, (91 * product + 60) % 256, (151 * product + 120) % 256


def square(colour: tuple[int, int, int], side: int = 40, place: int | None = None) -> Image.Image:
    """A square of a colour: on all of the picture, or 20 pixels wide at a place of a grey one."""
    if place is None:
        return Image.new("RGB", (side, side), colour)
    picture = Image.new("RGB", (96, 64), (128, 128, 128))
    picture.paste(Image.new("RGB", (20, 20), colour), (place, place))
    return picture


def bytes_of(picture: Image.Image, form: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    picture.save(file, form, **options)
    return file.getvalue()


def shop(products: int = 10, photos: int = 12) -> tuple[dict[str, pd.DataFrame], dict[str, bytes]]:
    """Each product has a picture and photos with a box, taken two at a time; photos of nothing and distractors too."""
    images: dict[str, bytes] = {}
    goods, shots = [], []
    for at in range(products):
        product, colour = f"p{at:02}", colour_of(at)
        images[f"catalogue/{product}.png"] = bytes_of(square(colour))
        goods.append({"product_id": product, "image": f"catalogue/{product}.png", "title": f"Square {at}"})
        for number in range(photos):
            name = f"photos/{product}-{number}.png"
            images[name] = bytes_of(square(colour, place=number))
            box = [number, number, number + 20, number + 20]
            shots.append(
                {
                    "photo_id": f"{product}-{number:02}",
                    "image": name,
                    "product_ids": json.dumps([product]),
                    "boxes": json.dumps([box]),
                    "group": f"{product}-{number // 2}",
                }
            )
    for number in range(photos):
        name = f"photos/nothing-{number}.png"
        images[name] = bytes_of(Image.new("RGB", (50, 60), (number, number, number)))
        shots.append({"photo_id": f"nothing-{number:02}", "image": name, "product_ids": "[]"})
    images["others/a.png"] = bytes_of(square((9, 9, 9)))
    others = [{"image": "others/a.png"}, {"image": "others/a.png"}]
    return (
        {"catalogue": pd.DataFrame(goods), "photos": pd.DataFrame(shots), "distractors": pd.DataFrame(others)},
        images,
    )


def built(
    folder: Path,
    tables: dict[str, pd.DataFrame],
    images: dict[str, bytes],
    parameters: FeaturesParameters = SMALL,
) -> tuple[dict[str, Any], dict[str, pd.DataFrame]]:
    """The facts, and what was written by name."""
    clean, out = folder / "clean", folder / "out"
    clean.mkdir(parents=True)
    for name, table in tables.items():
        table.to_parquet(clean / f"{name}.parquet", index=False)
    write_shards(clean, "images", sorted(images.items()))
    facts = build(clean, out, parameters)
    return facts, {path.stem: pd.read_parquet(path) for path in sorted(out.glob("*.parquet"))}


def pixels(data: bytes) -> np.ndarray[Any, np.dtype[np.uint8]]:
    with Image.open(io.BytesIO(data)) as picture:
        return np.asarray(picture.convert("RGB"))
