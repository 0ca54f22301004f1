"""What an answer should say of a text beside its triplets: that it is blank, long, or in words that nobody taught."""

from __future__ import annotations

from dataclasses import dataclass

from ..request_cells import Texts
from .examples import Told
from .vocabulary import Vocabulary
from .words import without_markup

BLANK = "no text"
NOTHING = "no opinion found"


@dataclass(frozen=True)
class Doubts:
    """Looks at texts.

    Attributes:
        vocabulary: Words that were taught.
        languages: That were taught, lower case, the part before the region; none where not known.
        longest: Characters of a text that are read.
        least_words: Words of a text without which its language is not doubted.
        least_known: Share of known words below which it is, and the text is not read.
    """

    vocabulary: Vocabulary
    languages: tuple[str, ...]
    longest: int
    least_words: int
    least_known: float

    def look(self, texts: Texts, languages: Texts) -> tuple[list[str], Texts]:
        """What is to be read of each text, and a note on each, None where there is nothing to say.

        A text of words that hardly any was taught is not read: what stands there would be guessed from where words
        stand, as in another language.
        """
        pairs = [self._look(text, language) for text, language in zip(texts, languages, strict=True)]
        return [part for part, _ in pairs], [note for _, note in pairs]

    def to_read(self, told: Told, rows: list[int]) -> list[str]:
        """What is to be read of some reviews."""
        return self.look([told.reviews.texts[row] for row in rows], [told.languages[row] for row in rows])[0]

    def _look(self, text: str | None, language: str | None) -> tuple[str, str | None]:
        if text is None or not text.strip():
            return "", BLANK
        part = text[: self.longest]
        said = []
        if len(text) > self.longest:
            said.append(f"only the first {self.longest:,} of {len(text):,} characters were read")
        told = language_of(language)
        if told is not None and self.languages and told not in self.languages:
            said.append(f"language {told} was not learned")
        known, every = self.vocabulary.known(without_markup(part))
        if every >= self.least_words and known < self.least_known * every:
            said.append(f"only {known} of {every} words are known, so it was not read")
            part = ""
        return part, "; ".join(said) or None


def language_of(told: str | None) -> str | None:
    """A language without its region: "en" of "en-GB"."""
    if told is None or not told.strip():
        return None
    return told.strip().lower().replace("_", "-").split("-")[0]


def noted(note: str | None, more: str) -> str:
    """Both, where there are both."""
    return more if note is None else f"{note}; {more}"
