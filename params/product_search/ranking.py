"""Candidates, what is read of them, and how they are ranked."""

from __future__ import annotations

from pydantic import Field

from params.base import Section


class Retrieval(Section):
    """Candidates of a search, before they are ranked."""

    lexical: int = Field(ge=1, description="Best products by words that become candidates.")
    dense: int = Field(ge=0, description="Best products by meaning that become candidates; 0 leaves meaning out.")
    known: int = Field(
        ge=0,
        description="Products most sought for the same query, or for those it may become, that become candidates; 0: "
        "none.",
    )
    popular: int = Field(ge=1, description="Best-selling products that become candidates where a query is empty.")
    rrf_constant: float = Field(gt=0, description="Of reciprocal-rank fusion: how slowly a place loses worth.")
    lexical_weight: float = Field(ge=0, description="Of the list by words in the fusion.")
    dense_weight: float = Field(ge=0, description="Of the list by meaning in the fusion.")
    known_weight: float = Field(ge=0, description="Of the list by what was sought in the fusion.")


class PairFeatures(Section):
    """Texts of products, as the features of a query and a product read them."""

    title_words: int = Field(ge=1, description="First words of a title.")
    body_words: int = Field(ge=0, description="First words of bullets and description together; 0 leaves them out.")
    category_share: float = Field(
        ge=0, le=1, description="Share of the titles with a word below which a category is not kept for it."
    )
    most_words: int = Field(ge=1, description="First words of a query.")
    most_meant: int = Field(ge=1, description="Likeliest past queries that a query is taken to mean.")


class Ranking(Section):
    """Learning to rank, and what it learns from."""

    enabled: bool = Field(description="Rank candidates by trees; else the fused order stands.")
    fewest_searches: int = Field(
        ge=1, description="Searches of train with a relevant product, below which the fused order stands."
    )
    late_share: float = Field(
        gt=0,
        le=1,
        description="Share of the logged searches of train, the latest, that trees are grown on; their queries are "
        "read by what the earlier ones taught, as those to come will be. The network is tuned on the earlier ones, and "
        "on all but this share of the queries that are judged or have no time.",
    )
    most_searches: int = Field(ge=1, description="Searches of train that trees are grown on, drawn by the seed.")
    partial_share: float = Field(
        ge=0, le=1, description="Share of them that are learnt from a second time, typed in part."
    )
    least_typed: float = Field(gt=0, le=1, description="Smallest share of a query's characters that such a copy keeps.")
    impersonal_share: float = Field(ge=0, le=1, description="Share of copies whose customer is not told.")
    unseen: int = Field(
        ge=0, description="Retrieved products beside those shown or judged that a search is given as irrelevant."
    )
    rounds: int = Field(ge=1, description="Trees.")
    patience: int = Field(ge=1, description="Rounds without gain on valid after which no more trees are grown.")
    max_depth: int = Field(ge=1, description="Depth of a tree.")
    learning_rate: float = Field(gt=0, le=1, description="Of each tree.")
    subsample: float = Field(gt=0, le=1, description="Share of rows a tree sees.")
    column_share: float = Field(gt=0, le=1, description="Share of features a tree sees.")
    min_child_weight: float = Field(ge=0, description="Least weight of a leaf.")
    l2: float = Field(ge=0, description="Pull of leaves towards 0.")
    pairs: int = Field(ge=1, description="Pairs a product that rank:ndcg draws.")
    measured_at: int = Field(ge=1, description="Places of the NDCG that decides on valid.")
    most_valid: int = Field(ge=1, description="Searches of valid that it is measured on, drawn by the seed.")
