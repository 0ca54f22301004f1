"""What makes vectors of pictures."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from params.base import Section
from params.visual_search.embedder_training import Change, Training
from params.visual_search.fusion import Descriptor, Fusion, LocalColour
from params.visual_search.scenes import Cutouts


class Network(Section):
    """A residual network."""

    side: int = Field(ge=32, le=512, description="Pixels that it reads, high and wide.")
    patch: int = Field(ge=1, le=16, description="Pixels, high and wide, that its first layer makes one position of.")
    widths: tuple[Annotated[int, Field(ge=8, le=2_048)], ...] = Field(
        min_length=1, description="Channels of its stages; each but the first halves height and width."
    )
    depths: tuple[Annotated[int, Field(ge=1, le=20)], ...] = Field(
        min_length=1, description="Residual blocks of each stage."
    )
    dimensions: int = Field(ge=8, le=1_024, description="Of a vector.")


class View(Section):
    """How often a picture is looked at for one vector; the mean of all views counts."""

    mirrored: bool = Field(description="Also as in a mirror.")
    nearer: tuple[Annotated[float, Field(ge=0.2, le=1)], ...] = Field(
        description="Shares of its height and width, about the middle, that are also looked at alone."
    )
    batch: int = Field(ge=1, le=4_096, description="Views that are read at once.")


class Encoder(Section):
    """How a pretrained encoder wants its pictures, where nothing beside it says so."""

    side: int = Field(ge=16, le=1_024, description="Pixels, high and wide.")
    mean: tuple[Annotated[float, Field(ge=0, le=1)], ...] = Field(
        min_length=1, description="Of each colour's values 0 to 1, taken off."
    )
    spread: tuple[Annotated[float, Field(gt=0, le=10)], ...] = Field(
        min_length=1, description="That they are divided by."
    )


class Embedder(Section):
    """The whole of it."""

    engine: Literal["trained", "onnx", "clip"] = Field(
        description="Trained: the network is trained from zero; onnx, clip: a pretrained image encoder is read."
    )
    path: str = Field(
        max_length=4_096,
        description="Of that encoder: an.onnx file, or the folder of a CLIP model; empty with trained.",
    )
    encoder: Encoder
    network: Network
    changes: Change
    cutouts: Cutouts
    fitting: Training
    views: View
    descriptors: Descriptor
    local_colours: LocalColour
    fusion: Fusion
