"""Which version consumers get: promotion and rollback under a lock, recorded in a log that only grows."""

from __future__ import annotations

import errno
import getpass
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from infra import environment, locks, registry
from infra.errors import ChampionChangedError, RegistryError

if TYPE_CHECKING:
    from mlflow import MlflowClient

LOG = "promotions.jsonl"
DECISION = "bazaar.decision"
REPLACED = "bazaar.replaced"
ROLLED_BACK = "bazaar.rolled_back"
NOBODY = "none"
# Entries of the log after which consumers get another version.
PROMOTED = "promoted"
ROLLED = "rolled_back"
FORCED = "forced"
MOVES = (PROMOTED, ROLLED, FORCED)


@dataclass(frozen=True)
class Decision:
    """What the gate, or a person, decided about a version.

    Args:
        promote: Whether the version shall become champion.
        reason: The sentence that says why, with its numbers.
        compared_with: The champion it was compared with, None when there was none.
        report: The gate's whole report, JSON values.
    """

    promote: bool
    reason: str
    compared_with: str | None
    report: Mapping[str, Any]


def decide(client: MlflowClient, name: str, version: str, decision: Decision) -> None:
    """Carry out a decision: record it, and move the aliases if it says so.

    Raises:
        RegistryError: The champion is no longer the one that was compared, or an alias did not move.
    """
    with locks.held(name):
        champion = registry.alias_version(client, name, registry.CHAMPION)
        if decision.promote and champion != decision.compared_with:
            record(name, "refused", version, champion, "the champion changed since the comparison", {})
            raise ChampionChangedError(
                f"{name} version {version} was compared with champion {decision.compared_with or NOBODY}, "
                f"but the champion is now {champion or NOBODY}.",
                "Run again: finished steps are kept, and the comparison is made with the new champion.",
            )
        _tag_decision(client, name, version, decision, champion)
        record(name, PROMOTED if decision.promote else "refused", version, champion, decision.reason, decision.report)
        if decision.promote and champion != version:
            move(client, name, previous=champion, champion=version)


def rollback(client: MlflowClient, name: str, reason: str) -> tuple[str, str]:
    """Give consumers the version before the champion again.

    Returns:
        The version rolled back from and the one that is champion now.

    Raises:
        RegistryError: There is no champion or nothing before it, or the previous version does not load.
    """
    with locks.held(name):
        champion = registry.alias_version(client, name, registry.CHAMPION)
        previous = registry.alias_version(client, name, registry.PREVIOUS)
        if champion is None:
            raise RegistryError(f"{name} has no champion.", f"Train one: bazaar run {name}.")
        if previous is None or previous == champion:
            raise RegistryError(
                f"{name} version {champion} has no version before it to go back to.", "See what was: bazaar log."
            )
        registry.load(client, name, previous)
        note = json.dumps({"when": now(), "who": who(), "why": reason, "to": previous})
        client.set_model_version_tag(name, champion, ROLLED_BACK, note)
        record(name, ROLLED, champion, champion, reason, {"to": previous})
        move(client, name, previous=_before(client, name, previous), champion=previous)
        return champion, previous


def _before(client: MlflowClient, name: str, version: str) -> str | None:
    """The nearest version that this one, or those it replaced, replaced, and that nobody took back; else None."""
    from mlflow.exceptions import MlflowException

    known, at = {version}, registry.get_version(client, name, version).tags.get(REPLACED, NOBODY)
    # A person who promotes an older version again makes a ring of replacements.
    while at != NOBODY and at not in known:
        known.add(at)
        try:
            tags = client.get_model_version(name, at).tags
        except MlflowException as error:
            if error.error_code != "RESOURCE_DOES_NOT_EXIST":
                raise
            # Deleted since, and with it the trace of what was before.
            return None
        if ROLLED_BACK not in tags:
            return str(at)
        at = tags.get(REPLACED, NOBODY)
    return None


def was_rolled_back(client: MlflowClient, name: str, version: str) -> bool:
    """Whether a person took this version back; the gate does not promote it again by itself."""
    return ROLLED_BACK in registry.get_version(client, name, version).tags


def log_pruned(name: str, version: str, champion: str | None, reason: str) -> None:
    """Note that a version, or what else the reason names, is removed."""
    record(name, "pruned", version, champion, reason, {})


def read_log(name: str | None = None) -> list[dict[str, Any]]:
    """All entries, oldest first, of one model or of all."""
    path = environment.tracking_directory() / LOG
    if not path.is_file():
        return []
    entries = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        try:
            entries.append(json.loads(line))
        except ValueError as error:
            raise RegistryError(
                f"{path}, line {number}, is no entry of the log.", "Restore the file from a copy, or remove that line."
            ) from error
    return [entry for entry in entries if name in (None, entry["model"])]


def move(client: MlflowClient, name: str, *, previous: str | None, champion: str) -> None:
    """Point `previous`, then `champion` elsewhere; for who holds the model's lock.

    Raises:
        RegistryError: The champion did not move.
    """
    if previous is None:
        if registry.alias_version(client, name, registry.PREVIOUS) is not None:
            client.delete_registered_model_alias(name, registry.PREVIOUS)
    else:
        client.set_registered_model_alias(name, registry.PREVIOUS, previous)
    client.set_registered_model_alias(name, registry.CHAMPION, champion)
    if registry.alias_version(client, name, registry.CHAMPION) != champion:
        raise RegistryError(f"{name}@champion did not move to version {champion}.", "Run the command again.")


def _tag_decision(client: MlflowClient, name: str, version: str, decision: Decision, champion: str | None) -> None:
    verdict = {
        "promote": decision.promote,
        "reason": decision.reason,
        "when": now(),
        "who": who(),
        "compared_with": decision.compared_with,
    }
    client.set_model_version_tag(name, version, DECISION, json.dumps(verdict))
    word = "promoted" if decision.promote else "not promoted"
    client.update_model_version(name, version, f"{word}: {decision.reason}")
    if decision.promote and champion != version:
        client.set_model_version_tag(name, version, REPLACED, champion or NOBODY)


def record(name: str, event: str, version: str, champion: str | None, reason: str, report: Mapping[str, Any]) -> None:
    """Append one entry to the promotion log."""
    entry = {
        "when": now(),
        "who": who(),
        "model": name,
        "event": event,
        "version": version,
        "champion_before": champion,
        "reason": reason,
        "report": report,
    }
    path = environment.tracking_directory() / LOG
    path.parent.mkdir(parents=True, exist_ok=True)
    with locks.held("promotions"):
        _append(path, (json.dumps(entry, sort_keys=True) + "\n").encode())


def _append(path: Path, line: bytes) -> None:
    """Write the whole line or none of it: half a line, on a full disk, would make the log unreadable."""
    descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o644)
    try:
        before = os.fstat(descriptor).st_size
        try:
            written = os.write(descriptor, line)
            if written < len(line):
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), str(path))
            os.fsync(descriptor)
        except OSError:
            os.ftruncate(descriptor, before)
            raise
    finally:
        os.close(descriptor)


def now() -> str:
    """This moment, UTC, to the second."""
    return datetime.now(UTC).isoformat(timespec="seconds")


def who() -> str:
    """The person or account that runs this process."""
    # `getuser` reads the environment and the password database; a container may have neither.
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return f"uid {os.getuid()}"
