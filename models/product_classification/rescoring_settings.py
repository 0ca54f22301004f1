"""How candidates are scored again."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class RescoringSettings:
    """What is looked up of a candidate, and the trees that judge it."""

    enabled: bool = True
    candidates: int = 8  # best leaves of the first stage that are scored again
    sure_precision: float = 0.985  # of what can be reached; so led, only the cheap is looked up
    sure_confidence: float = 0.95  # of the bounds that tell so, the one that makes fewer sure
    far_share: float = 0.005  # right candidates so far behind the first that their neighbours are not looked up
    neighbours: bool = True  # ask how near the nearest train rows of a candidate are, not its centroid alone
    most_common: float = 0.02  # share of train rows from which on neighbours are not sought by a feature
    leaf_rows: int = 256  # rows of a leaf that are neighbours
    entries: int = 60_000_000  # of all such rows together, about 6 bytes each in the bundle
    vote_power: int = 4  # a leaf's rows vote by their cosine to this power
    named: int = 2  # leaves whose names stand in a listing that become candidates too
    name_coverage: float = 0.35  # share of a name, by weight of its words, that has to stand there
    hidden_leaves: float = 0.2  # largest share of leaves that training treats as new, if so many have no row
    words: int = 16  # first words of a title that are asked one by one
    word_smoothing: float = 2.0  # rows, leaves as they are overall, added to those of a word
    brand_smoothing: float = 5.0  # and of a brand
    text: str = (
        "auto"  # MiniLM vectors: off, static word pieces, minilm itself, or static where that helps held-out rows
    )
    text_rows: int = 5_000  # train rows from which on auto tries
    text_gain: float = 0.001  # share of held-out rows that have to be right more often for it
    max_rows: int = 60_000  # train rows that trees are grown on
    rounds: int = 100
    max_depth: int = 6
    learning_rate: float = 0.14
    subsample: float = 0.8
    column_share: float = 0.8
    min_child_weight: float = 5.0
    l2: float = 2.0
    max_bins: int = 128
