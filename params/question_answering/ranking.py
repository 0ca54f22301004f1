"""How passages are found, read and ranked, and when the first of them is no answer."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from params.base import Section


class Retrieval(Section):
    """Which passages of a product are candidates."""

    of_each: int = Field(
        ge=1,
        le=100,
        description="Best passages of every source by words, and as many by meaning, that are looked at closer.",
    )
    pieces: int = Field(ge=8, le=500, description="Word pieces of a passage or question whose meaning is read.")


class Reader(Section):
    """The cross-encoder: a MiniLM that reads question and passage together."""

    enabled: bool = Field(description="Whether there is one.")
    networks: int = Field(ge=1, le=10, description="Of which the log odds are averaged; each costs as much again.")
    folds: int = Field(
        ge=2,
        le=20,
        description="Parts of the questions; each is read by one that has not learnt from it, which costs as many "
        "trainings.",
    )
    epochs: int = Field(ge=1, le=100, description="Passes over the pairs.")
    learning_rate: float = Field(gt=0, le=0.01, description="Of fine-tuning.")
    batch_size: int = Field(ge=1, le=1_024, description="Pairs of a step.")
    question_pieces: int = Field(ge=8, le=200, description="Word pieces of a question that are read.")
    passage_pieces: int = Field(ge=8, le=300, description="Word pieces of a passage that are read.")
    word_dropout: float = Field(ge=0, le=0.9, description="Share of words left out at random in training.")
    label_smoothing: float = Field(ge=0, le=0.9, description="Share of a label that is drawn to one half.")
    helps: float = Field(ge=0, le=1, description="Chance that is taught for a passage that helps and does not answer.")
    most_pairs: int = Field(
        ge=100, le=10_000_000, description="Pairs that a network learns from at most, a fair draw of questions."
    )
    shown_epochs: int = Field(
        ge=0,
        le=100,
        description="Passes over pairs of questions of which only answers are known, before the judged ones; 0: these "
        "are left out.",
    )
    shown_wrong: int = Field(
        ge=1, le=20, description="Other passages of its product that such a question is taught not to be answered by."
    )
    least_shown: int = Field(ge=1, le=10_000_000, description="Such pairs with which it is worth while.")
    read: int = Field(
        ge=1, le=200, description="Passages of a question that are read at most, the best by what is cheap."
    )


class Forest(Section):
    """Boosted trees over pairs of a question and a passage; their size is chosen by folds."""

    rounds: int = Field(ge=1, le=10_000, description="In which trees are grown at most.")
    fewer_rounds: tuple[Annotated[int, Field(ge=1, le=10_000)], ...] = Field(
        description="Numbers of rounds that are tried beside where they are fewer."
    )
    bags: int = Field(ge=1, le=50, description="Trees of each round, grown side by side with other draws and averaged.")
    max_depth: int = Field(ge=1, le=12, description="Of a tree at most.")
    smaller_depths: tuple[Annotated[int, Field(ge=1, le=12)], ...] = Field(
        description="Depths that are tried beside where they are smaller."
    )
    learning_rate: float = Field(gt=0, le=1, description="Step of each round.")
    subsample: float = Field(gt=0, le=1, description="Share of pairs that a tree sees.")
    column_share: float = Field(gt=0, le=1, description="Share of columns that each split chooses from.")
    min_child_weight: float = Field(ge=0, description="Least weight of a leaf.")
    l2: float = Field(ge=0, description="Pull of leaves towards 0.")
    max_bins: int = Field(ge=2, le=1_024, description="Of a column.")
    line_l2: float = Field(
        ge=0,
        le=1_000_000,
        description="Pull towards 0 of the weights of a line that the trees of the least depth may set out from; 0: "
        "there is none.",
    )
    line_farthest: float = Field(
        ge=1, le=100, description="Standard deviations from the mean from which on a column makes that line no surer."
    )


class Confidence(Section):
    """The calibration of first passages."""

    prior: float = Field(gt=0, le=10_000, description="Questions' worth of belief in the odds as trees give them.")
    least_slope: float = Field(gt=0, le=1, description="By which log odds are multiplied at least.")


class Ranking(Section):
    """All parts of the ranking."""

    retrieval: Retrieval
    reader: Reader
    forest: Forest
    confidence: Confidence
    stored_weight: float = Field(
        ge=0,
        le=1,
        description="How much a pair counts for the trees that a question would be asked over when it tells no "
        "candidates, beside one that somebody judged; 0: these are not learnt from.",
    )
    least_doubted: int = Field(
        ge=2,
        le=100_000,
        description="Products of which some passage was judged not to answer, from which on they alone are ranked, and "
        "questions about others, of which only answers are known, teach the cross-encoder alone.",
    )
    helps: float = Field(
        ge=0, le=1, description="Chance that trees are taught for a passage that helps and does not answer."
    )


class Abstention(Section):
    """Which precisions are promised, and how sure the promise is."""

    levels: tuple[float, ...] = Field(
        min_length=1, description="Precisions that are promised where they can be, rising; above 0 and below 1."
    )
    precision: float = Field(
        gt=0, lt=1, description="The one that is kept where a request asks for none; one of the levels."
    )
    confidence: float = Field(
        ge=0.5,
        le=0.999,
        description="Chance with which a promise holds, over draws of the questions that it rests on.",
    )
    starts: tuple[float, ...] = Field(
        min_length=1,
        description="Shares of questions answered at which the search for the last threshold that keeps the promise "
        "sets out, each with its part of the risk; it takes along what is left of those before. Rising, above 0 and up "
        "to 1.",
    )
    growth: float = Field(gt=1, le=2, description="Factor between the numbers of answers that are tried.")
    near: float = Field(
        ge=0,
        le=0.05,
        description="Of a confidence that is rounded otherwise in a batch of other questions: a threshold lies no "
        "farther below the least confidence that it lets in.",
    )
    evidence_letters: int = Field(
        ge=20,
        le=10_000,
        description="Letters of an answering passage that evidence has to begin with to be right; quotations are cut.",
    )
