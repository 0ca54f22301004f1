"""What may be said, how words are looked for, and how sure an answer is."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from params.base import Section


class Language(Section):
    """The grammar and the n-grams."""

    kind: Literal["auto", "grammar", "ngram"] = Field(
        description="grammar: whole phrases alone; ngram: any order of words, likelier the more they are as in phrases "
        "and transcripts; auto: a grammar where there are phrases, else one of the transcripts where these are the "
        "same few over and over, else n-grams of them."
    )
    closed_up_to: int = Field(ge=1, le=100_000, description="Different transcripts that are the same few, at most.")
    closed_times: float = Field(ge=1, le=1_000_000, description="How often one of them is said, on average, at least.")
    order: int = Field(ge=1, le=5, description="Words of the n-grams.")
    drawn: int = Field(ge=100, le=1_000_000, description="Sentences that are drawn from the phrases for the n-grams.")
    transcripts: int = Field(
        ge=0, le=1_000, description="What a transcript of the training counts beside a drawn sentence."
    )
    hesitations: tuple[Annotated[str, Field(min_length=1, max_length=48)], ...] = Field(
        description="Words that mean nothing and may stand before a phrase."
    )
    hesitant: float = Field(ge=0, le=0.9, description="Chance that one does.")
    number_slots: tuple[Annotated[str, Field(min_length=1, max_length=48)], ...] = Field(
        description="Names of slots that are whole numbers where slot_values has no values of them."
    )
    most_number: int = Field(ge=1, le=999_999, description="The highest of these numbers.")


class Decoding(Section):
    """The beam search."""

    beam: int = Field(ge=1, le=1_000, description="Hypotheses that are kept.")
    within: float = Field(
        ge=1, le=100, description="Natural logarithm by which a hypothesis may be less likely than the best."
    )
    least_symbol: float = Field(
        ge=1, le=100, description="Likewise a letter than the likeliest of a frame, to be gone on with."
    )
    language_weight: float = Field(ge=0, le=10, description="What the language counts beside what is heard.")
    word_bonus: float = Field(ge=-10, le=10, description="Added for each word, so that short and long ones are alike.")
    nothing: float = Field(ge=-100, le=0, description="Natural logarithm of the chance that nothing is said at all.")
    unheard: float = Field(ge=-100, le=-1, description="Natural logarithm under which no chance of a letter counts.")
    held_states: int = Field(ge=8, le=100_000, description="States of the language whose next words are held ready.")


class Enrolment(Section):
    """What is fitted to a speaker."""

    most_seconds: float = Field(ge=0.1, le=600, description="That are listened to; what comes later is left out.")
    level_count: float = Field(
        ge=0,
        le=100_000,
        description="Frames that the mean and spread of the speaker's sound count before anything is heard, at most.",
    )
    warps: tuple[Annotated[float, Field(ge=0.6, le=1.6)], ...] = Field(
        description="Of the vocal tract that are tried, beside none."
    )
    least_gain: float = Field(ge=0, le=10, description="Log chance a frame by which a warp has to be better than none.")
    steps: int = Field(ge=0, le=1_000, description="Of the network's scales; 0: they stay 1.")
    rate: float = Field(gt=0, le=1, description="Of these steps.")
    pull: float = Field(ge=0, le=1_000, description="By which scales are drawn to 1.")
    least_told: float = Field(
        gt=0,
        le=1,
        description="Chance a letter that words need once a speaker is known, in the half that was not learned from: "
        "else other words were said, and nothing is learned.",
    )
    least_sure: float = Field(
        ge=0,
        le=1,
        description="Chance a letter that text the engine itself has heard needs, to be learned from.",
    )


class Confidence(Section):
    """Calibration and refusal."""

    acceptance: float = Field(gt=0, le=1, description="Share of rightly recognised recordings that are answered.")
    strength: float = Field(gt=0, description="Inverse of the pull of the calibration's weights towards 0.")
    most_recordings: int = Field(
        ge=10, le=1_000_000, description="Of valid that are listened to for it at most, an even draw."
    )
    noises: float = Field(
        ge=0,
        le=10,
        description="Recordings without a word, for each of these that has words, with noise taken or made where valid "
        "has fewer.",
    )
    silent: float = Field(ge=0, le=0.1, description="Of full scale; a recording of which nothing is louder is silent.")


class Streaming(Section):
    """When an utterance of a stream is over."""

    step: float = Field(ge=0.01, le=1, description="Seconds that are heard at once, whatever the size of the chunks.")
    pause: float = Field(ge=0.1, le=10, description="Seconds without speech after which what was said is an utterance.")
    idle: float = Field(ge=1, le=600, description="Seconds without a word after which what was heard is forgotten.")
    most_seconds: float = Field(ge=1, le=3_600, description="Of an utterance; it is then over, whatever is being said.")
    least_rate: int = Field(ge=4_000, le=48_000, description="Samples a second that a stream may have at least.")
    most_rate: int = Field(ge=16_000, le=768_000, description="Likewise at most.")
