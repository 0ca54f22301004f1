"""Settings as nested dataclasses, from and to JSON values."""

from __future__ import annotations

from dataclasses import asdict, dataclass, fields, is_dataclass, replace
from typing import Any, Self, TypeVar

T = TypeVar("T")


@dataclass(frozen=True)
class TrainingParameters:
    """What a training can be told: the base of each model's own."""

    @classmethod
    def read(cls, given: dict[str, Any]) -> Self:
        """Parameters from a nested dict of JSON values; what is not given keeps its default.

        Raises:
            ValueError: A name is not known.
        """
        return read(cls(), given)

    def as_dict(self) -> dict[str, Any]:
        """As JSON can hold it."""
        return asdict(self)


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
