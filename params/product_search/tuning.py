"""How the network is tuned, and how pairs are graded."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, model_validator

from params.base import Section

Penalty = Annotated[float, Field(gt=0, le=1e9)]


class Tuning(Section):
    """Fine-tuning of MiniLM on queries and the products that answered them."""

    enabled: bool = Field(description="Tune it; it is kept only where it finds more than it did.")
    seconds: float = Field(ge=1, le=100_000, description="Time after which it is given up; steps decide else.")
    epochs: int = Field(ge=1, le=50, description="Passes over the pairs.")
    steps: int = Field(ge=1, le=1_000_000, description="Steps at most.")
    batch: int = Field(ge=2, le=1_024, description="Pairs a step; each one's product is a wrong one for the others.")
    learning_rate: float = Field(gt=0, le=0.01, description="Of the layers.")
    weight_decay: float = Field(
        ge=0, le=1, description="Share of a weight that a step takes off, times the rate; more keeps it nearer to zero."
    )
    warm_share: float = Field(ge=0, le=1, description="Share of the steps in which the rate rises; then it falls.")
    longest_gradient: float = Field(
        gt=0, le=1_000, description="Norm at which a gradient is cut, so that no batch throws the network off."
    )
    temperature: float = Field(gt=0, le=1, description="What cosines are divided by.")
    hard: int = Field(
        ge=0, le=8, description="Products passed over, or judged worse, that stand beside each right one."
    )
    held_out: float = Field(ge=0.02, le=0.5, description="Share of the queries on which it has to win.")
    confidence: float = Field(gt=0.5, lt=1, description="With which it has to win on them.")
    least_pairs: int = Field(ge=10, le=1_000_000, description="Pairs without which it is not tuned.")
    right_gain: float = Field(
        gt=0,
        le=1,
        description="Mean gain of a product for a query, from which on it is a right one; clicks are corrected.",
    )
    wrong_gain: float = Field(ge=0, le=1, description="Mean gain up to which it is a wrong one; below right_gain.")
    least_looks: float = Field(
        ge=0,
        le=1_000,
        description="Times that it was probably looked at, from which on it may be a wrong one; a judged one was once.",
    )
    most_products: int = Field(
        ge=10, le=1_000_000, description="Products among which the right ones have to be found when it is judged."
    )
    most_held_out: int = Field(ge=10, le=1_000_000, description="Pairs that it is judged on.")

    @model_validator(mode="after")
    def _right_above_wrong(self) -> Tuning:
        if self.wrong_gain >= self.right_gain:
            raise ValueError(
                f"wrong_gain ({self.wrong_gain:g}) has to be below right_gain ({self.right_gain:g}): no product "
                "is both right and wrong for a query; set both."
            )
        return self


class Grading(Section):
    """The grader of pairs of a query and a product."""

    least_pairs: int = Field(ge=4, le=100_000, description="Graded pairs without which there is no grader.")
    most_pairs: int = Field(
        ge=100, le=10_000_000, description="Pairs that it is fitted on; of more, a sample is drawn."
    )
    title_pieces: int = Field(
        ge=0,
        le=256,
        description="Word pieces of a title that the network reads; 0 leaves the network out, which is faster and a "
        "little worse.",
    )
    body_characters: int = Field(
        ge=0, le=100_000, description="Characters of bullets and of a description that words are taken from."
    )
    joined_letters: int = Field(
        ge=1,
        le=48,
        description="Letters from which on a word of a query is also looked for within a title written together.",
    )
    folds: int = Field(ge=2, le=20, description="Folds of queries that settings of the fit are chosen on.")
    ridges: tuple[Penalty, ...] = Field(
        min_length=1,
        description="Penalties on squared coefficients, in pairs, of which the one with the least log loss is taken.",
    )
    power_step: float = Field(
        gt=0,
        le=1,
        description="Step in which the power of a class's share is searched that its probability is divided by when a "
        "class is decided on.",
    )
    most_power: float = Field(ge=0, le=2, description="Largest such power; 0 decides on the most probable class.")
