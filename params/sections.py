"""Settings of what is operated around the runs of a use case: its deployments, its monitoring, its batch scoring.

They stand in params.yaml beside a use case's profiles, over what `every_use_case` says of all of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from params import loading
from params.base import Section

Settings = TypeVar("Settings", bound=Section)

EVERY_USE_CASE = "every_use_case"


def load(
    kind: type[Settings],
    use_case: str,
    section: str,
    changes: Mapping[str, Any] | None = None,
    settings: Iterable[str] = (),
    path: Path | None = None,
) -> Settings:
    """Read `every_use_case.<section>`, lay `<use_case>.<section>` over it, then `changes`, then `--set` settings.

    Args:
        kind: The section's model.
        section: One of `loading.OPERATED`.
        changes: Top-level values that the command line has options for; None is not a change.
        settings: `key.path=value`, the value read as YAML.

    Raises:
        SettingsError: A key is unknown (with the nearest known one), or a value is out of bounds.
    """
    whole = loading.read_file(path)
    shared = (whole.get(EVERY_USE_CASE) or {}).get(section) or {}
    own = loading.section_of(whole, use_case, path).get(section) or {}
    values = loading.merge(shared, own)
    values.update({name: value for name, value in (changes or {}).items() if value is not None})
    for setting in settings:
        loading.apply_setting(kind, values, setting)
    return loading.check(kind, values)
