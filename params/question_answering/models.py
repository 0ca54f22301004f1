"""What answers questions: understanding, own rows, attributes, opinions, ranked passages, and when not to answer."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from params.base import Section
from params.question_answering.answers import Accounts, Opinions, Shaping, Values
from params.question_answering.kinds import Kinds, Spelling
from params.question_answering.ranking import Abstention, Ranking


class Models(Section):
    """Everything that is learnt, and how answers are given."""

    seed: int = Field(ge=0, le=2**31, description="Seed of training.")
    threads: int = Field(ge=1, le=64, description="Threads of training, and of a batch that is answered.")
    ranked: int = Field(ge=1, le=1_000, description="Candidates that an answer lists at most.")
    kinds: Kinds
    spelling: Spelling
    accounts: Accounts
    values: Values
    opinions: Opinions
    ranking: Ranking
    abstention: Abstention
    shaping: Shaping

    def settings(self) -> dict[str, Any]:
        """As the room `models` takes them."""
        return self.model_dump(mode="json")
