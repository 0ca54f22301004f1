"""prune: what goes is planned whole, then removed in an order that leaves nothing half there that anybody needs."""

from __future__ import annotations

import functools
import os
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from infra import mlflow_files, promotion, registry, run_notes, tracking
from infra.errors import RegistryError
from tasks import prune_files, prune_mlflow, prune_policy
from tasks.prune_items import Item, Plan
from tasks.prune_policy import Policy

if TYPE_CHECKING:
    from mlflow import MlflowClient
    from mlflow.entities.model_registry import ModelVersion


def plan(client: MlflowClient, use_cases: Iterable[str], policy: Policy, *, shared: bool) -> Plan:
    """What may go. Nothing is changed.

    Args:
        use_cases: Whose versions, runs and steps.
        shared: Also what does not belong to one use case: all other steps of the run store, drafts, results, logs.

    Raises:
        RegistryError: MLflow is away; without it nobody can tell what is needed.
    """
    if not tracking.is_reachable():
        raise RegistryError("MLflow does not answer, so it cannot be told what is needed.", "Start it, then prune.")
    use_cases = list(use_cases)
    names = [registry.model_name(use_case) for use_case in use_cases]
    items: list[Item] = []
    remarks: list[str] = []
    going: list[ModelVersion] = []
    for use_case in use_cases:
        of_use_case, versions, told = prune_mlflow.items(client, use_case, policy)
        items += of_use_case
        going += versions
        remarks += told
    items += _on_disk(client, going, policy, shared=shared)
    champions = {name: registry.alias_version(client, name, registry.CHAMPION) for name in names}
    if os.environ.get("BAZAAR_REMOTE_STORE"):
        remarks.append("The remote run store is shared with other machines; nothing is removed there.")
    remarks += [f"A run is under way: {note['note']}; what it may use stays." for note in run_notes.under_way()]
    return Plan(items, remarks, champions)


def _on_disk(client: MlflowClient, going: list[ModelVersion], policy: Policy, *, shared: bool) -> Iterator[Item]:
    gone = {(version.name, str(version.version)) for version in going}
    stays = [v for v in mlflow_files.all_versions(client) if (v.name, str(v.version)) not in gone]
    kept = prune_policy.steps_of(stays)

    @functools.cache
    def kept_now() -> set[tuple[str, str]]:
        # Asked when all versions that go have gone: one may have come to be needed.
        return prune_policy.steps_of(mlflow_files.all_versions(client))

    cutoff = prune_policy.cutoff_of_files(policy)
    if shared:
        yield from prune_files.all_steps(kept, kept_now, cutoff)
        yield from prune_files.rest(cutoff)
    else:
        yield from prune_files.steps_named(prune_policy.steps_of(going), kept, kept_now, cutoff)


def carry_out(found: Plan) -> list[Item]:
    """Remove one after another; what came to be needed since the plan stays. What went is logged, however this ends.

    Returns:
        What is gone.

    Raises:
        RegistryError: MLflow or the disk refused; what went before is gone, and the next pruning goes on from there.
    """
    from mlflow.exceptions import MlflowException

    done: list[Item] = []
    try:
        for item in found.items:
            if item.remove():
                done.append(item)
    except (MlflowException, OSError) as error:
        raise RegistryError(
            f"Pruning stopped after removing {in_words(done)}, at {item.kind} {item.name}: {error}",
            "Put that right, then prune again: what is half gone is taken the rest of the way.",
        ) from error
    finally:
        _log(found, done)
    return done


def _log(found: Plan, done: list[Item]) -> None:
    """What of each use case went, in sum; each version has an entry of its own besides."""
    for use_case in sorted({item.use_case for item in done}):
        name = registry.model_name(use_case) or "all"
        theirs = [item for item in done if item.use_case == use_case]
        promotion.log_pruned(name, "-", found.champions.get(name), in_words(theirs))


def in_words(items: Iterable[Item]) -> str:
    """`2 versions, 5 MLflow runs: 1.2 GB`."""
    counts: dict[str, int] = {}
    size = 0
    for item in items:
        counts[item.kind] = counts.get(item.kind, 0) + 1
        size += item.size
    listed = ", ".join(f"{count:,} {_plural(kind, count)}" for kind, count in counts.items())
    return f"{listed or 'nothing'}: {bytes_in_words(size)}"


def _plural(kind: str, count: int) -> str:
    head, _, tail = kind.partition(" without ")
    head = head if count == 1 or head == "scratch" else f"{head}s"
    return f"{head} without {tail}" if tail else head


def bytes_in_words(size: float) -> str:
    """`12.3 MB`; thousands, as disks are sold."""
    for unit in ("B", "kB", "MB"):
        if size < 1000:
            return f"{size:.0f} B" if unit == "B" else f"{size:.1f} {unit}"
        size /= 1000
    return f"{size:.1f} GB"
