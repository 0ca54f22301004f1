"""Closed lists of sentences, each heard as one picture of sound."""

from __future__ import annotations

from dataclasses import dataclass, field

from .change_settings import ChangeSettings, MaskSettings
from .front_end_settings import FrontEndSettings


@dataclass(frozen=True)
class CommandSettings:
    """The engine of commands.

    Attributes:
        most: Sentences that a closed list has at most (2..1,000).
        least: Recordings that each of them has in the training at least, for the engine to be taken by itself
            (1..10,000).
        front_end: Bands; how they are evened is the engine's own.
        depth: Nats below the loudest of a recording, beneath which all is alike (3..30).
        loud: Nats below the loudest frame from which on frames count for the mean of a recording (1..30).
        longest: Seconds that are looked at, at most; a recording's loudest stretch (0.3..30).
        around: Seconds that are looked at before and after what is said (0..2).
        changes: Of the recordings that are learned from; `paced`, `coloured` and `warped` included.
        masks: What is hidden of them.
        versions: Of a recording that are made for the training, at most (1..100).
        most_versions: Of all recordings together; where that is less than one of each, a draw (100..10,000,000).
        shifted: Seconds by which it is put off its place, at most (0..2).
        nothing: Recordings without a word, for each sentence that is told apart, in a step (0..10).
        width: Channels of the last stage (8..1,024); the others have a half and a quarter.
        dropout: Share of what is pooled that a training leaves out (0..0.9).
        steps: Of the training (1..1,000,000).
        batch: Recordings of a step (2..4,096).
        rate: Learning rate at its highest, above 0 up to 1.
        weight_decay: Of maps (0..1).
        smoothing: Chance that is given to the other sentences (0..0.5).
        mixed: Share of the steps in which two recordings are laid over each other (0..1), for Zhang et al. 2018.
        pause: Seconds of quiet after which a stream shows a command (0.02..2).
        adapted_steps: In which the scales of a speaker are learned (0..1,000).
        adapted_rate: Of these, above 0 up to 1.
        pull: By which these are drawn to those of all speakers (0..1,000).
        warps: Of a speaker's vocal tract that are tried, beside none (0.6..1.6 each).
        least_gain: Nats a recording by which an adaptation has to be better on recordings that it did not learn from
            (0..10).
        guessed_gain: Likewise of a warp, where it is not told what the speaker said (0..10).
        sure: Chance from which on a command that was heard is taken for what a speaker said (0..1).
    """

    most: int = 60
    least: int = 3
    front_end: FrontEndSettings = field(default_factory=FrontEndSettings)
    depth: float = 11.0
    loud: float = 4.0
    longest: float = 3.0
    around: float = 0.12
    changes: ChangeSettings = field(
        default_factory=lambda: ChangeSettings(
            plain=0.2, warped=0.22, coloured=4.3, noisy=0.5, least_snr=0.0, most_snr=30.0, joined=0.0, clipped=0.05
        )
    )
    masks: MaskSettings = field(default_factory=MaskSettings)
    versions: int = 12
    most_versions: int = 24_000
    shifted: float = 0.08
    nothing: float = 1.0
    width: int = 96
    dropout: float = 0.3
    steps: int = 1_200
    batch: int = 64
    rate: float = 3e-3
    weight_decay: float = 0.05
    smoothing: float = 0.1
    mixed: float = 0.0
    pause: float = 0.12
    adapted_steps: int = 60
    adapted_rate: float = 0.05
    pull: float = 0.0003
    warps: tuple[float, ...] = (0.8, 0.87, 0.93, 1.07, 1.15, 1.23)
    least_gain: float = 0.01
    guessed_gain: float = 0.05
    sure: float = 0.6
