"""Descriptors of pictures beside the engine: how each is measured, and drawn together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, Final

import numpy as np
import numpy.typing as npt

from .descriptors import colours, gradients
from .drawn_together import DrawnTogether
from .embedder_settings import EmbedderSettings
from .local_colours import ARRAYS, LocalColours

Pixels = npt.NDArray[np.uint8]
Floats = npt.NDArray[np.float32]
Measure = Callable[[Sequence[Pixels]], Floats]

LOCAL: Final = "local_colours"
PLAIN: Final = {"colours": colours, "gradients": gradients}
_DRAWN: Final = ("middle", "axes")


class Described:
    """A descriptor.

    Attributes:
        measure: Makes long vectors, unit length each.
        drawn: Draws these together.
    """

    def __init__(self, measure: Measure, drawn: DrawnTogether) -> None:
        self.measure, self.drawn = measure, drawn

    @property
    def dimensions(self) -> int:
        """Of its vectors."""
        return self.drawn.dimensions

    def __call__(self, crops: Sequence[Pixels]) -> Floats:
        """Unit-length vectors of crops, RGB (height, width, 3) each; (n, dimensions)."""
        return self.drawn(self.measure(crops))

    def arrays(self, name: str) -> dict[str, Any]:
        """What `read` needs, by name."""
        found = {f"{name}_{one}": getattr(self.drawn, one) for one in _DRAWN}
        if isinstance(self.measure, LocalColours):
            found |= {f"{name}_of_{one}": array for one, array in self.measure.arrays().items()}
        return found


def measures(some: Sequence[Pixels], settings: EmbedderSettings, seed: int) -> dict[str, Measure]:
    """All measures by name; what one learns of pictures it learns of these, at least one."""
    found: dict[str, Measure] = {name: partial(one, settings=settings.descriptors) for name, one in PLAIN.items()}
    return found | {LOCAL: LocalColours.fit(some, settings.local_colours, seed)}


def dimensions_of(name: str, settings: EmbedderSettings) -> int:
    """That a descriptor is drawn together to."""
    return settings.local_colours.dimensions if name == LOCAL else settings.descriptors.dimensions


def read(name: str, arrays: Any, settings: EmbedderSettings) -> Described:
    """What `arrays` gave, read from an archive of arrays."""
    drawn = DrawnTogether(*(arrays[f"{name}_{one}"] for one in _DRAWN))
    if name != LOCAL:
        return Described(partial(PLAIN[name], settings=settings.descriptors), drawn)
    own = {one: arrays[f"{name}_of_{one}"] for one in ARRAYS}
    return Described(LocalColours(**own, settings=settings.local_colours), drawn)
