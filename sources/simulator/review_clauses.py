"""What is said in reviews, clause by clause: of which attributes, in which frame, with which words."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields

import numpy as np

from sources.simulator.review_feelings import NEGATIVE, NEUTRAL, feelings
from sources.simulator.review_products import Reviewed, paired
from sources.simulator.review_reviewers import Reviews
from sources.simulator.review_speech import KINDS, OVERALL, speech
from sources.simulator.streams import Ids, draws
from sources.simulator.words import Floats, Index, Mask

_PLAIN = {"said": "is", "two": "two_aspects", "unsaid": "unsaid_good"}
_KIND = {name: place for place, name in enumerate(KINDS)}
_OF_THE_WHOLE = [_KIND[name] for name in ("overall", "product", "abroad")]


@dataclass(frozen=True)
class ClauseRates:
    """Shares of clauses by kind, as `review_phrases.FRAMES` names them; facts have what is left.

    `two` are of two attributes, `unsaid` tell a feeling without words for it.
    """

    said: float = 0.18
    attribute: float = 0.15
    deed: float = 0.1
    affect: float = 0.08
    implied: float = 0.14
    overall: float = 0.11
    product: float = 0.05
    two_words: float = 0.06
    two: float = 0.06
    unsaid: float = 0.02
    mention: float = 0.02


CLAUSE_RATES = ClauseRates()


@dataclass(frozen=True)
class Clauses:
    """Clauses in the order of reviews, and within them as they are read; arrays of shape (clauses,).

    Attributes:
        number: What their draws are made from.
        review: Place of the review.
        kind: Place in `KINDS`.
        frame: Number of the frame.
        attribute, feeling: Of what stands in the slots `a` and `b`, or is meant; (clauses, 2).
        last: Whether it is the review's last one.
    """

    number: Ids
    review: Index
    kind: Index
    frame: Index
    attribute: Index
    feeling: Index
    last: Mask

    def __len__(self) -> int:
        return len(self.review)


def clauses(seed: int, products: Reviewed, reviews: Reviews) -> Clauses:
    """What reviews say."""
    review = np.repeat(np.arange(len(reviews)), reviews.clauses)
    place = np.arange(len(review)) - np.repeat(np.cumsum(reviews.clauses) - reviews.clauses, reviews.clauses)
    number, of = reviews.number[review], reviews.product[review]
    pair = paired(number, place)

    def draw(aspect: str) -> Floats:
        return draws(pair, seed, f"clause's {aspect}")

    first = _attribute(products, of, draw("attribute"))
    second = _attribute(products, of, draw("other attribute"))
    attribute = np.stack([first, second], axis=1)
    feeling = np.stack([feelings(seed, products, of, number, one) for one in (first, second)], axis=1)
    kind = np.where(reviews.language[review] > 0, _KIND["abroad"], _kinds(draw("kind"), attribute, feeling))
    whole = np.isin(kind, _OF_THE_WHOLE)
    attribute[whole, 0] = OVERALL
    feeling[whole, 0] = feelings(seed, products, of[whole], number[whole], attribute[whole, 0])
    return Clauses(
        number=pair,
        review=review,
        kind=kind,
        frame=speech().kinds.pick(kind, draw("frame")),
        attribute=attribute,
        feeling=feeling,
        last=place == reviews.clauses[review] - 1,
    )


def _attribute(products: Reviewed, of: Index, share: Floats) -> Index:
    found: Index = (products.reach[of] <= share[:, None]).sum(axis=1)
    return found


def _kinds(share: Floats, attribute: Index, feeling: Index) -> Index:
    """Kinds by a draw; where one does not go with what is felt, another that does."""
    drawn = np.searchsorted(np.cumsum(astuple(CLAUSE_RATES)), share, side="right")
    names = np.array([*(_KIND[_PLAIN.get(one.name, one.name)] for one in fields(ClauseRates)), _KIND["fact"]])
    two, unsaid, plain = (_KIND[name] for name in ("two_aspects", "unsaid_good", "is"))
    kind = names[drawn]
    kind = np.where((kind == two) & (attribute[:, 0] == attribute[:, 1]), plain, kind)
    kind = np.where((kind == two) & (feeling[:, 0] != feeling[:, 1]), _KIND["contrast"], kind)
    kind = np.where((kind == unsaid) & (feeling[:, 0] == NEGATIVE), _KIND["unsaid_bad"], kind)
    wordless = np.isin(kind, [_KIND[name] for name in ("deed", "implied", "unsaid_good")]) & (feeling[:, 0] == NEUTRAL)
    return np.where(wordless, plain, kind)
