"""Products and queries by meaning."""

from __future__ import annotations

from pydantic import Field

from params.base import Section


class DenseIndex(Section):
    """The approximate index over vectors of products."""

    flat_up_to: int = Field(ge=0, le=10_000_000, description="Products up to which every vector is compared.")
    lists_per_root: float = Field(ge=0.1, le=16, description="Inverted lists, times the square root of the products.")
    trained_on: int = Field(ge=10, le=1000, description="Vectors a list that its centre is learnt from.")
    probed: float = Field(gt=0, le=1, description="Share of the lists that a query looks into; one list at least.")


class Dense(Section):
    """All of it."""

    network_up_to: int = Field(
        ge=0,
        le=10_000_000,
        description="Products up to which the network encodes texts; more are encoded by its static distillation.",
    )
    product_pieces: int = Field(ge=8, le=256, description="Word pieces of a product's text.")
    query_pieces: int = Field(ge=4, le=128, description="Word pieces of a query.")
    static_dimensions: int = Field(ge=16, le=384, description="Dimensions of static vectors.")
    index: DenseIndex
