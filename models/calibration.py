"""Log odds to log odds that mean what they say, in every segment."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Self

import numpy as np
import numpy.typing as npt

from .calibration_curves import Codes, Curves, Reals
from .isotonic import fit_knots
from .odds import sigmoid
from .platt import Lines, fit_lines, shift_to_total

Segments = npt.NDArray[np.uint64]
Method = Literal["auto", "platt", "isotonic", "none"]

METHODS: Final = ("auto", "platt", "isotonic", "none")
_FILE: Final = "calibration.npz"
_LINE: Final = np.zeros(1)  # a curve of one knot is a line


@dataclass(frozen=True)
class CalibrationSettings:
    """How log odds are calibrated."""

    method: Method = "auto"  # of the curves: Platt's line where clicks are few and isotonic where many, or one of both
    isotonic_clicks: int = 1_000  # clicks, and as many impressions without, from which "auto" takes the isotonic curve
    overall_weight: float = 100.0  # clicks that weigh against the overall line's own, for the identity
    segment_weight: float = 200.0  # clicks that weigh against a segment's own, for the overall curve
    block_weight: float = 100.0  # clicks that weigh against those of an isotonic block, for the line of its curve
    least_slope: float = 0.1  # smallest slope of a line
    limit: float = 15.0  # calibrated log odds lie between its negative and it: no probability is 0 or 1


@dataclass(frozen=True)
class Calibration:
    """An overall curve, and corrections of it by segment; a segment that was not there has none.

    Attributes:
        overall: The one curve that all rows take.
        segments: Ids that have a correction, ascending, (s,).
        corrections: One curve for each, from calibrated log odds to better calibrated ones; the last is the identity.
        slopes: Slope of the line under each curve, of the overall one (first) and the corrections, (1 + s + 1,).
        limit: As in the settings.
    """

    overall: Curves
    segments: Segments
    corrections: Curves
    slopes: Reals
    limit: float

    @classmethod
    def fit(
        cls,
        logit: npt.ArrayLike,
        label: npt.ArrayLike,
        segment: npt.ArrayLike,
        settings: CalibrationSettings | None = None,
        weight: npt.ArrayLike | None = None,
    ) -> Self:
        """Learn from impressions that the model was not fitted on.

        Every curve is strictly increasing, so the order within a segment, and its AUC, is kept. All curves are drawn to
        the one above them as their clicks are few: segments to the overall curve, isotonic blocks to Platt's line.

        Args:
            logit: Log odds of the model, corrected for sampling, (n,).
            label: 0 or 1, (n,).
            segment: Id of each row's segment, uint64 (n,).
            settings: How.
            weight: How many impressions each row stands for, above 0, (n,); None: one.

        Raises:
            ValueError: The method is unknown, the lengths differ, a logit is not finite, a label neither 0 nor 1, or a
                weight not above 0.
        """
        chosen = settings or CalibrationSettings()
        scores, labels = np.asarray(logit, dtype=np.float64), np.asarray(label, dtype=np.float64)
        ids = np.asarray(segment, dtype=np.uint64)
        rows = np.ones(len(scores)) if weight is None else np.asarray(weight, dtype=np.float64)
        _check(scores, labels, ids, rows, chosen)
        if chosen.method == "none" or len(scores) == 0:
            return cls(_identity(), ids[:0], _identity(), np.ones(2), chosen.limit)
        whole = np.zeros(len(ids), np.int64)
        overall, slope = _curves(scores, labels, rows, whole, 1, chosen.overall_weight, chosen)
        middle = np.clip(Curves.through(overall)(scores), -chosen.limit, chosen.limit)
        known, code = np.unique(ids, return_inverse=True)
        own, slopes = _curves(middle, labels, rows, code.astype(np.int64), len(known), chosen.segment_weight, chosen)
        last = (_LINE, _LINE, 1.0)
        return cls(
            Curves.through(overall),
            known,
            Curves.through([*own, last]),
            np.concatenate([slope, slopes, [1.0]]),
            chosen.limit,
        )

    def apply(self, logit: npt.ArrayLike, segment: npt.ArrayLike) -> Reals:
        """Calibrated log odds, float64 (n,), of log odds (n,) and segments uint64 (n,)."""
        limit = self.limit
        middle = np.minimum(np.maximum(self.overall(np.asarray(logit, dtype=np.float64)), -limit), limit)
        better = self.corrections(middle, self._place(segment))
        return np.minimum(np.maximum(better, -limit), limit)

    def scale(self, segment: npt.ArrayLike) -> Reals:
        """By what a standard deviation of log odds is to be multiplied in each row's segment, (n,).

        It is the slope of the lines under the curves: that of an isotonic curve jumps from piece to piece.
        """
        found: Reals = self.slopes[0] * self.slopes[1 + self._place(segment)]
        return found

    def _place(self, segment: npt.ArrayLike) -> Codes:
        ids = np.asarray(segment, dtype=np.uint64)
        count = len(self.segments)
        if not count:
            return np.zeros(ids.shape, dtype=np.int64)
        place = self.segments.searchsorted(ids)
        found = self.segments[np.minimum(place, count - 1)] == ids
        return np.where(found, place, count)

    def save(self, directory: Path) -> None:
        """Write `calibration.npz`."""
        directory.mkdir(parents=True, exist_ok=True)
        arrays = {
            f"{name}.{field}": getattr(curves, field)
            for name, curves in (("overall", self.overall), ("corrections", self.corrections))
            for field in ("starts", "x", "y", "slope")
        }
        np.savez(directory / _FILE, segments=self.segments, slopes=self.slopes, limit=np.float64(self.limit), **arrays)

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(directory / _FILE, allow_pickle=False) as stored:
            curves = [
                Curves(*(stored[f"{name}.{field}"] for field in ("starts", "x", "y", "slope")))
                for name in ("overall", "corrections")
            ]
            return cls(curves[0], stored["segments"], curves[1], stored["slopes"], float(stored["limit"]))


def _check(logit: Reals, label: Reals, segment: Segments, rows: Reals, settings: CalibrationSettings) -> None:
    if settings.method not in METHODS:
        raise ValueError(f"unknown calibration method {settings.method!r}; known are {', '.join(METHODS)}.")
    if len(rows) != len(logit) or not bool((rows > 0).all() and np.isfinite(rows).all()):
        raise ValueError(f"{len(rows)} weights of {len(logit)} logits: not one finite and above 0 each a row.")
    if not len(logit) == len(label) == len(segment):
        raise ValueError(f"{len(logit)} logits, {len(label)} labels and {len(segment)} segments: not one each a row.")
    if not bool(np.isfinite(logit).all()):
        raise ValueError(f"{int((~np.isfinite(logit)).sum())} of {len(logit)} logits are not finite.")
    if not bool(np.isin(label, (0, 1)).all()):
        raise ValueError("a label is neither 0 nor 1.")


def _identity() -> Curves:
    return Curves.through([(_LINE, _LINE, 1.0)])


def _curves(
    logit: Reals, label: Reals, rows: Reals, code: Codes, groups: int, weight: float, settings: CalibrationSettings
) -> tuple[list[tuple[Reals, Reals, float]], Reals]:
    """Knots and slope beyond of each group's curve, and the slopes of the lines, (groups,)."""
    lines = fit_lines(logit, label, rows, code, groups, weight, settings.least_slope)
    curves = [(_LINE, lines.intercept[at : at + 1], float(lines.slope[at])) for at in range(groups)]
    rarer = np.minimum(np.bincount(code, rows * label, groups), np.bincount(code, rows * (1 - label), groups))
    least = {"auto": settings.isotonic_clicks, "isotonic": 1, "platt": np.inf}[settings.method]
    order = np.argsort(code, kind="stable")
    bounds = np.searchsorted(code[order], np.arange(groups + 1))
    for at in np.flatnonzero(rarer >= least):
        own = order[bounds[at] : bounds[at + 1]]
        curves[at] = _isotonic(logit[own], label[own], rows[own], lines, int(at), settings)
    return curves, lines.slope


def _isotonic(
    logit: Reals, label: Reals, rows: Reals, lines: Lines, at: int, settings: CalibrationSettings
) -> tuple[Reals, Reals, float]:
    """The curve through isotonic blocks, moved so that it expects as many clicks as the line does."""
    slope, intercept = float(lines.slope[at]), float(lines.intercept[at])
    line = intercept + slope * logit
    on_line, y = fit_knots(logit, label, rows, line, settings.block_weight)
    x = (on_line - intercept) / slope
    total = float((rows * sigmoid(line)).sum())
    return x, y + shift_to_total(Curves.through([(x, y, slope)])(logit), total, rows), slope
