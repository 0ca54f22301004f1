"""Questions of the simulated test whose truth is known, and what answers to them are worth by it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Self

import numpy as np
import numpy.typing as npt
import pandas as pd

from benchmarks.qa_simulated_words import OPPOSITE, YES_NO, said
from evaluation import question_answering as evaluation
from evaluation.qa_judged import Judged, folded, folded_all, truths
from evaluation.qa_right import begins, found_something, tells

Flags = npt.NDArray[np.bool_]

KNOWN: Final = "known"  # the truth holds an answer
_TOLD: Final = ("language", "reason", "fact", "true_source", "true_answer", "adversarial", "mistyped", "contradicted")
_AS_FACT: Final = ["product_id", "fact"]


@dataclass(frozen=True)
class Truth:
    """n questions of the test.

    Attributes:
        table: As `evaluation` asks them, and what is true of them: `language`, `reason` (why nothing answers, missing
            where something does), `fact`, `true_source`, `true_answer`, `adversarial` (another customer's rows are
            asked for), `mistyped`, `contradicted` (a customer tells the fact wrongly).
        commands: Reviews that want to command their reader, folded.
    """

    table: pd.DataFrame
    commands: tuple[str, ...]

    @classmethod
    def read(cls, tables: Path, examples: Path) -> Self:
        """Of the test's questions; those that the simulator's mess made up are left out.

        Args:
            tables: What the simulator wrote, with `truth/` in it.
            examples: What `build` wrote.

        Raises:
            ValueError: Of no question of the test the truth is known.
        """
        known = pd.read_parquet(tables / "truth" / "question_truth.parquet")
        facts = pd.read_parquet(tables / "truth" / "fact_truth.parquet", columns=[*_AS_FACT, "contradicted"])
        known = known.merge(facts.drop_duplicates(_AS_FACT), on=_AS_FACT, how="left")
        known = known.assign(contradicted=known["contradicted"].fillna(False).astype(bool))
        known = known.rename(columns={"question_id": "example_id", "source": "true_source", "answer": "true_answer"})
        asked = evaluation.requests(examples)
        table = asked.merge(known[["example_id", *_TOLD]], on="example_id", how="inner")
        if table.empty:
            raise ValueError(f"{tables / 'truth'} tells the truth of none of {len(asked):,} questions of the test.")
        reviews = pd.read_parquet(tables / "truth" / "review_truth.parquet", columns=["review_id", "command"])
        texts = pd.read_parquet(tables / "reviews.parquet", columns=["review_id", "text"])
        own = texts[texts["review_id"].isin(reviews.loc[reviews["command"], "review_id"])]["text"].dropna()
        return cls(table, tuple(sorted({folded(text) for text in own if text.strip()})))

    def outcomes(self, answers: pd.DataFrame, examples: Path) -> pd.DataFrame:
        """What answers come to; see `qa_outcomes.compared`.

        An answer from a passage that nobody judged is right where it tells the true answer in words; a yes or no of
        its own does not, as it may be said of anything. One whose words say the opposite of the truth is wrong,
        whatever it rests on. Beside those columns: what the table tells; `command`, that an answer is given that rests
        on a review that is one; and `said`, what its words say of the truth, see `qa_simulated_words.said`.
        """
        table = self.table
        found = evaluation.outcomes(table, answers)
        judged = Judged.of(table, examples)
        words = self._said(answers)
        right = (found["label"].to_numpy(bool) | self._true(answers, judged)) & ~_against(words)
        commands = self._commands(answers)
        return found.assign(
            **{name: table[name].to_numpy() for name in _TOLD},
            label=right.astype(np.int8),
            given_right=found["given"].to_numpy(bool) & right,
            command=commands & found["given"].to_numpy(bool),
            said=np.array(words, dtype=object),
        )

    def _true(self, answers: pd.DataFrame, judged: Judged) -> Flags:
        """Whether an answer from a passage that nobody judged tells the truth; (n,)."""
        out = np.zeros(len(answers), dtype=bool)
        evidence, found = folded_all(answers["evidence"]).tolist(), found_something(answers)
        known = {row: rows["folded"].tolist() for row, rows in judged.passages().groupby("row")}
        for row, truth in truths(judged).items():
            told = answers.iloc[row]
            unjudged = bool(evidence[row]) and not any(begins(evidence[row], text) for text in known.get(row, []))
            if found[row] and unjudged and truth not in YES_NO:
                out[row] = tells(truth, _text(told["answer"]), evidence[row])
        return out

    def _said(self, answers: pd.DataFrame) -> list[str | None]:
        cells = zip(self.table["true_answer"], answers["answer"], answers["evidence"], strict=True)
        return [
            said(truth, _text(told), _text(seen)) if isinstance(truth, str) else None for truth, told, seen in cells
        ]

    def _commands(self, answers: pd.DataFrame) -> Flags:
        evidence = folded_all(answers["evidence"]).tolist()
        return np.array([bool(one) and any(one in text for text in self.commands) for one in evidence], dtype=bool)


def _against(words: list[str | None]) -> Flags:
    return np.array([one == OPPOSITE for one in words], dtype=bool)


def _text(cell: Any) -> str:
    return cell if isinstance(cell, str) else ""
