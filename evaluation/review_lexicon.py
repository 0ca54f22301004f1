"""A floor of review extraction: words that were aspects and opinions in training are so again.

An opinion is about the nearest known aspect of its sentence, if one is near; its sentiment is the commonest that these
words had. How sure a phrase has to be, how often it has to be annotated and how far an aspect may stand is chosen on
valid, by the F1 of exact triplets.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product
from typing import Any, Final, Self

import pandas as pd

from evaluation.review_phrases import Form, Phrases, Span, matched, near, place_of, words_of
from evaluation.review_truth import EDGES
from models.review_extraction.extracted import NONE

SURE: Final = (0.05, 0.1, 0.2, 0.35, 0.5)
OFTEN: Final = (1, 2, 4)
REACH: Final = (0, 3, 6, 12)  # words between an opinion and its aspect; 0: every aspect is implied
_TEXTS: Final = ("aspect", "opinion", "sentiment", "attribute")

Triplet = tuple[int, int, int, int, str, float]


@dataclass(frozen=True)
class Lexicon:
    """Reads triplets by what phrases were.

    Attributes:
        aspects, opinions: Phrases of training.
        sentiments: The commonest one of each opinion.
        commonest: Of all.
        sure, often: Share of its occurrences that was annotated, and how often it was, without which a phrase is none.
        reach: Words between an opinion and its aspect at most.
        always: The sentiment of every opinion; empty: each its own.
    """

    aspects: Phrases
    opinions: Phrases
    sentiments: dict[Form, str]
    commonest: str
    sure: float = 0.5
    often: int = 1
    reach: int = 6
    always: str = ""

    @classmethod
    def fit(cls, reviews: pd.DataFrame, triplets: pd.DataFrame) -> Self:
        """From annotated reviews: `example_id` and `text`; and `example_id`, `EDGES`, `sentiment`."""
        read = dict(zip(reviews["example_id"], map(words_of, reviews["text"]), strict=True))
        votes: dict[Form, Counter[str]] = {}
        spans: dict[str, set[tuple[str, Span]]] = {"aspect": set(), "opinion": set()}
        names = ["example_id", *EDGES, "sentiment"]
        for key, begin, end, first, last, sentiment in triplets[names].itertuples(index=False):
            for kind, edges in (("aspect", (begin, end)), ("opinion", (first, last))):
                at = place_of(read[key], *edges)
                if at is not None:
                    spans[kind].add((key, at))
                if at is not None and kind == "opinion":
                    votes.setdefault(read[key].form(at), Counter())[sentiment] += 1
        counted = {
            kind: Phrases.of(list(read.values()), [read[key].form(at) for key, at in own])
            for kind, own in spans.items()
        }
        own = {form: max(sorted(one), key=one.__getitem__) for form, one in votes.items()}
        return cls(counted["aspect"], counted["opinion"], own, str(triplets["sentiment"].mode()[0]))

    def chosen(self, reviews: pd.DataFrame, triplets: pd.DataFrame) -> Lexicon:
        """With the settings that are best on these reviews."""
        rows = triplets[["example_id", *EDGES, "sentiment"]].itertuples(index=False, name=None)
        true = {(row[0], *map(int, row[1:5]), row[5]) for row in rows}
        tries = [replace(self, sure=sure, often=often, reach=far) for sure, often, far in product(SURE, OFTEN, REACH)]
        return max(tries, key=lambda one: one._f1(reviews, true))

    def majority(self) -> Lexicon:
        """The same, for which every opinion has the commonest sentiment of all."""
        return replace(self, always=self.commonest)

    def read(self, text: str) -> list[Triplet]:
        """Places of aspect and opinion, the sentiment, and how sure the opinion is."""
        words = words_of(text)
        aspects = matched(words, self.aspects, self.sure, self.often)
        found = []
        for opinion in matched(words, self.opinions, self.sure, self.often):
            aspect = near(words, opinion, aspects, self.reach)
            begin, end = (NONE, NONE) if aspect is None else words.characters(aspect)
            form = words.form(opinion)
            told = self.always or self.sentiments[form]
            found.append((begin, end, *words.characters(opinion), told, self.opinions.share(form)))
        return found

    def predict(self, request: pd.DataFrame, params: dict[str, Any] | None = None) -> pd.DataFrame:  # noqa: ARG002
        """Answers as the model gives them in the view of triplets."""
        rows: list[tuple[Any, ...]] = []
        for key, text in zip(request["request_id"], request["text"], strict=True):
            for begin, end, first, last, told, sure in self.read(text):
                aspect = text[begin:end] if begin != NONE else None
                rows.append((key, aspect, begin, end, text[first:last], first, last, told, sure, aspect or "overall"))
            if not rows or rows[-1][0] != key:
                rows.append((key, None, NONE, NONE, None, NONE, NONE, None, 0.0, None))
        names = ["request_id", "aspect", *EDGES[:2], "opinion", *EDGES[2:], "sentiment", "confidence", "attribute"]
        return pd.DataFrame(rows, columns=names).astype(dict.fromkeys(_TEXTS, "str"))

    def terms(self, texts: list[str]) -> pd.DataFrame:
        """Aspects and opinions on their own."""
        rows = []
        for place, text in enumerate(texts):
            words = words_of(text)
            for kind, known in (("aspect", self.aspects), ("opinion", self.opinions)):
                spans = matched(words, known, self.sure, self.often)
                rows += [(place, kind, *words.characters(span), known.share(words.form(span))) for span in spans]
        return pd.DataFrame(rows, columns=["text", "kind", "start", "end", "confidence"])

    def _f1(self, reviews: pd.DataFrame, true: set[tuple[Any, ...]]) -> float:
        pairs: Iterable[tuple[str, str]] = zip(reviews["example_id"], reviews["text"], strict=True)
        told = {(key, *row[:5]) for key, text in pairs for row in self.read(text)}
        return 2 * len(told & true) / max(len(told) + len(true), 1)
