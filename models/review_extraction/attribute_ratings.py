"""Ratings of attributes from 1 to 5 with intervals: few reviews, or reviews at odds, show as such."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
from scipy.stats import beta

from .extracted import SENTIMENTS, Reals
from .rating_scale import LEAST, MOST
from .rating_settings import RatingSettings

_FLAT: Final = 1e-6  # spread of a rating that is as good as none


@dataclass(frozen=True)
class Ratings:
    """What is known of attributes before a product's own reviews are heard.

    Attributes:
        scale: Stars of a negative, neutral and positive opinion; (3,).
        everything: Shares of the sentiments over all attributes; (3,).
        votes: Of the sentiments on each attribute, by its name.
        settings: Of ratings.
    """

    scale: Reals
    everything: Reals
    votes: dict[str, list[float]]
    settings: RatingSettings

    @classmethod
    def fit(cls, scale: Reals, attributes: list[str], votes: Reals, settings: RatingSettings) -> Self:
        """From votes on attributes of products.

        Args:
            scale: Stars of the sentiments.
            attributes: Of each row; (n,).
            votes: Weights of the sentiments; (n, 3).
            settings: Of ratings.
        """
        names, place = np.unique(np.array(attributes, dtype=np.str_), return_inverse=True)
        sums = np.zeros((len(names), len(SENTIMENTS)))
        np.add.at(sums, place, votes)
        every = sums.sum(axis=0) + 1.0
        told = dict(zip(names.tolist(), sums.round(6).tolist(), strict=True))
        return cls(scale, every / every.sum(), told, settings)

    def prior(self, attributes: list[str]) -> Reals:
        """Shares of the sentiments that products have on attributes, those of everything where little is known."""
        none = [0.0] * len(SENTIMENTS)
        votes = np.array([self.votes.get(name, none) for name in attributes]).reshape(-1, len(SENTIMENTS))
        drawn = votes + self.settings.attribute_prior * self.everything
        found: Reals = drawn / drawn.sum(axis=1, keepdims=True)
        return found

    def rated(self, attributes: list[str], votes: Reals) -> tuple[Reals, Reals, Reals]:
        """Rating, and the ends of its interval; each (n,).

        The shares of the sentiments are a Dirichlet variable; the mean of their stars has the interval of the Beta
        distribution that shares its mean and variance.

        Args:
            attributes: Of each row.
            votes: Weights of the sentiments in the product's own reviews; (n, 3).
        """
        weight = votes + self.settings.prior * self.prior(attributes)
        total = weight.sum(axis=1)
        mean = weight @ self.scale / total
        variance = (weight @ self.scale**2 / total - mean**2) / (total + 1.0)
        return (mean, *self._interval(mean, variance))

    def _interval(self, mean: Reals, variance: Reals) -> tuple[Reals, Reals]:
        least, most = float(self.scale[0]), float(self.scale[-1])
        if most - least < _FLAT:
            return mean, mean
        place, spread = (mean - least) / (most - least), variance / (most - least) ** 2
        place = place.clip(_FLAT, 1 - _FLAT)
        size = place * (1 - place) / np.maximum(spread, _FLAT**2) - 1
        tail = (1 - self.settings.interval) / 2
        ends = [beta.ppf(point, size * place, size * (1 - place)) for point in (tail, 1 - tail)]
        low, high = (np.clip(least + (most - least) * end, LEAST, MOST) for end in ends)
        return np.minimum(low, mean), np.maximum(high, mean)

    def as_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return {"scale": self.scale.tolist(), "everything": self.everything.tolist(), "votes": self.votes}

    @classmethod
    def read(cls, stored: dict[str, Any], settings: RatingSettings) -> Self:
        """From what `as_dict` gave."""
        return cls(np.array(stored["scale"]), np.array(stored["everything"]), stored["votes"], settings)
