"""The mess in the tables of visual search: silent cells, broken files, wrong boxes, rows that the contract refuses."""

from __future__ import annotations

import json
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from sources.simulator.deal_breaks import shuffled, silent, some
from sources.simulator.mess import with_column
from sources.simulator.streams import stream
from sources.simulator.visual_breaks import VISUAL_BREAKS, VISUAL_SILENCE
from sources.simulator.visual_encoding import bomb
from sources.simulator.visual_rows import Files
from sources.simulator.words import hexadecimal

_BOMB_SIDE = 20_000
_ONE_PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010800000000"
    "3a7e9b550000000a4944415478da63f80f0001010100"
    "1bb6ee560000000049454e44ae426082"
)


@dataclass(frozen=True)
class VisualMess:
    """Adds the mess of a seed to blocks."""

    seed: int

    def part(self, block: int, tables: dict[str, pa.Table], files: Files) -> tuple[dict[str, pa.Table], Files]:
        """The tables of a block with rows that are wrong, and the files with some that cannot be read."""
        rng = stream(self.seed, "mess of pictures", block)
        photos, broken = _photos(rng, tables["photos"], dict(files), bombed=block == 0)
        catalogue = tables["catalogue"]
        for name in ("title", "text", "category"):
            catalogue = silent(rng, catalogue, name, getattr(VISUAL_SILENCE, name))
        absent = catalogue.take(some(rng, catalogue, VISUAL_BREAKS.absent_shot))
        absent = with_column(absent, "image", [f"{image}.gone" for image in absent.column("image").to_pylist()])
        nameless = catalogue.take(some(rng, catalogue, VISUAL_BREAKS.no_product))
        nameless = with_column(nameless, "product_id", [None] * nameless.num_rows)
        copies = catalogue.take(some(rng, catalogue, VISUAL_BREAKS.repeated))
        catalogue = shuffled(rng, [catalogue, absent, nameless, copies])
        return tables | {"photos": photos, "catalogue": catalogue}, files + broken


def _photos(rng: np.random.Generator, rows: pa.Table, files: dict[str, bytes], bombed: bool) -> tuple[pa.Table, Files]:
    breaks = VISUAL_BREAKS
    rows = silent(rng, rows, "group", VISUAL_SILENCE.group)
    rows = silent(rng, rows, "time", VISUAL_SILENCE.time)
    boxed = rows.filter(rows.column("boxes").is_valid())
    unread = _fresh(rng, rows.take(some(rng, rows, breaks.unreadable)))
    images: list[str] = []
    broken: Files = []
    for image in unread.column("image").to_pylist():
        name = f"{image.rsplit('.', 1)[0]}-{rng.integers(0, 1 << 32):08x}.jpg"
        images.append(name)
        data = _unreadable(rng, files[image], bombed and not broken)
        if data is not None:
            broken.append((name, data))
    parts = [
        rows,
        with_column(unread, "image", images),
        _boxed(rng, boxed, breaks.backwards, lambda box, _: [box[2], box[3], box[0], box[1]]),
        _boxed(rng, boxed, breaks.outside, lambda box, _: [side + 9_000 for side in box]),
        _boxed(rng, boxed, breaks.too_few, lambda box, place: box if place else None),
        _unknown(rng, rows.take(some(rng, boxed, breaks.unknown_product))),
        rows.take(some(rng, rows, breaks.repeated)),
    ]
    nameless = rows.take(some(rng, rows, breaks.no_photo))
    parts.append(with_column(nameless, "photo_id", [None] * nameless.num_rows))
    return shuffled(rng, parts), broken


def _unreadable(rng: np.random.Generator, data: bytes, bombed: bool) -> bytes | None:
    """A file that cannot be read as a picture; None for a file that is not there."""
    if bombed:
        return bomb(_BOMB_SIDE)
    kind = int(rng.integers(0, 5))
    if kind == 0:
        return data[: max(200, len(data) // 3)]
    if kind == 1:
        return b"Not Found: the picture was moved.\n"
    if kind == 2:
        return b""
    return _ONE_PIXEL if kind == 3 else None


def _fresh(rng: np.random.Generator, rows: pa.Table) -> pa.Table:
    return with_column(rows, "photo_id", hexadecimal("x", rng.integers(0, 1 << 32, rows.num_rows, np.uint32)))


def _boxed(rng: np.random.Generator, rows: pa.Table, rate: float, change: object) -> pa.Table:
    """Photos again under other ids, with boxes that cannot be; `change` takes a box and its place."""
    found = _fresh(rng, rows.take(some(rng, rows, rate)))
    boxes = [
        [new for place, box in enumerate(json.loads(text)) if (new := change(box, place)) is not None]  # type: ignore[operator]
        for text in found.column("boxes").to_pylist()
    ]
    return with_column(found, "boxes", [json.dumps(each) for each in boxes])


def _unknown(rng: np.random.Generator, rows: pa.Table) -> pa.Table:
    found = with_column(_fresh(rng, rows), "product_ids", ['["pffffffffff"]'] * rows.num_rows)
    return with_column(found, "boxes", [None] * rows.num_rows)
