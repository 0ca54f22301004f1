"""Parameters of ad-click probability."""

from __future__ import annotations

from pydantic import Field

from params.ad_click.evaluation import AdClickEvaluation
from params.ad_click.features import Features
from params.ad_click.models import Models
from params.base import FlowParameters, Section


class ContractOptions(Section):
    """Columns of `impressions` that the contract does not name and that are to be used."""

    categorical: tuple[str, ...] = Field(
        default=(), description="Further columns whose values are names or ids: a query, a keyword, a shop."
    )
    numeric: tuple[str, ...] = Field(
        default=(), description="Further columns whose values are amounts: a price, a depth, a score."
    )


class AdClickParameters(FlowParameters):
    """Parameters of the flow ad-click."""

    contract: ContractOptions
    features: Features
    models: Models
    evaluation: AdClickEvaluation


Parameters = AdClickParameters
