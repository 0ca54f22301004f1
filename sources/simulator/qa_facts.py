"""Facts of products: what is true, and what somebody who is wrong about it would say."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.qa_blocks import COMPATIBILITY, FORMS, MAIN, YES_NO
from sources.simulator.qa_lexicon import lexicon
from sources.simulator.streams import Ids
from sources.simulator.words import Index, Mask, Strings, gather

_FACT_BITS, _CHANNEL_BITS, _PRODUCT_BITS = 6, 3, 14


@dataclass(frozen=True)
class Facts:
    """Facts of the products of a shelf, in the order of products; (facts,) each.

    Attributes:
        product: Place of the product.
        fact: As `Lexicon.names` counts.
        value, other: The true value and a wrong one, -1 where there is none.
        so: Whether it is so; true of facts with a value.
        thing: Value that is asked about, -1 for none.
        works: All values that are so, joined; empty for none.
        world: Whether the world's products have it.
        number: What draws are made from.
    """

    product: Index
    fact: Index
    value: Index
    other: Index
    so: Mask
    thing: Index
    works: Strings
    world: Mask
    number: Ids

    def __len__(self) -> int:
        return len(self.fact)

    @property
    def kind(self) -> Index:
        """Kind of each, (facts,)."""
        found: Index = lexicon().kinds[self.fact]
        return found

    def answers(self) -> Strings:
        """The true answer to each in a few words."""
        values = gather(lexicon().values, self.value.clip(min=0) * FORMS + MAIN)
        flags = gather(pa.array(["no", "yes"]), self.so.astype(np.int64))
        return pc.if_else(pa.array(np.isin(self.kind, (YES_NO, COMPATIBILITY))), flags, values)


def row_numbers(shelf: int, product: Index, fact: Index | int, channel: Index | int) -> Index:
    """A number below 2**32 for each thing that is said of a fact of a product, another one for each channel."""
    found: Index = ((shelf << _PRODUCT_BITS) + product << _FACT_BITS) + fact
    return (found << _CHANNEL_BITS) + channel
