"""What the gate is told: its thresholds, and whether a use case measures what they name."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator
from fnmatch import fnmatchcase
from types import ModuleType
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, FiniteFloat

from evaluation import cost

Loss = Annotated[FiniteFloat, Field(ge=0)]


class GatePolicy(BaseModel):
    """When a version may become champion. Without an absolute bound on quality nothing is promoted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    primary: str = Field(description="Metric on which champion and challenger are compared.")
    direction: Literal["higher", "lower"] = Field(
        default="higher", description="Which way the primary metric is better; the measure has to say the same."
    )
    confidence: float = Field(gt=0.5, lt=1, description="One-sided confidence of the paired tests.")
    min_gain: FiniteFloat = Field(ge=0, description="The interval's lower end must lie above this gain.")
    resamples: int = Field(ge=100, le=100_000, description="Bootstrap resamples.")
    floors: dict[str, FiniteFloat] = Field(description="Metric -> the least its value may be.")
    ceilings: dict[str, FiniteFloat] = Field(description="Metric -> the most its value may be: latency, size, errors.")
    max_loss: dict[str, Loss] = Field(
        description="Slice of the primary metric -> the most it may lose to the champion at that confidence."
    )
    max_metric_loss: dict[str, Loss] = Field(
        default={}, description="Another metric -> the most it may lose to the champion at that confidence."
    )

    @property
    def higher_is_better(self) -> bool:
        return self.direction == "higher"

    @property
    def bounds_quality(self) -> bool:
        """Whether an absolute bound has to hold, of a first version too: a floor, or a ceiling if less is better."""
        return bool(self.floors) or (not self.higher_is_better and self.primary in self.ceilings)


def problems(policy: GatePolicy, room: ModuleType) -> list[str]:
    """What of a policy a use case cannot keep, one sentence each; none where all of it can be measured.

    Args:
        room: The use case's evaluation room. `STATISTICS` are what paired tests can compare, `LOWER_IS_BETTER` those of
            them where less is better, `SLICES` the parts of the test, `MEASURES` what else is measured; in the last
            two a name may be a pattern (`region_*`) where the data decide what there is.
    """
    return [*_unknown(policy, room), *_contradictions(policy, room)]


def measured_names(room: ModuleType) -> tuple[str, ...]:
    """Everything that a floor or a ceiling may name."""
    return (*room.STATISTICS, *room.MEASURES, *cost.MEASURES)


def _unknown(policy: GatePolicy, room: ModuleType) -> Iterator[str]:
    statistics, measures = tuple(room.STATISTICS), measured_names(room)
    for where, names, known in (
        ("primary", [policy.primary], statistics),
        ("floors", policy.floors, measures),
        ("ceilings", policy.ceilings, measures),
        ("max_loss", policy.max_loss, room.SLICES),
        ("max_metric_loss", policy.max_metric_loss, statistics),
    ):
        for name in names:
            if not is_known(name, known):
                yield f"gate.{where} names {name!r}, which is not measured ({_nearest(name, known)})"


def _contradictions(policy: GatePolicy, room: ModuleType) -> Iterator[str]:
    if policy.primary in room.STATISTICS and policy.higher_is_better == (policy.primary in room.LOWER_IS_BETTER):
        other = "lower" if policy.higher_is_better else "higher"
        yield f"gate.direction is {policy.direction}, but {policy.primary} is better when {other}"
    for name in policy.floors.keys() & policy.ceilings.keys():
        if policy.floors[name] > policy.ceilings[name]:
            yield f"gate.floors and gate.ceilings leave no value for {name}"


def is_known(name: str, known: Iterable[str]) -> bool:
    """Whether a name is one of those, or fits a pattern among them."""
    return any(fnmatchcase(name, pattern) for pattern in known)


def _nearest(name: str, known: Iterable[str]) -> str:
    known = tuple(known)
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if close:
        return f"nearest known: {close[0]}"
    return f"known: {', '.join(known) or 'none'}"
