"""What training can be told."""

from __future__ import annotations

from dataclasses import dataclass, field

from ..audio_limits import AudioLimits
from ..settings import TrainingParameters
from .command_settings import CommandSettings
from .confidence_settings import ConfidenceSettings
from .decoding_settings import DecodingSettings
from .enrolment_settings import EnrolmentSettings
from .language_settings import LanguageSettings
from .network_settings import CtcSettings
from .pocketsphinx_settings import PocketsphinxSettings
from .pretrained_settings import PretrainedSettings
from .streaming_settings import StreamingSettings


@dataclass(frozen=True)
class SpeechParameters(TrainingParameters):
    """All of it.

    Attributes:
        seed: Of training; at least 0.
        threads: Of training; a request is answered with one (at least 1).
        engine: `ctc`, a network that is trained here to hear letters or words one after another; `commands`, one that
            is trained to tell whole sentences of a closed list apart; `pocketsphinx`, the ready English one;
            `pretrained`, a checkpoint of the user's; or `auto`, `commands` where there are no phrases and the
            transcripts of train are such a list, else `ctc`.
        most_hours: Of sound of train that is learned from at most, an even draw (0.001..100,000).
        most_noise_minutes: Likewise of recordings of noise, each cut to a share of it (0.1..10,000).
        speakers: Enrolments whose adaptation is kept ready, the last that were asked with (0..1,000,000).
        audio: Which recordings are read.
    """

    seed: int = 7
    threads: int = 2
    engine: str = "auto"
    most_hours: float = 50.0
    most_noise_minutes: float = 60.0
    speakers: int = 256
    audio: AudioLimits = field(default_factory=AudioLimits)
    ctc: CtcSettings = field(default_factory=CtcSettings)
    commands: CommandSettings = field(default_factory=CommandSettings)
    language: LanguageSettings = field(default_factory=LanguageSettings)
    decoding: DecodingSettings = field(default_factory=DecodingSettings)
    pocketsphinx: PocketsphinxSettings = field(default_factory=PocketsphinxSettings)
    pretrained: PretrainedSettings = field(default_factory=PretrainedSettings)
    enrolment: EnrolmentSettings = field(default_factory=EnrolmentSettings)
    confidence: ConfidenceSettings = field(default_factory=ConfidenceSettings)
    streaming: StreamingSettings = field(default_factory=StreamingSettings)
