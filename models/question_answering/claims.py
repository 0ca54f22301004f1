"""What a customer says of a fact: yes or no, a value, or a count."""

from __future__ import annotations

from dataclasses import dataclass, field

from .quantities import Quantity


@dataclass(frozen=True)
class Claim:
    """What is said.

    Attributes:
        truth: Yes or no; None where neither is said.
        value: With its unit, of what is asked; None where none is told.
        count: Without a unit; None where none is told.
        sentence: That says so.
    """

    truth: bool | None = None
    value: Quantity | None = None
    count: float | None = None
    sentence: str = field(default="", compare=False)

    def against(self, other: Claim, within: float) -> bool | None:
        """Whether another claim is another; None where the two speak of nothing in common.

        Args:
            other: Of another passage.
            within: Share by which values may differ and be the same.
        """
        if self.truth is not None and other.truth is not None:
            return self.truth != other.truth
        if self.count is not None and other.count is not None:
            return self.count != other.count
        one, two = self.value, other.value
        if one is None or two is None or one.dimension != two.dimension:
            return None
        return abs(one.base - two.base) > within * max(abs(one.base), abs(two.base))
