"""Facts that questions ask for, and what customers claim of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import Final

from .claimed_counts import count_in, counted_in
from .claimed_measures import bare_measure, measure_asked, measure_in
from .claimed_truths import truth_in
from .claims import Claim
from .kind_names import COMPATIBILITY, NUMBER, YES_NO
from .passages import parted
from .plain_sayings import NOT, read, saying, subject_of
from .product_names import singular
from .question_text import words_of
from .topics import is_of_package, parts_of

_UNSURE: Final = frozenset(
    ("if", "maybe", "perhaps", "think", "guess", "might", "unless", "wenn", "vielleicht", "quizás", "peut-être", "wish")
)
_UNPLAIN: Final = frozenset((NOT, "or", "oder", "ou", "o"))
_NOTHING: Final = Claim()


@dataclass(frozen=True)
class Fact:
    """What a question asks for.

    Attributes:
        kind: Of the question.
        text: Of the question.
        asked: What it says, see `plain_sayings.saying`.
        called: Words that the product is called by, names of parts apart: "is the lid tight" of a mug with a lid asks
            for no other than its lid.
        longest: Characters of a passage that is read; a longer one tells more than a plain fact.
    """

    kind: str
    text: str
    asked: tuple[str, ...]
    called: frozenset[str]
    longest: int

    @classmethod
    def of_question(cls, question: str, kind: str, called: frozenset[str], longest: int) -> Fact | None:
        """The fact that a question asks for; None where none is that could be told in a word or a number.

        To "isn't it waterproof" people say yes and no to the same, and of two questions, or of "is it this or that",
        nobody knows to which.

        Args:
            question: Its text.
            kind: Of it.
            called: Words that the product is called by.
            longest: Characters of a passage that is read.
        """
        whole = frozenset(word for word in called if not parts_of(word))
        asked = _saying(question, whole) if kind in (YES_NO, COMPATIBILITY, NUMBER) else ()
        plain = asked and _UNPLAIN.isdisjoint(asked) and len(read(question)) == 1
        return cls(kind, question, asked, whole, longest) if plain else None

    def claim(self, text: str, source: str) -> Claim:
        """What a customer's passage says of it; nothing where that is not plain.

        Args:
            text: As it stands.
            source: Of a review or of the community.
        """
        said, put = parted(text, source)
        claim = self._claim(said, put) if len(text) <= self.longest else _NOTHING
        sure = claim != _NOTHING and _UNSURE.isdisjoint(words_of(said))
        return claim if sure and self._of_same_thing(f"{said} {put}") else _NOTHING

    def _claim(self, said: str, put: str) -> Claim:
        same = bool(put) and self._is_asked(put)
        if self.kind != NUMBER:
            truth = truth_in(said, self.asked, self._subject, same=same)
            return _NOTHING if truth is None else Claim(truth=truth[0], sentence=truth[1])
        if self._counted:
            count = count_in(said, self._counted, self._subject, same=same)
            return _NOTHING if count is None else Claim(count=count[0], sentence=count[1])
        topic = self._topic
        if topic is None:
            value = bare_measure(said) if same else None
        else:
            same = same or (bool(put) and measure_asked(put, self._subject) == topic)
            value = measure_in(said, topic, self._subject | self._parts, same=same)
        return _NOTHING if value is None else Claim(value=value[0], sentence=value[1])

    def _is_asked(self, put: str) -> bool:
        """Whether another question is this one: what it says is, and both may call the product by its whole name."""
        if self._counted:
            return counted_in(put, _saying(put, self._subject)) == self._counted
        if not frozenset().union(*(one.every for one in read(put))).issuperset(self.asked):
            return False
        none: frozenset[str] = frozenset()
        return _saying(put, self._subject) == self.asked or _saying(put, none) == _saying(self.text, none)

    @cached_property
    def _subject(self) -> frozenset[str]:
        named = [word for word in words_of(self.text) if word in self.called] if self._topic is not None else []
        return frozenset((named[-1], singular(named[-1]))) if named else subject_of(_words(self.text), self.called)

    @cached_property
    def _counted(self) -> tuple[str, ...]:
        return counted_in(self.text, self.asked)

    @cached_property
    def _topic(self) -> str | None:
        return measure_asked(self.text, self.called) if self.kind == NUMBER else None

    @cached_property
    def _parts(self) -> frozenset[str]:
        return parts_of(self.text)

    def _of_same_thing(self, text: str) -> bool:
        """Whether a text speaks of the same part as the question, or as it of none."""
        return parts_of(text) == self._parts and is_of_package(text) == is_of_package(self.text)


def _words(question: str) -> tuple[str, ...]:
    return tuple(word for sentence in read(question) for word in sentence.words)


def _saying(question: str, called: frozenset[str]) -> tuple[str, ...]:
    return saying(_words(question), called)
