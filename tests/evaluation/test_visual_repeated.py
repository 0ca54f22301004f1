"""Near duplicates of train and valid are found whatever size, light and file, and nothing else is taken for one."""

from __future__ import annotations

import io
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pytest
from PIL import Image, ImageEnhance, ImageFilter
from visual_for_tests import SETTINGS, examples, photo, searcher

from evaluation import visual_search as room
from evaluation.visual_asking import Asking
from evaluation.visual_repeated import measures, print_of


def scene(seed: int) -> Image.Image:
    """Clouds of colour, as different as photos are."""
    coarse = np.random.default_rng(seed).integers(0, 255, (6, 8, 3), dtype=np.uint8)
    return Image.fromarray(coarse).resize((160, 120), Image.Resampling.BICUBIC)


def stored(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    file = io.BytesIO()
    image.save(file, kind, **options)
    return file.getvalue()


def apart(first: bytes, second: bytes) -> int:
    one, other = print_of(first), print_of(second)
    assert one is not None
    assert other is not None
    return int(np.unpackbits(one ^ other).sum())


def test_a_print_bears_size_light_blur_and_compression() -> None:
    image = scene(1)
    for changed in (
        stored(image, "JPEG", quality=30),
        stored(image.resize((80, 60))),
        stored(ImageEnhance.Brightness(image).enhance(0.7)),
        stored(image.filter(ImageFilter.GaussianBlur(2))),
    ):
        assert apart(stored(image), changed) <= 6
    assert min(apart(stored(image), stored(scene(seed))) for seed in range(2, 40)) > 10
    assert print_of(b"no picture") is None


@pytest.mark.parametrize("split", ["train", "valid"])
def test_photos_like_one_that_is_known_are_counted_and_the_others_measured_apart(tmp_path: Path, split: str) -> None:
    box = (10, 10, 40, 40)
    rows = [photo(f"p{at}", ("red" if at < 3 else "blue", box)) for at in range(5)]
    folder = examples(tmp_path, rows)
    test = pd.read_parquet(folder / "test.parquet")
    test["picture"] = [stored(scene(at)) for at in range(4)] + [b"broken"]
    test.to_parquet(folder / "test.parquet")
    test.head(2).assign(picture=[stored(scene(0), "JPEG", quality=50), b"broken"]).to_parquet(
        folder / f"{split}.parquet"
    )
    table = room.requests(folder)
    asking = Asking(searcher(), folder, SETTINGS)
    plain = pd.DataFrame({"group": table["group"], "shows": True, "hit_1": [False, True, True, False, False]})
    found = measures(asking, table, table, plain)
    assert found["near_duplicates"].value == 1 / 5
    assert found["top_1_unlike"].value == 2 / 4
    (folder / f"{split}.parquet").unlink()
    test.head(0).to_parquet(folder / f"{split}.parquet")
    assert measures(asking, table, table, plain)["near_duplicates"].value == 0
