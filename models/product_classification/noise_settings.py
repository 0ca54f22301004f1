"""How labels that look mistaken are found and treated."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class NoiseSettings:
    """What the noise pass can be told."""

    enabled: bool = True  # else every label is kept
    prior_labels: float = 10.0  # right labels that weigh against the evidence that some are mistaken
    least: float = 0.02  # share of the labels that is taken to be mistaken, of each kind: no table has none
    fit_labels: int = 20_000  # labels, drawn, that the share of mistakes is estimated from
    leaf_labels: float = 30.0  # labels that weigh against a leaf's own, for its parent's and at last for all
    set_aside: float = 0.9  # probability of a mistake from which a label is set aside where another leaf is sure
    down_weight: float = 0.5  # and from which it is reported, and counts less if that much is believed
    unconfirmed: float = 0.5  # share of the doubt that counts where no other leaf is sure, or siblings are fuzzy
    fuzzy: float = 0.1  # share of either of two siblings' labels that are surely the other's, from which they are fuzzy
    scatter: float = 0.5  # standard deviations above the mistakes expected in a leaf up to which they are believed
    most_lost: float = 0.6  # share of a leaf's labels that is believed to be mistaken at most
    flips: int = 20_000  # labels that are flipped to tell how many mistakes would be found
