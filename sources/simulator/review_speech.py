"""What can be said in reviews, as numbers: attributes and their names, opinions, frames of clauses, ends of them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import numpy.typing as npt

from sources.simulator.review_banks import SENTIMENTS, SLOTS, STRENGTHS, Reader, blocks
from sources.simulator.review_lexicon import Ragged, Spelling
from sources.simulator.taxonomy import leaves
from sources.simulator.vocabulary import review_phrases as told
from sources.simulator.words import Mask, entries

Numbers = npt.NDArray[np.int64]
OVERALL = 0  # place of the attribute that is the product as a whole
KINDS = (*told.FRAMES, "abroad")
NOTHING = 0  # the phrase without words
_VERBS = {"is": ("is", "are"), "was": ("was", "were"), "seems": ("seems", "seem")}
_WHOLE = ("product", "product", "product", "item", "purchase", "thing")


@dataclass(frozen=True)
class Speech:
    """Phrases are numbers of `phrases`; lists by attribute and sentiment are at `attribute * 3 + sentiment`.

    Attributes:
        names: Of attributes; the first is `overall`.
        domains: In which domains they are spoken of; (attributes, domains).
        phrases: Words of each phrase.
        spelling: Of the words.
        plural: Whether a phrase is one; (phrases,).
        stronger: An adjective with each of `STRENGTHS`, -1 of other phrases; (phrases, strengths).
        nouns: Phrase of each leaf's product; (leaves,).
        verbs: Phrases of `is`, `was` and `seems`, singular and plural; (3, 2).
        frames: Phrases, and slots as `-1 - place in SLOTS`.
        slot_at: Place of each slot in each frame, -1 for none; (frames, slots).
        kinds: Frames of each of `KINDS`.
        surfaces: What attributes are called, by attribute.
        adjectives, sayings, deeds, implied: Opinions by attribute and sentiment; sayings stand behind "is".
        general, affect, overall, emoji: By sentiment.
        abroad: Sentences by language (without the first) and sentiment.
        openers, stops, likes, unlikes: One list each: what opens a clause, ends a sentence, and ends one in it.
    """

    names: tuple[str, ...]
    domains: Mask
    phrases: Ragged
    spelling: Spelling
    plural: Mask
    stronger: Numbers
    nouns: Numbers
    verbs: Numbers
    frames: Ragged
    slot_at: Numbers
    kinds: Ragged
    surfaces: Ragged
    adjectives: Ragged
    sayings: Ragged
    deeds: Ragged
    implied: Ragged
    general: Ragged
    affect: Ragged
    overall: Ragged
    emoji: Ragged
    abroad: Ragged
    openers: Ragged
    stops: Ragged
    likes: Ragged
    unlikes: Ragged

    def text(self, phrase: int) -> str:
        """A phrase in words."""
        some = self.phrases.values[self.phrases.starts[phrase] : self.phrases.starts[phrase + 1]]
        return " ".join(self.spelling.words[word] for word in some.tolist())


def domain_names() -> list[str]:
    """Groups of departments whose products are spoken of alike."""
    return [name for name, _ in entries(told.DOMAINS)]


@cache
def leaf_domains() -> Numbers:
    """Place of each leaf's domain in `domain_names`; (leaves,)."""
    of = {part.strip(): place for place, (_, rest) in enumerate(entries(told.DOMAINS)) for part in rest.split(",")}
    return np.array([of[leaf.department] for leaf in leaves()], np.int64)


@cache
def speech() -> Speech:
    """All of it; the same for every seed and scale."""
    reader, attributes = Reader(), list(blocks())
    lexicon = reader.lexicon
    lexicon.add("")
    nouns = np.array([lexicon.add(_lowered(leaf.nouns[0][1])) for leaf in leaves()], np.int64)
    reader.plural |= {one for one in nouns.tolist() if lexicon.text(one).endswith("s")}
    lists = reader.opinions(attributes) | _sentences(reader)
    lists["surfaces"] = [[lexicon.add(word) for word in _WHOLE], *(reader.names(one.lines["="]) for one in attributes)]
    by_kind = [[one.strip() for one in text.split(";")] for text in (*told.FRAMES.values(), "{o}")]
    frames = [reader.frame(frame) for kind in by_kind for frame in kind]
    ends = np.cumsum([len(kind) for kind in by_kind])
    verbs = np.array([[lexicon.add(word) for word in pair] for pair in _VERBS.values()], np.int64)
    stronger = np.full((len(lexicon.phrases), len(STRENGTHS)), -1, np.int64)
    for adjective, forms in reader.stronger.items():
        stronger[adjective] = forms
    spoken = [[name in one.domains or "all" in one.domains for name in domain_names()] for one in attributes]
    return Speech(
        names=("overall", *(one.name for one in attributes)),
        domains=np.array([[True] * len(domain_names()), *spoken]),
        phrases=Ragged.of(lexicon.phrases),
        spelling=Spelling(lexicon.words),
        plural=np.isin(np.arange(len(lexicon.phrases)), sorted(reader.plural)),
        stronger=stronger,
        nouns=nouns,
        verbs=verbs,
        frames=Ragged.of(frames),
        slot_at=np.array([[_place(frame, slot) for slot in range(len(SLOTS))] for frame in frames], np.int64),
        kinds=Ragged(np.arange(len(frames)), np.r_[0, ends]),
        **{name: Ragged.of(found) for name, found in lists.items()},
    )


def _sentences(reader: Reader) -> dict[str, list[list[int]]]:
    signs = (told.SORRY, told.COOL, told.GLAD)
    return {
        "affect": [reader.many(told.AFFECT[mood], ",") for mood in SENTIMENTS],
        "overall": [reader.many(told.OVERALL[mood].replace(",", " ,"), ";") for mood in SENTIMENTS],
        "emoji": [reader.many(some, " ") for some in signs],
        "abroad": [reader.many(by_mood[mood], ";") for by_mood in told.ABROAD.values() for mood in SENTIMENTS],
        "openers": [reader.many(told.OPENERS, ";")],
        "stops": [reader.many(told.STOPS, "|")],
        "likes": [reader.many(told.LIKES, "|")],
        "unlikes": [reader.many(told.UNLIKES, "|")],
    }


def _place(frame: list[int], slot: int) -> int:
    return frame.index(-1 - slot) if -1 - slot in frame else -1


def _lowered(noun: str) -> str:
    """A noun in small letters, but for words such as TV or microSD."""
    return " ".join(word if word[1:] != word[1:].lower() else word.lower() for word in noun.split())
