"""All that is recorded of a version, in sections: what `bazaar lineage` prints."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from infra.errors import UserError
from params.base import Profile
from params.loading import load
from tasks import rooms, version_record
from tasks.steps import Json
from tasks.version_record import VersionRecord

if TYPE_CHECKING:
    from mlflow import MlflowClient

# Where each recorded part is told; what is in none of them is told at the end.
SECTIONS: Mapping[str, tuple[str, ...]] = {
    "version": ("state", "identity", "bundle_sha256", "evaluation"),
    "data": ("source", "data_rev", "data_version", "tables", "dvc", "dvc_altered", "left_out", "test_sha256"),
    "code": ("git", "source_sha256", "models_package"),
    "parameters": ("parameters_sha256",),
    "run": ("flow_run_id", "steps"),
    "decision": ("decision", "override", "replaced", "rolled_back", "report", "card"),
    "since": ("reproduced", "monitoring_reference_sha256"),
}


def tell(client: MlflowClient, record: VersionRecord) -> Json:
    """Sections of JSON values; parts that were not recorded are left out."""
    story: Json = {
        section: {part: record.recorded[part] for part in parts if part in record.recorded}
        for section, parts in SECTIONS.items()
    }
    story["version"] = {
        "model": record.name,
        "version": record.version,
        "aliases": list(record.aliases),
        "registered": datetime.fromtimestamp(record.created / 1000, UTC).isoformat(timespec="seconds"),
        **story["version"],
    }
    story["parameters"] |= _differences(client, record)
    story["run"]["mlflow_run_id"] = record.run_id
    story["champions_before"] = [_parent(parent) for parent in version_record.chain(client, record)]
    told = {part for parts in SECTIONS.values() for part in parts}
    story["also recorded"] = {part: value for part, value in record.recorded.items() if part not in told}
    story["also recorded"] |= record.others
    return story


def _parent(parent: VersionRecord | str) -> Json:
    if isinstance(parent, str):
        return {"version": parent, "state": "gone from the registry"}
    kept = {part: parent.get(part) for part in ("bundle_sha256", "git", "decision", "override", "rolled_back")}
    return {"version": parent.version, **{part: value for part, value in kept.items() if value is not None}}


def _differences(client: MlflowClient, record: VersionRecord) -> Json:
    try:
        recorded = version_record.parameters(client, record)
        return {"differing": differing(record.use_case, recorded)}
    except UserError as error:
        return {"differing": None, "not compared": str(error)}


def differing(use_case: str, recorded: Json) -> dict[str, Json]:
    """Parameters that differ from what params.yaml now holds for their profile: name -> `recorded` and `default`.

    A parameter that only one of them knows has no entry for the other.

    Raises:
        SettingsError: params.yaml is absent or refused.
    """
    kind = rooms.module("params", use_case).Parameters
    now = load(kind, use_case, Profile(recorded.get("profile", Profile.FULL))).model_dump(mode="json")
    then, default = dict(flat(recorded)), dict(flat(now))
    return {
        name: {side: values[name] for side, values in (("recorded", then), ("default", default)) if name in values}
        for name in sorted(then.keys() | default.keys())
        if then.get(name, ...) != default.get(name, ...)
    }


def flat(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Nested mappings as `section.name`, value; an empty one gives nothing."""
    for name, value in values.items():
        if isinstance(value, Mapping):
            yield from flat(value, f"{prefix}{name}.")
        else:
            yield prefix + name, value
