"""A picture of an evaluation that people are to look at, kept with the run."""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Picture:
    """A PNG.

    Attributes:
        name: For its heading.
        data: The bytes of the file.
        note: What is seen, for the reader.
    """

    name: str
    data: bytes
    note: str

    @property
    def file_name(self) -> str:
        """The name as one of files, without its ending."""
        return re.sub(r"\W+", "_", self.name.lower()).strip("_")
