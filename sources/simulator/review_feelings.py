"""What customers feel about attributes, and how many stars they give: drawn from the true quality."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from sources.simulator.review_products import Reviewed, paired
from sources.simulator.streams import Ids, draws, normal_draws
from sources.simulator.words import Floats, Index, Mask

NEGATIVE, NEUTRAL, POSITIVE = range(3)
_NODES = 21  # of the numerical mean over customers


@dataclass(frozen=True)
class FeelingRates:
    """A feeling is positive where its score lies above `indifferent`, negative where it lies below its opposite.

    Attributes:
        usual: Score of usual quality.
        gain: Of the score by quality and by how lenient a customer is.
        lenience: Deviation of the latter.
        disagreement: Deviation of the score where people disagree.
        indifferent: Half the width of what is neither.
        star_middle, star_told, star_quality, star_lenience, star_noise: Stars are a middle, and so much more for what
            the review says (-1 to 1), for the product's quality, for lenience, and by chance.
        reversed: Share of customers who think that one star is the best.
    """

    usual: float = 0.9
    gain: float = 1.3
    lenience: float = 0.6
    disagreement: float = 4.0
    indifferent: float = 0.25
    star_middle: float = 3.4
    star_told: float = 1.4
    star_quality: float = 0.4
    star_lenience: float = 0.3
    star_noise: float = 0.45
    reversed: float = 0.01


FEELING_RATES = FeelingRates()


def feelings(seed: int, products: Reviewed, of: Index, review: Ids, attribute: Index) -> Index:
    """What reviews feel about attributes: 0 negative, 1 neutral, 2 positive; the same wherever a review says it.

    Args:
        seed: Of the world.
        products: Of a shelf.
        of, review, attribute: Place of the product, number of the review, place of the attribute; (rows,).
    """
    rates, pair = FEELING_RATES, paired(review, attribute)
    split = products.divisive[of, attribute]
    share = draws(pair, seed, "feeling")
    score = rates.usual + rates.gain * (products.quality[of, attribute] + lenience(seed, review))
    score = score + split * rates.disagreement * normal_draws(pair, seed, "disagreement") + np.log(share / (1 - share))
    found: Index = NEUTRAL + (score > rates.indifferent).astype(np.int64) - (score < -rates.indifferent)
    return found


def lenience(seed: int, review: Ids) -> Floats:
    """How lenient customers are."""
    found: Floats = FEELING_RATES.lenience * normal_draws(review, seed, "lenience")
    return found


def chances(quality: Floats, divisive: Mask) -> Floats:
    """True probabilities of the feelings about attributes, over all customers; shape (..., 3)."""
    rates = FEELING_RATES
    nodes, weights = np.polynomial.hermite_e.hermegauss(_NODES)
    deviation = np.hypot(rates.gain * rates.lenience, np.where(divisive, rates.disagreement, 0.0))
    score = (rates.usual + rates.gain * quality)[..., None] + deviation[..., None] * nodes
    share = weights / weights.sum()
    above = (share / (1 + np.exp(rates.indifferent - score))).sum(axis=-1)
    below = (share / (1 + np.exp(rates.indifferent + score))).sum(axis=-1)
    return np.stack([below, 1 - above - below, above], axis=-1)


def rating(probability: Floats) -> Floats:
    """Ratings 1 to 5 that probabilities of feelings are worth; shape (...,)."""
    found: Floats = 3 + 2 * (probability[..., POSITIVE] - probability[..., NEGATIVE])
    return found


def stars(seed: int, review: Ids, quality: Floats, told: Floats) -> tuple[Index, Mask]:
    """Stars from 1 to 5, and who gave them the wrong way round.

    Args:
        seed: Of the world.
        review: Number of each; (rows,).
        quality: Of the product as a whole; (rows,).
        told: Mean of what the review says, -1 to 1; (rows,).
    """
    rates = FEELING_RATES
    latent = rates.star_middle + rates.star_told * told + rates.star_quality * quality
    latent = latent + rates.star_lenience * lenience(seed, review) / rates.lenience
    latent = latent + rates.star_noise * normal_draws(review, seed, "stars")
    found = np.clip(np.rint(latent), 1, 5).astype(np.int64)
    turned = draws(review, seed, "stars the wrong way round") < rates.reversed
    return np.where(turned, 6 - found, found), turned
