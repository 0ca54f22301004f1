"""The public data sets of speech recognition: where each is, and what to know of it."""

from __future__ import annotations

from typing import Final

from sources.public.declared import PublicFile
from sources.public.source import Source

# The homes serve recordings singly, some larger; a local folder or a mirror has to carry each set as one archive.
NOISE_AND_ROOMS: Final = PublicFile(
    "speech_recognition/noise-and-rooms.tar", "9011bbcb1e4c1f3614e808c3a527d2d3d19f5ee10cb52a8f46c0907f2800e9ea"
)
SURROUNDINGS_NOTE: Final = (
    "noise and rooms come with it: ESC-10 (Piczak 2015, CC BY 3.0, folds 1 and 2), rooms in which nobody speaks, and "
    "impulse responses (web-audio-samples, Apache-2.0). Rain, chainsaw, baby cry and two rooms are in the test alone."
)
_WRITER: Final = "sources.public.speech_tars:write"


def _archive(name: str, sha256: str) -> tuple[PublicFile, PublicFile]:
    return PublicFile(f"speech_recognition/{name}.tar", sha256), NOISE_AND_ROOMS


FSDD: Final = Source(
    name="fsdd",
    use_case="speech_recognition",
    summary="Spoken digits, 8 kHz, of five speakers.",
    home="https://github.com/Jakobovski/free-spoken-digit-dataset",
    licence="CC BY-SA 4.0",
    citation="Jackson, Z. et al.: Free Spoken Digit Dataset, 2016-2020",
    metric="accuracy, percent, each speaker left out in turn; the floor is MFCC and a logistic regression",
    writer=_WRITER,
    rows={"recordings": 1_200},
    floor=66.0,
    notes=(
        "A cut of 24 takes of each digit and speaker. Its own split has all speakers on both sides and is not used.",
        "A random split flatters: the floor is 93 there.",
        SURROUNDINGS_NOTE,
    ),
    files=_archive("fsdd", "33f480f8aca40e3883fcf09dc89e042839f0e9cb55ed6a9322e835e527b298b2"),
)

DSPSPEECH20: Final = Source(
    name="dspspeech20",
    use_case="speech_recognition",
    summary="Eight English words, of 27 speakers, four takes each.",
    home="https://github.com/zhongyuchen/DSPSpeech-20",
    licence="MIT",
    citation="Chen, Z. et al.: DSPSpeech-20, 2019",
    metric="accuracy, percent, on speakers never heard; the floor is MFCC and a logistic regression",
    writer=_WRITER,
    rows={"train": 736, "test": 128},
    floor=57.0,
    notes=("The test is the set's own dev, of four speakers; valid is carved from train.", SURROUNDINGS_NOTE),
    files=_archive("dspspeech20", "31bbbf00a25dea028e8c53c68ee78b5c51c07b08b9ef9885b8fa8df338a4312c"),
)

SPEECH_COMMANDS: Final = Source(
    name="speech-commands-subset",
    use_case="speech_recognition",
    summary="Thirty words, of 571 speakers; bed, cat and happy 350 times each, the others about eight times.",
    home="https://research.google/blog/launching-the-speech-commands-dataset/",
    licence="CC BY 4.0",
    citation="Warden, P.: Speech Commands: A Dataset for Limited-Vocabulary Speech Recognition, arXiv 1804.03209, 2018",
    metric="accuracy between bed, cat and happy, percent, on speakers never heard; the floor is MFCC and a logistic "
    "regression",
    writer=_WRITER,
    rows={"train": 898, "test": 411},
    floor=82.6,
    notes=(
        "A cut of version 0.01. The test is its own validation; valid is carved from train.",
        "Systems that learn from the full set reach 96 to 98 over ten words, and are not to be compared with.",
        SURROUNDINGS_NOTE,
    ),
    files=_archive("speech-commands-subset", "1bd8a1538e31c8250cedf405eccfd740dc117a647737aac81358b9073266cbdd"),
)

ALPHANUMERIC: Final = Source(
    name="alphanumeric-accents",
    use_case="speech_recognition",
    summary="Spelled names, phone numbers and addresses, of twelve speakers, most of other first languages.",
    home="https://github.com/Sakshee5/alphanumeric-audio-dataset",
    licence="MIT",
    citation="Patil, S.: Alphanumeric Audio Dataset, 2024",
    metric="word error rate of an open engine by kind, percent; a name's words are its letters",
    writer=_WRITER,
    rows={"recordings": 34},
    notes=(
        "Transcripts are what was to be read, not what was heard; addresses have digits where numbers were said.",
        "Too few to learn from: it measures an engine that needs no acoustic training.",
        SURROUNDINGS_NOTE,
    ),
    files=_archive("alphanumeric-accents", "7e952e9ebc801aa9ad8348034088ce63e04fa457ac4a51eca2e590a92991b435"),
)

AN4_TINY: Final = Source(
    name="an4-tiny",
    use_case="speech_recognition",
    summary="Forty short utterances of AN4, commands and numbers, of 33 speakers.",
    home="http://www.speech.cs.cmu.edu/databases/an4/",
    licence="of BSD's kind: any use, with its notice",
    citation="Acero, A.: Acoustical and Environmental Robustness in Automatic Speech Recognition, CMU, 1990",
    metric="word error rate, percent; for smoke tests alone",
    writer=_WRITER,
    rows={"train": 30, "test": 10},
    notes=("The test is the cut's own val.", SURROUNDINGS_NOTE),
    files=_archive("an4-tiny", "b991ebc5535ee6e6a8ced0f867d2c5f3281d9a57edf0883ab5fa7dcc5fd666a5"),
)

SOURCES: tuple[Source, ...] = (FSDD, DSPSPEECH20, SPEECH_COMMANDS, ALPHANUMERIC, AN4_TINY)
