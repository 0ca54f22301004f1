"""What the small places of a picture look like in colour, without learning of products: one vector of all of them."""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
from sklearn.decomposition import PCA
from sklearn.exceptions import ConvergenceWarning
from sklearn.mixture import GaussianMixture

from .fusion_settings import LocalColourSettings
from .local_statistics import statistics

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]

ARRAYS: Final = ("middle", "axes", "scale", "shares", "means", "spreads")


@dataclass(frozen=True)
class LocalColours:
    """Fisher vectors of local statistics of colour.

    Means and spreads of L*a*b* in 4 x 4 cells around each point of a grid, at several sizes of the picture (Clinchant
    et al., "XRCE's participation to ImagEval", 2007), with where the point lies (Sanchez et al., "Modeling the spatial
    layout of images beyond spatial pyramids", 2012), described by how they depart from a mixture of normal
    distributions, signed roots of unit length (Perronnin et al., "Improving the Fisher Kernel for Large-Scale Image
    Classification", 2010).

    Attributes:
        middle: Mean statistics; (statistics,).
        axes: That they are turned and scaled by; (statistics, local dimensions).
        scale: That places are divided by; (3,).
        shares: Of the parts of the mixture; (words,).
        means: Of these; (words, local dimensions + 3).
        spreads: Standard deviations of these; likewise.
        settings: It was built with.
    """

    middle: Floats
    axes: Floats
    scale: Floats
    shares: Floats
    means: Floats
    spreads: Floats
    settings: LocalColourSettings

    @classmethod
    def fit(cls, crops: Sequence[Pixels], settings: LocalColourSettings, seed: int) -> Self:
        """Learn the axes and the mixture from some pictures, RGB (height, width, 3) each, at least one."""
        rng = np.random.default_rng(seed)
        looks, places = [], []
        for pixels in crops:
            look, place = statistics(pixels, settings)
            rows = rng.permutation(len(look))[: settings.points]
            looks.append(look[rows])
            places.append(place[rows])
        found, where = np.concatenate(looks), np.concatenate(places)
        count = min(settings.local_dimensions, *found.shape)
        turned = PCA(count, random_state=seed).fit(found)
        # axes of hardly any variance are not blown up
        deviations = np.sqrt(turned.explained_variance_ + settings.least_variance * turned.explained_variance_[0])
        axes = (turned.components_ / np.maximum(deviations, _tiny())[:, None]).T
        scale = np.maximum(where.std(axis=0), _tiny())
        described = np.hstack([(found - turned.mean_) @ axes, where / scale])
        mixture = GaussianMixture(
            min(settings.words, len(described)),
            covariance_type="diag",
            reg_covar=settings.least_spread,
            max_iter=settings.rounds,
            random_state=seed,
        )
        with warnings.catch_warnings():
            # a mixture that would still move a little describes as well
            warnings.simplefilter("ignore", ConvergenceWarning)
            mixture.fit(described.astype(np.float64))
        arrays = (turned.mean_, axes, scale, mixture.weights_, mixture.means_, np.sqrt(mixture.covariances_))
        named = {name: np.asarray(one, dtype=np.float32) for name, one in zip(ARRAYS, arrays, strict=True)}
        return cls(**named, settings=settings)

    @property
    def width(self) -> int:
        """Of a vector."""
        return 2 * self.means.size

    def __call__(self, crops: Sequence[Pixels]) -> Floats:
        """Unit-length vectors of crops, RGB (height, width, 3) each; (n, 2 * words * (local dimensions + 3))."""
        out = np.zeros((len(crops), self.width), dtype=np.float32)
        for row, pixels in enumerate(crops):
            look, place = statistics(pixels, self.settings)
            out[row] = self._vector(np.hstack([(look - self.middle) @ self.axes, place / self.scale]))
        return out

    def arrays(self) -> dict[str, Any]:
        """All but the settings, to be stored by name."""
        return {name: getattr(self, name) for name in ARRAYS}

    def _vector(self, points: Floats) -> Floats:
        """Of one picture's points; (n, local dimensions + 3) to (width,)."""
        sharp = 1.0 / self.spreads**2
        squares = points * points
        fits = squares @ sharp.T - 2.0 * points @ (self.means * sharp).T + (self.means**2 * sharp).sum(axis=1)
        logs = np.log(self.shares) - np.log(self.spreads).sum(axis=1) - 0.5 * fits
        chances = np.exp(logs - logs.max(axis=1, keepdims=True))
        chances /= chances.sum(axis=1, keepdims=True)
        mass, first, second = chances.sum(axis=0)[:, None], chances.T @ points, chances.T @ squares
        moved = (first - self.means * mass) / (self.spreads * np.sqrt(self.shares)[:, None])
        wider = (second - 2.0 * self.means * first + self.means**2 * mass) * sharp - mass
        flat = np.concatenate([moved.ravel(), (wider / np.sqrt(2.0 * self.shares)[:, None]).ravel()]) / len(points)
        roots = np.sign(flat) * np.sqrt(np.abs(flat))
        return np.asarray(roots / max(float(np.linalg.norm(roots)), _tiny()), dtype=np.float32)


def _tiny() -> float:
    return float(np.finfo(np.float32).tiny)
