"""Questions as they are understood: what they ask, of which kind they are, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass

from .columns import Asked
from .courtesy import without_courtesy
from .kind_features import plainly
from .kinds import Understanding
from .meanings import read_together
from .parameters import QuestionAnsweringParameters
from .passages import Floats, Reals
from .product_names import ProductNames
from .question_text import asked_part, unmarked
from .request import Questions
from .spelling import Spelling


@dataclass(frozen=True)
class Understood:
    """n questions.

    Attributes:
        texts: What is asked, without markup, courtesy and slips.
        kinds: Probability of each kind, in the order of `KINDS`; (n, kinds).
        vectors: Meanings; (n, d).
    """

    texts: list[str]
    kinds: Reals
    vectors: Floats

    def asked(self, questions: Questions, row: int, names: ProductNames) -> Asked:
        """One of them as the ranking takes it.

        Args:
            questions: The requests that they come from.
            row: Of the question.
            names: What products are called.
        """
        title = names.titles.get(questions.products[row] or "", "")
        return Asked(self.texts[row], title, self.kinds[row], self.vectors[row], float(questions.seconds[row]))


def understood(
    questions: Questions,
    names: ProductNames,
    understanding: Understanding,
    spelling: Spelling,
    parameters: QuestionAnsweringParameters,
) -> Understood:
    """Understand questions.

    Args:
        questions: As they came.
        names: What products are called.
        understanding: Tells kinds.
        spelling: Mends slips.
        parameters: Lengths that are read, and threads.
    """
    longest, threads = parameters.kinds.longest_question, parameters.threads
    plain = [asked_part(without_courtesy(unmarked(text or "")), longest) for text in questions.texts]
    mended = [spelling.mended(text, _own(questions, row, names)) for row, text in enumerate(plain)]
    spelt, most = plainly(mended), (parameters.ranking.retrieval.pieces, understanding.settings.longest_pieces)
    vectors, meant = read_together([(mended, most[0]), (spelt, most[1])], threads)
    return Understood(mended, understanding.kinds_read(spelt, meant), vectors)


def _own(questions: Questions, row: int, names: ProductNames) -> str:
    """What a question is about, in words: the title of its product, and the candidates that it tells."""
    told = questions.candidates[row]
    return " ".join([names.titles.get(questions.products[row] or "", ""), *(() if told is None else told.texts)])
