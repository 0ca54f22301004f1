"""Says lines by espeak-ng, as a program of its own.

The synthesiser keeps the state of its noise and pitch from line to line and cannot be set back, so the same lines give
the same samples only in a process that says them from its start. Reads a JSON list of lines from standard input, each
[voice, text, words a minute, pitch, range of pitch, pause between words]; writes for each a JSON header on a line of
its own (samples, and of each word its character and the sample at which it begins) and the samples, 16 bits each.
"""

from __future__ import annotations

import ctypes
import json
import sys
from typing import Any, BinaryIO

import espeakng_loader

RATE = 22_050
_SYNCHRONOUS, _DO_NOT_EXIT, _CHARACTERS_UTF8, _BY_CHARACTER, _SEED = 2, 0x8000, 1, 1, 1
_RATE, _PITCH, _RANGE, _GAP = 1, 3, 4, 7
_ENDED, _WORD = 0, 1


class _Event(ctypes.Structure):
    _fields_ = (
        ("type", ctypes.c_int),
        ("unique_identifier", ctypes.c_uint),
        ("text_position", ctypes.c_int),
        ("length", ctypes.c_int),
        ("audio_position", ctypes.c_int),
        ("sample", ctypes.c_int),
        ("user_data", ctypes.c_void_p),
        ("id", ctypes.c_char * 8),
    )


_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.POINTER(_Event))


class Synthesiser:
    """espeak-ng, once a process."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(espeakng_loader.get_library_path())
        data = espeakng_loader.get_data_path().encode()
        rate = self._library.espeak_Initialize(_SYNCHRONOUS, 0, data, _DO_NOT_EXIT)
        if rate != RATE:
            raise RuntimeError(f"espeak-ng began with {rate} samples a second, not {RATE}.")
        self._library.espeak_ng_SetRandSeed(ctypes.c_long(_SEED))
        self._parts: list[bytes] = []
        self._words: list[tuple[int, int]] = []
        self._callback = _CALLBACK(self._heard)
        self._library.espeak_SetSynthCallback(self._callback)

    def say(self, voice: str, text: str, *parameters: int) -> tuple[bytes, list[tuple[int, int]]]:
        """Samples of a line, and of each word its first character (from 0) and its first sample."""
        self._parts, self._words = [], []
        self._done(self._library.espeak_SetVoiceByName(voice.encode()), voice)
        for number, value in zip((_RATE, _PITCH, _RANGE, _GAP), parameters, strict=True):
            self._done(self._library.espeak_SetParameter(number, value, 0), f"parameter {number} = {value}")
        line = text.encode() + b"\0"
        self._done(self._library.espeak_Synth(line, len(line), 0, _BY_CHARACTER, 0, _CHARACTERS_UTF8, None, None), text)
        return b"".join(self._parts), self._words

    def _done(self, code: int, what: str) -> None:
        if code:
            raise RuntimeError(f"espeak-ng refused {what!r} ({code}).")

    def _heard(self, samples: Any, count: int, events: Any) -> int:
        if samples and count:
            self._parts.append(ctypes.string_at(samples, count * 2))
        at = 0
        while events[at].type != _ENDED:
            if events[at].type == _WORD:
                self._words.append((events[at].text_position - 1, events[at].sample))
            at += 1
        return 0


def main(lines: BinaryIO, out: BinaryIO) -> None:
    """Say all lines."""
    synthesiser = Synthesiser()
    for line in json.load(lines):
        samples, words = synthesiser.say(*line)
        out.write(json.dumps({"samples": len(samples) // 2, "words": words}).encode() + b"\n")
        out.write(samples)


if __name__ == "__main__":
    main(sys.stdin.buffer, sys.stdout.buffer)
