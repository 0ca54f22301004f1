"""Reviews as they are typed, and where in them each phrase came to stand."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from sources.simulator.review_clauses import Clauses
from sources.simulator.review_lexicon import AS_IT_IS, CAPITAL, SHORT_FORMS, SLIPS, STRETCHES
from sources.simulator.review_products import paired
from sources.simulator.review_reviewers import Reviews
from sources.simulator.review_speech import speech
from sources.simulator.review_wording import SLOT, Wording
from sources.simulator.streams import draws
from sources.simulator.words import Floats, Index, Mask, Strings

NOWHERE = -1
_BLANKS = ("", " ", "\n", "<br />", "<br /><br />")


@dataclass(frozen=True)
class Written:
    """Texts, (reviews,); first character of each slot's phrase, and the one behind it, (clauses, slots).

    A slot that a clause's frame lacks is `NOWHERE`.
    """

    text: Strings
    begin: Index
    end: Index


def written(seed: int, reviews: Reviews, said: Clauses, words: Wording) -> Written:
    """Type reviews, each in its manner.

    Args:
        seed: Of the world.
        reviews: Each has a clause at least, and each clause a word.
        said: What they say.
        words: In which words.
    """
    spoken = speech()
    item, clause = spoken.frames.joined(said.frame)
    slot = np.where(item < 0, -1 - item, 0)
    phrase = np.where(item < 0, words.slots[clause, slot], item)
    word, row = spoken.phrases.joined(phrase)
    review = said.review[clause[row]]
    opinion, mark = np.isin(item[row], [-1 - SLOT["o"], -1 - SLOT["p"]]), spoken.spelling.mark[word]
    starts = _first(clause[row]) & words.begins[clause[row]]
    typed = _typed(seed, reviews, word, review, opinion, starts)
    typed = pc.if_else(pa.array(mark & reviews.bare[review]), "", typed)
    blank = _blanks(seed, reviews, review, mark, starts)
    text, begin, end = _joined(len(reviews), review, blank, typed)
    edges = np.searchsorted(row, np.arange(len(phrase) + 1))
    return Written(text, *_places(said, clause, edges, begin, end))


def _first(groups: Index) -> Mask:
    """Whether a row is the first of its group."""
    found: Mask = np.r_[True, groups[1:] != groups[:-1]][: len(groups)]
    return found


def _typed(seed: int, reviews: Reviews, word: Index, review: Index, opinion: Mask, starts: Mask) -> Strings:
    """Words in the form and the case that their writer chose."""
    spelling = speech().spelling
    within = np.arange(len(word)) - np.searchsorted(review, review)
    pair = paired(reviews.number[review], within)

    def draw(aspect: str) -> Floats:
        return draws(pair, seed, f"typed word's {aspect}")

    which = draw("form")
    slipped = 1 + (which * SLIPS).astype(np.int64)
    stretched = 1 + SLIPS + (which * STRETCHES).astype(np.int64)
    short = 1 + SLIPS + STRETCHES + (which * SHORT_FORMS).astype(np.int64)
    chosen = [
        spelling.has_short[word] & (draw("short form") < reviews.slang[review]),
        opinion & (draw("stretch") < reviews.stretched[review]),
        draw("slip") < reviews.slips[review],
    ]
    form = np.select(chosen, [short, stretched, slipped], 0)
    case = reviews.case[review]
    typed = spelling.spelled(word, form, np.where((case == AS_IT_IS) & starts, CAPITAL, case))
    encoded = pc.replace_substring(pc.replace_substring(typed, "&", "&amp;"), "'", "&#39;")
    return pc.if_else(pa.array(reviews.html[review]), encoded, typed)


def _blanks(seed: int, reviews: Reviews, review: Index, mark: Mask, starts: Mask) -> Index:
    """What stands before each word, a place in `_BLANKS`."""
    one_break = (draws(reviews.number, seed, "tags between lines") < 0.5)[review]
    between = np.select([reviews.html[review], reviews.lines[review]], [np.where(one_break, 3, 4), 2], 1)
    return np.select([_first(review) | mark, starts], [0, between], 1)


def _joined(count: int, review: Index, blank: Index, typed: Strings) -> tuple[Strings, Index, Index]:
    """Texts, and the first character of each word and the one behind it."""
    pieces = pa.concat_arrays([pa.array(_BLANKS).take(pa.array(blank)), typed])
    pieces = pieces.take(pa.array(np.arange(2 * len(blank)).reshape(2, -1).T.ravel()))
    lengths = np.asarray(pc.utf8_length(pieces)).astype(np.int64)
    ends = np.cumsum(lengths)
    starts = np.searchsorted(review, np.arange(count + 1))
    base = np.r_[0, ends][2 * starts[:-1]][review]
    lists = pa.ListArray.from_arrays(pa.array(2 * starts, pa.int32()), pieces)
    return pc.binary_join(lists, ""), ends[0::2] - base, ends[1::2] - base


def _places(said: Clauses, clause: Index, edges: Index, begin: Index, end: Index) -> tuple[Index, Index]:
    """First character and the one behind each slot's phrase; (clauses, slots)."""
    at = speech().slot_at[said.frame]
    base = np.searchsorted(clause, np.arange(len(said)))
    rows = base[:, None] + at.clip(min=0)
    there = (at >= 0) & (edges[rows + 1] > edges[rows])
    last = len(begin) - 1
    found = [begin[edges[rows].clip(max=last)], end[(edges[rows + 1] - 1).clip(min=0)]]
    return np.where(there, found[0], NOWHERE), np.where(there, found[1], NOWHERE)
