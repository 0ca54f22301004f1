"""`bazaar lineage`: all that is recorded of a version, for a person or as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from flows import console
from tasks import rooms

LABEL_WIDTH = 18


@console.answering
def lineage(use_case: str, version: str | None, as_json: bool) -> None:
    """Print where a version comes from.

    Raises:
        RegistryError: There is no such version.
    """
    name = rooms.use_case_named(use_case)
    from infra import tracking
    from tasks import version_record, version_story

    client = tracking.open_client()
    story = version_story.tell(client, version_record.read(client, name, version))
    if as_json:
        console.out.print(
            json.dumps(story, indent=2, sort_keys=True), highlight=False, soft_wrap=True, markup=False, emoji=False
        )
        return
    for section, parts in story.items():
        if parts:
            console.out.print(f"[bold]{section.replace('_', ' ')}[/]")
            for line in _lines(section, parts):
                console.out.print(line, highlight=False, soft_wrap=True, markup=False, emoji=False)


def _lines(section: str, parts: Any) -> Iterator[str]:
    if section == "champions_before":
        yield from map(_champion_line, parts)
        return
    for part, value in parts.items():
        if part == "differing" and value is not None:
            yield from _differing_lines(value)
        else:
            yield from _labelled(part, value)


def _labelled(label: str, value: Any) -> Iterator[str]:
    """One line, or for a mapping, and for a list of them, one line an entry under the label."""
    if isinstance(value, list) and value and all(isinstance(entry, Mapping) for entry in value):
        value = {
            str(place): ", ".join(f"{k} {_words(v)}" for k, v in entry.items()) for place, entry in enumerate(value, 1)
        }
    if not isinstance(value, Mapping):
        yield f"  {label:<{LABEL_WIDTH}} {_words(value)}"
        return
    for place, (name, entry) in enumerate(value.items()):
        yield f"  {label if place == 0 else '':<{LABEL_WIDTH}} {name}: {_words(entry)}"
    if not value:
        yield f"  {label:<{LABEL_WIDTH}} none"


def _differing_lines(differing: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    if not differing:
        yield "  all as params.yaml has them now for this profile"
        return
    yield "  other than params.yaml has now for this profile:"
    for name, sides in differing.items():
        then, now = (_words(sides[side]) if side in sides else "unset" for side in ("recorded", "default"))
        yield f"    {name} = {then} (params.yaml: {now})"


def _champion_line(parent: Mapping[str, Any]) -> str:
    decision = parent.get("decision") or {}
    words = [f"  version {parent['version']}"]
    if "state" in parent:
        words.append(parent["state"])
    override = parent.get("override")
    if override:
        words.append(f"{override['when']} {override['who']}: forced: {override['why']}")
    elif decision:
        words.append(f"{decision.get('when')} {decision.get('who')}: {decision.get('reason')}")
    if "rolled_back" in parent:
        words.append("rolled back since")
    return "   ".join(words)


def _words(value: Any) -> str:
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, str):
        return value
    if isinstance(value, list) and all(isinstance(entry, str) for entry in value):
        return ", ".join(value) or "none"
    return json.dumps(value, sort_keys=True)
