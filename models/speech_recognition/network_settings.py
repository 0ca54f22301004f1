"""The network, and how it is trained."""

from __future__ import annotations

from dataclasses import dataclass, field

from .change_settings import ChangeSettings, MaskSettings
from .front_end_settings import FrontEndSettings


@dataclass(frozen=True)
class NetworkSettings:
    """Convolutions over what was heard, then a recurrent part.

    Attributes:
        planes: Channels of each convolution over bands and time at once, (0..256); none: bands are mere channels.
        plane_reach: Frames, and bands, that such a one sees (1..15).
        width: Channels of the convolutions (8..1,024).
        strides: Frames of which each stage makes one (1..4 each).
        blocks: Residual blocks of each stage, as many as strides (0..10 each).
        reach: Frames that a convolution sees, its own and those before (1..31).
        hidden: Width of the recurrent layers (8..2,048).
        layers: Recurrent layers (1..6).
        dropout: Share of what is between the parts that a training leaves out (0..0.9).
    """

    planes: tuple[int, ...] = (8, 16)
    plane_reach: int = 5
    width: int = 96
    strides: tuple[int, ...] = (2, 1)
    blocks: tuple[int, ...] = (2, 2)
    reach: int = 7
    hidden: int = 160
    layers: int = 1
    dropout: float = 0.05


@dataclass(frozen=True)
class FittingSettings:
    """The training.

    Attributes:
        seconds: Of sound that it is shown, all in all (1..1,000,000,000); the time it takes.
        batch_seconds: Of a step (1..3,600).
        rate: Learning rate at its highest, above 0 up to 1.
        weight_decay: Of maps (0..1).
        warm_share: Share of the steps in which the rate rises, above 0 up to 0.5.
        even: What letters laid evenly over their recording count at first, against the alignments of the loss; fades
            (0..100).
        even_share: Share of the steps in which it does (0..1).
        growing: Share of the steps in which ever more recordings are changed, at first none (0..1).
        longest_gradient: Length that gradients are cut to, above 0 up to 1,000.
        averaged: Share of the running average of weights that a step keeps (0..0.99999).
        young_steps: Steps in which that average still follows closely, above 0 up to 10,000.
        checks: Times that it is judged on valid; the best weights are kept (1..1,000).
        most_valid: Recordings that it is judged by, at most (1..100,000).
        quiet: Recordings of noise alone, for each that has words, where there are fewer (0..1).
    """

    seconds: float = 120_000.0
    batch_seconds: float = 24.0
    rate: float = 4e-3
    weight_decay: float = 0.01
    warm_share: float = 0.1
    even: float = 1.0
    even_share: float = 0.3
    growing: float = 0.5
    longest_gradient: float = 5.0
    averaged: float = 0.998
    young_steps: float = 20.0
    checks: int = 10
    most_valid: int = 200
    quiet: float = 0.05


@dataclass(frozen=True)
class CtcSettings:
    """The whole engine.

    Attributes:
        tail: Seconds of silence that are put behind a recording, in which the last word is told (0..2).
    """

    front_end: FrontEndSettings = field(default_factory=FrontEndSettings)
    network: NetworkSettings = field(default_factory=NetworkSettings)
    changes: ChangeSettings = field(default_factory=lambda: ChangeSettings(slowest=0.87, fastest=1.15, paced=0.1))
    masks: MaskSettings = field(default_factory=lambda: MaskSettings(bands=1, times=1))
    fitting: FittingSettings = field(default_factory=FittingSettings)
    tail: float = 0.3
