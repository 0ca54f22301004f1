"""Questions with judged passages of which the meanings are made up, so that no network is needed."""

from __future__ import annotations

import numpy as np

from models.question_answering.columns import Asked
from models.question_answering.corpus import Corpus
from models.question_answering.judged_pairs import Judged
from models.question_answering.kind_names import KINDS
from models.question_answering.passages import Passages, Reals

THINGS = ("battery", "strap", "lens", "charger", "cover", "manual", "filter", "hinge", "motor", "cable")
SIZE = 16


def judged_questions(products: int, rng: np.random.Generator) -> list[Judged]:
    """One question a product about one of its parts; the passage that names this part answers, by words and meaning."""
    out = []
    for product in range(products):
        named = rng.choice(len(THINGS), 4, replace=False)
        texts = [f"the {THINGS[thing]} of this one is number {thing}" for thing in named]
        answers = int(rng.integers(4))
        vector = unit(rng.normal(size=SIZE))
        said = np.stack([unit(rng.normal(size=SIZE) + 2.0 * vector * (row == answers)) for row in range(4)])
        vectors = np.stack([said, np.zeros_like(said)], axis=1).astype(np.float32)
        told = Passages.told(texts, ["review", "bullet", "review", "description"])
        passages = Passages(told.texts, told.sources, told.weights, told.seconds, told.ids, vectors)
        grades = np.where(np.arange(4) == answers, 2, 0).astype(np.int64)
        if product % 5 == 0:
            grades[:] = 0  # nobody can answer this one
        text = f"what about the {THINGS[named[answers]]}?" if grades.any() else "what does it smell like?"
        kinds = np.full(len(KINDS), 1 / len(KINDS))
        out.append(Judged(Asked(text, "", kinds, vector.astype(np.float32)), passages, grades, product))
    return out


def corpus_of(judged: list[Judged]) -> Corpus:
    """Words of the passages and questions."""
    return Corpus.fit([text for one in judged for text in one.passages.texts], [one.asked.text for one in judged])


def unit(vector: Reals) -> Reals:
    """The vector of length 1."""
    found: Reals = vector / np.linalg.norm(vector)
    return found
