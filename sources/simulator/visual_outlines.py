"""Outlines of parts of things: straight and smooth, round, turned on a lathe."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt
from scipy.interpolate import CubicSpline

Points = npt.NDArray[np.float64]
KINDS = ("poly", "curve", "box", "oval", "lathe", "line", "bend", "print")
_ARC = 24  # points of half an oval
_SMOOTH = 6  # steps between two points of a smooth outline


def outline(kind: str, values: list[float], aspect: float) -> Points:
    """The points of an outline, so near to each other that it may be bent; (points, 2).

    Args:
        kind: One of `KINDS`.
        values: As the vocabulary has them.
        aspect: Width / height of the frame, in whose units they are.
    """
    if kind == "oval":
        middle, radii = np.array(values).reshape(2, 2)
        angle = np.linspace(0, 2 * np.pi, 2 * _ARC, endpoint=False)
        round_: Points = middle + radii * np.stack([np.cos(angle), np.sin(angle)], axis=1)
        return round_
    if kind == "box":
        return _rounded(aspect, *values)
    if kind == "print":
        left, top, right, bottom = values
        return np.array([[left, top], [right, top], [right, bottom], [left, bottom]])
    points = np.array(values).reshape(-1, 2)
    if kind == "lathe":
        side = np.stack([0.5 + points[:, 1], points[:, 0]], axis=1)
        return np.concatenate([side, mirrored(side)[::-1]])
    return _smooth(points, closed=kind == "curve") if kind in ("curve", "bend") else points


def mirrored(points: Points) -> Points:
    """The outline on the other side of the frame's middle."""
    turned: Points = points * (-1, 1) + (1, 0)
    return turned


def _rounded(aspect: float, left: float, top: float, right: float, bottom: float, round_: float = 0.0) -> Points:
    high = round_ * min((right - left) * aspect, bottom - top)
    wide = high / aspect
    angle = np.linspace(0, np.pi / 2, 5)
    corners = ((right, bottom, 1, 1, 0), (left, bottom, -1, 1, 1), (left, top, -1, -1, 2), (right, top, 1, -1, 3))
    points = []
    for across, down, x_side, y_side, turn in corners:
        turned = angle + turn * np.pi / 2
        middle = (across - x_side * wide, down - y_side * high)
        points.append(np.stack([middle[0] + wide * np.cos(turned), middle[1] + high * np.sin(turned)], axis=1))
    return np.concatenate(points)


def _smooth(points: Points, closed: bool) -> Points:
    whole = np.concatenate([points, points[:1]]) if closed else points
    course = np.linspace(0, len(whole) - 1, (len(whole) - 1) * _SMOOTH + 1)
    spline = CubicSpline(np.arange(len(whole)), whole, bc_type="periodic" if closed else "natural")
    bent: Points = spline(course)
    return bent[:-1] if closed else bent
