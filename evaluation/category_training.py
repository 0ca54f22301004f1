"""What training noted of itself: labels that it held to be wrong, how many it would find, how fast it was."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any, Final

from evaluation.measure import Measure

MEASURES: Final = (
    "noise_set_aside",
    "noise_down_weighted",
    "noise_found_flips",
    "noise_acted_flips",
    "noise_found_sibling_flips",
    "noise_acted_sibling_flips",
    "train_titles_per_second",
)
# The key of a count of labels, its measure, and what it is.
_SHARES: Final = (
    ("set_aside", "noise_set_aside", "of the training labels, held to be wrong and not learnt"),
    ("down_weighted", "noise_down_weighted", "of the training labels, doubted and learnt less"),
)
# The key of a share of changed labels, its measure, what they were changed to, and what the noise pass does.
_FLIPS: Final = (
    ("found_flips", "noise_found_flips", "any other leaf", "find"),
    ("acted_flips", "noise_acted_flips", "any other leaf", "keep training from learning in full"),
    ("found_sibling_flips", "noise_found_sibling_flips", "a leaf beside the right one", "find"),
    (
        "acted_sibling_flips",
        "noise_acted_sibling_flips",
        "a leaf beside the right one",
        "keep training from learning in full",
    ),
)


def measures(facts: Any) -> dict[str, Measure]:
    """Measures of a model's facts; of facts that lack them, none.

    Args:
        facts: `train_rows`, the listings; `noise` with `labels` (or `rows`), `set_aside`, `down_weighted`,
            `flips`, the labels drawn to be changed (all, where it lacks), and of them `found_flips`, `acted_flips`,
            `found_sibling_flips`, `acted_sibling_flips`; `timings` with `train_titles_per_second`.
    """
    noise, timings = _section(facts, "noise"), _section(facts, "timings")
    labels = _number(noise, "labels") or _number(noise, "rows") or 0.0
    found: dict[str, Measure] = {}
    for key, name, says in _SHARES:
        count = _number(noise, key)
        if count is not None and labels > 0:
            found[name] = Measure(count / labels, n=int(labels), meaning=says)
    for key, name, where, does in _FLIPS:
        flips = _number(noise, key)
        if flips is not None:
            says = f"of training labels changed to {where}, one at a time, those that the noise pass would {does}"
            found[name] = Measure(flips, n=int(_number(noise, "flips") or labels), meaning=says)
    speed = _number(timings, "train_titles_per_second")
    if speed is not None:
        listings = _number(facts, "train_rows") or _number(noise, "rows") or 0.0
        says = "of all training, but for sealing the bundle"
        found["train_titles_per_second"] = Measure(speed, n=int(listings), unit="titles/s", meaning=says)
    return found


def _section(facts: Any, name: str) -> Mapping[str, Any]:
    section = facts.get(name) if isinstance(facts, Mapping) else None
    return section if isinstance(section, Mapping) else {}


def _number(section: Mapping[str, Any], key: str) -> float | None:
    value = section.get(key)
    usable = isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)
    return float(value) if usable and value is not None else None
