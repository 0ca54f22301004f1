"""`bazaar card`: a version's model card, and where the version stands now."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flows import console
from infra.errors import RegistryError
from tasks import rooms

if TYPE_CHECKING:
    from mlflow import MlflowClient


@console.answering
def card(use_case: str, version: str | None) -> None:
    """Print the card as Markdown.

    Raises:
        RegistryError: There is no such version, no champion, or no card of it.
    """
    import typer

    from infra import registry, tracking

    name = registry.model_name(rooms.use_case_named(use_case))
    client = tracking.open_client()
    version = version or registry.alias_version(client, name, registry.CHAMPION)
    if version is None:
        raise RegistryError(f"{name} has no champion.", f"Train one, or name a version: bazaar card {name} 1.")
    record = registry.get_version(client, name, version)
    # As it is, for a file or another tool: no colours, no wrapping.
    typer.echo(f"{_stored(name, record)}\n{_standing(client, name, record)}", nl=False)


def _stored(name: str, record: Any) -> str:
    import mlflow

    from tasks.reporting import CARD_TAG

    address = record.tags.get(CARD_TAG)
    if address is None:
        raise RegistryError(
            f"{name} version {record.version} has no model card: its run ended before it was written.",
            "Run the command that made it again; finished steps are kept.",
        )
    try:
        return Path(mlflow.artifacts.download_artifacts(address)).read_text(encoding="utf-8")
    except Exception as error:
        raise RegistryError(
            f"The model card of {name} version {record.version} cannot be read: {error}",
            "Restore mlruns/, or run the command that made the version again.",
        ) from error


def _standing(client: MlflowClient, name: str, record: Any) -> str:
    """What became of the version since its card was written."""
    from evaluation.document import Section, to_markdown
    from infra import override, promotion, registry

    version = str(record.version)
    aliases = [
        alias
        for alias in (registry.CHAMPION, registry.PREVIOUS)
        if registry.alias_version(client, name, alias) == version
    ]
    told = [f"Aliases: {', '.join(aliases) or 'none'}."]
    if promotion.ROLLED_BACK in record.tags:
        note = json.loads(record.tags[promotion.ROLLED_BACK])
        told.append(f"Rolled back on {note['when']} by {note['who']}: {note['why']}")
    if override.OVERRIDE in record.tags:
        note = json.loads(record.tags[override.OVERRIDE])
        told.append(f"Promoted over the gate on {note['when']} by {note['who']}: {note['why']}")
    return to_markdown([Section("Standing now", bullets=tuple(told))])
