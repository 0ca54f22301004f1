"""Parameters of deal ranking."""

from __future__ import annotations

from pydantic import Field

from params.base import FlowParameters, Section
from params.deal_ranking.evaluation import DealRankingEvaluation
from params.deal_ranking.features import Features
from params.deal_ranking.models import Models


class ContractOptions(Section):
    """Columns of `customers` that the contract does not name and that are to be used."""

    customers: tuple[str, ...] = Field(
        default=(), description="Further columns of customers: an age, an income, a region."
    )


class DealRankingParameters(FlowParameters):
    """Parameters of the flow deal-ranking."""

    contract: ContractOptions
    features: Features
    models: Models
    evaluation: DealRankingEvaluation


Parameters = DealRankingParameters
