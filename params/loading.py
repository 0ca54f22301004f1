"""From params.yaml and the command line to checked parameters."""

from __future__ import annotations

import difflib
import types
import typing
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

import yaml
from pydantic import BaseModel, ValidationError

from infra import environment
from infra.errors import SettingsError
from params.base import FlowParameters, Profile

Parameters = TypeVar("Parameters", bound=FlowParameters)
Settings = TypeVar("Settings", bound=BaseModel)

# Sections of a use case that are neither shared nor a profile.
BESIDE = ("deployments", "monitor", "score")


def load(
    kind: type[Parameters],
    use_case: str,
    profile: Profile,
    changes: Mapping[str, Any] | None = None,
    settings: Iterable[str] = (),
    path: Path | None = None,
) -> Parameters:
    """Read the section of `use_case`, lay the profile over it, then `changes`, then `--set` settings.

    Args:
        kind: The flow's parameter model.
        changes: Top-level values that the command line has options for.
        settings: `key.path=value`, the value read as YAML.
        path: Another params.yaml.

    Raises:
        SettingsError: A key is unknown (with the nearest known one), or a value is out of bounds.
    """
    path = path or environment.parameters_file()
    section = _read(path, use_case)
    values = _merge(section.get("shared") or {}, section.get(profile.value) or {})
    values["profile"] = profile.value
    values.update({name: value for name, value in (changes or {}).items() if value is not None})
    for setting in settings:
        _apply(kind, values, setting)
    return check(kind, values)


def check(kind: type[Settings], values: Mapping[str, Any], where: str = "params.yaml or --set") -> Settings:
    """Values to parameters, with errors in the user's words, which say where to correct them."""
    try:
        return kind.model_validate(values)
    except ValidationError as error:
        problems = "; ".join(_in_words(kind, problem) for problem in error.errors(include_url=False))
        raise SettingsError(f"Parameters refused: {problems}.", f"Correct {where}.") from error


def load_section(kind: type[Settings], use_case: str, name: str, path: Path | None = None) -> Settings:
    """Read a section that stands beside the profiles: how a use case is operated, not what its models are.

    Args:
        kind: The section's model.
        name: One of `BESIDE`.
        path: Another params.yaml.

    Raises:
        SettingsError: A key is unknown (with the nearest known one), or a value is out of bounds.
    """
    return check(kind, read_section(use_case, name, path), f"{use_case}.{name} of params.yaml")


def read_section(use_case: str, name: str, path: Path | None = None) -> dict[str, Any]:
    """A section as it is written, unchecked; empty where there is none."""
    return dict(_read(path or environment.parameters_file(), use_case).get(name) or {})


def with_settings(kind: type[BaseModel], values: Mapping[str, Any], settings: Iterable[str]) -> dict[str, Any]:
    """Values with `--set key.path=value` laid over them, still unchecked.

    Raises:
        SettingsError: There is no such key (with the nearest known one).
    """
    changed = _merge({}, values)
    for setting in settings:
        _apply(kind, changed, setting)
    return changed


def as_written(name: str, path: Path | None = None) -> dict[str, Any]:
    """A section of params.yaml as it is written, unchecked.

    Raises:
        SettingsError: There is none of that name, or the file cannot be read.
    """
    path = path or environment.parameters_file()
    if not path.is_file():
        raise SettingsError(f"There is no {path}.", "Restore params.yaml from the repository.")
    try:
        whole = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as error:
        raise SettingsError(f"{path} is not YAML: {error}") from error
    if name not in whole:
        raise SettingsError(f"{path} has no section {name!r}.", f"Its sections: {', '.join(whole)}.")
    section: dict[str, Any] = whole[name]
    return section


def _read(path: Path, use_case: str) -> dict[str, Any]:
    section = as_written(use_case, path)
    unknown = set(section) - {"shared", *Profile, *BESIDE}
    if unknown:
        known = ", ".join(("shared", *Profile, *BESIDE))
        raise SettingsError(f"{path}: {use_case} has {sorted(unknown)}, which is unknown.", f"Known: {known}.")
    return section


def _merge(base: Mapping[str, Any], over: Mapping[str, Any]) -> dict[str, Any]:
    merged = dict(base)
    for name, value in over.items():
        nested = isinstance(value, Mapping) and isinstance(merged.get(name), Mapping)
        merged[name] = _merge(merged[name], value) if nested else value
    return merged


def _apply(kind: type[BaseModel], values: dict[str, Any], setting: str) -> None:
    name, equals, text = setting.partition("=")
    if not equals or not name:
        raise SettingsError(f"--set {setting!r} is not key=value.", "For example --set models.max_depth=8.")
    *sections, last = name.strip().split(".")
    at: Any = values
    model: Any = kind
    for depth, section in enumerate([*sections, last]):
        fields = _fields(model)
        if fields is not None and section not in fields:
            known = [".".join([*sections[:depth], field]) for field in fields]
            raise SettingsError(f"There is no parameter {name.strip()!r}.", _nearest(name.strip(), known, kind))
        if depth < len(sections):
            at = at.setdefault(section, {})
            if not isinstance(at, dict):
                raise SettingsError(f"{'.'.join(sections)} is one value, not a section.")
            model = None if fields is None else _model_in(fields[section].annotation)
    try:
        at[last] = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise SettingsError(f"--set {setting!r}: the value is not YAML: {error}") from error


def _in_words(kind: type[BaseModel], problem: Any) -> str:
    where = ".".join(str(part) for part in problem["loc"])
    if problem["type"] == "extra_forbidden":
        return f"{where!r} is unknown. {_nearest(where, [], kind)}"
    if problem["type"] == "missing":
        return f"{where!r} is missing"
    return f"{where} = {problem['input']!r}: {problem['msg']}"


def _nearest(name: str, siblings: Iterable[str], kind: type[BaseModel]) -> str:
    known = list(dict.fromkeys([*siblings, *_paths(kind)]))
    close = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    if not close:
        by_last_word = {path.rsplit(".", 1)[-1]: path for path in known}
        close = [
            by_last_word[word]
            for word in difflib.get_close_matches(name.rsplit(".", 1)[-1], list(by_last_word), n=1, cutoff=0.5)
        ]
    return f"Nearest known: {close[0]!r}" if close else f"Known: {', '.join(known)}"


def _paths(kind: type[BaseModel], prefix: str = "") -> Iterable[str]:
    for name, field in kind.model_fields.items():
        yield prefix + name
        inner = _model_in(field.annotation)
        if inner is not None:
            yield from _paths(inner, f"{prefix}{name}.")


def _fields(model: Any) -> dict[str, Any] | None:
    return None if model is None else model.model_fields


def _model_in(annotation: Any) -> type[BaseModel] | None:
    options = typing.get_args(annotation) if isinstance(annotation, types.UnionType) else (annotation,)
    return next((kind for kind in options if isinstance(kind, type) and issubclass(kind, BaseModel)), None)
