"""Contract tables of product matching, drawn from the simulated world."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa

from sources.simulator.files import write_parts
from sources.simulator.mess import broken_rows, dated_later, unknown_labels
from sources.simulator.streams import stream
from sources.simulator.words import Floats, Mask, Strings, gather
from sources.simulator.world import Block, World

COLUMNS = (
    "listing_id",
    "title",
    "description",
    "brand",
    "category",
    "price",
    "currency",
    "attributes",
    "seller",
    "image",
    "listed_at",
)
TRUTH = ("listing_id", "product_id", "family_id", "varying", "variation", "language", "typo", "wrong_brand")
LABELLED_SHARE = 0.6  # of families
SPLITS = ("train", "valid", "test")
SPLIT_SHARES = (0.6, 0.2, 0.2)


def family_draws(seed: int, families: int) -> Floats:
    """A number in [0, 1) for each family, the same at every scale; it decides label and split."""
    draws: Floats = stream(seed, "product matching labels").random(families)
    return draws


def _splits(draws: Floats) -> tuple[Mask, Strings]:
    labelled = draws < LABELLED_SHARE
    edges = np.cumsum(SPLIT_SHARES)[:-1] * LABELLED_SHARE
    return labelled, gather(pa.array(SPLITS), np.searchsorted(edges, draws, side="right"), labelled)


def _clusters(block: Block, draws: Floats) -> pa.Table:
    of = block.listings.column("product").to_numpy()
    labelled, split = _splits(draws[block.products.family[of]])
    table = block.listings.select(["listing_id", "product_id", "judged_at"]).add_column(2, "split", split)
    return table.filter(pa.array(labelled))


def tables(world: World, messy: bool = True) -> Iterator[dict[str, pa.Table]]:
    """The contract's tables and their truth, block by block: `listings`, `clusters`, `listings_truth`.

    With `messy`, rows that break the contract come in between (`mess.BREAKS`); rows with an id that was seen
    before arrive one block late. The truth has a row for each good listing alone.
    """
    draws = family_draws(world.seed, world.families)
    late: list[pa.Table] = []
    for block in world.blocks():
        rng = stream(world.seed, "product matching mess", block.number)
        listings = block.listings.select(COLUMNS)
        clusters = _clusters(block, draws)
        truth = block.listings.select(TRUTH)
        if messy:
            half = len(block.spare_ids) // 2
            broken, repeated = broken_rows(rng, listings, block.spare_ids.slice(0, half))
            clusters = pa.concat_tables([clusters, unknown_labels(rng, clusters, block.spare_ids.slice(half))])
            listings = pa.concat_tables([listings, broken, *late])
            listings = listings.take(rng.permutation(listings.num_rows))
            late = [dated_later(repeated, stream(world.seed, "product matching updates", block.number))]
        yield {"listings": listings, "clusters": clusters, "listings_truth": truth}
    if late:
        yield {"listings": late[0]}


def write(out: Path, *, seed: int, scale: float, messy: bool = True) -> None:
    """Write `listings.parquet`, `clusters.parquet` and `truth/listings_truth.parquet` into a directory.

    The bytes depend on the arguments alone. Files get their names when all are complete, so a directory never
    holds half of them.

    Args:
        out: Made if it is not there.
        seed: Of the world.
        scale: Of the world; 1.0 is about 20,000 listings.
        messy: Add rows that the contract refuses, about one in a hundred.
    """
    world = World(seed, scale)
    paths = {
        "listings": out / "listings.parquet",
        "clusters": out / "clusters.parquet",
        "listings_truth": out / "truth" / "listings_truth.parquet",
    }
    write_parts(tables(world, messy), paths)
