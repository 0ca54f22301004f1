"""Examples as training reads them: pictures stay encoded until one is looked at."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow.parquet as pq
from PIL import Image

from ..pictures import PictureLimits, read_picture

Pixels = npt.NDArray[np.uint8]
Boxes = npt.NDArray[np.float32]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

CATALOGUE: Final = "catalogue.parquet"
NOBODY: Final = -1  # code of a product that the catalogue has not
_COLUMNS: Final = ("picture", "product_ids", "boxes", "width", "height")
_QUALITY: Final = 95  # of a photo that is kept smaller


@dataclass(frozen=True)
class Crops:
    """Pictures of one product each.

    Attributes:
        pictures: Encoded; several crops may share one.
        boxes: Left, top, right, bottom in pixels of the picture, nan for all of it; (n, 4).
        products: Code of each one's product; (n,).
        of_catalogue: Which are pictures of the catalogue, not of a photo; (n,).
    """

    pictures: tuple[bytes, ...]
    boxes: Boxes
    products: Ints
    of_catalogue: Bools

    def __len__(self) -> int:
        return len(self.pictures)

    def pixels(self, row: int) -> Pixels:
        """One crop, RGB; (height, width, 3)."""
        return cut(decoded(self.pictures[row]), self.boxes[row])

    def rgba(self, row: int) -> Pixels | None:
        """One whole picture with its alpha, (height, width, 4); None where it has none."""
        with Image.open(io.BytesIO(self.pictures[row])) as picture:
            return np.asarray(picture.convert("RGBA")) if picture.mode in ("RGBA", "LA", "PA") else None

    def taken(self, rows: Ints | Bools) -> Crops:
        """Some of them, in the order of `rows`."""
        chosen = np.flatnonzero(rows) if rows.dtype == np.bool_ else rows
        pictures = tuple(self.pictures[row] for row in chosen.tolist())
        return Crops(pictures, self.boxes[chosen], self.products[chosen], self.of_catalogue[chosen])

    def with_more(self, more: Crops) -> Crops:
        """These, then those."""
        return Crops(
            self.pictures + more.pictures,
            np.concatenate([self.boxes, more.boxes]),
            np.concatenate([self.products, more.products]),
            np.concatenate([self.of_catalogue, more.of_catalogue]),
        )


@dataclass(frozen=True)
class Scenes:
    """Photos of any number of products.

    Attributes:
        pictures: Encoded.
        products: Codes of what is known to be seen, `NOBODY` for what the catalogue lacks; (m,) each, None where nobody
            has said.
        boxes: Of these products, nan where nobody drew it, in pixels of the picture; (m, 4) each, None where nobody
            drew any.
    """

    pictures: tuple[bytes, ...]
    products: tuple[Ints | None, ...]
    boxes: tuple[Boxes | None, ...]

    def __len__(self) -> int:
        return len(self.pictures)

    def pixels(self, row: int) -> Pixels:
        """One photo, RGB; (height, width, 3)."""
        return decoded(self.pictures[row])

    def taken(self, rows: Ints) -> Scenes:
        """Some of them, in the order of `rows`."""
        chosen = rows.tolist()
        return Scenes(
            tuple(self.pictures[row] for row in chosen),
            tuple(self.products[row] for row in chosen),
            tuple(self.boxes[row] for row in chosen),
        )

    def crops(self) -> Crops:
        """Products of the catalogue, cut out where somebody drew a box; a photo of one product alone without, whole."""
        pictures: list[bytes] = []
        boxes: list[Boxes] = []
        products: list[int] = []
        for data, codes, drawn in zip(self.pictures, self.products, self.boxes, strict=True):
            if codes is None:
                continue
            frames = np.full((len(codes), 4), np.nan, dtype=np.float32) if drawn is None else drawn
            alone = len(codes) == 1
            for code, frame in zip(codes.tolist(), frames, strict=True):
                if code != NOBODY and (alone or not np.isnan(frame).any()):
                    pictures.append(data)
                    boxes.append(frame)
                    products.append(code)
        stacked = np.stack(boxes) if boxes else np.zeros((0, 4), dtype=np.float32)
        codes_of = np.array(products, dtype=np.int64)
        return Crops(tuple(pictures), stacked, codes_of, np.zeros(len(products), dtype=np.bool_))


@dataclass(frozen=True)
class CatalogueRows:
    """What is known of the pictures of a catalogue, without the pictures; (n,) each.

    Attributes:
        products: Ids.
        held_out: Which are of products that are not trained on.
    """

    products: npt.NDArray[np.object_]
    held_out: Bools

    def __len__(self) -> int:
        return len(self.products)


def catalogue_rows(path: Path) -> CatalogueRows:
    """The rows of a catalogue, in the order in which `streamed` gives their pictures."""
    table = pd.read_parquet(path, columns=["product_id", "held_out"])
    return CatalogueRows(table["product_id"].to_numpy(dtype=object), table["held_out"].to_numpy(dtype=bool))


def streamed(path: Path, rows: int) -> Iterator[list[bytes]]:
    """Pictures of a catalogue, so many at a time: no more of them are in memory."""
    with pq.ParquetFile(path) as file:
        for batch in file.iter_batches(batch_size=rows, columns=["picture"]):
            yield batch.column("picture").to_pylist()


def catalogue_crops(path: Path, chosen: Bools, codes: Ints, rows: int) -> Crops:
    """Some pictures of a catalogue.

    Args:
        path: Of the catalogue.
        chosen: Which; (n,).
        codes: Of each row's product; (n,).
        rows: That are read at a time.
    """
    pictures: list[bytes] = []
    begin = 0
    for batch in streamed(path, rows):
        pictures += [data for data, wanted in zip(batch, chosen[begin : begin + len(batch)], strict=True) if wanted]
        begin += len(batch)
    whole = np.full((len(pictures), 4), np.nan, dtype=np.float32)
    return Crops(tuple(pictures), whole, codes[chosen], np.ones(len(pictures), dtype=np.bool_))


def scenes(
    path: Path, codes: dict[str, int], rows: int, most: int | None = None, limits: PictureLimits | None = None
) -> Scenes:
    """Photos of a split.

    Args:
        path: Of the split.
        codes: Of products by id.
        rows: That are read at a time.
        most: Photos; of more, an even draw. None: all.
        limits: How photos that stand there as they came are made smaller; None where they are small already.
    """
    pictures: list[bytes] = []
    products: list[Ints | None] = []
    boxes: list[Boxes | None] = []
    with pq.ParquetFile(path) as file:
        count = file.metadata.num_rows
        wanted = np.zeros(count, dtype=np.bool_)
        wanted[np.linspace(0, count - 1, min(count, most or count)).round().astype(np.int64)] = True
        begin = 0
        for batch in file.iter_batches(batch_size=rows, columns=_COLUMNS):
            for place in np.flatnonzero(wanted[begin : begin + len(batch)]).tolist():
                data, ids, drawn, width, height = (batch.column(name)[place].as_py() for name in _COLUMNS)
                small = data if limits is None else _smaller(data, limits)
                pictures.append(small)
                products.append(_codes(ids, codes))
                boxes.append(_boxes(drawn, small, float(width), float(height)))
            begin += len(batch)
    return Scenes(tuple(pictures), tuple(products), tuple(boxes))


def decoded(data: bytes) -> Pixels:
    """A picture that `features` stored, RGB; alpha over white."""
    with Image.open(io.BytesIO(data)) as picture:
        if picture.mode in ("RGBA", "LA", "PA"):
            layer = picture.convert("RGBA")
            ground = Image.new("RGBA", layer.size, (255, 255, 255, 255))
            return np.asarray(Image.alpha_composite(ground, layer).convert("RGB"))
        return np.asarray(picture.convert("RGB"))


def cut(pixels: Pixels, box: Boxes) -> Pixels:
    """What lies in a box, at least a pixel of it; all for a box of nan."""
    if np.isnan(box).any():
        return pixels
    height, width = pixels.shape[:2]
    left, top = (int(np.clip(np.floor(box[at]), 0, size - 1)) for at, size in ((0, width), (1, height)))
    right = int(np.clip(np.ceil(box[2]), left + 1, width))
    bottom = int(np.clip(np.ceil(box[3]), top + 1, height))
    return pixels[top:bottom, left:right]


def _smaller(data: bytes, limits: PictureLimits) -> bytes:
    out = io.BytesIO()
    Image.fromarray(read_picture(data, limits).pixels).save(out, "JPEG", quality=_QUALITY, subsampling=0)
    return out.getvalue()


def _codes(cell: Any, codes: dict[str, int]) -> Ints | None:
    if not isinstance(cell, str):
        return None
    return np.array([codes.get(str(one), NOBODY) for one in json.loads(cell)], dtype=np.int64)


def _boxes(cell: Any, data: bytes, width: float, height: float) -> Boxes | None:
    """Boxes, from pixels of the upright original to those of the stored picture."""
    if not isinstance(cell, str):
        return None
    rows = [[np.nan] * 4 if one is None else one for one in json.loads(cell)]
    with Image.open(io.BytesIO(data)) as picture:
        factors = np.array([picture.width / width, picture.height / height] * 2, dtype=np.float32)
    return np.array(rows, dtype=np.float32).reshape(-1, 4) * factors
