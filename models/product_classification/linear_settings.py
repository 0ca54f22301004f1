"""How the linear model of each leaf is fitted."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class LinearSettings:
    """Which rows a leaf is told from, how closely it fits them, and how many weights it keeps."""

    hard_negatives: int = 10  # leaves whose centroids are nearest to a row, for which it is an example against
    sampled_negatives: int = 3_000  # rows of all the others that are examples against each leaf
    cost: float = 1.0  # of a row on the wrong side of its margin, beside the squared length of the weights
    tolerance: float = 0.0005  # share of the first gradient at which a leaf's fit stops
    least_weight: float = 0.08  # weights that are smaller are dropped
    blanked_share: float = 1.0  # of the listings, for each field: copies that lack it
    most_copies: int = 400_000  # of all fields together; copies of leaves that have the most are left out first
    blanked_weight: float = 0.3  # what a copy counts; an original counts 1
