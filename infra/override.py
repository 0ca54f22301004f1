"""A person makes a version the champion, whatever the gate said of it; recorded on the version and in the log."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

from infra import locks, promotion, registry
from infra.errors import RegistryError

if TYPE_CHECKING:
    from mlflow import MlflowClient

OVERRIDE = "bazaar.override"


@dataclass(frozen=True)
class Override:
    """What was recorded of it.

    Args:
        version: The champion now.
        replaced: The champion until then, None where there was none.
        verdict: The gate's last word on the version; None where it never judged it.
        rolled_back: The note of the rollback that this takes back, None where there was none.
    """

    version: str
    replaced: str | None
    who: str
    when: str
    why: str
    verdict: dict[str, Any] | None
    rolled_back: dict[str, Any] | None


def promote(client: MlflowClient, name: str, version: str, why: str) -> Override:
    """Make `version` champion on the road that the gate's promotions take.

    The version is loaded first, so one that was altered or never verified is refused. A rollback of it is taken back:
    from now on the gate treats it as any other version.

    Raises:
        RegistryError: It is absent, unverified, altered, or the champion already.
    """
    with locks.held(name):
        found = registry.get_version(client, name, version)
        version = str(found.version)
        champion = registry.alias_version(client, name, registry.CHAMPION)
        if champion == version:
            raise RegistryError(f"{name} version {version} is the champion already.", f"See: bazaar log {name}.")
        registry.load(client, name, version)
        made = Override(
            version=version,
            replaced=champion,
            who=promotion.who(),
            when=promotion.now(),
            why=why,
            verdict=_note(found.tags, promotion.DECISION),
            rolled_back=_note(found.tags, promotion.ROLLED_BACK),
        )
        _record(client, name, made)
        promotion.move(client, name, previous=champion, champion=version)
        return made


def verdict(client: MlflowClient, name: str, version: str) -> str:
    """What the gate last said of a version, as a sentence.

    Raises:
        RegistryError: There is no such version.
    """
    return in_words(_note(registry.get_version(client, name, version).tags, promotion.DECISION))


def in_words(noted: dict[str, Any] | None) -> str:
    """The gate's verdict as it was recorded, as a sentence."""
    if noted is None:
        return "the gate never judged it"
    return f"the gate said on {noted['when']}: {'promote' if noted['promote'] else 'do not promote'}: {noted['reason']}"


def _record(client: MlflowClient, name: str, made: Override) -> None:
    client.set_model_version_tag(name, made.version, OVERRIDE, json.dumps(asdict(made)))
    client.set_model_version_tag(name, made.version, promotion.REPLACED, made.replaced or promotion.NOBODY)
    client.update_model_version(
        name, made.version, f"promoted by {made.who}, over the gate: {made.why} ({in_words(made.verdict)})"
    )
    promotion.record(
        name,
        promotion.FORCED,
        made.version,
        made.replaced,
        made.why,
        {"verdict": made.verdict, "rolled_back": made.rolled_back},
    )
    if made.rolled_back is not None:
        client.delete_model_version_tag(name, made.version, promotion.ROLLED_BACK)


def _note(tags: dict[str, str], name: str) -> dict[str, Any] | None:
    if name not in tags:
        return None
    noted: dict[str, Any] = json.loads(tags[name])
    return noted
