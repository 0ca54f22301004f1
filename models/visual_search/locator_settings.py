"""How the locator is built, taught and asked."""

from __future__ import annotations

from dataclasses import dataclass, field

from .scene_settings import SceneSettings


@dataclass(frozen=True)
class LocatorSettings:
    """A small network that finds products of any kind.

    Attributes:
        side: Height and width in pixels of what it is shown in training, a multiple of 32 (64..1,024).
        looks: Heights and widths in pixels at which it looks at a picture, one after another, multiples of 32
            (64..1,024 each, at least one).
        width: Channels of its first stage; the deeper ones have two, three and four times as many (4..256).
        blocks: Residual blocks of a stage (1..8).
        scene: How scenes are put together.
        most_cutouts: Products that are cut out for them, an even draw (1..1,000,000).
        most_grounds: Photos whose parts are grounds, an even draw (0..1,000,000): what lies between the boxes of
            photos, or, where there are few with boxes, photos in which nobody has drawn any.
        most_photos: Photos with boxes that it learns from, an even draw (0..1,000,000).
        scenes: Scenes that are put together for it to learn from (0..10,000,000).
        epochs: Passes over scenes and photos (1..1,000).
        photo_passes: Views that a pass takes of each photo with boxes (0..100).
        kept_side: Height and width in pixels of scenes and photos as they are kept for training (64..2,048).
        closest: Share of a picture's side that a view shows at least (0.05..1).
        farthest: Times a picture's side that a view shows at most (1..4).
        stretch: Most log ratio by which height and width change against each other, halved (0..1).
        light: Most log ratio of a view's brightness (0..2).
        tint: Most log ratio of each colour's (0..1).
        batch_size: Pictures of a step (1..1,024).
        learning_rate: At its highest, above 0 up to 0.1.
        weight_decay: Share of a weight that a step takes off, times the rate (0..1).
        warm_share: Share of the steps in which the rate rises (0..1).
        longest_gradient: Norm at which a gradient is cut, above 0 up to 1,000.
        averaged: Share of itself that a running average of the weights keeps at each step (0..0.9999).
        young_steps: Steps in which that average still follows closely, above 0 up to 10,000.
        spread: Of the bump that marks a product's centre, as a share of its box (0.05..1).
        box_weight: What a box's error counts beside the centres' (0..100).
        apart: Share of the products, and of the photos with boxes, that no lesson shows, to judge and to calibrate by
            (0.01..0.5).
        judged: Photos that it is judged by at most, and scenes that are put together where such photos are few
            (1..1,000,000).
        enough: Photos with boxes from which on scenes are put on the grounds of these alone, and from which on it is
            judged by them alone (1..1,000,000).
        same: Intersection over union from which on two finds are one product (0.1..0.95).
        agreed: Share of a find's chance that is the mean over all looks, the rest that of the surest look (0..1).
        right: Intersection over union from which on a find is right (0.1..0.95).
        recall_weight: How many times as much recall counts as precision where the line is drawn between finds that are
            told and those that are not (0.1..10).
        prior: Finds that weigh against those it is judged by, for chances as the network gives them, above 0.
        least_slope: Of the line that makes chances of what the network gives, above 0 up to 1.
        most: Finds of a picture at most (1..1,000).
        at_once: Pictures that it looks at together (1..1,024).
    """

    side: int = 128
    looks: tuple[int, ...] = (128, 192, 256)
    width: int = 32
    blocks: int = 1
    scene: SceneSettings = field(default_factory=SceneSettings)
    most_cutouts: int = 3_000
    most_grounds: int = 500
    most_photos: int = 3_000
    scenes: int = 3_000
    epochs: int = 16
    photo_passes: int = 4
    kept_side: int = 224
    closest: float = 0.4
    farthest: float = 1.3
    stretch: float = 0.15
    light: float = 0.3
    tint: float = 0.1
    batch_size: int = 32
    learning_rate: float = 4e-3
    weight_decay: float = 0.02
    warm_share: float = 0.15
    longest_gradient: float = 10.0
    averaged: float = 0.99
    young_steps: float = 10.0
    spread: float = 0.18
    box_weight: float = 2.0
    apart: float = 0.1
    judged: int = 300
    enough: int = 60
    same: float = 0.5
    agreed: float = 0.5
    right: float = 0.5
    recall_weight: float = 3.0
    prior: float = 5.0
    least_slope: float = 0.1
    most: int = 20
    at_once: int = 16
