"""Settings as nested dataclasses, from and to JSON values."""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

T = TypeVar("T")


def read(default: T, given: dict[str, Any], path: str = "") -> T:
    """A copy of a dataclass with what a nested dict says otherwise; lists become tuples.

    Raises:
        ValueError: A name is not known.
    """
    known = {one.name: getattr(default, one.name) for one in fields(default)}  # type: ignore[arg-type]
    unknown = sorted(set(given) - set(known))
    if unknown:
        raise ValueError(f"unknown settings {[path + name for name in unknown]}; known are {sorted(known)}.")
    values: dict[str, Any] = {}
    for name, value in given.items():
        if is_dataclass(known[name]):
            values[name] = read(known[name], value, f"{path}{name}.")
        else:
            values[name] = _frozen(value) if isinstance(known[name], tuple) else value
    return replace(default, **values)  # type: ignore[type-var]


def _frozen(value: Any) -> Any:
    return tuple(_frozen(one) for one in value) if isinstance(value, list | tuple) else value
