"""Pictures of the shards as they are stored with examples: upright, in plain colours, of a bounded size."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import islice
from pathlib import Path
from typing import Any, Final

import numpy as np
from PIL import Image

from infra.errors import DataError
from models.errors import InputError
from models.media import Shards
from models.picture_colours import as_rgba
from models.picture_files import decoded
from models.picture_files import opened as opened_picture
from models.picture_orientation import TURNS, orientation_of
from models.pictures import PictureLimits, UnreadablePicture, picture_size, read_picture

MEDIA: Final = "images"
_AT_ONCE: Final = 64  # pictures that are held at a time
_JPEG: Final = b"\xff\xd8"
_OPAQUE: Final = 255


@dataclass(frozen=True)
class Stored:
    """A picture of an example.

    Attributes:
        data: The bytes of a file.
        width: Of the upright original, pixels.
        height: Likewise.
    """

    data: bytes
    width: int
    height: int


Store = Callable[[bytes], Stored]


def smaller(side: int, quality: int) -> Store:
    """A picture whose longest side is not above `side` pixels: as JPEG, as PNG where some of it is transparent."""
    bounded = PictureLimits(side=side)

    def store(data: bytes) -> Stored:
        picture = read_picture(data, bounded)
        layer = _transparent(data, side)
        file = BytesIO()
        if layer is None:
            Image.fromarray(picture.pixels).save(file, "JPEG", quality=quality)
        else:
            layer.save(file, "PNG")
        return Stored(file.getvalue(), picture.width, picture.height)

    return store


def untouched(data: bytes) -> Stored:
    """A picture as it came."""
    return Stored(data, *picture_size(data))


@contextmanager
def opened(tables: Path) -> Iterator[Shards]:
    """The shards of the pictures beside tables.

    Raises:
        DataError: One is no whole tar file, or was cut short meanwhile.
    """
    try:
        with Shards(tables, MEDIA) as shards:
            yield shards
    except InputError as error:
        raise DataError(f"{MEDIA} of {tables}: {error}", "Validate the data again.") from error


def refuse_absent(shards: Shards, names: list[str], table: str) -> None:
    """Refuse references to pictures that are not there.

    Args:
        shards: Where the pictures lie.
        names: (n,) the reference of each row.
        table: Whose rows they are.

    Raises:
        DataError: Some are not there; names the table, how many rows, and the first.
    """
    absent = [row for row, name in enumerate(names) if name not in shards]
    if absent:
        raise DataError(
            f"{table}.image: {len(absent):,} rows of {len(names):,} name a picture that is not among the "
            f"{len(shards):,} there, the first in row {absent[0]:,}: {names[absent[0]]!r}.",
            "Validate the data again, with all shards of its pictures beside the tables.",
        )


def prints_of(shards: Shards, names: list[str]) -> list[bytes]:
    """(n,) a digest of each picture's bytes; equal pictures have equal ones."""
    digests = {name: hashlib.blake2b(data, digest_size=16).digest() for name, data in shards.read(sorted(set(names)))}
    return [digests[name] for name in names]


def stored(
    shards: Shards, names: list[str], store: Store, table: str, threads: int
) -> Iterator[tuple[list[int], list[Stored]]]:
    """Rows and their pictures, some at a time, in the order of the shards.

    Args:
        shards: Where the pictures lie.
        names: (n,) the reference of each row; several may name one picture.
        store: What is made of a picture.
        table: Whose rows they are, for messages.
        threads: That decode.

    Raises:
        DataError: A picture cannot be read.
    """
    rows: dict[str, list[int]] = defaultdict(list)
    for row, name in enumerate(names):
        rows[name].append(row)

    def one(item: tuple[str, bytes]) -> tuple[str, Stored]:
        name, data = item
        try:
            return name, store(data)
        except UnreadablePicture as error:
            raise DataError(
                f"{table}.image: the picture {name!r} cannot be read: {error}",
                "Validate the data again: the picture could be read then.",
            ) from error

    pictures = iter(shards.read(sorted(rows)))
    with ThreadPoolExecutor(threads) as pool:
        while some := list(pool.map(one, islice(pictures, _AT_ONCE))):
            at = [(row, picture) for name, picture in some for row in rows[name]]
            yield [row for row, _ in at], [picture for _, picture in at]


def columns(pictures: list[Stored]) -> dict[str, Any]:
    """Columns of examples: picture, width, height."""
    return {
        "picture": [picture.data for picture in pictures],
        "width": [picture.width for picture in pictures],
        "height": [picture.height for picture in pictures],
    }


def _transparent(data: bytes, side: int) -> Image.Image | None:
    """A readable picture with its transparency, upright; None where it is opaque."""
    if data.startswith(_JPEG):
        return None
    with opened_picture(data) as image:
        if not image.has_transparency_data:
            return None
        layer = decoded(image)
        turn = TURNS.get(orientation_of(image))
        layer = as_rgba(layer if turn is None else layer.transpose(turn))
    layer.thumbnail((side, side), Image.Resampling.LANCZOS)
    return layer if np.asarray(layer.getchannel("A")).min() < _OPAQUE else None
