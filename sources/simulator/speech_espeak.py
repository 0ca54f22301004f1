"""Speech from text: lines said by espeak-ng in a process of its own, the same lines giving the same samples."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import astuple, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from infra.errors import DataError
from sources.simulator import speech_worker

RATE = speech_worker.RATE
Samples = npt.NDArray[np.float32]


@dataclass(frozen=True)
class Line:
    """What is to be said, and how.

    Attributes:
        voice: Of espeak-ng, such as `en-us+f2`: the accent and the variant.
        text: Words parted by single blanks.
        speed: Words a minute, 80 to 450.
        pitch: 0 to 99.
        range: Of the pitch, 0 to 99.
        gap: Pause between words, in 10 ms.
    """

    voice: str
    text: str
    speed: int = 175
    pitch: int = 50
    range: int = 50
    gap: int = 0


@dataclass(frozen=True)
class Spoken:
    """A line as it was said.

    Attributes:
        samples: float32 [n], `RATE` a second.
        words: Its words.
        starts: Sample at which each word begins.
        ends: Sample at which each word ends: where the next begins, of the last the end of what is heard.
    """

    samples: Samples
    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]


def said(lines: Sequence[Line]) -> list[Spoken]:
    """Say lines, one after the other.

    Raises:
        DataError: The synthesiser could not be run.
    """
    asked = json.dumps([astuple(line) for line in lines]).encode()
    # -P: modules beside the program must not hide those of the standard library.
    command = [sys.executable, "-P", str(Path(speech_worker.__file__))]
    ended = subprocess.run(command, input=asked, capture_output=True, check=False)
    if ended.returncode:
        why = ended.stderr.decode(errors="replace").strip().splitlines()[-1:]
        raise DataError(
            f"espeak-ng could not say {len(lines)} lines ({''.join(why) or f'it ended with {ended.returncode}'}).",
            "Install espeakng-loader anew, or name a source other than the simulator.",
        )
    stream = io.BytesIO(ended.stdout)
    return [_spoken(line, stream) for line in lines]


def _spoken(line: Line, stream: io.BytesIO) -> Spoken:
    header = json.loads(stream.readline())
    whole = np.frombuffer(stream.read(2 * header["samples"]), "<i2").astype(np.float32) / np.float32(32_768)
    loud = np.flatnonzero(np.abs(whole) > 1e-3)
    samples = whole[: loud[-1] + 1] if len(loud) else whole
    words = tuple(line.text.split(" "))
    begun = dict(header["words"])
    places = np.cumsum([0, *(len(word) + 1 for word in words[:-1])])
    known = [begun.get(int(place)) for place in places]
    starts: list[int] = []
    for start in known:  # a word that espeak-ng joins to the one before begins with it
        starts.append(min(start if start is not None else (starts[-1] if starts else 0), len(samples)))
    ends = [*starts[1:], len(samples)]
    return Spoken(samples, words, tuple(starts), tuple(ends))
