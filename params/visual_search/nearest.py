"""The graph in which the nearest of many vectors are looked for."""

from __future__ import annotations

from pydantic import Field

from params.base import Section


class Graph(Section):
    """The approximate index over vectors of pictures."""

    flat_up_to: int = Field(ge=0, le=10_000_000, description="Vectors up to which all are compared.")
    links: int = Field(
        ge=4,
        le=64,
        description="Links of a vector to others, twice as many on the lowest level of the graph; one takes 4 bytes.",
    )
    building: int = Field(
        ge=8, le=1_000, description="Candidates that are looked at for the links of a vector: slower, better."
    )
    looked: int = Field(
        ge=4,
        le=10_000,
        description="Candidates that a search keeps, at least as many as it is to find: slower, finds more of the "
        "nearest.",
    )
    trained_on: int = Field(
        ge=100, le=10_000_000, description="Vectors that the ranges of 8-bit scalars are learnt from, at most."
    )
