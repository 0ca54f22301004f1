"""What pruning may take and what it must leave."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from infra import mlflow_files, promotion, registry, run_notes

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion

STEPS = "bazaar.steps"
UNENDED = {"RUNNING", "SCHEDULED"}


@dataclass(frozen=True)
class Policy:
    """By age and by count: what is younger stays, and so do the newest few.

    Args:
        age_seconds: Older than this may go.
        keep: The newest this many versions, and runs, of a use case stay however old.
        began: When pruning began, seconds since the epoch.
    """

    age_seconds: float
    keep: int
    began: float

    @property
    def cutoff(self) -> float:
        """What was last used after this time stays, seconds since the epoch."""
        return self.began - self.age_seconds

    def is_old(self, milliseconds: int | None) -> bool:
        """Of MLflow's times."""
        return milliseconds is not None and milliseconds / 1000 < self.cutoff


def policy(age_seconds: float, keep: int) -> Policy:
    """A policy that begins now."""
    return Policy(age_seconds, keep, time.time())


def cutoff_of_files(policy: Policy) -> float:
    """As the policy's, but before whatever a run under way may have used since it started."""
    return min([policy.cutoff, *(float(note.get("started", 0)) for note in run_notes.under_way())])


def under_way(use_case: str) -> list[dict[str, Any]]:
    """Notes of runs of a use case that go on."""
    return [note for note in run_notes.under_way() if note.get("use_case") in (use_case, None)]


def needed_versions(client: MlflowClient, name: str, versions: Sequence[ModelVersion]) -> set[str]:
    """Versions that an alias points at, all that a rollback could lead back to from there, and those rolled back.

    Without the record that a person took a version back, the same data and code would be promoted again.
    """
    from mlflow.exceptions import MlflowException

    try:
        pointed = client.get_registered_model(name).aliases
    except MlflowException as error:
        if error.error_code == "RESOURCE_DOES_NOT_EXIST":
            return set()
        raise
    replaced = {str(version.version): version.tags.get(promotion.REPLACED) for version in versions}
    rolled_back = {str(version.version) for version in versions if promotion.ROLLED_BACK in version.tags}
    chain: set[str] = set()
    waiting = {str(version) for version in pointed.values()}
    while waiting:
        version = waiting.pop()
        chain.add(version)
        before = replaced.get(version)
        if before not in (None, promotion.NOBODY) and before not in chain:
            waiting.add(str(before))
    return chain | rolled_back


def versions_that_may_go(
    client: MlflowClient, name: str, versions: Sequence[ModelVersion], running: Iterable[str], policy: Policy
) -> list[ModelVersion]:
    """Old ones that no alias and no rollback needs, oldest first.

    Args:
        running: Ids of MLflow runs that have not ended.
    """
    newest = sorted(versions, key=lambda version: int(version.version))[max(0, len(versions) - policy.keep) :]
    needed = needed_versions(client, name, versions) | {str(version.version) for version in newest}
    unended = set(running)
    return sorted(
        (
            version
            for version in versions
            if str(version.version) not in needed
            and policy.is_old(version.creation_timestamp)
            and version.run_id not in unended
        ),
        key=lambda version: int(version.version),
    )


def steps_of(versions: Iterable[ModelVersion]) -> set[tuple[str, str]]:
    """Step and key of every step that the lineage of these versions records."""
    found: set[tuple[str, str]] = set()
    for version in versions:
        recorded: Mapping[str, str] = json.loads(version.tags.get(STEPS, "{}"))
        found |= set(recorded.items())
    return found


def still_unneeded(client: MlflowClient, use_case: str, version: str) -> bool:
    """Whether a version may still go; asked under the locks, just before it does."""
    name = registry.model_name(use_case)
    return not under_way(use_case) and version not in needed_versions(
        client, name, mlflow_files.all_versions(client, name)
    )
