"""How a use case is deployed: when each of its flows runs by itself, and with which parameters."""

from __future__ import annotations

import difflib
import importlib
import zoneinfo
from typing import Any, Self

from pydantic import Field, field_validator, model_validator

from params.base import Profile, Section


class Deployment(Section):
    """One flow of a use case, served: triggered from the Prefect UI, or by its schedule."""

    cron: str | None = Field(default=None, description="When it runs by itself: minute hour day month weekday.")
    timezone: str = Field(default="UTC", description="In which the schedule is read, as Europe/Berlin.")
    paused: bool = Field(default=True, description="A paused schedule fires nothing; triggering by hand still works.")
    profile: Profile = Field(default=Profile.FULL, description="Profile of params.yaml its parameters start from.")
    source: str | None = Field(default=None, description="Source of the tables, where not the profile's.")
    data: str | None = Field(default=None, description="Directory of your own tables, in place of a source.")
    settings: dict[str, Any] = Field(
        default_factory=dict, description="Parameters laid over the profile: models.max_depth: 8."
    )

    @field_validator("cron")
    @classmethod
    def _fires(cls, text: str | None) -> str | None:
        if text is None:
            return None
        # Prefect's scheduler reads the text with this very parser, and one that it cannot read stops the scheduler.
        parser: Any = importlib.import_module("prefect._vendor.croniter")
        words = text.split()
        if (
            len(words) != 5
            or any(word.casefold() in ("r", "h") for word in words)
            or not parser.croniter.is_valid(text)
        ):
            raise ValueError("is no cron line of five fields: minute hour day-of-month month day-of-week")
        try:
            parser.croniter(text).get_next()
        except parser.CroniterBadDateError as error:
            raise ValueError("names a date that never comes") from error
        return text

    @field_validator("timezone")
    @classmethod
    def _known(cls, name: str) -> str:
        known = zoneinfo.available_timezones()
        if name not in known:
            near = difflib.get_close_matches(name, sorted(known), n=1)
            raise ValueError(f"is no time zone of the IANA list{f'; did you mean {near[0]}?' if near else ''}")
        return name

    @model_validator(mode="after")
    def _one_origin(self) -> Self:
        if self.source is not None and self.data is not None:
            raise ValueError("source and data are both given; choose one")
        return self


class Deployments(Section):
    """The section `deployments` of a use case: one entry a kind of flow."""

    train: Deployment = Field(default=Deployment(), description="From tables to a judged version.")
    monitor: Deployment = Field(default=Deployment(), description="New data against the champion's training.")
    score: Deployment = Field(default=Deployment(), description="A batch of requests answered by the champion.")
