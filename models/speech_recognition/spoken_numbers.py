"""Whole numbers as they are said in English."""

from __future__ import annotations

from typing import Final

_ONES: Final = (
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
    "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
_TENS: Final = ("zero", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_HUNDRED, _THOUSAND, _MILLION, _DOZEN = 100, 1_000, 1_000_000, 12


def said_as(number: int) -> tuple[str, ...]:
    """Ways of saying a number.

    >>> said_as(21)
    ('twenty one',)
    >>> said_as(105)
    ('one hundred five', 'one hundred and five', 'a hundred five', 'a hundred and five')

    Args:
        number: 0 to 999,999.

    Raises:
        ValueError: It is outside of these.
    """
    if not 0 <= number < _MILLION:
        raise ValueError(f"{number} is not within 0 and {_MILLION - 1:,}.")
    if number == _DOZEN:
        return (*_below_million(number), "a dozen")
    return _below_million(number)


def _below_million(number: int) -> tuple[str, ...]:
    thousands, rest = divmod(number, _THOUSAND)
    if not thousands:
        return _below_thousand(number)
    heads = (*_below_thousand(thousands), *(("a",) if thousands == 1 else ()))
    links = ("", "and ") if 0 < rest < _HUNDRED else ("",)
    tails = tuple(f" {link}{tail}" for link in links for tail in _below_thousand(rest)) if rest else ("",)
    return tuple(f"{head} thousand{tail}" for head in heads for tail in tails)


def _below_thousand(number: int) -> tuple[str, ...]:
    hundreds, rest = divmod(number, _HUNDRED)
    if not hundreds:
        return (_below_hundred(number),)
    heads = (_ONES[hundreds], *(("a",) if hundreds == 1 else ()))
    tails = tuple(f" {link}{_below_hundred(rest)}" for link in ("", "and ")) if rest else ("",)
    return tuple(f"{head} hundred{tail}" for head in heads for tail in tails)


def _below_hundred(number: int) -> str:
    if number < len(_ONES):
        return _ONES[number]
    tens, ones = divmod(number, 10)
    return f"{_TENS[tens]} {_ONES[ones]}" if ones else _TENS[tens]
