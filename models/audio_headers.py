"""What headers of recordings promise against what is there: libraries read a wav or ogg file that was cut without a
word."""

from __future__ import annotations

import struct
from typing import Final

_STREAMED: Final = 0x7FFF_0000  # writers that do not know the length yet state about as many bytes
_CHUNK: Final = struct.Struct("<4sI")
_PAGE: Final = 27  # bytes of an Ogg page before its table of segments


def cut_short(data: bytes) -> bool:
    """Whether a recording is not whole: a wav file whose header states more samples than there are, or none where there
    are some; an ogg file that ends within a page (RFC 3533).

    Other formats are not judged: their decoders tell.
    """
    if data[:4] == b"RIFF" and data[8:12] == b"WAVE":
        return _wav_cut(data)
    return data[:4] == b"OggS" and _ogg_cut(data)


def _wav_cut(data: bytes) -> bool:
    at = 12
    while at + _CHUNK.size <= len(data):
        name, size = _CHUNK.unpack_from(data, at)
        at += _CHUNK.size
        if name == b"data":
            return (size == 0 and at < len(data)) or len(data) - at < size < _STREAMED
        at += size + size % 2
    return True


def _ogg_cut(data: bytes) -> bool:
    page = data.rfind(b"OggS")
    table = page + _PAGE
    if table > len(data):
        return True
    segments = data[table : table + data[page + _PAGE - 1]]
    return len(segments) < data[page + _PAGE - 1] or table + len(segments) + sum(segments) > len(data)
