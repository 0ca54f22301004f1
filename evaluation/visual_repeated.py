"""Test photos that nearly are photos of train or valid: how many there are, and how well all others are answered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any, Final

import faiss
import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow.parquet as pq
from PIL import Image
from scipy.fft import dctn

from evaluation.measure import Measure
from evaluation.visual_asking import Asking, Flags, opened
from evaluation.visual_photos import each_photo
from models.pictures import PictureLimits

Prints = npt.NDArray[np.uint8]

MEASURES: Final = ("near_duplicates", "top_1_unlike")
_SIDE: Final = 32  # of the grey picture that is transformed, and of its low frequencies, as pHash has it
_LOW: Final = 8
_READ: Final = PictureLimits(side=2 * _SIDE)
_LOT: Final = 256  # photos that are read at once
_KNOWN: Final = ("train", "valid")  # what was learnt from, and what was chosen by; photos of both may be entries


def measures(asking: Asking, table: pd.DataFrame, sample: pd.DataFrame, plain: pd.DataFrame) -> dict[str, Measure]:
    """The share of test photos that are like one of train or valid, and top_1 of the others of a sample.

    Args:
        asking: `alike_bits`, the most bits of 64 in which prints of photos that are alike differ.
        table: All rows of `visual_requests.requests`.
        sample: Some of those that show a product.
        plain: Outcomes of them as they are.
    """
    bits = int(asking.settings["alike_bits"])
    alike = repeated(asking, (photo.picture for photo in each_photo(table)), bits)
    rows = pd.DataFrame({"group": table["group"].to_numpy(object), "alike": alike})
    says = f"of the test photos, those whose perceptual hash is within {bits} bits of 64 of one of train or valid"
    found = asking.share("near_duplicates", says, rows, "alike")
    like = set(table.loc[alike, "example_id"])
    others = plain[~sample["example_id"].isin(like).to_numpy(dtype=bool)]
    says = "top_1 of test photos that are like none of train or valid"
    return found | asking.share("top_1_unlike", says, others, "hit_1", "shows")


def repeated(asking: Asking, pictures: Iterable[Any], bits: int) -> Flags:
    """Which pictures are like a photo of train or valid; those that cannot be read are like none."""
    index: Any = faiss.IndexBinaryFlat(_LOW * _LOW)
    for lot in _known(asking):
        index.add(lot)
    prints = [print_of(data) for data in pictures]
    readable = np.array([one is not None for one in prints], dtype=bool)
    alike = np.zeros(len(prints), dtype=bool)
    if index.ntotal and readable.any():
        distances, _ = index.search(np.stack([one for one in prints if one is not None]), 1)
        alike[readable] = distances[:, 0] <= bits
    return alike


def print_of(data: bytes) -> Prints | None:
    """The perceptual hash of a picture, 64 bits in (8,); None where it cannot be read.

    Which of the low frequencies of its cosine transform are above their median (Zauner, "Implementation and
    Benchmarking of Perceptual Image Hash Functions", 2010); the mean is left out.
    """
    image = opened(data, _READ)
    if image is None:
        return None
    grey = np.asarray(image.convert("L").resize((_SIDE, _SIDE), Image.Resampling.BOX), dtype=np.float64)
    low = dctn(grey, norm="ortho")[:_LOW, :_LOW].ravel()
    low[0] = 0.0
    found: Prints = np.packbits(low > np.median(low[1:]))
    return found


def _known(asking: Asking) -> Iterator[Prints]:
    for split in _KNOWN:
        with pq.ParquetFile(asking.examples / f"{split}.parquet") as file:
            for batch in file.iter_batches(_LOT, columns=["picture"]):
                made = [one for data in batch.column("picture").to_pylist() if (one := print_of(data)) is not None]
                if made:
                    yield np.stack(made)
