"""Contract tables of visual search, drawn from the simulated world's products, their pictures, and their truth."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pyarrow as pa

from models.media_writing import write_shards
from sources.simulator.files import write_parts
from sources.simulator.streams import stream
from sources.simulator.visual_goods import DISTRACTOR, SOLD, Block, Good, blocks
from sources.simulator.visual_mess import VisualMess
from sources.simulator.visual_plans import plans
from sources.simulator.visual_rows import Files, look_rows, photo_rows, shot_rows
from sources.simulator.visual_shots import Shot, shots

TABLES = ("catalogue", "distractors", "photos")
TRUTH = ("look_truth", "shot_truth", "photo_truth", "seen_truth")
MEDIA = "images"
_BLOCKS_PER_SHARD = 40


def write(out: Path, *, seed: int, scale: float, messy: bool = True) -> None:
    """Write `TABLES`, their pictures in tar shards, and in `truth/` what is behind them (`TRUTH`).

    A catalogue with one or more pictures of each product, further products that nobody photographed, and photos: of
    one product, of several among other things, of shelves, of products that the catalogue lacks, and of none. Products
    of a family differ in colour, flavour, material or pieces alone; some families differ from another in the maker
    alone. The bytes depend on the arguments alone, and on the version of the library that draws. A larger scale holds
    the products and photos of a smaller one. Some hundred goods are in memory at a time.

    Args:
        out: Made if it is not there.
        seed: Of the world.
        scale: 1.0 is about 280 products and 1,400 photos.
        messy: Add rows that the contract refuses, about two in a hundred, and copies; leave cells out. Files of many
            formats, modes and orientations are there in any case.

    Raises:
        SettingsError: A seed or a scale that is not to be had.
    """
    made = blocks(seed, scale)
    out.mkdir(parents=True, exist_ok=True)
    paths = {name: out / f"{name}.parquet" for name in TABLES}
    paths |= {name: out / "truth" / f"{name}.parquet" for name in TRUTH}
    with tempfile.TemporaryDirectory(dir=out, prefix=".partial-") as scratch:
        write_parts(_written(seed, made, messy, Path(scratch)), paths)
        for shard in sorted(Path(scratch).iterdir()):
            shard.replace(out / shard.name)


def _written(seed: int, made: Iterator[Block], messy: bool, out: Path) -> Iterator[dict[str, pa.Table]]:
    """The tables, block by block; the pictures go into shards on the way."""
    for number, some in enumerate(_batches(made, _BLOCKS_PER_SHARD)):
        parts: list[dict[str, pa.Table]] = []
        write_shards(out, f"{MEDIA}-{number:05d}", _files(seed, some, messy, parts))
        yield from parts


def _batches(made: Iterator[Block], size: int) -> Iterator[list[Block]]:
    batch: list[Block] = []
    for block in made:
        batch.append(block)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch


def _files(seed: int, some: list[Block], messy: bool, parts: list[dict[str, pa.Table]]) -> Iterator[tuple[str, bytes]]:
    """The pictures of some blocks; their tables are added to `parts` as they come."""
    mess = VisualMess(seed) if messy else None
    while some:
        block = some.pop(0)
        tables, files = part(seed, block)
        if mess:
            tables, files = mess.part(block.number, tables, files)
        parts.append(tables)
        yield from files


def part(seed: int, block: Block) -> tuple[dict[str, pa.Table], Files]:
    """The tables of a block and their truth, and the pictures that they refer to."""
    catalogue, shot_truth, files = shot_rows(_shown(seed, block.of(SOLD)), "catalogue")
    distractors, more_truth, more_files = shot_rows(_shown(seed, block.of(DISTRACTOR), views=1), "distractors")
    tables, photos = photo_rows(seed, block.number, list(plans(seed, block)))
    tables |= {
        "catalogue": catalogue,
        "distractors": distractors,
        "shot_truth": pa.concat_tables([shot_truth, more_truth]),
        "look_truth": look_rows(block.goods),
    }
    return tables, files + more_files + photos


def _shown(seed: int, goods: list[Good], views: int | None = None) -> list[tuple[Good, list[Shot]]]:
    return [
        (good, shots(stream(seed, "shots of the catalogue", int(good.product_id[1:], 16)), good, views))
        for good in goods
    ]
