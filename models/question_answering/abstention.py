"""When not to answer: thresholds of confidence with which a precision is promised."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any, Self

import numpy as np

from ..errors import InputError
from ..proportion import lower_bound
from .abstention_settings import AbstentionSettings
from .passages import Flags, Ints, Reals
from .ranked import in_order

PRODUCT, STORED, ACCOUNT = "product", "stored", "account"  # told candidates, what is known of a product, own rows


@dataclass(frozen=True)
class Level:
    """A precision and what it costs.

    Attributes:
        route: `PRODUCT`, `STORED` or `ACCOUNT`: where the answers come from.
        precision: That is asked for.
        threshold: Confidence from which on is answered; None where nothing can be promised, and nothing is answered.
        promised: Whether questions have shown that the precision is kept.
        questions: That it was judged on.
        coverage: Share of them that is answered.
        seen: Share of the answers that were right, None without any.
    """

    route: str
    precision: float
    threshold: float | None
    promised: bool
    questions: int
    coverage: float
    seen: float | None


@dataclass(frozen=True)
class Abstention:
    """All levels of all routes."""

    levels: tuple[Level, ...]

    @classmethod
    def fit(cls, confidence: dict[str, Reals], right: dict[str, Flags], settings: AbstentionSettings) -> Self:
        """Find the thresholds on questions that nothing was fitted on.

        Args:
            confidence: By route, of answers as they would be given, 0 where there is none; (q,).
            right: Whether each is right, (q,).
            settings: Levels, and how sure.
        """
        asked = ((route, precision) for route in confidence for precision in settings.levels)
        return cls(tuple(_level(*one, confidence[one[0]], right[one[0]], settings) for one in asked))

    def level(self, route: str, precision: float) -> Level:
        """That of a precision.

        Raises:
            InputError: It was not among those that were calibrated.
        """
        found = [one for one in self.levels if one.route == route and abs(one.precision - precision) < 1e-9]
        if not found:
            known = ", ".join(f"{one.precision:g}" for one in self.levels if one.route == route)
            raise InputError(f"no precision of {precision:g} was calibrated; ask for one of {known}.")
        return found[0]

    def as_list(self) -> list[dict[str, Any]]:
        """As JSON can hold it."""
        return [asdict(one) for one in self.levels]

    @classmethod
    def read(cls, given: list[dict[str, Any]]) -> Self:
        """What `as_list` gave."""
        return cls(tuple(Level(**one) for one in given))


def _level(route: str, precision: float, confidence: Reals, right: Flags, settings: AbstentionSettings) -> Level:
    order = in_order(confidence)
    falling, hits = confidence[order], np.cumsum(right[order], dtype=np.int64)
    found = promised_answers(falling, hits, precision, settings)
    if found:
        # the same question read among others is a little more or less sure; none between is let in by that
        below = float(falling[found]) if found < len(falling) else 0.0
        lowest = float(falling[found - 1])
        threshold, promised = max((lowest + below) / 2, lowest - settings.near), True
    else:
        # where even answers that are all right could promise nothing, confidence is all that there is
        alone = len(falling) < fewest_answers(precision, 1 - _part(settings))
        threshold, promised = precision, False
        found = int((falling >= precision).sum()) if alone else 0
        if not alone:
            return Level(route, precision, None, False, len(falling), 0.0, None)
    seen = float(hits[found - 1] / found) if found else None
    return Level(route, precision, threshold, promised, len(falling), found / max(len(falling), 1), seen)


def fewest_answers(precision: float, confidence: float) -> int:
    """Answers, all right, from which on a precision can be promised with a confidence."""
    return int(np.ceil(np.log(1 - confidence) / np.log(precision)))


def promised_answers(falling: Reals, hits: Ints, precision: float, settings: AbstentionSettings) -> int:
    """How many of the surest answers may be given; 0 where none keep the promise.

    Learn then Test (Angelopoulos, Bates, Candès, Jordan and Lei, 2021): numbers of answers are tried from few to many,
    each by the exact bound of a proportion (Clopper and Pearson). Each start brings its part of the risk, a number that
    keeps the promise hands on what it was tried with, and one that fails loses it (Wiens and Dmitrienko, "The fallback
    procedure for evaluating a single family of hypotheses", 2005). The chance that any of them promises too much is at
    most 1 - confidence, however many are tried; Geifman and El-Yaniv (NeurIPS 2017) pay for each try instead.

    Args:
        falling: Confidences, the highest first, (q,).
        hits: Right ones among so many first, (q,).
        precision: That is promised.
        settings: How sure, and which numbers are tried.
    """
    # what is refused is in no number of answers, so the largest is that of all others, and starts beyond it are there
    total, answered, part = len(falling), int((falling > 0).sum()), _part(settings)
    least = fewest_answers(precision, 1 - part)
    if least > answered:
        return 0
    steps = np.arange(int(np.log(answered / least) / np.log(settings.growth)) + 1)
    tried = np.floor(answered / settings.growth**steps).astype(np.int64)[::-1]
    # equal confidences are answered together, so a number ends with the last of them
    tried = np.unique(np.searchsorted(-falling, -falling[tried - 1], side="right"))
    begun = np.searchsorted(tried, np.minimum(np.array(settings.starts) * total, tried[-1]))
    brought = part * np.bincount(begun, minlength=len(tried))
    best, risk = 0, 0.0
    for number, right, more in zip(tried.tolist(), hits[tried - 1].tolist(), brought.tolist(), strict=False):
        risk += more
        if risk and lower_bound(right, number, 1 - risk) >= precision:
            best = number
        else:
            risk = 0.0
    return best


def _part(settings: AbstentionSettings) -> float:
    """Of the risk, that each start brings."""
    return (1 - settings.confidence) / len(settings.starts)
