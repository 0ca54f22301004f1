"""What is to be reached on UHTT, and what was reached before."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from sources.public.uhtt import UHTT


@dataclass(frozen=True)
class Target:
    """A bound of a number: at least so much, or at most."""

    what: str
    bound: float
    at_least: bool = True

    def met(self, value: float | None) -> bool:
        """False where the number is not known."""
        return value is not None and (value >= self.bound if self.at_least else value <= self.bound)

    def __str__(self) -> str:
        return f"{self.what} {'>=' if self.at_least else '<='} {self.bound:g}"


FLOORS: Final = {"top1": UHTT.floor, "top5": 0.826, "macro_f1": 0.564}  # a plain, untuned baseline on the test
MEASURES: Final = {"top1": Target("top-1", 0.70), "macro_f1": Target("macro-F1", 0.62)}
COSTS: Final = {
    "train_seconds": Target("seconds of training", 600, at_least=False),
    "titles_per_second": Target("titles a second scored", 20_000),
    "model_mb": Target("MB of the model", 1_000, at_least=False),
}
