"""Steps of a training: told as they begin, timed as they end."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Progress = Callable[[str, float], None]
Told = Callable[[float], None]


@dataclass
class Steps:
    """The steps so far.

    Attributes:
        progress: Told a step's name and the share of the work that is done.
        seconds: What each step took, wall clock.
    """

    progress: Progress
    seconds: dict[str, float] = field(default_factory=dict)
    begun: float = field(default_factory=time.perf_counter)

    @contextmanager
    def step(self, name: str, begins: float, ends: float) -> Iterator[Told]:
        """Run a step that lies between two shares of the work; gives a function that tells its own share."""
        self.progress(name, begins)
        start = time.perf_counter()
        yield lambda share: self.progress(name, begins + (ends - begins) * share)
        self.seconds[name] = round(time.perf_counter() - start, 3)

    def elapsed(self) -> float:
        """Seconds since the first step."""
        return time.perf_counter() - self.begun


def part_of(told: Told, begins: float, share: float) -> Told:
    """Tells the share of a whole of which a part is done; the part begins at `begins` and is `share` of it."""
    return lambda done: told(begins + share * done)
