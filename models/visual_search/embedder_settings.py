"""How pictures become vectors: the network, the descriptors beside it, and what joins them."""

from __future__ import annotations

from dataclasses import dataclass, field

from .embedder_training_settings import ChangeSettings, FittingSettings
from .fusion_settings import DescriptorSettings, FusionSettings, LocalColourSettings
from .scene_settings import CutoutSettings


@dataclass(frozen=True)
class NetworkSettings:
    """A residual network.

    Attributes:
        side: Pixels that it reads, high and wide (32..512).
        patch: Pixels, high and wide, that its first layer makes one position of (1..16).
        widths: Channels of its stages; each but the first halves height and width (8..2,048 each).
        depths: Residual blocks of each stage (1..20 each).
        dimensions: Of a vector (8..1,024).
    """

    side: int = 128
    patch: int = 4
    widths: tuple[int, ...] = (64, 128, 256, 512)
    depths: tuple[int, ...] = (1, 1, 1, 1)
    dimensions: int = 128


@dataclass(frozen=True)
class ViewSettings:
    """How often a picture is looked at for one vector; the mean of all views counts.

    Attributes:
        mirrored: Also as in a mirror.
        nearer: Shares of its height and width, about the middle, that are also looked at alone (0.2..1 each).
        batch: Views that are read at once (1..4,096).
    """

    mirrored: bool = True
    nearer: tuple[float, ...] = (0.75, 0.55)
    batch: int = 64


@dataclass(frozen=True)
class EncoderSettings:
    """How a pretrained encoder wants its pictures, where nothing beside it says so.

    Attributes:
        side: Pixels, high and wide (16..1,024).
        mean: Of each colour's values 0 to 1, taken off (0..1 each).
        spread: That they are divided by, above 0 up to 10 each.
    """

    side: int = 224
    mean: tuple[float, ...] = (0.481, 0.458, 0.408)
    spread: tuple[float, ...] = (0.269, 0.261, 0.276)


@dataclass(frozen=True)
class EmbedderSettings:
    """The whole of it.

    Attributes:
        engine: `trained`: the network is trained from zero; `onnx`, `clip`: a pretrained image encoder is read.
        path: Of that encoder: an .onnx file, or the folder of a CLIP model; empty with `trained`.
        cutouts: How products are cut out of catalogue pictures, to be set on photos.
    """

    engine: str = "trained"
    path: str = ""
    encoder: EncoderSettings = field(default_factory=EncoderSettings)
    network: NetworkSettings = field(default_factory=NetworkSettings)
    changes: ChangeSettings = field(default_factory=ChangeSettings)
    cutouts: CutoutSettings = field(default_factory=CutoutSettings)
    fitting: FittingSettings = field(default_factory=FittingSettings)
    views: ViewSettings = field(default_factory=ViewSettings)
    descriptors: DescriptorSettings = field(default_factory=DescriptorSettings)
    local_colours: LocalColourSettings = field(default_factory=LocalColourSettings)
    fusion: FusionSettings = field(default_factory=FusionSettings)
