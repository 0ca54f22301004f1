"""A rebuilt version beside the recorded one: tables, test split, bundle, every measure."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from evaluation.repeatable import is_repeatable
from infra import registry
from infra.errors import RegistryError
from tasks import verify, version_checks, version_record
from tasks.findings import Finding, State, holds
from tasks.rebuild import Rebuilt
from tasks.tracking_run import measured_values
from tasks.version_record import VersionRecord

if TYPE_CHECKING:
    from mlflow import MlflowClient

BUNDLE = "bundle"
# As `tasks.evaluate` names it, inside the run's folder `evaluation`.
MEASURES = "evaluation/metrics.json"
KEPT_IN_RUN = ("valid.", "validation.")
OTHER_BYTES = "the algorithm, its threads or this machine do not give the same bits again; the measures decide"


@dataclass(frozen=True)
class Recorded:
    """The measures that a version's run keeps.

    Args:
        repeatable: By name, the ends of intervals as `name.low` and `name.high`.
        of_the_moment: Names of times, rates and memory, which no second run gives again.
    """

    repeatable: dict[str, float]
    of_the_moment: list[str]


def recorded(client: MlflowClient, version: VersionRecord) -> Recorded:
    """Read them.

    Raises:
        RegistryError: The run does not hold them, or they cannot be read.
    """
    text = version_record.run_file(client, version, MEASURES)
    try:
        kept: dict[str, dict[str, Any]] = json.loads(text)
    except ValueError as error:
        raise RegistryError(f"{MEASURES} of MLflow run {version.run_id} is not JSON: {error}") from error
    metrics = client.get_run(version.run_id).data.metrics
    return Recorded(
        _repeatable(kept) | {name: value for name, value in metrics.items() if name.startswith(KEPT_IN_RUN)},
        sorted(name for name, measure in kept.items() if not is_repeatable(name, measure)),
    )


def findings(version: VersionRecord, then: Recorded, made: Rebuilt, tolerance: float) -> Iterator[Finding]:
    """A finding per part; the last ones are the measures, all but times and memory.

    Args:
        tolerance: By which a measure may differ, relative to it or absolute, whichever is more.
    """
    yield made.data
    yield _test_split(version, made)
    yield _bundle(version, made)
    yield from _measures(then, made, tolerance)


def _test_split(version: VersionRecord, made: Rebuilt) -> Finding:
    part, recorded, now = "test split", version.get("test_sha256"), made.examples.facts["test_sha256"]
    if now == recorded:
        return holds(part, f"sha256 {now}")
    return Finding(part, State.DIFFERS, f"sha256 {now}, recorded is {recorded}")


def _bundle(version: VersionRecord, made: Rebuilt) -> Finding:
    """Equal bytes prove the most; other bytes alone prove nothing against a model that measures the same."""
    if made.bundle.facts["bundle_sha256"] == version.get("bundle_sha256"):
        return holds(BUNDLE, "bit-equal")
    with verify.files_of(version) as files:
        recorded = version_checks.bundle_files(registry.bundle_place(files))
    now = version_checks.bundle_files(made.bundle.directory)
    names = sorted(name for name in recorded.keys() | now.keys() if recorded.get(name) != now.get(name))
    return Finding(BUNDLE, State.DIFFERS, f"{', '.join(names)}: {OTHER_BYTES}", harmless=True)


def _measures(recorded: Recorded, made: Rebuilt, tolerance: float) -> Iterator[Finding]:
    then, now = recorded.repeatable, _measured_now(made)
    names = sorted(then.keys() | now.keys())
    differing = [name for name in names if not _same(then.get(name), now.get(name), tolerance)]
    for name in differing:
        yield Finding(name, State.DIFFERS, f"{now.get(name)}, recorded is {then.get(name)}")
    exact = sum(then.get(name) == value for name, value in now.items())
    equal = len(names) - len(differing)
    if equal:
        yield holds("measures", f"{equal} agree, {exact} of them to the last digit (tolerance {tolerance:g})")
    yield holds("not compared", f"times, rates and memory: {', '.join(recorded.of_the_moment) or 'none'}")


def _measured_now(made: Rebuilt) -> dict[str, float]:
    values = _repeatable(made.evaluation.facts["measures"])
    values |= {f"valid.{name}": float(value) for name, value in made.bundle.facts["valid"].items()}
    return values | {f"validation.{name}": float(value) for name, value in made.clean.facts["counts"].items()}


def _repeatable(measures: Mapping[str, Any]) -> dict[str, float]:
    return measured_values({name: measure for name, measure in measures.items() if is_repeatable(name, measure)})


def _same(one: float | None, other: float | None, tolerance: float) -> bool:
    if one is None or other is None:
        return one is other
    return math.isclose(one, other, rel_tol=tolerance, abs_tol=tolerance)
