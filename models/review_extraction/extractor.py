"""What every engine of extraction can do."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Protocol, Self

from .extracted import Extracted
from .terms import Terms


class Extractor(Protocol):
    """Reads triplets from texts."""

    facts: dict[str, Any]

    def extract(self, texts: list[str], threads: int = 1, threshold: float | None = None) -> Extracted:
        """Triplets of all texts, ordered by text, by place, then by confidence.

        Args:
            texts: To be read.
            threads: Of the network.
            threshold: Confidence from which on a triplet is told; None: the engine's own.
        """

    def terms(self, texts: list[str], threads: int = 1) -> tuple[Terms, Terms]:
        """Aspects and opinions on their own, ordered by text and place."""

    def save(self, directory: Path) -> None:
        """Write what `load` reads: native files only."""

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
