"""Names of settings, nested ones with a dot: those that a room has, and those that it is given."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any


def names(settings: Any, path: str = "") -> set[str]:
    found = set()
    for one in fields(settings):
        value = getattr(settings, one.name)
        found |= names(value, f"{path}{one.name}.") if is_dataclass(value) else {path + one.name}
    return found


def given(values: dict[str, Any], settings: Any, path: str = "") -> set[str]:
    found = set()
    for name, value in values.items():
        inner = getattr(settings, name)
        found |= given(value, inner, f"{path}{name}.") if is_dataclass(inner) else {path + name}
    return found
