"""Attributes as they are printed in public sets of questions: `item_weight:  { unit:pounds, value:3.4 }`."""

from __future__ import annotations

import re
from typing import Any, Final

_SIGN: Final = re.compile(r"\s*([{}\[\];,])")
_NAME: Final = re.compile(r'\s*([^\s{}\[\],:"][^{}\[\],:"]*?)\s*:')
_WORD: Final = re.compile(r'\s*([^\s{}\[\],"][^{}\[\],"]*?)(?=\s*[,}\]])')
# A quote within the text has other things behind it than one that ends it.
_TEXT: Final = re.compile(r'\s*"(.*?)(?<!\\)"(?=\s*(?:[,}\];]|$))', re.DOTALL)
_QUOTES: Final = re.compile(r'[\\|]"')  # how a quote within a text is printed
_NUMBER: Final = re.compile(r"-?\d+\.?\d*|-?\.\d+")
_TRUTHS: Final = {"true": True, "false": False}


def printed_attribute(text: str) -> tuple[str, Any]:
    """Name and value: a text, number, truth, an object of these, or a list of objects.

    Raises:
        ValueError: It is printed otherwise.
    """
    name, colon, printed = text.partition(":")
    if not colon or not name.strip():
        raise ValueError(f"no `name: value`: {text!r}")
    tokens = _Tokens(printed)
    values = [tokens.value()]
    while tokens.skips(";"):
        values.append(tokens.value())
    if not tokens.ended():
        raise ValueError(f"something follows the value: {text!r}")
    return name.strip(), values[0] if len(values) == 1 else values


class _Tokens:
    def __init__(self, printed: str) -> None:
        self._printed = printed
        self._at = 0

    def ended(self) -> bool:
        return not self._printed[self._at :].strip()

    def skips(self, sign: str) -> bool:
        found = _SIGN.match(self._printed, self._at)
        if found is None or found[1] != sign:
            return False
        self._at = found.end()
        return True

    def value(self) -> Any:
        if self.skips("{"):
            return self._object()
        if self.skips("["):
            return self._list()
        text = self._read(_TEXT)
        if text is not None:
            return _QUOTES.sub('"', text)
        return _plain(self._needed(_WORD, "value"))

    def _object(self) -> dict[str, Any]:
        members: dict[str, Any] = {}
        while not self.skips("}"):
            name = self._needed(_NAME, "name")
            members[name] = self.value()
            self.skips(",")
        return members

    def _list(self) -> list[Any]:
        members = []
        while not self.skips("]"):
            members.append(self.value())
            self.skips(",")
        return members

    def _read(self, kind: re.Pattern[str]) -> str | None:
        found = kind.match(self._printed, self._at)
        if found is None:
            return None
        self._at = found.end()
        return found[1]

    def _needed(self, kind: re.Pattern[str], what: str) -> str:
        read = self._read(kind)
        if read is None:
            raise ValueError(f"no {what} at character {self._at} of {self._printed!r}")
        return read


def _plain(word: str) -> Any:
    if word in _TRUTHS:
        return _TRUTHS[word]
    # What begins with a needless 0 is a code.
    if _NUMBER.fullmatch(word) and not re.match(r"-?0\d", word):
        number = float(word)
        return int(number) if number.is_integer() else number
    return word
