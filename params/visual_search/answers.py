"""Where photos are looked at, what is looked up, and how sure an answer is."""

from __future__ import annotations

from typing import Annotated, Self

from pydantic import Field, model_validator

from params.base import Section
from params.visual_search.nearest import Graph


class Regions(Section):
    """Regions of a photo and the crops that each is asked by."""

    most: int = Field(ge=0, le=100, description="Located boxes that are looked at, the surest first.")
    box_scales: tuple[Annotated[float, Field(ge=0.3, le=3)], ...] = Field(
        min_length=1, description="Crops of a box, its sides times these; their vectors are averaged."
    )
    whole_scales: tuple[Annotated[float, Field(ge=0.2, le=1)], ...] = Field(
        min_length=1, description="Crops of the whole picture, about its middle."
    )
    same_product: float = Field(
        ge=0,
        le=1,
        description="Share of the smaller of two regions that lies in the other, from which on an answer with the "
        "same first product tells the surer one alone.",
    )
    same_place: float = Field(
        ge=0, le=1, description="Intersection over union of two regions, from which on it tells the surer one alone."
    )
    matched: float = Field(
        ge=0,
        le=1,
        description="Share of the smaller of a region and a labelled box that lies in the other, from which on "
        "the region shows what is in the box.",
    )


class Index(Section):
    """The index of pictures."""

    nearest: Graph
    photos: bool = Field(
        description="Whether labelled train photos of a product are entries of it, beside its pictures of the "
        "catalogue.",
    )
    valid_photos: bool = Field(
        description="Whether those of valid become entries too, once all is chosen by what they find among the others.",
    )
    most_photos: int = Field(
        ge=0, le=10_000, description="Of a product, at most, of train and valid together; of more, a draw."
    )
    found: int = Field(ge=1, le=10_000, description="Entries that a region's vector looks up.")
    widest: int = Field(
        ge=1,
        le=1_000_000,
        description="Entries that are looked up at most, where those that were found are of fewer products than are "
        "asked for.",
    )
    softness: tuple[Annotated[float, Field(ge=0, le=1)], ...] = Field(
        min_length=1,
        description="How far the entries of a product that were found count beside its best, of which the one is "
        "taken that serves valid best; 0: the best alone counts.",
    )
    fresh_up_to: int = Field(
        ge=0,
        le=1_000_000,
        description="Entries that were added since training and are compared one by one; beyond, they move into "
        "the approximate index.",
    )
    most_gone: float = Field(
        ge=0,
        le=1,
        description="Share of the entries that are of products removed, above which the index is built anew without "
        "them.",
    )
    side: int = Field(
        ge=16,
        le=4_096,
        description="Longest side in pixels at which a picture that is added is looked at; what features keeps.",
    )
    batch: int = Field(ge=1, le=10_000, description="Pictures that are read and embedded at a time.")

    @model_validator(mode="after")
    def _keeps_what_it_finds(self) -> Self:
        if self.nearest.looked < self.found:
            raise ValueError(
                f"nearest.looked is {self.nearest.looked} and found is {self.found}: a search keeps at least as many "
                "candidates as it is to find; raise nearest.looked, or look up fewer."
            )
        return self


class Head(Section):
    """Points that two pictures have in common."""

    most_entries: int = Field(
        ge=0,
        le=1_000_000,
        description="Entries of an index, points of which are kept; one of more is not looked at so.",
    )
    side: int = Field(ge=64, le=1_024, description="Longest side in pixels at which points are looked for.")
    points: int = Field(ge=8, le=5_000, description="Of a picture at most, the strongest.")
    first: int = Field(ge=1, le=1_000, description="Entries that are looked at closer.")
    ratio: float = Field(
        gt=0, le=1, description="Distance of a point's match as a share of that of the next best, at most;."
    )
    apart: float = Field(
        ge=0.5, le=50, description="Pixels by which a matched point may lie elsewhere than the others say."
    )
    least: int = Field(
        ge=0, le=100, description="Points in common that say nothing yet; two any pictures have so many."
    )
    most: int = Field(ge=1, le=1_000, description="Points in common from which on more say no more.")
    weights: tuple[Annotated[float, Field(ge=0, le=1)], ...] = Field(
        min_length=1,
        description="What a point in common may add to a cosine; the one under which valid finds most is taken.",
    )
    fewest: int = Field(
        ge=1, le=1_000_000, description="Valid pictures with a right entry without which nothing is looked at closer."
    )
    judged: int = Field(ge=1, le=1_000_000, description="Valid pictures that it is judged by at most.")
    least_gain: float = Field(ge=0, le=1, description="Share of valid by which the mean reciprocal rank has to gain.")


class Confidence(Section):
    """Calibration and refusal."""

    acceptance: float = Field(
        gt=0, le=1, description="Share of photos with a product of the catalogue that are answered."
    )
    least_known: float = Field(
        ge=0,
        le=1,
        description="Probability that a further region of an answered photo shows something of the catalogue, "
        "below which it is not told.",
    )
    strength: float = Field(gt=0, description="Inverse of the pull of the calibration's weights towards 0.")
    least_temperature: float = Field(gt=0, le=1, description="Of the scores' softmax.")
    prior: float = Field(
        gt=0,
        le=10_000,
        description="How many photos it takes to outweigh that the surest product of a photo is as sure as its region "
        "says, and that located boxes and the whole picture are as sure as each other.",
    )
    least_slope: float = Field(
        gt=0, le=1, description="Of each line that says how sure they are instead, on log odds, at least."
    )
    most_photos: int = Field(
        ge=10, le=10_000_000, description="Of valid that are asked for it at most; of more, an even draw."
    )
