"""`bazaar verify`: what of a version holds, line by line."""

from __future__ import annotations

from flows import console
from infra.errors import RegistryError
from tasks import rooms
from tasks.findings import Finding, State

COLOURS = {State.HOLDS: "green", State.ALTERED: "bold red", State.DIFFERS: "yellow", State.ABSENT: "yellow"}


@console.answering
def verify(use_case: str, version: str | None) -> None:
    """Check a version and say whether it can be made again here.

    Raises:
        RegistryError: Something is altered, or the version cannot be made again here; with the ways out.
    """
    name = rooms.use_case_named(use_case)
    from infra import tracking
    from tasks import verify as verification
    from tasks import version_record

    client = tracking.open_client()
    record = version_record.read(client, name, version)
    what = f"{record.name} version {record.version}"
    console.out.print(what, highlight=False)
    wrong = []
    for finding in verification.findings(client, record):
        show(finding)
        wrong += [finding] if finding.blocks else []
    if wrong:
        raise RegistryError(_verdict(what, wrong), _ways_out(wrong))
    console.out.print(f"It can be reproduced here: bazaar reproduce {record.name} {record.version}", highlight=False)


def show(finding: Finding) -> None:
    """One line of what was found."""
    from rich.text import Text

    line = Text("  ").append(f"{finding.state.value:<8}", style=COLOURS[finding.state])
    console.out.print(line.append(f" {finding.part:<18} {finding.detail}"), soft_wrap=True)


def _verdict(what: str, wrong: list[Finding]) -> str:
    altered = [finding.part for finding in wrong if finding.state is State.ALTERED]
    others = [f"{finding.part} {finding.state.value}" for finding in wrong if finding.state is not State.ALTERED]
    told = [f"altered: {', '.join(altered)}"] if altered else []
    told += [f"it cannot be reproduced here: {', '.join(others)}"] if others else []
    return f"{what}: {'; '.join(told)}."


def _ways_out(wrong: list[Finding]) -> str:
    return "; ".join(dict.fromkeys(finding.remedy for finding in wrong if finding.remedy))
