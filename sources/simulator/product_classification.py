"""Contract tables of product classification, drawn from the simulated world, and their truth."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.category_labels import LABEL_RATES, labels, right_leaves, second_kinds
from sources.simulator.category_texts import COLUMNS, texts
from sources.simulator.category_told import told
from sources.simulator.category_tree import taxonomy
from sources.simulator.files import write_parts
from sources.simulator.mess import broken_rows, dated_later, sample, unknown_labels, with_column
from sources.simulator.streams import scrambled, stream
from sources.simulator.words import from_hexadecimal, only
from sources.simulator.world import Block, World

TABLES, TRUTH = ("listings", "labels", "taxonomy"), ("leaves_truth", "labels_truth", "listings_truth")
_SIGNS = "<p>&nbsp;</p> \u2b50\u2b50 !!!"


def write(out: Path, *, seed: int, scale: float, messy: bool = True) -> None:
    """Write `listings`, `labels`, `taxonomy`, and in `truth/` `leaves_truth`, `labels_truth`, `listings_truth`.

    A world of a larger scale holds the listings and labels of a smaller one. The bytes depend on the arguments alone.
    Files get their names when all are complete, so a directory never holds half of them. About one label in twenty is
    wrong, whatever `messy` says: that is no breach of the contract, and what the noise pass is for.

    Args:
        out: Made if it is not there.
        seed: Of the world.
        scale: Of the world; 1.0 is about 20,000 listings.
        messy: Add rows that the contract refuses, about two in a hundred.

    Raises:
        SettingsError: A seed or a scale that is not to be had.
    """
    world = World(seed, scale)
    paths = {name: out / f"{name}.parquet" for name in TABLES}
    paths |= {name: out / "truth" / f"{name}.parquet" for name in TRUTH}
    write_parts(tables(world, messy), paths)


def tables(world: World, messy: bool = True) -> Iterator[dict[str, pa.Table]]:
    """The contract's tables and their truth, block by block.

    With `messy`, listings that break the contract come in between (`mess.BREAKS`), those with an id that was seen
    before one block late; so do labels of unknown listings, labels that are said twice, and labels of nodes that are
    no leaf. The truth: `leaves_truth` (listing_id, leaf_id) has each good listing's leaves, `labels_truth` what is said
    of each label (`category_labels.labels`), `listings_truth` the product's ids and what its texts tell.
    """
    late: list[pa.Table] = []
    for block in world.blocks():
        part = _good(world, block, messy)
        if block.number == 0:
            part["taxonomy"] = taxonomy()
        if messy:
            rng = stream(world.seed, "product classification mess", block.number)
            half = len(block.spare_ids) // 2
            broken, repeated = broken_rows(rng, part["listings"], block.spare_ids.slice(0, half))
            listings = pa.concat_tables([part["listings"], _wordless(broken), *late])
            part["listings"] = listings.take(rng.permutation(listings.num_rows))
            given = part["labels"]
            again = given.take(sample(rng, given.num_rows, LABEL_RATES.repeated))
            given = pa.concat_tables([given, again, unknown_labels(rng, given, block.spare_ids.slice(half))])
            part["labels"] = given.take(rng.permutation(given.num_rows))
            late = [dated_later(repeated, stream(world.seed, "product classification updates", block.number))]
        yield part
    if late:
        yield {"listings": late[0]}


def _wordless(broken: pa.Table) -> pa.Table:
    """Broken listings; those without a text have no brand either, and every other a title of signs and tags alone."""
    texts = (broken.column(name).is_valid().combine_chunks() for name in ("title", "description", "attributes"))
    spoken = np.logical_or.reduce([np.asarray(there) for there in texts])
    broken = with_column(broken, "brand", only(broken.column("brand").combine_chunks(), spoken))
    drawn = ~spoken & (np.cumsum(~spoken) % 2 == 0)
    titles = pc.if_else(pa.array(drawn), _SIGNS, broken.column("title").combine_chunks())
    return with_column(broken, "title", titles)


def _good(world: World, block: Block, messy: bool) -> dict[str, pa.Table]:
    """Listings that keep the contract, their labels, and the truth of both."""
    of = block.listings.column("product").to_numpy()
    leaf = block.products.leaf[of]
    families = scrambled(block.products.family[of], world.seed, "family")
    second = second_kinds(leaf, families, world.seed)
    listing_id = block.listings.column("listing_id").combine_chunks()
    ids = from_hexadecimal(listing_id)
    listings = texts(block.listings, leaf, second, ids, world.seed)
    given, truth = labels(block.listings, leaf, second, ids, world.seed, messy)
    known = block.listings.select(["listing_id", "product_id", "family_id", "language"])
    return {
        "listings": listings.select(COLUMNS),
        "labels": given,
        "leaves_truth": right_leaves(listing_id, leaf, second),
        "labels_truth": truth,
        "listings_truth": known.append_column("told", told(listings, known.column("language"), leaf)),
    }
