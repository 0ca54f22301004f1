"""A command as it comes in."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from .adaptation import Adaptation
from .heard import Heard
from .mel import RATE, Samples

if TYPE_CHECKING:
    from .command_engine import CommandEngine

_FRAME = 160  # samples that are judged together: 10 ms
_AUDIBLE = 1e-3  # root mean square, of full scale, below which nobody speaks
_ABOVE = 10.0  # decibels above the quietest fifth so far, from which on somebody may
_BELOW = 30.0  # decibels below the loudest, down to which he still does


class CommandStream:
    """An `engines.EngineStream`: what was heard is looked at as a whole once it is quiet. Of one thread."""

    def __init__(self, engine: CommandEngine, adaptation: Adaptation | None) -> None:
        self._engine, self._adaptation = engine, adaptation
        self._parts: list[Samples] = []
        self._levels = np.empty(0)
        self._rest = np.empty(0, np.float32)
        self._known: tuple[int, Heard] | None = None

    @property
    def quiet(self) -> float:
        """See `EngineStream`."""
        return self._since() / (RATE / _FRAME)

    def push(self, samples: Samples) -> None:
        """See `EngineStream`."""
        self._parts.append(samples)
        heard = np.concatenate([self._rest, samples])
        whole = len(heard) // _FRAME * _FRAME
        power = np.square(heard[:whole].reshape(-1, _FRAME), dtype=np.float64).mean(axis=1)
        self._levels = np.concatenate([self._levels, 10 * np.log10(np.maximum(power, 1e-12))])
        self._rest = heard[whole:]

    def heard(self) -> Heard:
        """See `EngineStream`; nothing while somebody speaks, whose command is not over."""
        since = self._since()
        if since == len(self._levels) or self.quiet < self._engine.settings.pause:
            return Heard()
        last = len(self._levels) - since
        if self._known is None or self._known[0] != last:
            self._known = last, self._engine.transcribe(self._all(), self._adaptation)
        return self._known[1]

    def finish(self) -> Heard:
        """See `EngineStream`."""
        return self._engine.transcribe(self._all(), self._adaptation)

    def _all(self) -> Samples:
        return np.concatenate(self._parts) if self._parts else np.empty(0, np.float32)

    def _since(self) -> int:
        """Frames since somebody was last heard; all where nobody was."""
        if not len(self._levels):
            return 0
        low, high = np.quantile(self._levels, 0.2), self._levels.max()
        least = max(min(low + _ABOVE, high - 3.0), high - _BELOW, 20 * np.log10(_AUDIBLE))
        loud = np.flatnonzero(self._levels >= least)
        return len(self._levels) - 1 - int(loud[-1]) if len(loud) else len(self._levels)
