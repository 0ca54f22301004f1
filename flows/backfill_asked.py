"""What a backfill is asked to do, checked, and what is known of its dates."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from flows import running
from flows.backfill_dates import Range
from infra import environment
from infra.errors import SettingsError
from params.base import FlowParameters

if TYPE_CHECKING:
    from tasks.backfill import Point

OWN_OPTION = {"as_of": "--from and --to", "promote": "--promote"}


@dataclass(frozen=True)
class Options:
    """What a backfill may do beyond running."""

    promote: bool = False
    stop_on_error: bool = False
    dry_run: bool = False


@dataclass
class Backfill:
    """A backfill under way: what is asked, and what is known of each date so far."""

    use_case: str
    parameters: FlowParameters
    span: Range
    days: list[date]
    identity: str
    points: dict[date, Point] = field(default_factory=dict)
    refused: dict[date, str] = field(default_factory=dict)

    @property
    def metric(self) -> str:
        return self.parameters.gate.primary

    @property
    def patience(self) -> float:
        return self.parameters.mlflow_patience_seconds

    @property
    def title(self) -> str:
        return f"{self.use_case.replace('_', '-')}: {self.metric} as of {self.span}"

    @property
    def to_run(self) -> list[date]:
        return [day for day in self.days if day not in self.points]

    @property
    def directory(self) -> Path:
        """Where its picture and values lie."""
        return environment.state_directory() / "backfills" / self.identity[:16]

    def measured(self) -> dict[date, Point]:
        """The finished dates of the range, oldest first."""
        return {day: self.points[day] for day in self.days if day in self.points}


def asked_for(
    use_case: str,
    span: Range,
    source: str | None,
    data: Path | None,
    profile: str | None,
    settings: list[str],
    *,
    promote: bool,
) -> Backfill:
    """A backfill of which no date is known yet.

    Raises:
        UserError: The range, a parameter or the source cannot be.
    """
    environment.make_directories()
    from sources import catalog
    from tasks import backfill as record
    from tasks import ingest
    from tasks.contract_of import contract_of

    days = span.dates()
    for setting in settings:
        name = setting.partition("=")[0].strip()
        if name in OWN_OPTION:
            raise SettingsError(f"--set {name} is not for a backfill.", f"Use {OWN_OPTION[name]}.")
    parameters = running.read_parameters(use_case, source, data, None, profile, settings)
    parameters = parameters.model_copy(update={"promote": promote})
    if parameters.data is None:
        catalog.source_named(use_case, parameters.source)
    ingest.check_dated(contract_of(use_case, parameters.model_dump(mode="json")), days[-1])
    return Backfill(use_case, parameters, span, days, record.identity(use_case, parameters))
