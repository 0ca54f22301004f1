"""What customers want: a kind of product and some of what it should be; and how well a product answers that.

An intent is told by a product that answers it, the anchor: the kind is the anchor's leaf or type, and each attribute
that is said has the anchor's value.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields

import numpy as np

from sources.simulator.search_goods import SLOTS, Goods
from sources.simulator.search_kinds import kinds
from sources.simulator.streams import draws, scrambled
from sources.simulator.words import Floats, Index, Mask

FORMS = ("leaf", "type", "brand", "attributes", "line", "model")  # of intents
_FORM_SHARES = (0.12, 0.14, 0.18, 0.34, 0.16, 0.06)
_TYPE_LEVEL = 0.45  # of intents that say a brand or attributes; they mean a type rather than a leaf
_MORE = {"brand": 0.3, "line": 0.35, "model": 0.0}  # share that says an attribute besides
_BRANDED = {"attributes": 0.25, "line": 0.85, "model": 0.6}
_WHOLE_LINE = 0.7  # of those that name a line, with its qualifiers; the others its series
_COUNTS = (0.5, 0.85)  # cumulative share of those that say one attribute, two; the others three
_BRAND, _SERIES, _LINE, _MODEL = range(4)
EXACT, SUBSTITUTE, COMPLEMENT, IRRELEVANT = range(4)
GRADES = ("exact", "substitute", "complement", "irrelevant")
_NEAR = 0.5  # of what is said a product of a sibling leaf has to have


@dataclass(frozen=True)
class Intents:
    """Intents; arrays of shape (intents,) unless said otherwise.

    Attributes:
        number: What all draws are made from.
        form: Position in `FORMS`.
        anchor: Position of the product that tells what is said.
        wide: Whether a type is meant, not a leaf.
        said: Which of `ATTRIBUTES`; (intents, attributes).
    """

    number: Index
    form: Index
    anchor: Index
    wide: Mask
    said: Mask

    def __len__(self) -> int:
        return len(self.number)

    def take(self, rows: Index | Mask) -> Intents:
        """These alone, in this order."""
        return Intents(*(getattr(self, part.name)[rows] for part in fields(self)))

    @classmethod
    def joined(cls, parts: Sequence[Intents]) -> Intents:
        """One after the other."""
        return cls(*(np.concatenate([getattr(part, one.name) for part in parts]) for one in fields(cls)))


def intents(seed: int, goods: Goods, number: Index, anchor: Index) -> Intents:
    """Intents that the anchors answer, one for each number; shapes (intents,)."""
    ids = scrambled(number, seed, "intent")

    def draw(aspect: str) -> Floats:
        return draws(ids, seed, f"intent's {aspect}")

    form = np.searchsorted(np.cumsum(_FORM_SHARES[:-1]), draw("form"), side="right")
    there = goods.codes[anchor] >= 0
    sayable = there[:, 4:]
    form = np.where((form == FORMS.index("model")) & ~there[:, _MODEL], FORMS.index("line"), form)
    form = np.where((form == FORMS.index("attributes")) & ~sayable.any(axis=1), FORMS.index("brand"), form)

    said = np.zeros(there.shape, np.bool_)
    named = {name: form == place for place, name in enumerate(FORMS)}
    said[:, _BRAND] = named["brand"]
    for name, share in _BRANDED.items():
        said[:, _BRAND] |= named[name] & (draw("brand") < share)
    whole = draw("line") < _WHOLE_LINE
    said[:, _LINE], said[:, _SERIES] = named["line"] & whole, named["line"] & ~whole
    said[:, _MODEL] = named["model"]
    wanted = np.where(named["attributes"], 1 + np.searchsorted(_COUNTS, draw("count"), side="right"), 0)
    for name, share in _MORE.items():
        wanted += named[name] & (draw("more") < share)
    order = np.stack([draw(slot) for slot in SLOTS], axis=1) + ~sayable  # what cannot be said comes last
    place = np.argsort(np.argsort(order, axis=1), axis=1)
    said[:, 4:] = sayable & (place < wanted[:, None])
    wide = named["type"] | ((named["brand"] | named["attributes"]) & (draw("level") < _TYPE_LEVEL))
    wide &= ~kinds().accessory[kinds().type_of[goods.leaf[anchor]]]
    form = np.where(named["type"] & ~wide, FORMS.index("leaf"), form)
    return Intents(number=number, form=form, anchor=anchor, wide=wide, said=said)


@dataclass(frozen=True)
class Answers:
    """How well products answer intents; arrays of shape (pairs,).

    Attributes:
        grade: Position in `GRADES`.
        share: Of what is said, 1 where nothing is.
        inside: Whether it is of the kind that is meant.
        near: Whether it is of the same type.
    """

    grade: Index
    share: Floats
    inside: Mask
    near: Mask


def answers(goods: Goods, asked: Intents, of: Index, product: Index, said: Mask | None = None) -> Answers:
    """How well products answer intents.

    Exact: of the kind that is meant, with all that is said. Substitute: of the kind, with some of it; or of a sibling
    leaf, with half of it. Complement: an accessory of what is meant, or what the accessory that is meant goes with.

    Args:
        goods: All products.
        asked: Intents.
        of, product: Positions of both, (pairs,).
        said: What of it is heard, where that is not all; (intents, attributes).
    """
    heard = asked.said if said is None else said
    anchor = asked.anchor[of]
    leaf, wanted_leaf = goods.leaf[product], goods.leaf[anchor]
    mine, wanted = kinds().type_of[leaf], kinds().type_of[wanted_leaf]
    near = mine == wanted
    inside = np.where(asked.wide[of], near, leaf == wanted_leaf)
    spoken = heard[of]
    agreed = (spoken & (goods.codes[product] == goods.codes[anchor])).sum(axis=1)
    total = spoken.sum(axis=1)
    share = np.where(total > 0, agreed / np.maximum(total, 1), 1.0)
    whole = agreed == total
    some = (agreed > 0) | (total <= 1)
    # the accessories of one thing are no substitutes of each other
    sibling = near & ~inside & ~kinds().accessory[wanted] & (share >= _NEAR)
    complement = (kinds().partner[mine] == wanted) | (kinds().partner[wanted] == mine)
    grade = np.select(
        [inside & whole, (inside & some) | sibling, complement], [EXACT, SUBSTITUTE, COMPLEMENT], IRRELEVANT
    )
    return Answers(grade, share, inside, near)
