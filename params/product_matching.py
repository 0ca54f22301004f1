"""Parameters of product matching."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import Field

from features.product_matching.parameters import FeaturesParameters
from models.product_matching.blocking import BlockingParameters
from params.base import EvaluationSettings, FlowParameters, Section

FOREST = (
    "rounds",
    "bags",
    "max_depth",
    "learning_rate",
    "subsample",
    "column_share",
    "min_child_weight",
    "l2",
    "max_bins",
)


class Blocking(Section):
    """How candidates are found."""

    gram_size: int = Field(ge=2, le=8, description="Characters of an n-gram inside a word.")
    word_weight: float = Field(ge=0, le=10, description="Weight of a word against an n-gram.")
    idf_power: float = Field(ge=0.5, le=3, description="Higher trusts rare tokens more.")
    max_document_frequency: int = Field(ge=10, le=1_000_000, description="A token in more texts is not searched alone.")
    max_tokens: int = Field(ge=8, le=1_000, description="Words of a text that are used.")
    key_weight: float = Field(ge=0, le=1, description="Weight of shared model codes and brand-number keys.")
    dense: Literal["off", "static", "minilm"] = Field(
        description="Second channel: off; static, MiniLM's token embeddings (any size, a minute to distil); "
        "minilm, the encoder itself (small tables)."
    )
    dense_weight: float = Field(ge=0, le=1, description="Weight of the embedding's cosine.")
    oversample: float = Field(ge=1, le=20, description="Each channel looks up this many times the candidates kept.")
    per_text: float = Field(ge=0, le=1, description="Largest share of candidates with one and the same text.")
    drop_same_seller: bool = Field(description="Leave out candidates of the listing's own seller.")
    min_score: float = Field(ge=0, le=1, description="Candidates below this score are not kept.")
    description_characters: int = Field(ge=0, le=4_000, description="Characters of the description used at need.")
    short_title_tokens: int = Field(ge=0, le=50, description="A title with fewer words is completed.")
    threads: int = Field(ge=1, le=64, description="Threads of search.")


class Features(Section):
    """How examples are made."""

    seed: int = Field(ge=0, le=2**31, description="Seed of every hash that splits or samples.")
    valid_share: float = Field(ge=0.05, le=0.4, description="Share of products in valid where no split is given.")
    test_share: float = Field(ge=0.05, le=0.4, description="Share of products in test where no split is given.")
    candidates: int = Field(ge=1, le=100, description="Candidates per listing, where labels are clusters.")
    max_train_pairs: int = Field(ge=1_000, le=50_000_000, description="Largest number of train pairs.")
    min_per_class: int = Field(ge=1, le=1_000, description="Fewest matches, and non-matches, that a split may hold.")
    blocking: Blocking

    def settings(self) -> FeaturesParameters:
        """As the room `features` takes them."""
        values = self.model_dump(exclude={"blocking"})
        return FeaturesParameters(**values, blocking=BlockingParameters(**self.blocking.model_dump()))


class Augmentation(Section):
    """Copies of training pairs with a field blanked, so that no field is leaned on alone."""

    blank_share: float = Field(ge=0, le=1, description="Share of the training pairs copied for each field.")
    blank_weight: float = Field(gt=0, le=1, description="Weight of a copy; an original weighs 1.")


class CrossEncoder(Section):
    """A MiniLM cross-encoder on the pairs that the forest leaves open."""

    enabled: bool = Field(description="Fine-tune it in the flow; minutes to half an hour on two cores.")
    epochs: int = Field(ge=1, le=50, description="Passes over its training pairs.")
    learning_rate: float = Field(gt=0, le=1e-2, description="Peak of the learning rate.")
    batch_size: int = Field(ge=1, le=512, description="Pairs in a step.")
    max_tokens: int = Field(ge=8, le=256, description="Word pieces per listing.")
    max_pairs: int = Field(ge=100, le=1_000_000, description="Training pairs, open ones first.")
    word_dropout: float = Field(ge=0, lt=1, description="Share of words left out of a training text.")
    label_smoothing: float = Field(ge=0, lt=0.5, description="Softening of the labels.")
    band_low: float = Field(ge=0, le=1, description="Pairs above this forest probability are open.")
    band_high: float = Field(ge=0, le=1, description="Pairs below this forest probability are open.")


class DecisionSettings(Section):
    """From scores to probabilities and decisions."""

    calibration: Literal["platt", "isotonic"] = Field(description="How scores become probabilities.")
    precision: float = Field(gt=0.5, lt=1, description="Stated precision of a match.")
    confidence: float = Field(gt=0.5, lt=1, description="Of the lower bound that must reach it.")


class Models(Section):
    """The matching model: gradient-boosted trees over pair features, and what surrounds them."""

    seed: int = Field(ge=0, description="Seed of training.")
    threads: int = Field(ge=1, le=64, description="Threads of training and scoring.")
    neighbours: int = Field(ge=0, le=50, description="Candidates among which a pair's rank is taken; 0: none.")
    lookup: int = Field(ge=1, le=50, description="Candidates looked up and scored for each match asked for.")
    rounds: int = Field(ge=1, le=10_000, description="Trees per bag.")
    bags: int = Field(ge=1, le=50, description="Forests of different seeds whose margins are averaged.")
    max_depth: int = Field(ge=1, le=20, description="Depth of a tree.")
    learning_rate: float = Field(gt=0, le=1, description="Shrinkage of a tree.")
    subsample: float = Field(gt=0, le=1, description="Share of pairs per tree.")
    column_share: float = Field(gt=0, le=1, description="Share of features per tree.")
    min_child_weight: float = Field(ge=0, description="Least weight of a leaf.")
    l2: float = Field(ge=0, description="L2 penalty on leaf values.")
    max_bins: int = Field(ge=8, le=1_024, description="Bins of a feature.")
    augmentation: Augmentation
    cross_encoder: CrossEncoder
    decision: DecisionSettings
    blocking: Blocking

    def settings(self) -> dict[str, Any]:
        """As the room `models` takes them: the trees in a section of their own."""
        values = self.model_dump()
        forest = {name: values.pop(name) for name in FOREST}
        return {**values, "forest": forest}


class MatchingEvaluation(EvaluationSettings):
    """What the challenges of matching cost to measure."""

    challenge_pairs: int = Field(ge=10, description="Most test pairs asked again with a field blanked.")
    challenge_listings: int = Field(ge=10, description="Most listings asked for candidates.")
    candidates: int = Field(ge=1, le=100, description="Candidates asked of the index for one listing.")


class ProductMatchingParameters(FlowParameters):
    """Parameters of the flow product-matching."""

    features: Features
    models: Models
    evaluation: MatchingEvaluation


Parameters = ProductMatchingParameters
