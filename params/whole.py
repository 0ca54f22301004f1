"""How all use cases are run in one go: the section `whole` of params.yaml."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field

from params.base import Section
from params.loading import as_written, check

SECTION = "whole"


class WholeSettings(Section):
    """What `bazaar run --all` may use of the machine, and where it begins."""

    jobs: int = Field(ge=1, le=64, description="Use cases that run at once.")
    gigabytes: float = Field(
        gt=0, le=1024, description="Memory that one of them may need; where less is free for that many, fewer run."
    )
    grace_seconds: float = Field(ge=0, le=600, description="How long an interrupted run has to close what it opened.")
    first: tuple[str, ...] = Field(
        default=(), description="Use cases to begin with, those that take longest; the others follow in their order."
    )


def load_whole(path: Path | None = None) -> WholeSettings:
    """The section as params.yaml has it.

    Raises:
        SettingsError: It is absent, a key is unknown, or a value is out of bounds.
    """
    return check(WholeSettings, as_written(SECTION, path), f"{SECTION} of params.yaml")
