"""Files of examples, and how far in time they have been learnt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, Final, Self

from . import batches
from .batches import NO_TIME, Batch, Schema

_EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Table:
    """A file of examples and what is known of it."""

    path: Path
    schema: Schema
    rows: int
    positives: int
    chunk: int

    @classmethod
    def of(cls, path: Path, facts: dict[str, Any], chunk: int) -> Self:
        columns, counted = facts["columns"], facts[path.stem]
        schema = Schema(tuple(columns["categorical"]), tuple(columns["numeric"]), bool(facts["timed"]))
        return cls(path, schema, int(counted["rows"]), int(counted["positives"]), chunk)

    def batches(self) -> Iterator[Batch]:
        return batches.stream(self.path, self.schema, self.chunk)


@dataclass
class Clock:
    """The latest time that was learnt, in microseconds since 1970."""

    latest: int = NO_TIME

    def see(self, batch: Batch) -> None:
        if len(batch):
            self.latest = max(self.latest, int(batch.time.max()))

    @property
    def iso(self) -> str | None:
        return None if self.latest == NO_TIME else (_EPOCH + timedelta(microseconds=self.latest)).isoformat()
