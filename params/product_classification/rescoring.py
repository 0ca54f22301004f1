"""How the best candidates are scored again."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from params.base import Section


class Rescoring(Section):
    """What is looked up of a candidate, and the trees that judge it."""

    enabled: bool = Field(description="Score candidates again; else the linear model's order is the answer.")
    candidates: int = Field(ge=1, le=100, description="Best leaves of the linear model that are scored again.")
    sure_precision: float = Field(
        gt=0,
        le=1,
        description="Share of right answers, out of fold and of those with the largest leads, from which on a lead of "
        "the first candidate counts as sure: then only what is cheap is looked up.",
    )
    sure_confidence: float = Field(
        gt=0.5, lt=1, description="Confidence of the bounds of these shares: of few listings no lead counts as sure."
    )
    far_share: float = Field(
        ge=0,
        le=1,
        description="Share of right candidates, out of fold, that lie so far behind the first one that their "
        "neighbours are not looked up.",
    )
    neighbours: bool = Field(
        description="Ask how near the nearest train rows of a candidate are, and not its centroid alone: larger "
        "bundles, better answers."
    )
    most_common: float = Field(
        gt=0, le=1, description="Share of train rows from which on neighbours are not sought by a feature."
    )
    leaf_rows: int = Field(ge=1, le=10_000, description="Rows of a leaf, drawn by chance, that are its neighbours.")
    entries: int = Field(
        ge=1_000,
        le=2_000_000_000,
        description="Entries of all neighbours together; leaves keep fewer rows where that does not do. In the bundle "
        "one takes 4 bytes and about as much again for its leaf's vocabulary.",
    )
    vote_power: int = Field(ge=1, le=16, description="A leaf's rows vote by their cosine to this power.")
    named: int = Field(
        ge=0,
        le=20,
        description="Leaves, of any or no train row, that become candidates as their names stand in a listing.",
    )
    name_coverage: float = Field(
        gt=0, le=1, description="Share of a name, by weight of its words, that has to stand there."
    )
    hidden_leaves: float = Field(
        ge=0,
        le=0.5,
        description="Largest share of leaves that training treats as if they had no row, to learn what speaks for those"
        " that have none; it is the share of these in the tree where that is less.",
    )
    words: int = Field(ge=1, le=256, description="First words of a title that are asked one by one.")
    word_smoothing: float = Field(gt=0, le=10_000, description="Rows, leaves as overall, added to those of a word.")
    brand_smoothing: float = Field(gt=0, le=10_000, description="Rows, leaves as overall, added to those of a brand.")
    text: Literal["off", "static", "minilm", "auto"] = Field(
        description="Similarity of meaning to leaves: not asked, by MiniLM's static word pieces, by MiniLM itself (a "
        "few hundred listings a second), or static pieces where MiniLM knows the words and held-out rows gain by it."
    )
    text_rows: int = Field(ge=0, le=1_000_000_000, description="Train rows from which on `auto` tries.")
    text_gain: float = Field(
        ge=-1, le=1, description="Share of held-out rows that have to be right more often for `auto` to keep it."
    )
    max_rows: int = Field(ge=100, le=100_000_000, description="Most train rows, drawn by chance, that trees grow on.")
    rounds: int = Field(ge=1, le=10_000, description="Trees.")
    max_depth: int = Field(ge=1, le=16, description="Depth of a tree.")
    learning_rate: float = Field(gt=0, le=1, description="Shrinkage of a tree.")
    subsample: float = Field(gt=0, le=1, description="Share of candidates a tree.")
    column_share: float = Field(gt=0, le=1, description="Share of features a tree.")
    min_child_weight: float = Field(ge=0, le=10_000, description="Least curvature of a leaf, in units of p (1 - p).")
    l2: float = Field(ge=0, le=10_000, description="L2 penalty on leaf values.")
    max_bins: int = Field(ge=8, le=1_024, description="Bins of a feature.")
