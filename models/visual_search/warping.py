"""Pictures drawn through a quadrilateral: turned, stretched, seen from aside."""

from __future__ import annotations

import math

import numpy as np
import numpy.typing as npt
from PIL import Image

Reals = npt.NDArray[np.float64]


def corners_of(size: tuple[float, float]) -> Reals:
    """Upper left, upper right, lower right, lower left corner of a picture of a width and height; (4, 2) of x, y."""
    width, height = size
    return np.array([[0, 0], [width, 0], [width, height], [0, height]], dtype=np.float64)


def quad_of(centre: tuple[float, float], size: tuple[float, float], angle: float) -> Reals:
    """Corners of a turned rectangle, in the order of `corners_of`; (4, 2) of x, y.

    Args:
        centre: x, y.
        size: Width, height.
        angle: Radians, clockwise as a picture's rows go down.
    """
    turn = np.array([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])
    return np.asarray(np.array(centre) + (corners_of(size) - np.array(size) / 2) @ turn)


def warped(
    picture: Image.Image, source: Reals, target: Reals, size: tuple[int, int], outside: tuple[int, ...] | int = 0
) -> Image.Image:
    """A picture bent so that four of its points come to lie at four others.

    Args:
        picture: Of any mode.
        source: Points in it, x and y, (4, 2); no three on a line.
        target: Where they come to lie in the result, (4, 2); no three on a line.
        size: Width, height of the result.
        outside: Colour, in the picture's mode, of what the picture does not reach.
    """
    back = tuple(_homography(target, source).tolist())
    return picture.transform(size, Image.Transform.PERSPECTIVE, back, Image.Resampling.BILINEAR, fillcolor=outside)


def _homography(points: Reals, images: Reals) -> Reals:
    """Eight numbers a..h of the map (ax + by + c, dx + ey + f) / (gx + hy + 1) that takes each point to its image."""
    x, y = points.T
    u, v = images.T
    zero, one = np.zeros(4), np.ones(4)
    upper = np.stack([x, y, one, zero, zero, zero, -u * x, -u * y], axis=1)
    lower = np.stack([zero, zero, zero, x, y, one, -v * x, -v * y], axis=1)
    return np.linalg.solve(np.concatenate([upper, lower]), np.concatenate([u, v]))
