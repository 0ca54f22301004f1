"""Settings as nested dataclasses, from and to JSON values."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from typing import Any, TypeVar

T = TypeVar("T")


def read(kind: type[T], given: dict[str, Any], path: str = "") -> T:
    """An instance from a nested dict; what is not given keeps its default, lists become tuples.

    Raises:
        ValueError: A name is not known.
    """
    known = {one.name for one in fields(kind)}  # type: ignore[arg-type]
    unknown = sorted(set(given) - known)
    if unknown:
        raise ValueError(f"unknown settings {[path + name for name in unknown]}; known are {sorted(known)}.")
    default = kind()
    values: dict[str, Any] = {}
    for name, value in given.items():
        usual = getattr(default, name)
        if is_dataclass(usual):
            values[name] = read(type(usual), value, f"{path}{name}.")
        else:
            values[name] = tuple(value) if isinstance(usual, tuple) else value
    return kind(**values)
