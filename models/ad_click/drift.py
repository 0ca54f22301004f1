"""A base rate that moves is followed from new impressions, without a refit."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from itertools import pairwise
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt

from ..odds import sigmoid
from .drift_filter import Codes, Filter, Reals, log_likelihood

Segments = npt.NDArray[np.uint64]

_FILE: Final = "drift.npz"


@dataclass(frozen=True)
class DriftSettings:
    """How fast a base rate is followed. Clicks count as information: p (1 - p), summed over impressions."""

    memories: tuple[float, ...] = (100.0, 1_000.0, 10_000.0)  # clicks after which the overall past weighs 1/e
    evidence_memory: float = 200.0  # clicks after which the evidence for one of these memories weighs 1/e
    overall_weight: float = 5.0  # clicks that weigh against the overall offset
    segment_memory: float = 1_000.0  # clicks of a segment after which its past weighs 1/e
    segment_weight: float = 100.0  # clicks that weigh against a segment's offset
    most_segments: int = 10_000  # that are followed; of more, those forget that least is known of
    step_clicks: float = 20.0  # many new impressions are taken in by parts of so many clicks


@dataclass
class Drift:
    """Offsets of log odds, overall and by segment, that new impressions move in place.

    The overall offset is followed with several memories at once, which are averaged by how well each foretold the last
    clicks (dynamic model averaging, McCormick et al. 2012): the long one is quiet while nothing moves, the short one
    is there within its few clicks when the rate jumps. Segments follow what is left, drawn to 0. Where there are more
    of these than are to be followed, those are given up that have the least information: theirs were nearest to 0.

    Attributes:
        overall: One group a memory.
        evidence: Faded log likelihood of each memory, nats, (memories,).
        segments: Ids, ascending, (s,).
        own: One group a segment.
    """

    settings: DriftSettings = field(default_factory=DriftSettings)
    overall: Filter = field(init=False)
    evidence: Reals = field(init=False)
    segments: Segments = field(init=False)
    own: Filter = field(init=False)

    def __post_init__(self) -> None:
        count = len(self.settings.memories)
        if not count or min(self.settings.memories) <= 0:
            raise ValueError("memories of a drift have to be some numbers of clicks, each above 0.")
        self.overall, self.evidence = Filter.empty(count), np.zeros(count)
        self.segments, self.own = np.zeros(0, dtype=np.uint64), Filter.empty(0)
        self._refresh()

    @property
    def offset(self) -> float:
        """What is added to all log odds."""
        return self._offset

    def apply(self, logit: npt.ArrayLike, segment: npt.ArrayLike) -> Reals:
        """Log odds at the present base rates, float64 (n,), of log odds (n,) and segments uint64 (n,)."""
        moved = np.asarray(logit, dtype=np.float64) + self._offset
        count = len(self.segments)
        if not count:
            return moved
        ids = np.asarray(segment, dtype=np.uint64)
        place = np.minimum(self.segments.searchsorted(ids), count - 1)
        return moved + np.where(self.segments[place] == ids, self._offsets[place], 0.0)

    def learn(self, logit: npt.ArrayLike, label: npt.ArrayLike, segment: npt.ArrayLike) -> None:
        """Move the offsets by new impressions.

        Args:
            logit: Calibrated log odds without these offsets, in the order of time, (n,).
            label: 0 or 1, (n,).
            segment: As in `apply`, (n,).

        Raises:
            ValueError: The lengths differ, a logit is not finite, or a label neither 0 nor 1; nothing has moved then.
        """
        scores, labels = np.asarray(logit, dtype=np.float64), np.asarray(label, dtype=np.float64)
        ids = np.asarray(segment, dtype=np.uint64)
        if not len(scores) == len(labels) == len(ids):
            raise ValueError(f"{len(scores)} logits, {len(labels)} labels, {len(ids)} segments: not one each a row.")
        if not bool(np.isfinite(scores).all()):
            raise ValueError(f"{int((~np.isfinite(scores)).sum())} of {len(scores)} logits are not finite.")
        if not bool(np.isin(labels, (0, 1)).all()):
            raise ValueError("a label is neither 0 nor 1.")
        self._admit(ids)
        place = self.segments.searchsorted(ids).astype(np.int64)
        chance = sigmoid(self.apply(scores, ids))
        part = np.floor(np.cumsum(chance * (1 - chance)) / self.settings.step_clicks)
        bounds = [0, *(np.flatnonzero(np.diff(part)) + 1).tolist(), len(scores)]
        for first, last in pairwise(bounds):
            if last > first:
                self._learn(scores[first:last], labels[first:last], place[first:last])
        self._give_up()

    def save(self, directory: Path) -> None:
        """Write `drift.npz`."""
        directory.mkdir(parents=True, exist_ok=True)
        arrays: dict[str, Any] = {f"settings.{name}": value for name, value in asdict(self.settings).items()}
        np.savez(
            directory / _FILE,
            **arrays,
            overall=np.stack([self.overall.information, self.overall.pull]),
            evidence=self.evidence,
            segments=self.segments,
            own=np.stack([self.own.information, self.own.pull]),
        )

    @classmethod
    def load(cls, directory: Path) -> Self:
        """Read what `save` wrote."""
        with np.load(directory / _FILE, allow_pickle=False) as stored:
            given = {name: stored[f"settings.{name}"] for name in asdict(DriftSettings())}
            values: dict[str, Any] = {k: tuple(v.tolist()) if v.ndim else v.item() for k, v in given.items()}
            found = cls(DriftSettings(**values))
            found.overall, found.evidence = Filter(*stored["overall"]), stored["evidence"]
            found.segments, found.own = stored["segments"], Filter(*stored["own"])
        found._refresh()
        return found

    def _learn(self, logit: Reals, label: Reals, place: Codes) -> None:
        chosen, count = self.settings, len(self.settings.memories)
        moved = logit[None, :] + self.overall.mean(chosen.overall_weight)[:, None]
        chance = sigmoid(logit + self._offset)
        kept = np.exp(-float((chance * (1 - chance)).sum()) / chosen.evidence_memory)
        self.evidence = kept * self.evidence + log_likelihood(moved, label[None, :]).sum(axis=1)
        self.evidence -= self.evidence.max()
        code = np.repeat(np.arange(count), len(logit))
        self.overall = self.overall.learnt(
            np.tile(logit, count), np.tile(label, count), code, chosen.overall_weight, chosen.memories
        )
        self._refresh()
        groups, code = np.unique(place, return_inverse=True)
        own = self.own.at(groups).learnt(
            logit + self._offset, label, code, chosen.segment_weight, chosen.segment_memory
        )
        self.own.information[groups], self.own.pull[groups] = own.information, own.pull
        self._offsets = self.own.mean(chosen.segment_weight)

    def _admit(self, ids: Segments) -> None:
        """Make room for segments that were not there."""
        new = np.setdiff1d(ids, self.segments)
        at = self.segments.searchsorted(new)
        self.segments = np.insert(self.segments, at, new)
        self.own = Filter(np.insert(self.own.information, at, 0.0), np.insert(self.own.pull, at, 0.0))
        self._refresh()

    def _give_up(self) -> None:
        """Keep no more segments than are to be followed."""
        if len(self.segments) <= self.settings.most_segments:
            return
        # of equal ones those with the smaller ids stay, whatever order they came in
        kept = np.sort(np.argsort(-self.own.information, kind="stable")[: self.settings.most_segments])
        self.segments, self.own = self.segments[kept], self.own.at(kept)
        self._refresh()

    def _refresh(self) -> None:
        """What `apply` reads."""
        weights = np.exp(self.evidence)
        self._offset = float(weights @ self.overall.mean(self.settings.overall_weight) / weights.sum())
        self._offsets = self.own.mean(self.settings.segment_weight)
