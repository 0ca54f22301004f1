"""In which encoding a text file is, and where exactly one breaks off."""

from __future__ import annotations

import codecs
import zlib
from dataclasses import dataclass
from lzma import LZMAError
from pathlib import Path

from contracts.files import open_binary
from infra.errors import DataError

CHUNK = 1 << 20
SAMPLE = 64 * 1024
BROKEN_COMPRESSION = (EOFError, LZMAError, zlib.error, OSError)

_BOMS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# In the order in which shops' files are met with them; a tie between guesses goes to the earlier one.
_COMMON = (
    *("cp1252", "cp1251", "gb18030", "cp932", "cp949", "big5", "euc_jp", "cp1250", "cp1254", "cp1253", "cp1255"),
    *("cp1256", "cp1257", "cp1258", "cp874", "koi8_r", "iso8859_2", "iso8859_15", "cp866", "cp850", "mac_roman"),
)


@dataclass(frozen=True)
class Survey:
    """What one pass over a text file's bytes tells.

    `encoding` reads the whole file; `lines` counts line feeds in UTF-8 files and is -1 in any other encoding.
    """

    encoding: str
    lines: int
    quotes: bool


def survey(path: Path, where: str, encoding: str | None = None) -> Survey:
    """Establish that a file can be decoded to its last byte, before any row of it is used.

    A byte order mark decides; without one the file has to be UTF-8. `encoding` is taken for files that are not:
    text beyond ASCII that happens to be valid UTF-8 in another encoding does not occur in practice.

    Raises:
        DataError: The file is empty, its compression is broken, or it is in another encoding: then with the first
            offending line, the number of such lines, the byte, and which encodings would read it.
    """
    try:
        with open_binary(path) as stream:
            head = stream.read(SAMPLE)
    except BROKEN_COMPRESSION as error:
        raise unreadable(where, error) from error
    if not head:
        raise DataError(f"{where} is empty: not even a header.", "Write the header and the rows, or remove the file.")
    named = _by_mark(head)
    if named is not None:
        return _decoded(path, where, named)
    if _looks_like_utf16(head):
        if encoding is None:
            raise DataError(
                f"{where} looks like UTF-16 without a byte order mark.",
                "Convert it to UTF-8 (iconv -f utf-16le -t utf-8), or name its encoding, utf-16-le or utf-16-be: "
                f"{_named('utf-16-le')}.",
            )
        return _decoded(path, where, encoding)
    try:
        return _decoded(path, where, "utf-8")
    except DataError:
        if encoding is None:
            raise
        return _decoded(path, where, encoding)


def unreadable(where: str, error: Exception) -> DataError:
    """The error for a file whose bytes break off or are not what its name says."""
    return DataError(f"{where} cannot be read: {error}", "Write or copy the file anew: it is cut short or not whole.")


def _by_mark(head: bytes) -> str | None:
    return next((name for mark, name in _BOMS if head.startswith(mark)), None)


def _looks_like_utf16(head: bytes) -> bool:
    even, odd = head[0::2].count(0), head[1::2].count(0)
    return max(even, odd) > len(head) // 5


def _decoded(path: Path, where: str, encoding: str) -> Survey:
    try:
        decoder = codecs.getincrementaldecoder(encoding)()
    except LookupError as error:
        raise DataError(f"{encoding!r} is no known encoding.", "Use a name such as cp1252 or shift_jis.") from error
    lines, quotes = 0, False
    byte_sized = encoding in ("utf-8", "utf-8-sig")
    try:
        with open_binary(path) as stream:
            while chunk := stream.read(CHUNK):
                decoder.decode(chunk)
                lines += chunk.count(b"\n")
                quotes = quotes or b'"' in chunk
            decoder.decode(b"", final=True)
    except UnicodeError as error:
        raise _explain(path, where, encoding, error) from error
    except BROKEN_COMPRESSION as error:
        raise unreadable(where, error) from error
    return Survey(encoding, lines if byte_sized else -1, quotes)


def _explain(path: Path, where: str, encoding: str, error: UnicodeError) -> DataError:
    """Name the first line that does not decode, count such lines, and show how likely encodings would read it."""
    if encoding not in ("utf-8", "utf-8-sig"):
        return DataError(f"{where} does not decode as {encoding}: {error}", "Convert the file to UTF-8.")
    first, count, byte, sample = 0, 0, 0, bytearray()
    first_line = b""
    with open_binary(path) as stream:
        for number, line in enumerate(stream, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError as fault:
                count += 1
                if count == 1:
                    first, byte = number, line[fault.start]
                    first_line = _around(line, fault.start)
                if len(sample) < SAMPLE:
                    sample += line[: SAMPLE - len(sample)]
    readings = _readings(bytes(sample), first_line)
    best = readings[0][0] if readings else ""
    shown = "; ".join(f"{name} reads {text!r}" for name, text in readings)
    return DataError(
        f"{where} is not UTF-8: line {first} is the first of {count} lines that do not decode (byte 0x{byte:02X})."
        + (f" {shown}." if shown else ""),
        f"Convert the file (iconv -f {best} -t utf-8), or, if that reading is right, name its encoding: {_named(best)}."
        if readings
        else f"Convert the file to UTF-8, or name its encoding: {_named('NAME')}.",
    )


def _named(encoding: str) -> str:
    return f"--set encoding={encoding} of `bazaar run`, --encoding {encoding} of `bazaar score` and `bazaar monitor`"


def _around(line: bytes, at: int, width: int = 20) -> bytes:
    # From the line's start where that is near: a cut in the middle of a double-byte character garbles what follows.
    start = 0 if at < 10 * width else at - width
    return line[start : at + width].strip()


def _readings(sample: bytes, excerpt: bytes, most: int = 3) -> list[tuple[str, str]]:
    """Likely encodings with the text each makes of the excerpt; encodings that agree on it appear once."""
    from charset_normalizer import from_bytes

    matches = from_bytes(sample, cp_isolation=list(_COMMON))
    # Ranked by the commonest that reads alike: the detector may name another one, which stands far behind.
    ranked = sorted(
        (round(match.chaos, 1), -round(match.coherence, 1), _COMMON.index(_commonest_alike(match.encoding, sample)))
        for match in matches
        if match.encoding in _COMMON
    )
    readings: dict[str, str] = {}
    for name in [_COMMON[place] for *_, place in ranked] or ["cp1252"]:
        text = excerpt.decode(name, errors="replace")
        readings.setdefault(text, name)
    return [(name, text) for text, name in readings.items()][:most]


def _commonest_alike(encoding: str, sample: bytes) -> str:
    """The commonest encoding that makes the same text of the sample: the detector names any one of those."""
    text = sample.decode(encoding, errors="replace")
    return next(name for name in _COMMON if name == encoding or sample.decode(name, errors="replace") == text)
