"""reproduce: make a version again from what was recorded of it, compare, and note on it how that went."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from infra import promotion, scratch
from infra.errors import RegistryError
from tasks import compare_rebuilt, installation_checks, rebuild, verify, version_record
from tasks.findings import Finding, State
from tasks.steps import Json
from tasks.version_record import PREFIX, VersionRecord

if TYPE_CHECKING:
    from mlflow import MlflowClient

REPRODUCED = "reproduced"
REMEMBERED = 5


def reproduce(client: MlflowClient, version: VersionRecord, tolerance: float, *, other_code: bool) -> list[Finding]:
    """Rebuild, compare and record the outcome as a tag. Nothing is registered and no alias moves.

    Args:
        tolerance: By which a measure may differ, relative to it or absolute, whichever is more.
        other_code: Go on although this installation's code is not the recorded one.

    Returns:
        What was found, the conditions first.

    Raises:
        RegistryError: It cannot be tried here, or nothing is there to compare with.
        DataError: The recorded tables are refused.
    """
    parameters = version_record.parameters(client, version)
    conditions = list(_conditions(version, parameters, other_code))
    then = compare_rebuilt.recorded(client, version)
    with scratch.directory("reproducing") as place:
        made = rebuild.rebuild(version, installation_checks.run_with(version, parameters), place)
        compared = list(compare_rebuilt.findings(version, then, made, tolerance))
    _note(client, version, compared, conditions)
    return [*conditions, *compared]


def _conditions(version: VersionRecord, parameters: Json, other_code: bool) -> list[Finding]:
    """What has to hold before a long rebuild is worth its time."""
    found = installation_checks.parameters(version, parameters)
    if found.blocks:
        raise RegistryError(f"{found.part} {found.state.value}: {found.detail}", found.remedy)
    code = installation_checks.code(version)
    if code.blocks and not other_code:
        raise RegistryError(
            f"The code here is not that of {version.name} version {version.version}: {code.detail}.",
            f"{code.remedy}; or see what the code here makes of it: --other-code.",
        )
    with verify.files_of(version) as files:
        packages = installation_checks.packages(files)
    return [_told_only(code), found, _told_only(packages)]


def _told_only(found: Finding) -> Finding:
    """Other code or packages are a reason for other measures, not a difference between them."""
    return Finding(found.part, found.state, found.detail, found.remedy, harmless=True)


def _note(client: MlflowClient, version: VersionRecord, compared: list[Finding], conditions: list[Finding]) -> None:
    differing = [finding.part for finding in compared if finding.blocks]
    bundle = next(finding for finding in compared if finding.part == compare_rebuilt.BUNDLE)
    entry = {
        "when": datetime.now(UTC).isoformat(timespec="seconds"),
        "who": promotion.who(),
        "outcome": f"differs: {', '.join(differing)}" if differing else "the same measures",
        "bundle": "bit-equal" if bundle.state is State.HOLDS else "other bytes",
        "conditions": [finding.part for finding in conditions if finding.state is not State.HOLDS],
    }
    # Somebody else may have reproduced it meanwhile.
    now = version_record.read(client, version.use_case, version.version).get(REPRODUCED) or []
    client.set_model_version_tag(
        version.name, version.version, PREFIX + REPRODUCED, json.dumps([*now, entry][-REMEMBERED:])
    )
