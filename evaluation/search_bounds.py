"""What is lost beyond chance: the ends of intervals that the gate holds against its ceilings.

A share of a few queries goes over any ceiling by chance; its interval does not.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from evaluation.measure import Measure

_CHANGED: Final = ("false_corrections", "false_corrections_at_least")
_LOSSES: Final = {
    "typed_60_of_full": ("typed_60_loss_at_least", "with 60 % of the characters typed"),
    "typos_1_of_full": ("typos_1_loss_at_least", "under 1 slip of the finger"),
}
MEASURES: Final = (_CHANGED[1], *(name for name, _ in _LOSSES.values()))


def measures(found: Mapping[str, Measure]) -> dict[str, Measure]:
    """Lower ends of what is lost, by the intervals of the measures that are there.

    Where there is nothing to lose a measure has no value and n = 0: a shop's queries may be such as nobody mistypes.
    """
    name, least = _CHANGED
    says = "the lower end of false_corrections: what chance does not explain"
    out = {least: _bound(found.get(name), lambda one: one.low, says)}
    for name, (least, where) in _LOSSES.items():
        says = f"of ndcg_10, what is lost at the least {where}: the upper end of {name} below 1"
        out[least] = _bound(found.get(name), _lost, says)
    return out


def _lost(ratio: Measure) -> float | None:
    most = ratio.value if ratio.high is None else ratio.high
    return None if most is None else max(1.0 - most, 0.0)


def _bound(measure: Measure | None, end: Callable[[Measure], float | None], says: str) -> Measure:
    if measure is None or measure.value is None:
        return Measure(None, n=0, higher_is_better=False, meaning=says)
    return Measure(end(measure), n=measure.n, higher_is_better=False, meaning=says)
