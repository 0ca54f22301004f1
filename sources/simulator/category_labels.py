"""Which leaves products belong to, and what people filed their listings under: mostly the same."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.category_tree import counterparts, is_accessory, leaf_ids, parent_ids, siblings
from sources.simulator.streams import Ids, draws
from sources.simulator.taxonomy import leaves
from sources.simulator.words import Floats, Index, Mask, gather


@dataclass(frozen=True)
class LabelRates:
    """Shares of listings, unless said otherwise.

    What is wrong is filed anywhere, but for these: with a sibling of the leaf, or with a counterpart; where a leaf has
    no counterpart with a sibling, where it has none of those either anywhere.
    """

    unlabelled: float = 0.04
    wrong: float = 0.05
    wrong_sibling: float = 0.5  # of wrong ones: another leaf under the same node
    wrong_counterpart: float = 0.25  # of wrong ones: an accessory under what it goes with, or the reverse
    inner: float = 0.004  # filed under the node above the leaf
    abolished: float = 0.003  # filed under a leaf that is no longer in the tree
    repeated: float = 0.002  # of labels; said twice
    two_kinds: float = 0.07  # of families of products that have siblings


LABEL_RATES = LabelRates()
KINDS = ("right", "sibling", "counterpart", "any", "inner", "abolished")
_RIGHT, _SIBLING, _COUNTERPART, _ANY, _INNER, _ABOLISHED = range(len(KINDS))


def second_kinds(leaf: Index, families: Ids, seed: int) -> Index:
    """Position of a second leaf that a product belongs to, -1 for most; the same for a whole family.

    A "Gaming Convertible Laptop" is both: the second is another refinement of the same kind of thing.

    Args:
        leaf: Position of each product's leaf, (rows,).
        families: Number of each product's family, (rows,).
        seed: Of the world.
    """
    chosen = draws(families, seed, "two kinds") < LABEL_RATES.two_kinds
    other = siblings().pick(leaf, draws(families, seed, "second kind"))
    return np.where(chosen & ~is_accessory()[leaf], other, -1)


def right_leaves(listing_id: pa.Array, leaf: Index, second: Index) -> pa.Table:
    """A row for each leaf that a listing belongs to: listing_id, leaf_id, in the order of listings."""
    row, right = _pairs(leaf, second)
    return pa.table({"listing_id": gather(listing_id, row), "leaf_id": leaf_ids(right)})


def labels(
    listings: pa.Table, leaf: Index, second: Index, ids: Ids, seed: int, messy: bool
) -> tuple[pa.Table, pa.Table]:
    """What people filed listings under, and the truth of it.

    Args:
        listings: With listing_id and judged_at.
        leaf, second, ids, seed: As `category_texts.texts` takes them.
        messy: File some under inner nodes and leaves that are not in the tree.

    Returns:
        The contract's rows of `labels`; and for each of them listing_id, leaf_id, right_leaf_id (what it should say),
        kind (one of `KINDS`) and wrong (whether a leaf of the tree that is not the listing's is given).
    """
    row, right = _pairs(leaf, second)
    labelled = draws(ids, seed, "labelled")[row] >= LABEL_RATES.unlabelled
    row, right = row[labelled], right[labelled]

    def draw(aspect: str) -> Floats:
        return draws(ids, seed, f"label {aspect}")[row]

    given, kind = mistaken(right, leaf[row], second[row], draw("kind of mistake"), draw("near leaf"), draw("any leaf"))
    edges = np.cumsum([LABEL_RATES.wrong, LABEL_RATES.inner, LABEL_RATES.abolished])
    fate = np.searchsorted(edges, draw("fate"), side="right")
    # of a listing's two labels one alone goes wrong
    first_falls = draw("which label") < 0.5
    struck = (second[row] < 0) | (first_falls == (right == leaf[row]))
    fate = np.where(struck, fate, len(edges))
    given, kind = np.where(fate == 0, given, right), np.where(fate == 0, kind, _RIGHT)
    named = leaf_ids(given)
    if messy:
        kind = np.select([fate == 1, fate == 2], [_INNER, _ABOLISHED], kind)
        named = pc.if_else(pa.array(kind == _INNER), parent_ids(right), named)
        gone = pc.binary_join_element_wise("old-", leaf_ids(right), "")
        named = pc.if_else(pa.array(kind == _ABOLISHED), gone, named)
    listing_id = gather(listings.column("listing_id").combine_chunks(), row)
    judged_at = listings.column("judged_at").combine_chunks().take(pa.array(row))
    given_rows = pa.table({"listing_id": listing_id, "leaf_id": named, "judged_at": judged_at})
    wrong = (kind != _RIGHT) & (kind < _INNER)
    truth = {"listing_id": listing_id, "leaf_id": named, "right_leaf_id": leaf_ids(right)}
    return given_rows, pa.table(truth | {"kind": gather(pa.array(KINDS), kind), "wrong": wrong})


def _pairs(leaf: Index, second: Index) -> tuple[Index, Index]:
    """Listing and leaf of each membership, in the order of listings."""
    both = np.stack([leaf, second], axis=1)
    row, place = np.nonzero(both >= 0)
    return row, both[row, place]


def mistaken(
    right: Index, leaf: Index, second: Index, kinds: Floats, near: Floats, anywhere: Floats
) -> tuple[Index, Index]:
    """For each label a leaf that is not one of its listing's, and the kind of the mistake, a position in `KINDS`.

    Args:
        right: Position of the leaf that the label should name, (labels,).
        leaf, second: Both leaves of its listing, the second -1 for none; (labels,).
        kinds, near, anywhere: Draws in [0, 1); (labels,).
    """

    def belongs(found: Index) -> Mask:
        mine: Mask = (found == leaf) | (found == second)
        return mine

    total = len(leaves())
    far = (right + 1 + (anywhere * (total - 2)).astype(np.int64)) % total
    for _ in range(2):  # one step may lead to the listing's other leaf, two to neither
        far = np.where(belongs(far), (far + 1) % total, far)
    beside = siblings().pick(right, near)
    beside = np.where(belongs(beside), siblings().pick(right, (near + 0.5) % 1.0), beside)
    beside = np.where(belongs(beside), -1, beside)
    across = counterparts().pick(right, near)
    edges = np.cumsum([LABEL_RATES.wrong_sibling, LABEL_RATES.wrong_counterpart])
    kind = _SIBLING + np.searchsorted(edges, kinds, side="right")
    kind = np.where((kind == _COUNTERPART) & (across < 0), _SIBLING, kind)
    kind = np.where((kind == _SIBLING) & (beside < 0), _ANY, kind)
    found = np.select([kind == _SIBLING, kind == _COUNTERPART], [beside, across], far)
    return found, kind
