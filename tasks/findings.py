"""What a check of a version found: one line each."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """What became of a part of a version."""

    HOLDS = "holds"
    ALTERED = "altered"  # its bytes are not those that were recorded
    DIFFERS = "differs"  # this installation is not as it was then
    ABSENT = "absent"  # it is gone, or cannot be had from here


@dataclass(frozen=True)
class Finding:
    """What was found of one part.

    Args:
        part: Of the version: bundle, code, a step, a table.
        state: What became of it.
        detail: With names and digests.
        remedy: The way out, where there is one.
        harmless: It stands in nobody's way, although it does not hold.
    """

    part: str
    state: State
    detail: str
    remedy: str = ""
    harmless: bool = False

    @property
    def blocks(self) -> bool:
        """Whether the version cannot be trusted, or not be made again, until this is put right."""
        return self.state is not State.HOLDS and not self.harmless


def holds(part: str, detail: str) -> Finding:
    return Finding(part, State.HOLDS, detail)
