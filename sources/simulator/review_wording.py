"""The words of clauses: what stands in each slot of their frames."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from sources.simulator.review_banks import OF_BLAME, SENTIMENTS, SLOTS, STRENGTHS
from sources.simulator.review_clauses import Clauses
from sources.simulator.review_feelings import NEGATIVE
from sources.simulator.review_lexicon import Ragged
from sources.simulator.review_products import Reviewed
from sources.simulator.review_reviewers import Reviews
from sources.simulator.review_speech import KINDS, NOTHING, speech
from sources.simulator.streams import draws
from sources.simulator.words import Floats, Index, Mask

Draw = Callable[[str], Floats]
SLOT = {name: place for place, name in enumerate(SLOTS)}
_KIND = {name: place for place, name in enumerate(KINDS)}


@dataclass(frozen=True)
class WordingRates:
    """Shares of opinions, and of clauses."""

    stronger: float = 0.25  # of adjectives
    opened: float = 0.08
    goes_on: float = 0.3  # of clauses with another one behind; the sentence does not end there
    unended: float = 0.3  # of last clauses


WORDING_RATES = WordingRates()


@dataclass(frozen=True)
class Wording:
    """Phrases of clauses by slot, (clauses, slots); and whether a sentence begins with the clause."""

    slots: Index
    begins: Mask

    def without_emoji(self) -> Wording:
        """The same words, and no signs behind clauses."""
        slots = self.slots.copy()
        slots[:, SLOT["emoji"]] = NOTHING
        return Wording(slots, self.begins)


def wording(seed: int, products: Reviewed, reviews: Reviews, said: Clauses) -> Wording:
    """What stands in each slot; `NOTHING` in those that a clause's frame lacks, too."""
    spoken, rates, everything = speech(), WORDING_RATES, np.zeros(len(said), np.int64)

    def draw(aspect: str) -> Floats:
        return draws(said.number, seed, f"wording's {aspect}")

    slots = np.full((len(said), len(SLOTS)), NOTHING, np.int64)
    slots[:, SLOT["a"]] = spoken.surfaces.pick(said.attribute[:, 0], draw("name"))
    slots[:, SLOT["b"]] = spoken.surfaces.pick(said.attribute[:, 1], draw("other name"))
    slots[:, SLOT["n"]] = spoken.nouns[products.leaf[reviews.product[said.review]]]
    slots[:, SLOT["o"]] = _opinions(reviews, said, draw)
    slots[:, SLOT["p"]] = _second_opinions(said, draw)
    for verb, of in (("is", "a"), ("was", "a"), ("seems", "a"), ("isb", "b"), ("isn", "n")):
        row = ("is", "was", "seems").index(verb) if of == "a" else 0
        slots[:, SLOT[verb]] = spoken.verbs[row, spoken.plural[slots[:, SLOT[of]]].astype(np.int64)]
    abroad = said.kind == _KIND["abroad"]
    opened = (draw("opened") < rates.opened) & ~abroad
    slots[opened, SLOT["opener"]] = spoken.openers.pick(everything, draw("opener"))[opened]
    goes_on = ~said.last & (draw("going on") < rates.goes_on) & ~abroad
    slots[:, SLOT["ending"]] = _endings(said, goes_on, draw)
    emoji = ~goes_on & (draw("emoji there") < reviews.emoji[said.review])
    slots[emoji, SLOT["emoji"]] = spoken.emoji.pick(said.feeling[:, 0], draw("emoji"))[emoji]
    first = np.r_[True, said.last[:-1]][: len(said)]
    return Wording(slots, first | ~np.r_[False, goes_on[:-1]][: len(said)])


def _opinions(reviews: Reviews, said: Clauses, draw: Draw) -> Index:
    spoken, feeling = speech(), said.feeling[:, 0]
    both = said.attribute[:, 0] * len(SENTIMENTS) + feeling
    tongue = (reviews.language[said.review] - 1).clip(min=0) * len(SENTIMENTS) + feeling
    banks: dict[str, tuple[Ragged, Index]] = {
        "is": (spoken.sayings, both),
        "attribute": (spoken.adjectives, both),
        "deed": (spoken.deeds, both),
        "affect": (spoken.affect, feeling),
        "implied": (spoken.implied, both),
        "overall": (spoken.overall, feeling),
        "product": (spoken.general, feeling),
        "two_words": (spoken.adjectives, both),
        "two_aspects": (spoken.general, feeling),
        "contrast": (spoken.adjectives, both),
        "abroad": (spoken.abroad, tongue),
    }
    found, share = np.full(len(said), NOTHING, np.int64), draw("opinion")
    for kind, (bank, rows) in banks.items():
        mine = said.kind == _KIND[kind]
        found[mine] = bank.pick(rows[mine], share[mine])
    return _strengthened(found, feeling, draw("stronger"), draw("strength"))


def _second_opinions(said: Clauses, draw: Draw) -> Index:
    """Of the same attribute another than the first one, or of the other attribute."""
    adjectives, found = speech().adjectives, np.full(len(said), NOTHING, np.int64)
    again = said.kind == _KIND["two_words"]
    rows = said.attribute * len(SENTIMENTS) + said.feeling
    found[again] = adjectives.pick(rows[again, 0], draw("opinion")[again], step=1)
    other = said.kind == _KIND["contrast"]
    found[other] = adjectives.pick(rows[other, 1], draw("other opinion")[other])
    return found


def _strengthened(phrase: Index, feeling: Index, chosen: Floats, strength: Floats) -> Index:
    """Adjectives with a word before them that makes them stronger, some of them."""
    counts = len(STRENGTHS) - np.where(feeling == NEGATIVE, 0, OF_BLAME)
    stronger = speech().stronger[phrase, (strength * counts).astype(np.int64)]
    return np.where((chosen < WORDING_RATES.stronger) & (stronger >= 0), stronger, phrase)


def _endings(said: Clauses, goes_on: Mask, draw: Draw) -> Index:
    spoken, share, everything = speech(), draw("ending"), np.zeros(len(said), np.int64)
    after = np.r_[said.feeling[1:, 0], 0][: len(said)]
    like = np.where(said.feeling[:, 0] == after, spoken.likes.pick(everything, share), 0)
    on = np.where(like > 0, like, spoken.unlikes.pick(everything, share))
    stop = np.where(
        said.last & (draw("unended") < WORDING_RATES.unended), NOTHING, spoken.stops.pick(everything, share)
    )
    return np.where(goes_on, on, stop)
