"""What the registry holds of one version: its tags read, its run, the parameters it was made with."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import yaml

from infra import promotion, registry
from infra.errors import RegistryError
from tasks.steps import Json

if TYPE_CHECKING:
    from mlflow import MlflowClient

PREFIX = "bazaar."
PARAMETERS = "parameters.yaml"
LINEAGE = "lineage.json"


@dataclass(frozen=True)
class VersionRecord:
    """A version as the registry records it.

    Args:
        use_case: Module name.
        name: Registered name.
        version: Its number.
        run_id: The MLflow run that made it.
        created: Milliseconds since the epoch.
        aliases: Those that point at it.
        recorded: The tags that are ours without their prefix; JSON read, text as it is.
        others: All other tags.
    """

    use_case: str
    name: str
    version: str
    run_id: str
    created: int
    aliases: tuple[str, ...]
    recorded: Mapping[str, Any]
    others: Mapping[str, str]

    def get(self, part: str) -> Any:
        """A recorded part of the lineage, None where it was not recorded."""
        return self.recorded.get(part)

    @property
    def replaced(self) -> str | None:
        """The champion that it replaced, None for a first one or one that never was champion."""
        replaced = self.get(promotion.REPLACED.removeprefix(PREFIX))
        return None if replaced in (None, promotion.NOBODY) else str(replaced)


def read(client: MlflowClient, use_case: str, wanted: str | None = None) -> VersionRecord:
    """A version by number or alias; the champion where none is named.

    Raises:
        RegistryError: There is none.
    """
    from mlflow.exceptions import MlflowException

    name = registry.model_name(use_case)
    wanted = wanted or registry.CHAMPION
    version = wanted if wanted.isdigit() else registry.alias_version(client, name, wanted)
    if version is None:
        if wanted == registry.CHAMPION:
            raise RegistryError(f"{name} has no champion.", f"Train one: bazaar run {name}.")
        raise RegistryError(f"{name} has no version or alias {wanted!r}.", f"Give a number; see: bazaar log {name}.")
    found = registry.get_version(client, name, str(version))
    try:
        pointing = client.get_registered_model(name).aliases
    except MlflowException as error:
        raise RegistryError(f"{name} cannot be read from the registry: {error}") from error
    ours = {tag.removeprefix(PREFIX): text for tag, text in found.tags.items() if tag.startswith(PREFIX)}
    return VersionRecord(
        use_case=use_case,
        name=name,
        version=str(found.version),
        run_id=str(found.run_id),
        created=int(found.creation_timestamp),
        aliases=tuple(sorted(alias for alias, of in pointing.items() if str(of) == str(found.version))),
        recorded={part: _value(text) for part, text in ours.items()},
        others={tag: text for tag, text in found.tags.items() if not tag.startswith(PREFIX)},
    )


def chain(client: MlflowClient, record: VersionRecord) -> Iterator[VersionRecord | str]:
    """The champions before a version, newest first, back to the first; the number alone of one that is gone."""
    seen = {record.version}
    before = record.replaced or _compared_with(record)
    while before is not None and before not in seen:
        seen.add(before)
        try:
            parent = read(client, record.use_case, before)
        except RegistryError:
            yield before
            return
        yield parent
        before = parent.replaced


def parameters(client: MlflowClient, record: VersionRecord) -> Json:
    """The flow's parameters as the version's run recorded them, unchecked.

    Raises:
        RegistryError: The run does not hold them, or they cannot be read.
    """
    text = run_file(client, record, PARAMETERS)
    try:
        values = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise RegistryError(f"{PARAMETERS} of run {record.run_id} is not YAML: {error}") from error
    if not isinstance(values, dict):
        raise RegistryError(f"{PARAMETERS} of run {record.run_id} holds no parameters.")
    return values


def run_file(client: MlflowClient, record: VersionRecord, name: str) -> str:
    """A text file of the version's run.

    Raises:
        RegistryError: It is gone.
    """
    with TemporaryDirectory() as scratch:
        try:
            return Path(client.download_artifacts(record.run_id, name, scratch)).read_text(encoding="utf-8")
        except Exception as error:
            raise RegistryError(
                f"{name} of MLflow run {record.run_id}, which made {record.name} version {record.version}, "
                f"cannot be read: {error}",
                "Restore mlruns/ from a copy.",
            ) from error


def _compared_with(record: VersionRecord) -> str | None:
    decision = record.get(promotion.DECISION.removeprefix(PREFIX))
    compared = decision.get("compared_with") if isinstance(decision, dict) else None
    return None if compared is None else str(compared)


def _value(text: str) -> Any:
    """What a tag says; only what stands for more than a word is JSON."""
    if text[:1] in '{["' or text in ("null", "true", "false"):
        try:
            return json.loads(text)
        except ValueError:
            return text
    return text
