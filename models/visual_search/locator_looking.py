"""Looking at pictures with a taught network: from nearer and from farther, and each product told once."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt
import torch
from torch.nn import functional

from ..odds import log_odds, sigmoid
from .boxes import Boxes, overlap
from .examples import Pixels
from .found import suppressed
from .locator_fitting import half_precision
from .locator_network import LocatorNetwork
from .locator_settings import LocatorSettings
from .locator_views import as_read, squared

Reals = npt.NDArray[np.float64]
Finds = tuple[Boxes, Reals]

_SUREST = 30.0  # log odds whose chance is not 1 yet to a float
_PEAK = 3  # cells a side among which only the likeliest centre is taken


def looked(
    network: LocatorNetwork, pictures: Sequence[Pixels], settings: LocatorSettings, device: torch.device
) -> list[Finds]:
    """What is found in each picture, the surest first.

    Each picture is looked at in several sizes, as the network learned of views from nearer and from farther: small
    products are found in the larger one, and those that fill a picture in the smaller.

    Args:
        network: Taught.
        pictures: Red, green, blue, (height, width, 3) each, of any size.
        settings: Of sizes, and when two finds are one.
        device: Where the network is.

    Returns:
        Boxes in pixels of each picture, (n, 4), and log odds as the network gives them, (n,).
    """
    out = []
    for start in range(0, len(pictures), settings.at_once):
        some = pictures[start : start + settings.at_once]
        seen = [_looked_at(network, some, side, settings.most, device) for side in settings.looks]
        out += [_agreed(each, settings) for each in zip(*seen, strict=True)]
    return out


def _agreed(each: Sequence[Finds], settings: LocatorSettings) -> Finds:
    """One find a product of those of several looks at a picture: the mean of their boxes, weighted by their chances.

    The more looks find it, the surer it is (Solovyev et al. 2021, "Weighted boxes fusion").
    """
    kept = [suppressed(boxes, odds, settings.same, settings.most) for boxes, odds in each]
    boxes = np.concatenate([own[rows] for (own, _), rows in zip(each, kept, strict=True)])
    odds = np.concatenate([own[rows] for (_, own), rows in zip(each, kept, strict=True)])
    chances = sigmoid(np.clip(odds, -_SUREST, _SUREST))
    look = np.repeat(np.arange(len(each)), [len(rows) for rows in kept])
    one = overlap(boxes, boxes) >= settings.same
    left = np.ones(len(boxes), dtype=np.bool_)
    found, sure = [], []
    for row in np.argsort(-chances, kind="stable").tolist():
        if left[row]:
            group = np.flatnonzero(one[row] & left)
            left[group] = False
            found.append(np.average(boxes[group], axis=0, weights=chances[group]))
            best = np.zeros(len(each))
            np.maximum.at(best, look[group], chances[group])
            sure.append(settings.agreed * best.mean() + (1 - settings.agreed) * best.max())
    order = np.argsort(-np.array(sure), kind="stable")[: settings.most]
    return np.array(found, dtype=np.float32).reshape(-1, 4)[order], log_odds(np.array(sure)[order])


def _looked_at(
    network: LocatorNetwork, pictures: Sequence[Pixels], side: int, most: int, device: torch.device
) -> list[Finds]:
    """Finds in squares of one size, in pixels of the pictures; some of them may be one product."""
    squares = [squared(one, side) for one in pictures]
    odds, boxes = _answers(network, np.stack([one[0] for one in squares]), most, device)
    out = []
    for row, (picture, (_, scale, place)) in enumerate(zip(pictures, squares, strict=True)):
        height, width = picture.shape[:2]
        own = (boxes[row] - np.array(place * 2, dtype=np.float32)) / np.float32(scale)
        own = np.clip(own, 0, np.array([width, height, width, height], dtype=np.float32))
        real = np.isfinite(odds[row]) & (own[:, 2] > own[:, 0]) & (own[:, 3] > own[:, 1])
        out.append((own[real], odds[row][real].astype(np.float64)))
    return out


@torch.inference_mode()
def _answers(
    network: LocatorNetwork, squares: Pixels, most: int, device: torch.device
) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]:
    """Log odds of the likeliest centres, (n, k), minus infinity where there are fewer, and boxes, (n, k, 4)."""
    with half_precision(device):
        odds, boxes = network(as_read(squares, device))
    peak = odds == functional.max_pool2d(odds[:, None], _PEAK, 1, _PEAK // 2)[:, 0]
    flat = odds.masked_fill(~peak, -torch.inf).flatten(1)
    likeliest, place = flat.topk(min(4 * most, flat.shape[1]))
    chosen = boxes.flatten(2).gather(2, place[:, None].expand(-1, 4, -1)).transpose(1, 2)
    return likeliest.cpu().numpy(), chosen.cpu().numpy()
