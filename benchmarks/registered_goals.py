"""A target: a bound of a number, the run that measures it, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol, Self

from benchmarks.readings import Reader, Reading, number, taken


class Verdict(StrEnum):
    """What a result says of a target."""

    MET = "met"
    MET_IN_NOISE = "met, within noise"
    MISSED = "not met"
    MISSED_IN_NOISE = "not met, within noise"
    UNKNOWN = "not measured"


class Bound(Protocol):
    """What the targets' modules declare."""

    @property
    def what(self) -> str: ...
    @property
    def bound(self) -> float: ...
    @property
    def at_least(self) -> bool: ...


@dataclass(frozen=True)
class Goal:
    """A bound of a number, at least so much or at most.

    Attributes:
        what: The number, in words.
        bound: Of it.
        benchmark: Name of the run that measures it.
        read: Finds it in that run's result.
        at_least: Whether more is better.
        strict: Whether the bound itself is not enough.
        beyond_noise: Whether the worse end of the interval has to be there too.
        tried: What was tried where it was not met.
    """

    what: str
    bound: float
    benchmark: str
    read: Reader
    at_least: bool = True
    strict: bool = False
    beyond_noise: bool = False
    tried: str = ""

    @classmethod
    def of(cls, target: Bound, benchmark: str, read: Reader, what: str = "", tried: str = "") -> Self:
        """Of a target that a module of targets declares; `what` is put before its words."""
        words = f"{what}: {target.what}" if what else target.what
        return cls(words, target.bound, benchmark, read, at_least=target.at_least, tried=tried)

    @classmethod
    def above(cls, what: str, benchmark: str, read: Reader, *, beyond_noise: bool = False, tried: str = "") -> Self:
        """A gain that has to be above none."""
        return cls(what, 0.0, benchmark, read, strict=True, beyond_noise=beyond_noise, tried=tried)

    def __str__(self) -> str:
        sign = (">" if self.strict else ">=") if self.at_least else ("<" if self.strict else "<=")
        return f"{sign} {number(self.bound)}{', beyond noise' if self.beyond_noise else ''}"

    def reached(self, found: Any) -> Reading | None:
        """What a result says; None where it does not say it."""
        return taken(self.read, found)

    def verdict(self, reading: Reading | None) -> Verdict:
        """Whether it is met, and whether noise alone may have decided."""
        if reading is None:
            return Verdict.UNKNOWN
        met = self._holds(reading.value)
        if reading.low is None or reading.high is None:
            if not met:
                return Verdict.MISSED
            return Verdict.MISSED_IN_NOISE if self.beyond_noise else Verdict.MET
        sure = self._holds(reading.low) == self._holds(reading.high) == met
        if met and not sure and self.beyond_noise:
            return Verdict.MISSED_IN_NOISE
        if met:
            return Verdict.MET if sure else Verdict.MET_IN_NOISE
        return Verdict.MISSED if sure else Verdict.MISSED_IN_NOISE

    def _holds(self, value: float) -> bool:
        if value == self.bound:
            return not self.strict
        return (value > self.bound) == self.at_least
