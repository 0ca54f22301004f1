"""How often simulated speech is what: voices, what is said, surroundings, microphones."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class VoiceRates:
    """Bounds within which speakers lie, and shares of them."""

    speed: tuple[int, int] = (130, 205)  # words a minute
    pitch: tuple[int, int] = (30, 70)
    range: tuple[int, int] = (30, 75)
    pausing: float = 0.25  # speakers who part their words
    tract: float = 0.11  # spread of the logarithm of its length
    level: tuple[float, float] = (-30.0, -6.0)  # decibels


@dataclass(frozen=True)
class SpeechRates:
    """Shares of utterances, unless said otherwise."""

    of_speaker: int = 40  # utterances
    nothing: float = 0.1  # nobody speaks
    silence: float = 0.3  # of these: without noise
    other: float = 0.08  # people who speak of something else
    hesitant: float = 0.05  # of orders: with um or uh before them
    tested: float = 0.1  # of those of speakers of the training: in the test, which has heard voices so
    noisy: float = 0.35
    ratio: tuple[float, float] = (3.0, 25.0)  # decibels of speech over noise
    roomy: float = 0.35
    pace: float = 0.08  # spread of the logarithm of a speaker's speed


@dataclass(frozen=True)
class MicrophoneRates:
    """Shares of utterances."""

    rates: tuple[tuple[int, float], ...] = ((8_000, 0.15), (16_000, 0.55), (22_050, 0.1), (44_100, 0.1), (48_000, 0.1))
    files: tuple[tuple[str, float], ...] = (("flac", 0.4), ("ogg", 0.4), ("wav", 0.2))
    depths: tuple[tuple[str, float], ...] = (("PCM_16", 0.6), ("PCM_U8", 0.15), ("PCM_24", 0.15), ("FLOAT", 0.1))
    stereo: float = 0.1
    offset: float = 0.1
    most_offset: float = 0.1  # of full scale
    clipped: float = 0.04
    lead: tuple[float, float] = (0.1, 0.5)  # seconds before and behind the words


VOICE_RATES, SPEECH_RATES, MICROPHONE_RATES = VoiceRates(), SpeechRates(), MicrophoneRates()
