"""The network that finds products in photos."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from params.base import Section
from params.visual_search.scenes import Scene

Look = Annotated[int, Field(ge=64, le=1_024, multiple_of=32)]


class Locator(Section):
    """A small network that finds products of any kind."""

    side: int = Field(
        ge=64,
        le=1_024,
        multiple_of=32,
        description="Height and width in pixels of what it is shown in training, a multiple of 32.",
    )
    looks: tuple[Look, ...] = Field(
        min_length=1,
        max_length=8,
        description="Heights and widths in pixels at which it looks at a picture, one after another, multiples of 32.",
    )
    width: int = Field(
        ge=4, le=256, description="Channels of its first stage; the deeper ones have two, three and four times as many."
    )
    blocks: int = Field(ge=1, le=8, description="Residual blocks of a stage.")
    scene: Scene
    most_cutouts: int = Field(ge=1, le=1_000_000, description="Products that are cut out for them, an even draw.")
    most_grounds: int = Field(
        ge=0,
        le=1_000_000,
        description="Photos whose parts are grounds, an even draw: what lies between the boxes of photos, or, "
        "where there are few with boxes, photos in which nobody has drawn any.",
    )
    most_photos: int = Field(ge=0, le=1_000_000, description="Photos with boxes that it learns from, an even draw.")
    scenes: int = Field(ge=0, le=10_000_000, description="Scenes that are put together for it to learn from.")
    epochs: int = Field(ge=1, le=1_000, description="Passes over scenes and photos.")
    photo_passes: int = Field(ge=0, le=100, description="Views that a pass takes of each photo with boxes.")
    kept_side: int = Field(
        ge=64, le=2_048, description="Height and width in pixels of scenes and photos as they are kept for training."
    )
    closest: float = Field(ge=0.05, le=1, description="Share of a picture's side that a view shows at least.")
    farthest: float = Field(ge=1, le=4, description="Times a picture's side that a view shows at most.")
    stretch: float = Field(
        ge=0, le=1, description="Most log ratio by which height and width change against each other, halved."
    )
    light: float = Field(ge=0, le=2, description="Most log ratio of a view's brightness.")
    tint: float = Field(ge=0, le=1, description="Most log ratio of each colour's.")
    batch_size: int = Field(ge=1, le=1_024, description="Pictures of a step.")
    learning_rate: float = Field(gt=0, le=0.1, description="At its highest.")
    weight_decay: float = Field(ge=0, le=1, description="Share of a weight that a step takes off, times the rate.")
    warm_share: float = Field(ge=0, le=1, description="Share of the steps in which the rate rises.")
    longest_gradient: float = Field(gt=0, le=1_000, description="Norm at which a gradient is cut.")
    averaged: float = Field(
        ge=0, le=0.9999, description="Share of itself that a running average of the weights keeps at each step."
    )
    young_steps: float = Field(gt=0, le=10_000, description="Steps in which that average still follows closely.")
    spread: float = Field(
        ge=0.05, le=1, description="Of the bump that marks a product's centre, as a share of its box."
    )
    box_weight: float = Field(ge=0, le=100, description="What a box's error counts beside the centres'.")
    apart: float = Field(
        ge=0.01,
        le=0.5,
        description="Share of the products, and of the photos with boxes, that no lesson shows, to judge and to "
        "calibrate by.",
    )
    judged: int = Field(
        ge=1,
        le=1_000_000,
        description="Photos that it is judged by at most, and scenes that are put together where such photos are few.",
    )
    enough: int = Field(
        ge=1,
        le=1_000_000,
        description="Photos with boxes from which on scenes are put on the grounds of these alone, and from which "
        "on it is judged by them alone.",
    )
    same: float = Field(ge=0.1, le=0.95, description="Intersection over union from which on two finds are one product.")
    agreed: float = Field(
        ge=0,
        le=1,
        description="Share of a find's chance that is the mean over all looks, the rest that of the surest look.",
    )
    right: float = Field(ge=0.1, le=0.95, description="Intersection over union from which on a find is right.")
    recall_weight: float = Field(
        ge=0.1,
        le=10,
        description="How many times as much recall counts as precision where the line is drawn between finds that "
        "are told and those that are not.",
    )
    prior: float = Field(
        gt=0,
        le=1_000_000,
        description="Finds that weigh against those it is judged by, for chances as the network gives them.",
    )
    least_slope: float = Field(gt=0, le=1, description="Of the line that makes chances of what the network gives.")
    most: int = Field(ge=1, le=1_000, description="Finds of a picture at most.")
    at_once: int = Field(ge=1, le=1_024, description="Pictures that it looks at together.")
