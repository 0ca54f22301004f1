"""What a person declares of a use case's models; everything else on a model card is measured."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class CardText(BaseModel):
    """The declared part of a model card. Sentences only: no number that a run could contradict.

    Args:
        intended_use: What answers are for.
        users: Who asks.
        out_of_scope: Uses that the model was not made or measured for.
        limits: What it is known to do badly; the measures beside them say how badly.
        caveats: Ethical and operational.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    intended_use: str
    users: str
    out_of_scope: tuple[str, ...]
    limits: tuple[str, ...]
    caveats: tuple[str, ...]
