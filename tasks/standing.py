"""Where a use case stands: its champion and what was measured of it, as the registry tells."""

from __future__ import annotations

import fnmatch
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any

from evaluation.baseline import Baseline
from infra import digests, registry
from tasks.metric_names import TRAIN_SECONDS, metric_name

if TYPE_CHECKING:
    from mlflow import MlflowClient

P99 = "latency_p99_ms"


@dataclass(frozen=True)
class Value:
    """A measure as the run of a version logged it; ends are None where it has no interval."""

    name: str
    value: float | None
    low: float | None = None
    high: float | None = None

    @classmethod
    def of(cls, name: str, metrics: Mapping[str, float]) -> Value:
        logged = (metrics.get(metric_name(name + suffix)) for suffix in ("", ".low", ".high"))
        return cls(name, *logged)


@dataclass(frozen=True)
class Held:
    """The measure that is held against a baseline, the baseline, and what that is."""

    ours: Value
    baseline: Value
    what: str


@dataclass(frozen=True)
class Standing:
    """A use case's champion; without one, all that tells of it is empty.

    Args:
        model: Registered name.
        versions: How many versions there are.
        champion: The version that consumers get.
        primary: The metric that the gate compares.
        held: What stands against a baseline, where the evaluation measures one.
        challenges: The telling measure of each challenge, by the challenge.
        p99_ms: Of a single request, in milliseconds.
        train_seconds: That the training of the version took, when it was trained.
        data: Name of the source and the first digits of the digest of its tables.
        created: Milliseconds since the epoch.
        run_id: MLflow run that made it.
    """

    model: str
    versions: int
    champion: str | None = None
    primary: Value | None = None
    held: Held | None = None
    challenges: Mapping[str, Value] | None = None
    p99_ms: float | None = None
    train_seconds: float | None = None
    data: str = ""
    created: int | None = None
    run_id: str | None = None

    def to_json(self) -> dict[str, Any]:
        return asdict(self)


def of_use_case(client: MlflowClient, use_case: str, room: ModuleType | None = None) -> Standing:
    """The standing of a use case.

    Args:
        client: Of the registry.
        use_case: Module name.
        room: The use case's evaluation, for its baseline and its challenges; it takes a while to import.

    Raises:
        RegistryError: The registry names a champion that it does not hold.
    """
    name = registry.model_name(use_case)
    versions = len(client.search_model_versions(f"name='{name}'"))
    champion = registry.alias_version(client, name, registry.CHAMPION)
    if champion is None:
        return Standing(name, versions)
    record = registry.get_version(client, name, champion)
    logged = client.get_run(record.run_id).data
    return Standing(
        model=name,
        versions=versions,
        champion=champion,
        primary=Value.of(str(logged.params.get("gate.primary", "")), logged.metrics),
        held=_held(getattr(room, "BASELINE", None), logged.metrics),
        challenges=_challenges(getattr(room, "CHALLENGES", {}), logged.metrics),
        p99_ms=logged.metrics.get(P99),
        train_seconds=logged.metrics.get(TRAIN_SECONDS),
        data=data_version(record.tags),
        created=int(record.creation_timestamp),
        run_id=str(record.run_id),
    )


def data_version(tags: Mapping[str, str]) -> str:
    """The source of a version and the first digits of the digest of its tables."""
    source = json.loads(tags["bazaar.source"])
    where = Path(source["data"]).name if source["data"] else source["source"]
    where += f"@{source['data_rev']}" if source.get("data_rev") else ""
    return f"{where} {digests.of_value(json.loads(tags['bazaar.tables']))[:8]}"


def _held(baseline: Baseline | None, metrics: Mapping[str, float]) -> Held | None:
    if baseline is None:
        return None
    ours, theirs = Value.of(baseline.measure, metrics), Value.of(baseline.against, metrics)
    return None if ours.value is None or theirs.value is None else Held(ours, theirs, baseline.what)


def _logged(pattern: str, metrics: Mapping[str, float]) -> list[str]:
    """Names of measures that fit a pattern; the pattern itself where none does."""
    fitting = fnmatch.filter((name for name in metrics if not name.endswith((".low", ".high"))), pattern)
    return sorted(fitting) or [pattern]


def _challenges(challenges: Mapping[str, Sequence[str]], metrics: Mapping[str, float]) -> dict[str, Value]:
    """The first measure of each challenge that was logged; of one that lacks them all, the first with no value."""
    told = {}
    for challenge, names in challenges.items():
        values = [Value.of(name, metrics) for pattern in names for name in _logged(pattern, metrics)]
        told[challenge] = next((value for value in values if value.value is not None), Value(names[0], None))
    return told
