"""The model of deals and what it is made of."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from params.base import Section
from params.deal_ranking.outlook import Outlook
from params.deal_ranking.serving import Allocation, Crowd, Profiles, Pull, Visits


class Models(Section):
    """The model of deals and what it is made of."""

    seed: int = Field(ge=0, le=2**31, description="Seed of training.")
    threads: int = Field(ge=1, le=64, description="Of training, and of a batch that is answered.")
    chunk: int = Field(ge=1, description="Pairs of a request and a deal of a batch in memory at once.")
    once_repeats: float = Field(
        ge=0,
        le=1,
        description="Share of redemptions that repeat one of the same customer and deal, up to which a deal is taken "
        "to be redeemed once a customer.",
    )
    outlook: Outlook
    profiles: Profiles
    pull: Pull
    crowd: Crowd
    visits: Visits
    allocation: Allocation

    def settings(self) -> dict[str, Any]:
        """As the room `models` takes them; the parts have seed and threads of the whole."""
        told = self.model_dump(mode="json")
        told["outlook"] |= {"seed": self.seed, "threads": self.threads}
        return told
